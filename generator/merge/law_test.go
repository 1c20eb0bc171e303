package merge

import (
	"bytes"
	"slices"
	"strings"
	"testing"
)

// checkLaws merges three versions of one file, and reports which law the merge
// breaks.
func checkLaws(t *testing.T, path string, base, yours, generated []byte) {
	t.Helper()
	merge := func(base, yours, generated []byte, resolve Resolution) Result {
		return File(path, base, yours, generated, Options{testLabels, resolve})
	}
	for _, law := range []struct {
		name                   string
		base, yours, gen, want []byte
	}{
		{"only gen changed it", base, base, generated, generated},
		{"only the person changed it", base, yours, base, yours},
		{"both changed it in the same way", base, yours, yours, yours},
	} {
		if got := merge(law.base, law.yours, law.gen, ""); !bytes.Equal(got.Text, law.want) || len(got.Conflicts)+len(got.Notes) > 0 {
			t.Errorf("%s: got %q %v %q, want %q", law.name, got.Text, got.Conflicts, got.Notes, law.want)
		}
	}
	result := merge(base, yours, generated, "")
	if again := merge(generated, result.Text, generated, ""); !bytes.Equal(again.Text, result.Text) {
		t.Errorf("merged again it is %q, was %q", again.Text, result.Text)
	}
	for _, side := range []Resolution{Mine, Generated} {
		if got := merge(base, yours, generated, side); len(got.Conflicts) > 0 {
			t.Errorf("%s: conflicts are left: %v", side, got.Conflicts)
		} else if len(result.Conflicts) == 0 && !bytes.Equal(got.Text, result.Text) {
			t.Errorf("%s changed a clean merge from %q to %q", side, result.Text, got.Text)
		}
	}
	checkMarkers(t, result)
}

// checkMarkers holds each conflict against the text.
func checkMarkers(t *testing.T, result Result) {
	t.Helper()
	lines := slices.Collect(strings.Lines(string(result.Text)))
	for _, conflict := range result.Conflicts {
		if conflict.Line == 0 {
			continue // in a file without lines
		}
		at := conflict.Line - 1
		for _, marker := range []string{"<<<<<<< yours", "||||||| base", "=======", ">>>>>>> new"} {
			for at < len(lines) && strings.TrimRight(lines[at], "\r\n") != marker {
				at++
			}
			if at == len(lines) {
				t.Fatalf("no %q after line %d of %q", marker, conflict.Line, result.Text)
			}
			if !strings.HasSuffix(lines[at], "\n") {
				t.Errorf("the marker %q is not a line: %q", marker, result.Text)
			}
		}
	}
}

// checkLineEnds merges a file with the person's line ends as Windows has them:
// the result must be the same but for the line ends.
func checkLineEnds(t *testing.T, path string, base, yours, generated []byte) {
	t.Helper()
	all := slices.Concat(base, yours, generated)
	if bytes.ContainsAny(all, "\r\x00") || bytes.Count(yours, []byte("\n")) == 0 {
		return
	}
	crlf := func(data []byte) []byte { return bytes.ReplaceAll(data, []byte("\n"), []byte("\r\n")) }
	want := File(path, base, yours, generated, Options{})
	got := File(path, base, crlf(yours), generated, Options{})
	if !bytes.Equal(got.Text, crlf(want.Text)) {
		t.Errorf("with CRLF it is %q, want %q", got.Text, crlf(want.Text))
	}
}

var lawPaths = []string{"post.go", "index.html", "app.css", "post.sql", "README.md"}

// FuzzFile holds the laws on any three texts. Its seeds are the cases of
// testdata and what is odd about files.
func FuzzFile(f *testing.F) {
	f.Add(0, []byte(nil), []byte("package a\n"), []byte("package b"))
	f.Add(0, []byte("package a\nfunc a() {}\n"), []byte("package a\r\nfunc b() {}\r\n"), []byte("package a\n\nfunc a() {}; func c() {}\n"))
	f.Add(1, []byte("{{define \"a\"}}\n{{end}}"), []byte("\ufeff{{define \"a\"}}x{{end}}\n"), []byte("{{/* {{ */}}{{define `a`}}"))
	f.Add(2, []byte("a{}\nb{}\n"), []byte("b{}\n/*a*/a{c:'}'}"), []byte("@import 'x';\na{}\nb{}\n"))
	f.Add(3, []byte("-- name: A\n"), []byte("--\n-- name: A\nSELECT 1"), []byte("-- name: A\n-- name: B\n\n"))
	f.Add(4, []byte("a\x00"), []byte("b"), []byte("c"))
	f.Add(4, []byte("a\r"), []byte("a\n\r\n\n"), []byte("\xff\xfe\n"))
	f.Fuzz(func(t *testing.T, form int, base, yours, generated []byte) {
		path := lawPaths[uint(form)%uint(len(lawPaths))]
		checkLaws(t, path, base, yours, generated)
		checkLineEnds(t, path, base, yours, generated)
	})
}

// TestLaws holds the laws on random edits in each form of files.
func TestLaws(t *testing.T) {
	for seed := range casesOr(200) {
		r := random(seed)
		base := randomLines(r, r.IntN(20))
		yours, generated := changed(r, base, "yours", 8), changed(r, base, "new", 8)
		ends := [3]string{"\n", "", "\r\n"}
		version := func(lines []string) []byte {
			text := strings.TrimSuffix(strings.Join(lines, ""), "\n") + ends[r.IntN(3)]
			return []byte(text)
		}
		path := lawPaths[seed%len(lawPaths)]
		b, y, n := version(base), version(yours), version(generated)
		checkLaws(t, path, b, y, n)
		checkLineEnds(t, path, b, y, n)
		if t.Failed() {
			t.Fatalf("seed %d, %s:\nbase  %q\nyours %q\nnew   %q", seed, path, b, y, n)
		}
	}
}
