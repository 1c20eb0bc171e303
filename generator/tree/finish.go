package tree

import (
	"errors"
	"io/fs"
	"path"
	"slices"
	"syscall"
)

// A Recovery says what [Dir.Recover] did.
type Recovery struct {
	Finished []string // the files of a write that was committed and is now complete
	Dropped  bool     // a write was interrupted before it changed anything
}

// Recover completes a write that was interrupted after its commit point and
// drops one that was interrupted before. It may itself be interrupted.
func (d *Dir) Recover() (Recovery, error) {
	if !d.locked {
		return Recovery{}, errNotLocked
	}
	data, err := d.root.ReadFile(journalFile)
	if errors.Is(err, fs.ErrNotExist) {
		return d.dropStage()
	}
	if err != nil {
		return Recovery{}, err
	}
	entries, err := decodeJournal(data)
	if err != nil {
		return Recovery{}, err
	}
	if err := d.finish(entries); err != nil {
		return Recovery{}, err
	}
	var r Recovery
	for _, e := range entries {
		r.Finished = append(r.Finished, e.Path)
	}
	return r, nil
}

func (d *Dir) dropStage() (Recovery, error) {
	there, err := d.exists(stageDir)
	if err != nil || !there {
		return Recovery{}, err
	}
	if err := d.at("drop stage"); err != nil {
		return Recovery{}, err
	}
	return Recovery{Dropped: true}, d.root.RemoveAll(stageDir)
}

// finish does what is left to do of a committed journal. Doing it again
// changes nothing.
func (d *Dir) finish(entries []entry) error {
	todo, err := d.unfinished(entries)
	if err != nil {
		return err
	}
	if err := d.sync(stateDir); err != nil {
		return err
	}
	for _, i := range todo {
		if err := d.checkUnedited(entries[i]); err != nil {
			return err
		}
		if err := d.apply(i, entries[i]); err != nil {
			return err
		}
	}
	if err := d.prune(entries); err != nil {
		return err
	}
	if err := d.sync(folders(entries)...); err != nil {
		return err
	}
	return d.retire()
}

// unfinished returns the positions of the entries that are still to be
// applied. It touches nothing, and returns an error if not all of them can be.
func (d *Dir) unfinished(entries []entry) ([]int, error) {
	var todo []int
	var edited []string
	for i, e := range entries {
		now, err := d.sum(e.Path)
		if err != nil {
			return nil, err
		}
		next, err := d.sum(staged(i))
		if err != nil {
			return nil, err
		}
		switch {
		case now == e.New:
		case !e.removes() && next == "":
			// The staged file is gone because it was put in place; what
			// happened to the target since then is the user's.
			if now == e.Old && now != "" {
				return nil, &DamagedError{staged(i), "it is absent"}
			}
		case next != e.New:
			return nil, &DamagedError{staged(i), "its checksum does not match"}
		case now != e.Old && now != "":
			edited = append(edited, e.Path)
		default:
			todo = append(todo, i)
		}
	}
	if edited != nil {
		return nil, &EditedError{edited}
	}
	return todo, nil
}

// checkUnedited looks at a target a last time, just before it is replaced: an
// editor may have saved it while the others were put in place.
func (d *Dir) checkUnedited(e entry) error {
	now, err := d.sum(e.Path)
	if err == nil && now != e.Old && now != e.New && now != "" {
		return &EditedError{[]string{e.Path}}
	}
	return err
}

func (d *Dir) apply(i int, e entry) error {
	if e.removes() {
		if err := d.at("remove " + e.Path); err != nil {
			return err
		}
		return d.root.Remove(e.Path)
	}
	if err := d.at("make folder of " + e.Path); err != nil {
		return err
	}
	if err := d.root.MkdirAll(path.Dir(e.Path), 0o755); err != nil {
		return err
	}
	err := d.at("rename " + e.Path)
	if err == nil {
		err = d.replace(i, e)
	}
	if errors.Is(err, syscall.EXDEV) {
		return d.carry(staged(i), e.Path)
	}
	return err
}

// replace puts a staged file in place of its target. Where the system can swap
// the two, a target that was saved since it was last looked at comes back.
func (d *Dir) replace(i int, e entry) error {
	swapped, err := d.exchange(staged(i), e.Path)
	if err != nil {
		return err
	}
	if !swapped {
		return d.root.Rename(staged(i), e.Path)
	}
	was, err := d.sum(staged(i))
	if err != nil {
		return err
	}
	if was == e.Old || was == e.New {
		return d.root.Remove(staged(i))
	}
	if _, err := d.exchange(staged(i), e.Path); err != nil {
		return err
	}
	return &EditedError{[]string{e.Path}}
}

// carry replaces to by a copy of from: a rename in two steps, for a folder of
// the application that is mounted from another file system.
func (d *Dir) carry(from, to string) error {
	beside := to + ".gen-new"
	if err := d.at("copy " + to); err != nil {
		return err
	}
	if err := d.root.RemoveAll(beside); err != nil {
		return err
	}
	if err := d.copy(from, beside); err != nil {
		return err
	}
	if err := d.at("rename copy of " + to); err != nil {
		return err
	}
	return d.root.Rename(beside, to)
}

// prune removes the folders that the removed files leave empty.
func (d *Dir) prune(entries []entry) error {
	for _, e := range entries {
		if !e.removes() {
			continue
		}
		for dir := range parents(e.Path) {
			info, err := d.root.Lstat(dir)
			if errors.Is(err, fs.ErrNotExist) {
				continue
			}
			if err != nil || !info.IsDir() {
				break
			}
			if err := d.at("prune " + dir); err != nil {
				return err
			}
			if d.root.Remove(dir) != nil {
				break // not empty
			}
		}
	}
	return nil
}

// retire turns the journal and the old contents into .gen/undo, and so ends
// the write.
func (d *Dir) retire() error {
	if err := d.at("drop undo"); err != nil {
		return err
	}
	there, err := d.exists(oldDir)
	if err != nil {
		return err
	}
	if there {
		if err := d.root.RemoveAll(undoDir); err != nil {
			return err
		}
		if err := d.at("keep undo"); err != nil {
			return err
		}
		if err := d.root.Rename(oldDir, undoDir); err != nil {
			return err
		}
	}
	if err := d.at("drop stage"); err != nil {
		return err
	}
	if err := d.root.RemoveAll(stageDir); err != nil {
		return err
	}
	if err := d.at("retire journal"); err != nil {
		return err
	}
	if err := d.root.MkdirAll(undoDir, 0o755); err != nil {
		return err
	}
	if err := d.root.Rename(journalFile, path.Join(undoDir, "journal")); err != nil {
		return err
	}
	return d.sync(stateDir)
}

// folders returns every folder whose content the entries may change, sorted.
func folders(entries []entry) []string {
	dirs := []string{"."}
	for _, e := range entries {
		dirs = slices.AppendSeq(dirs, parents(e.Path))
	}
	slices.Sort(dirs)
	return slices.Compact(dirs)
}
