package render

import (
	"bytes"
	"fmt"
	"go/format"
	"strings"
	"sync"
	"text/template"

	"github.com/seed-b1203020/gen/generator/tree"
	"github.com/seed-b1203020/gen/templates"
)

// blocks hold what fields.html and show.html choose from, one for each kind
// of control or value.
var blocks = []string{"html/controls.html", "html/shows.html"}

// templateSet is the parsed templates by their names in the manifest.
type templateSet map[string]*template.Template

// parseTemplates parses every template of the manifest, once per process.
var parseTemplates = sync.OnceValues(func() (templateSet, error) {
	set := templateSet{}
	for _, e := range manifest {
		t := template.New(e.template).Delims("<%", "%>")
		t.Funcs(template.FuncMap{
			"control": func(f *fieldView) (string, error) { return blockOf(set["html/controls.html"], f.control(), f) },
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

// render renders one file; Go source comes back formatted.
func (s templateSet) render(e entry, path string, data any) (tree.File, error) {
	var buf bytes.Buffer
	if err := s[e.template].Execute(&buf, data); err != nil {
		return tree.File{}, err
	}
	file := tree.File{Path: path, Owner: e.owner, Data: buf.Bytes()}
	if !strings.HasSuffix(path, ".go") {
		return file, nil
	}
	source, err := format.Source(file.Data)
	if err != nil {
		return file, fmt.Errorf("template %s renders invalid Go for %s: %w\n%s", e.template, path, err, file.Data)
	}
	file.Data = source
	return file, nil
}
