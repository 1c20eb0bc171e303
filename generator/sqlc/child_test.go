package sqlc

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// in makes a folder the one for temporary files.
func in(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	for _, name := range []string{"TMPDIR", "TMP", "TEMP"} {
		t.Setenv(name, dir)
	}
	return dir
}

func empty(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) > 0 {
		t.Errorf("left behind: %v %v", entries, err)
	}
}

// No temporary folder is left behind, however a run ends.
func TestTemporaryFolders(t *testing.T) {
	dir := in(t)
	generate(t, blog(sqlite))
	empty(t, dir)
	failing(t, with(blog(sqlite), map[string]string{"a.sql": "-- name: A :one\nSELEC;\n"}))
	empty(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := Generate(ctx, large(sqlite, 20)); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error %v, want the deadline", err)
	}
	empty(t, dir)
}

// replaceExecutable starts another program as the child.
func replaceExecutable(t *testing.T, script string) {
	t.Helper()
	program := filepath.Join(t.TempDir(), "program")
	if script != "" {
		if err := os.WriteFile(program, []byte("#!/bin/sh\n"+script+"\n"), 0o700); err != nil {
			t.Fatal(err)
		}
	}
	old := executable
	executable = func() (string, error) { return program, nil }
	t.Cleanup(func() { executable = old })
}

func TestChildFails(t *testing.T) {
	for _, test := range []struct{ name, script, want string }{
		{"killed", "kill -9 $$", "run sqlc: signal: killed"},
		{"silent", "exit 3", "sqlc.yaml: sqlc gave up and does not say why"},
		{"panic", "echo panic: boom; exit 2", "sqlc.yaml: panic: boom"},
		{"writes nothing", "exit 0", "sqlc wrote nothing"},
	} {
		t.Run(test.name, func(t *testing.T) {
			replaceExecutable(t, test.script)
			job := blog(sqlite)
			job.Queries = nil
			if _, err := Generate(t.Context(), job); err == nil || err.Error() != test.want {
				t.Errorf("error %v, want %s", err, test.want)
			}
		})
	}
}

func TestExecutableMissing(t *testing.T) {
	replaceExecutable(t, "")
	_, err := Generate(t.Context(), blog(sqlite))
	if !errors.Is(err, fs.ErrNotExist) || !strings.HasPrefix(err.Error(), "run sqlc: ") {
		t.Errorf("error %v", err)
	}
}

// A program that does not hand Command to Main must not start itself for ever.
func TestNoRecursion(t *testing.T) {
	t.Setenv(childEnv, "1")
	if _, err := Generate(t.Context(), blog(sqlite)); err == nil || !strings.Contains(err.Error(), "does not run sqlc") {
		t.Errorf("error %v", err)
	}
}

// Settings of an sqlc that the user has installed do not reach the child.
func TestEnvironment(t *testing.T) {
	t.Setenv("SQLCDEBUG", "dumpast=1")
	for _, entry := range environment() {
		if strings.HasPrefix(entry, "SQLC") {
			t.Errorf("the child gets %s", entry)
		}
	}
}
