package main

import (
	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type routesOptions struct{ *global }

func newRoutes(g *global) *cobra.Command {
	o := &routesOptions{global: g}
	return &cobra.Command{
		Use:   "routes",
		Short: "List the URLs that the application answers",
		Long: `List the URLs that gen emits for gen.yaml: method, path, and the method of web.App
that answers. Routes of your own are in web/routes.go; ./APP routes lists those too.

Exit codes: 0 listed · 2 wrong definition.`,
		Example: `  gen routes
  gen routes --json`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(*cobra.Command, []string) error { return o.run() },
	}
}

func (o *routesOptions) run() error {
	dir, err := o.application()
	if err != nil {
		return err
	}
	app, err := generator.Load(dir)
	if err != nil {
		return err
	}
	routes, err := generator.Routes(app)
	if err != nil {
		return err
	}
	o.out.set("routes", routes)
	width := 0
	for _, r := range routes {
		width = max(width, len(r.Path))
	}
	for _, r := range routes {
		o.out.printf("%-6s  %-*s  %s\n", r.Method, width, r.Path, r.Handler)
	}
	return nil
}
