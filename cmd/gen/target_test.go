package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestParseTarget(t *testing.T) {
	for word, want := range map[string]target{
		"post":       {"post", ""},
		"post.title": {"post", "title"},
	} {
		got, err := parseTarget(word)
		if err != nil || got != want || got.String() != word {
			t.Errorf("%q: %+v, %v", word, got, err)
		}
	}
	for _, word := range []string{"", ".", "post.", ".title", "post.title.x"} {
		if got, err := parseTarget(word); err == nil {
			t.Errorf("%q is taken for %+v", word, got)
		}
	}
}

func TestNewName(t *testing.T) {
	field, resource := target{"post", "title"}, target{"post", ""}
	for _, test := range []struct {
		old      target
		to, want string
	}{
		{field, "headline", "headline"},
		{field, "post.headline", "headline"},
		{resource, "article", "article"},
	} {
		if got, err := newName(test.old, test.to); err != nil || got != test.want {
			t.Errorf("%s to %s: %q, %v", test.old, test.to, got, err)
		}
	}
	for _, test := range []struct {
		old target
		to  string
	}{
		{field, "page.title"}, {resource, "post.article"},
	} {
		if got, err := newName(test.old, test.to); err == nil {
			t.Errorf("%s to %s: %q", test.old, test.to, got)
		}
	}
}

// A file is named by its place as seen from the current folder, or by the path
// that gen prints.
func TestEmitted(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"main.go", "web/post.go", ".gen/base/web/deleted.go", ".gen/base/readme.md"} {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, test := range []struct{ here, name, want string }{
		{".", "web/post.go", "web/post.go"},
		{".", "./web/../web/post.go", "web/post.go"},
		{"web", "post.go", "web/post.go"},
		{"web", "web/post.go", "web/post.go"},
		{"web", "deleted.go", "web/deleted.go"},
		{"web", "web/deleted.go", "web/deleted.go"},
		{"web", "../main.go", "main.go"},
		{"web", "main.go", "main.go"},
		{"web", "readme.md", "readme.md"},
		{"web", "nothing.go", "web/nothing.go"},
		{"..", "main.go", "main.go"},
		{".", filepath.Join(dir, "web/post.go"), "web/post.go"},
	} {
		g := &global{dir: filepath.Join(dir, test.here)}
		if got, err := g.emitted(dir, test.name); err != nil || got != test.want {
			t.Errorf("%s in %s: %q, %v; want %q", test.name, test.here, got, err, test.want)
		}
	}
	for _, name := range []string{"", "../main.go", "/etc/passwd"} {
		if got, err := (&global{dir: dir}).emitted(dir, name); err == nil {
			t.Errorf("%q is %q", name, got)
		}
	}
}
