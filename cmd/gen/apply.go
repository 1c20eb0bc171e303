package main

import (
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
	plan, err := generator.Apply(cmd.Context(), dir, o.options(o.dryRun))
	if err != nil {
		return err
	}
	o.out.plan(plan, false)
	o.nextAfter(plan)
	return nil
}

// nextAfter says what to do with a changed application.
func (g *global) nextAfter(p *generator.Plan) {
	if !p.DryRun && !p.Empty() {
		g.out.next("go test ./...", "go run .")
	}
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
