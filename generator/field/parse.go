package field

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// ParseField reads a field as it is written on the command line:
// name[:type[:argument…]][:modifier…]. The error is an *Error, the first of
// what Parse finds.
func ParseField(spec string) (Field, error) {
	name, rest, typed := strings.Cut(spec, ":")
	if err := otherHalf(name); err != nil {
		return Field{}, err
	}
	if !typed {
		rest = String.Name
	}
	f, errs := Parse(name, rest)
	if len(errs) == 0 {
		return f, nil
	}
	first := errs[0]
	if !typed && first.Part == "name" {
		first.Hint = cmp.Or(colonHint(name), first.Hint)
	}
	if first.Part != "name" {
		first.Offset += len(name) + 1
	}
	return Field{}, first
}

// colonHint is for "title string" and title=string.
func colonHint(name string) string {
	name, typ, found := strings.Cut(strings.ReplaceAll(name, "=", " "), " ")
	if _, known := Lookup(strings.TrimSpace(typ)); !found || !known {
		return ""
	}
	return fmt.Sprintf("did you mean %q?", name+":"+strings.TrimSpace(typ))
}

// otherHalf recognises the second word that a shell makes of decimal{10,2}.
func otherHalf(name string) *Error {
	digits, braced := strings.CutSuffix(name, "}")
	if _, err := strconv.Atoi(digits); err != nil || !braced {
		return nil
	}
	return &Error{
		Part:    "name",
		Message: fmt.Sprintf("%q looks like one half of decimal{10,%s}, which the shell took apart", name, digits),
		Hint:    fmt.Sprintf("write decimal:10:%s, which every shell leaves alone", digits),
	}
}

// Parse reads the short form of the field called name, which is the grammar
// of ParseField without the name, and reports everything that is wrong with
// it. Offsets count from the start of spec.
func Parse(name, spec string) (Field, []*Error) {
	p := parser{tokens: split(spec), at: map[string]int{}}
	if err := p.typ(name); err != nil {
		return Field{}, []*Error{err}
	}
	p.arguments()
	for len(p.tokens) > 0 {
		p.modifier()
	}
	if len(p.errs) == 0 {
		for _, err := range p.f.Check() {
			p.add(err)
		}
	}
	slices.SortStableFunc(p.errs, func(a, b *Error) int { return a.Offset - b.Offset })
	return p.f, p.errs
}

// A token is what stands between two colons, without its escapes.
type token struct {
	text string
	at   int
}

// split cuts spec at its colons. A backslash makes a colon or a backslash
// part of a value, and of n a line break.
func split(spec string) []token {
	tokens := []token{{}}
	var text []byte
	for i := 0; i < len(spec); i++ {
		last := &tokens[len(tokens)-1]
		switch {
		case spec[i] == ':':
			last.text, text = string(text), nil
			tokens = append(tokens, token{at: i + 1})
			continue
		case spec[i] == '\\' && i+1 < len(spec) && strings.IndexByte(`:\n`, spec[i+1]) >= 0:
			i++
			if spec[i] == 'n' {
				text = append(text, '\n')
				continue
			}
		}
		text = append(text, spec[i])
	}
	tokens[len(tokens)-1].text = string(text)
	return tokens
}

// parser takes one token after the other off tokens.
type parser struct {
	f      Field
	tokens []token
	braced []token        // arguments in braces: string{30}
	at     map[string]int // where each part was written
	errs   []*Error
}

// add keeps err, with the place where its part was written.
func (p *parser) add(err *Error) {
	at, found := p.at[err.Part]
	if !found && err.Part != "name" {
		at = p.at["type"]
	}
	err.Offset = at
	p.errs = append(p.errs, err)
}

// next takes the next token.
func (p *parser) next() token {
	t := p.tokens[0]
	p.tokens = p.tokens[1:]
	return t
}

// bracedType is a type with arguments in braces, a mark, or both.
var bracedType = regexp.MustCompile(`^([^{}!?]*)(\{([^{}]*)\})?([!?]?)$`)

// typ reads the type, which is string where a modifier stands in its place.
func (p *parser) typ(name string) *Error {
	if m, _, _ := strings.Cut(p.tokens[0].text, "="); isModifier(m) {
		p.f = New(name, String)
		return nil
	}
	t := p.next()
	p.at["type"] = t.at
	parts := bracedType.FindStringSubmatchIndex(t.text)
	if parts == nil {
		_, err := FindType(t.text)
		err.Offset = t.at
		return err
	}
	typ, err := FindType(t.text[parts[2]:parts[3]])
	if err != nil {
		err.Offset = t.at
		return err
	}
	p.f = New(name, typ)
	p.f.Optional = p.f.Optional || strings.HasSuffix(t.text, "?")
	if parts[6] >= 0 {
		p.braces(t.text[parts[6]:parts[7]], t.at+parts[6])
	}
	return nil
}

// braces cuts the arguments that stand in braces at commas and dots.
func (p *parser) braces(args string, at int) {
	for {
		end := strings.IndexAny(args, ",.")
		if end < 0 {
			p.braced = append(p.braced, token{args, at})
			return
		}
		p.braced = append(p.braced, token{args[:end], at})
		args, at = args[end+1:], at+end+1
	}
}

// argument takes the next argument, if there is one.
func (p *parser) argument() (token, bool) {
	if len(p.braced) > 0 {
		t := p.braced[0]
		p.braced = p.braced[1:]
		return t, true
	}
	if len(p.tokens) == 0 || !p.isArgument(p.tokens[0].text) {
		return token{}, false
	}
	t := p.next()
	if m := strings.TrimRight(t.text, "!?"); m != t.text && len(t.text)-len(m) == 1 {
		p.f.Optional = p.f.Optional || strings.HasSuffix(t.text, "?")
		t.text = m
	}
	return t, true
}

// isArgument reports whether text can be an argument of the type, rather than
// a modifier.
func (p *parser) isArgument(text string) bool {
	switch p.f.Type.Args {
	case Max, Precision:
		return text != "" && strings.Trim(text, "0123456789.,!?") == ""
	}
	word, _, _ := strings.Cut(text, "=")
	return !isModifier(word) && !strings.Contains(text, "=")
}

// arguments reads what follows the type.
func (p *parser) arguments() {
	inBraces := len(p.braced) > 0
	switch p.f.Type.Args {
	case Max:
		p.number("length", &p.f.Length)
	case Precision:
		p.number("precision", &p.f.Precision)
		if !p.number("scale", &p.f.Scale) && p.f.Precision > 0 {
			p.add(&Error{Part: "precision", Message: "decimal needs its digits after the point too",
				Hint: fmt.Sprintf("write decimal:%d:2", p.f.Precision)})
		}
	case Values:
		p.values()
		if !inBraces {
			p.ambiguous()
		}
	case Resource:
		if t, found := p.argument(); found {
			p.at["resource"], p.f.Resource = t.at, t.text
		}
	case Source:
		if t, found := p.argument(); found {
			p.f.Source = t.text
		}
	}
	if len(p.braced) > 0 {
		extra := p.braced[0]
		p.at["extra"] = extra.at
		p.add(&Error{Part: "extra", Message: fmt.Sprintf("%s takes no argument %q", p.f.Type.Name, extra.text), Hint: p.f.Type.Summary})
	}
}

// number reads an argument that is a number into n.
func (p *parser) number(part string, n *int) bool {
	t, found := p.argument()
	if !found {
		return false
	}
	p.at[part] = t.at
	v, err := strconv.Atoi(t.text)
	if err != nil || len(t.text) > 9 {
		p.add(&Error{Part: part, Message: fmt.Sprintf("the %s of %s is a number, not %q", part, p.f.Type.Name, t.text), Hint: p.f.Type.Summary})
		return true
	}
	if *n = v; v == 0 && part == "length" {
		p.add(&Error{Part: part, Message: "a maximum length of 0 leaves nothing to write"})
	}
	return true
}

// values reads the values of an enum.
func (p *parser) values() {
	for {
		t, found := p.argument()
		if !found {
			return
		}
		if p.f.Values == nil {
			p.at["values"] = t.at
		}
		p.f.Values = append(p.f.Values, t.text)
	}
}

// ambiguous refuses the modifiers that are as likely meant as values where
// they follow them.
func (p *parser) ambiguous() {
	if len(p.tokens) == 0 || !mistakable(Modifier(p.tokens[0].text), len(p.f.Values)) {
		return
	}
	t := p.tokens[0]
	p.at["ambiguous"] = t.at
	values := strings.Join(p.f.Values, ",")
	p.add(&Error{Part: "ambiguous", Message: fmt.Sprintf("%q could be a value or the modifier", t.text),
		Hint: fmt.Sprintf("write 'enum{%s,%s}' if it is a value, or 'enum{%s}:%s' if it is the modifier", values, t.text, values, t.text)})
}

// mistakable reports whether m after so many values may be meant as a value.
func mistakable(m Modifier, values int) bool {
	return m == Private || m == Readonly || values == 1 && isModifier(string(m)) && !m.TakesValue()
}
