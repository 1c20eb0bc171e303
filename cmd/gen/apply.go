package main

import (
	"context"
	"os"
	"strconv"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type applyOptions struct {
	*global
	dryRun bool
}

func newApply(g *global) *cobra.Command {
	o := &applyOptions{global: g}
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Make the application match gen.yaml",
		Long: `Make the application match gen.yaml: a migration for what changed in the schema,
and every file that follows from it. Either everything is written or nothing, and
a file that you edited is never overwritten. A run that was interrupted is
completed first.

Exit codes: 0 done, or nothing to do · 1 failed · 2 wrong definition · 3 a
decision is needed. Unless it is 0, nothing was written.`,
		Example: `  gen apply
  gen apply --dry-run`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	cmd.Flags().BoolVar(&o.dryRun, "dry-run", false, "say what would be done, and write nothing")
	return cmd
}

func (o *applyOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	return o.apply(cmd.Context(), dir, o.options(o.dryRun))
}

// apply runs the generator, and says what it did and what to do next.
func (g *global) apply(ctx context.Context, dir string, options generator.Options) error {
	plan, err := generator.Apply(ctx, dir, options)
	if err != nil {
		g.out.notes(plan)
		return err
	}
	g.out.plan(plan, false)
	if !plan.DryRun && !plan.Empty() {
		g.out.next("go test ./...", "go run .")
	}
	return nil
}

// options are those of a run by this gen, now.
func (g *global) options(dryRun bool) generator.Options {
	v := thisVersion()
	return generator.Options{Version: v.recorded(), Build: v.build(), Now: now(), DryRun: dryRun}
}

// now is the time, or the one that reproducible builds ask for.
func now() time.Time {
	if seconds, err := strconv.ParseInt(os.Getenv("SOURCE_DATE_EPOCH"), 10, 64); err == nil {
		return time.Unix(seconds, 0)
	}
	return time.Now()
}
