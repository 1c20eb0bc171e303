package input

import (
	"errors"
	"fmt"
	"net/mail"
	"net/url"
	"slices"
	"strings"
	"unicode/utf8"
)

// String reads a line of text of min to max characters; 0 is no limit.
func String(min, max int) Parser[string] {
	return Text(min, max).rule(
		func(text string) bool { return !strings.ContainsAny(text, "\r\n") },
		"must be a single line")
}

// Text reads lines of text of min to max characters; 0 is no limit.
func Text(min, max int) Parser[string] {
	return Parser[string]{
		parse: func(v Value) (string, error) {
			text, err := v.line("must be text")
			if err != nil {
				return "", err
			}
			return text, checkLength(text, min, max)
		},
		format: newlines.Replace,
	}
}

// newlines spells the ends of lines as this package does. Browsers send CRLF.
var newlines = strings.NewReplacer("\r\n", "\n", "\r", "\n")

func checkLength(text string, min, max int) error {
	switch n := utf8.RuneCountInString(text); {
	case max > 0 && n > max:
		return fmt.Errorf("must have at most %d characters", max)
	case n < min:
		return fmt.Errorf("must have at least %d characters", min)
	}
	return nil
}

// OneOf reads one of some words.
func OneOf(words ...string) Parser[string] {
	return formed(String(0, 0),
		func(text string) bool { return slices.Contains(words, text) },
		"must be one of "+strings.Join(words, ", "))
}

// Email reads an e-mail address of at most max characters, of those that
// browsers take: in ASCII, at a name.
func Email(max int) Parser[string] {
	return formatted(max, func(text string) bool {
		address, err := mail.ParseAddress(text)
		return err == nil && address.Address == text && isGraphic(text) && !strings.HasSuffix(text, "]")
	}, "must be an e-mail address such as ada@example.com")
}

// URL reads a web address of at most max characters, with nothing in it but
// ASCII: the rest has to be percent-encoded (RFC 3986).
func URL(max int) Parser[string] {
	return formatted(max, func(text string) bool {
		u, err := url.Parse(text)
		return err == nil && (u.Scheme == "http" || u.Scheme == "https") && u.Hostname() != "" && isGraphic(text)
	}, "must be a web address such as https://example.com")
}

// formatted reads text that has to be of some form, and forgives blanks around it.
func formatted(max int, ok func(string) bool, message string) Parser[string] {
	p := formed(String(0, max), ok, message)
	parse := p.parse
	p.parse = func(v Value) (string, error) {
		v.text = strings.TrimSpace(v.text)
		return parse(v)
	}
	return p
}

// formed makes p refuse text for which ok is false, wherever it is read.
func formed(p Parser[string], ok func(string) bool, message string) Parser[string] {
	parse := p.parse
	p.parse = func(v Value) (string, error) {
		text, err := parse(v)
		if err == nil && !ok(text) {
			err = errors.New(message)
		}
		return text, err
	}
	return p
}

// isGraphic reports whether text is printable ASCII without blanks.
func isGraphic(text string) bool {
	return !strings.ContainsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}
