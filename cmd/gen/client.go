package main

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/render"
)

type clientOptions struct {
	*global
	file string
}

func newClient(g *global) *cobra.Command {
	o := &clientOptions{global: g}
	cmd := &cobra.Command{
		Use:   "client ts [--out FILE]",
		Short: "Print a typed client of the application's API",
		Long: `Print a client of the application's API in TypeScript: one file that depends on
nothing, for browsers and for Node 20 or later. It is made from gen.yaml, so make
it again when gen.yaml changes.

With --out it is written to a file, which may be that of an earlier client.

Exit codes: 0 printed or written · 1 the file cannot be written · 2 wrong definition
or usage · 3 the file is none that gen wrote.`,
		Example: `  gen client ts > api.ts
  gen client ts --out ../frontend/src/api.ts`,
		Args:                  arguments(1, 1),
		ValidArgs:             []string{"ts"},
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return o.run(args[0]) },
	}
	cmd.Flags().StringVar(&o.file, "out", "", "write to `FILE`")
	return cmd
}

func (o *clientOptions) run(language string) error {
	if language != "ts" {
		return usage("gen client ts", "there is no client in %q", language)
	}
	dir, err := o.application()
	if err != nil {
		return err
	}
	app, err := generator.Load(dir)
	if err != nil {
		return err
	}
	client, err := render.TypeScript(app)
	if err != nil {
		return err
	}
	if o.file == "" {
		o.out.set("client", string(client))
		o.out.printf("%s", client)
		return nil
	}
	return o.write(client)
}

// write writes the client to the file, unless the file is a person's.
func (o *clientOptions) write(client []byte) error {
	path, err := o.path(o.file)
	if err != nil {
		return err
	}
	action := generator.Action{Verb: generator.Update, Path: filepath.ToSlash(o.file)}
	there, err := os.ReadFile(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		action.Verb = generator.Create
	case err != nil:
		return o.failure(err)
	case bytes.Equal(there, client):
		action.Verb = generator.Identical
	case !isClient(there, client):
		return generator.Problems{{
			Code: "GEN302", Kind: generator.Decision, Path: o.file,
			Message: "another file is in the place of the client", Hint: "choose another name, or move the file away",
		}}
	}
	if action.Verb != generator.Identical {
		if err := replaceFile(path, client); err != nil {
			return o.failure(err)
		}
	}
	o.out.set("actions", []generator.Action{action})
	o.out.verb(action.Verb, action.Path)
	return nil
}

func (o *clientOptions) failure(err error) error {
	return generator.Problems{{Code: "GEN320", Kind: generator.Failure, Path: o.file, Message: cause(err)}}
}

// isClient reports whether a file begins as clients do.
func isClient(there, client []byte) bool {
	line, _, _ := bytes.Cut(client, []byte("\n"))
	return bytes.HasPrefix(there, line)
}

// replaceFile puts data at path, all of it or nothing.
func replaceFile(path string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	file, err := os.CreateTemp(filepath.Dir(path), ".gen-*")
	if err != nil {
		return err
	}
	defer os.Remove(file.Name())
	_, err = file.Write(data)
	if err = errors.Join(err, file.Chmod(0o644), file.Close()); err != nil {
		return err
	}
	return os.Rename(file.Name(), path)
}
