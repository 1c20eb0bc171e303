package generator

import (
	"bytes"

	"github.com/seed-b1203020/gen/generator/merge"
	"github.com/seed-b1203020/gen/generator/tree"
)

// A Resolution says what becomes of the places in a file that both the user
// and gen changed.
type Resolution string

// The resolutions.
const (
	Stop      Resolution = ""          // write nothing, and name them
	Markers   Resolution = "markers"   // write both versions between markers
	Mine      Resolution = "mine"      // take the user's version
	Generated Resolution = "generated" // take gen's version
)

// merge puts what gen changed into a file that the user edited.
func (d *decider) merge(m meeting) error {
	base, ok, err := d.baseOf(m)
	if err != nil {
		return err
	}
	if !ok {
		d.problem(noBase(m.was.Path))
		return nil
	}
	base, yours, renamed := d.renaming.apply(m, base)
	if m.was.Sum == m.sum && !m.moves() && len(renamed) == 0 && !m.was.Owned {
		return nil
	}
	result := merge.File(m.new.Path, base, yours, m.new.Data, d.mergeOptions())
	for _, note := range result.Notes {
		d.note("%s: %s", m.new.Path, note)
	}
	d.noteRenamed(m.new.Path, result.Text, renamed)
	verb := Merge
	if len(result.Conflicts) > 0 {
		verb = Conflicted
		d.conflict(m, result)
	}
	if m.moves() || !bytes.Equal(result.Text, m.there.Data) {
		d.write(verb, m, result.Text)
	}
	return nil
}

// baseOf is what gen emitted last of a file; ok is false if that is lost.
func (d *decider) baseOf(m meeting) (text []byte, ok bool, err error) {
	base, err := d.disk.read(baseDir + m.was.Path)
	switch {
	case err != nil:
		return nil, false, err
	case base.says(m.was.Sum):
		return plain(base.Data), true, nil
	case m.was.Sum == m.sum:
		return m.new.Data, true, nil
	}
	return nil, false, nil
}

// mergeOptions say what conflicts look like.
func (d *decider) mergeOptions() merge.Options {
	o := merge.Options{Labels: merge.Labels{
		Yours: "yours",
		Base:  "emitted by gen " + d.old.Gen,
		New:   "gen " + d.version,
	}}
	if d.resolution != Markers {
		o.Resolve = merge.Resolution(d.resolution)
	}
	return o
}

// conflict records what could not be merged. Where there are no lines to put
// markers between, a person has to choose a side.
func (d *decider) conflict(m meeting, result merge.Result) {
	isMarked := d.resolution == Markers && conflictMarker(result.Text) > 0
	if isMarked {
		d.marked = append(d.marked, sum{m.new.Path, tree.Sum(result.Text)})
	}
	for _, c := range result.Conflicts {
		p := Problem{
			Code: "GEN300", Kind: Decision, Path: m.from, Line: lineOf(result.Text, c.Line, m.there.Data), Message: bothChanged(c),
			Hint: "--conflicts=markers writes both versions into the file, --conflicts=mine and --conflicts=generated take one side",
		}
		if isMarked {
			p.Kind, p.Path, p.Line = Conflict, m.new.Path, c.Line
			p.Hint = "edit what is between the markers, then run gen apply"
		}
		d.conflicts = append(d.conflicts, p)
	}
}

func bothChanged(c merge.Conflict) string {
	if c.Piece == "" {
		return "changed by you, and gen has to change it too"
	}
	return c.Piece + ": changed by you, and gen has to change it too"
}

// lineOf finds in yours the place that begins with the marker on a line of
// merged. It is 0 where yours has nothing of it.
func lineOf(merged []byte, marker int, yours []byte) int {
	lines := bytes.Split(plain(merged), []byte("\n"))
	if marker < 1 || marker >= len(lines) {
		return 0
	}
	side := lines[marker:]
	for i, line := range side {
		if bytes.HasPrefix(line, []byte("|||||||")) || bytes.HasPrefix(line, []byte("=======")) {
			side = side[:i]
			break
		}
	}
	if len(side) == 0 {
		return 0
	}
	block := append([]byte("\n"), bytes.Join(side, []byte("\n"))...)
	text := append([]byte("\n"), plain(yours)...)
	at := bytes.Index(text, block)
	if at < 0 {
		return 0
	}
	return bytes.Count(text[:at], []byte("\n")) + 1
}

// restyled is the new text with the line ends and the byte order mark of what
// is there, which says nothing else than what gen emitted.
func restyled(there []byte, f tree.File) []byte {
	return merge.File(f.Path, plain(there), there, f.Data, merge.Options{}).Text
}

func noBase(path string) Problem {
	return Problem{
		Code: "GEN321", Kind: Decision, Path: path,
		Message: "edited by you, and what gen emitted of it is not in " + baseDir + path + " any more",
		Hint:    "restore .gen/base from version control; or put your version aside, delete the file, and run gen restore " + path,
	}
}

func notDeleted(path string) Problem {
	return Problem{
		Code: "GEN322", Kind: Usage, Path: path,
		Message: "there is nothing to restore: it is neither deleted nor yours alone",
		Hint:    "to have it as gen emits it, delete it first; gen undo takes the last run back",
	}
}
