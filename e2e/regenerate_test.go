package e2e

import (
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-b1203020/gen/generator/field"
)

// bigResource is the resource that the README and the issue tracker show.
var bigResource = []string{"resource", "post", "title:string:120", "body:text:optional",
	"status:enum:draft:published:default=draft", "views:int:default=0", "price:decimal:10:2:optional",
	"published_at:timestamp:optional", "author_email:email:unique"}

// times is when each file below dir was written.
func times(t *testing.T, dir string) map[string]time.Time {
	t.Helper()
	written := map[string]time.Time{}
	for path := range snapshot(t, dir) {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		written[path] = info.ModTime()
	}
	return written
}

// The same command again writes nothing at all, and says so.
func TestNothingToDo(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, "")
		want(t, 0, app, gen, bigResource...)
		before, written := snapshot(t, app), times(t, app)
		for _, args := range [][]string{bigResource, {"apply"}, {"plan"}, {"plan", "--exit-code"}, {"resource", "post"}} {
			if out := want(t, 0, app, gen, args...); !strings.Contains(out, "nothing to do") {
				t.Errorf("gen %s = %q, want nothing to do", strings.Join(args, " "), out)
			}
		}
		wantSame(t, before, snapshot(t, app))
		for path, now := range times(t, app) {
			if !now.Equal(written[path]) {
				t.Errorf("%s was written again", path)
			}
		}
	})
}

// What gen resource does, gen apply does after the same edit of gen.yaml.
func TestApplyIsResource(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, crashDefinition)
		byHand, byCommand := copyOf(t, app), copyOf(t, app)
		genCommand(byCommand, "resource", "post", "subtitle:string:60:optional", "rank:int:default=3").wantExit(t, 0)
		genCommand(byCommand, "resource", "note", "post:references", "text").wantExit(t, 0)

		text := snapshot(t, byCommand)["gen.yaml"]
		first := strings.Replace(text, text[strings.Index(text, "  note:"):], "", 1)
		write(t, filepath.Join(byHand, "gen.yaml"), first)
		genCommand(byHand, "apply").wantExit(t, 0)
		write(t, filepath.Join(byHand, "gen.yaml"), text)
		genCommand(byHand, "apply").wantExit(t, 0)
		wantSame(t, snapshot(t, byCommand), snapshot(t, byHand))
	})
}

const evolving = `
app: blog
resources:
  author:
    fields:
      name: string
  editor:
    fields:
      name: string
  post:
    fields:
      title: string:120
      body: text:optional
      status: enum:draft:published
      price: decimal:10:2
      slug: string:unique
      author: references
    unique:
      - [title, author]
`

// Another database would need other migrations: the run stops, and leaves
// everything as it is.
func TestAnotherDatabase(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, evolving)
		other := map[string]string{"sqlite": "postgres", "postgres": "sqlite"}[database]
		edit(t, filepath.Join(app, "gen.yaml"), "database: "+database, "database: "+other)
		before := snapshot(t, app)
		for _, command := range []string{"apply", "plan"} {
			r := genCommand(app, command)
			r.wantExit(t, 3)
			r.wantSaid(t, "gen: error: gen.yaml:", "written for "+database, "gen: hint: ")
		}
		genCommand(app, "check").wantExit(t, 5)
		wantSame(t, before, snapshot(t, app))
	})
}

// Changes that ask nothing of rows are made: of indexes by a migration, and of
// what only the application minds without one.
func TestSupportedChangesAreGreen(t *testing.T) {
	edits := strings.NewReplacer(
		"title: string:120", "title: string:120:min=2:index", "body: text:optional", "body: text:optional:private",
		"enum:draft:published", "enum:published:draft:default=draft:readonly", "decimal:10:2", "decimal:10:2:min=1:max=9.5",
		"  post:\n", "  post:\n    label: slug\n    order: -price\n", "    unique:\n", "    index:\n      - [price, status]\n    unique:\n")
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, evolving)
		text := snapshot(t, app)["gen.yaml"]
		write(t, filepath.Join(app, "gen.yaml"), edits.Replace(text))
		want(t, 0, app, gen, "apply")
		wantGreen(t, app)
		write(t, filepath.Join(app, "gen.yaml"), text)
		want(t, 0, app, gen, "apply")
		if n := len(glob(t, app, "db/migrations/*_change_indexes_of_posts.sql")); n != 2 {
			t.Errorf("%d migrations of indexes, want 2", n)
		}
		want(t, 0, app, "go", "test", "./...")
	})
}

// additions are the fields of every type, with every one and two modifiers,
// that a table with rows can get: those that its rows have a value for.
func additions(t *testing.T) []string {
	t.Helper()
	var specs []string
	for _, typ := range field.Types {
		for i, spec := range combinations(t, typ) {
			f, err := field.ParseField(fmt.Sprintf("%s%d:%s", typ.Name, i, spec))
			if err != nil {
				t.Fatal(err)
			}
			if f.Optional || f.Default != nil && !f.Unique {
				specs = append(specs, fmt.Sprintf("%s%d:%s", typ.Name, i, spec))
			}
		}
	}
	return specs
}

// A table with rows gets fields of every kind. The rows show in the API and in
// pages with the defaults of the new fields, can be changed, and the database
// is one that a new application would have.
func TestEveryFieldIsAddedOverRows(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, "app: blog\nresources:\n  target:\n    fields: {name: string}\n  post:\n    fields: {title: string}\n")
		url := emptyDatabase(t, database)
		s := start(t, app, url)
		for _, title := range []string{"First", "Second"} {
			s.sendJSON(t, "POST", "/api/v1/posts", `{"title": "`+title+`"}`)
		}
		s.stop(t)

		want(t, 0, app, gen, append([]string{"resource", "post"}, additions(t)...)...)
		want(t, 0, app, gen, "resource", "remark", "post:references:cascade", "body:text")
		if n := len(glob(t, app, "db/migrations/*.sql")); n != 3 {
			t.Errorf("%d migrations, want 3", n)
		}
		wantGreen(t, app)

		s = start(t, app, url)
		status, post := s.sendJSON(t, "GET", "/api/v1/posts/2", "")
		if status != http.StatusOK || post["title"] != "Second" {
			t.Fatalf("%d %v, want the second post", status, post)
		}
		wantDefaults(t, post)
		for _, path := range []string{"/posts", "/posts/2", "/posts/2/edit"} {
			if page := s.get(t, path); !strings.Contains(page, "Second") {
				t.Errorf("%s does not show the row:\n%.2000s", path, page)
			}
		}
		if status, answer := s.sendJSON(t, "PATCH", "/api/v1/posts/2", `{"title": "Changed"}`); status != http.StatusOK {
			t.Errorf("change: %d %v", status, answer)
		}
		if status, answer := s.sendJSON(t, "POST", "/api/v1/remarks", `{"post_id": 1, "body": "Yes"}`); status != http.StatusCreated {
			t.Errorf("remark: %d %v", status, answer)
		}
	})
}

// wantDefaults checks that a row has a value in every new field that needs one.
func wantDefaults(t *testing.T, row map[string]any) {
	t.Helper()
	for _, spec := range additions(t) {
		f, err := field.ParseField(spec)
		if err != nil {
			t.Fatal(err)
		}
		got, found := row[f.Column()]
		switch {
		case f.Private:
			if found {
				t.Errorf("%s is shown: %v", spec, got)
			}
		case !found:
			t.Errorf("%s is not shown", spec)
		case f.Type == field.Many:
			if fmt.Sprint(got) != "[]" {
				t.Errorf("%s is %v", spec, got)
			}
		case (got == nil) != f.Optional:
			t.Errorf("%s is %v", spec, got)
		}
	}
}

// Lines that the user and gen changed stop the run, and so does an edit of a
// file of gen's: it names every file that needs a person.
func TestEditsThatStopTheRun(t *testing.T) {
	app := newApp(t, "sqlite", crashDefinition)
	pages := []string{"web/templates/post/show.html", "web/templates/post/fields.html"}
	for _, page := range pages {
		write(t, filepath.Join(app, page), strings.ReplaceAll(snapshot(t, app)[page], "\n", " mine\n"))
	}
	edit(t, filepath.Join(app, "web/post_form.go"), "package web", "package web // mine")
	before := snapshot(t, app)
	for _, args := range [][]string{{"resource", "post", "subtitle:string:optional"}, {"resource", "post", "subtitle:string:optional", "--dry-run"}} {
		r := genCommand(app, args...)
		r.wantExit(t, 3)
		r.wantSaid(t, append(pages, "web/post_form.go", "gen: hint: ")...)
		wantSame(t, before, snapshot(t, app))
	}
}

// Only what changed is written: no Go file that is the user's, however many
// resources there are, and no line ends or modes of what stays.
func TestAddedFieldTouchesLittle(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, crashDefinition)
		page := filepath.Join(app, "web/templates/post/show.html")
		if err := os.Chmod(page, 0o600); err != nil {
			t.Fatal(err)
		}
		before := snapshot(t, app)
		want(t, 0, app, gen, "resource", "post", "subtitle:string:optional")
		after := snapshot(t, app)
		migrations := 0
		for path, text := range after {
			old, existed := before[path]
			switch {
			case strings.HasPrefix(path, ".gen/"):
			case !existed && strings.HasPrefix(path, "db/migrations/"):
				migrations++
			case !existed:
				t.Errorf("%s is new", path)
			case text == old || strings.HasPrefix(path, "web/templates/post/"):
			case !strings.Contains(firstLine(old), "DO NOT EDIT") && path != "gen.yaml":
				t.Errorf("%s changed", path)
			case strings.Contains(path, "author"):
				t.Errorf("%s changed, of another resource", path)
			}
		}
		if migrations != 1 {
			t.Errorf("%d new migrations, want 1", migrations)
		}
		if info, err := os.Stat(page); err != nil || info.Mode() != fs.FileMode(0o600) {
			t.Errorf("show.html has mode %v, %v, want 0600", info.Mode(), err)
		}
	})
}

// firstLine is where a file says who owns it: in JSON, the first member.
func firstLine(text string) string {
	line, _, _ := strings.Cut(strings.TrimPrefix(text, "{\n"), "\n")
	return line
}
