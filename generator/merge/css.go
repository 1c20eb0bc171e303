package merge

import "strings"

// cutCSS cuts a stylesheet at its rules. A comment right above a rule belongs
// to it. It fails where rules do not have their lines for themselves.
func cutCSS(lines []string) ([]piece, bool) {
	c := cssCutter{cutter: cutter{lines: lines}, text: strings.Join(lines, "")}
	for c.at < len(c.text) {
		if !c.rule() {
			return nil, false
		}
	}
	return c.finish(), true
}

type cssCutter struct {
	cutter
	text    string
	at      int // in text
	line    int // of at
	comment int // where the comment right above starts, if there is one
	above   int // the line after it
}

// rule reads a comment, white space, or a rule with its block.
func (c *cssCutter) rule() bool {
	switch {
	case strings.HasPrefix(c.text[c.at:], "/*"):
		start := c.line
		if !c.skip() {
			return false
		}
		if c.above != start {
			c.comment = start
		}
		c.above = c.line + 1
		return true
	case isBlank(c.text[c.at : c.at+1]):
		return c.skip()
	}
	start, from := c.line, c.at
	selector, ok := c.block()
	if !ok || start < c.next || !startsLine(c.text, from) {
		return false
	}
	if c.above == start && c.comment >= c.next {
		start = c.comment
	}
	c.cut(declaration, "rule "+selector, start, c.line+1)
	return true
}

// block reads up to the end of a rule, and gives what stands before its block.
func (c *cssCutter) block() (selector string, ok bool) {
	start, depth := c.at, 0
	for c.at < len(c.text) {
		switch c.text[c.at] {
		case '{':
			if depth++; depth == 1 {
				selector = c.text[start:c.at]
			}
		case '}':
			if depth--; depth == 0 {
				c.at++
				return strings.Join(strings.Fields(selector), " "), true
			}
		case ';':
			if depth == 0 {
				c.at++
				return strings.Join(strings.Fields(c.text[start:c.at]), " "), true
			}
		}
		if depth < 0 || !c.skip() {
			return "", false
		}
	}
	return "", false
}

// skip goes past one character, string or comment.
func (c *cssCutter) skip() bool {
	length := 1
	switch rest := c.text[c.at:]; {
	case strings.HasPrefix(rest, "/*"):
		length = endOf(rest, "/*", "*/")
	case rest[0] == '"' || rest[0] == '\'':
		length = literalLength(rest)
	}
	if length < 0 {
		return false
	}
	c.line += strings.Count(c.text[c.at:c.at+length], "\n")
	c.at += length
	return true
}
