package render

import (
	"strings"
	"testing"
)

// Rows are made after those that they have to refer to, whatever the order in
// gen.yaml, and circles of optional references do no harm.
func TestSeedOrder(t *testing.T) {
	files := render(t, `
app: blog
resources:
  comment:
    fields: {post: references, parent: references:comment:optional}
  post:
    fields: {author: references, pinned: references:comment:optional}
  author:
    fields: {name: string, best: references:post:optional, city: references:city:optional}
  city:
    fields: {name: string}
`)
	tables := string(files["db/seed/tables.go"].Data)
	last := -1
	for _, table := range []string{"cities", "authors", "posts", "comments"} {
		at := strings.Index(tables, `{"`+table+`"`)
		if at <= last {
			t.Errorf("%s is not in its place:\n%s", table, tables)
		}
		last = at
	}
}

func TestSeedValues(t *testing.T) {
	for _, test := range []struct{ field, want string }{
		{"title: string:80", `r.Line("post.title", 0, 80)`},
		{"title: string:80:min=3:unique", `r.Distinct(r.Line("post.title", 3, 80), 80)`},
		{"title: string:optional", `Maybe(r, r.Line("post.title", 0, 255))`},
		{"code: {type: string, pattern: \"a|b\"}", `r.OneOf("a", "b")`},
		{"status: enum:draft:live:unique", `r.NextOf("draft", "live")`},
		{"stars: int", "r.Between(1, 5)"},
		{"stars: int:min=3", "r.Between(3, 5)"},
		{"stars: int:min=100", "r.Between(100, 104)"},
		{"stars: int:max=-100", "r.Between(-104, -100)"},
		{"views: int:readonly:default=0", "r.Between(0, 5000)"},
		{"n: int:unique:min=1:max=9", "r.Count(1, 9)"},
		{"price: decimal:10:2", "decimal.New(r.Between(100, 50000), -2)"},
		{"price: decimal:4:2", "decimal.New(r.Between(100, 9999), -2)"},
		{"part: decimal:3:3", "decimal.New(r.Between(0, 999), -3)"},
		{"rate: float:min=0.5:max=1", "r.Measure(0.5, 1)"},
		{"rate: float:min=0.001:max=0.002", "One(r, []float64{"},
		{"seen_at: timestamp", "r.Day(-365, 0)"},
		{"born_on: date:optional", "Maybe(r, types.DateOf(r.Day(-29200, -6570)))"},
		{"held_on: date:unique:max=2026-01-02", `types.DateOf(r.Within(r.NextDay(), time.Time{}, types.MustDate("2026-01-02").Time(time.UTC)))`},
		{"other: references:post:optional", "OneOrNone(r, s.ids.posts)"},
		{"other: references:tag:unique", "Next(r, s.ids.tags)"},
	} {
		files := render(t, "app: blog\nresources:\n  tag:\n    fields: {name: string}\n  post:\n    fields:\n      "+test.field+"\n")
		if rows := string(files["db/seed/post_rows.go"].Data); !strings.Contains(rows, test.want) {
			t.Errorf("%s: no %s in:\n%s", test.field, test.want, rows)
		}
	}
}

// Only what is used is imported: the name of a resource, which is in texts of
// the code, may be that of a package.
func TestSeedImports(t *testing.T) {
	files := render(t, "app: blog\nresources:\n  time:\n    fields: {name: string}\n")
	if rows := string(files["db/seed/time_rows.go"].Data); strings.Contains(rows, "\t\"time\"\n") {
		t.Errorf("it imports what it does not use:\n%s", rows)
	}
}

// An application without resources has nothing to fill.
func TestNoSeedWithoutResources(t *testing.T) {
	files := render(t, "app: blog\n")
	for path, f := range files {
		if strings.Contains(path, "seed") || strings.Contains(string(f.Data), "seed") || strings.Contains(string(f.Data), "gofakeit") {
			t.Errorf("%s tells of seeding", path)
		}
	}
}
