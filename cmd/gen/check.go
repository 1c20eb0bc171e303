package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type checkOptions struct{ *global }

func newCheck(g *global) *cobra.Command {
	o := &checkOptions{global: g}
	return &cobra.Command{
		Use:   "check",
		Short: "Is the application what gen.yaml and gen.lock say?",
		Long: `Compare the application with gen.yaml and gen.lock, offline and without writing
anything: the definition, generated files that were edited, files that are missing
or out of date, migrations that were edited, deleted or are out of order, conflict
markers and interrupted runs. Made for CI.

Exit codes: 0 all is well · 1 failed · 2 wrong definition · 5 there are
differences.`,
		Example:               `  gen check`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
}

func (o *checkOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	if err := generator.Check(cmd.Context(), dir, o.options(true)); err != nil {
		return err
	}
	o.out.printf("the application is what gen.yaml says\n")
	return nil
}
