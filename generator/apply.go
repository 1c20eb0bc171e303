package generator

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"

	"github.com/seed-b1203020/gen/generator/tree"
)

// Apply makes the application in a folder match its gen.yaml.
//
// The plan may not be nil when there is an error. Of a run that failed it has
// the notes about an interrupted run that was completed first. Of one that was
// only planned it has the conflicts, and of one that wrote conflict markers it
// is what was done: then each problem is of the kind [Conflict].
func Apply(ctx context.Context, name string, o Options) (*Plan, error) {
	dir, err := tree.Open(name)
	if err != nil {
		return nil, AsProblems(err)
	}
	defer dir.Close()
	if o.DryRun {
		return planned(ctx, dir, o)
	}
	plan, err := apply(ctx, dir, o)
	return plan, AsProblems(err)
}

func apply(ctx context.Context, dir *tree.Dir, o Options) (*Plan, error) {
	unlock, err := dir.Lock(ctx)
	if err != nil {
		return nil, err
	}
	defer unlock()
	recovery, err := dir.Recover()
	if err != nil {
		return nil, err
	}
	notes := recoveryNotes(recovery)
	draft, err := generate(ctx, dir, o)
	if err != nil {
		return &Plan{Notes: notes}, err
	}
	if draft.stops() {
		return &Plan{Notes: notes}, draft.conflicts
	}
	draft.Notes = append(notes, draft.Notes...)
	if err := dir.Write(draft.changes, draft.lock...); err != nil {
		return &draft.Plan, err
	}
	return &draft.Plan, draft.conflicts.err()
}

func recoveryNotes(r tree.Recovery) []string {
	switch {
	case len(r.Finished) > 0:
		return []string{fmt.Sprintf("completed an interrupted run first: %d files were put in place", len(r.Finished))}
	case r.Dropped:
		return []string{"an earlier run was interrupted before it changed anything"}
	}
	return nil
}

// planned returns the plan and writes nothing, not even to complete an
// interrupted run.
func planned(ctx context.Context, dir *tree.Dir, o Options) (*Plan, error) {
	if err := checkComplete(dir); err != nil {
		return nil, err
	}
	draft, err := generate(ctx, dir, o)
	if err != nil {
		return nil, AsProblems(err)
	}
	if draft.stops() {
		return &draft.Plan, draft.conflicts
	}
	return &draft.Plan, nil
}

// checkComplete refuses to look at what an interrupted run left.
func checkComplete(dir *tree.Dir) error {
	interrupted, err := dir.Exists(".gen/journal")
	if err != nil {
		return AsProblems(err)
	}
	if interrupted {
		return Problems{{
			Code: "GEN310", Kind: Decision, Path: ".gen/journal",
			Message: "a run of gen was interrupted and is not complete",
			Hint:    "run gen apply: it completes the run",
		}}
	}
	return nil
}

// New makes an application in a folder that is empty or does not exist. The
// whole of it is planned before the folder is made.
func New(ctx context.Context, name string, start Start, o Options) (*Plan, error) {
	o.Edit = func([]byte) ([]byte, error) { return NewDefinition(start) }
	if err := checkVacant(name); err != nil {
		return nil, AsProblems(err)
	}
	draft, err := generate(ctx, vacant{}, o)
	if err != nil {
		return nil, AsProblems(err)
	}
	if o.DryRun {
		return &draft.Plan, nil
	}
	return &draft.Plan, AsProblems(create(ctx, name, draft))
}

// checkVacant refuses a folder with content before any work is done.
func checkVacant(name string) error {
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	dir, err := tree.Create(name)
	if err != nil {
		return err
	}
	return dir.Close()
}

// create writes a new application. One that was interrupted is completed
// first; then there is nothing left to write if it was the same.
func create(ctx context.Context, name string, d *draft) error {
	dir, err := tree.Create(name)
	if err != nil {
		return err
	}
	defer dir.Close()
	unlock, err := dir.Lock(ctx)
	if err != nil {
		return err
	}
	defer unlock()
	recovery, err := dir.Recover()
	if err != nil {
		return err
	}
	d.Notes = append(recoveryNotes(recovery), d.Notes...)
	if len(recovery.Finished) == 0 {
		return dir.Write(d.changes, d.lock...)
	}
	there, err := dir.Read(definitionPath)
	if err == nil && !bytes.Equal(there, d.changes[0].Data) {
		return Problem{
			Code: "GEN507", Kind: Decision, Path: definitionPath,
			Message: "completed an interrupted gen new, whose definition is not this one",
			Hint:    "run gen apply there, or remove the folder and begin anew",
		}
	}
	return err
}
