package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type undoOptions struct {
	*global
	dryRun bool
}

func newUndo(g *global) *cobra.Command {
	o := &undoOptions{global: g}
	cmd := &cobra.Command{
		Use:   "undo",
		Short: "Take the last run back",
		Long: `Take back the last run of gen that wrote anything, byte for byte: every file is as
it was before, gen.yaml too if that run changed it. It does not touch a database.
There is one step back; for more there is version control.

Exit codes: 0 taken back, or nothing to take back · 1 failed · 3 files changed since
that run, or it made the application. Unless it is 0, nothing was written.`,
		Example: `  gen undo
  gen undo --dry-run`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would be done, and write nothing")
	return cmd
}

func (o *undoOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	plan, err := generator.Undo(cmd.Context(), dir, o.options(o.dryRun))
	if err == nil && plan.Empty() {
		o.nothing(plan, "nothing to undo")
		return nil
	}
	return o.report(plan, err)
}

// nothing says that there was nothing to do, in the words of the command.
func (g *global) nothing(plan *generator.Plan, text string) {
	g.out.facts(plan)
	g.out.printf("%s\n", text)
	g.out.notes(plan)
}
