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

	Cache Cache // nil for none
}

// A Cache knows what came of an earlier run. It is asked by one goroutine, in
// the order of the manifest.
type Cache interface {
	// Kept gives the texts of the files at paths, which are those of a resource,
	// if all that they were made from is still the same; otherwise nil. Of what
	// was seen with some resources, print gives the fingerprint of now.
	Kept(resource string, paths []string, print func(saw []string) string) [][]byte

	// Made is told with which resources the files of one were made, if they were
	// not kept.
	Made(resource string, paths, saw []string, print string)

	// Formatted gives the form that gofmt gives to what a template made of the
	// Go file at path, or nil if it is not known.
	Formatted(path string, source []byte) []byte
}

// nothing is the Cache of those who have none.
type nothing struct{}

func (nothing) Kept(string, []string, func([]string) string) [][]byte { return nil }
func (nothing) Made(string, []string, []string, string)               {}
func (nothing) Formatted(string, []byte) []byte                       { return nil }

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
	if in.Cache == nil {
		in.Cache = nothing{}
	}
	files, err := app.render(templates, in.Cache)
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
