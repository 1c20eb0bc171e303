package generator

import (
	"bytes"
	"slices"
	"strings"

	"golang.org/x/mod/semver"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/merge"
	"github.com/seed-b1203020/gen/generator/render"
	"github.com/seed-b1203020/gen/generator/tree"
)

// files says for each emitted file what gen takes for its last text, so that
// the run that follows tells edits from what version control made of two texts
// of gen's.
func (r *rebasing) files() error {
	r.lock.Gen = r.ours.lock.Gen
	if semver.Compare(r.theirs.lock.Gen, r.lock.Gen) > 0 {
		r.lock.Gen = r.theirs.lock.Gen
	}
	for _, ours := range r.ours.lock.Files {
		theirs, both := r.theirs.lock.file(ours.Path)
		if !both {
			theirs = ours
		}
		if err := r.file(ours, theirs); err != nil {
			return err
		}
	}
	for _, theirs := range r.theirs.lock.Files {
		if _, both := r.ours.lock.file(theirs.Path); !both {
			if err := r.file(theirs, theirs); err != nil {
				return err
			}
		}
	}
	r.lock.Conflicts = slices.Concat(r.ours.lock.Conflicts, without(r.theirs.lock.Conflicts, r.ours.lock.Conflicts))
	r.lock.sort()
	r.united.texts[lockPath] = r.lock.encode()
	return nil
}

// file says it of one file, which the branches list as ours and theirs. One
// that is nowhere was moved or given up by one of them.
func (r *rebasing) file(ours, theirs emitted) error {
	f := ours
	f.Owned = ours.Owned || theirs.Owned
	there, err := r.disk.read(f.Path)
	if err != nil {
		return err
	}
	base, err := r.disk.read(baseDir + f.Path)
	switch {
	case err != nil:
		return err
	case f.Owned:
	case there.absent() && base.absent():
		return nil
	case f.Owner == tree.Yours:
		if conflictMarker(there.Data) > 0 {
			r.marked = append(r.marked, f.Path)
		}
		f.Sum = r.base(f, base)
	case conflictMarker(there.Data) > 0:
		r.united.texts[f.Path] = nil // made anew
	case (ours.Sum != theirs.Sum || r.options.Replan) && !there.absent():
		f.Sum = there.Sum // what git made of two texts of gen's
	}
	r.lock.Files = append(r.lock.Files, f)
	return nil
}

// base gives the sum of what counts as emitted last of a file of the user's. If
// that has conflict markers it is the text of our side: what is of the other
// side's in the user's file is what gen emits now as well.
func (r *rebasing) base(f emitted, base onDisk) string {
	ours, _, ok := sides(base.Data)
	if base.absent() || !ok {
		return f.Sum // it counts as lost
	}
	if conflictMarker(base.Data) > 0 {
		r.united.texts[baseDir+f.Path] = ours
	}
	return tree.Sum(plain(ours))
}

// modules unites the sides of go.mod and go.sum, which list what is needed.
func (r *rebasing) modules() error {
	merges := map[string]func(a, b []byte) ([]byte, error){
		"go.mod": mergeMod,
		"go.sum": func(a, b []byte) ([]byte, error) { return mergeSum(a, b), nil },
	}
	for _, path := range []string{"go.mod", "go.sum"} {
		file, err := r.disk.read(path)
		if err != nil {
			return err
		}
		if conflictMarker(file.Data) == 0 {
			continue
		}
		ours, theirs, ok := sides(file.Data)
		if !ok {
			return markedProblem(path, file.Data)
		}
		if r.united.texts[path], err = merges[path](ours, theirs); err != nil {
			return err
		}
		r.settled = append(r.settled, path)
	}
	return nil
}

// reunite merges the sides of those files of the user's that git could not.
func (r *rebasing) reunite() error {
	problems, err := r.markedQueries()
	if err != nil {
		return err
	}
	if len(r.marked) == 0 {
		return problems.err()
	}
	files, err := r.rendered()
	if err != nil {
		return err
	}
	for _, path := range r.marked {
		merged, err := r.reuniteFile(path, files)
		if err != nil {
			return err
		}
		if !merged {
			there, _ := r.disk.read(path) // it was read for the merge
			problems = append(problems, markedProblem(path, there.Data))
		}
	}
	r.united.texts[lockPath] = r.lock.encode()
	return problems.err()
}

// reuniteFile merges the sides of the file at path and reports whether that
// could be done.
func (r *rebasing) reuniteFile(path string, files []tree.File) (bool, error) {
	i := slices.IndexFunc(files, func(f tree.File) bool { return f.Path == path })
	if i < 0 {
		return false, nil
	}
	there, err := r.disk.read(path)
	if err != nil {
		return false, err
	}
	base, err := r.disk.read(baseDir + path)
	if err != nil {
		return false, err
	}
	text, ok := reunited(path, base.Data, there.Data, files[i].Data)
	if !ok {
		return false, nil
	}
	r.united.texts[path] = text
	r.united.texts[baseDir+path] = files[i].Data
	at := slices.IndexFunc(r.lock.Files, func(f emitted) bool { return f.Path == path })
	r.lock.Files[at].Sum = tree.Sum(files[i].Data)
	r.settled = append(r.settled, path)
	return true, nil
}

// rendered are the files that gen emits for the united definition.
func (r *rebasing) rendered() ([]tree.File, error) {
	in, err := read(r.united, r.options.Options)
	if err != nil {
		return nil, err
	}
	next, _, decisions := diff.Changes(in.state, in.app, diff.Allow{Drop: r.options.AllowDrop, Lossy: r.options.AllowLossy})
	if len(decisions) > 0 {
		return nil, in.decisionProblems(decisions)
	}
	return render.App(render.Input{App: in.app, Tables: next.Tables})
}

// markedQueries finds conflict markers in queries of the user's own, which
// sqlc could not read.
func (r *rebasing) markedQueries() (Problems, error) {
	paths, err := r.disk.userQueries(r.lock)
	if err != nil {
		return nil, err
	}
	var problems Problems
	for _, path := range paths {
		file, err := r.disk.read(path)
		if err != nil {
			return nil, err
		}
		if conflictMarker(file.Data) > 0 {
			problems = append(problems, markedProblem(path, file.Data))
		}
	}
	return problems, nil
}

func markedProblem(path string, text []byte) Problem {
	return Problem{
		Code: "GEN303", Kind: Decision, Path: path, Line: conflictMarker(text),
		Message: "conflict markers around lines that are not only gen's",
		Hint:    "finish the merge in these files, then run gen migrate rebase again",
	}
}

// reunited merges the sides of a file of the user's, each with what gen changed
// in it. It gives up where a line could be an edit of one branch as well as
// something that gen emitted on the other.
func reunited(path string, base, yours, new []byte) ([]byte, bool) {
	ourBase, theirBase, baseOK := sides(base)
	ours, theirs, oursOK := sides(yours)
	if !baseOK || !oursOK || conflicts(base) != conflicts(yours) {
		return nil, false
	}
	a := merge.File(path, ourBase, ours, new, merge.Options{})
	b := merge.File(path, theirBase, theirs, new, merge.Options{})
	out := merge.File(path, new, a.Text, b.Text, merge.Options{})
	clean := len(a.Conflicts)+len(b.Conflicts)+len(out.Conflicts) == 0
	return out.Text, clean && keepsLines(new, out.Text, ours, theirs)
}

// conflicts counts the conflicts that git left in a text.
func conflicts(text []byte) int {
	n := 0
	for line := range bytes.Lines(text) {
		if isMarker(line, '<') {
			n++
		}
	}
	return n
}

// keepsLines reports whether each line of new is in out, unless neither side
// has it.
func keepsLines(new, out, ours, theirs []byte) bool {
	left := countLines(out)
	a, b := countLines(ours), countLines(theirs)
	for line, n := range countLines(new) {
		if left[line] < n && max(a[line], b[line]) > left[line] {
			return false
		}
	}
	return true
}

// countLines counts each line of a text that is not blank.
func countLines(text []byte) map[string]int {
	counts := make(map[string]int)
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" {
			counts[line]++
		}
	}
	return counts
}
