package generator

import (
	"bytes"
	"context"
	"maps"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/render"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
	"github.com/seed-b1203020/gen/generator/tree"
)

// A history is an application that is emitted again and again.
type history struct {
	*cache // of this run
	folder memory
	lock   *lock
	before map[string]string // sources of the last run, by path
	now    map[string]string // sources of this run, by path
	texts  map[string]string // what was emitted of Go files

	kept, formatted int // resources and texts that were taken over
}

// Whatever changes in a definition, and whatever happens to the files in the
// meantime: what is taken over is what would have been made.
func TestTakenOverIsMade(t *testing.T) {
	kept, formatted := 0, 0
	for seed := range int64(30) {
		random := rand.New(rand.NewSource(seed))
		h := &history{folder: memory{}, lock: new(lock)}
		definition := schematest.Random(random)
		for range 4 {
			h.emit(t, definition)
			h.damage(random)
			definition = changed(random, definition)
		}
		kept, formatted = kept+h.kept, formatted+h.formatted
	}
	if kept < 30 || formatted < 1000 {
		t.Errorf("only %d resources and %d texts were taken over", kept, formatted)
	}
}

// emit renders the definition with and without the texts of the last run,
// compares file by file, and leaves what a run leaves.
func (h *history) emit(t *testing.T, definition []byte) {
	t.Helper()
	app, err := schema.Parse(definitionPath, definition)
	if err != nil {
		t.Fatal(err)
	}
	if h.cache, err = newCache(&input{disk: newDisk(h.folder), lock: h.lock}); err != nil {
		t.Fatal(err)
	}
	h.now = make(map[string]string)
	wanted := render.Input{App: app, Tables: diff.Initial(app)}
	given := wanted
	given.Cache = h
	want, got := rendered(t, wanted), rendered(t, given)
	for i, f := range want {
		if got[i].Path != f.Path || !bytes.Equal(got[i].Data, f.Data) {
			t.Fatalf("%s: got %s\n%s\nwant\n%s\ndefinition\n%s", f.Path, got[i].Path, got[i].Data, f.Data, definition)
		}
	}
	for path, source := range h.now {
		h.check(t, path, source)
	}
	h.leave(t, want)
	h.before = h.now
}

func (h *history) Kept(resource string, paths []string, print func(saw []string) string) [][]byte {
	texts := h.cache.Kept(resource, paths, print)
	if texts != nil {
		h.kept++
		for _, path := range paths { // which have the sources that they had
			if source, isGo := h.before[path]; isGo {
				h.now[path] = source
			}
		}
	}
	return texts
}

func (h *history) Formatted(path string, source []byte) []byte {
	h.now[path] = string(source)
	text := h.cache.Formatted(path, source)
	if text != nil {
		h.formatted++
	}
	return text
}

// check holds that a text is taken over exactly if it is of the same source and
// still there.
func (h *history) check(t *testing.T, path, source string) {
	t.Helper()
	was, _ := h.lock.file(path)
	at := path
	if was.Owner == tree.Yours {
		at = baseDir + path
	}
	last, emitted := h.texts[path]
	want := emitted && h.before[path] == source && string(plain([]byte(h.folder[at]))) == last
	if text := h.cache.Formatted(path, []byte(source)); (text != nil) != want {
		t.Errorf("%s: taken over: %t, want %t", path, text != nil, want)
	}
}

func rendered(t *testing.T, in render.Input) []tree.File {
	t.Helper()
	files, err := render.App(in)
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// leave puts the files, their bases and the lock where a run puts them.
func (h *history) leave(t *testing.T, files []tree.File) {
	t.Helper()
	h.folder, h.lock, h.texts = memory{}, new(lock), make(map[string]string)
	for _, f := range files {
		h.lock.Files = append(h.lock.Files, emitted{Path: f.Path, Owner: f.Owner, Sum: tree.Sum(f.Data)})
		h.folder[f.Path], h.texts[f.Path] = string(f.Data), string(f.Data)
		if f.Owner == tree.Yours {
			h.folder[baseDir+f.Path] = string(f.Data)
		}
	}
	h.record(h.lock)
	var err error
	if h.lock.Templates, err = templatesSum(); err != nil {
		t.Fatal(err)
	}
	h.lock.sort()
	if h.lock, err = decodeLock(h.lock.encode()); err != nil {
		t.Fatal(err)
	}
}

// damage edits, deletes and converts some of the files and bases, every other
// time.
func (h *history) damage(random *rand.Rand) {
	if random.Intn(2) == 0 {
		return
	}
	for _, path := range slices.Sorted(maps.Keys(h.folder)) {
		switch random.Intn(12) {
		case 0:
			h.folder[path] += "\n"
		case 1:
			delete(h.folder, path)
		case 2:
			h.folder[path] = windows(h.folder[path])
		}
	}
}

// changed is the definition with a field more, less or of another name, as far
// as that can be; or another one.
func changed(random *rand.Rand, definition []byte) []byte {
	app, err := schema.Parse(definitionPath, definition)
	if err != nil {
		return schematest.Random(random)
	}
	r := app.Resources[random.Intn(len(app.Resources))]
	f := r.Fields[random.Intn(len(r.Fields))]
	var next []byte
	switch random.Intn(5) {
	case 0:
		r.NoAPI, r.NoHTML, r.ByUUID = random.Intn(3) == 0, random.Intn(3) == 0, random.Intn(3) == 0
		next = schema.Marshal(app)
	case 1:
		next, err = schema.RemoveField(definition, r.Name, f.Name)
	case 2:
		next, err = schema.RenameField(definition, r.Name, f.Name, "other_"+f.Name)
	case 3:
		more := schematest.Field(random, "more_"+f.Name, []string{app.Resources[0].Name})
		next, err = schema.AddFields(definitionPath, definition, r.Name, []field.Field{more})
	default:
		return schematest.Random(random)
	}
	if err == nil {
		_, err = schema.Parse(definitionPath, next)
	}
	if err != nil {
		return schematest.Random(random)
	}
	return next
}

// What is made again is a resource that changed, and those that look at it.
func TestKeptResources(t *testing.T) {
	const definition = `app: blog
resources:
  user: {fields: {name: string, email: email}}
  post: {fields: {title: string, author: references:user, tags: many:tag}}
  comment: {fields: {body: text, post: references}}
  tag: {fields: {name: string}}
  page: {fields: {title: string}}
`
	for _, test := range []struct {
		name, old, new string
		want           []string // resources that are kept
	}{
		{"nothing", "", "", []string{"user", "post", "comment", "tag", "page"}},
		{"another version of gen.yaml", "app: blog", "# Mine.\napp: blog", []string{"user", "post", "comment", "tag", "page"}},
		{"alone", "page: {fields: {title: string", "page: {fields: {title: string:100", []string{"user", "post", "comment", "tag"}},
		{"child", "body: text", "body: text:optional", []string{"user", "tag", "page"}},
		{"parent", "email: email", "mail: email", []string{"comment", "tag", "page"}},
		{"outside of the application's outline", "page: {fields", "page: {html: false, fields", []string{"user", "post", "comment", "tag"}},
		{"outline", "page:", "sheet:", nil},
		{"module", "app: blog", "app: blog\nmodule: example.com/blog", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			h := &history{folder: memory{}, lock: new(lock)}
			h.emit(t, []byte(definition))
			h.emit(t, []byte(strings.Replace(definition, test.old, test.new, 1)))
			var kept []string
			for _, m := range h.made {
				if len(m.paths) > 0 && h.cache.kept[m.paths[0]] {
					kept = append(kept, m.Resource)
				}
			}
			if !slices.Equal(kept, test.want) {
				t.Errorf("kept %q, want %q", kept, test.want)
			}
		})
	}
}

// Nothing is taken over of a gen with other templates or another gofmt, and
// nothing whose sum in gen.lock is no longer that of the source.
func TestNotTakenOver(t *testing.T) {
	const source, text = "package  a\n", "package a\n"
	templates, err := templatesSum()
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		name   string
		there  string
		change func(*lock)
		want   bool
	}{
		{"same", text, func(*lock) {}, true},
		{"other templates", text, func(l *lock) { l.Templates = "sha256:00" }, false},
		{"unknown templates", text, func(l *lock) { l.Templates = "" }, false},
		{"other source", text, func(l *lock) { l.Files[0].Source = sourceSum(tree.Sum([]byte("package b\n")), l.Files[0].Sum) }, false},
		{"unknown source", text, func(l *lock) { l.Files[0].Source = "" }, false},
		{"text of another source", "package c\n", func(l *lock) { l.Files[0].Sum = tree.Sum([]byte("package c\n")) }, false},
		{"another file", text, func(l *lock) { l.Files[0].Path = "b.go" }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			sum := tree.Sum([]byte(text))
			l := &lock{Templates: templates, Files: []emitted{
				{Path: "a.go", Owner: tree.Gen, Sum: sum, Source: sourceSum(tree.Sum([]byte(source)), sum)},
			}}
			test.change(l)
			s, err := newCache(&input{disk: newDisk(memory{"a.go": test.there}), lock: l})
			if err != nil {
				t.Fatal(err)
			}
			if got := s.Formatted("a.go", []byte(source)); (string(got) == text) != test.want || (got == nil) == test.want {
				t.Errorf("got %q", got)
			}
		})
	}
}

// A whole run takes texts over: one that gen.lock ties to what the template
// makes counts as gen's, whatever it is.
func TestRunTakesOver(t *testing.T) {
	const path, definition = "web/home.go", "app: blog\nresources:\n  post:\n    fields:\n      title: string\n      body: text:optional\n"
	dir := newBlog(t)
	app, err := schema.Parse(definitionPath, []byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	l, err := decodeLock([]byte(readFile(t, dir, lockPath)))
	if err != nil {
		t.Fatal(err)
	}
	text := readFile(t, dir, path) + "\n// Told apart.\n"
	write(t, dir, path, text)
	write(t, dir, baseDir+path, text)
	at := slices.IndexFunc(l.Files, func(f emitted) bool { return f.Path == path })
	c := &cache{disk: newDisk(vacant{}), old: new(lock), sources: make(map[string]string)}
	rendered(t, render.Input{App: app, Tables: diff.Initial(app), Cache: c})
	l.Files[at].Sum = tree.Sum([]byte(text))
	l.Files[at].Source = sourceSum(c.sources[path], l.Files[at].Sum)
	write(t, dir, lockPath, string(l.encode()))
	write(t, dir, definitionPath, definition)
	plan, err := Apply(context.Background(), dir, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if got := said(plan.Actions); slices.Contains(got, "update "+path) || !slices.Contains(got, "update web/post_form.go") {
		t.Errorf("actions: %q", got)
	}
}
