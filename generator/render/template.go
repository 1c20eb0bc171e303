package render

import (
	"runtime"
	"strings"
	"sync"
	"text/template"

	"golang.org/x/sync/errgroup"

	"github.com/seed-b1203020/gen/templates"
)

// blocks hold what index.html, fields.html and show.html choose from, one for
// each kind of control or value.
var blocks = []string{"html/controls.html", "html/filters.html", "html/shows.html"}

// templateSet is the parsed templates by their names in the manifest.
type templateSet map[string]*template.Template

// parseTemplates parses every template of the manifest, once per process.
var parseTemplates = sync.OnceValues(func() (templateSet, error) {
	set := templateSet{}
	for _, e := range manifest {
		t := template.New(e.template).Delims("<%", "%>")
		t.Funcs(template.FuncMap{
			"control": func(f *fieldView) (string, error) { return blockOf(set["html/controls.html"], f.control(), f) },
			"filter":  func(f *fieldView) (string, error) { return blockOf(set["html/filters.html"], f.filter(), f) },
			"show":    func(f *fieldView) (string, error) { return f.show(set["html/shows.html"]) },
		})
		if err := set.parse(t, e.template); err != nil {
			return nil, err
		}
	}
	for _, name := range blocks {
		if err := set.parse(template.New(name).Delims("<%", "%>"), name); err != nil {
			return nil, err
		}
	}
	return set, nil
})

func (s templateSet) parse(t *template.Template, name string) error {
	source, err := templates.FS.ReadFile(name + ".tmpl")
	if err != nil {
		return err
	}
	s[name], err = t.Parse(string(source))
	return err
}

// blockOf renders one block of a set of blocks.
func blockOf(t *template.Template, name string, data any) (string, error) {
	var text strings.Builder
	err := t.ExecuteTemplate(&text, name, data)
	return text.String(), err
}

// each does something to each item, on all processors.
func each[T any](items []T, do func(item T) error) error {
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for _, item := range items {
		group.Go(func() error { return do(item) })
	}
	return group.Wait()
}
