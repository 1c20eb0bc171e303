package main

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type ownOptions struct {
	*global
	dryRun bool
}

func newOwn(g *global) *cobra.Command {
	o := &ownOptions{global: g}
	cmd := &cobra.Command{
		Use:   "own FILE",
		Short: "Take a file over: gen leaves it alone from now on",
		Long: `Take over a file that gen emits. From now on it is only yours: gen neither merges
its changes into it nor replaces it, and never deletes it. gen restore takes that
back.

Exit codes: 0 done, or nothing to do · 1 failed · 2 not a file that can be taken
over.`,
		Example: `  gen own web/list.go
  gen own web/templates/post/index.html`,
		Args:                  arguments(1, 1),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0]) },
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would be done, and write nothing")
	return cmd
}

func (o *ownOptions) run(cmd *cobra.Command, name string) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	file, err := o.emitted(dir, name)
	if err != nil {
		return err
	}
	plan, err := generator.Own(cmd.Context(), dir, file, o.options(o.dryRun))
	return o.report(plan, err)
}

// emitted is the path, relative to the application, of what a person calls a
// file of it: by its place as seen from here, or by the path that gen prints.
func (g *global) emitted(dir, name string) (string, error) {
	if name == "" {
		return "", usage("for example: web/post.go", "the file's name is empty")
	}
	absolute, err := g.path(name)
	if err != nil {
		return "", err
	}
	here, err := filepath.Rel(dir, absolute)
	if err != nil {
		return "", err
	}
	here = filepath.ToSlash(here)
	printed := path.Clean(filepath.ToSlash(name))
	inside := here != ".." && !strings.HasPrefix(here, "../")
	if (!inside || !isKnown(dir, here)) && fs.ValidPath(printed) && isKnown(dir, printed) {
		return printed, nil
	}
	if !inside {
		return "", usage("name a file of the application, such as web/post.go", "%s is outside the application, %s", name, dir)
	}
	return here, nil
}

// isKnown reports whether a file is there, or was emitted and then deleted.
func isKnown(dir, name string) bool {
	for _, place := range []string{name, ".gen/base/" + name} {
		_, err := os.Lstat(filepath.Join(dir, filepath.FromSlash(place)))
		if !errors.Is(err, fs.ErrNotExist) {
			return true
		}
	}
	return false
}
