package merge

import (
	"slices"
	"strings"
)

// merge3 merges line by line, as diff3 does (Khanna, Kunal, Pierce: A Formal
// Investigation of Diff3). Lines are the same if their keys are. Changes of
// neighbouring lines clash, as in git, unless apart is true.
func merge3(v three[[]string], key func(string) string, apart bool) []hunk {
	n := newNumbering(key)
	ids := each(v, n.numbers)
	m := lineMerge{v: v, ids: ids, yours: common(ids.base, ids.yours), new: common(ids.base, ids.new), apart: apart}
	for {
		m.stable()
		next := m.at.base
		for next < len(ids.base) && (m.yours[next] < 0 || m.new[next] < 0) {
			next++
		}
		if next == len(ids.base) {
			m.unstable(three[int]{next, len(ids.yours), len(ids.new)})
			return m.hunks
		}
		m.unstable(three[int]{next, m.yours[next], m.new[next]})
	}
}

// A lineMerge is on its way through the three versions.
type lineMerge struct {
	v     three[[]string]
	ids   three[[]int]
	yours []int // the line of yours that each line of base became, or -1
	new   []int
	apart bool // merge changes that touch but have no line in common
	at    three[int]
	hunks []hunk
}

// stable takes the lines that are the same in all versions.
func (m *lineMerge) stable() {
	for m.at.base < len(m.ids.base) && m.yours[m.at.base] == m.at.yours && m.new[m.at.base] == m.at.new {
		b, y, n := m.v.base[m.at.base], m.v.yours[m.at.yours], m.v.new[m.at.new]
		if y == b {
			y = n
		}
		m.agree([]string{y})
		m.at = three[int]{m.at.base + 1, m.at.yours + 1, m.at.new + 1}
	}
}

// unstable takes the lines up to end, which at least one side changed.
func (m *lineMerge) unstable(end three[int]) {
	if m.apart {
		for _, cut := range m.cuts(end) {
			m.part(cut)
		}
	}
	m.part(end)
}

// part takes the lines up to end as one change.
func (m *lineMerge) part(end three[int]) {
	lines := each(m.span(end), func(s span) []string { return s.lines })
	ids := each(m.span(end), func(s span) []int { return s.ids })
	switch {
	case slices.Equal(ids.yours, ids.base):
		m.agree(m.indent(lines))
	case slices.Equal(ids.new, ids.base), slices.Equal(ids.yours, ids.new):
		m.agree(lines.yours)
	default:
		m.hunks = append(m.hunks, hunk{clash: &lines})
	}
	m.at = end
}

// A span is a stretch of one version.
type span struct {
	lines []string
	ids   []int
}

func (m *lineMerge) span(end three[int]) three[span] {
	return three[span]{
		span{m.v.base[m.at.base:end.base], m.ids.base[m.at.base:end.base]},
		span{m.v.yours[m.at.yours:end.yours], m.ids.yours[m.at.yours:end.yours]},
		span{m.v.new[m.at.new:end.new], m.ids.new[m.at.new:end.new]},
	}
}

func (m *lineMerge) agree(lines []string) {
	if len(lines) == 0 {
		return
	}
	if n := len(m.hunks); n > 0 && m.hunks[n-1].clash == nil {
		m.hunks[n-1].lines = append(m.hunks[n-1].lines, lines...)
		return
	}
	m.hunks = append(m.hunks, hunk{lines: slices.Clone(lines)})
}

// indent gives gen's lines the indentation that the person gave to the lines
// that they replace, or to the line before them.
func (m *lineMerge) indent(lines three[[]string]) []string {
	was, is := "", ""
	switch {
	case len(lines.base) > 0:
		was, is = indentation(lines.base[0]), indentation(lines.yours[0])
	case m.at.base > 0 && m.yours[m.at.base-1] == m.at.yours-1 && m.at.yours > 0:
		was, is = indentation(m.v.base[m.at.base-1]), indentation(m.v.yours[m.at.yours-1])
	}
	if was == is {
		return lines.new
	}
	indented := make([]string, len(lines.new))
	for i, line := range lines.new {
		if rest, ok := strings.CutPrefix(line, was); ok && strings.TrimSpace(line) != "" {
			line = is + rest
		}
		indented[i] = line
	}
	return indented
}

func indentation(line string) string {
	return line[:len(line)-len(strings.TrimLeft(line, " \t"))]
}
