package tree

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"syscall"
	"time"
)

// MaxSize is the largest file that is read or written, in bytes.
const MaxSize = 16 << 20

const (
	stateDir    = ".gen"
	ignoreFile  = ".gen/.gitignore"
	lockFile    = ".gen/lock"
	journalFile = ".gen/journal"
	undoDir     = ".gen/undo"
	stageDir    = ".gen/stage"
	newDir      = ".gen/stage/new"
	oldDir      = ".gen/stage/old"

	ignored = "/stage/\n/undo/\n/journal\n/lock\n"
)

// A Dir is an application's folder. It is not safe for concurrent use.
type Dir struct {
	name   string // absolute
	root   *os.Root
	locked bool
	wait   time.Duration // how long Lock waits

	// step is called before each change to the disk; tests set it to crash
	// or fail there.
	step func(point string) error
}

// Open opens the existing folder of an application.
func Open(dir string) (*Dir, error) {
	name, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	root, err := os.OpenRoot(name)
	if err != nil {
		return nil, err
	}
	return &Dir{name: name, root: root, wait: lockWait}, nil
}

// Create opens the folder of a new application and makes it if it is absent.
// A folder with content is refused with [ErrNotEmpty], except for what an
// interrupted Create and Write left there.
func Create(dir string) (*Dir, error) {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, err
	}
	d, err := Open(dir)
	if err != nil {
		return nil, err
	}
	if err := d.checkVacant(); err != nil {
		d.Close()
		return nil, err
	}
	return d, nil
}

// Close releases the folder.
func (d *Dir) Close() error { return d.root.Close() }

// Name returns the absolute path of the folder.
func (d *Dir) Name() string { return d.name }

// Read returns the content of a file. The error is [fs.ErrNotExist] when
// there is none, and names whatever else stands in its place.
func (d *Dir) Read(path string) ([]byte, error) {
	if err := CheckPath(path); err != nil {
		return nil, err
	}
	file, err := d.root.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0) // a named pipe must not make it wait
	if err != nil {
		return nil, d.explain(path, err)
	}
	defer file.Close()
	info, err := file.Stat()
	if err != nil {
		return nil, err
	}
	if err := checkRegular(path, info); err != nil {
		return nil, err
	}
	var data bytes.Buffer
	data.Grow(int(info.Size()) + bytes.MinRead)
	_, err = data.ReadFrom(file)
	return data.Bytes(), err
}

// explain says why path could not be opened.
func (d *Dir) explain(path string, opening error) error {
	info, err := d.stat(path)
	if err == nil {
		err = checkRegular(path, info)
	}
	return cmp.Or(err, opening)
}

// Exists reports whether there is anything at path.
func (d *Dir) Exists(path string) (bool, error) {
	if err := CheckPath(path); err != nil {
		return false, err
	}
	return d.exists(path)
}

// List returns the paths of all files in the folder sub and below, sorted. It
// is empty when sub does not exist. List(".") leaves out .git and .gen.
func (d *Dir) List(sub string) ([]string, error) {
	if sub != "." {
		if err := CheckPath(sub); err != nil {
			return nil, err
		}
	}
	if there, err := d.exists(sub); err != nil || !there {
		return nil, err
	}
	var paths []string
	err := fs.WalkDir(d.root.FS(), sub, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case sub == "." && (path == ".git" || path == stateDir):
			if e.IsDir() {
				return fs.SkipDir
			}
		case !e.IsDir():
			paths = append(paths, path)
		}
		return nil
	})
	slices.Sort(paths)
	return paths, err
}

func (d *Dir) exists(path string) (bool, error) {
	_, err := d.root.Lstat(path)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}

// stat follows symbolic links. One that leads nowhere is an error of its own,
// so that it is not taken for a file that is yet to be made.
func (d *Dir) stat(path string) (fs.FileInfo, error) {
	info, err := d.root.Stat(path)
	if errors.Is(err, fs.ErrNotExist) {
		if there, lerr := d.exists(path); lerr != nil || there {
			return nil, fmt.Errorf("%s is a symbolic link to nothing", path)
		}
	}
	return info, err
}

// checkVacant accepts a folder that is empty or holds only what an
// interrupted first write left.
func (d *Dir) checkVacant() error {
	committed, err := d.exists(journalFile)
	if err != nil {
		return err
	}
	complete, err := d.exists("gen.lock")
	if err != nil {
		return err
	}
	if committed && !complete {
		return nil
	}
	if err := d.holdsOnly(".", stateDir); err != nil {
		return err
	}
	return d.holdsOnly(stateDir, ".gitignore", "lock", "stage", "undo")
}

func (d *Dir) holdsOnly(dir string, names ...string) error {
	entries, err := fs.ReadDir(d.root.FS(), dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, e := range entries {
		if !slices.Contains(names, e.Name()) {
			return fmt.Errorf("%w: %s holds %s", ErrNotEmpty, d.name, e.Name())
		}
	}
	return err
}

// checkRegular reports what is wrong with a file that gen shall read or
// replace.
func checkRegular(path string, info fs.FileInfo) error {
	switch mode := info.Mode(); {
	case mode.IsDir():
		return fmt.Errorf("%s is a folder", path)
	case mode.Type() == fs.ModeSymlink:
		return fmt.Errorf("%s is a symbolic link", path)
	case !mode.IsRegular():
		return fmt.Errorf("%s is not a regular file", path)
	case info.Size() > MaxSize:
		return fmt.Errorf("%s is larger than %d MiB", path, MaxSize>>20)
	}
	return nil
}
