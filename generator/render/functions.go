package render

import "github.com/seed-b1203020/gen/generator/field"

// A templateFunc is a function that emitted templates show values with.
type templateFunc struct {
	Name, Go string
	pkg      string // of the application
}

// functionsOf are those that the values of a type need.
var functionsOf = map[*field.Type]templateFunc{
	field.Markdown: {"markdown", "types.Markdown", "/types"},
	field.Phone:    {"dialed", "input.Dialed", "/input"},
}

// TemplateFuncs are the functions that its fields need.
func (a appView) TemplateFuncs() []templateFunc {
	var funcs []templateFunc
	for _, t := range field.Types {
		if f, found := functionsOf[t]; found && shows(a, t) {
			funcs = append(funcs, f)
		}
	}
	return funcs
}

func hasTemplateFuncs(a appView) bool { return len(a.TemplateFuncs()) > 0 }

// shows reports whether a page shows values of type t.
func shows(a appView, t *field.Type) bool {
	return len(onlyResources(a.PageResources(), func(r *resourceView) bool {
		return len(only(r.Public(), func(f *fieldView) bool { return f.Type == t })) > 0
	})) > 0
}

// showsMarkdown reports whether a page shows Markdown.
func showsMarkdown(a appView) bool { return shows(a, field.Markdown) }

// FunctionImports are the imports of their table.
func (a appView) FunctionImports() string {
	paths := []string{"html/template"}
	for _, f := range a.TemplateFuncs() {
		paths = append(paths, a.Module+f.pkg)
	}
	return importLines(paths)
}
