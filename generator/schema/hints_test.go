package schema

import (
	"fmt"
	"reflect"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
)

// hinted is a definition with the entries, of which each field has one.
const hinted = `app: blog
database: postgres
resources:
  post:
    was: article
    fields:
      headline: {type: string, max: 120, was: title}
      slug:
        type: string
        backfill: {sql: lower(headline)}
      kind: {type: string, backfill: {sql: {sqlite: "substr(slug, 1)", postgres: "left(slug, 1)"}}}
      views: {type: int, min: 0, default: 3, using: {postgres: "views::bigint"}, backfill: 7}
      status: {type: enum, values: [draft, live, "10"], map: {published: live, "1": 10}, optional: true}
      note: {type: text, using: 'trim(note)', was: remark, backfill: "a: {b}, \"c\"\nd"}
      price: {type: decimal, precision: 10, scale: 2, min: 0.5, max: 99, backfill: 1.50}
      author: {type: references, resource: user, nullify: true, optional: true, backfill: {sql: "1"}}
      user: {type: references, was: owner}
      plain: string
  user: {fields: {name: string}}
`

func TestHints(t *testing.T) {
	a := mustParse(t, hinted)
	post := a.Resource("post")
	value := func(v string) *Backfill { return &Backfill{Value: &v} }
	both := func(s string) map[string]string { return map[string]string{SQLite: s, Postgres: s} }
	for name, want := range map[string]Hint{
		"headline": {Was: "title"},
		"slug":     {Backfill: &Backfill{SQL: both("lower(headline)")}},
		"kind":     {Backfill: &Backfill{SQL: map[string]string{SQLite: "substr(slug, 1)", Postgres: "left(slug, 1)"}}},
		"views":    {Using: map[string]string{Postgres: "views::bigint"}, Backfill: value("7")},
		"status":   {Map: []Mapping{{"published", "live"}, {"1", "10"}}},
		"note":     {Using: both("trim(note)"), Was: "remark", Backfill: value("a: {b}, \"c\"\nd")},
		"plain":    {},
	} {
		if got := post.Hint(name); !reflect.DeepEqual(got, want) {
			t.Errorf("the hint of %s is %+v, want %+v", name, got, want)
		}
	}
	if _, found := post.Hints["plain"]; found || post.Was != "article" || a.Resource("user").Hints != nil {
		t.Errorf("was = %q, hints = %v", post.Was, post.Hints)
	}
	if pos := a.Pos("resources", "post", "fields", "headline", "was"); pos != (Position{7, 42}) {
		t.Errorf("was of headline stands at %v", pos)
	}
	if pos := a.Pos("resources", "post", "fields", "slug", "backfill", "sql"); pos != (Position{10, 20}) {
		t.Errorf("the SQL of slug stands at %v", pos)
	}
}

func TestMarshalHints(t *testing.T) {
	const want = `app: blog
module: blog
database: postgres
resources:
  post:
    was: article
    plural: posts
    label: headline
    order: -id
    fields:
      headline: {type: string, max: 120, was: title}
      slug: {type: string, backfill: {sql: lower(headline)}}
      kind: {type: string, backfill: {sql: {sqlite: 'substr(slug, 1)', postgres: 'left(slug, 1)'}}}
      views: {type: int, default: 3, min: 0, backfill: 7, using: {postgres: views::bigint}}
      status: {type: enum, values: [draft, live, "10"], optional: true, map: {published: live, "1": "10"}}
      note: {type: text, was: remark, backfill: "a: {b}, \"c\"\nd", using: trim(note)}
      price: {type: decimal, precision: 10, scale: 2, min: 0.5, max: 99, backfill: 1.50}
      author: {type: references, resource: user, optional: true, nullify: true, backfill: {sql: "1"}}
      user: {type: references, was: owner}
      plain: string
  user:
    plural: users
    label: name
    order: -id
    fields:
      name: string
`
	a := mustParse(t, hinted)
	if got := string(Marshal(a)); got != want {
		t.Fatalf("Marshal gives\n%s\nwant\n%s", got, want)
	}
	b := mustParse(t, want)
	if !reflect.DeepEqual(b.Resources, a.Resources) {
		t.Errorf("Parse(Marshal(a)) gives\n%s", Marshal(b))
	}
	if err := validate(compile(t), want); err != nil {
		t.Error(err)
	}
	if err := validate(compile(t), hinted); err != nil {
		t.Error(err)
	}
}

// TestEveryFieldInLongForm defines every type with every modifier and a hint.
func TestEveryFieldInLongForm(t *testing.T) {
	a := &App{Name: "blog", Module: "blog", Database: SQLite, Resources: []*Resource{
		{Name: "target", Plural: "targets", Label: "name", Order: newestFirst, Fields: []field.Field{field.New("name", field.String)}},
		{Name: "thing", Plural: "things", Label: "string_plain", Order: newestFirst, Fields: field.Fixture("target")},
	}}
	thing := a.Resources[1]
	for i, f := range thing.Fields {
		hint := Hint{Was: fmt.Sprint("former_", i)}
		if !f.IsMany() {
			hint.Using = map[string]string{SQLite: "NULL", Postgres: "(NULL)"}
		}
		thing.setHint(f.Name, hint)
	}
	b := mustParse(t, string(Marshal(a)))
	if !reflect.DeepEqual(b.Resources, a.Resources) {
		t.Errorf("Parse(Marshal(a)) gives\n%s\nwant\n%s", Marshal(b), Marshal(a))
	}
}

// TestSQL lists expressions that may stand inside a statement. errors.txt has
// those that may not.
func TestSQL(t *testing.T) {
	for s, want := range map[string]string{
		"lower(title)":                   "lower(title)",
		"  a\n  + b\t\n":                 "a + b",
		"'it''s; -- no /* comment'":      "'it''s; -- no /* comment'",
		`"odd ""name""" || 'two  blank'`: `"odd ""name""" || 'two  blank'`,
		"CASE WHEN a - -1 > 2 / 3 THEN (SELECT ')') ELSE ü END": "CASE WHEN a - -1 > 2 / 3 THEN (SELECT ')') ELSE ü END",
	} {
		if got, err := cleanSQL(s); err != nil || got != want {
			t.Errorf("cleanSQL(%q) = %q, %v, want %q", s, got, err, want)
		}
	}
}
