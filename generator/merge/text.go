package merge

import (
	"bytes"
	"slices"
	"strings"
)

const byteOrderMark = "\ufeff"

// A text is a file as lines, without what differs between editors and systems.
type text struct {
	lines []string // each with "\n" at its end, and nothing else
	crlf  []bool   // which lines ended in "\r\n"
	mark  bool     // starts with a byte order mark
	open  bool     // the last line had no line end
}

func isBinary(data []byte) bool { return bytes.IndexByte(data, 0) >= 0 }

func readText(data []byte) text {
	s, mark := strings.CutPrefix(string(data), byteOrderMark)
	t := text{mark: mark}
	for line := range strings.Lines(s) {
		content, ended := strings.CutSuffix(line, "\n")
		t.open = !ended
		crlf := false
		if ended {
			content, crlf = strings.CutSuffix(content, "\r")
		}
		t.lines = append(t.lines, content+"\n")
		t.crlf = append(t.crlf, crlf)
	}
	return t
}

// A style is how a person's file spells its lines.
type style struct {
	mark  bool
	open  bool
	mixed []string // the lines of a file with both line ends
	crlf  []bool   // how they end
	usual bool     // most lines end in "\r\n"
}

// styleOf is the style of yours. Of the rest it takes what gen changed, or, in
// a file without lines, what gen does.
func styleOf(v three[text]) style {
	s := style{mark: v.new.mark, open: v.new.open, usual: v.yours.prefersCRLF()}
	if v.yours.mark != v.base.mark {
		s.mark = v.yours.mark
	}
	if v.yours.open != v.base.open {
		s.open = v.yours.open
	}
	ended := v.yours.ended()
	if len(ended) == 0 {
		s.usual = v.new.prefersCRLF()
	}
	if slices.Contains(ended, true) && slices.Contains(ended, false) {
		s.mixed, s.crlf = v.yours.lines, v.yours.crlf
	}
	return s
}

// ended is how the lines end that do.
func (t text) ended() []bool {
	if t.open {
		return t.crlf[:len(t.crlf)-1]
	}
	return t.crlf
}

// prefersCRLF reports whether most lines end in "\r\n".
func (t text) prefersCRLF() bool {
	count := 0
	for _, crlf := range t.crlf {
		if crlf {
			count++
		}
	}
	return 2*count > len(t.ended())
}

// spell writes lines in this style. Markers have their lines for themselves:
// the byte order mark comes after the first, and the last has its newline.
func (s style) spell(lines []string, conflicts []Conflict) []byte {
	var b bytes.Buffer
	marked := 0 // the line with the byte order mark
	if len(conflicts) > 0 && conflicts[0].Line == 1 {
		marked = 1
	}
	crlf := s.lineEnds(lines)
	for i, line := range lines {
		if s.mark && i == marked {
			b.WriteString(byteOrderMark)
		}
		b.WriteString(strings.TrimSuffix(line, "\n"))
		switch {
		case i == len(lines)-1 && s.open && !endsInMarker(lines, conflicts):
		case crlf[i]:
			b.WriteString("\r\n")
		default:
			b.WriteString("\n")
		}
	}
	if s.mark && len(lines) == 0 {
		b.WriteString(byteOrderMark)
	}
	return b.Bytes()
}

func endsInMarker(lines []string, conflicts []Conflict) bool {
	return len(conflicts) > 0 && strings.HasPrefix(lines[len(lines)-1], ">>>>>>>")
}

// lineEnds says which lines end in "\r\n". In a mixed file, each line that is
// still there ends as it did.
func (s style) lineEnds(lines []string) []bool {
	ends := slices.Repeat([]bool{s.usual}, len(lines))
	if s.mixed == nil {
		return ends
	}
	for i, j := range commonLines(lines, s.mixed) {
		if j >= 0 {
			ends[i] = s.crlf[j]
		}
	}
	return ends
}
