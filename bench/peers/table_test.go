package peers

import (
	"fmt"
	"strings"
	"testing"
)

// A table is what programs used for each task.
type table struct {
	database string
	programs []*program
	tasks    []string
	used     [][]usage // by task and program
}

func (t *table) add(task string, used []usage) {
	t.tasks, t.used = append(t.tasks, task), append(t.used, used)
}

// print prints the shares of CPU time and throughput as Markdown.
func (t *table) print(b *testing.B) {
	if len(t.tasks) == 0 {
		return
	}
	byHand := func(task int) usage { return t.used[task][1] }
	t.head("CPU time", "memory")
	if len(t.tasks) == len(tasks) {
		t.row("emitted, to reach", "", func(i int) string { return fmt.Sprintf("≤ %.2f", targets[t.database][i]) })
	}
	for n, p := range t.programs {
		t.row(p.name, p.memory(b), func(i int) string {
			return fmt.Sprintf("%.2f", t.used[i][n].cpuPerRequest()/byHand(i).cpuPerRequest())
		})
	}
	t.row("handwritten, µs", "", func(i int) string { return fmt.Sprintf("%.0f", byHand(i).cpuPerRequest()) })
	t.head("throughput")
	for n, p := range t.programs {
		t.row(p.name, "", func(i int) string {
			return fmt.Sprintf("%.2f", t.used[i][n].throughput()/byHand(i).throughput())
		})
	}
	t.row("handwritten, per second", "", func(i int) string { return fmt.Sprintf("%.0f", byHand(i).throughput()) })
	fmt.Println()
}

func (t *table) head(what string, more ...string) {
	columns := append(append([]string{t.database + ", " + what}, t.tasks...), more...)
	fmt.Printf("\n| %s |\n|%s\n", strings.Join(columns, " | "), strings.Repeat("---|", len(columns)))
}

func (t *table) row(name, last string, cell func(task int) string) {
	cells := []string{name}
	for i := range t.tasks {
		cells = append(cells, cell(i))
	}
	if last != "" {
		cells = append(cells, last)
	}
	fmt.Printf("| %s |\n", strings.Join(cells, " | "))
}
