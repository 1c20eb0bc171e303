package merge

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"slices"
	"strings"
	"testing"
)

var cases = flag.Int("merge.cases", 0, "how many random merges to try, 0 for as many as take a second or two")

func casesOr(few int) int {
	if *cases > 0 {
		return *cases
	}
	return few
}

func random(seed int) *rand.Rand { return rand.New(rand.NewPCG(uint64(seed), 3)) }

// changed makes random edits to lines, and tells its own by tag.
func changed(r *rand.Rand, lines []string, tag string, odds int) []string {
	var result []string
	for _, line := range lines {
		switch r.IntN(odds) {
		case 0:
			continue
		case 1:
			result = append(result, fmt.Sprintf("%s %d\n", tag, r.IntN(1000)), line)
		case 2:
			result = append(result, fmt.Sprintf("%s %d\n", tag, r.IntN(1000)))
		default:
			result = append(result, line)
		}
	}
	return result
}

// randomLines has lines that recur, as code has.
func randomLines(r *rand.Rand, n int) []string {
	var lines []string
	for i := range n {
		lines = append(lines, []string{"}\n", "\n", "return\n", fmt.Sprintf("line %d\n", i), fmt.Sprintf("other %d\n", i)}[r.IntN(5)])
	}
	return lines
}

// gitMerge is what git makes of the same three versions.
func gitMerge(t *testing.T, dir string, v three[[]string]) (merged string, clean bool) {
	t.Helper()
	files := each(v, func(lines []string) string {
		f, err := os.CreateTemp(dir, "")
		if err != nil {
			t.Fatal(err)
		}
		defer f.Close()
		if _, err := f.WriteString(strings.Join(lines, "")); err != nil {
			t.Fatal(err)
		}
		return f.Name()
	})
	var stderr bytes.Buffer
	command := exec.Command("git", "merge-file", "--diff3", "-p", files.yours, files.base, files.new)
	command.Stderr = &stderr
	out, err := command.Output()
	if exit := new(exec.ExitError); err != nil && (!errors.As(err, &exit) || exit.ExitCode() > 127) {
		t.Fatalf("git: %v %s", err, stderr.String())
	}
	for _, name := range []string{files.base, files.yours, files.new} {
		os.Remove(name)
	}
	return string(out), err == nil
}

// TestAsGitDoes merges random edits with git, too. Where both are clean, they
// must agree; one may only be clean alone if it loses nothing.
func TestAsGitDoes(t *testing.T) {
	dir := t.TempDir()
	count := map[string]int{}
	n := casesOr(200)
	for seed := range n {
		r := random(seed)
		base := randomLines(r, 10+r.IntN(50))
		odds := 10 + r.IntN(60)
		v := three[[]string]{base, changed(r, base, "yours", odds), changed(r, base, "new", odds)}
		want, cleanGit := gitMerge(t, dir, v)
		text := each(v, func(lines []string) []byte { return []byte(strings.Join(lines, "")) })
		result := File("notes.txt", text.base, text.yours, text.new, Options{})
		cleanOurs := len(result.Conflicts) == 0
		switch {
		case cleanGit && cleanOurs && want == string(result.Text):
			count["both clean and equal"]++
		case cleanGit && cleanOurs:
			count["both clean and different"]++
			checkKept(t, seed, v, result.Text)
		case cleanOurs:
			count["clean here only"]++
			checkKept(t, seed, v, result.Text)
		case cleanGit:
			count["clean in git only"]++
		default:
			count["conflict in both"]++
		}
	}
	t.Logf("%d merges: %v", n, count)
	if few := max(2, n/100); count["clean in git only"] > few || count["both clean and different"] > few {
		t.Errorf("too far from git in %d merges: %v", n, count)
	}
}

// checkKept reports a line that one side added and that is not there, or that
// one side removed and that is.
func checkKept(t *testing.T, seed int, v three[[]string], merged []byte) {
	t.Helper()
	lines := slices.Collect(strings.Lines(string(merged)))
	for _, side := range [][]string{v.yours, v.new} {
		for _, line := range side {
			if strings.HasPrefix(line, "yours ") || strings.HasPrefix(line, "new ") {
				if !slices.Contains(lines, line) {
					t.Errorf("seed %d: lost %q", seed, line)
				}
			}
		}
		for _, line := range v.base {
			if strings.ContainsAny(line, "0123456789") && !slices.Contains(side, line) && slices.Contains(lines, line) {
				t.Errorf("seed %d: %q is back", seed, line)
			}
		}
	}
}
