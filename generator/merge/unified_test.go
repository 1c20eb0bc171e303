package merge

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

func TestUnified(t *testing.T) {
	const ten = "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n"
	for _, test := range []struct {
		name         string
		old, current []byte
		want         string
	}{
		{"equal", []byte("a\n"), []byte("a\n"), ""},
		{"one line", []byte("a\n"), []byte("b\n"), "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\n+b\n"},
		{"created", nil, []byte("a\nb\n"), "--- /dev/null\n+++ b/f\n@@ -0,0 +1,2 @@\n+a\n+b\n"},
		{"removed", []byte("a\nb\n"), nil, "--- a/f\n+++ /dev/null\n@@ -1,2 +0,0 @@\n-a\n-b\n"},
		{"emptied", []byte("a\n"), []byte(""), "--- a/f\n+++ b/f\n@@ -1 +0,0 @@\n-a\n"},
		{"context", []byte(ten), []byte(strings.Replace(ten, "5\n", "five\n", 1)),
			"--- a/f\n+++ b/f\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-5\n+five\n 6\n 7\n 8\n"},
		{"two places", []byte(ten), []byte("0\n" + ten + "11\n"),
			"--- a/f\n+++ b/f\n@@ -1,3 +1,4 @@\n+0\n 1\n 2\n 3\n@@ -8,3 +9,4 @@\n 8\n 9\n 10\n+11\n"},
		{"no newline", []byte("a\nb"), []byte("a\nb\n"),
			"--- a/f\n+++ b/f\n@@ -1,2 +1,2 @@\n a\n-b\n\\ No newline at end of file\n+b\n"},
		{"line ends", []byte("a\r\n"), []byte("a\n"), "--- a/f\n+++ b/f\n@@ -1 +1 @@\n-a\r\n+a\n"},
		{"binary", []byte("\x00"), []byte("a\n"), "Binary files a/f and b/f differ\n"},
		{"binary and new", nil, []byte("\x00"), "Binary files /dev/null and b/f differ\n"},
		{"binary and equal", []byte("\x00"), []byte("\x00"), ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := Unified("f", test.old, test.current); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// TestUnifiedApplies lets git apply random diffs.
func TestUnifiedApplies(t *testing.T) {
	dir := t.TempDir()
	var patch strings.Builder
	want := map[string]string{}
	for seed := range casesOr(200) {
		r := random(seed)
		name := fmt.Sprintf("%d.txt", seed)
		old := randomLines(r, 1+r.IntN(40))
		current := strings.Join(changed(r, old, "new", 3+r.IntN(20)), "")
		if seed%3 == 0 {
			current = strings.TrimSuffix(current, "\n")
		}
		text := strings.Join(old, "")
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
		patch.WriteString(Unified(name, []byte(text), []byte(current)))
		want[name] = current
	}
	command := exec.Command("git", "apply", "-")
	command.Dir, command.Stdin = dir, strings.NewReader(patch.String())
	if out, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	for name, text := range want {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != text {
			t.Errorf("%s: %v, %q, want %q", name, err, got, text)
		}
	}
}
