package generator

import (
	"context"
	"errors"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/tree"
)

// clash is a folder with a Go file in which both changed one function, and gen
// another one.
func clash() (folder memory, old *lock, now tree.File) {
	const base = "package web\n\nfunc a() int {\n\treturn 1\n}\n\nfunc b() int {\n\treturn 1\n}\n"
	folder = memory{
		"web/a.go":           strings.Replace(base, "return 1", "return 2", 1),
		baseDir + "web/a.go": base,
	}
	old = &lock{Gen: "v0.1.0", Files: []emitted{{Path: "web/a.go", Owner: tree.Yours, Sum: tree.Sum([]byte(base))}}}
	return folder, old, tree.File{Path: "web/a.go", Owner: tree.Yours, Data: []byte(strings.ReplaceAll(base, "return 1", "return 3"))}
}

func TestResolutions(t *testing.T) {
	for _, test := range []struct {
		resolution Resolution
		verb       string
		kinds      []Kind
		line       int
		want       []string // in the text
	}{
		{Stop, Conflicted, []Kind{Decision}, 4, nil},
		{Markers, Conflicted, []Kind{Conflict}, 4, []string{
			"<<<<<<< yours\n", "return 2", "||||||| emitted by gen v0.1.0\n", "return 1", "=======\n", "return 3", ">>>>>>> gen v0.3.0\n",
		}},
		{Mine, Merge, nil, 0, []string{"func a() int {\n\treturn 2\n", "func b() int {\n\treturn 3\n"}},
		{Generated, Merge, nil, 0, []string{"func a() int {\n\treturn 3\n", "func b() int {\n\treturn 3\n"}},
	} {
		t.Run(string(test.resolution), func(t *testing.T) {
			folder, old, now := clash()
			d := &decider{disk: newDisk(folder), old: old, resolution: test.resolution, version: "v0.3.0"}
			if err := d.emitted([]tree.File{now}); err != nil {
				t.Fatal(err)
			}
			if got := said(d.actions); !slices.Equal(got, []string{test.verb + " web/a.go"}) {
				t.Errorf("actions: %q", got)
			}
			var kinds []Kind
			for _, p := range d.conflicts {
				kinds = append(kinds, p.Kind)
				if p.Code != "GEN300" || p.Path != "web/a.go" || p.Line != test.line || !strings.Contains(p.Message, "a") || p.Hint == "" {
					t.Errorf("conflict: %+v", p)
				}
			}
			if !slices.Equal(kinds, test.kinds) {
				t.Errorf("kinds: %q, want %q", kinds, test.kinds)
			}
			text := string(d.actions[0].New)
			for _, want := range test.want {
				if !strings.Contains(text, want) {
					t.Errorf("no %q in:\n%s", want, text)
				}
			}
			if marked := pathsOf(d.marked); slices.Contains(marked, "web/a.go") != (test.resolution == Markers) {
				t.Errorf("listed in gen.lock: %q", marked)
			}
		})
	}
}

// While markers that gen wrote are there, a run stops before anything; once
// they are gone, what the user made of them is kept and merged as any edit is.
func TestMarkedFiles(t *testing.T) {
	folder, old, now := clash()
	d := &decider{disk: newDisk(folder), old: old, resolution: Markers}
	if err := d.emitted([]tree.File{now}); err != nil {
		t.Fatal(err)
	}
	folder.write(t, d.changes...)
	in := &input{disk: newDisk(folder), lock: &lock{Files: d.files, Conflicts: d.marked}}
	if err := in.checkMarked(); err == nil || !strings.HasPrefix(err.Error(), "web/a.go:4: conflict markers") {
		t.Errorf("with markers: %v", err)
	}
	resolved := strings.ReplaceAll(string(now.Data), "return 3", "return 2 + 3")
	folder["web/a.go"] = resolved
	in.disk = newDisk(folder)
	if err := in.checkMarked(); err != nil {
		t.Errorf("without: %v", err)
	}
	again := &decider{disk: newDisk(folder), old: in.lock}
	if err := again.emitted([]tree.File{now}); err != nil || len(again.changes) > 0 || len(again.marked) > 0 {
		t.Errorf("a run: %v %v %v", err, again.actions, again.marked)
	}
}

// A file without lines has no place for markers.
func TestMarkersNeedLines(t *testing.T) {
	folder, old, now := clash()
	folder["web/a.go"] = "\x00"
	d := &decider{disk: newDisk(folder), old: old, resolution: Markers}
	if err := d.emitted([]tree.File{now}); err != nil {
		t.Fatal(err)
	}
	if len(d.conflicts) != 1 || d.conflicts[0].Kind != Decision || len(d.marked) > 0 {
		t.Errorf("conflicts %+v, marked %v", d.conflicts, d.marked)
	}
}

// Without what was emitted last an edit cannot be told from gen's own text.
func TestLostBase(t *testing.T) {
	for name, lose := range map[string]func(memory){
		"deleted": func(m memory) { delete(m, baseDir+"web/a.go") },
		"changed": func(m memory) { m[baseDir+"web/a.go"] = "package web\n" },
	} {
		folder, old, now := clash()
		lose(folder)
		d := &decider{disk: newDisk(folder), old: old}
		err := d.emitted([]tree.File{now})
		if err == nil || len(d.problems) != 1 || d.problems[0].Code != "GEN321" {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestLineOf(t *testing.T) {
	const merged = "x\na\n<<<<<<< yours\nb\nc\n||||||| base\n=======\nd\n>>>>>>> gen\n"
	for _, test := range []struct {
		name, merged string
		marker       int
		yours        string
		want         int
	}{
		{"found", merged, 3, "a\nb\nc\n", 2},
		{"with other line ends", merged, 3, "\ufeffa\r\nb\r\nc\r\n", 2},
		{"elsewhere as part of a line", merged, 3, "ab\nb\nb\nc\n", 3},
		{"nothing of it", "<<<<<<< yours\n||||||| base\nb\n=======\nd\n>>>>>>> gen\n", 1, "a\n", 0},
		{"no line", "", 0, "a\n", 0},
	} {
		if got := lineOf([]byte(test.merged), test.marker, []byte(test.yours)); got != test.want {
			t.Errorf("%s: line %d, want %d", test.name, got, test.want)
		}
	}
}

// A conflict from its beginning to its end, in a whole application.
func TestConflictInAnApplication(t *testing.T) {
	ctx, dir := context.Background(), newBlog(t)
	const page = "web/templates/post/fields.html"
	mine := strings.Replace(readFile(t, dir, page), `$name "title"`, `$name "title" "mine"`, 1)
	write(t, dir, page, mine)
	definition := readFile(t, dir, definitionPath) + "      body: text:optional\n"
	write(t, dir, definitionPath, definition)
	lockText := readFile(t, dir, lockPath)

	options := testOptions()
	if _, err := Apply(ctx, dir, options); !hasCode(err, "GEN300") {
		t.Fatalf("apply: %v", err)
	}
	options.DryRun = true
	plan, err := Apply(ctx, dir, options)
	if !hasCode(err, "GEN300") || plan == nil || !slices.Contains(said(plan.Actions), "conflict "+page) || len(plan.Changes) != 1 {
		t.Fatalf("plan: %+v, %v", plan, err)
	}
	if readFile(t, dir, lockPath) != lockText || readFile(t, dir, page) != mine {
		t.Fatal("something was written")
	}

	options = testOptions()
	options.Conflicts = Markers
	plan, err = Apply(ctx, dir, options)
	problems, _ := errors.AsType[Problems](err)
	if len(problems) != 1 || problems[0].Kind != Conflict || problems[0].Path != page || plan.Migration == "" {
		t.Fatalf("markers: %+v, %v", plan, err)
	}
	text := readFile(t, dir, page)
	if line := conflictMarker([]byte(text)); line == 0 || line != problems[0].Line {
		t.Errorf("the marker is on line %d, not %d", line, problems[0].Line)
	}
	for name, err := range map[string]error{"check": Check(ctx, dir, testOptions()), "apply": errorOf(Apply(ctx, dir, options))} {
		if !hasCode(err, "GEN303") {
			t.Errorf("%s with markers: %v", name, err)
		}
	}

	write(t, dir, page, mineOnly(text))
	plan, err = Apply(ctx, dir, testOptions())
	if err != nil || !slices.Equal(said(plan.Actions), []string{"update gen.lock"}) {
		t.Errorf("resolved: %+v, %v", plan, err)
	}
	if err := Check(ctx, dir, testOptions()); err != nil {
		t.Errorf("check once resolved: %v", err)
	}
	if got := readFile(t, dir, page); !strings.Contains(got, `"title" "mine"`) || !strings.Contains(got, `name="body"`) {
		t.Errorf("resolved:\n%s", got)
	}
}

func errorOf(_ *Plan, err error) error { return err }

// mineOnly keeps the user's side of each conflict.
func mineOnly(text string) string {
	var kept strings.Builder
	isOther := false
	for line := range strings.Lines(text) {
		switch {
		case strings.HasPrefix(line, "|||||||"):
			isOther = true
		case strings.HasPrefix(line, ">>>>>>>"):
			isOther = false
		case strings.HasPrefix(line, "<<<<<<<"), isOther:
		default:
			kept.WriteString(line)
		}
	}
	return kept.String()
}
