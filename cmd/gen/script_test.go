package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/rogpeppe/go-internal/testscript"
)

// The commands of scripts beyond those of testscript.

// exits runs a command and compares its exit code: exits 3 gen apply
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits CODE COMMAND ARGUMENT...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	err = ts.Exec(args[1], args[2:]...)
	got := 0
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		got = exit.ExitCode()
	} else if err != nil {
		ts.Fatalf("%v", err)
	}
	if got != want {
		ts.Fatalf("exit code %d, want %d", got, want)
	}
}

const memoryFile = ".remembered"

// remember notes every file below the script's folder, for unchanged and
// changed.
func remember(ts *testscript.TestScript, _ bool, _ []string) {
	work := ts.Getenv("WORK")
	var list strings.Builder
	for _, state := range states(ts, work) {
		list.WriteString(state + "\n")
	}
	ts.Check(os.WriteFile(filepath.Join(work, memoryFile), []byte(list.String()), 0o644))
}

// unchanged fails if a file was written, made or removed since remember. One
// that was written with the same content has changed too.
func unchanged(ts *testscript.TestScript, neg bool, _ []string) {
	paths := difference(ts)
	if neg == (len(paths) == 0) {
		ts.Fatalf("changed: %s", strings.Join(paths, " "))
	}
}

// changed compares what changed since remember with a list of patterns, each
// of which has to match, and all of which have to match everything. gen's own
// state counts only where it is listed.
func changed(ts *testscript.TestScript, neg bool, patterns []string) {
	if neg {
		ts.Fatalf("changed cannot be negated")
	}
	used := make([]bool, len(patterns))
	for _, path := range difference(ts) {
		i := slices.IndexFunc(patterns, func(p string) bool { return matches(p, path) })
		switch {
		case i >= 0:
			used[i] = true
		case !isState(path):
			ts.Fatalf("changed as well: %s", path)
		}
	}
	for i, p := range patterns {
		if !used[i] {
			ts.Fatalf("did not change: %s", p)
		}
	}
}

func matches(pattern, path string) bool {
	if dir, ok := strings.CutSuffix(pattern, "/..."); ok {
		return strings.HasPrefix(path, dir+"/")
	}
	ok, err := filepath.Match(pattern, path)
	return ok && err == nil
}

// isState reports whether a file is one that gen writes with every change.
func isState(path string) bool {
	return strings.Contains(path, ".gen/") || strings.HasSuffix(path, "gen.lock")
}

// difference lists the paths that are not as they were.
func difference(ts *testscript.TestScript) []string {
	work := ts.Getenv("WORK")
	data, err := os.ReadFile(filepath.Join(work, memoryFile))
	ts.Check(err)
	was := strings.FieldsFunc(string(data), func(r rune) bool { return r == '\n' })
	is := states(ts, work)
	var paths []string
	for _, lists := range [][2][]string{{was, is}, {is, was}} {
		for _, state := range lists[0] {
			if !slices.Contains(lists[1], state) {
				path, _, _ := strings.Cut(state, "\t")
				paths = append(paths, path)
			}
		}
	}
	slices.Sort(paths)
	return slices.Compact(paths)
}

// states describes every file but those that nobody sees: gen's lock is opened
// by every run, and the last run's undo belongs to it.
func states(ts *testscript.TestScript, work string) []string {
	var list []string
	err := filepath.WalkDir(work, func(path string, e fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(work, path)
		if err != nil || e.IsDir() || rel == memoryFile || strings.HasPrefix(rel, ".tmp") {
			return err
		}
		info, err := e.Info()
		if err != nil {
			return err
		}
		list = append(list, fmt.Sprintf("%s\t%d %s %s", filepath.ToSlash(rel), info.Size(), info.Mode(), info.ModTime()))
		return nil
	})
	ts.Check(err)
	return list
}

// edit replaces a text in a file: edit FILE OLD NEW. Without NEW, OLD is added
// at the end.
func edit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 || len(args) > 3 {
		ts.Fatalf("usage: edit FILE OLD NEW, or edit FILE ADDED")
	}
	path := ts.MkAbs(args[0])
	data, err := os.ReadFile(path)
	ts.Check(err)
	text := string(data)
	unescape := strings.NewReplacer(`\n`, "\n", `\t`, "\t").Replace
	switch old := unescape(args[1]); {
	case len(args) == 2:
		text += old + "\n"
	case !strings.Contains(text, old):
		ts.Fatalf("%s does not contain %q", args[0], args[1])
	default:
		text = strings.Replace(text, old, unescape(args[2]), 1)
	}
	ts.Check(os.WriteFile(path, []byte(text), 0o644))
}

// lines counts the lines of stdout or stderr: lines stderr 2
func lines(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: lines FILE COUNT")
	}
	text := ts.ReadFile(args[0])
	if got := strconv.Itoa(strings.Count(text, "\n")); got != args[1] {
		ts.Fatalf("%s lines, want %s:\n%s", got, args[1], text)
	}
}
