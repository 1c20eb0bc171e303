package tree

import (
	"errors"
	"io/fs"
	"path"
	"strconv"
)

// LastWrite returns the changes that would take the last write back, in the
// order in which it made them. There are none if nothing was written here, or
// if it was taken back already. Files that are as they were before the write
// are left out; any that are something else are a [ChangedError].
func (d *Dir) LastWrite() ([]Change, error) {
	data, err := d.root.ReadFile(path.Join(undoDir, "journal"))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	entries, err := decodeJournal(data)
	if err != nil {
		return nil, inUndo(err)
	}
	if takesBack(data) {
		return nil, nil
	}
	return d.reversed(entries)
}

// reversed returns the changes that lead back to what was before entries.
func (d *Dir) reversed(entries []entry) ([]Change, error) {
	var changes []Change
	var changed []string
	for i, e := range entries {
		now, err := d.sum(e.Path)
		switch {
		case err != nil:
			return nil, err
		case e.Path == ignoreFile || now == e.Old:
			continue
		case now != e.New:
			changed = append(changed, e.Path)
			continue
		}
		c, err := d.reverse(i, e)
		if err != nil {
			return nil, err
		}
		changes = append(changes, c)
	}
	if changed != nil {
		return nil, &ChangedError{changed}
	}
	return changes, nil
}

// reverse returns the change that takes back the journal's entry i.
func (d *Dir) reverse(i int, e entry) (Change, error) {
	c := Change{Path: e.Path, Was: e.New}
	if e.Old == "" {
		c.Remove = true
		return c, nil
	}
	name := path.Join(undoDir, strconv.Itoa(i))
	sum, err := d.sum(name)
	if err != nil {
		return c, err
	}
	if sum == "" {
		return c, &DamagedError{name, "it is absent"}
	}
	if sum != e.Old {
		return c, &DamagedError{name, "its checksum does not match"}
	}
	info, err := d.root.Lstat(name)
	if err != nil {
		return c, err
	}
	c.Mode, c.exact = info.Mode().Perm(), true
	c.Data, err = d.root.ReadFile(name)
	return c, err
}

// TakeBack makes the changes that [Dir.LastWrite] returned, all of them or
// none, as [Dir.Write] does. After it there is nothing to take back.
func (d *Dir) TakeBack(changes []Change) error { return d.write(undoTitle, changes) }

// inUndo gives a damaged journal of .gen/undo its own path.
func inUndo(err error) error {
	if damaged, ok := errors.AsType[*DamagedError](err); ok {
		return &DamagedError{path.Join(undoDir, "journal"), damaged.Reason}
	}
	return err
}
