package tree

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"testing"
)

// crash is what a step panics with to end a write as kill -9 would: nothing
// is cleaned up, and the kernel releases the lock.
type crash struct{}

// crashAt lets do crash at the n-th point it comes to and reports whether it
// came that far.
func crashAt(t *testing.T, dir string, n int, do func(*Dir) error) (crashed bool) {
	t.Helper()
	d, unlock := locked(t, dir)
	defer unlock()
	d.step = func(string) error {
		if n == 0 {
			panic(crash{})
		}
		n--
		return nil
	}
	defer func() {
		if r := recover(); r != nil {
			if _, ok := r.(crash); !ok {
				panic(r)
			}
			crashed = true
		}
	}()
	if err := do(d); err != nil {
		t.Fatal(err)
	}
	return false
}

func writeExample(d *Dir) error { return d.Write(example.changes, example.last) }

func recoverFolder(d *Dir) error {
	_, err := d.Recover()
	return err
}

// examplePoints returns the names of all points that writing the example
// comes to, and the position of the first after the commit.
func examplePoints(t *testing.T) (points []string, committed int) {
	t.Helper()
	d, _ := locked(t, newFolder(t, example.before))
	points = record(d, func() {
		if err := writeExample(d); err != nil {
			t.Fatal(err)
		}
	})
	committed = slices.Index(points, "commit") + 1
	if committed == 0 || committed == len(points) {
		t.Fatalf("no commit among the points %q", points)
	}
	return points, committed
}

func TestCrashAtEveryPoint(t *testing.T) {
	points, committed := examplePoints(t)
	retired := slices.Index(points, "retire journal")
	for n, point := range points {
		t.Run(fmt.Sprintf("%02d %s", n, point), func(t *testing.T) {
			t.Parallel()
			dir := newFolder(t, example.before)
			if !crashAt(t, dir, n, writeExample) {
				t.Fatal("it did not crash")
			}
			d, _ := locked(t, dir)
			r, err := d.Recover()
			if err != nil {
				t.Fatal(err)
			}
			if n < committed {
				wantContents(t, dir, example.before)
				if r.Finished != nil || r.Dropped != (n > 0) {
					t.Errorf("recovery is %+v", r)
				}
				if err := writeExample(d); err != nil {
					t.Fatal(err)
				}
			} else if slices.Contains(r.Finished, "gen.lock") != (n <= retired) || r.Dropped {
				t.Errorf("recovery is %+v", r)
			}
			wantContents(t, dir, example.after)
			wantState(t, dir)
			wantUndo(t, dir, example.before)
			if r, err := d.Recover(); err != nil || r.Finished != nil || r.Dropped {
				t.Errorf("a second recovery is %+v, %v", r, err)
			}
		})
	}
}

// The recovery may be killed as well, again and again.
func TestCrashAtEveryPointOfRecovery(t *testing.T) {
	points, committed := examplePoints(t)
	for _, first := range []int{committed / 2, committed, (committed + len(points)) / 2, len(points) - 2} {
		for n := 0; ; n++ {
			dir := newFolder(t, example.before)
			crashAt(t, dir, first, writeExample)
			crashed := crashAt(t, dir, n, recoverFolder)
			crashAt(t, dir, n, recoverFolder)
			d, unlock := locked(t, dir)
			if err := recoverFolder(d); err != nil {
				t.Fatalf("after crashes at %q and point %d: %v", points[first], n, err)
			}
			unlock()
			if first < committed {
				wantContents(t, dir, example.before)
			} else {
				wantContents(t, dir, example.after)
				wantUndo(t, dir, example.before)
			}
			if !crashed {
				break
			}
		}
	}
}

func TestFullDiskAtEveryPoint(t *testing.T) {
	points, committed := examplePoints(t)
	for n, point := range points {
		t.Run(fmt.Sprintf("%02d %s", n, point), func(t *testing.T) {
			t.Parallel()
			dir := newFolder(t, example.before)
			d, _ := locked(t, dir)
			left := n
			d.step = func(string) error {
				left--
				if left == -1 {
					return syscall.ENOSPC
				}
				return nil
			}
			err := writeExample(d)
			d.step = nil
			if !errors.Is(err, syscall.ENOSPC) {
				t.Fatalf("error is %v, want ENOSPC", err)
			}
			var unfinished *UnfinishedError
			if errors.As(err, &unfinished) != (n >= committed) {
				t.Errorf("error is %v", err)
			}
			if n < committed {
				wantContents(t, dir, example.before)
				if there, _ := d.exists(stageDir); there {
					t.Error("the stage was left behind")
				}
				err = writeExample(d)
			} else {
				err = recoverFolder(d)
			}
			if err != nil {
				t.Fatal(err)
			}
			wantContents(t, dir, example.after)
			wantState(t, dir)
		})
	}
}

// crashBefore returns a folder in which writing the example crashed at point,
// and the folder is locked again.
func crashBefore(t *testing.T, point string) (dir string, d *Dir) {
	t.Helper()
	points, _ := examplePoints(t)
	dir = newFolder(t, example.before)
	if !crashAt(t, dir, slices.Index(points, point), writeExample) {
		t.Fatalf("it did not crash at %s", point)
	}
	d, _ = locked(t, dir)
	return dir, d
}

func TestRecoverStopsAtEditedFiles(t *testing.T) {
	dir, d := crashBefore(t, "rename web/new/x.go")
	put(t, dir, "web/new/x.go", "mine")
	put(t, dir, "web/mixed/gone.go", "mine too")
	before := contents(t, dir)

	_, err := d.Recover()
	var edited *EditedError
	if !errors.As(err, &edited) || !slices.Equal(edited.Paths, []string{"web/new/x.go", "web/mixed/gone.go"}) {
		t.Fatalf("error is %v, want an EditedError with both files", err)
	}
	wantError(t, err, "edited while a write was interrupted: web/new/x.go, web/mixed/gone.go")
	wantContents(t, dir, before)

	for _, path := range edited.Paths {
		if err := os.Remove(filepath.Join(dir, path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := recoverFolder(d); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.after)
}

// What an editor saves while others are put in place is not replaced.
func TestWriteStopsAtFilesSavedMeanwhile(t *testing.T) {
	dir := newFolder(t, example.before)
	d, _ := locked(t, dir)
	d.step = func(point string) error {
		if point == "rename web/post.go" {
			put(t, dir, ".gen/base/web/post.go", "mine")
			put(t, dir, "web/mixed/gone.go", "mine too")
		}
		return nil
	}
	err := writeExample(d)
	d.step = nil
	wantError(t, err, "edited while a write was interrupted: web/mixed/gone.go")
	var unfinished *UnfinishedError
	if !errors.As(err, &unfinished) {
		t.Errorf("error is %v, want an UnfinishedError", err)
	}
	for path, text := range map[string]string{"web/mixed/gone.go": "mine too", ".gen/base/web/post.go": "mine"} {
		if got := contents(t, dir)[path]; got != text {
			t.Errorf("%s is %q, want %q", path, got, text)
		}
		if err := os.Remove(filepath.Join(dir, path)); err != nil {
			t.Fatal(err)
		}
	}
	if err := recoverFolder(d); err != nil {
		t.Fatal(err)
	}
	wantContents(t, dir, example.after)
}

// What was put in place before the crash is the user's to edit and to delete
// after it.
func TestRecoverKeepsLaterEdits(t *testing.T) {
	dir, d := crashBefore(t, "rename gen.lock")
	put(t, dir, "web/post.go", "post 2, edited")
	if err := os.Remove(filepath.Join(dir, "db/empty.sql")); err != nil {
		t.Fatal(err)
	}
	if err := recoverFolder(d); err != nil {
		t.Fatal(err)
	}
	want := maps.Clone(example.after)
	want["web/post.go"] = "post 2, edited"
	want["db/"] = ""
	delete(want, "db/empty.sql")
	wantContents(t, dir, want)
}

func TestRecoverDamage(t *testing.T) {
	tests := []struct {
		name   string
		damage func(dir string) error
		want   string
	}{
		{"the journal is cut", func(dir string) error {
			return os.Truncate(filepath.Join(dir, journalFile), 300)
		}, ".gen/journal is damaged"},
		{"the journal is empty", func(dir string) error {
			return os.Truncate(filepath.Join(dir, journalFile), 0)
		}, ".gen/journal is damaged"},
		{"a staged file is cut", func(dir string) error {
			return os.Truncate(filepath.Join(dir, newDir, "2"), 1)
		}, ".gen/stage/new/2 is damaged: its checksum"},
		{"the stage is gone", func(dir string) error {
			return os.RemoveAll(filepath.Join(dir, stageDir))
		}, "is damaged: it is absent"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			dir, d := crashBefore(t, "make folder of web/new/x.go")
			if err := tt.damage(dir); err != nil {
				t.Fatal(err)
			}
			before := contents(t, dir)
			_, err := d.Recover()
			wantError(t, err, tt.want)
			wantContents(t, dir, before)
			if there, _ := d.exists(journalFile); !there {
				t.Error("the journal was dropped")
			}
		})
	}
}
