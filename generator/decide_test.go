package generator

import (
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/tree"
)

// memory is a folder that is not on a disk.
type memory map[string]string

func (m memory) Read(path string) ([]byte, error) {
	if text, ok := m[path]; ok {
		return []byte(text), nil
	}
	return vacant{}.Read(path)
}

func (m memory) List(sub string) ([]string, error) {
	var paths []string
	for path := range m {
		if strings.HasPrefix(path, sub+"/") || sub == "." && !strings.HasPrefix(path, ".gen/") {
			paths = append(paths, path)
		}
	}
	sort.Strings(paths)
	return paths, nil
}

// write does what tree.Write does with changes.
func (m memory) write(t *testing.T, changes ...tree.Change) {
	t.Helper()
	for _, c := range changes {
		was := ""
		if text, ok := m[c.Path]; ok {
			was = tree.Sum([]byte(text))
		}
		if was != c.Was {
			t.Errorf("%s: planned for another content", c.Path)
		}
		if m[c.Path] = string(c.Data); c.Remove {
			delete(m, c.Path)
		}
	}
}

// absent is a file that is not there.
const absent = "\x00"

// Texts that merge: the user changed the last line, gen the first.
const (
	emittedText = "one\ntwo\nthree\nfour\nfive\n"
	editedText  = "one\ntwo\nthree\nfour\nmine\n"
	changedText = "gen\ntwo\nthree\nfour\nfive\n"
	mergedText  = "gen\ntwo\nthree\nfour\nmine\n"
	markedText  = "a\n<<<<<<< ours\nb\n=======\nc\n>>>>>>> theirs\n"
)

func windows(text string) string { return "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n") }

// The table of what happens to a file. Its columns: what gen emitted last, what
// is on disk, what gen emits now, and the outcome.
func TestDecide(t *testing.T) {
	for _, test := range []struct {
		name       string
		owner      tree.Owner
		last, disk string
		now        string
		verb, code string
		after      string // on disk
	}{
		{name: "as emitted, unchanged", owner: tree.Yours, last: "1", disk: "1", now: "1", after: "1"},
		{name: "as emitted, changed", owner: tree.Yours, last: "1", disk: "1", now: "2", verb: Update, after: "2"},
		{name: "as emitted, gone", owner: tree.Yours, last: "1", disk: "1", now: absent, verb: Remove, after: absent},
		{name: "edited, unchanged", owner: tree.Yours, last: "1", disk: "mine", now: "1", after: "mine"},
		{name: "edited, changed elsewhere", owner: tree.Yours, last: emittedText, disk: editedText, now: changedText, verb: Merge, after: mergedText},
		{name: "edited, changed there", owner: tree.Yours, last: "1", disk: "mine", now: "2", verb: Conflicted, code: "GEN300"},
		{name: "edited, changed to the same", owner: tree.Yours, last: "1", disk: "2", now: "2", after: "2"},
		{name: "edited, all of gen's change is there", owner: tree.Yours, last: emittedText, disk: mergedText, now: changedText, after: mergedText},
		{name: "edited, gone", owner: tree.Yours, last: "1", disk: "mine", now: absent, verb: Skip, after: "mine"},
		{name: "deleted, unchanged", owner: tree.Yours, last: "1", disk: absent, now: "1", after: absent},
		{name: "deleted, changed", owner: tree.Yours, last: "1", disk: absent, now: "2", verb: Skip, after: absent},
		{name: "deleted, gone", owner: tree.Yours, last: "1", disk: absent, now: absent, after: absent},
		{name: "new", owner: tree.Yours, last: absent, disk: absent, now: "2", verb: Create, after: "2"},
		{name: "there and equal", owner: tree.Yours, last: absent, disk: "2", now: "2", verb: Identical, after: "2"},
		{name: "there and equal but for line ends", owner: tree.Yours, last: absent, disk: windows(emittedText), now: emittedText, verb: Identical, after: windows(emittedText)},
		{name: "there and other", owner: tree.Yours, last: absent, disk: "mine", now: "2", code: "GEN302"},
		{name: "conflict markers", owner: tree.Yours, last: "1", disk: markedText, now: "1", code: "GEN303"},
		{name: "other line ends, unchanged", owner: tree.Yours, last: emittedText, disk: windows(emittedText), now: emittedText, after: windows(emittedText)},
		{name: "other line ends, changed", owner: tree.Yours, last: emittedText, disk: windows(emittedText), now: changedText, verb: Update, after: windows(changedText)},
		{name: "other line ends, edited", owner: tree.Yours, last: emittedText, disk: windows(editedText), now: changedText, verb: Merge, after: windows(mergedText)},
		{name: "other line ends, gone", owner: tree.Yours, last: emittedText, disk: windows(emittedText), now: absent, verb: Remove, after: absent},

		{name: "gen's, unchanged", owner: tree.Gen, last: "1", disk: "1", now: "1", after: "1"},
		{name: "gen's, changed", owner: tree.Gen, last: "1", disk: "1", now: "2", verb: Update, after: "2"},
		{name: "gen's, edited, unchanged", owner: tree.Gen, last: "1", disk: "mine", now: "1", code: "GEN301"},
		{name: "gen's, edited, changed", owner: tree.Gen, last: "1", disk: "mine", now: "2", code: "GEN301"},
		{name: "gen's, deleted", owner: tree.Gen, last: "1", disk: absent, now: "1", verb: Create, after: "1"},
		{name: "gen's, in the way", owner: tree.Gen, last: absent, disk: "mine", now: "1", code: "GEN302"},
		{name: "gen's, gone", owner: tree.Gen, last: "1", disk: "1", now: absent, verb: Remove, after: absent},
		{name: "gen's, edited, gone", owner: tree.Gen, last: "1", disk: "mine", now: absent, verb: Skip, after: "mine"},
		{name: "gen's, other line ends", owner: tree.Gen, last: emittedText, disk: windows(emittedText), now: emittedText, after: windows(emittedText)},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder, old := memory{}, new(lock)
			if test.last != absent {
				old.Files = []emitted{{Path: "a.txt", Owner: test.owner, Sum: tree.Sum([]byte(test.last))}}
				folder[baseDir+"a.txt"] = test.last
			}
			if test.disk != absent {
				folder["a.txt"] = test.disk
			}
			d := &decider{disk: newDisk(folder), old: old}
			var files []tree.File
			if test.now != absent {
				files = append(files, tree.File{Path: "a.txt", Owner: test.owner, Data: []byte(test.now)})
			}
			err := d.emitted(files)
			checkDecision(t, d, err, test.verb, test.code)
			if err != nil || len(d.conflicts) > 0 {
				return
			}
			folder.write(t, d.changes...)
			if got, ok := folder["a.txt"]; got != strings.Trim(test.after, absent) || ok == (test.after == absent) {
				t.Errorf("on disk: %q, want %q", got, test.after)
			}
			checkBase(t, folder, d.files, test.owner, test.now)
			checkSettled(t, folder, d.files, files)
		})
	}
}

func checkDecision(t *testing.T, d *decider, err error, verb, code string) {
	t.Helper()
	var want []string
	if verb != "" {
		want = []string{verb + " a.txt"}
	}
	if got := said(d.actions); !slices.Equal(got, want) {
		t.Errorf("actions: %v, want %v", got, want)
	}
	got := ""
	for _, p := range slices.Concat(d.problems, d.conflicts) {
		got += p.Code
	}
	if got != code || (err != nil) != (len(d.problems) > 0) {
		t.Errorf("problem %q (%v), want %q", got, err, code)
	}
	if (len(d.notes) > 0) != (verb == Skip) {
		t.Errorf("notes: %q", d.notes)
	}
}

// said is the verbs and the paths of actions.
func said(actions []Action) []string {
	var lines []string
	for _, a := range actions {
		line := a.Verb + " " + a.Path
		if a.From != "" {
			line += " from " + a.From
		}
		lines = append(lines, line)
	}
	return lines
}

// checkBase holds .gen/base and gen.lock against what was emitted now.
func checkBase(t *testing.T, folder memory, files []emitted, owner tree.Owner, now string) {
	t.Helper()
	base, kept := folder[baseDir+"a.txt"]
	if now == absent {
		if kept || len(files) > 0 {
			t.Errorf("base %q and gen.lock %v are left of a file that is gone", base, files)
		}
		return
	}
	if owner == tree.Yours && base != now {
		t.Errorf("base: %q, want %q", base, now)
	}
	if want := (emitted{Path: "a.txt", Owner: owner, Sum: tree.Sum([]byte(now))}); !slices.Equal(files, []emitted{want}) {
		t.Errorf("gen.lock: %v, want %v", files, want)
	}
}

// checkSettled makes sure that a second run has nothing more to say.
func checkSettled(t *testing.T, folder memory, files []emitted, now []tree.File) {
	t.Helper()
	again := &decider{disk: newDisk(folder), old: &lock{Files: files}}
	err := again.emitted(now)
	if err != nil || len(again.changes) > 0 || len(again.actions) > 0 {
		t.Errorf("a second run: %v %v %v", again.actions, again.changes, err)
	}
}

func TestConflictMarker(t *testing.T) {
	for _, test := range []struct {
		text string
		want int
	}{
		{"", 0},
		{"# Title\n=======\n", 0},
		{"<<<<<<< only the first\n", 0},
		{"<<<<<<< ours\na\n=======\nb\n>>>>>>> theirs\n", 1},
		{"x\r\n<<<<<<< ours\r\na\r\n=======\r\nb\r\n>>>>>>> theirs\r\n", 2},
		{"  <<<<<<< indented\n  >>>>>>> indented\n", 0},
	} {
		if got := conflictMarker([]byte(test.text)); got != test.want {
			t.Errorf("%q: line %d, want %d", test.text, got, test.want)
		}
	}
}

// A path of which the disk says more than that it is absent is a problem that
// names it once.
func TestDiskErrorsNameThePath(t *testing.T) {
	d := &decider{disk: newDisk(broken{}), old: new(lock)}
	err := d.file(tree.File{Path: "web/a.go", Data: []byte("1")})
	if want := "web/a.go: is a folder"; fmt.Sprint(err) != want {
		t.Errorf("got %v, want %s", err, want)
	}
}

type broken struct{ vacant }

func (broken) Read(string) ([]byte, error) { return nil, errors.New("web/a.go is a folder") }
