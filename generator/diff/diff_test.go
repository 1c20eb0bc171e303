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
	s, _, decisions := Changes(State{}, a, Allow{})
	if len(decisions) > 0 {
		t.Fatalf("decisions: %v", decisions)
	}
	return s
}

// spell gives changes one line each.
func spell(changes []Change) []string {
	var lines []string
	for _, c := range changes {
		lines = append(lines, spellOne(c))
	}
	return lines
}

func spellOne(c Change) string {
	switch c := c.(type) {
	case Rename:
		return "rename " + strings.Join(newNames(c), " ")
	case CreateTable:
		return strings.TrimSpace("table " + c.Table.Name + " " + strings.Join(c.Later, " "))
	case AddForeignKey:
		return fmt.Sprintf("key %s.%s to %s", c.Table.Name, c.Column.Name, c.Column.References)
	case AddColumn:
		return fmt.Sprintf("column %s.%s%s", c.Table, c.Column.Name, spellFill(c.Fill))
	case AlterColumns:
		line := "alter " + c.New.Name
		for _, column := range c.Columns {
			line += " " + spellColumn(column)
		}
		return line
	case DropColumn:
		return fmt.Sprintf("no column %s.%s", c.Table.Name, c.Column.Name)
	case DropTable:
		return "no table " + c.Table.Name
	case CreateIndex:
		return "index " + c.Index.Name
	case DropIndex:
		return "no index " + c.Index.Name
	case CreateSearch:
		return fmt.Sprintf("search %s(%s)", c.Table.Name, strings.Join(c.Table.Search, " "))
	case DropSearch:
		return fmt.Sprintf("no search %s(%s)", c.Table.Name, strings.Join(c.Table.Search, " "))
	}
	return fmt.Sprintf("%T", c)
}

func spellFill(f *Fill) string {
	switch {
	case f == nil:
		return ""
	case f.Value != nil:
		return " = " + *f.Value
	}
	return " = (" + f.SQL + ")"
}

func spellColumn(c ColumnChange) string {
	line := fmt.Sprintf("%s(%s > %s)%s", c.New.Name, spelled(c.Old.Field), spelled(c.New.Field), spellFill(c.Fill))
	if c.Using != "" {
		line += " using " + c.Using
	}
	for _, m := range c.Map {
		line += " " + m.From + ">" + m.To
	}
	if c.Lossy {
		line += " lossy"
	}
	return line
}

// newNames are the pairs of names in which c's tables differ.
func newNames(c Rename) []string {
	var pairs []string
	add := func(old, to string) {
		if old != to {
			pairs = append(pairs, old+">"+to)
		}
	}
	add(c.Old.Name, c.New.Name)
	for i := range c.Old.Columns {
		add(c.Old.Columns[i].Name, c.New.Columns[i].Name)
	}
	for i := range c.Old.Indexes {
		add(c.Old.Indexes[i].Name, c.New.Indexes[i].Name)
	}
	return pairs
}

// hint adds a hint about the field called name to r.
func hint(r *schema.Resource, name string, h schema.Hint) *schema.Resource {
	if r.Hints == nil {
		r.Hints = make(map[string]schema.Hint)
	}
	r.Hints[name] = h
	return r
}

// was declares that r had another name.
func was(name string, r *schema.Resource) *schema.Resource {
	r.Was = name
	return r
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
		{"required field with default", app(post()), app(post("likes:int:default=1")), []string{"column posts.likes = 1", "index posts_likes_id_idx"}},
		{"unique field", app(post()), app(post("slug:string:optional:unique")), []string{"column posts.slug", "index posts_slug_id_idx", "index posts_slug_key"}},
		{"reference to a new table", app(post()), app(post("author:references:user:optional"), resource("user", "name")),
			[]string{"table users", "column posts.author_id", "index posts_author_id_id_idx"}},
		{"index that lists have already", app(post()), app(with(post(), func(r *schema.Resource) { r.Fields[0].Index = true })), nil},
		{"index", app(post("code:private:optional")), app(post("code:private:optional:index")), []string{"index posts_code_idx"}},
		{"no longer for lists", app(post()), app(with(post(), func(r *schema.Resource) { r.Fields[0].Private = true })), []string{"no index posts_title_id_idx"}},
		{"index gone", app(with(post(), func(r *schema.Resource) { r.Index = [][]string{{"title", "views"}} })), app(post()),
			[]string{"no index posts_title_views_idx"}},
		{"other order", app(post()), app(with(post(), func(r *schema.Resource) { r.Order.Column = CreatedAt })),
			[]string{"no index posts_status_id_idx", "index posts_status_created_at_id_idx"}},
		{"other direction", app(post()), app(with(post(), func(r *schema.Resource) { r.Order.Desc = false })), nil},
		{"unique list with a new field", app(post()), app(with(post("slug:string:optional"), func(r *schema.Resource) { r.Unique = [][]string{{"title", "slug"}} })),
			[]string{"column posts.slug", "index posts_slug_id_idx", "index posts_title_slug_key"}},
		{"what the database does not mind", app(post()), app(resource("post", "views:int:default=7:min=1", "title:string:min=3", "status:enum:published:draft:default=draft")), nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := state(t, test.from)
			to, changes, decisions := Changes(from, test.to, Allow{})
			if len(decisions) > 0 {
				t.Fatalf("decisions: %v", decisions)
			}
			if got := spell(changes); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
			if _, again, _ := Changes(to, test.to, Allow{}); len(again) > 0 {
				t.Errorf("then again %q", spell(again))
			}
		})
	}
}

func TestChangesKeepThePhysicalOrder(t *testing.T) {
	from := state(t, app(resource("post", "title"), resource("user", "name")))
	to, _, _ := Changes(from, app(resource("user", "name"), resource("tag", "name"), resource("post", "body:text:optional", "title")), Allow{})
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
	taken := resource("posts_title_key", "name")
	taken.Plural = "posts_title_key"
	inUse := resource("article", before[:2]...)
	inUse.Plural = "posts"
	for _, test := range []struct {
		name string
		to   *schema.App
		want []string // code, path and a part of message or hint
	}{
		{"resource gone", app(resource("post", before[:4]...)), []string{"GEN200 user", "to drop it with its rows, add --allow-drop user"}},
		{"resource renamed", app(user, resource("article", before...)), []string{"GEN200 post", "if it is called article now, write was: post there"}},
		{"field gone", app(user, resource("post", before[1:]...)), []string{"GEN201 post.title", "add --allow-drop post.title"}},
		{"field renamed", app(user, but(0, "headline:string:120:unique")),
			[]string{"GEN201 post.title", "if it was renamed, write headline: {type: string, max: 120, unique: true, was: title}"}},
		{"type", app(user, but(4, "author:json")), []string{"GEN203 post.author", "write author: {type: json, using: …} with an SQL expression"}},
		{"digits", app(user, but(2, "price:decimal:9:1")), []string{"GEN207 post.price", "--allow-lossy post.price"}},
		{"whole number", app(user, but(2, "price:int")), []string{"GEN207 post.price", "or write price: decimal:10:2 again"}},
		{"target", app(user, but(4, "author:references:post")), []string{"GEN211 post.author", `holds ids of "user" in the database`}},
		{"required field", app(user, resource("post", append(before, "subtitle:string:80")...)),
			[]string{"GEN213 post.subtitle", "write subtitle: {type: string, max: 80, backfill: "}},
		{"required field, optional instead", app(user, resource("post", append(before, "subtitle:string:80")...)), []string{"GEN213 post.subtitle", "or subtitle: string:80:optional"}},
		{"required unique field", app(user, resource("post", append(before, "slug:string:unique")...)),
			[]string{"GEN213 post.slug", "write slug: {type: string, unique: true, backfill: {sql: …}}"}},
		{"required reference", app(user, resource("post", append(before, "editor:references:user")...)),
			[]string{"GEN213 post.editor", "write editor: {type: references, resource: user, backfill: {sql: …}}"}},
		{"required slug", app(user, resource("post", append(before, "path:slug:title")...)),
			[]string{"GEN213 post.path", `write path: {type: slug, from: title, backfill: {sql: '''post-'' || id'}}, or path: slug:optional`}},
		{"database", &schema.App{Database: schema.Postgres, Resources: []*schema.Resource{user, resource("post", before...)}}, []string{"GEN214 database", "sqlite again"}},
		{"name of an index", app(user, resource("post", before...), taken), []string{"GEN215 posts_title_key", `"posts"`}},
		{"name in use", app(user, inUse), []string{"GEN200 post", "was: post"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			from := state(t, app(user, resource("post", before...)))
			to, changes, decisions := Changes(from, test.to, Allow{})
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

func TestResourcesCannotSwapNames(t *testing.T) {
	from := state(t, app(resource("a", "x"), resource("b", "y")))
	_, changes, decisions := Changes(from, app(was("b", resource("a", "y")), was("a", resource("b", "x"))), Allow{})
	if len(decisions) != 1 || decisions[0].Code != NamesSwapped || len(changes) > 0 {
		t.Errorf("got %v and %q", decisions, spell(changes))
	}
}

func TestNoticesEveryDecisionAtOnce(t *testing.T) {
	from := state(t, app(resource("post", "title", "body:text"), resource("user", "name")))
	_, _, decisions := Changes(from, app(resource("post", "title:json", "text")), Allow{})
	var got []string
	for _, d := range decisions {
		got = append(got, string(d.Code)+" "+d.Path)
	}
	if want := []string{"GEN200 user", "GEN201 post.body"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestExplanations(t *testing.T) {
	last := schema.Code("GEN1")
	for _, e := range Explanations {
		if e.Code <= last || e.Title == "" || !strings.HasSuffix(e.Text, ".") {
			t.Errorf("after %s comes %+v", last, e)
		}
		last = e.Code
	}
}
