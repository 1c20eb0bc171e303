package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator/schema"
)

type renameOptions struct {
	*global
	runFlags
}

func newRename(g *global) *cobra.Command {
	o := &renameOptions{global: g}
	cmd := &cobra.Command{
		Use:   "rename OLD NEW",
		Short: "Rename a field or a resource, with its rows and your edits",
		Long: `Rename a field or a resource in gen.yaml, and apply it. Every row is kept: the
column or the table is renamed. With a resource go its files, its URLs, and the
references of other resources to it; your edits follow to the new names.

The old name stays in gen.yaml as was:, which does nothing once it is applied.

Exit codes: 0 done · 1 failed · 2 wrong usage or definition · 3 a decision is
needed · 4 written, and conflicts are left in files.`,
		Example: `  gen rename post.title headline
  gen rename post article`,
		Args:                  arguments(2, 2),
		ValidArgsFunction:     o.completeTarget,
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0], args[1]) },
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *renameOptions) run(cmd *cobra.Command, from, to string) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	old, err := parseTarget(from)
	if err != nil {
		return err
	}
	name, err := newName(old, to)
	if err != nil {
		return err
	}
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	options.Edit = func(definition []byte) ([]byte, error) {
		if old.isField() {
			return schema.RenameField(definition, old.resource, old.field, name)
		}
		return schema.RenameResource(definition, old.resource, name)
	}
	return o.apply(cmd.Context(), dir, options)
}

// newName is the name that the target gets. Of a field it may have the
// resource in front, as the old one has.
func newName(old target, to string) (string, error) {
	resource, field, dotted := strings.Cut(to, ".")
	switch {
	case !dotted:
		return to, nil
	case !old.isField():
		return "", usage("for example: gen rename post article", "%s is a resource, and %q is a field", old, to)
	case resource != old.resource:
		return "", usage("a rename keeps a field where it is: gen rename "+old.String()+" "+field,
			"%s cannot become a field of %s", old, resource)
	}
	return field, nil
}
