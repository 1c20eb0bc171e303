// Package generator makes an application match its definition.
//
// A run reads gen.yaml and the disk, works out what the application should be,
// decides about each file, and writes all of it or nothing:
//
//	gen.yaml ─schema.Parse→ the definition ─┬─render→ files ─sqlc→ store/ ─┐
//	gen.lock ─diff.Decode─→ the schema so far ┴─diff─dialect→ a migration ─┤
//	disk, .gen/base ─────────────────────────────────────────── decider ───┴→ Plan
//
// Everything between the two disk edges, [generate], is a function of what was
// read, so a plan that is only shown is made exactly like one that is written.
// Problems are values with a stable code; [Explain] describes each.
package generator

import (
	"bytes"
	"context"
	"slices"
	"time"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/render"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// Options are what a run depends on besides the application's folder.
type Options struct {
	Version string    // of gen, for gen.lock
	Build   string    // says exactly which gen this is; "" if that is not known
	Now     time.Time // dates the new migration
	DryRun  bool      // plan, and write nothing

	// Edit changes gen.yaml as the first step of the run; nil leaves it alone.
	Edit func(definition []byte) ([]byte, error)
}

// A draft is a plan together with the bytes that carry it out.
type draft struct {
	Plan
	changes []tree.Change // all but gen.lock
	lock    []tree.Change // gen.lock, put in place last
}

// generate plans one run. It writes nothing.
func generate(ctx context.Context, f folder, o Options) (*draft, error) {
	in, err := read(f, o)
	if err != nil {
		return nil, err
	}
	if same, err := in.unchanged(); same || err != nil {
		return &draft{}, err
	}

	next, changes, decisions := diff.Changes(in.state, in.app)
	if len(decisions) > 0 {
		return nil, in.decisionProblems(decisions)
	}
	history, err := in.disk.history()
	if err != nil {
		return nil, err
	}
	migration := newMigration(in, history, changes)

	files, err := render.App(render.Input{App: in.app, Tables: next.Tables})
	if err != nil {
		return nil, err
	}
	store, keys, err := compile(ctx, in, files, next.Tables)
	if err != nil {
		return nil, err
	}

	d := &decider{disk: in.disk, old: in.lock}
	if err := d.all(in.definition, migration, slices.Concat(files, store)); err != nil {
		return nil, err
	}
	migrations, err := in.disk.recorded(in.lock, history, migration)
	if err != nil {
		return nil, err
	}
	lock := &lock{
		Gen: o.Version, Head: head(in.lock.Head, migration), State: diff.Encode(next),
		Migrations: migrations, Files: d.files, Queries: keys,
	}
	return in.draft(d, lock, changes, migration, files)
}

// all decides about every file of the application, in the order in which a
// person is told. Its error is everything that needs one.
func (d *decider) all(definition []byte, migration tree.File, files []tree.File) error {
	err := d.definition(definition)
	if err != nil {
		return err
	}
	if migration.Path != "" {
		d.write(Create, migration.Path, migration.Data, onDisk{})
	}
	return d.emitted(files)
}

// emitted decides about the files that gen emits now, and then about those
// that it does not emit any more.
func (d *decider) emitted(files []tree.File) error {
	for _, f := range files {
		if err := d.decide(f); err != nil {
			return err
		}
	}
	if err := d.gone(); err != nil {
		return err
	}
	return d.problems.err()
}

// decide sends a file to the rule for it.
func (d *decider) decide(f tree.File) error {
	switch f.Path {
	case "go.mod":
		return d.merged(f, mergeMod)
	case "go.sum":
		return d.merged(f, func(theirs, needed []byte) ([]byte, error) { return mergeSum(theirs, needed), nil })
	}
	return d.file(f)
}

// definition writes gen.yaml when the command line changed it.
func (d *decider) definition(text []byte) error {
	there, err := d.disk.read(definitionPath)
	switch {
	case err != nil:
		return err
	case there.absent():
		d.write(Create, definitionPath, text, there)
	case !bytes.Equal(there.Data, text):
		d.write(Update, definitionPath, text, there)
	}
	return nil
}

// merged decides about a file that gen and Go's own commands both write to. It
// is not in gen.lock, for there is nothing to compare it with.
func (d *decider) merged(f tree.File, merge func(theirs, needed []byte) ([]byte, error)) error {
	there, err := d.disk.read(f.Path)
	if err != nil {
		return err
	}
	if there.absent() {
		d.write(Create, f.Path, f.Data, there)
		return nil
	}
	if line := conflictMarker(there.Data); line > 0 {
		d.problem(markerProblem(f.Path, line))
		return nil
	}
	data, err := merge(there.Data, f.Data)
	if err == nil && !bytes.Equal(data, there.Data) {
		d.write(Update, f.Path, data, there)
	}
	return err
}

// newMigration is the file that makes the changes; without any it has no path.
func newMigration(in *input, history []string, changes []diff.Change) tree.File {
	if len(changes) == 0 {
		return tree.File{}
	}
	last := in.lock.Head
	if len(history) > 0 && version(history[len(history)-1]) > version(migrationsDir+"/"+last) {
		last = history[len(history)-1][len(migrationsDir)+1:]
	}
	name := diff.Version(in.options.Now, last) + "_" + diff.Title(changes) + ".sql"
	return tree.File{Path: migrationsDir + "/" + name, Owner: tree.Once, Data: dialect.Migration(in.dialect, changes)}
}

func head(last string, migration tree.File) string {
	if migration.Path == "" {
		return last
	}
	return migration.Path[len(migrationsDir)+1:]
}

// decisionProblems gives decisions their places in gen.yaml.
func (in *input) decisionProblems(decisions []diff.Decision) error {
	problems := make(Problems, len(decisions))
	for i, d := range decisions {
		pos := in.position(d.Path)
		problems[i] = Problem{
			Code: string(d.Code), Kind: Decision, Path: definitionPath, Line: pos.Line, Column: pos.Column,
			Message: d.Message, Hint: d.Hint,
		}
	}
	return problems
}

// Load reads and checks the definition of the application in a folder.
func Load(dir string) (*schema.App, error) {
	d, err := tree.Open(dir)
	if err != nil {
		return nil, AsProblems(err)
	}
	defer d.Close()
	in, err := read(d, Options{})
	if err != nil {
		return nil, AsProblems(err)
	}
	return in.app, nil
}
