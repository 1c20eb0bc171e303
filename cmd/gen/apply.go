package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type applyOptions struct {
	*global
	runFlags
}

func newApply(g *global) *cobra.Command {
	o := &applyOptions{global: g}
	cmd := &cobra.Command{
		Use:   "apply",
		Short: "Make the application match gen.yaml",
		Long: `Make the application match gen.yaml: a migration for what changed in the schema,
and every file that follows from it. Either everything is written or nothing. Your
edits are kept: gen merges its changes into the files that are yours. A run that
was interrupted is completed first.

What only you can decide stops the run: values that would be lost, unless
--allow-drop or --allow-lossy names them, and an edit where gen has to change the
same lines, unless --conflicts says what to leave there: both with markers around
them, mine, or what is generated.

Exit codes: 0 done, or nothing to do · 1 failed · 2 wrong definition · 3 a
decision is needed · 4 written, and conflicts are left in files. Unless it is 0 or
4, nothing was written.`,
		Example: `  gen apply
  gen apply --dry-run
  gen apply --conflicts=markers
  gen apply --allow-drop post.body`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *applyOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	return o.apply(cmd.Context(), dir, options)
}

// apply runs the generator, and says what it did and what to do next.
func (g *global) apply(ctx context.Context, dir string, o generator.Options) error {
	plan, err := generator.Apply(ctx, dir, o)
	return g.report(plan, err, "go test ./...", "go run .")
}

// report says what a run did and, if it wrote something, what to do next. Of a
// run that failed there are only its notes to tell.
func (g *global) report(plan *generator.Plan, err error, next ...string) error {
	marked := marks(err)
	if failed := err != nil && marked == nil; failed && (plan == nil || !plan.DryRun) {
		g.out.notes(plan)
		return err
	}
	g.out.plan(plan, false)
	switch {
	case marked != nil:
		g.out.next("edit "+places(marked), "gen apply")
	case g.out.written && len(next) > 0:
		g.out.next(next...)
	}
	return err
}

// marks are the problems of a run that wrote everything and left conflicts in
// files; there are none if anything else is wrong.
func marks(err error) generator.Problems {
	problems, _ := errors.AsType[generator.Problems](err)
	if slices.ContainsFunc(problems, func(p generator.Problem) bool { return p.Kind != generator.Conflict }) {
		return nil
	}
	return problems
}

// places lists where conflicts are, the first few of many.
func places(problems generator.Problems) string {
	const few = 3
	var list []string
	for _, p := range problems {
		p.Message = ""
		list = append(list, strings.TrimSuffix(p.Error(), ": "))
	}
	if len(list) > few {
		list = append(list[:few], fmt.Sprintf("and %d more", len(list)-few))
	}
	return strings.Join(list, " ")
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
