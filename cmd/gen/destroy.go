package main

import (
	"context"
	"io"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/schema"
)

type destroyOptions struct {
	*global
	runFlags
	yes bool
}

func newDestroy(g *global) *cobra.Command {
	o := &destroyOptions{global: g}
	cmd := &cobra.Command{
		Use:   "destroy NAME",
		Short: "Delete a field or a resource, with its values or rows",
		Long: `Delete a field or a resource from gen.yaml, and apply it: a migration that drops
the column or the table, and without the files that followed from it. A file that
you edited stays. On a terminal gen asks first; gen undo takes the files back, as
long as no database has run the migration.

Exit codes: 0 done · 1 failed · 2 wrong usage or definition · 3 a decision is
needed, or you said no · 4 written, and conflicts are left in files.`,
		Example: `  gen destroy post.body
  gen destroy post --dry-run`,
		Args:                  arguments(1, 1),
		ValidArgsFunction:     o.completeTarget,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0]) },
	}
	o.declare(cmd.Flags())
	cmd.Flags().BoolVarP(&o.yes, "yes", "y", false, "do not ask")
	return cmd
}

func (o *destroyOptions) run(cmd *cobra.Command, name string) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	doomed, err := parseTarget(name)
	if err != nil {
		return err
	}
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	options.AllowDrop = append(options.AllowDrop, doomed.String())
	options.Edit = func(definition []byte) ([]byte, error) {
		if doomed.isField() {
			return schema.RemoveField(definition, doomed.resource, doomed.field)
		}
		return schema.RemoveResource(definition, doomed.resource)
	}
	if err := o.confirm(cmd.Context(), cmd.InOrStdin(), dir, doomed, options); err != nil {
		return err
	}
	return o.apply(cmd.Context(), dir, options)
}

// confirm shows a person at a terminal what would be lost, and asks. Where
// nobody can answer there is no question: the command says what it deletes.
func (o *destroyOptions) confirm(ctx context.Context, in io.Reader, dir string, doomed target, options generator.Options) error {
	if o.yes || o.dryRun || !isTerminal(in) {
		return nil
	}
	options.DryRun = true
	plan, err := generator.Apply(ctx, dir, options)
	if err != nil {
		return err
	}
	o.out.losses(plan)
	if !o.out.ask(ctx, in, "delete "+doomed.String()+"?") {
		return errDeclined
	}
	return nil
}
