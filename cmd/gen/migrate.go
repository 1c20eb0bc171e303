package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

func newMigrate(g *global) *cobra.Command {
	cmd := &cobra.Command{
		Use:   "migrate rebase",
		Short: "Make one history of the migrations of two branches",
		Long: `Work on the history of migrations. gen writes migrations and never runs them: that
is for the application to do, with go run . migrate up.

Exit codes: those of gen migrate rebase · 2 wrong usage.`,
		Example: `  gen migrate rebase`,
		Args:    cobra.ArbitraryArgs,
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Help()
			}
			return usage("gen migrate rebase is the one there is; the application migrates its database: go run . migrate up", "unknown command %q", "migrate "+args[0])
		},
	}
	cmd.AddCommand(newRebase(g))
	return cmd
}

type rebaseOptions struct {
	*global
	runFlags
	replan bool
}

func newRebase(g *global) *cobra.Command {
	o := &rebaseOptions{global: g}
	cmd := &cobra.Command{
		Use:   "rebase",
		Short: "Make one history of the migrations of two branches",
		Long: `Make one history of two branches that both changed the schema. Merge them with git,
finish the merge in gen.yaml, and run this: it keeps the migrations of both, emits
what follows from the merged gen.yaml, and resolves the conflict markers in gen.lock
and in all that gen emitted. Databases of either branch then get what they lack.

Where the order of the migrations matters, --replan drops those of your branch
alone, and plans what gen.yaml still needs after those of the other.

Exit codes: 0 done, or nothing to do · 1 failed · 2 wrong definition · 3 a decision
is needed · 4 written, and conflicts are left in files. Unless it is 0 or 4, nothing
was written.`,
		Example: `  git merge feature
  gen migrate rebase
  gen migrate rebase --replan`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, _ []string) error { return o.run(cmd) },
	}
	cmd.Flags().BoolVar(&o.replan, "replan", false, "drop the migrations of this branch alone, and plan them anew")
	o.declare(cmd.Flags())
	return cmd
}

func (o *rebaseOptions) run(cmd *cobra.Command) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	plan, err := generator.Rebase(cmd.Context(), dir, generator.RebaseOptions{Options: options, Replan: o.replan})
	if err == nil && plan.Empty() {
		o.nothing(plan, "nothing to rebase")
		return nil
	}
	return o.report(plan, err, "go test ./...", "git add -A", "git commit")
}
