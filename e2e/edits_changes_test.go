package e2e

import (
	"fmt"
	"math/rand"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const editedBlog = `app: blog
module: blog
database: sqlite

resources:
  author:
    fields:
      name: string:80
  post:
    order: -published_at
    fields:
      title: string:120
      body: text
      status: enum:draft:published:default=draft
      views: int:optional
      published_at: timestamp:optional
      author: references:optional:nullify
  comment:
    fields:
      post: references:cascade
      text: text
`

// A schemaChange is one of the changes of editedBlog that are tried, alone and
// together.
type schemaChange struct {
	name  string
	apply func(definition string) string
	flag  string
}

func replaced(old, new string) func(string) string {
	return func(definition string) string { return strings.Replace(definition, old, new, 1) }
}

var schemaChanges = []schemaChange{
	{"add a field", replaced("      body: text\n", "      body: text\n      subtitle: string:80:optional\n"), ""},
	{"add a required field", replaced("      name: string:80\n", "      name: string:80\n      email: {type: email, backfill: a@example.com}\n"), ""},
	{"rename a field", replaced("      title: string:120\n", "      headline: {type: string, max: 120, was: title}\n"), ""},
	{"rename another", replaced("      text: text\n", "      message: {type: text, was: text}\n"), ""},
	{"drop a field", replaced("      views: int:optional\n", ""), "--allow-drop=post.views"},
	{"change a type", replaced("      views: int:optional\n", "      views: string:40:optional\n"), ""},
	{"change values", replaced("draft:published:default", "draft:live:archived:default"), ""},
	{"make it optional", replaced("      body: text\n", "      body: text:optional\n"), ""},
	{"change what deleting does", replaced("post: references:cascade", "post: references:restrict"), ""},
	{"add a resource", func(d string) string { return d + "  tag:\n    fields:\n      name: string:40:unique\n" }, ""},
	{"rename a resource", func(d string) string {
		d = strings.Replace(d, "  comment:\n", "  remark:\n    was: comment\n", 1)
		return d
	}, ""},
	{"rename the parent", func(d string) string {
		d = strings.Replace(d, "  post:\n    order", "  article:\n    was: post\n    order", 1)
		return strings.Replace(d, "      post: references", "      article: references", 1)
	}, ""},
	{"change the order", replaced("order: -published_at", "order: title"), ""},
}

// randomChanges applies one to three changes, and gives the flags that they need.
func randomChanges(random *rand.Rand) (definition string, names, flags []string) {
	definition = editedBlog
	for _, i := range random.Perm(len(schemaChanges))[:1+random.Intn(3)] {
		c := schemaChanges[i]
		next := c.apply(definition)
		if next == definition {
			continue
		}
		definition = next
		names = append(names, c.name)
		if c.flag != "" {
			flags = append(flags, c.flag)
		}
	}
	if strings.Contains(definition, "headline") {
		definition = strings.Replace(definition, "order: title", "order: headline", 1)
	}
	if strings.Contains(definition, "  article:") {
		for i := range flags {
			flags[i] = strings.Replace(flags[i], "post.", "article.", 1)
		}
	}
	return definition, names, flags
}

// TestEditsSurviveChanges makes random edits in an application and then random
// changes of its definition. Each edit is there afterwards or, where the run
// stops for a conflict, nothing was written; with markers it is there as well.
// What merged without a conflict compiles.
//
// A conflict is false where git merges the same three texts without one.
func TestEditsSurviveChanges(t *testing.T) {
	original := newApp(t, "sqlite", editedBlog)
	count := map[string]int{}
	for i := range *definitions * 4 {
		seed := *seed + int64(i)
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			random := rand.New(rand.NewSource(seed))
			e := &editor{t: t, random: random, app: copyApp(t, original)}
			e.edit(2 + random.Intn(6))
			definition, names, flags := randomChanges(random)
			t.Cleanup(func() {
				if t.Failed() {
					t.Logf("%s\nedits: %s\nchanges: %s", e.app, strings.Join(e.log, ", "), strings.Join(names, ", "))
				}
			})
			write(t, filepath.Join(e.app, "gen.yaml"), definition)
			before := snapshot(t, e.app)
			args := append([]string{"apply", "-q"}, flags...)
			out, code := run(t, e.app, gen, args...)
			count["runs"]++
			count["hunks"] += len(e.marks)
			switch code {
			case 0:
				count["merged"]++
			case 3:
				wantSame(t, before, snapshot(t, e.app))
				count["conflicts"]++
				count["false conflicts"] += e.falseConflicts(original, definition, args, out)
				want(t, 4, e.app, gen, append(args, "--conflicts=markers")...)
			default:
				t.Fatalf("exit code %d\n%s", code, out)
			}
			lost := e.lost()
			count["hunks kept"] += len(e.marks) - len(lost)
			if len(lost) > 0 {
				t.Errorf("lost: %v", lost)
			}
			if code == 0 {
				want(t, 0, e.app, "go", "vet", "./web", ".")
				want(t, 0, e.app, gen, "check")
			}
		})
	}
	t.Logf("%d runs with %d hunks of a person's: %d kept; %d runs merged and compile, %d had a conflict, of which git would have merged %d",
		count["runs"], count["hunks"], count["hunks kept"], count["merged"], count["conflicts"], count["false conflicts"])
}

// falseConflicts counts the files that out names although git merges them: the
// text that gen wants is that of an application without edits.
func (e *editor) falseConflicts(original, definition string, args []string, out string) int {
	e.t.Helper()
	pristine := copyApp(e.t, original)
	write(e.t, filepath.Join(pristine, "gen.yaml"), definition)
	want(e.t, 0, pristine, gen, args...)
	count := 0
	for _, path := range yours(e.t, e.app) {
		generated := filepath.Join(pristine, path)
		if _, err := os.Stat(generated); err != nil || !strings.Contains(out, path+":") {
			continue
		}
		if _, code := run(e.t, e.app, "git", "merge-file", "-p", path, filepath.Join(".gen/base", path), generated); code == 0 {
			count++
			e.t.Logf("git merges %s\n%s", path, out)
		}
	}
	return count
}

// copyApp is a copy of an application.
func copyApp(t *testing.T, app string) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blog")
	if err := os.CopyFS(dir, os.DirFS(app)); err != nil {
		t.Fatal(err)
	}
	return dir
}

// TestSchemaChangesAreDistinct holds the list of changes together with the
// definition that they change.
func TestSchemaChangesAreDistinct(t *testing.T) {
	var results []string
	for _, c := range schemaChanges {
		result := c.apply(editedBlog)
		if result == editedBlog || slices.Contains(results, result) {
			t.Errorf("%s changes nothing, or the same as another one", c.name)
		}
		results = append(results, result)
	}
}
