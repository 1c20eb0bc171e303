package generator

import (
	"regexp"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/render"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// A Route is a URL that an application answers.
type Route struct {
	Method  string `json:"method"`
	Path    string `json:"path"`
	Handler string `json:"handler"`
}

const routesPath = "web/routes.go"

// Routes lists what gen emits for a definition.
func Routes(app *schema.App) ([]Route, error) {
	files, err := render.App(render.Input{App: app, Tables: diff.Initial(app)})
	if err != nil {
		return nil, err
	}
	return routesIn(files), nil
}

func routesIn(files []tree.File) []Route {
	i := slices.IndexFunc(files, func(f tree.File) bool { return f.Path == routesPath })
	if i < 0 {
		return nil
	}
	return parseRoutes(files[i].Data)
}

// routeLine is a line of web/routes.go: the one place that lists every URL.
var routeLine = regexp.MustCompile(`(?m)^\s*\w+\.\w+\("([A-Z]+) ([^"]+)", (?:app\.)?(\w+)`)

func parseRoutes(source []byte) []Route {
	var routes []Route
	for _, m := range routeLine.FindAllSubmatch(source, -1) {
		routes = append(routes, Route{
			Method:  string(m[1]),
			Path:    strings.TrimSuffix(string(m[2]), "{$}"),
			Handler: string(m[3]),
		})
	}
	return routes
}

// newRoutes are those of new that old does not have.
func newRoutes(old, new []Route) []Route {
	var added []Route
	for _, r := range new {
		if !slices.Contains(old, r) {
			added = append(added, r)
		}
	}
	return added
}
