package generator

import (
	"maps"
	"path"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/render"
	"github.com/seed-b1203020/gen/generator/tree"
)

// moves are the files of renamed resources: the path that each has now, to the
// one that it had.
type moves map[string]string

func movesOf(renames []diff.Renamed) moves {
	m := make(moves)
	for _, r := range renames {
		if r.From.Name == r.To.Name {
			continue
		}
		old := resourcePaths(r.From.Name)
		for i, path := range resourcePaths(r.To.Name) {
			m[path] = old[i]
		}
	}
	return m
}

// resourcePaths lists the files of a resource, with what sqlc makes of its
// queries.
func resourcePaths(name string) []string {
	return append(render.ResourcePaths(name), "store/"+name+".sql.go")
}

// to is the path that the file at path moves to, or "".
func (m moves) to(path string) string {
	for _, to := range slices.Sorted(maps.Keys(m)) {
		if m[to] == path {
			return to
		}
	}
	return ""
}

// leave reports whether the file at path moves elsewhere.
func (m moves) leave(path string) bool { return m.to(path) != "" }

// folders are those of moves that a resource has for itself: where each is
// now, to where it was.
func (m moves) folders() moves {
	folders := make(moves)
	for to, from := range m {
		if path.Dir(from) != path.Dir(to) {
			folders[path.Dir(to)] = path.Dir(from)
		}
	}
	return folders
}

// follow moves what the user has added to the folder of a renamed resource,
// such as pages of one's own, since handlers name them after the folder.
func (d *decider) follow() error {
	folders := d.moves.folders()
	for _, to := range slices.Sorted(maps.Keys(folders)) {
		paths, err := d.disk.list(folders[to])
		if err != nil {
			return err
		}
		for _, p := range paths {
			if _, emitted := d.old.file(p); emitted {
				continue
			}
			if err := d.carry(p, to+strings.TrimPrefix(p, folders[to])); err != nil {
				return err
			}
		}
	}
	return nil
}

// carry moves a file that gen did not emit, and gives it the new names.
func (d *decider) carry(from, to string) error {
	there, err := d.disk.read(from)
	if err != nil {
		return err
	}
	target, err := d.disk.read(to)
	if err != nil {
		return err
	}
	if !target.absent() || slices.ContainsFunc(d.files, func(f emitted) bool { return f.Path == to }) {
		d.note("%s: it stays where it is, for there is another file at %s", from, to)
		return nil
	}
	m := meeting{new: tree.File{Path: to, Data: there.Data}, there: there, from: from, target: target}
	_, data, renamed := d.renaming.apply(m, nil)
	d.noteRenamed(to, data, renamed)
	d.write(Update, m, data)
	d.changes = append(d.changes, removal(from, there))
	return nil
}
