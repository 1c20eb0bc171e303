package diff

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// step is a migration of a branch about tables.
func step(theirs bool, tables string, change func(*Step)) Step {
	s := Step{File: "ours.sql", Theirs: theirs, Tables: strings.Fields(tables)}
	if theirs {
		s.File = "theirs.sql"
	}
	if change != nil {
		change(&s)
	}
	return s
}

func creates(table string) func(*Step) { return func(s *Step) { s.Created = []string{table} } }
func indexed(names string) func(*Step) { return func(s *Step) { s.Indexes = strings.Fields(names) } }
func changes(s *Step)                  { s.Changes = true }

// columns adds columns to the only table of a step.
func columns(names string) func(*Step) {
	return func(s *Step) {
		for _, name := range strings.Fields(names) {
			s.Columns = append(s.Columns, [2]string{s.Tables[0], name})
		}
	}
}

// spellState gives each table a line: its columns in order, and its indexes but
// for those that all tables have.
func spellState(s State) []string {
	var lines []string
	for _, t := range s.Tables {
		words := []string{t.Name + ":"}
		for _, c := range t.Columns {
			words = append(words, c.Name)
		}
		for _, x := range t.Indexes {
			if x.Columns[0] != CreatedAt && x.Columns[0] != UpdatedAt {
				words = append(words, x.Name)
			}
		}
		lines = append(lines, strings.Join(words, " "))
	}
	return lines
}

// grown is the schema of before with what after adds, in the order in which a
// database gets it.
func grown(t *testing.T, before, after *schema.App) State {
	t.Helper()
	s, _, decisions := Changes(state(t, before), after, Allow{})
	if len(decisions) > 0 {
		t.Fatalf("decisions: %v", decisions)
	}
	return s
}

func TestUnion(t *testing.T) {
	post := func(specs ...string) *schema.Resource {
		return resource("post", append([]string{"title:private"}, specs...)...)
	}
	user, tag := resource("user", "name:private"), resource("tag", "label:private")
	base := app(post(), user)
	const (
		ours, theirs = false, true
		posts        = "posts: id title created_at updated_at"
		users        = "users: id name created_at updated_at"
		tags         = "tags: id label created_at updated_at"
	)
	for _, test := range []struct {
		name         string
		ours, theirs *schema.App
		steps        []Step
		want         []string
	}{
		{"a column each, in the order of the versions", app(post("a:optional:private"), user), app(post("b:optional:private"), user),
			[]Step{step(theirs, "posts", columns("b")), step(ours, "posts", columns("a"))}, []string{posts + " b a", users}},
		{"each between those of the other", app(post("a:optional:private", "c:optional:private"), user), app(post("b:optional:private"), user),
			[]Step{step(ours, "posts", columns("a")), step(theirs, "posts", columns("b")), step(ours, "posts", columns("c"))}, []string{posts + " a b c", users}},
		{"columns with indexes", app(post("a:optional:index:private"), user), app(post("b:optional:unique:private"), user),
			[]Step{step(ours, "posts", func(s *Step) { columns("a")(s); indexed("posts_a_idx")(s) }),
				step(theirs, "posts", func(s *Step) { columns("b")(s); indexed("posts_b_key")(s) })},
			[]string{posts + " a b posts_a_idx posts_b_key", users}},
		{"git has merged a part already", app(post("a:optional:private", "b:optional:private"), user), app(post("b:optional:private", "a:optional:private"), user),
			[]Step{step(ours, "posts", columns("a")), step(theirs, "posts", columns("b"))}, []string{posts + " a b", users}},
		{"a table of ours, a column of theirs", app(post(), user, tag), app(post("b:optional:private"), user),
			[]Step{step(theirs, "posts", columns("b")), step(ours, "tags", creates("tags"))}, []string{posts + " b", users, tags}},
		{"tables in the order of the versions", app(post(), user, tag), app(post(), user, resource("page", "text:private")),
			[]Step{step(theirs, "pages", creates("pages")), step(ours, "tags", creates("tags"))},
			[]string{posts, users, "pages: id text created_at updated_at", tags}},
		{"what one changes and the other has nothing to do with", app(resource("article", "title:private"), user), app(post(), user, tag),
			[]Step{step(ours, "posts articles", changes), step(theirs, "tags", creates("tags"))},
			[]string{"articles: id title created_at updated_at", users, tags}},
		{"what the other changes", app(post("a:optional:private"), user), app(post(), resource("user", "nick:private")),
			[]Step{step(ours, "posts", columns("a")), step(theirs, "users", changes)},
			[]string{posts + " a", "users: id nick created_at updated_at"}},
		{"what the other drops", app(post("a:optional:private"), user), app(post()),
			[]Step{step(ours, "posts", columns("a")), step(theirs, "users", changes)}, []string{posts + " a"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			a, b := stateOrGrown(t, base, test.ours), stateOrGrown(t, base, test.theirs)
			got, clashes := Union(a, b, test.steps)
			if len(clashes) > 0 {
				t.Fatalf("clashes: %+v", clashes)
			}
			if lines := spellState(got); !slices.Equal(lines, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(lines, "\n"), strings.Join(test.want, "\n"))
			}
			if got.Database != schema.SQLite {
				t.Errorf("the database is %q", got.Database)
			}
		})
	}
}

// stateOrGrown is what base grows to or, where something of it is gone, the
// schema that a has from the beginning.
func stateOrGrown(t *testing.T, base, a *schema.App) State {
	t.Helper()
	if s, _, decisions := Changes(state(t, base), a, Allow{}); len(decisions) == 0 {
		return s
	}
	return state(t, a)
}

func TestUnionClashes(t *testing.T) {
	s := state(t, app(resource("post", "title:private")))
	for _, test := range []struct {
		name         string
		ours, theirs Step
		want         string
	}{
		{"one column twice", step(false, "posts", columns("a b")), step(true, "posts", columns("b")), `both add column "b" of table "posts"`},
		{"one table twice", step(false, "tags", creates("tags")), step(true, "tags", creates("tags")), `both create table "tags"`},
		{"one index twice", step(false, "posts", indexed("x")), step(true, "posts", indexed("y x")), `both create index "x"`},
		{"ours changes", step(false, "users posts", changes), step(true, "posts", columns("b")), `both are about table "posts", and not only add to it`},
		{"theirs changes", step(false, "posts", columns("b")), step(true, "posts", changes), `both are about table "posts", and not only add to it`},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, clashes := Union(s, s, []Step{test.theirs, test.ours})
			if want := (Clash{"ours.sql", "theirs.sql", test.want}); !slices.Contains(clashes, want) {
				t.Errorf("clashes: %+v, want %+v", clashes, want)
			}
		})
	}
}

// A table that both add to must have been the same before.
func TestUnionOfTablesThatDiffer(t *testing.T) {
	steps := []Step{step(false, "posts", columns("a")), step(true, "posts", columns("b"))}
	ours := state(t, app(resource("post", "title:private", "a:optional:private")))
	for _, theirs := range []*schema.App{
		app(resource("post", "title:string:80:private", "b:optional:private")),
		app(resource("post", "title:private", "more:private", "b:optional:private")),
		app(resource("post", "title:unique:private", "b:optional:private")),
		app(resource("post", "title:optional:private", "b:optional:private")),
	} {
		_, clashes := Union(ours, state(t, theirs), steps)
		if len(clashes) != 1 || clashes[0].Text != `table "posts" is not defined alike on the two branches` {
			t.Errorf("%v: clashes: %+v", spellState(state(t, theirs)), clashes)
		}
	}
	defaults := app(resource("post", "title:default=none:private", "b:optional:private"))
	if _, clashes := Union(ours, state(t, defaults), steps); len(clashes) > 0 {
		t.Errorf("a default, which the database does not mind: %+v", clashes)
	}
}

func TestSubtract(t *testing.T) {
	before := app(resource("post", "title:private"))
	s := grown(t, before, app(resource("post", "title:private", "a:optional:index:private", "b:optional:private"), resource("tag", "label:private")))
	ours := []Step{step(false, "posts", func(s *Step) { columns("a b")(s); indexed("posts_a_idx")(s) }), step(false, "tags", creates("tags"))}
	if got, want := spellState(Subtract(s, ours, nil)), spellState(state(t, before)); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	theirs := []Step{step(true, "posts", columns("b"))}
	if got, want := spellState(Subtract(s, ours, theirs)), []string{"posts: id title created_at updated_at b"}; !slices.Equal(got, want) {
		t.Errorf("with what theirs adds as well: got %q, want %q", got, want)
	}
	if got := spellState(s); len(got) != 2 {
		t.Errorf("the schema itself has changed: %q", got)
	}
}
