package generator

import (
	"bytes"
	"context"
	"io/fs"
	"maps"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/tree"
)

// RebaseOptions are those of [Rebase].
type RebaseOptions struct {
	Options

	// Replan drops the migrations of our branch alone, and plans what they did
	// anew, after those of the other branch.
	Replan bool
}

// Rebase makes one history of two branches whose merge left conflict markers
// in gen.lock. The plan is empty if there are none; to plan anew, gen.lock may
// also be that of the other branch.
//
// It looks at the folder as if each branch's part of it were in place, and then
// does what [Apply] does: the migrations of both are kept, what gen emits is
// rendered from the merged gen.yaml, and files of the user's are merged.
// Versions that two migrations share, migrations whose order matters, and
// markers that hold more than gen's own lines are for a person to decide on.
func Rebase(ctx context.Context, name string, o RebaseOptions) (*Plan, error) {
	return run(ctx, name, o.DryRun, func(dir *tree.Dir) (*Plan, func() error, error) {
		draft, err := rebase(ctx, dir, o)
		if err != nil {
			return nil, nil, err
		}
		if draft.stops() {
			return &draft.Plan, nil, draft.conflicts
		}
		return &draft.Plan, func() error {
			if err := dir.Write(draft.changes, draft.lock...); err != nil {
				return err
			}
			return draft.conflicts.err()
		}, nil
	})
}

// A branch is one side of a merge, as gen.lock tells.
type branch struct {
	lock  *lock
	state diff.State
}

// A rebasing makes one of two branches.
type rebasing struct {
	options      RebaseOptions
	disk         *disk    // as it is
	united       *overlay // as if there had been one branch
	ours, theirs branch
	lock         *lock // of the two together
	notes        []string
	marked       []string // files of the user's with conflict markers
	settled      []string // files whose sides were merged
}

func rebase(ctx context.Context, f folder, o RebaseOptions) (*draft, error) {
	r := &rebasing{options: o, disk: newDisk(f), united: &overlay{f, make(map[string][]byte)}, lock: new(lock)}
	there, err := r.disk.read(lockPath)
	if err != nil {
		return nil, err
	}
	if conflictMarker(there.Data) == 0 && !o.Replan {
		return new(draft), nil
	}
	if err := r.checkDefinition(); err != nil {
		return nil, err
	}
	if err := r.readBranches(there.Data); err != nil {
		return nil, err
	}
	for _, step := range []func() error{r.history, r.files, r.modules, r.reunite} {
		if err := step(); err != nil {
			return nil, err
		}
	}
	d, err := generate(ctx, r.united, o.Options)
	if err != nil {
		return nil, err
	}
	return d, r.settle(d)
}

// checkDefinition wants gen.yaml merged: everything follows from it.
func (r *rebasing) checkDefinition() error {
	file, err := r.disk.read(definitionPath)
	if line := conflictMarker(file.Data); line > 0 {
		return Problem{
			Code: "GEN303", Kind: Decision, Path: definitionPath, Line: line,
			Message: "conflict markers of an unfinished merge",
			Hint:    "finish the merge in gen.yaml first: everything else follows from it; then run gen migrate rebase again",
		}
	}
	return err
}

// readBranches reads both sides of gen.lock.
func (r *rebasing) readBranches(text []byte) (err error) {
	ours, theirs, ok := sides(text)
	if !ok {
		return Problem{Code: "GEN304", Kind: Failure, Path: lockPath, Message: "its conflict markers do not belong together", Hint: "git checkout --merge gen.lock brings them back as git wrote them"}
	}
	if r.ours, err = readBranch(ours, r.options.Options); err != nil {
		return err
	}
	r.theirs, err = readBranch(theirs, r.options.Options)
	return err
}

func readBranch(text []byte, o Options) (b branch, err error) {
	if b.lock, err = readLock(text, o); err != nil {
		return b, err
	}
	if b.state, err = diff.DecodeSide(b.lock.State); err != nil {
		return b, Problem{Code: "GEN304", Kind: Failure, Path: lockPath, Message: "state: " + err.Error(), Hint: hintLock}
	}
	return b, nil
}

// settle turns a draft about the united folder into one about the disk.
func (r *rebasing) settle(d *draft) error {
	texts := maps.Clone(r.united.texts)
	for _, c := range d.changes {
		texts[c.Path] = c.Data
	}
	lock := r.united.texts[lockPath]
	if len(d.lock) > 0 {
		lock = d.lock[0].Data
	}
	delete(texts, lockPath)
	var changes []tree.Change
	for _, p := range slices.Sorted(maps.Keys(texts)) {
		there, err := r.disk.read(p)
		if err != nil {
			return err
		}
		switch text := texts[p]; {
		case text == nil && !there.absent():
			changes = append(changes, removal(p, there))
		case text != nil && (there.absent() || !bytes.Equal(text, there.Data)):
			changes = append(changes, change(p, text, there))
		}
	}
	there, err := r.disk.read(lockPath)
	d.changes, d.lock = changes, []tree.Change{change(lockPath, lock, there)}
	d.Notes = append(r.notes, d.Notes...)
	if len(changes) == 0 && bytes.Equal(lock, there.Data) {
		d.lock, d.Actions = nil, nil
		return err
	}
	r.actions(d)
	return err
}

// actions lists what happens to the files on the disk: what the draft says of
// them, and what became of their markers.
func (r *rebasing) actions(d *draft) {
	var actions []Action
	for _, c := range d.changes {
		if isState(c.Path) {
			continue
		}
		i := slices.IndexFunc(d.Actions, func(a Action) bool { return a.Path == c.Path })
		a := undoAction(c)
		if i >= 0 && d.Actions[i].Verb != Create {
			a.Verb = d.Actions[i].Verb
		} else if slices.Contains(r.settled, c.Path) {
			a.Verb = Merge
		}
		there, _ := r.disk.read(c.Path) // it was read for the change
		a.Old, a.New = there.Data, c.Data
		actions = append(actions, a)
	}
	for _, a := range d.Actions {
		if a.Verb == Skip {
			actions = append(actions, a)
		}
	}
	d.Actions = append(actions, Action{Verb: Update, Path: lockPath})
}

// An overlay is a folder in which some files are others than on the disk; nil
// is one that is not there.
type overlay struct {
	folder
	texts map[string][]byte
}

func (o *overlay) Read(path string) ([]byte, error) {
	text, changed := o.texts[path]
	switch {
	case !changed:
		return o.folder.Read(path)
	case text == nil:
		return nil, &fs.PathError{Op: "open", Path: path, Err: fs.ErrNotExist}
	}
	return text, nil
}

func (o *overlay) List(sub string) ([]string, error) {
	paths, err := o.folder.List(sub)
	for path, text := range o.texts {
		there := slices.Index(paths, path)
		switch {
		case text == nil && there >= 0:
			paths = slices.Delete(paths, there, there+1)
		case text != nil && there < 0 && (sub == "." || strings.HasPrefix(path, sub+"/")):
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths, err
}
