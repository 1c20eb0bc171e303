package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type restoreOptions struct {
	*global
	runFlags
}

func newRestore(g *global) *cobra.Command {
	o := &restoreOptions{global: g}
	cmd := &cobra.Command{
		Use:   "restore FILE",
		Short: "Bring a file back that you deleted or took over",
		Long: `Bring back a file that gen emits: one that you deleted is made again, and one that
you took over with gen own is kept in step with gen.yaml again. Your edits to it
are merged with what gen emits now.

Exit codes: 0 done · 1 failed · 2 not a file that can be brought back · 3 a
decision is needed · 4 written, and conflicts are left in files.`,
		Example: `  gen restore web/post_test.go
  gen restore web/list.go --conflicts=markers`,
		Args:                  arguments(1, 1),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0]) },
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *restoreOptions) run(cmd *cobra.Command, name string) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	file, err := o.emitted(dir, name)
	if err != nil {
		return err
	}
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	plan, err := generator.Restore(cmd.Context(), dir, file, options)
	return o.report(plan, err)
}
