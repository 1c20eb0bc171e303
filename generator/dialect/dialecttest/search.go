package dialecttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A searchTest is a change of a definition that has to do with searching.
type searchTest struct {
	name     string
	from, to string // the resources of two definitions
	allow    diff.Allow
	before   []string // "posts old: 1 2": the word finds these ids before the change, and once it is taken back
	after    []string
}

// searchedRows are two posts, under the names that they have at first.
var searchedRows = []string{
	"posts (title, body, views) 'Old Wine', 'red; white/rosé', '1'",
	"posts (title, body, views) 'ÉTÉ 2026', 'old-fashioned', '2'",
}

const (
	plainPost  = "post: {fields: {title: string, body: text:optional, views: string}}"
	searchPost = "post: {fields: {title: string:search, body: text:optional:search, views: string}}"
)

var searchTests = []searchTest{
	{name: "added", from: plainPost, to: searchPost, after: []string{"posts old: 1 2", "posts ete: 2", "posts rose: 1", "posts été: 2"}},
	{name: "taken away", from: searchPost, to: plainPost, before: []string{"posts old: 1 2"}},
	{
		name: "another field", from: "post: {fields: {title: string:search, body: text:optional, views: string}}", to: searchPost,
		before: []string{"posts old: 1"}, after: []string{"posts old: 1 2"},
	},
	{
		name: "renamed", from: searchPost,
		to:     "article: {was: post, fields: {headline: {type: string, search: true, was: title}, body: text:optional:search, views: string}}",
		before: []string{"posts old: 1 2"}, after: []string{"articles old: 1 2"},
	},
	{
		name: "names swapped", from: searchPost,
		to:     "post: {fields: {body: {type: string, search: true, was: title}, title: {type: text, optional: true, search: true, was: body}, views: string}}",
		before: []string{"posts old: 1 2"}, after: []string{"posts old: 1 2", "posts wine: 1"},
	},
	{
		name: "table rebuilt", from: searchPost, to: "post: {fields: {title: string:search, body: text:optional:search, views: int}}",
		before: []string{"posts old: 1 2"}, after: []string{"posts old: 1 2", "posts white: 1"},
	},
	{
		name: "searched field dropped", from: searchPost, to: "post: {fields: {title: string:search, views: string}}", allow: diff.Allow{Drop: []string{"post.body"}},
		after: []string{"posts old: 1"},
	},
	{
		name: "other field dropped", from: searchPost, to: "post: {fields: {title: string:search, body: text:optional:search}}", allow: diff.Allow{Drop: []string{"post.views"}},
		before: []string{"posts old: 1 2"}, after: []string{"posts old: 1 2"},
	},
	{
		name: "searched field filled", from: searchPost,
		to:    "post: {fields: {title: string:search, body: {type: text, search: true, backfill: old}, views: string, note: {type: string, search: true, backfill: kept}}}",
		after: []string{"posts old: 1 2", "posts kept: 1 2"},
	},
	{
		name: "table dropped", from: searchPost + "\nuser: {fields: {name: string}}", to: "user: {fields: {name: string}}", allow: dropPosts,
	},
	{
		name: "table of keywords", from: "order: {plural: table, fields: {select: string:search, from: text:optional:search}}\n" + plainPost,
		to: "order: {plural: table, fields: {select: string:search, group: {type: string, optional: true, search: true, was: from}}}\n" + searchPost, after: []string{"posts old: 1 2"},
	},
}

// testSearch changes what can be searched, in tables with rows.
func testSearch(t *testing.T, d Database) {
	for _, test := range searchTests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			h := begin(t, d)
			h.become(parse(t, d, test.from)...)
			h.insert(searchedRows)
			from, facts := h.state, h.facts(h.db)
			h.finds(from, test.before)
			h.plan(test.allow, parse(t, d, test.to)...)
			h.up()
			h.finds(h.state, test.after)
			h.down()
			h.same("down did not lead back", unordered(facts), unordered(h.facts(h.db)))
			h.finds(from, test.before)
			h.up()
			h.finds(h.state, test.after)
		})
	}
	t.Run("kept in step", func(t *testing.T) { testStep(t, d) })
	t.Run("long text", func(t *testing.T) { testLongText(t, d) })
}

// testStep changes and deletes rows that are searched.
func testStep(t *testing.T, d Database) {
	h := begin(t, d)
	h.become(parse(t, d, "user: {fields: {name: string:search}}\npost: {fields: {title: string:search, body: text:optional:search, views: string, user: references:cascade:optional}}")...)
	h.insert([]string{"users (name) 'Ann'"})
	h.insert(searchedRows)
	h.finds(h.state, []string{"posts old: 1 2", "users ann: 1"})
	h.exec(`UPDATE "posts" SET "body" = 'new' WHERE "id" = 2`)
	h.exec(`UPDATE "posts" SET "user_id" = 1, "views" = 'old' WHERE "id" = 1`)
	h.finds(h.state, []string{"posts old: 1", "posts new: 2"})
	h.exec(`DELETE FROM "users"`)
	h.finds(h.state, []string{"posts old:", "posts new: 2", "users ann:"})
	h.intact()
}

// testLongText writes texts of more words than an index can take.
func testLongText(t *testing.T, d Database) {
	h := begin(t, d)
	h.become(parse(t, d, searchPost)...)
	var b strings.Builder
	for n := range 250_000 {
		fmt.Fprintf(&b, "%c%c ", 0x10400+n%1000, 0x20000+n/1000) // four bytes a letter, a new word each time
	}
	for _, long := range []string{b.String(), strings.Repeat("ab", 500_000), "first " + strings.Repeat("- ", 600_000)} {
		h.insert([]string{fmt.Sprintf("posts (title, body, views) 'long', '%s', ''", long)})
	}
	h.finds(h.state, []string{"posts long: 1 2 3", "posts first: 3"})
}

// finds expects, where the schema is state, that words find the ids of rows:
// "posts old: 1 2".
func (h *history) finds(state diff.State, expected []string) {
	h.t.Helper()
	for _, e := range expected {
		what, want, _ := strings.Cut(e, ":")
		table, word, _ := strings.Cut(what, " ")
		i := slices.IndexFunc(state.Tables, func(t diff.Table) bool { return t.Name == table })
		condition := strings.Replace(h.on.Dialect.Match(state.Tables[i]), "?", "$1", 1)
		ids, err := stringsOf(h.t.Context(), h.db, fmt.Sprintf(h.on.found, table, condition), word)
		if err != nil {
			h.t.Fatal(err)
		}
		slices.Sort(ids)
		if got := strings.Join(ids, " "); got != strings.TrimSpace(want) {
			h.t.Errorf("%s finds %q, want %q", what, got, want)
		}
	}
}

// intact expects that SQLite's searches have the words of all rows, and no
// others.
func (h *history) intact() {
	h.t.Helper()
	if h.on.Dialect.Name() != schema.SQLite {
		return
	}
	searches, err := stringsOf(h.t.Context(), h.db, `SELECT name FROM sqlite_schema WHERE sql LIKE 'CREATE VIRTUAL TABLE % USING fts5(%'`)
	if err != nil {
		h.t.Fatal(err)
	}
	for _, search := range searches {
		h.exec(fmt.Sprintf(`INSERT INTO "%s" ("%[1]s", "rank") VALUES ('integrity-check', 1)`, search))
	}
}
