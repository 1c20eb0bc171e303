package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type planOptions struct {
	*global
	exitCode bool
}

func newPlan(g *global) *cobra.Command {
	o := &planOptions{global: g}
	cmd := &cobra.Command{
		Use:   "plan [--exit-code] [--json]",
		Short: "Say what apply would do, and write nothing",
		Long: `Say what gen apply would do: the changes of the schema with their SQL, what
clients of the API will notice, and the files. Nothing is written.

Exit codes: 0 planned · 2 wrong definition · 3 a decision is needed · 5 with
--exit-code, there is something to do.`,
		Example: `  gen plan
  gen plan --exit-code --json`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	cmd.Flags().BoolVar(&o.exitCode, "exit-code", false, "exit with 5 if there is something to do")
	return cmd
}

func (o *planOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	plan, err := generator.Apply(cmd.Context(), dir, o.options(true))
	if err != nil {
		return err
	}
	o.out.plan(plan, true)
	if o.exitCode && !plan.Empty() {
		return errDiffers
	}
	return nil
}
