package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/field"
)

// global are the flags of every command.
type global struct {
	out *output
	dir string
}

const rootHelp = `gen makes a web application from a definition, gen.yaml, and keeps it in step
with it: database, queries, pages, API and tests.

Exit codes:
  0  done, or nothing to do
  1  failed, nothing written
  2  wrong usage or definition
  3  a decision is needed, nothing written
  4  written, and conflicts are left in files
  5  check, or plan --exit-code, found differences`

const rootExample = `  gen new blog
  cd blog
  gen resource post title:string:120 body:text published_at:timestamp:optional`

func newRoot(out *output) *cobra.Command {
	cobra.EnableCommandSorting = false // the order below is that of their use
	g := &global{out: out}
	root := &cobra.Command{
		Use:                "gen",
		Short:              "Make a web application from a definition",
		Long:               rootHelp,
		Example:            rootExample,
		SilenceErrors:      true,
		SilenceUsage:       true,
		DisableSuggestions: true,
		CompletionOptions:  cobra.CompletionOptions{DisableDefaultCmd: true},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) > 0 {
				return unknownCommand(cmd, args[0])
			}
			return cmd.Help()
		},
		Args: cobra.ArbitraryArgs,
	}
	root.SetOut(out.stdout)
	root.SetErr(out.stderr)
	root.SetFlagErrorFunc(badFlag)
	flags := root.PersistentFlags()
	flags.StringVarP(&g.dir, "directory", "C", ".", "run in `DIR`")
	flags.BoolVarP(&out.quiet, "quiet", "q", false, "print errors only")
	flags.BoolVar(&out.json, "json", false, "print one JSON object")
	flags.SortFlags = false
	root.AddCommand(
		newNew(g), newResource(g), newRename(g), newDestroy(g),
		newPlan(g), newApply(g), newCheck(g), newUndo(g), newOwn(g), newRestore(g), newMigrate(g),
		newRoutes(g), newClient(g), newTypes(g), newExplain(g), newVersion(g), newCompletion(g),
	)
	return root
}

// errDiffers ends a command with exit code 5 when it has said all it has to say.
var errDiffers = errors.New("there are differences")

// exitCode prints what is wrong and returns the exit code.
func exitCode(out *output, err error) int {
	if err == nil {
		return 0
	}
	if errors.Is(err, errDiffers) {
		return 5
	}
	if errors.Is(err, errDeclined) {
		out.say(yellow, "note", "nothing was deleted")
		return 3
	}
	if problems, ok := errors.AsType[generator.Problems](err); ok {
		return out.problems(problems)
	}
	return out.problems(generator.Problems{{Code: "GEN320", Kind: generator.Failure, Message: err.Error()}})
}

// usage is a problem with the command line.
func usage(hint, format string, args ...any) error {
	return generator.Problems{{
		Code: "GEN500", Kind: generator.Usage, Message: fmt.Sprintf(format, args...), Hint: hint,
	}}
}

func unknownCommand(root *cobra.Command, name string) error {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	hint := "gen help lists the commands"
	if guess := field.Suggest(name, names); guess != "" {
		hint = fmt.Sprintf("did you mean gen %s?", guess)
	}
	return usage(hint, "unknown command %q", name)
}

func badFlag(cmd *cobra.Command, err error) error {
	message := err.Error()
	hint := fmt.Sprintf("%s --help lists the flags", cmd.CommandPath())
	if name, ok := strings.CutPrefix(message, "unknown flag: --"); ok && name == "version" {
		hint = "gen version prints it"
	} else if ok {
		var names []string
		cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
		if guess := field.Suggest(name, names); guess != "" {
			hint = fmt.Sprintf("did you mean --%s?", guess)
		}
	}
	return usage(hint, "%s", message)
}

// arguments refuses another number of arguments than min to max; a max of -1
// is no limit.
func arguments(min, max int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		if len(args) >= min && (max < 0 || len(args) <= max) {
			return nil
		}
		hint := strings.TrimSpace(strings.SplitN(cmd.Example, "\n", 2)[0])
		if len(args) < min {
			return usage("for example: "+hint, "too few arguments: %s", cmd.UseLine())
		}
		return usage("for example: "+hint, "too many arguments: %s", cmd.UseLine())
	}
}

// path is what a name on the command line stands for: -C counts as the current
// folder.
func (g *global) path(name string) (string, error) {
	if filepath.IsAbs(name) {
		return filepath.Clean(name), nil
	}
	return filepath.Abs(filepath.Join(g.dir, filepath.FromSlash(name)))
}

// application finds the folder of the application: the one with gen.yaml,
// here or above.
func (g *global) application() (string, error) {
	start, err := filepath.Abs(g.dir)
	if err != nil {
		return "", err
	}
	if _, err := os.Stat(start); err != nil {
		return "", generator.Problems{{Code: "GEN501", Kind: generator.Usage, Path: g.dir, Message: cause(err), Hint: "-C names a folder"}}
	}
	if dir := above(start, "gen.yaml"); dir != "" {
		return dir, nil
	}
	return "", generator.Problems{{
		Code: "GEN501", Kind: generator.Usage,
		Message: "no gen.yaml in " + start + " or above it",
		Hint:    "go to the application's folder, or make an application: gen new blog",
	}}
}

// above returns the nearest folder from dir upwards that holds a file of the
// name, or "".
func above(dir, name string) string {
	for {
		if _, err := os.Lstat(filepath.Join(dir, name)); err == nil {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// cause drops the operation and the path that a message names already.
func cause(err error) string {
	if pathErr, ok := errors.AsType[*fs.PathError](err); ok {
		return pathErr.Err.Error()
	}
	return err.Error()
}
