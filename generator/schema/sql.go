package schema

import (
	"strings"
	"unicode"
)

// cleanSQL gives the SQL expression s on one line, or says why it is not one
// that can stand inside a statement. Only Message and Hint of the error are
// set.
func cleanSQL(s string) (string, *Error) {
	c := sqlCleaner{}
	for i, r := range s {
		if broken := c.next(r, s[i:]); broken != nil {
			return "", broken
		}
	}
	clean := strings.TrimSpace(c.text.String())
	switch {
	case c.quote != 0:
		return "", &Error{Message: "a quote is not closed", Hint: "double a quote that is part of a text: 'it''s'"}
	case c.depth > 0:
		return "", unbalanced
	case clean == "":
		return "", &Error{Message: "it is empty", Hint: "write an expression, such as lower(title)"}
	}
	return clean, nil
}

// sqlCleaner reads an expression, a character at a time.
type sqlCleaner struct {
	text  strings.Builder
	quote rune // that is open, or 0
	depth int  // of parentheses
	blank bool // the last character was one, outside quotes
}

const oneExpression = "write one expression, such as lower(title)"

var (
	unbalanced = &Error{Message: "a parenthesis has no other half", Hint: "close every parenthesis that is opened"}
	semicolon  = &Error{Message: "a semicolon would end the statement", Hint: oneExpression}
	comment    = &Error{Message: "it has a comment", Hint: "write the comment behind a # of gen.yaml"}
	inQuotes   = &Error{Message: "a line break or another control character in quotes", Hint: "spell it with a function: char(10) in SQLite, chr(10) in PostgreSQL"}
	control    = &Error{Message: "it has a control character", Hint: "remove it"}
)

// next reads r, with which rest begins.
func (c *sqlCleaner) next(r rune, rest string) *Error {
	blank := c.quote == 0 && strings.ContainsRune(" \t\r\n", r)
	defer func() { c.blank = blank }()
	switch {
	case blank:
		if !c.blank {
			c.text.WriteByte(' ')
		}
		return nil
	case unicode.IsControl(r) && c.quote != 0:
		return inQuotes
	case unicode.IsControl(r):
		return control
	}
	c.text.WriteRune(r)
	if c.quote != 0 {
		if r == c.quote {
			c.quote = 0
		}
		return nil
	}
	return c.outside(r, rest)
}

// outside reads r outside quotes.
func (c *sqlCleaner) outside(r rune, rest string) *Error {
	switch {
	case r == '\'' || r == '"':
		c.quote = r
	case r == '(':
		c.depth++
	case r == ')':
		c.depth--
		if c.depth < 0 {
			return unbalanced
		}
	case r == ';':
		return semicolon
	case strings.HasPrefix(rest, "--"), strings.HasPrefix(rest, "/*"):
		return comment
	}
	return nil
}
