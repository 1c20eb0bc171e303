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

	AllowDrop  []string   // resources and fields whose data may go: "post", "post.body"
	AllowLossy []string   // fields whose values a cast may change: "post.price"
	Conflicts  Resolution // what becomes of conflicts in files

	// Edit changes gen.yaml as the first step of the run; nil leaves it alone.
	Edit func(definition []byte) ([]byte, error)

	restore string // path of a file to bring back
}

// A draft is a plan together with the bytes that carry it out.
type draft struct {
	Plan
	changes   []tree.Change // all but gen.lock
	lock      []tree.Change // gen.lock, put in place last
	conflicts Problems      // in files; nothing is written if one is a Decision
}

// stops reports whether a person has to decide before anything is written.
func (d *draft) stops() bool {
	return slices.ContainsFunc(d.conflicts, func(p Problem) bool { return p.Kind == Decision })
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

	next, changes, decisions := diff.Changes(in.state, in.app, diff.Allow{Drop: o.AllowDrop, Lossy: o.AllowLossy})
	if len(decisions) > 0 {
		return nil, in.decisionProblems(decisions)
	}
	in.renames = diff.Renames(in.state, in.app)
	history, err := in.disk.history()
	if err != nil {
		return nil, err
	}
	changes = in.effective(changes)
	migration := newMigration(in, history, changes)

	cache, err := newCache(in)
	if err != nil {
		return nil, err
	}
	files, err := render.App(render.Input{App: in.app, Tables: next.Tables, Cache: cache})
	if err != nil {
		return nil, err
	}
	store, keys, err := compile(ctx, in, files, next.Tables)
	if err != nil {
		return nil, err
	}

	d, err := in.decide(migration, slices.Concat(files, store))
	if err != nil {
		return nil, err
	}
	d.notes = append(d.notes, singularNotes(in.app, changes)...)
	migrations, err := in.disk.recorded(in.lock, history, migration)
	if err != nil {
		return nil, err
	}
	lock := &lock{
		Gen: o.Version, Head: head(in.lock.Head, migration), State: diff.Encode(next),
		Migrations: migrations, Files: d.files, Queries: keys, Conflicts: d.marked,
	}
	cache.record(lock)
	return in.draft(d, lock, changes, migration, files)
}

// decide holds the new files against the disk.
func (in *input) decide(migration tree.File, files []tree.File) (*decider, error) {
	d := &decider{
		disk: in.disk, old: in.lock, moves: movesOf(in.renames),
		resolution: in.options.Conflicts, restore: in.options.restore, version: in.options.Version,
	}
	var err error
	if d.renaming, err = newRenaming(in.disk, in.lock, in.renames, files); err != nil {
		return nil, err
	}
	if err := d.all(in.definition, migration, files); err != nil {
		return nil, err
	}
	mentions, err := d.renaming.mentions(in.disk, in.lock)
	d.notes = append(d.notes, mentions...)
	return d, err
}

// all decides about every file of the application, in the order in which a
// person is told. Its error is everything that needs one.
func (d *decider) all(definition []byte, migration tree.File, files []tree.File) error {
	err := d.definition(definition)
	if err != nil {
		return err
	}
	if migration.Path != "" {
		d.put(Create, migration.Path, migration.Data, onDisk{})
	}
	return d.emitted(files)
}

// emitted decides about the files that gen emits now, about those that follow
// them, and then about those that it does not emit any more.
func (d *decider) emitted(files []tree.File) error {
	for _, f := range files {
		if err := d.decide(f); err != nil {
			return err
		}
	}
	if err := d.follow(); err != nil {
		return err
	}
	if err := d.gone(); err != nil {
		return err
	}
	if d.restore != "" && !slices.ContainsFunc(files, func(f tree.File) bool { return f.Path == d.restore }) {
		d.problem(notEmitted(d.restore, pathsOfFiles(files)))
	}
	if len(d.problems) > 0 {
		return append(d.problems, d.conflicts...)
	}
	return nil
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
		d.put(Create, definitionPath, text, there)
	case !bytes.Equal(there.Data, text):
		d.put(Update, definitionPath, text, there)
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
		d.put(Create, f.Path, f.Data, there)
		return nil
	}
	if line := conflictMarker(there.Data); line > 0 {
		d.problem(markerProblem(f.Path, line))
		return nil
	}
	data, err := merge(there.Data, f.Data)
	if err == nil && !bytes.Equal(data, there.Data) {
		d.put(Update, f.Path, data, there)
	}
	return err
}

// effective leaves out the changes that make no difference to this database,
// such as that of a type which is another one only for the application.
func (in *input) effective(changes []diff.Change) []diff.Change {
	var left []diff.Change
	for i, c := range dialect.InContext(changes) {
		if len(in.dialect.Up(c))+len(in.dialect.Down(c)) > 0 {
			left = append(left, changes[i])
		}
	}
	return left
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
