package schema

import (
	"bytes"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// offset is the byte at pos.
func (e *editor) offset(pos Position) int {
	offset := 0
	for range pos.Line - 1 {
		next := bytes.IndexByte(e.data[offset:], '\n')
		if next < 0 {
			return len(e.data)
		}
		offset += next + 1
	}
	for range pos.Column - 1 {
		_, size := utf8.DecodeRune(e.data[offset:])
		offset += size
	}
	return offset
}

// lineEnd is the end of the line at offset, before its newline.
func (e *editor) lineEnd(offset int) int {
	if next := bytes.IndexByte(e.data[offset:], '\n'); next >= 0 {
		return offset + next
	}
	return len(e.data)
}

// blockEnd is the end of the last line of the entry whose key stands at
// offset, indented by indent: all that follows and is indented more.
func (e *editor) blockEnd(offset, indent int) int {
	end := e.lineEnd(offset)
	for next := end + 1; next < len(e.data); {
		stop := e.lineEnd(next)
		line := strings.TrimRight(string(e.data[next:stop]), " \t\r")
		content := strings.TrimLeft(line, " ")
		switch {
		case content == "" || content[0] == '#':
		case len(line)-len(content) <= indent:
			return end
		default:
			end = stop
		}
		next = stop + 1
	}
	return end
}

// blankBefore reports whether the line above the one at offset is blank.
func (e *editor) blankBefore(offset int) bool {
	start := bytes.LastIndexByte(e.data[:offset], '\n')
	if start < 0 {
		return false
	}
	above := bytes.LastIndexByte(e.data[:start], '\n') + 1
	return len(bytes.TrimSpace(e.data[above:start])) == 0
}

// insertAfterLine inserts whole lines after the line that ends at end.
func (e *editor) insertAfterLine(end int, lines string) bool {
	e.at, e.insert = end, strings.TrimSuffix(e.newline+lines, e.newline)
	if end > 0 && end < len(e.data) && e.data[end-1] == '\r' {
		e.at--
	}
	return true
}

// replaceBraces puts lines in the place of the empty braces in the line at
// start.
func (e *editor) replaceBraces(start int, lines string) bool {
	end := e.lineEnd(start)
	before, after, found := strings.Cut(strings.TrimSuffix(string(e.data[start:end]), "\r"), "{}")
	if !found {
		return false
	}
	before = strings.TrimRight(before, " ")
	e.at = start + len(before)
	e.cut = end - e.at
	if e.cut > 0 && e.data[end-1] == '\r' {
		e.cut--
	}
	e.insert = after + strings.TrimSuffix(e.newline+lines, e.newline)
	return true
}

// addToFlow adds to the mapping in braces n.
func (e *editor) addToFlow(n *yaml.Node, in holder) bool {
	open := e.offset(at(n))
	last, found := e.closing(open)
	if !found {
		return false
	}
	e.at = last + 1
	switch added := e.flow(in); {
	case last == open:
		e.insert = added
	case e.data[last] == ',':
		e.insert = " " + added
	default:
		e.insert = ", " + added
	}
	return true
}

// flow writes what is added within braces.
func (e *editor) flow(in holder) string {
	var entries []string
	for _, f := range e.fields {
		entries = append(entries, flowText(f.Name)+": "+flowText(field.Short(f)))
	}
	s := strings.Join(entries, ", ")
	if in != inFields {
		s = flowText(e.resource) + ": {fields: {" + s + "}}"
	}
	if in == inDefinition {
		s = "resources: {" + s + "}"
	}
	return s
}

// closing finds the last byte that means something before the brace that
// closes the one at open.
func (e *editor) closing(open int) (int, bool) {
	if open >= len(e.data) || e.data[open] != '{' {
		return 0, false
	}
	last, depth := open, 0
	for i := open; i < len(e.data); i++ {
		switch c := e.data[i]; c {
		case ' ', '\t', '\r', '\n':
			continue
		case '#':
			if strings.IndexByte(" \t\n", e.data[i-1]) >= 0 {
				i = e.lineEnd(i)
				continue
			}
		case '"', '\'':
			if strings.IndexByte(" \t\n{[,:", e.data[i-1]) >= 0 {
				i = e.quoteEnd(i)
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return last, true
			}
		}
		last = min(i, len(e.data)-1)
	}
	return 0, false
}

// quoteEnd is the quote that ends the one at start.
func (e *editor) quoteEnd(start int) int {
	quote := e.data[start]
	for i := start + 1; i < len(e.data); i++ {
		switch {
		case quote == '"' && e.data[i] == '\\':
			i++
		case e.data[i] != quote:
		case quote == '\'' && i+1 < len(e.data) && e.data[i+1] == quote:
			i++
		default:
			return i
		}
	}
	return len(e.data) - 1
}
