// Package bench measures how long gen takes.
package bench

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// gen runs the built command in dir, off the clock of anything but itself, and
// gives the time that processors spent on it.
func gen(b *testing.B, dir string, args ...string) time.Duration {
	b.Helper()
	cmd := exec.Command(program, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("gen %s: %v\n%s", strings.Join(args, " "), err, out)
	}
	return cmd.ProcessState.UserTime() + cmd.ProcessState.SystemTime()
}

var program string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "gen-bench")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		program = filepath.Join(dir, "gen")
		if out, err := exec.Command("go", "build", "-o", program, "../cmd/gen").CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "build gen: %v\n%s", err, out)
			return 1
		}
		return m.Run()
	}())
}

// definition is gen.yaml with n resources; the last one has extra fields.
func definition(database string, n int, extra string) []byte {
	var text strings.Builder
	fmt.Fprintf(&text, "app: blog\ndatabase: %s\nresources:\n", database)
	for i := range n {
		fmt.Fprintf(&text, "  thing_%d:\n    fields:\n", i)
		for _, f := range []string{
			"title: string:120", "body: text:optional", "status: enum:draft:published:default=draft", "views: int:default=0",
			"price: decimal:10:2:optional", "published_at: timestamp:optional", "email: email:unique", "live: bool",
		} {
			fmt.Fprintf(&text, "      %s\n", f)
		}
	}
	text.WriteString(extra)
	return []byte(text.String())
}

// newApp is an application without resources.
func newApp(b *testing.B, database string) string {
	b.Helper()
	dir := b.TempDir()
	gen(b, dir, "new", "blog", "--db", database)
	return filepath.Join(dir, "blog")
}

func define(b *testing.B, app string, definition []byte) {
	b.Helper()
	if err := os.WriteFile(filepath.Join(app, "gen.yaml"), definition, 0o600); err != nil {
		b.Fatal(err)
	}
}

func BenchmarkNew(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				dir := b.TempDir()
				b.StartTimer()
				gen(b, dir, "new", "blog", "--db", database)
			}
		})
	}
}

func BenchmarkApply(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		for _, n := range []int{1, 20, 100} {
			name := fmt.Sprintf("%s/%d/", database, n)
			b.Run(name+"all", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					app := newApp(b, database)
					define(b, app, definition(database, n, ""))
					b.StartTimer()
					gen(b, app, "apply")
				}
			})
			app := newApp(b, database)
			define(b, app, definition(database, n, ""))
			gen(b, app, "apply")
			b.Run(name+"none", func(b *testing.B) {
				for b.Loop() {
					gen(b, app, "apply")
				}
			})
			extra := ""
			b.Run(name+"one", func(b *testing.B) {
				for b.Loop() {
					b.StopTimer()
					extra += fmt.Sprintf("      extra_%d: string:optional\n", strings.Count(extra, "\n"))
					define(b, app, definition(database, n, extra))
					b.StartTimer()
					gen(b, app, "apply")
				}
			})
		}
	}
}
