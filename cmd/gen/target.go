package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

// A target is what a person names by post or post.body: a resource, or a field
// of one.
type target struct{ resource, field string }

func parseTarget(word string) (target, error) {
	resource, field, dotted := strings.Cut(word, ".")
	if resource == "" || dotted && field == "" || strings.Contains(field, ".") {
		return target{}, usage("a resource is named by post, and a field of it by post.title", "%q is neither a resource nor a field", word)
	}
	return target{resource, field}, nil
}

func (t target) isField() bool { return t.field != "" }

func (t target) String() string {
	if t.isField() {
		return t.resource + "." + t.field
	}
	return t.resource
}

// completeTarget offers a shell the resources and fields of the application.
func (g *global) completeTarget(_ *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
	if len(args) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	dir, err := g.application()
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	app, err := generator.Load(dir)
	if err != nil {
		return nil, cobra.ShellCompDirectiveError
	}
	var names []string
	for _, r := range app.Resources {
		names = append(names, r.Name)
		for _, f := range r.Fields {
			names = append(names, r.Name+"."+f.Name)
		}
	}
	return names, cobra.ShellCompDirectiveNoFileComp
}
