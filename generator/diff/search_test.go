package diff

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// TestSearch gives what a definition asks for when tables can be searched.
func TestSearch(t *testing.T) {
	user := resource("user", "name")
	post := func(specs ...string) *schema.Resource { return resource("post", specs...) }
	for _, test := range []struct {
		name     string
		from, to *schema.App
		allow    Allow
		want     []string
	}{
		{"a new table", app(), app(post("title:search", "body:text:search:optional", "n:int")), Allow{}, []string{"table posts", "search posts(title body)"}},
		{"switched on", app(post("title", "body:text")), app(post("title:search", "body:text")), Allow{}, []string{"search posts(title)"}},
		{"switched off", app(post("title:search")), app(post("title")), Allow{}, []string{"no search posts(title)"}},
		{"another field", app(post("title:search", "body:text")), app(post("title:search", "body:text:search")), Allow{},
			[]string{"no search posts(title)", "search posts(title body)"}},
		{"a new field", app(post("title:search")), app(post("slug:string:optional:search", "title:search")), Allow{},
			[]string{"no search posts(title)", "column posts.slug", "search posts(title slug)"}},
		{"order of fields", app(post("title:search", "body:text:search")), app(post("body:text:search", "title:search")), Allow{}, nil},
		{"field renamed", app(post("title:search")), app(hint(post("headline:search"), "headline", schema.Hint{Was: "title"})), Allow{},
			[]string{"no search posts(title)", "rename title>headline", "search posts(headline)"}},
		{"another field renamed", app(post("title:search", "n:int")), app(hint(post("title:search", "m:int"), "m", schema.Hint{Was: "n"})), Allow{},
			[]string{"rename n>m"}},
		{"resource renamed", app(post("title:search")), app(was("post", resource("article", "title:search"))), Allow{},
			[]string{"no search posts(title)", "rename posts>articles", "search articles(title)"}},
		{"field longer", app(post("title:string:80:search")), app(post("title:string:90:search")), Allow{},
			[]string{"no search posts(title)", "alter posts title(string:80 > string:90)", "search posts(title)"}},
		{"another field longer", app(post("title:search", "slug:string:80")), app(post("title:search", "slug:string:90")), Allow{},
			[]string{"alter posts slug(string:80 > string:90)"}},
		{"another field of another type", app(post("title:search", "n:string")), app(post("title:search", "n:int")), Allow{},
			[]string{"no search posts(title)", "alter posts n(string > int)", "search posts(title)"}},
		{"reference that deletes", app(user, post("title:search", "user:references")), app(user, post("title:search", "user:references:cascade")), Allow{},
			[]string{"no search posts(title)", "alter posts user_id(references > references:cascade)", "search posts(title)"}},
		{"reference to a renamed resource", app(user, post("title:search", "by:references:user")),
			app(was("user", resource("person", "name")), post("title:search", "by:references:person")), Allow{}, []string{"rename users>persons"}},
		{"field dropped", app(post("title:search", "body:text:search")), app(post("title:search")), Allow{Drop: []string{"post.body"}},
			[]string{"no search posts(title body)", "no column posts.body", "search posts(title)"}},
		{"another field dropped", app(post("title:search", "n:int")), app(post("title:search")), Allow{Drop: []string{"post.n"}}, []string{"no column posts.n"}},
		{"indexes come after", app(post("title:index:search")), app(post("title:unique")), Allow{},
			[]string{"no search posts(title)", "index posts_title_key"}},
		{"resource dropped", app(user, post("title:search")), app(user), Allow{Drop: []string{"post"}}, []string{"no search posts(title)", "no table posts"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			to, changes, decisions := Changes(state(t, test.from), test.to, test.allow)
			if got := withoutListIndexes(spell(changes)); !slices.Equal(got, test.want) || len(decisions) > 0 {
				t.Errorf("got\n%s\nwant\n%s\ndecisions %v", strings.Join(got, "\n"), strings.Join(test.want, "\n"), decisions)
			}
			settled(t, to, test.to)
			for _, c := range changes {
				if c, ok := c.(CreateSearch); ok && !slices.ContainsFunc(to.Tables, func(t Table) bool {
					return slices.Equal(t.Search, c.Table.Search) && len(t.Columns) == len(c.Table.Columns)
				}) {
					t.Errorf("the search is one of %+v, and the table becomes another", c.Table)
				}
			}
		})
	}
}

// withoutListIndexes leaves out the indexes that lists have anyway.
func withoutListIndexes(changes []string) []string {
	var kept []string
	for _, change := range changes {
		words := slices.DeleteFunc(strings.Fields(change), func(word string) bool { return strings.HasSuffix(word, "_id_idx") })
		if words[len(words)-1] != "index" {
			kept = append(kept, strings.Join(words, " "))
		}
	}
	return kept
}

// What a search keeps in tables of its own has names that others cannot have.
func TestSearchNames(t *testing.T) {
	for _, taken := range []*schema.Resource{
		resource("posts_search_word", "a"),
		with(resource("x", "a"), func(r *schema.Resource) { r.Plural = "posts_search" }),
		with(resource("x", "a"), func(r *schema.Resource) { r.Plural = "posts_search_data" }),
	} {
		_, _, decisions := Changes(State{}, app(resource("post", "title:search"), taken), Allow{})
		if len(decisions) != 1 || decisions[0].Code != NameTaken {
			t.Errorf("%s: decisions %v, want that the name is taken", taken.Plural, decisions)
		}
		if _, _, decisions := Changes(State{}, app(resource("post", "title"), taken), Allow{}); len(decisions) > 0 {
			t.Errorf("%s: decisions %v without a search", taken.Plural, decisions)
		}
	}
}

// A searched column cannot be called as what is searched.
func TestSearchNameOfColumn(t *testing.T) {
	for spec, want := range map[string]int{"posts_search:search": 1, "posts_search:string": 0} {
		if _, _, decisions := Changes(State{}, app(resource("post", "title:search", spec)), Allow{}); len(decisions) != want {
			t.Errorf("%s: decisions %v, want %d", spec, decisions, want)
		}
	}
}

// Two branches add to a table that one of them makes searchable.
func TestUnionSearch(t *testing.T) {
	base := app(resource("post", "title", "body:text"))
	ours, theirs := grown(t, base, app(resource("post", "title:search", "body:text"))), grown(t, base, app(resource("post", "title", "body:text", "n:int:optional:private")))
	searches := func(s *Step) { s.Search = []string{"posts"} }
	united, clashes := Union(ours, theirs, []Step{step(false, "posts", searches), step(true, "posts", columns("n"))})
	if len(clashes) > 0 || !slices.Equal(united.Tables[0].Search, []string{"title"}) || len(united.Tables[0].Columns) != 6 {
		t.Errorf("got %+v, %v", united, clashes)
	}
	if _, clashes := Union(ours, ours, []Step{step(false, "posts", searches), step(true, "posts", searches)}); len(clashes) != 1 || !strings.Contains(clashes[0].Text, "searchable") {
		t.Errorf("both make it searchable: clashes %v", clashes)
	}
	if left := Subtract(ours, []Step{step(false, "posts", searches)}, nil); len(left.Tables[0].Search) > 0 {
		t.Errorf("a search is left in %+v", left)
	}
}
