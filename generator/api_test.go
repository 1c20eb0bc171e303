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
	app, err := schema.Parse("gen.yaml", fmt.Appendf(nil, "app: blog\nresources:\n  post:\n    fields: {%s}\n", fields))
	if err != nil {
		t.Fatal(err)
	}
	return app
}

func TestAPIChanges(t *testing.T) {
	const before = "title: string"
	for _, test := range []struct {
		name, after string
		want        []string
	}{
		{"nothing", before, []string{}},
		{"required", before + ", views: int", []string{"post.views: new, required"}},
		{"optional", before + ", body: text:optional", []string{"post.body: new, optional"}},
		{"with a default", before + ", views: int:default=0", []string{"post.views: new, optional, 0 when left out"}},
		{"readonly", before + ", views: int:readonly:optional", []string{"post.views: new, readonly"}},
		{"private", before + ", secret: string:private", []string{}},
		{"a reference", before + ", parent: references:post:optional", []string{"post.parent_id: new, optional"}},
		{"another rule", "title: string:min=3", []string{"post.title: string:min=3, was string"}},
		{"hidden", "title: string:private", []string{"post.title: private, no longer answered or taken"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			old, _, _ := diff.Changes(diff.State{}, appOf(t, before))
			if got := apiChanges(old, appOf(t, test.after)); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got := apiChanges(diff.State{}, appOf(t, before)); !slices.Equal(got, []string{"post: new resource at /api/v1/posts"}) {
		t.Errorf("a new resource: %q", got)
	}
}

func TestDescribeNamesWhatChanges(t *testing.T) {
	table := diff.Table{Name: "posts"}
	column := diff.Column{Name: "author_id"}
	index := diff.Index{Name: "posts_a_b_key", Columns: []string{"a", "b"}, Unique: true}
	for _, test := range []struct {
		change diff.Change
		want   string
	}{
		{diff.CreateTable{Table: table}, "create table posts"},
		{diff.AddForeignKey{Table: table, Column: column}, "add the foreign key of posts.author_id"},
		{diff.AddColumn{Table: "posts", Column: column}, "add column posts.author_id"},
		{diff.CreateIndex{Table: "posts", Index: index}, "create unique index on posts (a, b)"},
		{diff.DropIndex{Table: "posts", Index: index}, "drop index on posts (a, b)"},
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
