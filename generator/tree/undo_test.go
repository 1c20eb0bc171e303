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

// takeBack takes the last write back.
func takeBack(d *Dir) error {
	changes, err := d.LastWrite()
	if err != nil {
		return err
	}
	return d.TakeBack(changes)
}

// writtenExample returns a folder in which the example was just written.
func writtenExample(t *testing.T) string {
	t.Helper()
	dir := newFolder(t, example.before)
	d, unlock := locked(t, dir)
	defer unlock()
	if err := writeExample(d); err != nil {
		t.Fatal(err)
	}
	return dir
}

// wantNothingToTakeBack checks that d has no write to take back.
func wantNothingToTakeBack(t *testing.T, d *Dir) {
	t.Helper()
	if changes, err := d.LastWrite(); len(changes) > 0 || err != nil {
		t.Errorf("LastWrite() = %v, %v, want nothing", changes, err)
	}
}

func TestTakeBack(t *testing.T) {
	dir := writtenExample(t)
	d, _ := locked(t, dir)
	if err := takeBack(d); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.before)
	wantState(t, dir)
	wantNothingToTakeBack(t, d)
	if err := takeBack(d); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.before)

	if err := writeExample(d); err != nil {
		t.Fatal(err)
	}
	if err := takeBack(d); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.before)
}

func TestLastWriteOfANewFolder(t *testing.T) {
	d, _ := locked(t, t.TempDir())
	wantNothingToTakeBack(t, d)
	if err := d.Write([]Change{{Path: "a", Data: []byte("a")}}); err != nil {
		t.Fatal(err)
	}
	changes, err := d.LastWrite()
	if err != nil || len(changes) != 1 || changes[0].Path != "a" || !changes[0].Remove {
		t.Errorf("LastWrite() = %v, %v, want the removal of a only", changes, err)
	}
}

func TestTakeBackModes(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Log("windows has no such modes; only the contents are checked")
	}
	dir := newFolder(t, files{"removed": "1", "updated": "1"})
	modes := map[string]fs.FileMode{"removed": 0o666, "updated": 0o751}
	for name, mode := range modes {
		if err := os.Chmod(filepath.Join(dir, name), mode); err != nil {
			t.Fatal(err)
		}
	}
	d, _ := locked(t, dir)
	was := Sum([]byte("1"))
	err := d.Write([]Change{{Path: "removed", Was: was, Remove: true}, {Path: "updated", Was: was, Data: []byte("2")}})
	if err != nil {
		t.Fatal(err)
	}
	if err := takeBack(d); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, files{"removed": "1", "updated": "1"})
	for name, want := range modes {
		info, err := os.Stat(filepath.Join(dir, name))
		if err != nil {
			t.Fatal(err)
		}
		if got := info.Mode().Perm(); got != want && runtime.GOOS != "windows" {
			t.Errorf("%s has mode %o, want %o", name, got, want)
		}
	}
}

func TestTakeBackChangedFiles(t *testing.T) {
	dir := writtenExample(t)
	d, _ := locked(t, dir)
	put(t, dir, "web/post.go", "mine")
	put(t, dir, "web/mixed/gone.go", "mine too")
	if err := os.Remove(filepath.Join(dir, "gen.lock")); err != nil {
		t.Fatal(err)
	}
	before := contents(t, dir)

	_, err := d.LastWrite()
	var changed *ChangedError
	if !errors.As(err, &changed) {
		t.Fatalf("error is %v, want a ChangedError", err)
	}
	wantError(t, err, "changed since they were written: web/post.go, web/mixed/gone.go, gen.lock")
	wantContents(t, dir, before)
}

// What version control has restored already need not be taken back.
func TestTakeBackTheRest(t *testing.T) {
	dir := writtenExample(t)
	d, _ := locked(t, dir)
	for _, path := range []string{"web/post.go", "web/mixed/gone.go", "gen.lock"} {
		put(t, dir, path, example.before[path])
	}
	if err := os.RemoveAll(filepath.Join(dir, "web/new")); err != nil {
		t.Fatal(err)
	}
	changes, err := d.LastWrite()
	if err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, c := range changes {
		paths = append(paths, c.Path)
	}
	if want := []string{"web/old/deep/gone.go", "db/empty.sql", ".gen/base/web/post.go"}; !slices.Equal(paths, want) {
		t.Errorf("left to take back is %q, want %q", paths, want)
	}
	if err := d.TakeBack(changes); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.before)
}

func TestTakeBackDamage(t *testing.T) {
	tests := []struct {
		name   string
		damage func(undo string) error
		want   string
	}{
		{"the journal is cut", func(undo string) error { return os.Truncate(undo+"/journal", 100) },
			".gen/undo/journal is damaged: its checksum does not match"},
		{"a kept file is cut", func(undo string) error { return os.Truncate(undo+"/0", 1) },
			".gen/undo/0 is damaged: its checksum does not match"},
		{"a kept file is gone", func(undo string) error { return os.Remove(undo + "/2") },
			".gen/undo/2 is damaged: it is absent"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir := newFolder(t, example.before)
			put(t, dir, ignoreFile, "")
			d, _ := locked(t, dir)
			if err := writeExample(d); err != nil {
				t.Fatal(err)
			}
			if err := tt.damage(filepath.Join(dir, undoDir)); err != nil {
				t.Fatal(err)
			}
			_, err := d.LastWrite()
			wantError(t, err, tt.want)
			wantContents(t, dir, example.after)
		})
	}
}

// takeBackPoints returns the names of all points that taking the example back
// comes to, and the position of the first after the commit.
func takeBackPoints(t *testing.T) (points []string, committed int) {
	t.Helper()
	d, _ := locked(t, writtenExample(t))
	points = record(d, func() {
		if err := takeBack(d); err != nil {
			t.Fatal(err)
		}
	})
	return points, slices.Index(points, "commit") + 1
}

func TestCrashAtEveryPointOfTakeBack(t *testing.T) {
	points, committed := takeBackPoints(t)
	for n, point := range points {
		t.Run(fmt.Sprintf("%02d %s", n, point), func(t *testing.T) {
			t.Parallel()
			dir := writtenExample(t)
			if !crashAt(t, dir, n, takeBack) {
				t.Fatal("it did not crash")
			}
			crashAt(t, dir, n/2, recoverFolder) // or it ends: either is well
			d, _ := locked(t, dir)
			if err := recoverFolder(d); err != nil {
				t.Fatal(err)
			}
			if n < committed {
				wantContents(t, dir, example.after)
				if err := takeBack(d); err != nil {
					t.Fatal(err)
				}
			}
			wantContents(t, dir, example.before)
			wantState(t, dir)
			wantUndo(t, dir, example.after)
			wantNothingToTakeBack(t, d)
		})
	}
}

func TestFullDiskAtEveryPointOfTakeBack(t *testing.T) {
	points, committed := takeBackPoints(t)
	for n, point := range points {
		t.Run(fmt.Sprintf("%02d %s", n, strings.ReplaceAll(point, "/", "_")), func(t *testing.T) {
			t.Parallel()
			dir := writtenExample(t)
			d, _ := locked(t, dir)
			left := n
			d.step = func(string) error {
				left--
				if left == -1 {
					return syscall.ENOSPC
				}
				return nil
			}
			err := takeBack(d)
			d.step = nil
			var unfinished *UnfinishedError
			if !errors.Is(err, syscall.ENOSPC) || errors.As(err, &unfinished) != (n >= committed) {
				t.Fatalf("error is %v", err)
			}
			if n < committed {
				wantContents(t, dir, example.after)
				err = takeBack(d)
			} else {
				err = recoverFolder(d)
			}
			if err != nil {
				t.Fatal(err)
			}
			wantContents(t, dir, example.before)
			wantNothingToTakeBack(t, d)
		})
	}
}
