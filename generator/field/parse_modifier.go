package field

import (
	"fmt"
	"slices"
	"strings"
)

// modifierHints mend what is no modifier, but known from elsewhere.
var modifierHints = map[string]string{
	"required": "leave it out: fields are required unless they are optional",
	"notnull":  "leave it out: fields are required unless they are optional",
	"not_null": "leave it out: fields are required unless they are optional",
	"null":     "write optional",
	"nullable": "write optional",
	"limit":    "write max=N",
	"length":   "write max=N",
}

// FindModifier finds the modifier that a definition names, or says what is
// wrong with the name.
func FindModifier(name string) (Modifier, *Error) {
	if name == "uniq" {
		return Unique, nil
	}
	if isModifier(name) {
		return Modifier(name), nil
	}
	err := &Error{Part: name, Message: fmt.Sprintf("unknown modifier %q", name)}
	err.Hint = modifierHints[name]
	if _, found := Lookup(name); found {
		err.Hint = "the type comes right after the name, and before the modifiers"
	}
	if guess := Suggest(name, modifierNames()); err.Hint == "" && guess != "" {
		err.Hint = fmt.Sprintf("did you mean %q?", guess)
	}
	if err.Hint == "" {
		err.Hint = "the modifiers are " + strings.Join(modifierNames(), ", ")
	}
	return "", err
}

func isModifier(name string) bool {
	return name == "uniq" || slices.Contains(Modifiers, Modifier(name))
}

func modifierNames() []string {
	names := make([]string, len(Modifiers))
	for i, m := range Modifiers {
		names[i] = string(m)
	}
	return names
}

// modifier reads one modifier, with its value.
func (p *parser) modifier() {
	t := p.next()
	name, value, valued := strings.Cut(t.text, "=")
	m, err := FindModifier(name)
	if err != nil {
		p.unknown(t, name, err)
		return
	}
	if _, twice := p.at[string(m)]; twice {
		p.reject(m, t, "", "%s is given twice", m)
		return
	}
	p.at[string(m)] = t.at
	switch {
	case m.TakesValue() && !valued:
		p.reject(m, t, fmt.Sprintf("write %s=V", m), "%s needs a value", m)
	case !m.TakesValue() && valued:
		p.reject(m, t, fmt.Sprintf("write %s alone, or leave it out", m), "%s takes no value", m)
	default:
		p.set(m, t, p.rejoin(value))
	}
}

// unknown reports a token that is no modifier.
func (p *parser) unknown(t token, name string, err *Error) {
	if t.text == "" {
		err = &Error{Message: "there is nothing between two colons, or after the last"}
	} else if isDigits(name) {
		err = &Error{Message: fmt.Sprintf("%s takes no argument %q here", p.f.Type.Name, name), Hint: p.f.Type.Summary}
	}
	err.Part = fmt.Sprint("token ", t.at)
	p.at[err.Part] = t.at
	p.add(err)
}

func (p *parser) reject(m Modifier, t token, hint, format string, args ...any) {
	p.at[string(m)] = t.at
	p.add(&Error{Part: string(m), Message: fmt.Sprintf(format, args...), Hint: hint})
}

// set gives the field the modifier m.
func (p *parser) set(m Modifier, t token, value string) {
	if other := p.f.OnDelete; isOnDelete(m) {
		if _, given := p.at[string(other)]; given && other != m {
			p.reject(m, t, "leave one of them out", "%s contradicts %s", m, other)
		}
	}
	if _, given := p.at["length"]; given && m == MaxValue {
		p.reject(m, t, "leave one of them out", "the maximum length is given twice")
		return
	}
	if err := p.f.Set(m, value); err != nil {
		p.add(err)
	} else if m == MaxValue && p.f.Type.Args == Max {
		p.at["length"] = t.at
	}
}

func isOnDelete(m Modifier) bool { return m == Cascade || m == Restrict || m == Nullify }

// rejoin puts a value together again that has colons of its own: 09:30.
func (p *parser) rejoin(value string) string {
	for len(p.tokens) > 0 && continues(p.f.Type, p.tokens[0].text) {
		value += ":" + p.next().text
	}
	return value
}

// continues reports whether text after a colon belongs to the value before.
func continues(t *Type, text string) bool {
	if text == "" {
		return false
	}
	switch t {
	case Time, Timestamp:
		return text[0] >= '0' && text[0] <= '9'
	case URL:
		return text[0] == '/' || text[0] >= '0' && text[0] <= '9'
	}
	return false
}

func isDigits(s string) bool { return s != "" && strings.Trim(s, "0123456789") == "" }
