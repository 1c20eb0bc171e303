package schema

import (
	"strings"

	"gopkg.in/yaml.v3"
)

// remove takes away the entry or element that path leads to, with the comments
// that are its own: those right above it, indented alike, and those behind it.
func (p *patch) remove(path ...string) {
	found, ok := p.find(path...)
	if !p.check(ok) {
		return
	}
	start := p.offset(at(found.first()))
	if isFlow(found.parent) {
		p.removeFromFlow(start, found.value)
		return
	}
	if found.key == nil {
		start = p.dash(start)
	}
	before := string(p.data[p.lineStart(start):start])
	if !p.check(strings.TrimLeft(before, " ") == "") {
		return
	}
	p.removeLines(start, p.lastLine(start, len(before), found.value))
}

// dash is the dash before the element of a list at start.
func (p *patch) dash(start int) int {
	return p.lineStart(start) + max(strings.LastIndexByte(string(p.data[p.lineStart(start):start]), '-'), 0)
}

// lastLine is the end of the last line of what begins at start, with the
// comments that are indented more and follow.
func (p *patch) lastLine(start, indent int, value *yaml.Node) int {
	end := p.blockEnd(start, indent, value)
	for next := end + 1; next < len(p.data); next = p.lineEnd(next) + 1 {
		content, deep := p.line(next)
		if content != "" && (content[0] != '#' || deep <= indent) {
			return end
		}
		if content != "" {
			end = p.lineEnd(next)
		}
	}
	return end
}

// removeLines removes the lines from that of start to the one that ends at
// end, the comments above, and a blank line that would separate nothing any
// more.
func (p *patch) removeLines(start, end int) {
	_, indent := p.line(start)
	start = p.lineStart(start)
	for start > 0 {
		content, deep := p.line(start - 1)
		if !strings.HasPrefix(content, "#") || deep != indent {
			break
		}
		start = p.lineStart(start - 1)
	}
	switch {
	case p.blankBefore(start) && p.blankAfter(end):
		start = p.lineStart(start - 1)
	case p.isFirst(start, indent) && p.blankAfter(end) && end+1 < len(p.data):
		end = p.lineEnd(end + 1)
	}
	if end < len(p.data) {
		p.replace(start, end+1, "")
		return
	}
	p.replace(max(start-len(p.newline), 0), end, "")
}

// isFirst reports whether the line above the one at offset is indented less
// than indent.
func (p *patch) isFirst(offset, indent int) bool {
	if offset == 0 {
		return true
	}
	_, above := p.line(offset - 1)
	return above < indent
}

// blankAfter reports whether the line below the one that ends at end is blank,
// or missing.
func (p *patch) blankAfter(end int) bool {
	if end+1 >= len(p.data) {
		return true
	}
	below, _ := p.line(end + 1)
	return below == ""
}

// removeFromFlow removes what stands within braces or brackets from start to
// the end of value, and a comma.
func (p *patch) removeFromFlow(start int, value *yaml.Node) {
	end, found := p.flowEnd(value)
	if !p.check(found) {
		return
	}
	after := p.skipBlanks(end)
	comma := after < len(p.data) && p.data[after] == ','
	if comma {
		end = after + 1
		after = p.skipBlanks(end)
	}
	before := strings.TrimRight(string(p.data[:start]), " \t")
	rest := strings.TrimSpace(string(p.data[after:p.lineEnd(after)]))
	switch {
	case strings.HasSuffix(before, "\n") && (rest == "" || rest[0] == '#'):
		p.removeLines(start, p.lineEnd(after))
	case comma && rest != "":
		p.replace(start, after, "")
	case comma:
		p.replace(len(before), end, "")
	case strings.HasSuffix(before, ","):
		p.replace(len(before)-1, end, "")
	default:
		p.replace(start, end, "")
	}
}

// flowEnd is the end of a value within braces or brackets.
func (p *patch) flowEnd(value *yaml.Node) (int, bool) {
	if value.Kind == yaml.ScalarNode {
		_, end, found := p.extent(value)
		return end, found
	}
	_, end, found := p.closing(p.offset(at(value)))
	return end + 1, found
}

// skipBlanks is the first byte from offset on that is no blank.
func (p *patch) skipBlanks(offset int) int {
	for offset < len(p.data) && (p.data[offset] == ' ' || p.data[offset] == '\t') {
		offset++
	}
	return offset
}
