package generator

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/sqlc"
	"github.com/seed-b1203020/gen/generator/tree"
)

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == sqlc.Command {
		os.Exit(sqlc.Main(os.Args[2:]))
	}
	os.Exit(m.Run())
}

func testOptions() Options {
	return Options{Version: "dev", Build: "one", Now: time.Date(2026, 1, 1, 0, 0, 0, 0, time.UTC)}
}

// newBlog makes an application with a resource and a query of the user's own.
func newBlog(t *testing.T) string {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "blog")
	definition := "app: blog\nresources:\n  post:\n    fields:\n      title: string\n"
	if _, err := New(context.Background(), dir, Start{Name: "blog", Definition: []byte(definition)}, testOptions()); err != nil {
		t.Fatal(err)
	}
	write(t, dir, "db/queries/mine.sql", "-- name: TallyPosts :one\nSELECT count(*) FROM \"posts\";\n")
	if _, err := Apply(context.Background(), dir, testOptions()); err != nil {
		t.Fatal(err)
	}
	return dir
}

func write(t *testing.T, dir, path, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, path), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func remove(t *testing.T, dir, path string) {
	t.Helper()
	if err := os.Remove(filepath.Join(dir, path)); err != nil {
		t.Fatal(err)
	}
}

// A run that has the same inputs and finds its outputs does nothing more, and
// everything that could make it do something is noticed.
func TestUnchanged(t *testing.T) {
	none := func(*testing.T, string, *Options) {}
	for _, test := range []struct {
		name   string
		change func(t *testing.T, dir string, o *Options)
		want   bool
	}{
		{"nothing", none, true},
		{"another gen", func(_ *testing.T, _ string, o *Options) { o.Build = "two" }, false},
		{"a gen that does not know itself", func(_ *testing.T, _ string, o *Options) { o.Build = "" }, false},
		{"the definition", func(t *testing.T, dir string, _ *Options) {
			write(t, dir, "gen.yaml", "app: blog\nresources: {}\n")
		}, false},
		{"an edit of the definition", func(_ *testing.T, _ string, o *Options) {
			o.Edit = func(text []byte) ([]byte, error) { return append(text, "# more\n"...), nil }
		}, false},
		{"a query of one's own", func(t *testing.T, dir string, _ *Options) { write(t, dir, "db/queries/mine.sql", "-- none\n") }, false},
		{"one more query", func(t *testing.T, dir string, _ *Options) { write(t, dir, "db/queries/more.sql", "-- none\n") }, false},
		{"go.mod", func(t *testing.T, dir string, _ *Options) { write(t, dir, "go.mod", "module blog\n") }, false},
		{"go.sum", func(t *testing.T, dir string, _ *Options) { write(t, dir, "go.sum", "") }, false},
		{"a generated file, edited", func(t *testing.T, dir string, _ *Options) { write(t, dir, "db/schema.sql", "") }, false},
		{"a generated file, with other line ends", func(t *testing.T, dir string, _ *Options) {
			write(t, dir, "db/schema.sql", windows(readFile(t, dir, "db/schema.sql")))
		}, true},
		{"a file of yours alone, edited", func(t *testing.T, dir string, _ *Options) {
			if _, err := Own(context.Background(), dir, "store/db.go", testOptions()); err != nil {
				t.Error(err)
			}
			write(t, dir, "store/db.go", "package store\n")
		}, true},
		{"a file to restore", func(_ *testing.T, _ string, o *Options) { o.restore = "web/post.go" }, false},
		{"a generated file, deleted", func(t *testing.T, dir string, _ *Options) { remove(t, dir, "store/db.go") }, false},
		{"a file of yours, edited", func(t *testing.T, dir string, _ *Options) { write(t, dir, "web/post.go", "package web\n") }, true},
		{"a file of yours, deleted", func(t *testing.T, dir string, _ *Options) { remove(t, dir, "web/post.go") }, true},
		{"a file of yours, with conflict markers", func(t *testing.T, dir string, _ *Options) {
			write(t, dir, "web/post.go", "<<<<<<< a\n=======\n>>>>>>> b\n")
		}, false},
		{"a base, deleted", func(t *testing.T, dir string, _ *Options) { remove(t, dir, ".gen/base/web/post.go") }, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir, options := newBlog(t), testOptions()
			test.change(t, dir, &options)
			folder, err := tree.Open(dir)
			if err != nil {
				t.Fatal(err)
			}
			defer folder.Close()
			in, err := read(folder, options)
			if err != nil {
				t.Fatal(err)
			}
			if got, err := in.unchanged(); got != test.want || err != nil {
				t.Errorf("unchanged: %v, %v", got, err)
			}
		})
	}
}

// A base that was lost is put back, so that the next merge has it.
func TestLostBaseIsRestored(t *testing.T) {
	dir := newBlog(t)
	remove(t, dir, ".gen/base/web/post.go")
	plan, err := Apply(context.Background(), dir, testOptions())
	if err != nil {
		t.Fatal(err)
	}
	if plan.Empty() {
		t.Error("said to have nothing to do")
	}
	if _, err := os.Stat(filepath.Join(dir, ".gen/base/web/post.go")); err != nil {
		t.Error(err)
	}
	if again, err := Apply(context.Background(), dir, testOptions()); err != nil || !again.Empty() {
		t.Errorf("a second run: %+v, %v", again, err)
	}
}

// What is saved while gen is at work is not overwritten.
func TestSavedInTheMeantime(t *testing.T) {
	dir := newBlog(t)
	options := testOptions()
	options.Edit = func(text []byte) ([]byte, error) {
		write(t, dir, "gen.yaml", "app: blog # saved by an editor\n")
		f, err := field.ParseField("body:text:optional")
		if err != nil {
			return nil, err
		}
		return schema.AddFields("gen.yaml", text, "post", []field.Field{f})
	}
	_, err := Apply(context.Background(), dir, options)
	problems, ok := errors.AsType[Problems](err)
	if !ok || problems[0].Code != "GEN311" || !strings.Contains(problems[0].Message, "gen.yaml") {
		t.Errorf("got %v", err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "gen.yaml"))
	if err != nil || string(data) != "app: blog # saved by an editor\n" {
		t.Errorf("gen.yaml: %q, %v", data, err)
	}
	migrations, err := filepath.Glob(filepath.Join(dir, "db/migrations/*.sql"))
	if err != nil || len(migrations) != 1 {
		t.Errorf("migrations: %v, %v", migrations, err)
	}
}

// The same definition at the same time gives the same bytes.
func TestNewIsReproducible(t *testing.T) {
	a, b := newBlog(t), newBlog(t)
	err := filepath.WalkDir(a, func(path string, e os.DirEntry, err error) error {
		rel, _ := filepath.Rel(a, path)
		if err != nil || e.IsDir() || strings.HasPrefix(filepath.ToSlash(rel), ".gen/undo/") {
			return err
		}
		one, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		two, err := os.ReadFile(filepath.Join(b, rel))
		if err != nil || string(one) != string(two) {
			t.Errorf("%s differs: %v", rel, err)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
