package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/schema"
)

type newOptions struct {
	*global
	database string
	module   string
	from     string
	api      bool
	dryRun   bool
}

func newNew(g *global) *cobra.Command {
	o := &newOptions{global: g}
	cmd := &cobra.Command{
		Use:   "new NAME [--db sqlite|postgres] [--module PATH] [--api] [--from FILE.yaml]",
		Short: "Make a new application",
		Long: `Make a new application in a folder of its own, offline and complete: it builds,
serves and passes its tests. NAME is also its name; of a path such as sites/blog
the last part is. The folder must be empty or not there.

Exit codes: 0 done · 1 failed, nothing written · 2 wrong name, usage or definition.`,
		Example: `  gen new blog
  gen new blog --db postgres --module github.com/you/blog
  gen new blog --api
  gen new blog --from examples/blog.yaml`,
		Args:                  arguments(1, 1),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0]) },
	}
	flags := cmd.Flags()
	flags.StringVar(&o.database, "db", "", "`DATABASE`: sqlite or postgres (default sqlite)")
	flags.StringVar(&o.module, "module", "", "import `PATH` of the Go module (default NAME)")
	flags.BoolVar(&o.api, "api", false, "a JSON API without pages: html: false in gen.yaml")
	flags.StringVar(&o.from, "from", "", "begin with the definition in `FILE`")
	flags.BoolVar(&o.dryRun, "dry-run", false, "say what would be done, and write nothing")
	return cmd
}

func (o *newOptions) run(cmd *cobra.Command, name string) error {
	if name == "" {
		return usage("for example: gen new blog", "the application's name is empty")
	}
	dir, err := o.path(name)
	if err != nil {
		return err
	}
	start := generator.Start{Name: filepath.Base(dir), Module: o.module, Database: o.database, NoHTML: o.api}
	if err := o.check(start, dir); err != nil {
		return err
	}
	if o.from != "" {
		if start.Definition, err = o.definition(); err != nil {
			return err
		}
	}
	plan, err := generator.New(cmd.Context(), dir, start, o.options(o.dryRun))
	if err != nil {
		return whole(dir, err)
	}
	o.out.plan(plan, false)
	if o.dryRun {
		return nil
	}
	app, err := generator.Load(dir)
	if err == nil {
		o.next(dir, app)
	}
	return err
}

// whole mends the hint about a folder that is not empty because it holds an
// application: one that a gen new made that was stopped at its very end.
func whole(dir string, err error) error {
	problems, _ := errors.AsType[generator.Problems](err)
	for i, p := range problems {
		if p.Code == "GEN503" && above(dir, "gen.lock") == dir {
			problems[i].Hint = "there is an application already: gen apply there completes what is missing"
		}
	}
	return err
}

// check refuses what the flags say before anything is read.
func (o *newOptions) check(s generator.Start, dir string) error {
	if err := schema.CheckAppName(s.Name); err != nil {
		return schemaProblem(err)
	}
	if s.Module != "" {
		if err := schema.CheckModule(s.Module); err != nil {
			return schemaProblem(err)
		}
	}
	if s.Database != "" && s.Database != schema.SQLite && s.Database != schema.Postgres {
		return generator.Problems{{
			Code: string(schema.BadDatabase), Kind: generator.Usage,
			Message: "unknown database " + `"` + s.Database + `"`, Hint: "--db is sqlite or postgres",
		}}
	}
	if app := above(filepath.Dir(dir), "gen.lock"); app != "" {
		return generator.Problems{{
			Code: "GEN504", Kind: generator.Usage,
			Message: "this is inside another application, " + app,
			Hint:    "gen resource adds to that application; for a new one, go out of it first",
		}}
	}
	return nil
}

// definition reads and checks the file to begin with, so that errors name its
// lines.
func (o *newOptions) definition() ([]byte, error) {
	path, err := o.path(o.from)
	if err != nil {
		return nil, err
	}
	data, err := readStart(path)
	if err != nil {
		return nil, generator.Problems{{
			Code: "GEN318", Kind: generator.Usage, Path: o.from, Message: cause(err),
			Hint: "--from names a definition, as gen.yaml holds one",
		}}
	}
	_, err = schema.Parse(o.from, data)
	return data, generator.AsProblems(err)
}

// readStart reads the beginning of a file: enough to see that it is too large
// for a definition, and of a device no more than that.
func readStart(path string) ([]byte, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	return io.ReadAll(io.LimitReader(file, 2<<20))
}

// next says how to get to the application, fill it and serve it.
func (o *newOptions) next(dir string, app *schema.App) {
	var commands []string
	if here, err := filepath.Abs("."); err == nil && here != dir {
		if short, err := filepath.Rel(here, dir); err == nil {
			dir = short
		}
		commands = append(commands, "cd "+shellWord(dir))
	}
	if len(app.Resources) == 0 {
		commands = append(commands, "gen resource post title:string body:text")
	}
	serve := "go run .    # the first build takes a minute: it compiles SQLite"
	if app.Database == schema.Postgres {
		commands = append(commands, "createdb "+app.Name)
		serve = "DATABASE_URL=postgres://localhost/" + app.Name + " go run ."
	}
	o.out.next(append(commands, serve)...)
}

var plainWord = regexp.MustCompile(`^[\pL\pN._/:][\pL\pN._/:-]*$`)

// shellWord spells a path so that a shell reads one word.
func shellWord(path string) string {
	if plainWord.MatchString(path) {
		return path
	}
	return "'" + strings.ReplaceAll(path, "'", `'\''`) + "'"
}

func schemaProblem(e *schema.Error) error {
	return generator.Problems{{Code: string(e.Code), Kind: generator.Usage, Message: e.Message, Hint: e.Hint}}
}
