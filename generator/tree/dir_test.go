package tree

import (
	"bytes"
	"errors"
	"io/fs"
	"maps"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// files is the content of a folder by path. A path that ends in a slash is an
// empty folder.
type files map[string]string

// newFolder makes a folder with the given files.
func newFolder(t testing.TB, content files) string {
	t.Helper()
	dir := t.TempDir()
	for path, data := range content {
		put(t, dir, path, data)
	}
	return dir
}

func put(t testing.TB, dir, path, data string) {
	t.Helper()
	full := filepath.Join(dir, path)
	if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(full, []byte(data), 0o644); err != nil {
		t.Fatal(err)
	}
}

// open opens dir, without the lock.
func open(t testing.TB, dir string) *Dir {
	t.Helper()
	d, err := Open(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { d.Close() })
	return d
}

// locked opens and locks dir. The lock goes with the test, or with unlock.
func locked(t testing.TB, dir string) (d *Dir, unlock func()) {
	t.Helper()
	d = open(t, dir)
	unlock, err := d.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(unlock)
	return d, unlock
}

// contents returns what is in dir, but for what .gen/.gitignore names.
func contents(t testing.TB, dir string) files {
	t.Helper()
	got := files{}
	err := filepath.WalkDir(dir, func(full string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, full)
		path := filepath.ToSlash(rel)
		switch {
		case path == ".":
		case slices.Contains([]string{stageDir, undoDir, journalFile, lockFile, ignoreFile}, path):
			if e.IsDir() {
				return fs.SkipDir
			}
		case e.IsDir():
			entries, err := os.ReadDir(full)
			if len(entries) == 0 {
				got[path+"/"] = ""
			}
			return err
		default:
			data, err := os.ReadFile(full)
			got[path] = string(data)
			return err
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func wantContents(t testing.TB, dir string, want files) {
	t.Helper()
	if got := contents(t, dir); !maps.Equal(got, want) {
		t.Errorf("the folder holds\n%q\nwant\n%q", got, want)
	}
}

func wantError(t testing.TB, err error, want string) {
	t.Helper()
	if err == nil || !strings.Contains(err.Error(), want) {
		t.Errorf("error is %v, want %q in it", err, want)
	}
}

func TestRead(t *testing.T) {
	dir := newFolder(t, files{"a.txt": "\xef\xbb\xbfa\r\n\xff", "empty": "", "web/post.go": "post"})
	d := open(t, dir)
	for path, want := range contents(t, dir) {
		if data, err := d.Read(path); err != nil || string(data) != want {
			t.Errorf("Read(%s) = %q, %v, want %q", path, data, err, want)
		}
	}
	if _, err := d.Read("web/comment.go"); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error for an absent file is %v, want fs.ErrNotExist", err)
	}
	_, err := d.Read("web")
	wantError(t, err, "web is a folder")
	_, err = d.Read("../a.txt")
	wantError(t, err, "not a path inside")
	if _, err = d.Read("a.txt/b"); err == nil {
		t.Error("a file below a file can be read")
	}
}

func TestReadLimit(t *testing.T) {
	dir := newFolder(t, files{"most": "", "more": ""})
	for name, size := range map[string]int64{"most": MaxSize, "more": MaxSize + 1} {
		if err := os.Truncate(filepath.Join(dir, name), size); err != nil {
			t.Fatal(err)
		}
	}
	d := open(t, dir)
	if data, err := d.Read("most"); err != nil || !bytes.Equal(data, make([]byte, MaxSize)) {
		t.Errorf("the largest file cannot be read: %v", err)
	}
	_, err := d.Read("more")
	wantError(t, err, "more is larger than 16 MiB")
}

func TestReadSpecialFile(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir) // the path of a socket may have some hundred bytes
	socket, err := net.Listen("unix", "app.sock")
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	_, err = open(t, dir).Read("app.sock")
	wantError(t, err, "app.sock is not a regular file")
}

func TestSymbolicLinks(t *testing.T) {
	outside := newFolder(t, files{"secret": "secret"})
	dir := newFolder(t, files{"assets/app.css": "css"})
	for link, to := range map[string]string{
		"inside.css": "assets/app.css",
		"static":     "assets",
		"nothing":    "assets/nothing",
		"file-out":   filepath.Join(outside, "secret"),
		"folder-out": outside,
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	d, _ := locked(t, dir)
	for _, path := range []string{"inside.css", "static/app.css"} {
		if data, err := d.Read(path); err != nil || string(data) != "css" {
			t.Errorf("Read(%s) = %q, %v", path, data, err)
		}
	}
	for path, want := range map[string]string{
		"nothing":           "nothing is a symbolic link to nothing",
		"file-out":          "file-out",
		"folder-out/secret": "folder-out/secret",
	} {
		_, err := d.Read(path)
		wantError(t, err, want)
		if errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s counts as absent: %v", path, err)
		}
	}

	for path, want := range map[string]string{
		"inside.css":     "inside.css is a symbolic link",
		"nothing":        "nothing is a symbolic link",
		"nothing/new":    "nothing is a symbolic link to nothing",
		"file-out":       "file-out is a symbolic link",
		"folder-out/new": "folder-out",
	} {
		wantError(t, d.Write([]Change{{Path: path, Data: []byte("new")}}), want)
	}
	wantContents(t, outside, files{"secret": "secret"})

	err := d.Write([]Change{
		{Path: "static/new.css", Data: []byte("new")},
		{Path: "static/app.css", Was: Sum([]byte("css")), Remove: true},
	})
	if err != nil {
		t.Error(err)
	}
	if _, err := os.Lstat(filepath.Join(dir, "static")); err != nil {
		t.Errorf("the link to a folder is gone: %v", err)
	}
	if data, err := d.Read("assets/new.css"); err != nil || string(data) != "new" {
		t.Errorf("Read(assets/new.css) = %q, %v", data, err)
	}
}

func TestExists(t *testing.T) {
	d := open(t, newFolder(t, files{"web/post.go": ""}))
	for path, want := range map[string]bool{"web": true, "web/post.go": true, "web/x": false, "x/y": false} {
		if got, err := d.Exists(path); got != want || err != nil {
			t.Errorf("Exists(%s) = %v, %v, want %v", path, got, err, want)
		}
	}
	if _, err := d.Exists("/etc/passwd"); err == nil {
		t.Error("Exists accepts an absolute path")
	}
}

func TestList(t *testing.T) {
	d := open(t, newFolder(t, files{
		"main.go": "", "db/queries/post.sql": "", "db/queries/a/b.sql": "", "db/queries/a.sql": "",
		".git/config": "", ".gen/base/main.go": "", ".gen/journal": "", ".gitignore": "",
	}))
	tests := []struct {
		sub  string
		want []string
	}{
		{"db/queries", []string{"db/queries/a.sql", "db/queries/a/b.sql", "db/queries/post.sql"}},
		{".gen/base", []string{".gen/base/main.go"}},
		{"db/migrations", nil},
		{".", []string{".gitignore", "db/queries/a.sql", "db/queries/a/b.sql", "db/queries/post.sql", "main.go"}},
	}
	for _, tt := range tests {
		if got, err := d.List(tt.sub); err != nil || !slices.Equal(got, tt.want) {
			t.Errorf("List(%s) = %q, %v, want %q", tt.sub, got, err, tt.want)
		}
	}
	for _, sub := range []string{"..", "main.go/x"} {
		if got, err := d.List(sub); err == nil {
			t.Errorf("List(%s) = %q, want an error", sub, got)
		}
	}
}

func TestOpenAbsent(t *testing.T) {
	if _, err := Open(filepath.Join(t.TempDir(), "blog")); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("error is %v, want fs.ErrNotExist", err)
	}
}

func TestCreate(t *testing.T) {
	tests := []struct {
		name    string
		content files
		vacant  bool
	}{
		{"empty", nil, true},
		{"a stage was left", files{".gen/lock": "", ".gen/.gitignore": "", ".gen/stage/new/0": "x"}, true},
		{"a journal was left", files{".gen/lock": "", ".gen/journal": "", "main.go": ""}, true},
		{"an application", files{".gen/lock": "", "gen.lock": "", "main.go": ""}, false},
		{"an application with a journal", files{".gen/journal": "", "gen.lock": "", "main.go": ""}, false},
		{"only base is left", files{".gen/base/main.go": ""}, false},
		{"another folder", files{"notes.txt": ""}, false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := newFolder(t, tt.content)
			d, err := Create(dir)
			if !tt.vacant {
				if !errors.Is(err, ErrNotEmpty) {
					t.Errorf("error is %v, want ErrNotEmpty", err)
				}
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			defer d.Close()
			if d.Name() != dir {
				t.Errorf("Name() = %s, want %s", d.Name(), dir)
			}
		})
	}
}

func TestCreateMakesTheFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "apps", "blog")
	d, err := Create(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	wantContents(t, filepath.Dir(dir), files{"blog/": ""})
	if _, err := Create(filepath.Join(newFolder(t, files{"blog": ""}), "blog")); err == nil {
		t.Error("Create accepts a file")
	}
}
