package generator

import (
	"context"
	"errors"
	"strings"

	"github.com/seed-b1203020/gen/generator/tree"
)

// Undo takes the last run back, byte for byte. The plan is empty if there is
// nothing to take back. As with [Apply] it may not be nil when Undo fails.
func Undo(ctx context.Context, name string, o Options) (*Plan, error) {
	return run(ctx, name, o.DryRun, func(dir *tree.Dir) (*Plan, func() error, error) {
		changes, err := dir.LastWrite()
		if err != nil {
			return nil, nil, undoProblem(err)
		}
		plan, err := planUndo(dir.Name(), changes)
		plan.DryRun = o.DryRun
		return plan, func() error { return dir.TakeBack(changes) }, err
	})
}

// planUndo says what the changes that take a run back do to each file.
func planUndo(dir string, changes []tree.Change) (*Plan, error) {
	plan := new(Plan)
	for _, c := range changes {
		if c.Path == lockPath && c.Remove {
			return plan, firstRunProblem(dir)
		}
		if version(c.Path) > 0 && c.Remove {
			plan.Notes = append(plan.Notes, goDown(c.Path))
		}
		if !isState(c.Path) {
			plan.Actions = append(plan.Actions, undoAction(c))
		}
	}
	if plan.Empty() && len(changes) > 0 {
		plan.Actions = []Action{{Verb: Update, Path: lockPath}}
	}
	return plan, nil
}

// isState reports whether a file is one that gen writes for itself, which no
// plan lists.
func isState(p string) bool { return p == lockPath || strings.HasPrefix(p, ".gen/") }

func undoAction(c tree.Change) Action {
	switch {
	case c.Remove:
		return Action{Verb: Remove, Path: c.Path}
	case c.Was == "":
		return Action{Verb: Create, Path: c.Path}
	}
	return Action{Verb: Update, Path: c.Path}
}

// goDown is the note about a migration that databases may have applied.
func goDown(migration string) string {
	return migration + ": removed: a database that has applied it has to go down first, with a program built before (migrate down)"
}

func undoProblem(err error) error {
	if changed, ok := errors.AsType[*tree.ChangedError](err); ok {
		problems := make(Problems, len(changed.Paths))
		for i, p := range changed.Paths {
			problems[i] = Problem{
				Code: "GEN340", Kind: Decision, Path: p,
				Message: "changed since the run that would be taken back",
				Hint:    "put your changes aside and restore what gen wrote, or take the run back with version control",
			}
		}
		return problems
	}
	if damaged, ok := errors.AsType[*tree.DamagedError](err); ok {
		return Problem{
			Code: "GEN341", Kind: Failure, Path: damaged.Path, Message: "not what gen kept there: " + damaged.Reason,
			Hint: "take the run back with version control",
		}
	}
	return err
}

func firstRunProblem(dir string) error {
	return Problem{
		Code: "GEN342", Kind: Decision,
		Message: "the last run made the application, and there is nothing before it",
		Hint:    "remove the folder to be rid of it: " + dir,
	}
}
