package diff

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// resource is a resource with the fields that specs declare.
func resource(name string, specs ...string) *schema.Resource {
	r := &schema.Resource{Name: name, Plural: name + "s", Order: schema.Order{Column: ID, Desc: true}}
	for _, spec := range specs {
		f, err := field.ParseField(spec)
		if err != nil {
			panic(err)
		}
		r.Fields = append(r.Fields, f)
	}
	return r
}

// with is r after change.
func with(r *schema.Resource, change func(r *schema.Resource)) *schema.Resource {
	change(r)
	return r
}

func app(resources ...*schema.Resource) *schema.App {
	return &schema.App{Name: "blog", Database: schema.SQLite, Resources: resources}
}

// state is the schema that a had from the beginning.
func state(t *testing.T, a *schema.App) State {
	t.Helper()
	s, _, decisions := Changes(State{}, a)
	if len(decisions) > 0 {
		t.Fatalf("decisions: %v", decisions)
	}
	return s
}

// spell gives changes one line each.
func spell(changes []Change) []string {
	var lines []string
	for _, c := range changes {
		switch c := c.(type) {
		case CreateTable:
			lines = append(lines, strings.TrimSpace("table "+c.Table.Name+" "+strings.Join(c.Later, " ")))
		case AddForeignKey:
			lines = append(lines, fmt.Sprintf("key %s.%s to %s", c.Table.Name, c.Column.Name, c.Column.References))
		case AddColumn:
			lines = append(lines, fmt.Sprintf("column %s.%s", c.Table, c.Column.Name))
		case CreateIndex:
			lines = append(lines, "index "+c.Index.Name)
		case DropIndex:
			lines = append(lines, "no index "+c.Index.Name)
		}
	}
	return lines
}

func TestChanges(t *testing.T) {
	post := func(more ...string) *schema.Resource {
		return resource("post", append([]string{"title", "views:int:default=0", "status:enum:draft:published"}, more...)...)
	}
	for _, test := range []struct {
		name     string
		from, to *schema.App
		want     []string
	}{
		{"nothing", app(post()), app(post()), nil},
		{"first table", app(), app(post()), []string{"table posts"}},
		{"second table", app(post()), app(resource("user", "name"), post()), []string{"table users"}},
		{"optional field", app(post()), app(post("body:text:optional")), []string{"column posts.body"}},
		{"required field with default", app(post()), app(post("likes:int:default=1:index")), []string{"column posts.likes", "index posts_likes_idx"}},
		{"unique field", app(post()), app(post("slug:string:optional:unique")), []string{"column posts.slug", "index posts_slug_key"}},
		{"reference to a new table", app(post()), app(post("author:references:user:optional"), resource("user", "name")),
			[]string{"table users", "column posts.author_id", "index posts_author_id_idx"}},
		{"index", app(post()), app(with(post(), func(r *schema.Resource) { r.Fields[0].Index = true })), []string{"index posts_title_idx"}},
		{"index gone", app(with(post(), func(r *schema.Resource) { r.Index = [][]string{{"title", "views"}} })), app(post()),
			[]string{"no index posts_title_views_idx"}},
		{"other order", app(post()), app(with(post(), func(r *schema.Resource) { r.Order.Column = CreatedAt })), []string{"index posts_created_at_id_idx"}},
		{"other direction", app(post()), app(with(post(), func(r *schema.Resource) { r.Order.Desc = false })), nil},
		{"unique list with a new field", app(post()), app(with(post("slug:string:optional"), func(r *schema.Resource) { r.Unique = [][]string{{"title", "slug"}} })),
			[]string{"column posts.slug", "index posts_title_slug_key"}},
		{"what the database does not mind", app(post()), app(resource("post", "views:int:default=7:min=1:private", "title:string:min=3", "status:enum:published:draft:default=draft")), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := state(t, test.from)
			to, changes, decisions := Changes(from, test.to)
			if len(decisions) > 0 {
				t.Fatalf("decisions: %v", decisions)
			}
			if got := spell(changes); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if _, again, _ := Changes(to, test.to); len(again) > 0 {
				t.Errorf("then again %q", spell(again))
			}
		})
	}
}

func TestChangesKeepThePhysicalOrder(t *testing.T) {
	from := state(t, app(resource("post", "title"), resource("user", "name")))
	to, _, _ := Changes(from, app(resource("user", "name"), resource("tag", "name"), resource("post", "body:text:optional", "title")))
	if got, want := tableNames(to.Tables), []string{"posts", "users", "tags"}; !slices.Equal(got, want) {
		t.Errorf("tables: got %q, want %q", got, want)
	}
	var columns []string
	for _, c := range to.Tables[0].Columns {
		columns = append(columns, c.Name)
	}
	if want := []string{"id", "title", "created_at", "updated_at", "body"}; !slices.Equal(columns, want) {
		t.Errorf("columns: got %q, want %q", columns, want)
	}
}

func TestDecisions(t *testing.T) {
	user := resource("user", "name")
	before := []string{"title:string:120:unique", "body:text:optional", "price:decimal:10:2", "status:enum:a:b", "author:references:user"}
	but := func(i int, spec string) *schema.Resource {
		specs := slices.Clone(before)
		specs[i] = spec
		return resource("post", specs...)
	}
	plural := resource("post", before...)
	plural.Plural = "articles"
	list := resource("post", before...)
	list.Unique = [][]string{{"author", "status"}}
	taken := resource("posts_title_key", "name")
	taken.Plural = "posts_title_key"
	for _, test := range []struct {
		name string
		to   *schema.App
		want []string // code, path and a part of message or hint
	}{
		{"resource gone", app(resource("post", before...)), []string{"GEN200 user", `table "users"`}},
		{"resource renamed", app(user, resource("article", before...)), []string{"GEN200 post", "nor renames"}},
		{"field gone", app(user, resource("post", before[1:]...)), []string{"GEN201 post.title", "write title: string:120:unique again"}},
		{"field renamed", app(user, but(1, "text:text:optional")), []string{"GEN201 post.body", "nor renames"}},
		{"plural", app(user, plural), []string{"GEN202 post", "write plural: posts"}},
		{"type", app(user, but(2, "price:int")), []string{"GEN203 post.price", "write price: decimal:10:2 again"}},
		{"required", app(user, but(1, "body:text")), []string{"GEN204 post.body", "no value"}},
		{"optional", app(user, but(2, "price:decimal:10:2:optional")), []string{"GEN205 post.price", "NOT NULL"}},
		{"length", app(user, but(0, "title:string:60:unique")), []string{"GEN206 post.title", "at most 120 characters in the database, not at most 60"}},
		{"no length", app(user, but(1, "body:text:60:optional")), []string{"GEN206 post.body", "no maximum length"}},
		{"digits", app(user, but(2, "price:decimal:9:2")), []string{"GEN207 post.price", "decimal:10:2"}},
		{"values", app(user, but(3, "status:enum:a:c")), []string{"GEN208 post.status", "a, b"}},
		{"unique", app(user, but(2, "price:decimal:10:2:unique")), []string{"GEN209 post.price", "same price"}},
		{"unique list", app(user, list), []string{"GEN209 post", "author_id, status"}},
		{"not unique", app(user, but(0, "title:string:120")), []string{"GEN210 post.title", "put unique back"}},
		{"target", app(user, but(4, "author:references:post")), []string{"GEN211 post.author", "references user in the database"}},
		{"on delete", app(user, but(4, "author:references:user:cascade")), []string{"GEN212 post.author", "restrict in the database, not cascade"}},
		{"required field", app(user, resource("post", append(before, "subtitle:string:80")...)),
			[]string{"GEN213 post.subtitle", "write subtitle: string:80:optional, or subtitle: string:80:default=VALUE"}},
		{"required unique field", app(user, resource("post", append(before, "slug:string:unique")...)),
			[]string{"GEN213 post.slug", "write slug: string:optional:unique"}},
		{"required reference", app(user, resource("post", append(before, "editor:references:user")...)),
			[]string{"GEN213 post.editor", "write editor: references:user:optional"}},
		{"database", &schema.App{Database: schema.Postgres, Resources: []*schema.Resource{user, resource("post", before...)}}, []string{"GEN214 database", "sqlite again"}},
		{"name of an index", app(user, resource("post", before...), taken), []string{"GEN215 posts_title_key", `"posts"`}},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := state(t, app(user, resource("post", before...)))
			to, changes, decisions := Changes(from, test.to)
			if len(decisions) == 0 {
				t.Fatalf("no decision, but %q", spell(changes))
			}
			d := decisions[0]
			if head := string(d.Code) + " " + d.Path; head != test.want[0] || !strings.Contains(d.Message+" "+d.Hint, test.want[1]) || len(changes) > 0 {
				t.Errorf("got %s: %s (%s)", head, d.Message, d.Hint)
			}
			if !slices.Equal(tableNames(to.Tables), tableNames(from.Tables)) {
				t.Errorf("the state changed to %v", to)
			}
		})
	}
}

func TestNoticesEveryDecisionAtOnce(t *testing.T) {
	from := state(t, app(resource("post", "title", "body:text"), resource("user", "name")))
	_, _, decisions := Changes(from, app(resource("post", "title:int", "text")))
	var got []string
	for _, d := range decisions {
		got = append(got, string(d.Code)+" "+d.Path)
	}
	if want := []string{"GEN200 user", "GEN203 post.title", "GEN201 post.body", "GEN213 post.text"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExplanations(t *testing.T) {
	for i, e := range Explanations {
		if want := fmt.Sprintf("GEN%d", 200+i); string(e.Code) != want || e.Title == "" || !strings.HasSuffix(e.Text, ".") {
			t.Errorf("explanation %d is %+v, want code %s", i, e, want)
		}
	}
}
