package sqlc

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"github.com/sqlc-dev/sqlc/pkg/cli"
)

// Command is the first argument of a child.
const Command = "__sqlc"

// Main runs sqlc in a child, with the arguments that follow [Command], and
// returns the exit code.
func Main(args []string) int {
	return cli.Run(args)
}

// childEnv marks a child. A program that does not hand Command to Main would
// otherwise start itself over and over.
const childEnv = "GEN_SQLC_CHILD"

var processors = runtime.NumCPU()

// executable is what a child runs; tests replace it.
var executable = os.Executable

// An output is what sqlc made of a batch. Files holds neither models.go nor a
// db.go that is not that of the application.
type output struct {
	files  map[string][]byte
	models []byte
}

// run gives each batch to a child of its own, and collects the errors of all.
func (a *app) run(ctx context.Context, batches []batch) ([]output, error) {
	outputs := make([]output, len(batches))
	failures := make([]error, len(batches))
	var wait sync.WaitGroup
	for i, b := range batches {
		wait.Go(func() { outputs[i], failures[i] = a.runBatch(ctx, b) })
	}
	wait.Wait()
	var all Errors
	for _, err := range failures {
		if errs, ok := errors.AsType[Errors](err); ok {
			all = append(all, errs...)
		} else if err != nil {
			return nil, err
		}
	}
	if len(all) > 0 {
		all.sort()
		return nil, all
	}
	return outputs, nil
}

func (a *app) runBatch(ctx context.Context, b batch) (output, error) {
	dir, err := os.MkdirTemp("", "gen-sqlc-")
	if err != nil {
		return output{}, err
	}
	defer os.RemoveAll(dir)
	if err := a.stage(dir, b); err != nil {
		return output{}, err
	}
	printed, err := start(ctx, dir)
	if exit, ok := errors.AsType[*exec.ExitError](err); ok && exit.Exited() {
		if err := refusedByDisk(printed, dir); err != nil {
			return output{}, err
		}
		return output{}, a.diagnose(ctx, b, printed)
	}
	if err != nil {
		return output{}, err
	}
	out, err := a.collect(dir, b)
	if err != nil {
		return output{}, err
	}
	if errs := a.verify(b, out); len(errs) > 0 {
		return output{}, errs
	}
	return out, nil
}

// borrowed is a query that goes along in each batch, because sqlc refuses to
// work without one. Its output is dropped.
const (
	borrowedName = "gen__borrowed.sql"
	borrowed     = "-- name: GenBorrowed__ :exec\nSELECT 1;\n"
)

// stage lays a batch out in dir as it lies in the application.
func (a *app) stage(dir string, b batch) error {
	var schema strings.Builder
	for _, t := range b.tables {
		schema.WriteString(t.SQL)
		schema.WriteString("\n")
	}
	files := []File{
		{configPath, a.conf.source},
		{a.conf.Schema, []byte(schema.String())},
		{a.conf.Queries + "/" + borrowedName, []byte(borrowed)},
	}
	for _, q := range b.queries {
		files = append(files, File{q.Path, q.Data})
	}
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Path))
		if err := os.MkdirAll(filepath.Dir(name), 0o700); err != nil {
			return err
		}
		if err := os.WriteFile(name, f.Data, 0o600); err != nil {
			return err
		}
	}
	return nil
}

// start runs a child in dir and returns what it printed. The error is an
// ExitError that Exited if sqlc refused the input.
func start(ctx context.Context, dir string) (string, error) {
	if os.Getenv(childEnv) != "" {
		return "", fmt.Errorf("this program was started as %s and does not run sqlc", Command)
	}
	program, err := executable()
	if err != nil {
		return "", fmt.Errorf("run sqlc: %w", err)
	}
	var printed bytes.Buffer
	cmd := exec.CommandContext(ctx, program, Command, "generate", "--no-remote", "-f", filepath.Join(dir, configPath))
	cmd.Dir = dir
	cmd.Env = environment()
	cmd.Stdout, cmd.Stderr = &printed, &printed
	cmd.WaitDelay = time.Second
	err = cmd.Run()
	switch {
	case ctx.Err() != nil:
		return "", fmt.Errorf("sqlc was stopped: %w", context.Cause(ctx))
	case err != nil && (cmd.ProcessState == nil || !cmd.ProcessState.Exited()):
		return "", fmt.Errorf("run sqlc: %w", err)
	}
	return printed.String(), err
}

// environment keeps the settings of an sqlc that the user has installed away
// from ours. A child lives for a moment, so it hardly needs to collect garbage.
func environment() []string {
	var env []string
	for _, entry := range os.Environ() {
		if !strings.HasPrefix(entry, "SQLC") {
			env = append(env, entry)
		}
	}
	return append(env, childEnv+"=1", "GOGC=400", "GOMEMLIMIT=512MiB")
}

// collect reads what a child wrote.
func (a *app) collect(dir string, b batch) (output, error) {
	out := output{files: map[string][]byte{}}
	root := os.DirFS(dir)
	err := fs.WalkDir(root, a.conf.Gen.Go.Out, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(root, path)
		switch {
		case path == a.conf.models():
			out.models = data
		case path == a.conf.output(borrowedName), path == a.conf.db() && !b.defines:
		default:
			out.files[path] = data
		}
		return err
	})
	if err == nil && out.models == nil {
		err = fs.ErrNotExist
	}
	if errors.Is(err, fs.ErrNotExist) {
		err = errors.New("sqlc wrote nothing")
	}
	return out, err
}
