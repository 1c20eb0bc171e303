package tree

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"

	"golang.org/x/sync/errgroup"
)

// writers is how many files are staged at once. A synced write waits for the
// disk, and those that wait together share one flush: sixteen at a time take
// half as long as one by one.
const writers = 16

// A Change is one file to write or to remove.
type Change struct {
	Path   string
	Data   []byte
	Remove bool        // remove the file; Data must be nil
	Was    string      // Sum of the content that planning saw, "" if there was no file
	Mode   fs.FileMode // of a new file, 0 is 0644; an existing file keeps its mode
	exact  bool        // the process's umask does not apply to Mode
}

// Write makes all changes, or none: see the package comment. The changes in
// last are put in place after all others. A target whose content is not what
// its Was says is left alone and reported by a [StaleError]; after any error
// but an [UnfinishedError] the folder is as it was.
func (d *Dir) Write(changes []Change, last ...Change) error {
	return d.write(journalTitle, slices.Concat(changes, last))
}

// write makes all changes, with a journal of the given title.
func (d *Dir) write(title string, changes []Change) error {
	if len(changes) == 0 {
		return nil
	}
	changes, entries, err := d.prepare(changes)
	if err != nil {
		return err
	}
	if err := d.commit(title, changes, entries); err != nil {
		return errors.Join(err, d.root.RemoveAll(stageDir))
	}
	if err := d.finish(entries); err != nil {
		return &UnfinishedError{err}
	}
	return nil
}

// prepare checks the changes against each other and the disk, and adds
// .gen/.gitignore if it is absent.
func (d *Dir) prepare(changes []Change) ([]Change, []entry, error) {
	if !d.locked {
		return nil, nil, errNotLocked
	}
	interrupted, err := d.exists(journalFile)
	if err != nil {
		return nil, nil, err
	}
	if interrupted {
		return nil, nil, ErrInterrupted
	}
	if there, err := d.exists(ignoreFile); err == nil && !there {
		changes = slices.Insert(changes, 0, Change{Path: ignoreFile, Data: []byte(ignored)})
	}
	if err := checkChanges(changes); err != nil {
		return nil, nil, err
	}
	entries := make([]entry, len(changes))
	for i, c := range changes {
		entries[i] = entry{Path: c.Path, Old: c.Was}
		if !c.Remove {
			entries[i].New = Sum(c.Data)
		}
	}
	if err := d.checkFresh(entries); err != nil {
		return nil, nil, err
	}
	return changes, entries, d.checkFolders(entries)
}

// checkChanges reports what is wrong with changes whatever is on the disk.
func checkChanges(changes []Change) error {
	seen := make(map[string]string, len(changes))
	for _, c := range changes {
		if err := checkTarget(c.Path); err != nil {
			return err
		}
		if other, ok := seen[fold(c.Path)]; ok {
			return collision(other, c.Path)
		}
		seen[fold(c.Path)] = c.Path
		switch {
		case c.Remove && c.Data != nil:
			return fmt.Errorf("%s has content and is to be removed", c.Path)
		case len(c.Data) > MaxSize:
			return fmt.Errorf("%s is larger than %d MiB", c.Path, MaxSize>>20)
		}
	}
	for _, c := range changes {
		for dir := range parents(c.Path) {
			if other, ok := seen[fold(dir)]; ok {
				return fmt.Errorf("%s cannot be a file and the folder of %s", other, c.Path)
			}
		}
	}
	return nil
}

// checkFresh reports the targets that are not what planning saw.
func (d *Dir) checkFresh(entries []entry) error {
	var stale []string
	for _, e := range entries {
		sum, err := d.sum(e.Path)
		if err != nil {
			return err
		}
		if sum != e.Old {
			stale = append(stale, e.Path)
		}
	}
	if stale != nil {
		return &StaleError{stale}
	}
	return nil
}

// checkFolders reports a folder in which nothing could be put in place: better
// now than halfway.
func (d *Dir) checkFolders(entries []entry) error {
	checked := make(map[string]bool)
	for _, e := range entries {
		dir, info, err := d.nearest(path.Dir(e.Path))
		if err != nil {
			return err
		}
		if checked[dir] {
			continue
		}
		checked[dir] = true
		if !info.IsDir() {
			return fmt.Errorf("%s is not a folder", dir)
		}
		if err := writable(d.full(dir)); err != nil {
			return &fs.PathError{Op: "write", Path: dir, Err: err}
		}
	}
	return nil
}

// nearest returns dir, or the innermost folder that exists and will hold it.
func (d *Dir) nearest(dir string) (string, fs.FileInfo, error) {
	for {
		info, err := d.stat(dir)
		if !errors.Is(err, fs.ErrNotExist) || dir == "." {
			return dir, info, err
		}
		dir = path.Dir(dir)
	}
}

// commit stages the changes and the files that they replace. When it returns
// nil the journal is on the disk and the changes will be made.
func (d *Dir) commit(title string, changes []Change, entries []entry) error {
	if err := d.stage(changes); err != nil {
		return err
	}
	journal, err := encodeJournal(title, entries)
	if err != nil {
		return err
	}
	if err := d.at("write journal"); err != nil {
		return err
	}
	draft := path.Join(stageDir, "journal")
	if err := d.create(draft, journal, 0o644, false); err != nil {
		return err
	}
	if err := d.sync(newDir, oldDir, stageDir, stateDir, "."); err != nil {
		return err
	}
	if err := d.checkFresh(entries); err != nil {
		return err
	}
	if err := d.at("commit"); err != nil {
		return err
	}
	return d.root.Rename(draft, journalFile)
}

// stage writes the new contents and keeps the old ones.
func (d *Dir) stage(changes []Change) error {
	if err := d.at("make stage"); err != nil {
		return err
	}
	if err := d.root.RemoveAll(stageDir); err != nil {
		return err
	}
	for _, dir := range []string{newDir, oldDir} {
		if err := d.root.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	var group errgroup.Group
	group.SetLimit(writers)
	defer group.Wait()
	for i, c := range changes {
		if err := d.at("stage " + c.Path); err != nil {
			return err
		}
		group.Go(func() error { return d.stageOne(i, c) })
	}
	return group.Wait()
}

func (d *Dir) stageOne(i int, c Change) error {
	mode, exact := c.Mode, c.exact
	if mode == 0 && !exact {
		mode = 0o644
	}
	if c.Was != "" {
		info, err := d.root.Lstat(c.Path)
		if err != nil {
			return err
		}
		mode, exact = info.Mode().Perm(), true
		if err := d.keep(i, c.Path); err != nil {
			return fmt.Errorf("keep a copy of %s: %w", c.Path, err)
		}
	}
	if c.Remove {
		return nil
	}
	if err := d.create(staged(i), c.Data, mode, exact); err != nil {
		return fmt.Errorf("stage %s: %w", c.Path, err)
	}
	return nil
}

// keep puts the file at path in the stage. A second link costs nothing and is
// as good as a copy, since path itself will be a new file; where links are
// not to be had it is a copy.
func (d *Dir) keep(i int, path string) error {
	if d.root.Link(path, kept(i)) == nil {
		return nil
	}
	return d.copy(path, kept(i))
}

// copy makes a new file to with the content and the mode of from.
func (d *Dir) copy(from, to string) error {
	info, err := d.root.Stat(from)
	if err != nil {
		return err
	}
	data, err := d.root.ReadFile(from)
	if err != nil {
		return err
	}
	return d.create(to, data, info.Mode().Perm(), true)
}

// create writes a new file through to the disk. The process's umask applies
// to mode unless it is exact.
func (d *Dir) create(path string, data []byte, mode fs.FileMode, exact bool) error {
	f, err := d.root.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, mode)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err == nil && exact {
		err = f.Chmod(mode)
	}
	if err == nil {
		err = f.Sync()
	}
	return errors.Join(err, f.Close())
}
