package generator

import (
	"context"
	"errors"
	"slices"

	"github.com/seed-b1203020/gen/generator/tree"
)

// Check says how an application differs from what gen.yaml and gen.lock say.
// Differences are Problems; nil means that there are none. It writes nothing.
func Check(ctx context.Context, name string, o Options) error {
	dir, err := tree.Open(name)
	if err != nil {
		return AsProblems(err)
	}
	defer dir.Close()
	if err := checkComplete(dir); err != nil {
		return differences(err)
	}
	problems, err := checkHistory(dir)
	if err != nil {
		return differences(AsProblems(err))
	}
	draft, err := generate(ctx, dir, o)
	if err == nil {
		return append(problems, draft.differences()...).err()
	}
	found, ok := errors.AsType[Problems](differences(AsProblems(err)))
	if !ok {
		return err
	}
	return append(problems, found...)
}

// checkHistory compares the migrations with gen.lock, before anything that
// depends on the definition can fail.
func checkHistory(f folder) (Problems, error) {
	d := newDisk(f)
	file, err := d.read(lockPath)
	if err != nil || file.absent() {
		return nil, err
	}
	l, err := decodeLock(file.Data)
	if err != nil {
		return nil, err
	}
	return d.checkMigrations(l)
}

// differences turns what stops a run into what a check found. A definition
// that is wrong stays what it is.
func differences(err error) error {
	problems, ok := errors.AsType[Problems](err)
	if !ok {
		return err
	}
	for i := range problems {
		if problems[i].Kind == Decision {
			problems[i].Kind = Difference
		}
	}
	return problems
}

// differences lists what a run would do.
func (d *draft) differences() Problems {
	var problems Problems
	for _, c := range d.Changes {
		problems = append(problems, Problem{
			Code: "GEN315", Kind: Difference, Path: definitionPath,
			Message: "no migration yet for: " + c.Text, Hint: hintApply,
		})
	}
	for _, a := range d.Actions {
		message := difference(a.Verb)
		switch {
		case a.Path == lockPath:
			message = "out of date"
		case message != "" && slices.Contains(d.Templates, a.Path):
			message = "emitted by another version of gen, and this one emits it differently"
		}
		if message != "" && a.Path != d.Migration {
			problems = append(problems, Problem{
				Code: "GEN314", Kind: Difference, Path: a.Path, Message: message, Hint: hintApply,
			})
		}
	}
	return problems
}

const hintApply = "run gen apply, and commit what it changes"

func difference(verb string) string {
	switch verb {
	case Create:
		return "missing"
	case Update, Merge, Conflicted:
		return "not what gen.yaml says"
	case Remove:
		return "no longer needed"
	case Identical:
		return "not in gen.lock"
	}
	return ""
}
