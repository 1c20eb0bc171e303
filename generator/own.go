package generator

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/tree"
)

// Own makes a file that gen emitted the user's alone: from now on gen neither
// writes nor removes it. Nothing but gen.lock changes. As with [Apply] the plan
// may not be nil when Own fails.
func Own(ctx context.Context, name, path string, o Options) (*Plan, error) {
	dir, err := tree.Open(name)
	if err != nil {
		return nil, AsProblems(err)
	}
	defer dir.Close()
	if o.DryRun {
		if err := checkComplete(dir); err != nil {
			return nil, err
		}
		plan, _, err := planOwn(dir, path, o)
		return plan, AsProblems(err)
	}
	plan, err := own(ctx, dir, path, o)
	return plan, AsProblems(err)
}

func own(ctx context.Context, dir *tree.Dir, path string, o Options) (*Plan, error) {
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
	plan, changes, err := planOwn(dir, path, o)
	if err != nil {
		return &Plan{Notes: notes}, err
	}
	plan.Notes = append(notes, plan.Notes...)
	return plan, dir.Write(changes)
}

// planOwn gives the change of gen.lock, or none if the file is owned already.
func planOwn(f folder, path string, o Options) (*Plan, []tree.Change, error) {
	if err := checkOwnable(path); err != nil {
		return nil, nil, err
	}
	d := newDisk(f)
	there, err := d.read(lockPath)
	if err != nil {
		return nil, nil, err
	}
	l, err := readLock(there.Data, o)
	if err != nil {
		return nil, nil, err
	}
	i := slices.IndexFunc(l.Files, func(f emitted) bool { return f.Path == path })
	if i < 0 {
		return nil, nil, notEmitted(path, l.paths())
	}
	plan := &Plan{DryRun: o.DryRun}
	if l.Files[i].Owned {
		plan.Notes = []string{path + ": it is yours alone already"}
		return plan, nil, nil
	}
	l.Files[i].Owner, l.Files[i].Owned = tree.Yours, true
	l.Conflicts = slices.DeleteFunc(l.Conflicts, func(s sum) bool { return s.Path == path })
	plan.Actions = []Action{{Verb: Update, Path: lockPath}}
	plan.Notes = []string{fmt.Sprintf("%s: it is yours alone, and gen leaves it as it is; gen restore %s takes that back", path, path)}
	return plan, []tree.Change{change(lockPath, l.encode(), there)}, nil
}

// checkOwnable refuses the files that gen cannot do without.
func checkOwnable(path string) error {
	p := Problem{Code: "GEN323", Kind: Usage, Path: path}
	switch {
	case path == definitionPath, version(path) > 0:
		p.Message, p.Hint = "this file is yours anyway", "gen never changes a migration, and gen.yaml only where you ask for it"
	case path == "go.mod", path == "go.sum":
		p.Message, p.Hint = "gen shares this file with the go command", "gen only adds what the application needs, and takes nothing away"
	case path == lockPath, strings.HasPrefix(path, ".gen/"), path == "gen.schema.json":
		p.Message, p.Hint = "gen keeps this file for itself", "choose a file of the application"
	default:
		return nil
	}
	return p
}

// Restore makes the application match its gen.yaml, as [Apply] does, and
// brings back a file that was deleted, or that is the user's alone.
func Restore(ctx context.Context, name, path string, o Options) (*Plan, error) {
	if err := tree.CheckPath(path); err != nil {
		return nil, AsProblems(notEmitted(path, nil))
	}
	o.restore = path
	return Apply(ctx, name, o)
}

func (l *lock) paths() []string {
	paths := make([]string, len(l.Files))
	for i, f := range l.Files {
		paths[i] = f.Path
	}
	return paths
}

func pathsOfFiles(files []tree.File) []string {
	paths := make([]string, len(files))
	for i, f := range files {
		paths[i] = f.Path
	}
	return paths
}

func notEmitted(path string, paths []string) Problem {
	p := Problem{
		Code: "GEN324", Kind: Usage, Path: path,
		Message: "gen does not emit such a file",
		Hint:    "give a path as gen plan shows it, such as web/routes.go",
	}
	if near := field.Suggest(path, paths); near != "" {
		p.Hint = fmt.Sprintf("did you mean %q?", near)
	}
	return p
}
