package generator

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

func appOf(t *testing.T, fields string) *schema.App {
	t.Helper()
	return parsed(t, fmt.Sprintf("app: blog\nresources:\n  post:\n    fields: {%s}\n", fields))
}

func TestAPIChanges(t *testing.T) {
	const before = "title: string:80"
	for _, test := range []struct {
		name, after string
		want        []string // those that break clients begin with !
	}{
		{"nothing", before, nil},
		{"required", before + ", views: int", []string{"!post.views: new, required"}},
		{"optional", before + ", body: text:optional", []string{"post.body: new, optional"}},
		{"with a default", before + ", views: int:default=0", []string{"post.views: new, optional, 0 when left out"}},
		{"readonly", before + ", views: int:readonly:optional", []string{"post.views: new, readonly"}},
		{"private", before + ", secret: string:private", nil},
		{"a reference", before + ", parent: references:post:optional", []string{"post.parent_id: new, optional"}},
		{"another rule", "title: string:80:min=3", []string{"!post.title: string:80:min=3, was string:80"}},
		{"longer", "title: string:90", []string{"post.title: string:90, was string:80"}},
		{"shorter", "title: string:70", []string{"!post.title: string:70, was string:80"}},
		{"unique", "title: string:80:unique", []string{"!post.title: string:80:unique, was string:80"}},
		{"searched", "title: string:80:search", []string{"post.title: string:80:search, was string:80"}},
		{"a default", "title: string:80:default=x", []string{"post.title: string:80:default=x, was string:80"}},
		{"may be null", "title: string:80:optional", []string{"!post.title: string:80:optional, was string:80"}},
		{"another type", "title: int", []string{"!post.title: int, was string:80"}},
		{"hidden", "title: string:80:private", []string{"!post.title: private, no longer answered or taken"}},
		{"gone", "views: int:optional", []string{"post.views: new, optional", "!post.title: gone"}},
		{"renamed", "headline: {type: string, max: 80, was: title}", []string{"!post.headline: was post.title"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, _, _ := diff.Changes(diff.State{}, appOf(t, before), diff.Allow{})
			if got := spellAPI(apiChanges(old, appOf(t, test.after))); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// What a field has many of has no column, and clients notice all the same.
func TestAPIChangesOfMany(t *testing.T) {
	const many = "title: string, links: many:post"
	for _, test := range []struct {
		name, before, after string
		want                []string
	}{
		{"nothing", many, many, nil},
		{"new", "title: string", many, []string{"post.link_ids: new, optional"}},
		{"gone", many, "title: string", []string{"!post.link_ids: gone"}},
		{"renamed", many, "title: string, related: {type: many, resource: post, was: links}", []string{"!post.related_ids: was post.link_ids"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, _, _ := diff.Changes(diff.State{}, appOf(t, test.before), diff.Allow{})
			if got := spellAPI(apiChanges(old, appOf(t, test.after))); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func spellAPI(changes []APIChange) []string {
	var lines []string
	for _, c := range changes {
		line := c.Text
		if c.Breaking {
			line = "!" + line
		}
		lines = append(lines, line)
	}
	return lines
}

func TestAPIChangesOfResources(t *testing.T) {
	post := appOf(t, "title: string")
	old, _, _ := diff.Changes(diff.State{}, post, diff.Allow{})
	article := appOf(t, "title: string")
	article.Resources[0].Name, article.Resources[0].Plural, article.Resources[0].Was = "article", "articles", "post"
	for _, test := range []struct {
		name string
		old  diff.State
		new  *schema.App
		want []string
	}{
		{"new", diff.State{}, post, []string{"post: new resource at /api/v1/posts"}},
		{"gone", old, &schema.App{}, []string{"!post: gone, with /api/v1/posts"}},
		{"renamed", old, article, []string{"!article: at /api/v1/articles, was at /api/v1/posts"}},
	} {
		if got := spellAPI(apiChanges(test.old, test.new)); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func TestDescribeNamesWhatChanges(t *testing.T) {
	table := diff.Table{Name: "posts"}
	column := diff.Column{Name: "author_id"}
	searched := diff.Table{Name: "posts", Search: []string{"a", "b"}}
	index := diff.Index{Name: "posts_a_b_key", Columns: []string{"a", "b"}, Unique: true}
	for _, test := range []struct {
		change diff.Change
		want   string
	}{
		{diff.CreateTable{Table: table}, "create table posts"},
		{diff.AddForeignKey{Table: table, Column: column}, "add the foreign key of posts.author_id"},
		{diff.AddColumn{Table: "posts", Column: column}, "add column posts.author_id"},
		{diff.CreateIndex{Table: "posts", Index: index}, "create unique index on posts (a, b)"},
		{diff.DropIndex{Table: "posts", Index: index}, "drop unique index on posts (a, b)"},
		{diff.CreateSearch{Table: searched}, "create search on posts (a, b)"},
		{diff.DropSearch{Table: searched}, "drop search on posts (a, b)"},
	} {
		if got := describeChange(test.change); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// The list of routes is read off the file that the application has, so each of
// its lines must be one that routeLine knows.
func TestRoutesReadsEveryLine(t *testing.T) {
	routes, err := Routes(appOf(t, "title: string"))
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range []Route{
		{"GET", "/", "home"},
		{"GET", "/posts", "listPosts"},
		{"POST", "/posts/{id}/delete", "deletePost"},
		{"PATCH", "/api/v1/posts/{id}", "updatePostJSON"},
	} {
		if !slices.Contains(routes, want) {
			t.Errorf("no %v in %v", want, routes)
		}
	}
	if len(routes) < 4+13 {
		t.Errorf("%d routes: %v", len(routes), routes)
	}
}

// Slugs come into addresses and go again, whatever their resource is called, and
// so do the API, what texts have to match, and the names of filters.
func TestNewSurface(t *testing.T) {
	const head, fields = "app: blog\nresources:\n  ", "fields: {title: string, slug: \"slug:title\"}}\n"
	const on, off, pages = "post: {id: slug, ", "post: {", "post: {id: slug, api: false, "
	const code, digits, words = "post: {fields: {code: string}}", `post: {fields: {code: {type: string, pattern: "[0-9]+"}}}`, `post: {fields: {text: {type: string, pattern: "[a-z]+", was: code}}}`
	const links = "post: {fields: {links: many:post}}"
	for _, test := range []struct {
		name, before, after string
		want                []string
	}{
		{"on", off + fields, on + fields, []string{"!post: at /api/v1/posts/{slug}, was at /api/v1/posts/{id}"}},
		{"off", on + fields, off + fields, []string{"!post: at /api/v1/posts/{id}, was at /api/v1/posts/{slug}"}},
		{"with another name", off + fields, "article: {id: slug, was: post, " + fields, []string{"!article: at /api/v1/articles/{slug}, was at /api/v1/posts/{id}"}},
		{"still on", on + fields, on + fields, nil},
		{"of a new resource", off + fields, "note: {id: slug, " + fields, nil},
		{"with the API", pages + fields, off + fields, []string{"post: new resource at /api/v1/posts"}},
		{"without an API", off + fields, pages + fields, []string{"!post: gone, with /api/v1/posts"}},
		{"still without", pages + fields, pages + fields, nil},
		{"a pattern", code, digits, []string{"!post.code: has to match [0-9]+"}},
		{"no pattern", digits, code, []string{"post.code: any text, had to match [0-9]+"}},
		{"another pattern and name", digits, words, []string{"!post.text: has to match [a-z]+"}},
		{"the same pattern", digits, digits, nil},
		{"a reference beside many", links, "post: {fields: {links: many:post, link: \"references:post:optional\"}}", []string{"!post.link_ids: lists filter by link_ids, was link_id"}},
		{"another name of many", links, "post: {fields: {notes: {type: many, resource: post, was: links}}}", nil},
	} {
		before, after := parsed(t, head+test.before), parsed(t, head+test.after)
		state, _, _ := diff.Changes(diff.State{}, before, diff.Allow{})
		if got := spellAPI(newSurface(before, after, diff.Renames(state, after))); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

func parsed(t *testing.T, definition string) *schema.App {
	t.Helper()
	app, err := schema.Parse("gen.yaml", []byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	return app
}
