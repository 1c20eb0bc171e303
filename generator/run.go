package generator

import (
	"context"

	"github.com/seed-b1203020/gen/generator/tree"
)

// A job says what a run does to a folder, and returns what does it.
type job func(*tree.Dir) (plan *Plan, write func() error, err error)

// run plans a job in the folder of an application and does it, after it has
// completed an interrupted run. With dryRun nothing is written. The plan of a
// run that fails has the notes about the interrupted one.
func run(ctx context.Context, name string, dryRun bool, plan job) (*Plan, error) {
	dir, err := tree.Open(name)
	if err != nil {
		return nil, AsProblems(err)
	}
	defer dir.Close()
	if dryRun {
		if err := checkComplete(dir); err != nil {
			return nil, err
		}
		planned, _, err := plan(dir)
		return planned, AsProblems(err)
	}
	done, err := runLocked(ctx, dir, plan)
	return done, AsProblems(err)
}

func runLocked(ctx context.Context, dir *tree.Dir, plan job) (*Plan, error) {
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
	planned, write, err := plan(dir)
	if err != nil {
		return &Plan{Notes: notes}, err
	}
	planned.Notes = append(notes, planned.Notes...)
	return planned, write()
}
