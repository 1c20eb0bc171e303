package schema

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// was reads the former name of a field.
func (l *longForm) was(n *yaml.Node) {
	l.hint.Was = l.checked(n, l.what+": was", func(name string) *Error {
		if errs := field.New(name, field.String).Check(); len(errs) > 0 {
			return &Error{Code: BadHint, Message: fmt.Sprintf("%s: was: %s", l.what, errs[0].Message), Hint: errs[0].Hint}
		}
		return nil
	})
}

func checkFormerResource(name string) *Error {
	err := CheckResourceName(name)
	if err != nil {
		return &Error{Code: BadHint, Message: "was: " + err.Message, Hint: "no resource was ever called so"}
	}
	return nil
}

// checkFormerNames refuses a former name that two resources have, or two
// fields of one. A field may keep its own name as its former one, which means
// nothing.
func (p *parser) checkFormerNames() {
	resources := map[string]string{}
	for _, r := range p.app.Resources {
		p.checkFormerName("resources", []string{"resources", r.Name, "was"}, r.Name, r.Was, resources)
		fields := map[string]string{}
		for _, f := range r.Fields {
			p.checkFormerName("fields", []string{"resources", r.Name, "fields", f.Name, "was"}, f.Name, r.Hint(f.Name).Was, fields)
		}
	}
}

// checkFormerName checks one former name against those in seen.
func (p *parser) checkFormerName(what string, path []string, name, was string, seen map[string]string) {
	if was == "" || was == name {
		return
	}
	if other, found := seen[was]; found {
		p.fail(p.app.Pos(path...), BadHint, "remove the one that was applied long ago", "%s %q and %q both say that they were %q", what, other, name, was)
		return
	}
	seen[was] = name
}

// backfill reads what rows get that have no value.
func (l *longForm) backfill(n *yaml.Node) {
	switch {
	case n.Kind == yaml.ScalarNode && n.ShortTag() != "!!null":
		l.hint.Backfill = &Backfill{Value: &n.Value}
	case n.Kind == yaml.MappingNode:
		l.backfillSQL(n)
	default:
		l.parser.fail(at(n), WrongKind, `a value, or backfill: {sql: "lower(title)"}`, "%s: backfill is one value, or {sql: …}, not %s", l.what, kind(n))
	}
}

func (l *longForm) backfillSQL(n *yaml.Node) {
	path := append(slices.Clone(l.path), "backfill")
	l.object(n, l.what+": backfill", path, func(key, value *yaml.Node) {
		if key.Value != "sql" {
			l.parser.fail(at(key), UnknownKey, "write {sql: …}, or {sql: {sqlite: …, postgres: …}}", "%s: backfill: unknown key %q", l.what, key.Value)
			return
		}
		l.hint.Backfill = &Backfill{SQL: l.sql("backfill", value)}
	})
	if len(n.Content) == 0 {
		l.parser.fail(at(n), MissingKey, `backfill: {sql: "lower(title)"}`, "%s: backfill: the key sql is missing", l.what)
	}
}

// checkBackfill holds the value to what the field may hold. Rows that are there
// may get an empty text, which the application would not take from a client.
func (l *longForm) checkBackfill() {
	b := l.hint.Backfill
	if b == nil || b.Value == nil || *b.Value == "" && (l.f.Type == field.String || l.f.Type == field.Text) {
		return
	}
	err := l.f.CheckValue(*b.Value)
	if err == nil {
		return
	}
	hint := ""
	if l.f.Type == field.References {
		hint = `write the id as SQL: backfill: {sql: "1"}`
	}
	l.parser.fail(l.at["backfill"], BadHint, hint, "%s: backfill: %v", l.what, err)
}

// sql reads an expression for all databases, or one for each.
func (l *longForm) sql(key string, n *yaml.Node) map[string]string {
	in := l.what + ": " + key
	if n.Kind != yaml.MappingNode {
		s, ok := l.expression(n, in)
		if !ok {
			return nil
		}
		return map[string]string{SQLite: s, Postgres: s}
	}
	spelled := map[string]string{}
	named := false
	l.object(n, in, append(slices.Clone(l.path), key), func(database, value *yaml.Node) {
		named = named || database.Value == l.app.Database
		if err := checkDatabase(database.Value); err != nil {
			l.parser.fail(at(database), err.Code, err.Hint, "%s: %s", in, err.Message)
		} else if s, ok := l.expression(value, in+": "+database.Value); ok {
			spelled[database.Value] = s
		}
	})
	if !named {
		l.parser.fail(at(n), MissingKey, "add "+l.app.Database+": with an expression", "%s: there is none for %s, the database of this application", in, l.app.Database)
	}
	return spelled
}

// expression reads one SQL expression.
func (l *longForm) expression(n *yaml.Node, in string) (string, bool) {
	s, ok := l.str(n, in)
	if !ok {
		return "", false
	}
	s, broken := cleanSQL(s)
	if broken != nil {
		l.parser.fail(at(n), BadSQL, broken.Hint, "%s: %s", in, broken.Message)
		return "", false
	}
	return s, true
}

// mapping reads what becomes of former values of an enum.
func (l *longForm) mapping(key, n *yaml.Node) {
	if l.f.Type != field.Enum {
		l.parser.fail(at(key), BadHint, "using: takes an SQL expression for any type", "%s: map replaces values of an enum, and this is %s", l.what, l.f.Type.Name)
		return
	}
	path := append(slices.Clone(l.path), "map")
	l.object(n, l.what+": map", path, func(from, to *yaml.Node) {
		if to.Kind != yaml.ScalarNode || to.ShortTag() == "!!null" {
			l.parser.fail(at(to), WrongKind, "map: {published: live}", "%s: map: a value is a word, not %s", l.what, kind(to))
			return
		}
		if strings.ContainsFunc(from.Value, unicode.IsControl) {
			l.parser.fail(at(from), BadHint, "", "%s: map: %q has control characters", l.what, from.Value)
			return
		}
		l.mapped = append(l.mapped, [2]Position{at(from), at(to)})
		l.hint.Map = append(l.hint.Map, Mapping{From: from.Value, To: to.Value})
	})
}

// checkMap holds what map says to the values that the enum has.
func (l *longForm) checkMap() {
	for i, m := range l.hint.Map {
		if slices.Contains(l.f.Values, m.From) {
			l.parser.fail(l.mapped[i][0], BadHint, "leave the value out of the enum, or out of map", "%s: map: %q is still one of the values", l.what, m.From)
		}
		if slices.Contains(l.f.Values, m.To) {
			continue
		}
		hint := "the values are " + strings.Join(l.f.Values, ", ")
		if guess := field.Suggest(m.To, l.f.Values); guess != "" {
			hint = fmt.Sprintf("did you mean %q?", guess)
		}
		l.parser.fail(l.mapped[i][1], BadHint, hint, "%s: map: %q is none of the values", l.what, m.To)
	}
}
