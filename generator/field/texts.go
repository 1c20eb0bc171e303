package field

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// How long the texts of a field may be, in characters.
const (
	longestLabel = 60
	longestHelp  = 300
)

// Texts are what people read about a field, and what the values have to look
// like beyond its type. The database knows nothing of them, and neither does
// the short form.
type Texts struct {
	Label   string // what forms, tables and messages call it; "" if that is made of its name
	Help    string // a sentence beside its control
	Pattern string // a regular expression (RE2) that whole values match, or ""
}

// texts checks the texts of f.
func (c *checker) texts() {
	c.line("label", c.f.Label, longestLabel)
	c.line("help", c.f.Help, longestHelp)
	if c.f.Pattern != "" {
		c.pattern()
	}
}

func (c *checker) line(part Modifier, text string, longest int) {
	switch {
	case text != strings.TrimSpace(text):
		c.fail(part, "", "%s begins or ends with space", part)
	case strings.ContainsFunc(text, unicode.IsControl):
		c.fail(part, "", "%s is one line without control characters", part)
	case utf8.RuneCountInString(text) > longest:
		c.fail(part, "", "%s is longer than %s", part, count(longest, "character"))
	}
}
