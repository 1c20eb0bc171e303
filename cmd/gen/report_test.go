package main

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator"
)

var renamed = &generator.Plan{
	Changes: []generator.Change{
		{Text: "rename column posts.title to headline", Data: "kept", SQL: []string{"ALTER TABLE a\n  RENAME b;"}},
		{Text: "make posts.body required", Data: "checked", Reason: "stops if a row has no body; body becomes trim(body)", SQL: []string{"UPDATE c;", "ALTER d;"}},
		{Text: "drop column posts.views", Data: "lost", Reason: "the values of posts.views are lost", SQL: []string{"ALTER e;"}},
	},
	Actions: []generator.Action{
		{Verb: generator.Create, Path: "db/migrations/1_x.sql"},
		{Verb: generator.Merge, Path: "web/article.go", From: "web/post.go"},
		{Verb: generator.Update, Path: "web/list.go"},
		{Verb: generator.Remove, Path: "web/page.go"},
	},
	Templates: []string{"web/list.go"},
	Routes:    []generator.Route{{Method: "GET", Path: "/posts"}, {Method: "GET", Path: "/posts/new"}, {Method: "GET", Path: "/posts/{id}"}},
	API:       []generator.APIChange{{Text: "post.rating: new, optional"}, {Text: "post.views: gone", Breaking: true}, {Text: "tag: new"}},
	Notes:     []string{"take note"},
}

const renamedList = `         sql  rename column posts.title to headline
         sql  make posts.body required
         sql  drop column posts.views
        lost  the values of posts.views are lost
      create  db/migrations/1_x.sql
       merge  web/article.go (was web/post.go)
      update  web/list.go
      remove  web/page.go
       route  /posts
`

const renamedSections = `Schema, loses data:
         sql  rename column posts.title to headline
              ALTER TABLE a
                RENAME b;

         sql  make posts.body required
     checked  stops if a row has no body
              body becomes trim(body)
              UPDATE c;
              ALTER d;

         sql  drop column posts.views
        lost  the values of posts.views are lost
              ALTER e;

API, breaks clients:
  post.views: gone

API:
  post.rating: new, optional
  tag: new

Files:
      create  db/migrations/1_x.sql
       merge  web/article.go (was web/post.go)
      remove  web/page.go

Files that this version of gen emits differently:
      update  web/list.go

New URLs:
       route  /posts
`

const renamedLosses = `         sql  drop column posts.views
        lost  the values of posts.views are lost
      remove  web/page.go
`

func TestPlan(t *testing.T) {
	skips := &generator.Plan{Actions: []generator.Action{{Verb: generator.Skip, Path: "a.go"}}}
	for _, test := range []struct {
		name  string
		print func(*output)
		want  string
	}{
		{"a run is a list", func(o *output) { o.plan(renamed, false) }, renamedList},
		{"a plan has sections", func(o *output) { o.plan(renamed, true) }, renamedSections},
		{"what would be lost", func(o *output) { o.losses(renamed) }, renamedLosses},
		{"an empty run", func(o *output) { o.plan(&generator.Plan{}, false) }, "nothing to do\n"},
		{"an empty plan", func(o *output) { o.plan(&generator.Plan{}, true) }, "nothing to do\n"},
		{"files that stay", func(o *output) { o.plan(skips, false) }, "        skip  a.go\nnothing to do\n"},
	} {
		var stdout bytes.Buffer
		out := newOutput(&stdout, new(bytes.Buffer))
		test.print(out)
		out.end(0)
		if stdout.String() != test.want {
			t.Errorf("%s:\ngot:\n%s\nwant:\n%s", test.name, &stdout, test.want)
		}
	}
}

// On a terminal, where stdout and stderr are one, a message comes after what
// was printed before it, and the next commands come last.
func TestOrderOfOutput(t *testing.T) {
	var both bytes.Buffer
	out := newOutput(&both, &both)
	out.next("gen apply")
	out.plan(renamed, false)
	out.problems(generator.Problems{{Kind: generator.Conflict, Path: "web/article.go", Line: 3, Message: "a conflict"}})
	out.end(4)
	const want = renamedList + `gen: note: take note
gen: error: web/article.go:3: a conflict

Next:
  gen apply
`
	if both.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &both, want)
	}
}

func TestSafety(t *testing.T) {
	for data, want := range map[string]string{
		"kept":                   "all data stays",
		"kept kept":              "all data stays",
		"checked kept":           "data is checked first",
		"kept lost checked kept": "loses data",
	} {
		var changes []generator.Change
		for _, word := range strings.Fields(data) {
			changes = append(changes, generator.Change{Data: word})
		}
		if got := safety(changes); got != want {
			t.Errorf("%s: %q, want %q", data, got, want)
		}
	}
}

func TestDiffs(t *testing.T) {
	actions := []generator.Action{
		{Verb: generator.Update, Path: "a.go", Old: []byte("one\ntwo\n"), New: []byte("one\n2\n")},
		{Verb: generator.Skip, Path: "skipped.go", Old: []byte("old\n")},
		{Verb: generator.Identical, Path: "same.go", Old: []byte("old\n"), New: []byte("old\n")},
		{Verb: generator.Remove, Path: "gone.go", Old: []byte("gone\n")},
		{Verb: generator.Merge, Path: "new.go", From: "old.go", Old: []byte("x\n"), New: []byte("y\n")},
		{Verb: generator.Update, Path: "moved.go", From: "was.go", Old: []byte("x\n"), New: []byte("x\n")},
	}
	var stdout bytes.Buffer
	out := newOutput(&stdout, new(bytes.Buffer))
	out.diffs(actions)
	out.end(0)
	for _, want := range []string{
		"\n--- a/a.go\n+++ b/a.go\n@@ -1,2 +1,2 @@\n one\n-two\n+2\n",
		"\n--- a/gone.go\n+++ /dev/null\n@@ -1 +0,0 @@\n-gone\n",
		"\ndiff --git a/old.go b/new.go\nrename from old.go\nrename to new.go\n--- a/old.go\n+++ b/new.go\n",
		"\ndiff --git a/was.go b/moved.go\nrename from was.go\nrename to moved.go\n",
	} {
		if !strings.Contains(stdout.String(), want) {
			t.Errorf("no %q in:\n%s", want, &stdout)
		}
	}
	for _, unwanted := range []string{"skipped.go", "same.go", "a/new.go"} {
		if strings.Contains(stdout.String(), unwanted) {
			t.Errorf("%q in:\n%s", unwanted, &stdout)
		}
	}
}

func TestDiffColours(t *testing.T) {
	for line, want := range map[string]string{
		"+++ b/a.go": bold, "--- a/a.go": bold, "diff --git a/b b/b": bold,
		"@@ -1 +1 @@": cyan, "+added": green, "-removed": red, " same": "", "": "",
	} {
		if got := diffColour(line); got != want {
			t.Errorf("%q: colour %q, want %q", line, got, want)
		}
	}
}

// Only what was written and left conflicts is told as a run that was done.
func TestMarks(t *testing.T) {
	conflict := generator.Problem{Kind: generator.Conflict, Path: "a.go"}
	decision := generator.Problem{Kind: generator.Decision, Path: "b.go"}
	for _, test := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errors.New("disk full"), 0},
		{generator.Problems{conflict, conflict}, 2},
		{generator.Problems{conflict, decision}, 0},
	} {
		if got := len(marks(test.err)); got != test.want {
			t.Errorf("%v: %d marks, want %d", test.err, got, test.want)
		}
	}
}

func TestPlaces(t *testing.T) {
	var problems generator.Problems
	for i, path := range []string{"a.go", "b.go", "c.go", "d.go", "e.go"} {
		problems = append(problems, generator.Problem{Path: path, Line: i + 1})
	}
	for count, want := range map[int]string{
		1: "a.go:1",
		3: "a.go:1 b.go:2 c.go:3",
		5: "a.go:1 b.go:2 c.go:3 and 2 more",
	} {
		if got := places(problems[:count]); got != want {
			t.Errorf("%d places: %q, want %q", count, got, want)
		}
	}
}
