package schema

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// source is the text of a definition, and knows where things stand in it.
type source struct {
	data    []byte // without the byte order mark
	marked  bool   // there was one
	newline string
}

func newSource(data []byte) source {
	bare := bytes.TrimPrefix(data, bom)
	s := source{data: bare, marked: len(bare) < len(data), newline: "\n"}
	if bytes.Contains(data, []byte("\r\n")) {
		s.newline = "\r\n"
	}
	return s
}

// bytes is the whole text.
func (s *source) bytes() []byte {
	if s.marked {
		return slices.Concat(bom, s.data)
	}
	return s.data
}

// splice puts text in the place of the bytes from start to end.
func (s *source) splice(start, end int, text string) {
	s.data = slices.Concat(s.data[:start], []byte(text), s.data[end:])
}

// offset is the byte at pos.
func (s *source) offset(pos Position) int {
	offset := 0
	for range pos.Line - 1 {
		next := bytes.IndexByte(s.data[offset:], '\n')
		if next < 0 {
			return len(s.data)
		}
		offset += next + 1
	}
	for range pos.Column - 1 {
		_, size := utf8.DecodeRune(s.data[offset:])
		offset += size
	}
	return offset
}

// lineStart is the first byte of the line at offset.
func (s *source) lineStart(offset int) int {
	return bytes.LastIndexByte(s.data[:offset], '\n') + 1
}

// lineEnd is the end of the line at offset, before its newline.
func (s *source) lineEnd(offset int) int {
	if next := bytes.IndexByte(s.data[offset:], '\n'); next >= 0 {
		return offset + next
	}
	return len(s.data)
}

// line is what the line at offset holds, and how far that is indented.
func (s *source) line(offset int) (content string, indent int) {
	line := strings.TrimRight(string(s.data[s.lineStart(offset):s.lineEnd(offset)]), " \t\r")
	content = strings.TrimLeft(line, " ")
	return content, len(line) - len(content)
}

// blankBefore reports whether the line above the one at offset is blank.
func (s *source) blankBefore(offset int) bool {
	start := s.lineStart(offset)
	if start == 0 {
		return false
	}
	above, _ := s.line(start - 1)
	return above == ""
}

// blockEnd is the end of the last line of the entry or the element that begins
// at offset, indented by indent, and holds value: all that follows and is
// indented more. The dashes of an entry's list and closing braces need not be.
func (s *source) blockEnd(offset, indent int, value *yaml.Node) int {
	first, _ := s.line(offset)
	end := s.lineEnd(offset)
	if _, closed, found := s.closing(s.offset(at(value))); found && isFlow(value) {
		end = s.lineEnd(closed)
	}
	for next := end + 1; next < len(s.data); next = s.lineEnd(next) + 1 {
		content, deep := s.line(next)
		dash := deep == indent && isElement(content) && !isElement(first)
		switch {
		case content == "" || content[0] == '#':
		case deep <= indent && !dash:
			return end
		default:
			end = s.lineEnd(next)
		}
	}
	return end
}

// isElement reports whether a line is one of a list.
func isElement(content string) bool { return content == "-" || strings.HasPrefix(content, "- ") }

// insertAfterLine inserts whole lines after the line that ends at end.
func (s *source) insertAfterLine(end int, lines string) {
	inserted := strings.TrimSuffix(s.newline+lines, s.newline)
	if end > 0 && end < len(s.data) && s.data[end-1] == '\r' {
		end--
	}
	s.splice(end, end, inserted)
}

// addToFlow adds an entry to the braces or brackets that open at open.
func (s *source) addToFlow(open int, added string) bool {
	last, _, found := s.closing(open)
	if !found {
		return false
	}
	switch {
	case last == open:
	case s.data[last] == ',':
		added = " " + added
	default:
		added = ", " + added
	}
	s.splice(last+1, last+1, added)
	return true
}

// closing finds the brace or bracket that closes the one at open, and the last
// byte before it that means something.
func (s *source) closing(open int) (last, end int, found bool) {
	if open >= len(s.data) || s.data[open] != '{' && s.data[open] != '[' {
		return 0, 0, false
	}
	last, depth := open, 0
	for i := open; i < len(s.data); i++ {
		switch c := s.data[i]; c {
		case ' ', '\t', '\r', '\n':
			continue
		case '#':
			if strings.IndexByte(" \t\n", s.data[i-1]) >= 0 {
				i = s.lineEnd(i)
				continue
			}
		case '"', '\'':
			if strings.IndexByte(" \t\n{[,:", s.data[i-1]) >= 0 {
				i = s.quoteEnd(i)
			}
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return last, i, true
			}
		}
		last = min(i, len(s.data)-1)
	}
	return 0, 0, false
}

// quoteEnd is the quote that ends the one at start.
func (s *source) quoteEnd(start int) int {
	quote := s.data[start]
	for i := start + 1; i < len(s.data); i++ {
		switch {
		case quote == '"' && s.data[i] == '\\':
			i++
		case s.data[i] != quote:
		case quote == '\'' && i+1 < len(s.data) && s.data[i+1] == quote:
			i++
		default:
			return i
		}
	}
	return len(s.data) - 1
}
