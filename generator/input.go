package generator

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// An input is everything that one run is made from.
type input struct {
	options    Options
	disk       *disk
	definition []byte // gen.yaml, edited
	app        *schema.App
	lock       *lock
	state      diff.State
	dialect    dialect.Dialect
	renames    []diff.Renamed // of resources and fields
}

// read reads and checks gen.yaml and gen.lock.
func read(f folder, o Options) (*input, error) {
	in := &input{options: o, disk: newDisk(f)}
	if err := in.readDefinition(); err != nil {
		return nil, err
	}
	if err := in.readLock(); err != nil {
		return nil, err
	}
	in.dialect = dialect.For(in.app.Database)
	return in, in.checkMarked()
}

func (in *input) readDefinition() error {
	file, err := in.disk.read(definitionPath)
	if err != nil {
		return err
	}
	if line := conflictMarker(file.Data); line > 0 {
		return markerProblem(definitionPath, line)
	}
	in.definition = file.Data
	if in.options.Edit != nil {
		if in.definition, err = in.options.Edit(file.Data); err != nil {
			return err
		}
	}
	in.app, err = schema.Parse(definitionPath, in.definition)
	return err
}

func (in *input) readLock() error {
	file, err := in.disk.read(lockPath)
	if err != nil {
		return err
	}
	if file.absent() {
		in.lock = new(lock)
		return in.checkFirst()
	}
	if in.lock, err = readLock(file.Data, in.options); err != nil {
		return err
	}
	if in.state, err = diff.Decode(in.lock.State); err != nil {
		return Problem{Code: "GEN304", Kind: Failure, Path: lockPath, Message: "state: " + err.Error(), Hint: hintLock}
	}
	return nil
}

// checkFirst refuses to begin anew where an application has been before.
func (in *input) checkFirst() error {
	history, err := in.disk.history()
	if err != nil || len(history) == 0 {
		return err
	}
	return Problem{
		Code: "GEN306", Kind: Decision, Path: lockPath,
		Message: fmt.Sprintf("missing, although there are migrations (%s)", history[0]),
		Hint:    hintLock,
	}
}

// checkMarked finds the conflict markers that gen wrote and that are still
// there.
func (in *input) checkMarked() error {
	var problems Problems
	for _, c := range in.lock.Conflicts {
		file, err := in.disk.read(c.Path)
		if err != nil {
			return err
		}
		if line := conflictMarker(file.Data); line > 0 {
			problems = append(problems, markerProblem(c.Path, line))
		}
	}
	return problems.err()
}

// sum covers all that the emitted files follow from: which gen, gen.yaml, the
// queries that are not gen's, and the files that gen shares with Go's own
// commands, as they are once the pending changes are made. It is "" when gen
// cannot tell which gen it is, and then nothing is known to be unchanged.
func (in *input) sum(l *lock, pending []tree.Change) (string, error) {
	if in.options.Build == "" {
		return "", nil
	}
	paths, err := in.disk.userQueries(l)
	if err != nil {
		return "", err
	}
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\x00%s\x00", in.options.Build, tree.Sum(in.definition))
	for _, p := range slices.Concat([]string{"go.mod", "go.sum"}, paths) {
		file, err := in.disk.read(p)
		if err != nil {
			return "", err
		}
		if i := slices.IndexFunc(pending, func(c tree.Change) bool { return c.Path == p }); i >= 0 {
			file.Sum = tree.Sum(pending[i].Data)
		}
		fmt.Fprintf(hash, "%s\x00%s\x00", p, file.Sum)
	}
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), nil
}

// unchanged reports whether nothing that the last run was made from has
// changed and everything that it made is there, so that this run would make
// the same.
func (in *input) unchanged() (bool, error) {
	if in.options.restore != "" || len(in.lock.Conflicts) > 0 {
		return false, nil
	}
	there, err := in.disk.read(definitionPath)
	if err != nil || in.lock.Inputs == "" || string(there.Data) != string(in.definition) {
		return false, err
	}
	sum, err := in.sum(in.lock, nil)
	if err != nil || sum != in.lock.Inputs {
		return false, err
	}
	for _, f := range in.lock.Files {
		if same, err := in.disk.keeps(f); !same || err != nil {
			return false, err
		}
	}
	return true, nil
}

// keeps reports whether a run that emits the same file again would leave it
// and its base alone.
func (d *disk) keeps(f emitted) (bool, error) {
	there, err := d.read(f.Path)
	if f.Owned {
		return true, err
	}
	if err != nil || f.Owner != tree.Yours {
		return there.says(f.Sum), err
	}
	if !there.says(f.Sum) && conflictMarker(there.Data) > 0 {
		return false, nil
	}
	base, err := d.read(baseDir + f.Path)
	return base.says(f.Sum), err
}

// position is where gen.yaml says what a decision is about.
func (in *input) position(about string) schema.Position {
	if about == "database" {
		return in.app.Pos(about)
	}
	resource, name, ok := strings.Cut(about, ".")
	if !ok {
		return in.app.Pos("resources", resource)
	}
	return in.app.Pos("resources", resource, "fields", name)
}

// draft puts together the plan and what carries it out.
func (in *input) draft(d *decider, next *lock, changes []diff.Change, migration tree.File, files []tree.File) (*draft, error) {
	out := &draft{changes: d.changes, conflicts: d.conflicts, Plan: Plan{
		DryRun:    in.options.DryRun,
		Actions:   d.actions,
		Changes:   describe(in.dialect, changes),
		Migration: migration.Path,
		API:       apiChanges(in.state, in.app),
		Notes:     d.notes,
	}}
	base, err := in.disk.read(baseDir + routesPath)
	if err != nil {
		return nil, err
	}
	out.Routes = newRoutes(parseRoutes(base.Data), routesIn(files))
	upgraded, err := in.upgraded()
	if err != nil {
		return nil, err
	}
	out.Templates = shown(d.actions, upgraded)
	surface, err := in.surfaceChanges()
	if err != nil {
		return nil, err
	}
	out.API = append(out.API, surface...)
	return out, in.finish(out, next)
}

// finish adds gen.lock, and the definition that it is of, to a draft that
// changes anything.
func (in *input) finish(out *draft, next *lock) (err error) {
	next.sort()
	if len(out.changes) == 0 && next.equal(in.lock) {
		return nil
	}
	if next.Inputs, err = in.sum(next, out.changes); err != nil {
		return err
	}
	if next.Templates, err = templatesSum(); err != nil {
		return err
	}
	base, err := in.disk.read(baseDefinitionPath)
	if err != nil {
		return err
	}
	if !bytes.Equal(base.Data, in.definition) {
		out.changes = append(out.changes, change(baseDefinitionPath, in.definition, base))
	}
	there, err := in.disk.read(lockPath)
	if err != nil {
		return err
	}
	out.lock = []tree.Change{change(lockPath, next.encode(), there)}
	if out.Empty() {
		out.Actions = append(out.Actions, Action{Verb: Update, Path: lockPath})
	}
	return nil
}

func change(path string, data []byte, there onDisk) tree.Change {
	return tree.Change{Path: path, Data: data, Was: there.Sum}
}

func removal(path string, there onDisk) tree.Change {
	return tree.Change{Path: path, Remove: true, Was: there.Sum}
}
