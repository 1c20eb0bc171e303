package main

import (
	"errors"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

type resourceOptions struct {
	*global
	runFlags
}

func newResource(g *global) *cobra.Command {
	o := &resourceOptions{global: g}
	cmd := &cobra.Command{
		Use:   "resource NAME FIELD...",
		Short: "Add a resource, or fields to one that is there",
		Long: `Add a resource to gen.yaml, or fields to one that is there, and apply it: a
migration, queries, pages, API, forms and tests. gen.yaml keeps its comments and
its order. A field that is there already is left alone.

A field is name[:type[:argument...]][:modifier...]; gen types lists the types and
the modifiers. A field is required unless it is optional, and a string unless it
says otherwise.

Exit codes: 0 done, or nothing to do · 1 failed · 2 wrong usage or definition ·
3 a decision is needed · 4 written, and conflicts are left in files.`,
		Example: `  gen resource post title:string:120 body:text:optional
  gen resource post status:enum:draft:published:default=draft views:int:default=0
  gen resource comment post:references:cascade author_email:email body:text`,
		Args:                  arguments(1, -1),
		DisableFlagsInUseLine: true,
		RunE:                  func(cmd *cobra.Command, args []string) error { return o.run(cmd, args[0], args[1:]) },
	}
	o.declare(cmd.Flags())
	return cmd
}

func (o *resourceOptions) run(cmd *cobra.Command, name string, specs []string) error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	fields, err := parseFields(specs)
	if err != nil {
		return err
	}
	options, err := o.decided(o.global)
	if err != nil {
		return err
	}
	options.Edit = func(definition []byte) ([]byte, error) {
		return schema.AddFields("gen.yaml", definition, name, fields)
	}
	return o.apply(cmd.Context(), dir, options)
}

// parseFields reads the fields of the command line and reports all that are
// wrong.
func parseFields(specs []string) ([]field.Field, error) {
	var fields []field.Field
	var problems generator.Problems
	for _, spec := range specs {
		f, err := field.ParseField(spec)
		fields = append(fields, f)
		if err == nil {
			continue
		}
		p := generator.Problem{Code: "GEN505", Kind: generator.Usage, Path: spec, Message: err.Error()}
		if e, ok := errors.AsType[*field.Error](err); ok {
			p.Hint = e.Hint
		}
		problems = append(problems, p)
	}
	if problems != nil {
		return nil, problems
	}
	return fields, nil
}
