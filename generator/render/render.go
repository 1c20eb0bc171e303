// Package render turns a definition into the files of an application. It reads
// and writes no disk.
//
// manifest.go is the table of contents of an emitted application: which
// template becomes which file. Templates see the definition through the views
// in app.go, resource.go and field.go, whose methods hold all that needs
// thinking about; a template only repeats, chooses and inserts.
package render

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// Input is what an application is made from.
type Input struct {
	App    *schema.App
	Tables []diff.Table // columns in the order that the database has them

	// Formatted is asked for the form that gofmt gives to what a template made
	// of the Go file at path, before that is worked out; nil if it is not known.
	// It is called for each Go file of a template, in order.
	Formatted func(path string, source []byte) []byte
}

// App renders every file of an application but its migrations, sqlc's output
// and gen.lock, in the manifest's order.
func App(in Input) ([]tree.File, error) {
	app := newAppView(in)
	templates, err := parseTemplates()
	if err != nil {
		return nil, err
	}
	sums, err := app.sums()
	if err != nil {
		return nil, err
	}
	editors := tree.File{Path: "gen.schema.json", Owner: tree.Gen, Data: schema.JSONSchema()}
	formatted := in.Formatted
	if formatted == nil {
		formatted = func(string, []byte) []byte { return nil }
	}
	files, err := templates.renderAll(app.jobs(), formatted)
	if err != nil {
		return nil, err
	}
	files = append([]tree.File{editors, sums, app.schemaFile()}, files...)
	if app.HasAPI() {
		document, err := app.openAPIFile()
		if err != nil {
			return nil, err
		}
		files = append(files, document)
	}
	return files, checkPaths(files)
}

// A job is one file to render.
type job struct {
	entry
	path string // with the resource's name in it
	data any    // that the template sees
}

// jobs lists the files of the manifest that the application has.
func (a appView) jobs() []job {
	var jobs []job
	for _, e := range manifest {
		switch {
		case e.when != nil && !e.when(a):
		case !e.perResource():
			jobs = append(jobs, job{e, e.path, a})
		default:
			for _, r := range a.Resources {
				if has := ofResources[e.template]; has == nil || has(r) {
					jobs = append(jobs, job{e, e.pathFor(r.Name), r})
				}
			}
		}
	}
	return jobs
}

// checkPaths finds two files that would be emitted at one path.
func checkPaths(files []tree.File) error {
	seen := map[string]bool{}
	for _, f := range files {
		if seen[f.Path] {
			return fmt.Errorf("%s would be emitted twice: rename one of the resources that it belongs to", f.Path)
		}
		seen[f.Path] = true
	}
	return nil
}
