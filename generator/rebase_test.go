package generator

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

func TestRebase(t *testing.T) {
	all, normal := []string{"", "--diff3", "--zdiff3"}, []string{""}
	both := strings.Replace(forked, titleLine, titleLine+"      body: text:optional\n      views: int:default=0\n", 1)
	for _, test := range []struct {
		name         string
		ours, theirs func(memory)
		definition   string // "" if git merges it
		styles       []string
		check        func(t *testing.T, m memory)
	}{
		{"one resource", define(titleLine, titleLine+"      body: text:optional\n"), define(titleLine, titleLine+"      views: int:default=0\n"), both,
			all, func(t *testing.T, m memory) {
				wantOrderIn(t, m["db/schema.sql"], `"title"`, `"created_at"`, `"views"`, `"body"`)
				wantOrderIn(t, m["web/templates/post/fields.html"], "title", "body", "views")
			}},
		{"one resource, and edits", func(m memory) {
			define(titleLine, titleLine+"      body: text:optional\n")(m)
			m["web/post.go"] += "\n// Mine.\n"
		}, func(m memory) {
			define(titleLine, titleLine+"      views: int:default=0\n")(m)
			m["web/templates/post/show.html"] = "<!-- theirs -->\n" + m["web/templates/post/show.html"]
		}, both, all, func(t *testing.T, m memory) {
			wantOrderIn(t, m["web/post.go"], "// Mine.")
			wantOrderIn(t, m["web/templates/post/show.html"], "<!-- theirs -->", "Body", "Views")
		}},
		{"two resources", define(titleLine, titleLine+"      body: text:optional\n"), define(nameLine, nameLine+"      email: email:optional\n"), "",
			normal, func(t *testing.T, m memory) { wantOrderIn(t, m["db/schema.sql"], `"body"`, `"email"`) }},
		{"a resource each", func(m memory) { m[definitionPath] += "  tag:\n    fields:\n      label: string\n" },
			func(m memory) { m[definitionPath] += "  page:\n    fields:\n      text: text\n" },
			forked + "  tag:\n    fields:\n      label: string\n  page:\n    fields:\n      text: text\n",
			[]string{"--diff3"}, func(t *testing.T, m memory) {
				wantOrderIn(t, m["web/routes.go"], `"GET /tags"`, `"GET /pages"`)
				wantOrderIn(t, m["gen.lock"], "    pages:", "    tags:")
			}},
		{"modules", needs("example.com/a"), needs("example.com/b"), "",
			[]string{"--zdiff3"}, func(t *testing.T, m memory) {
				wantOrderIn(t, m["go.mod"], "example.com/a v1.0.0", "example.com/b v1.0.0")
				wantOrderIn(t, m["go.sum"], "example.com/a v1.0.0 h1:", "example.com/b v1.0.0 h1:")
			}},
		{"only one changes the schema", define(titleLine, titleLine+"      body: text:optional\n"), define(nameLine, "      name: string:default=nobody\n"), "",
			normal, func(t *testing.T, m memory) { wantOrderIn(t, m["gen.lock"], "name: string:default=nobody") }},
		{"what nobody has yet", define(titleLine, titleLine+"      body: text:optional\n"), define(titleLine, titleLine+"      views: int:default=0\n"),
			strings.Replace(both, nameLine, nameLine+"      email: email:optional\n", 1),
			[]string{"--zdiff3"}, func(t *testing.T, m memory) {
				wantOrderIn(t, m["gen.lock"], "head: 20260101010000_add_email_to_authors.sql")
			}},
	} {
		for _, style := range test.styles {
			t.Run(test.name+style, func(t *testing.T) {
				t.Parallel()
				m := newFork(t, test.ours, test.theirs).merged(t, style)
				if test.definition != "" {
					m[definitionPath] = test.definition
				}
				d, err := rebased(t, m, false)
				if err != nil {
					t.Fatal(err)
				}
				m.carryOut(t, d)
				m.wantWhole(t)
				test.check(t, m)
			})
		}
	}
}

// What is for a person to decide stops the rebase, with its code and its place.
func TestRebaseStops(t *testing.T) {
	addBody := define(titleLine, titleLine+"      body: text:optional\n")
	addViews := define(nameLine, nameLine+"      views: int:default=0\n")
	both := newFork(t, addBody, addViews)
	for _, test := range []struct {
		name         string
		ours, theirs func(memory)   // nil for what adds a column to a table each
		after        func(m memory) // by hand, after the merge
		code, path   string
	}{
		{"the definition", addBody, define(titleLine, titleLine+"      views: int:default=0\n"), noEdit, "GEN303", definitionPath},
		{"an edit among gen's lines", editFields, addBody, noEdit, "GEN303", fieldsPath},
		{"a query", func(m memory) { addViews(m); m["db/queries/mine.sql"] = "-- name: A :one\nSELECT 1;\n" },
			func(m memory) { addBody(m); m["db/queries/mine.sql"] = "-- name: A :one\nSELECT 2;\n" }, noEdit, "GEN303", "db/queries/mine.sql"},
		{"a migration, edited", nil, nil, func(m memory) {
			m[only(m, "_add_body_to_posts.sql")] += "-- more\n"
		}, "GEN307", "add_body_to_posts.sql"},
		{"a migration, deleted", nil, nil, func(m memory) { delete(m, only(m, "_add_views_to_authors.sql")) }, "GEN308", "add_views_to_authors.sql"},
		{"one column twice", addBody, func(m memory) { addBody(m); addViews(m) }, noEdit, "GEN345", migrationsDir},
		{"the lock's markers", nil, nil, func(m memory) { m[lockPath] = strings.Replace(m[lockPath], "=======", "=====", 1) }, "GEN304", lockPath},
	} {
		t.Run(test.name, func(t *testing.T) {
			f := both
			if test.ours != nil {
				f = newFork(t, test.ours, test.theirs)
			}
			m := f.merged(t, "")
			test.after(m)
			_, err := rebased(t, m, false)
			problems, ok := errors.AsType[Problems](AsProblems(err))
			if !ok || problems[0].Code != test.code || !strings.Contains(problems[0].Path, test.path) {
				t.Errorf("got %v, want %s at %s", err, test.code, test.path)
			}
		})
	}
}

// An edit that git could not merge is the person's to settle; then the rebase
// goes on with it.
func TestRebaseAfterAMergeByHand(t *testing.T) {
	m := newFork(t, editFields, define(titleLine, titleLine+"      body: text:optional\n")).merged(t, "")
	_, theirs, _ := sides([]byte(m[fieldsPath]))
	m[fieldsPath] = strings.Replace(string(theirs), "{{ end }}\n", "<p>mine</p>\n{{ end }}\n", 1)
	d, err := rebased(t, m, false)
	if err != nil {
		t.Fatal(err)
	}
	m.carryOut(t, d)
	m.wantWhole(t)
	wantOrderIn(t, m[fieldsPath], "body", "<p>mine</p>")
}

// Of two migrations with one version ours gets a later one.
func TestRebaseRenumbers(t *testing.T) {
	f := newFork(t, define(titleLine, titleLine+"      body: text:optional\n"), noEdit)
	define(nameLine, nameLine+"      views: int:default=0\n")(f.theirs)
	f.theirs.apply(t, 200)
	m := f.merged(t, "")
	was := only(m, "_add_body_to_posts.sql")
	text := m[was]
	d, err := rebased(t, m, false)
	if err != nil {
		t.Fatal(err)
	}
	m.carryOut(t, d)
	m.wantWhole(t)
	const now = "db/migrations/20260101000321_add_body_to_posts.sql"
	if _, there := m[was]; there || m[now] != text || was != "db/migrations/20260101000320_add_body_to_posts.sql" {
		t.Errorf("%s is now %s", was, only(m, "_add_body_to_posts.sql"))
	}
	if !slices.ContainsFunc(d.Notes, func(n string) bool {
		return strings.HasPrefix(n, was+": now 20260101000321_add_body_to_posts.sql")
	}) {
		t.Errorf("notes: %q", d.Notes)
	}
}

// The same file of both branches, with another text in each, becomes two.
func TestRebaseRenumbersOneName(t *testing.T) {
	f := newFork(t, define(titleLine, titleLine+"      body: text:optional\n"), noEdit)
	define(nameLine, nameLine+"      views: int:default=0\n")(f.theirs)
	f.theirs.apply(t, 200)
	rename(f.ours, only(f.ours, "_add_body_to_posts.sql"), "db/migrations/20260101000320_x.sql")
	rename(f.theirs, only(f.theirs, "_add_views_to_authors.sql"), "db/migrations/20260101000320_x.sql")
	m := f.merged(t, "")
	d, err := rebased(t, m, false)
	if err != nil {
		t.Fatal(err)
	}
	m.carryOut(t, d)
	m.wantWhole(t)
	wantOrderIn(t, m["db/migrations/20260101000320_x.sql"], "views")
	wantOrderIn(t, m["db/migrations/20260101000321_x.sql"], "body")
}

func TestReplan(t *testing.T) {
	f := newFork(t, define(titleLine, titleLine+"      body: text:optional\n"), func(m memory) {
		define(titleLine, titleLine+"      body: text:optional\n")(m)
		define(nameLine, nameLine+"      views: int:default=0\n")(m)
	})
	m := f.merged(t, "")
	dropped := only(f.ours, "_add_body_to_posts.sql")
	d, err := rebased(t, m, true)
	if err != nil {
		t.Fatal(err)
	}
	m.carryOut(t, d)
	m.wantWhole(t)
	if _, there := m[dropped]; there || d.Migration != "" {
		t.Errorf("%s is still there, or there is a new migration %q", dropped, d.Migration)
	}
	if d, err := rebased(t, m, true); err != nil || !d.Empty() || len(d.changes)+len(d.lock) > 0 {
		t.Errorf("planned anew once more: %+v, %v", d, err)
	}
}

func TestOverlay(t *testing.T) {
	o := &overlay{memory{"a/1": "one", "a/2": "two", "b": "b"}, map[string][]byte{"a/2": nil, "a/3": []byte("three"), "b": {}}}
	if paths, err := o.List("a"); err != nil || !slices.Equal(paths, []string{"a/1", "a/3"}) {
		t.Errorf("List() = %q, %v", paths, err)
	}
	for p, want := range map[string]string{"a/1": "one", "a/3": "three", "b": ""} {
		if got, err := o.Read(p); err != nil || string(got) != want {
			t.Errorf("Read(%s) = %q, %v", p, got, err)
		}
	}
	if got, err := newDisk(o).read("a/2"); err != nil || !got.absent() {
		t.Errorf("a/2 is %+v, %v", got, err)
	}
}

func TestReunitedGivesUp(t *testing.T) {
	conflict := func(ours, theirs string) string {
		return "top\n\n<<<<<<< HEAD\n" + ours + "=======\n" + theirs + ">>>>>>> feature\n\nend\n"
	}
	const now = "top\n\na\nb\n\nend\n"
	for _, test := range []struct{ name, base, yours, want string }{
		{"only gen's lines", conflict("a\n", "b\n"), conflict("a\n", "b\n"), now},
		{"an edit elsewhere", conflict("a\n", "b\n"), "mine\n" + conflict("a\n", "b\n"), "mine\n" + now},
		{"more conflicts than gen's lines have", "top\n\nb\n\nend\n", conflict("mine\n", "b\n"), ""},
		{"markers that do not match", conflict("a\n", "b\n"), conflict("a\n=======\n", "b\n"), ""},
	} {
		got, ok := reunited("notes.txt", []byte(test.base), []byte(test.yours), []byte(now))
		if ok != (test.want != "") || ok && string(got) != test.want {
			t.Errorf("%s: %q, %v, want %q", test.name, got, ok, test.want)
		}
	}
	if keepsLines([]byte("x\ny\n"), []byte("y\n"), []byte("x\n"), []byte("y\n")) {
		t.Error("a line that one side has may go")
	}
	if !keepsLines([]byte("x\ny\n"), []byte("y\n"), []byte("y\n"), []byte("y\n")) {
		t.Error("a line that neither side has may not go")
	}
}
