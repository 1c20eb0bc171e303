package merge

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var testLabels = Labels{Yours: "yours", Base: "base", New: "new"}

// A testCase is a file of testdata: a comment, and sections that start with
// "-- name --". Those of the three versions carry the ending of the file that
// is merged, and so does the result that is wanted with markers.
type testCase struct {
	sections map[string]string
	order    []string
}

func readCase(t *testing.T, path string) testCase {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	c := testCase{sections: map[string]string{}}
	section := ""
	for line := range strings.Lines(string(data)) {
		if name, ok := strings.CutPrefix(line, "-- "); ok && strings.HasSuffix(name, " --\n") {
			section = strings.TrimSuffix(name, " --\n")
			c.order = append(c.order, section)
			line = ""
		}
		c.sections[section] += line
	}
	return c
}

// bytes is the section called name, whatever its ending.
func (c testCase) bytes(name string) []byte {
	for _, section := range c.order {
		if strings.TrimSuffix(section, filepath.Ext(section)) == name {
			return []byte(c.sections[section])
		}
	}
	return nil
}

func (c testCase) file() string {
	for _, section := range c.order {
		if strings.HasPrefix(section, "new.") {
			return section
		}
	}
	return ""
}

func (c testCase) merge(resolve Resolution) Result {
	return File(c.file(), c.bytes("base"), c.bytes("yours"), c.bytes("new"), Options{testLabels, resolve})
}

// TestCases merges the files of testdata, and says how they differ from what
// is wanted.
func TestCases(t *testing.T) {
	paths, err := filepath.Glob("testdata/*.txt")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no cases: %v", err)
	}
	for _, path := range paths {
		t.Run(strings.TrimSuffix(filepath.Base(path), ".txt"), func(t *testing.T) {
			c := readCase(t, path)
			result := c.merge("")
			if want := c.bytes("want"); want != nil {
				wantText(t, c.file(), string(want), result.Text)
			}
			if notes := string(c.bytes("notes")); strings.Join(result.Notes, "\n") != strings.TrimSpace(notes) {
				t.Errorf("notes are %q, want %q", result.Notes, notes)
			}
			wantConflicts(t, c, result)
			for _, side := range []Resolution{Mine, Generated} {
				c.wantResolved(t, side)
			}
		})
	}
}

func wantText(t *testing.T, name, want string, got []byte) {
	t.Helper()
	if string(got) != want {
		t.Errorf("not as wanted:\n%s", Unified(name, []byte(want), got))
	}
}

// wantConflicts holds the conflicts against the markers, and against the
// section that lists them.
func wantConflicts(t *testing.T, c testCase, result Result) {
	t.Helper()
	list := ""
	lines := strings.Split(string(result.Text), "\n")
	for _, conflict := range result.Conflicts {
		list += strings.TrimSpace(fmt.Sprintln(conflict.Line, conflict.Piece)) + "\n"
		if lines[conflict.Line-1] != "<<<<<<< yours" {
			t.Errorf("line %d is %q, want a marker", conflict.Line, lines[conflict.Line-1])
		}
	}
	if want, ok := c.sections["conflicts"]; ok && list != want {
		t.Errorf("conflicts are %q, want %q", list, want)
	}
	if markers := strings.Count(string(result.Text), "<<<<<<< "); markers != len(result.Conflicts) {
		t.Errorf("%d markers for %d conflicts", markers, len(result.Conflicts))
	}
}

// wantResolved merges again with one side winning.
func (c testCase) wantResolved(t *testing.T, side Resolution) {
	t.Helper()
	result := c.merge(side)
	if len(result.Conflicts) > 0 || strings.Contains(string(result.Text), "<<<<<<<") {
		t.Errorf("%s: conflicts %v are left in:\n%s", side, result.Conflicts, result.Text)
	}
	if want, ok := c.sections[string(side)]; ok {
		wantText(t, c.file(), want, result.Text)
	}
}
