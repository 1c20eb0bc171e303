package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"
	"testing"
)

// An example is a write with every kind of change in it.
var example = struct {
	before, after files
	changes       []Change
	last          Change
}{
	before: files{
		"gen.yaml":              "yaml",
		"gen.lock":              "lock 1",
		"web/post.go":           "post 1",
		"web/old/deep/gone.go":  "gone",
		"web/mixed/gone.go":     "gone too",
		"web/mixed/mine.go":     "mine",
		".gen/base/web/post.go": "base 1",
	},
	after: files{
		"gen.yaml":              "yaml",
		"gen.lock":              "lock 2",
		"web/post.go":           "post 2",
		"web/new/x.go":          "new\r\n\xff",
		"web/mixed/mine.go":     "mine",
		"db/empty.sql":          "",
		".gen/base/web/post.go": "base 2",
	},
	changes: []Change{
		{Path: "web/post.go", Was: Sum([]byte("post 1")), Data: []byte("post 2")},
		{Path: "web/new/x.go", Data: []byte("new\r\n\xff")},
		{Path: "web/old/deep/gone.go", Was: Sum([]byte("gone")), Remove: true},
		{Path: "web/mixed/gone.go", Was: Sum([]byte("gone too")), Remove: true},
		{Path: "db/empty.sql"},
		{Path: ".gen/base/web/post.go", Was: Sum([]byte("base 1")), Data: []byte("base 2")},
	},
	last: Change{Path: "gen.lock", Was: Sum([]byte("lock 1")), Data: []byte("lock 2")},
}

// record returns the points that d passes in do.
func record(d *Dir, do func()) (points []string) {
	d.step = func(point string) error {
		points = append(points, point)
		return nil
	}
	defer func() { d.step = nil }()
	do()
	return points
}

func TestWrite(t *testing.T) {
	dir := newFolder(t, example.before)
	d, _ := locked(t, dir)
	points := record(d, func() {
		if err := d.Write(example.changes, example.last); err != nil {
			t.Fatal(err)
		}
	})
	wantContents(t, dir, example.after)
	wantState(t, dir)

	renames := slices.DeleteFunc(points, func(p string) bool { return !strings.HasPrefix(p, "rename ") })
	if last := renames[len(renames)-1]; last != "rename gen.lock" {
		t.Errorf("the last rename is %q, want gen.lock", last)
	}
	if r, err := d.Recover(); err != nil || r.Dropped || r.Finished != nil {
		t.Errorf("Recover() = %+v, %v after a complete write", r, err)
	}
}

// wantState checks that .gen holds what it should between two writes.
func wantState(t *testing.T, dir string) {
	t.Helper()
	for path, want := range map[string]bool{
		ignoreFile: true, undoDir + "/journal": true, stageDir: false, journalFile: false,
	} {
		if _, err := os.Lstat(filepath.Join(dir, path)); (err == nil) != want {
			t.Errorf("%s: %v, want it there: %v", path, err, want)
		}
	}
}

func TestWriteNothing(t *testing.T) {
	dir := t.TempDir()
	if err := open(t, dir).Write(nil); err != nil {
		t.Error(err)
	}
	wantContents(t, dir, files{})
}

func TestWriteKeepsTheUndo(t *testing.T) {
	dir := newFolder(t, example.before)
	d, _ := locked(t, dir)
	if err := d.Write(example.changes, example.last); err != nil {
		t.Fatal(err)
	}
	wantUndo(t, dir, example.before)

	if err := d.Write([]Change{{Path: "web/post.go", Was: Sum([]byte("post 2")), Data: []byte("post 3")}}); err != nil {
		t.Fatal(err)
	}
	wantUndo(t, dir, example.after)
}

// wantUndo checks that .gen/undo has the old content of each entry that
// replaced or removed something.
func wantUndo(t *testing.T, dir string, before files) {
	t.Helper()
	journal, err := os.ReadFile(filepath.Join(dir, undoDir, "journal"))
	if err != nil {
		t.Fatal(err)
	}
	entries, err := decodeJournal(journal)
	if err != nil {
		t.Fatal(err)
	}
	kept := 1
	for i, e := range entries {
		if e.Old == "" {
			continue
		}
		kept++
		old, err := os.ReadFile(filepath.Join(dir, undoDir, fmt.Sprint(i)))
		if err != nil || string(old) != before[e.Path] || Sum(old) != e.Old {
			t.Errorf("undo of %s is %q, %v, want %q", e.Path, old, err, before[e.Path])
		}
	}
	if names, _ := os.ReadDir(filepath.Join(dir, undoDir)); len(names) != kept {
		t.Errorf("undo has %d files, want %d", len(names), kept)
	}
}

func TestWriteModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("windows has no such modes; only the contents are checked")
	}
	dir := newFolder(t, files{"secret": "1", "script": "1", "frozen": "1"})
	old := map[string]fs.FileMode{"secret": 0o600, "script": 0o775, "frozen": 0o444}
	for name, mode := range old {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	d, _ := locked(t, dir)
	changes := []Change{{Path: "plain"}, {Path: "tool", Mode: 0o700}}
	for name := range old {
		changes = append(changes, Change{Path: name, Was: Sum([]byte("1")), Data: []byte("2"), Mode: 0o644})
	}
	if err := d.Write(changes); err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]fs.FileMode{
		"secret": 0o600, "script": 0o775, "frozen": 0o444, "plain": 0o644, "tool": 0o700,
	} {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

func TestWriteStale(t *testing.T) {
	tests := []struct {
		name string
		edit func(dir string) error
		want []string
	}{
		{"edited", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "web/post.go"), []byte("mine"), 0o644)
		}, []string{"web/post.go"}},
		{"deleted", func(dir string) error {
			return os.Remove(filepath.Join(dir, "web/mixed/gone.go"))
		}, []string{"web/mixed/gone.go"}},
		{"made", func(dir string) error {
			return os.WriteFile(filepath.Join(dir, "web/new"), nil, 0o644)
		}, nil},
		{"two of them", func(dir string) error {
			return errors.Join(os.Remove(filepath.Join(dir, "gen.lock")), os.Remove(filepath.Join(dir, "web/post.go")))
		}, []string{"web/post.go", "gen.lock"}},
	}
	for _, tt := range tests {
		for _, when := range []string{"before", "while staging"} {
			t.Run(tt.name+" "+when, func(t *testing.T) {
				dir := newFolder(t, example.before)
				d, _ := locked(t, dir)
				var edited files
				edit := func() {
					if err := tt.edit(dir); err != nil {
						t.Fatal(err)
					}
					edited = contents(t, dir)
				}
				if when == "before" {
					edit()
				}
				d.step = func(point string) error {
					if point == "write journal" && edited == nil {
						edit()
					}
					return nil
				}
				err := d.Write(example.changes, example.last)
				var stale *StaleError
				switch {
				case err == nil:
					t.Error("the write went through")
				case tt.want != nil && !errors.As(err, &stale):
					t.Errorf("error is %v, want a StaleError", err)
				case tt.want != nil && !slices.Equal(stale.Paths, tt.want):
					t.Errorf("stale are %q, want %q", stale.Paths, tt.want)
				}
				wantContents(t, dir, edited)
				if there, _ := d.exists(stageDir); there {
					t.Error("the stage was left behind")
				}
			})
		}
	}
}

func TestStaleErrorNamesTheFiles(t *testing.T) {
	err := &StaleError{[]string{"main.go", "web/post.go"}}
	wantError(t, err, "changed on disk since gen read it: main.go, web/post.go")
}

func TestWriteRefuses(t *testing.T) {
	post := Sum([]byte("post"))
	tests := []struct {
		name    string
		changes []Change
		want    string
	}{
		{"a path outside", []Change{{Path: "../x"}}, "not a path inside"},
		{"git's files", []Change{{Path: ".git/hooks/pre-commit"}}, "belongs to git"},
		{"the journal", []Change{{Path: journalFile}}, "reserved"},
		{"the state in another case", []Change{{Path: ".GEN/stage/new/1"}}, "reserved"},
		{"the state folder itself", []Change{{Path: stateDir}}, "reserved"},
		{"a path twice", []Change{{Path: "a"}, {Path: "a"}}, "a is there twice"},
		{"two letter cases", []Change{{Path: "web/Post.go"}, {Path: "web/post.go"}}, "one file where letter case"},
		{"a file and a folder", []Change{{Path: "a/b/c"}, {Path: "a"}}, "a cannot be a file and the folder of a/b/c"},
		{"a removal with content", []Change{{Path: "web/post.go", Was: post, Remove: true, Data: []byte{}}}, "has content"},
		{"a folder as target", []Change{{Path: "web"}}, "web is a folder"},
		{"a file as folder", []Change{{Path: "web/post.go/x"}}, "web/post.go"},
		{"removing what is not there", []Change{{Path: "web/x.go", Was: post, Remove: true}}, "changed on disk"},
		{"a new file that is there", []Change{{Path: "web/post.go", Data: []byte("x")}}, "changed on disk"},
		{"too large", []Change{{Path: "big", Data: make([]byte, MaxSize+1)}}, "larger than 16 MiB"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			before := files{"web/post.go": "post"}
			dir := newFolder(t, before)
			d, _ := locked(t, dir)
			wantError(t, d.Write(append(tt.changes, Change{Path: "innocent"})), tt.want)
			wantContents(t, dir, before)
		})
	}
}

func TestWriteOverAnInterruptedWrite(t *testing.T) {
	dir := newFolder(t, files{journalFile: ""})
	d, _ := locked(t, dir)
	if err := d.Write([]Change{{Path: "a"}}); !errors.Is(err, ErrInterrupted) {
		t.Errorf("error is %v, want ErrInterrupted", err)
	}
}

func TestWriteKeepsItsGitignore(t *testing.T) {
	dir := newFolder(t, files{ignoreFile: "# mine\n"})
	d, _ := locked(t, dir)
	if err := d.Write([]Change{{Path: "a"}}); err != nil {
		t.Fatal(err)
	}
	if data, _ := d.Read(ignoreFile); string(data) != "# mine\n" {
		t.Errorf("%s is %q", ignoreFile, data)
	}
}

// A folder of the application may be a mount point: renaming into it fails
// with EXDEV, and the content is copied.
func TestWriteAcrossFileSystems(t *testing.T) {
	dir := newFolder(t, example.before)
	d, _ := locked(t, dir)
	d.step = func(point string) error {
		if strings.HasPrefix(point, "rename web/") {
			return fmt.Errorf("rename: %w", syscall.EXDEV)
		}
		return nil
	}
	if err := d.Write(example.changes, example.last); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.after)
	wantState(t, dir)
}

func TestWritableAgreesWithTheSystem(t *testing.T) {
	for _, mode := range []fs.FileMode{0o755, 0o555} {
		dir := t.TempDir()
		if err := os.Chmod(dir, mode); err != nil {
			t.Fatal(err)
		}
		said := writable(dir)
		did := os.WriteFile(filepath.Join(dir, "new"), nil, 0o644)
		if runtime.GOOS != "windows" && (said == nil) != (did == nil) {
			t.Errorf("mode %o: writable says %v, the system %v", mode, said, did)
		}
	}
	if err := writable(filepath.Join(t.TempDir(), "absent")); err == nil && runtime.GOOS != "windows" {
		t.Error("an absent folder is writable")
	}
}
