package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type planOptions struct {
	*global
	runFlags
	exitCode bool
	diff     bool
}

func newPlan(g *global) *cobra.Command {
	o := &planOptions{global: g}
	cmd := &cobra.Command{
		Use:   "plan [--diff] [--exit-code] [--json]",
		Short: "Say what apply would do, and write nothing",
		Long: `Say what gen apply would do: the changes of the schema with their SQL, and whether
the values in the database are kept, are checked before anything changes, or are
lost; what clients of the API will notice; and the files. Nothing is written.

Exit codes: 0 planned · 2 wrong definition · 3 a decision is needed · 5 with
--exit-code, there is something to do.`,
		Example: `  gen plan
  gen plan --diff
  gen plan --exit-code --json`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	cmd.Flags().BoolVar(&o.diff, "diff", false, "print what changes in each file")
	cmd.Flags().BoolVar(&o.exitCode, "exit-code", false, "exit with 5 if there is something to do")
	o.declareDecisions(cmd.Flags())
	return cmd
}

func (o *planOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	o.dryRun = true
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	plan, err := generator.Apply(cmd.Context(), dir, options)
	if plan != nil {
		o.out.plan(plan, true)
	}
	if plan != nil && o.diff {
		o.out.diffs(plan.Actions)
	}
	if err != nil {
		return err
	}
	if o.exitCode && !plan.Empty() {
		return errDiffers
	}
	return nil
}
