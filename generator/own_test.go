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

// What gen does with a file that is the user's alone, and what it takes to
// bring it back.
func TestOwnedFiles(t *testing.T) {
	for _, test := range []struct {
		name       string
		owner      tree.Owner
		disk, now  string
		base       string
		restore    bool
		verb, code string
		after      string
	}{
		{name: "left alone", owner: tree.Yours, disk: editedText, now: changedText, base: emittedText, after: editedText},
		{name: "left alone with markers", owner: tree.Yours, disk: markedText, now: changedText, base: emittedText, after: markedText},
		{name: "left deleted", owner: tree.Yours, disk: absent, now: changedText, base: emittedText, after: absent},
		{name: "gone, as emitted", owner: tree.Yours, disk: emittedText, now: absent, base: emittedText, after: emittedText},
		{name: "gen's, left alone", owner: tree.Gen, disk: "mine\n", now: changedText, base: absent, after: "mine\n"},
		{name: "restored", owner: tree.Yours, disk: editedText, now: changedText, base: emittedText, restore: true, verb: Merge, after: mergedText},
		{name: "restored, unchanged", owner: tree.Yours, disk: editedText, now: emittedText, base: emittedText, restore: true, after: editedText},
		{name: "restored without a base", owner: tree.Yours, disk: editedText, now: changedText, base: absent, restore: true, code: "GEN321"},
		{name: "restored and deleted", owner: tree.Yours, disk: absent, now: changedText, base: emittedText, restore: true, verb: Create, after: changedText},
		{name: "gen's, restored", owner: tree.Gen, disk: "mine\n", now: changedText, base: absent, restore: true, verb: Update, after: changedText},
	} {
		t.Run(test.name, func(t *testing.T) {
			was := emitted{Path: "a.txt", Owner: tree.Yours, Sum: tree.Sum([]byte(emittedText)), Owned: true}
			folder := memory{"a.txt": test.disk, baseDir + "a.txt": test.base}
			for path, text := range folder {
				if text == absent {
					delete(folder, path)
				}
			}
			d := &decider{disk: newDisk(folder), old: &lock{Files: []emitted{was}}}
			var files []tree.File
			if test.now != absent {
				files = append(files, tree.File{Path: "a.txt", Owner: test.owner, Data: []byte(test.now)})
			}
			if test.restore {
				d.restore = "a.txt"
			}
			err := d.emitted(files)
			checkDecision(t, d, err, test.verb, test.code)
			if err != nil {
				return
			}
			folder.write(t, d.changes...)
			if got, ok := folder["a.txt"]; ok == (test.after == absent) || ok && got != test.after {
				t.Errorf("on disk: %q, want %q", got, test.after)
			}
			for _, f := range d.files {
				if f.Owned == test.restore || f.Owned && f != was {
					t.Errorf("gen.lock: %+v", f)
				}
			}
			if base, kept := folder[baseDir+"a.txt"]; !test.restore && test.now != absent && (kept != (test.base != absent) || kept && base != test.base) {
				t.Errorf("the base became %q", base)
			}
		})
	}
}

func TestRestoreRefuses(t *testing.T) {
	folder := memory{"a.txt": editedText, baseDir + "a.txt": emittedText}
	old := &lock{Files: []emitted{{Path: "a.txt", Owner: tree.Yours, Sum: tree.Sum([]byte(emittedText))}}}
	now := []tree.File{{Path: "a.txt", Owner: tree.Yours, Data: []byte(changedText)}}
	for path, code := range map[string]string{"a.txt": "GEN322", "b.txt": "GEN324"} {
		d := &decider{disk: newDisk(folder), old: old, restore: path}
		err := d.emitted(now)
		if err == nil || d.problems[0].Code != code || d.problems[0].Kind != Usage {
			t.Errorf("%s: %v", path, err)
		}
	}
}

func TestOwnRefuses(t *testing.T) {
	sample := sampleLock()
	sample.Gen = "dev"
	folder := memory{lockPath: string(sample.encode())}
	for _, test := range []struct{ path, code, hint string }{
		{"gen.yaml", "GEN323", ""},
		{"gen.lock", "GEN323", ""},
		{"gen.schema.json", "GEN323", ""},
		{"go.mod", "GEN323", ""},
		{".gen/base/README.md", "GEN323", ""},
		{first, "GEN323", ""},
		{"web/psot.go", "GEN324", `did you mean "web/post.go"?`},
		{"../post.go", "GEN324", ""},
	} {
		_, changes, err := planOwn(folder, test.path, testOptions())
		problem, ok := errors.AsType[Problem](err)
		if !ok || problem.Code != test.code || problem.Kind != Usage || len(changes) > 0 {
			t.Errorf("%s: %v", test.path, err)
		}
		if test.hint != "" && problem.Hint != test.hint || problem.Hint == "" {
			t.Errorf("%s: hint %q", test.path, problem.Hint)
		}
	}
	plan, changes, err := planOwn(folder, "web/post.go", testOptions())
	if err != nil || len(changes) > 0 || !plan.Empty() || len(plan.Notes) != 1 {
		t.Errorf("owned already: %+v, %v, %v", plan, changes, err)
	}
}

// A file of queries that the user took over is compiled as it is, and comes
// back as gen's.
func TestOwnAndRestore(t *testing.T) {
	ctx, dir := context.Background(), newBlog(t)
	const query = "db/queries/post.sql"
	emittedQueries := readFile(t, dir, query)
	mine := strings.Replace(emittedQueries, "\n", "\n-- name: MinePosts :one\nSELECT count(*) FROM \"posts\";\n\n", 1)
	write(t, dir, query, mine)
	if _, err := Apply(ctx, dir, testOptions()); !hasCode(err, "GEN301") {
		t.Fatalf("edited: %v", err)
	}
	plan, err := Own(ctx, dir, query, testOptions())
	if err != nil || plan.Empty() {
		t.Fatalf("own: %+v, %v", plan, err)
	}
	if _, err := Apply(ctx, dir, testOptions()); err != nil {
		t.Fatal(err)
	}
	if readFile(t, dir, query) != mine || !strings.Contains(readFile(t, dir, "store/post.sql.go"), "MinePosts") {
		t.Error("the owned queries were changed, or not compiled")
	}
	if err := Check(ctx, dir, testOptions()); err != nil {
		t.Errorf("check: %v", err)
	}
	if plan, err = Restore(ctx, dir, query, testOptions()); err != nil {
		t.Fatal(err)
	}
	if got := said(plan.Actions); !slices.Contains(got, "update "+query) {
		t.Errorf("restore: %q", got)
	}
	if readFile(t, dir, query) != emittedQueries || strings.Contains(readFile(t, dir, "store/post.sql.go"), "MinePosts") {
		t.Error("gen's queries are not back")
	}
}

// Markers in a file that the user takes over are the user's business.
func TestOwnEndsConflicts(t *testing.T) {
	l := sampleLock()
	l.Gen = "dev"
	l.Files = append(l.Files, emitted{Path: "README.md", Owner: tree.Yours, Sum: "sha256:56"})
	_, changes, err := planOwn(memory{lockPath: string(l.encode())}, "README.md", testOptions())
	if err != nil || len(changes) != 1 {
		t.Fatalf("%v, %v", changes, err)
	}
	after, err := decodeLock(changes[0].Data)
	if err != nil || len(after.Conflicts) > 0 {
		t.Errorf("%+v, %v", after, err)
	}
	if f, _ := after.file("README.md"); !f.Owned {
		t.Errorf("not owned: %+v", f)
	}
}

// A deleted file stays deleted until it is restored.
func TestRestoreDeleted(t *testing.T) {
	ctx, dir := context.Background(), newBlog(t)
	text := readFile(t, dir, "web/post.go")
	remove(t, dir, "web/post.go")
	options := testOptions()
	options.DryRun = true
	if plan, err := Restore(ctx, dir, "web/post.go", options); err != nil || !slices.Equal(said(plan.Actions), []string{"create web/post.go"}) {
		t.Errorf("planned: %+v, %v", plan, err)
	}
	if _, err := os.Stat(filepath.Join(dir, "web/post.go")); err == nil {
		t.Error("a plan wrote the file")
	}
	if _, err := Restore(ctx, dir, "web/post.go", testOptions()); err != nil || readFile(t, dir, "web/post.go") != text {
		t.Errorf("restored: %v", err)
	}
}

func readFile(t *testing.T, dir, path string) string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, path))
	if err != nil {
		t.Fatal(err)
	}
	return string(data)
}

func hasCode(err error, code string) bool {
	problems, ok := errors.AsType[Problems](err)
	return ok && slices.ContainsFunc(problems, func(p Problem) bool { return p.Code == code })
}
