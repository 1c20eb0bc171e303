package generator

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/tree"
)

// The verbs that say what happens to a file.
const (
	Create     = "create"
	Identical  = "identical"
	Update     = "update"
	Merge      = "merge"
	Conflicted = "conflict"
	Skip       = "skip"
	Remove     = "remove"
)

const baseDir = ".gen/base/"

// A decider holds each new file against what was emitted last and what is on
// disk, and says what shall happen. It writes nothing.
type decider struct {
	disk       *disk
	old        *lock
	moves      moves
	renaming   *renaming
	resolution Resolution
	restore    string // path of a file to bring back
	version    string // of gen

	actions   []Action
	changes   []tree.Change
	files     []emitted // what gen.lock shall say
	marked    []sum     // files with conflict markers, likewise
	notes     []string
	conflicts Problems // what could not be merged
	problems  Problems // whatever else only a person can decide
}

// A meeting is what comes together at the path of a new file.
type meeting struct {
	new    tree.File
	sum    string  // of new
	was    emitted // last; its path is another one if the file moves
	known  bool    // whether there was any
	there  onDisk  // what the user has of it
	from   string  // where the user has it
	target onDisk  // what is at the path of new
	taken  bool    // whether that is something else, which stays
}

func (m meeting) moves() bool { return m.from != m.new.Path }

// asEmitted reports whether the user left the file as it was.
func (m meeting) asEmitted() bool { return m.known && m.there.says(m.was.Sum) }

// file decides about a file that belongs to the application:
//
//	on disk \ gen's text   unchanged       changed
//	as emitted             nothing         update
//	edited, yours          keep            merge
//	edited, gen's          stop            stop
//	deleted, yours         stays deleted   stays deleted, a note
//	deleted, gen's         create          create
//	owned                  keep            keep
//	there, not in gen.lock adopt if equal, otherwise stop
//
// The file of a renamed resource is taken from where it was before.
func (d *decider) file(f tree.File) error {
	m, err := d.meet(f)
	if err != nil {
		return err
	}
	restored := d.restore == f.Path
	if m.was.Owned && !restored {
		d.leave(m)
		return nil
	}
	switch {
	case restored && !m.was.Owned && !m.there.absent():
		d.problem(notDeleted(f.Path))
	case m.there.absent() && m.known && f.Owner == tree.Yours && !restored:
		if m.was.Sum != m.sum {
			d.act(Action{Verb: Skip, Path: f.Path})
			d.note("%s: you deleted it, so gen's changes to it are left out; gen restore brings it back", f.Path)
		}
	case m.there.absent():
		d.write(Create, m, f.Data)
	case m.taken:
		d.problem(inTheWayProblem(f.Path))
	case m.there.says(m.sum) && !m.moves():
		if !m.known {
			d.act(Action{Verb: Identical, Path: f.Path})
		}
	case conflictMarker(m.there.Data) > 0:
		d.problem(markerProblem(m.from, conflictMarker(m.there.Data)))
	case !m.known:
		d.problem(inTheWayProblem(f.Path))
	case m.asEmitted():
		d.update(m)
	case f.Owner == tree.Gen && !m.was.Owned:
		d.problem(editedProblem(m.from))
	case f.Owner == tree.Gen:
		d.write(Update, m, f.Data)
	default:
		err = d.merge(m)
	}
	if err != nil {
		return err
	}
	d.files = append(d.files, emitted{Path: f.Path, Owner: f.Owner, Sum: m.sum})
	if f.Owner == tree.Yours {
		return d.base(f.Path, f.Data)
	}
	return nil
}

// meet reads what is there of a file.
func (d *decider) meet(f tree.File) (m meeting, err error) {
	m = meeting{new: f, sum: tree.Sum(f.Data), from: f.Path}
	if m.target, err = d.disk.read(f.Path); err != nil {
		return m, err
	}
	from, arrives := d.moves[f.Path]
	if !arrives && d.moves.leave(f.Path) {
		return m, nil // what is there belongs to another path now
	}
	m.was, m.known = d.old.file(f.Path)
	m.there = m.target
	if was, known := d.old.file(from); arrives && known {
		err = d.arrive(&m, was)
	}
	return m, err
}

// arrive makes m that of a file which moves to the path of the new one, unless
// the user has moved it there already.
func (d *decider) arrive(m *meeting, was emitted) error {
	there, err := d.disk.read(was.Path)
	if err != nil {
		return err
	}
	leaves := d.moves.leave(m.new.Path)
	if !there.absent() || leaves {
		m.taken = !m.target.absent() && !leaves && !m.asEmitted()
		m.there, m.from = there, was.Path
	}
	m.was, m.known = was, true
	return nil
}

// leave keeps gen away from a file that is the user's alone.
func (d *decider) leave(m meeting) {
	kept := m.was
	kept.Path = m.new.Path
	d.files = append(d.files, kept)
	if m.was.Path != m.new.Path {
		d.note("%s: it is yours alone, so it stays as it is; gen restore %s brings gen's back", m.was.Path, m.new.Path)
	}
}

// update replaces what the user did not edit, and keeps its line ends.
func (d *decider) update(m meeting) {
	data := m.new.Data
	if isStyled(m.there.Data) {
		data = restyled(m.there.Data, m.new)
	}
	if m.moves() || tree.Sum(data) != m.there.Sum {
		d.write(Update, m, data)
	}
}

// base keeps what was emitted of a file that is the user's.
func (d *decider) base(path string, data []byte) error {
	base, err := d.disk.read(baseDir + path)
	if err == nil && !base.says(tree.Sum(data)) {
		d.changes = append(d.changes, change(baseDir+path, data, base))
	}
	return err
}

// gone decides about the files that gen emitted once and does not any more.
func (d *decider) gone() error {
	emittedNow := make(map[string]bool, len(d.files))
	for _, f := range d.files {
		emittedNow[f.Path] = true
	}
	for _, was := range d.old.Files {
		if emittedNow[was.Path] {
			continue
		}
		if err := d.forget(was, emittedNow[d.moves.to(was.Path)]); err != nil {
			return err
		}
	}
	return nil
}

// forget removes a file unless it was edited, and what gen kept of it. One
// that moved has its text elsewhere.
func (d *decider) forget(was emitted, moved bool) error {
	there, err := d.disk.read(was.Path)
	if err != nil {
		return err
	}
	switch {
	case there.absent(), was.Owned:
	case moved:
		d.changes = append(d.changes, removal(was.Path, there))
	case there.says(was.Sum):
		d.act(Action{Verb: Remove, Path: was.Path, Old: there.Data})
		d.changes = append(d.changes, removal(was.Path, there))
	default:
		d.act(Action{Verb: Skip, Path: was.Path})
		d.note("%s: orphaned: gen does not emit it any more, and keeps it because you edited it; take what you need, and delete it", was.Path)
	}
	base, err := d.disk.read(baseDir + was.Path)
	if err == nil && !base.absent() {
		d.changes = append(d.changes, removal(baseDir+was.Path, base))
	}
	return err
}

func (d *decider) act(a Action) { d.actions = append(d.actions, a) }

// write puts data at the path of the new file.
func (d *decider) write(verb string, m meeting, data []byte) {
	a := Action{Verb: verb, Path: m.new.Path, Old: m.there.Data, New: data}
	if m.moves() {
		a.From = m.from
	}
	d.act(a)
	d.changes = append(d.changes, change(m.new.Path, data, m.target))
}

// put writes a file that gen.lock does not list.
func (d *decider) put(verb, path string, data []byte, there onDisk) {
	d.act(Action{Verb: verb, Path: path, Old: there.Data, New: data})
	d.changes = append(d.changes, change(path, data, there))
}

func (d *decider) note(format string, args ...any) {
	d.notes = append(d.notes, fmt.Sprintf(format, args...))
}

func (d *decider) problem(p Problem) { d.problems = append(d.problems, p) }

func editedProblem(path string) Problem {
	return Problem{
		Code: "GEN301", Kind: Decision, Path: path,
		Message: "generated by gen and edited by hand",
		Hint:    "move your change to a file that is yours, delete this one, and run gen apply; or keep it for good: gen own " + path,
	}
}

func inTheWayProblem(path string) Problem {
	return Problem{
		Code: "GEN302", Kind: Decision, Path: path,
		Message: "gen has to write this file, and there is another one in its place",
		Hint:    "move yours to another name, and run gen again",
	}
}
