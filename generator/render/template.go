package render

import (
	"bytes"
	"fmt"
	"go/format"
	"runtime"
	"strings"
	"sync"
	"text/template"

	"golang.org/x/sync/errgroup"

	"github.com/seed-b1203020/gen/generator/tree"
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

// renderAll renders files, several at once, and keeps their order.
func (s templateSet) renderAll(jobs []job) ([]tree.File, error) {
	files := make([]tree.File, len(jobs))
	var group errgroup.Group
	group.SetLimit(runtime.NumCPU())
	for i, j := range jobs {
		group.Go(func() (err error) {
			files[i], err = s.render(j)
			return err
		})
	}
	return files, group.Wait()
}

// render renders one file; Go source comes back formatted.
func (s templateSet) render(j job) (tree.File, error) {
	var buf bytes.Buffer
	if err := s[j.template].Execute(&buf, j.data); err != nil {
		return tree.File{}, err
	}
	file := tree.File{Path: j.path, Owner: j.owner, Data: buf.Bytes()}
	if !strings.HasSuffix(j.path, ".go") {
		return file, nil
	}
	source, err := format.Source(file.Data)
	if err != nil {
		return file, fmt.Errorf("template %s renders invalid Go for %s: %w\n%s", j.template, j.path, err, file.Data)
	}
	file.Data = source
	return file, nil
}
