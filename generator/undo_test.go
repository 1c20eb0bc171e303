package generator

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/tree"
)

func undone(t *testing.T, dir string, dryRun bool) (*Plan, error) {
	t.Helper()
	o := testOptions()
	o.DryRun = dryRun
	return Undo(context.Background(), dir, o)
}

// withBody gives the blog of newBlog one more field.
func withBody(t *testing.T, dir string) {
	t.Helper()
	write(t, dir, "gen.yaml", "app: blog\nresources:\n  post:\n    fields:\n      title: string\n      body: text:optional\n")
	if _, err := Apply(context.Background(), dir, testOptions()); err != nil {
		t.Fatal(err)
	}
}

// An edit that gen merged its change into is as it was, without the change.
func TestUndoOfAMerge(t *testing.T) {
	dir := newBlog(t)
	const page = "web/templates/post/show.html"
	mine := "<!-- mine -->\r\n" + readFile(t, dir, page)
	write(t, dir, page, mine)
	lock := readFile(t, dir, lockPath)
	withBody(t, dir)
	if merged := readFile(t, dir, page); merged == mine || !strings.HasPrefix(merged, "<!-- mine -->") {
		t.Fatalf("not merged: %q", merged)
	}

	plan, err := undone(t, dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if got := readFile(t, dir, page); got != mine {
		t.Errorf("%s is %q, want %q", page, got, mine)
	}
	if readFile(t, dir, lockPath) != lock {
		t.Error("gen.lock is not as it was")
	}
	if a := (Action{Verb: Update, Path: page}); !slices.ContainsFunc(plan.Actions, func(b Action) bool { return a.Verb == b.Verb && a.Path == b.Path }) {
		t.Errorf("no update of %s among %v", page, said(plan.Actions))
	}
	if len(plan.Notes) != 1 || !strings.Contains(plan.Notes[0], "_add_body_to_posts.sql") {
		t.Errorf("notes: %q", plan.Notes)
	}
}

// A run that was killed is completed first, and then taken back.
func TestUndoOfAnInterruptedRun(t *testing.T) {
	dir := newBlog(t)
	before := readFile(t, dir, "db/schema.sql")
	withBody(t, dir)
	journal := readFile(t, dir, ".gen/undo/journal")
	if err := os.Rename(filepath.Join(dir, ".gen/undo/journal"), filepath.Join(dir, ".gen/journal")); err != nil {
		t.Fatal(err)
	}
	var problems Problems
	if _, err := undone(t, dir, true); !errors.As(err, &problems) || problems[0].Code != "GEN310" {
		t.Errorf("a dry run says %v, want GEN310", err)
	}
	if readFile(t, dir, ".gen/journal") != journal {
		t.Error("a dry run completed the run")
	}
	plan, err := undone(t, dir, false)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(plan.Notes[0], "completed an interrupted run first") {
		t.Errorf("notes: %q", plan.Notes)
	}
	if readFile(t, dir, "db/schema.sql") != before {
		t.Error("db/schema.sql is not as it was")
	}
}

func TestUndoStops(t *testing.T) {
	for _, test := range []struct {
		name, code string
		kind       Kind
		before     func(t *testing.T, dir string)
	}{
		{"at changes", "GEN340", Decision, func(t *testing.T, dir string) { withBody(t, dir); write(t, dir, "db/schema.sql", "") }},
		{"at deleted files", "GEN340", Decision, func(t *testing.T, dir string) { withBody(t, dir); remove(t, dir, "db/schema.sql") }},
		{"at damage", "GEN341", Failure, func(t *testing.T, dir string) { withBody(t, dir); write(t, dir, ".gen/undo/journal", "gen undo 1 ") }},
		{"at the first run", "GEN342", Decision, func(t *testing.T, dir string) {
			if err := os.RemoveAll(dir); err != nil {
				t.Fatal(err)
			}
			if _, err := New(context.Background(), dir, Start{Name: "blog"}, testOptions()); err != nil {
				t.Fatal(err)
			}
		}},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := newBlog(t)
			test.before(t, dir)
			_, err := undone(t, dir, false)
			var problems Problems
			if !errors.As(err, &problems) || problems[0].Code != test.code || problems[0].Kind != test.kind || problems[0].Hint == "" {
				t.Errorf("got %+v, want %s, a %s with a hint", err, test.code, test.kind)
			}
		})
	}
}

// Each file that a change is about has one action; gen's own state has one only
// if there is nothing else.
func TestPlanUndo(t *testing.T) {
	const was = "sha256:aa"
	lock := tree.Change{Path: lockPath, Was: was, Data: []byte("lock")}
	for _, test := range []struct {
		name    string
		changes []tree.Change
		want    []string
	}{
		{"nothing", nil, nil},
		{"one of each", []tree.Change{
			{Path: "a", Was: was, Remove: true}, {Path: "b", Data: []byte("b")}, {Path: "c", Was: was, Data: []byte("c")},
			{Path: ".gen/base/c", Was: was, Data: []byte("c")}, lock,
		}, []string{"remove a", "create b", "update c"}},
		{"state only", []tree.Change{{Path: ".gen/base/c", Was: was, Data: []byte("c")}, lock}, []string{"update gen.lock"}},
	} {
		plan, err := planUndo("blog", test.changes)
		if got := said(plan.Actions); err != nil || !slices.Equal(got, test.want) {
			t.Errorf("%s: %q, %v, want %q", test.name, got, err, test.want)
		}
	}
}
