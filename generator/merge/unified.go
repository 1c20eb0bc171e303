package merge

import (
	"fmt"
	"slices"
	"strings"
)

// Unified writes what changed from old to new as a unified diff with three
// lines of context. A nil version is a file that is not there.
func Unified(path string, old, current []byte) string {
	from, to := "a/"+path, "b/"+path
	if old == nil {
		from = "/dev/null"
	}
	if current == nil {
		to = "/dev/null"
	}
	if isBinary(old) || isBinary(current) {
		if string(old) == string(current) {
			return ""
		}
		return fmt.Sprintf("Binary files %s and %s differ\n", from, to)
	}
	edits := edited(slices.Collect(strings.Lines(string(old))), slices.Collect(strings.Lines(string(current))))
	var b strings.Builder
	for _, group := range edits.groups() {
		if b.Len() == 0 {
			fmt.Fprintf(&b, "--- %s\n+++ %s\n", from, to)
		}
		group.write(&b)
	}
	return b.String()
}

// An edit is one line of a diff.
type edit struct {
	sign byte // ' ', '-' or '+'
	line string
	old  int // how many lines come before it
	new  int
}

type edits []edit

// edited lists all lines of old and current, removed ones before added ones.
func edited(old, current []string) edits {
	var all edits
	next := 0
	add := func(limit, at int) {
		for ; next < limit; next++ {
			all = append(all, edit{'+', current[next], at, next})
		}
	}
	to := commonLines(old, current)
	for i := 0; i < len(old); i++ {
		if to[i] < 0 {
			all = append(all, edit{'-', old[i], i, next})
			continue
		}
		add(to[i], i)
		all = append(all, edit{' ', old[i], i, next})
		next++
	}
	add(len(current), len(old))
	return all
}

const context = 3

// groups are the stretches with changes, each with the lines around them.
func (e edits) groups() []edits {
	var groups []edits
	start, end := 0, 0
	for i, line := range e {
		if line.sign == ' ' {
			continue
		}
		if end > 0 && i-context > end {
			groups = append(groups, e[start:end])
			end = 0
		}
		if end == 0 {
			start = max(0, i-context)
		}
		end = min(len(e), i+context+1)
	}
	if end > 0 {
		groups = append(groups, e[start:end])
	}
	return groups
}

func (e edits) write(b *strings.Builder) {
	fmt.Fprintf(b, "@@ -%s +%s @@\n", e.extent('-', e[0].old), e.extent('+', e[0].new))
	for _, line := range e {
		b.WriteByte(line.sign)
		b.WriteString(line.line)
		if !strings.HasSuffix(line.line, "\n") {
			b.WriteString("\n\\ No newline at end of file\n")
		}
	}
}

// extent is the first line and the count of lines on one side.
func (e edits) extent(sign byte, before int) string {
	count := 0
	for _, line := range e {
		if line.sign == ' ' || line.sign == sign {
			count++
		}
	}
	switch count {
	case 0:
		return fmt.Sprintf("%d,0", before)
	case 1:
		return fmt.Sprint(before + 1)
	}
	return fmt.Sprintf("%d,%d", before+1, count)
}
