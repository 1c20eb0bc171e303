package schema

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// longKeys are those of a field's long form.
var longKeys = keys{
	allowed: []string{
		"type", "max", "precision", "scale", "values", "resource", "from", "optional", "unique", "index", "search",
		"default", "min", "private", "readonly", "cascade", "restrict", "nullify",
		"label", "help", "pattern", "was", "backfill", "using", "map",
	},
}

func (p *parser) fields(r *Resource, n *yaml.Node) {
	in := fmt.Sprintf("resource %q", r.Name)
	path := []string{"resources", r.Name, "fields"}
	p.object(n, in+": fields", path, func(key, value *yaml.Node) {
		p.defined[r] = append(p.defined[r], key.Value)
		before := len(p.errs)
		f, hint, read := p.field(key, value, append(slices.Clone(path), key.Value))
		if !read {
			return
		}
		if len(p.errs) == before {
			p.checkField(f, at(key))
		}
		r.Fields = append(r.Fields, f)
		r.setHint(f.Name, hint)
	})
	if n.Kind == yaml.MappingNode && len(n.Content) == 0 {
		p.fail(at(n), MissingKey, "fields: {title: string} is a beginning", "%s: it has no fields", in)
	}
}

// field reads one field and reports whether at least its type is known.
func (p *parser) field(key, n *yaml.Node, path []string) (field.Field, Hint, bool) {
	what := fmt.Sprintf("field %q", key.Value)
	if n.Kind == yaml.MappingNode {
		return p.long(key, n, path)
	}
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!str" {
		p.fail(at(n), WrongKind, "title: string:120", "%s: a type is needed, not %s", what, kind(n))
		return field.Field{}, Hint{}, false
	}
	f, errs := field.Parse(key.Value, n.Value)
	for _, err := range errs {
		pos := at(key)
		if err.Part != "name" {
			pos = p.inside(n, err.Offset)
		}
		p.failField(pos, what, err)
	}
	return f, Hint{}, f.Type != nil
}

// inside is where the byte at offset of the text n stands, as far as that can
// be told from the way in which n is written.
func (p *parser) inside(n *yaml.Node, offset int) Position {
	pos := at(n)
	if offset > len(n.Value) || pos.Line > len(p.lines) {
		return pos
	}
	if n.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
		pos.Column++
	}
	line := []rune(p.lines[pos.Line-1])
	if pos.Column > len(line) || !strings.HasPrefix(string(line[pos.Column-1:]), n.Value) {
		return at(n)
	}
	pos.Column += utf8.RuneCountInString(n.Value[:offset])
	return pos
}

// failField reports what package field found.
func (p *parser) failField(pos Position, what string, err *field.Error) {
	p.fail(pos, fieldCode(err.Part), err.Hint, "%s: %s", what, err.Message)
}

func fieldCode(part string) Code {
	switch part {
	case "name":
		return BadFieldName
	case "type":
		return BadType
	case "length", "precision", "scale", "values", "resource", "extra":
		return BadArgument
	case "label", "help", "pattern":
		return BadFieldText
	}
	return BadModifier
}

// long reads the long form of a field: {type: text, optional: true}.
func (p *parser) long(key, n *yaml.Node, path []string) (field.Field, Hint, bool) {
	l := longForm{parser: p, what: fmt.Sprintf("field %q", key.Value), path: path, at: map[string]Position{"name": at(key)}}
	var entries [][2]*yaml.Node
	found := false
	p.object(n, l.what, path, func(k, value *yaml.Node) {
		if k.Value == "type" {
			found = true
			l.typ(key.Value, value)
		} else {
			entries = append(entries, [2]*yaml.Node{k, value})
		}
	})
	if !found && !l.hidesType(n) {
		p.fail(at(n), BadType, "add type: string", "%s: its type is missing", l.what)
	}
	if l.f.Type == nil {
		return l.f, l.hint, false
	}
	before := len(p.errs)
	for _, entry := range entries {
		l.entry(entry[0], entry[1])
	}
	if len(p.errs) == before {
		l.check()
	}
	return l.f, l.hint, true
}

// longForm reads the entries of one field.
type longForm struct {
	*parser
	what   string
	path   []string
	f      field.Field
	hint   Hint
	at     map[string]Position // of each part
	mapped [][2]Position       // of what the hint maps, from and to
}

// check looks at the field as a whole, and at its hint in the light of it.
func (l *longForm) check() {
	errs := l.f.Check()
	for _, err := range errs {
		l.fail(err)
	}
	if len(errs) == 0 {
		l.checkMap()
		if l.f.IsMany() {
			l.checkManyHints()
		} else {
			l.checkBackfill()
		}
	}
}

// hidesType reports whether n has an entry for the type that was reported.
func (l *longForm) hidesType(n *yaml.Node) bool {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == "type" {
			return true
		}
	}
	return false
}

func (l *longForm) fail(err *field.Error) {
	pos, found := l.at[err.Part]
	if !found {
		pos = l.at["type"]
	}
	l.failField(pos, l.what, err)
}

func (l *longForm) typ(name string, n *yaml.Node) {
	l.at["type"] = at(n)
	text, ok := l.str(n, l.what+": type")
	if !ok {
		return
	}
	t, err := field.FindType(text)
	if err != nil {
		if base, _, found := strings.Cut(text, ":"); found {
			err.Hint = fmt.Sprintf("write type: %s, and the rest as keys; or the short form %s: %s", base, name, text)
		}
		l.fail(err)
		return
	}
	l.f = field.New(name, t)
}

// entry reads one argument or modifier.
func (l *longForm) entry(key, n *yaml.Node) {
	if !slices.Contains(longKeys.allowed, key.Value) {
		l.unknown(key, l.what+": ", longKeys)
		return
	}
	l.at[key.Value] = at(n)
	switch key.Value {
	case "max":
		l.at["length"] = at(n)
		l.value(field.MaxValue, n)
	case "precision":
		l.argument(key, field.Precision, func() { l.number(n, &l.f.Precision) })
	case "scale":
		l.argument(key, field.Precision, func() { l.number(n, &l.f.Scale) })
	case "values":
		l.argument(key, field.Values, func() { l.values(n) })
	case "resource":
		l.argument(key, field.Resource, func() { l.f.Resource, _ = l.str(n, l.what+": resource") })
	case "from":
		l.argument(key, field.Source, func() { l.f.Source, _ = l.str(n, l.what+": from") })
	case "label":
		l.text(n, key.Value, &l.f.Label)
	case "help":
		l.text(n, key.Value, &l.f.Help)
	case "pattern":
		l.text(n, key.Value, &l.f.Pattern)
	case "was":
		l.was(n)
	case "backfill":
		l.backfill(n)
	case "using":
		l.hint.Using = l.sql("using", n)
	case "map":
		l.mapping(key, n)
	default:
		l.modifier(field.Modifier(key.Value), n)
	}
}

// argument reads an argument if the type takes one of that kind.
func (l *longForm) argument(key *yaml.Node, args field.Args, read func()) {
	if l.f.Type.Args != args {
		l.parser.fail(at(key), BadArgument, l.f.Type.Summary, "%s: %s takes no %s", l.what, l.f.Type.Name, key.Value)
		return
	}
	read()
}

// text reads a text for people, or a pattern. An empty one is none.
func (l *longForm) text(n *yaml.Node, key string, to *string) {
	*to, _ = l.str(n, l.what+": "+key)
}

func (l *longForm) number(n *yaml.Node, v *int) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!int" || n.Decode(v) != nil {
		l.parser.fail(at(n), WrongKind, "", "%s: a whole number is needed, not %s", l.what, kind(n))
	}
}

func (l *longForm) values(n *yaml.Node) {
	if n.Kind != yaml.SequenceNode {
		l.parser.fail(at(n), WrongKind, "values: [draft, published]", "%s: values is a list, not %s", l.what, kind(n))
		return
	}
	for _, item := range n.Content {
		if l.reported[item] {
			continue
		}
		if item.Kind != yaml.ScalarNode || item.ShortTag() == "!!null" {
			l.parser.fail(at(item), WrongKind, "quote it if it is meant as a word", "%s: a value is a word, not %s", l.what, kind(item))
			continue
		}
		l.f.Values = append(l.f.Values, item.Value)
	}
}

func (l *longForm) modifier(m field.Modifier, n *yaml.Node) {
	if m.TakesValue() {
		l.value(m, n)
		return
	}
	var on bool
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" || n.Decode(&on) != nil {
		l.parser.fail(at(n), WrongKind, fmt.Sprintf("write %s: true, or leave it out", m), "%s: %s is true or false, not %s", l.what, m, kind(n))
		return
	}
	if !on {
		return
	}
	if _, twice := l.at["on delete"]; twice && slices.Contains([]field.Modifier{field.Cascade, field.Restrict, field.Nullify}, m) {
		l.parser.fail(at(n), BadModifier, "leave one of them out", "%s: %s contradicts %s", l.what, m, l.f.OnDelete)
		return
	}
	switch m {
	case field.Cascade, field.Restrict, field.Nullify:
		l.at["on delete"] = at(n)
	}
	l.f.Set(m, "")
}

// value reads a modifier that has a value.
func (l *longForm) value(m field.Modifier, n *yaml.Node) {
	if n.Kind != yaml.ScalarNode || n.ShortTag() == "!!null" {
		hint := ""
		switch {
		case n.Kind == yaml.ScalarNode:
			hint = fmt.Sprintf("quote a value that begins with #, and leave %s out if there is none", m)
		case l.f.Type == field.JSON:
			hint = "quote the document: '{\"a\": 1}'"
		}
		l.parser.fail(at(n), WrongKind, hint, "%s: %s is one value, not %s", l.what, m, kind(n))
		return
	}
	if err := l.f.Set(m, n.Value); err != nil {
		l.fail(err)
	}
}
