package tree

import (
	"errors"
	"io/fs"
	"iter"
	"path"
	"path/filepath"
	"runtime"
	"syscall"

	"golang.org/x/sync/errgroup"
)

// at marks a point at which the disk is about to be changed.
func (d *Dir) at(point string) error {
	if d.step == nil {
		return nil
	}
	return d.step(point)
}

// full returns the path by which the operating system knows p.
func (d *Dir) full(p string) string { return filepath.Join(d.name, filepath.FromSlash(p)) }

// sum returns the Sum of the regular file at p, or "" if there is nothing.
// Symbolic links are not followed: renaming would replace them.
func (d *Dir) sum(p string) (string, error) {
	info, err := d.root.Lstat(p)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if err := checkRegular(p, info); err != nil {
		return "", err
	}
	data, err := d.root.ReadFile(p)
	if err != nil {
		return "", err
	}
	return Sum(data), nil
}

// sync makes the entries of the given folders durable. Folders that no longer
// exist need not be.
func (d *Dir) sync(dirs ...string) error {
	if runtime.GOOS == "windows" {
		return nil // has no way to sync a folder
	}
	var group errgroup.Group
	group.SetLimit(writers)
	defer group.Wait()
	for _, dir := range dirs {
		if err := d.at("sync " + dir); err != nil {
			return err
		}
		group.Go(func() error { return d.syncOne(dir) })
	}
	return group.Wait()
}

func (d *Dir) syncOne(dir string) error {
	f, err := d.root.Open(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Sync()
	if errors.Is(err, syscall.EINVAL) || errors.Is(err, errors.ErrUnsupported) {
		return nil // a file system that cannot sync a folder
	}
	return err
}

// parents yields the folders that p is in, innermost first, without the
// application's own.
func parents(p string) iter.Seq[string] {
	return func(yield func(string) bool) {
		for dir := path.Dir(p); dir != "."; dir = path.Dir(dir) {
			if !yield(dir) {
				return
			}
		}
	}
}
