package render

import (
	"bytes"
	"slices"

	"github.com/seed-b1203020/gen/generator/tree"
	"github.com/seed-b1203020/gen/templates"
)

// sums is go.sum, complete: what every application on the database needs, and
// what its field types need on top.
func (a appView) sums() (tree.File, error) {
	names := []string{"go/gomod/" + a.Database + ".sum"}
	for _, module := range []struct {
		used bool
		sums string
	}{{hasResources(a), "seed"}, {a.Decimal(), "decimal"}, {a.Markdown(), "markdown"}, {a.MakesSlugs(), "slug"}} {
		if module.used {
			names = append(names, "go/gomod/"+module.sums+".sum")
		}
	}
	var lines [][]byte
	for _, name := range names {
		data, err := templates.FS.ReadFile(name)
		if err != nil {
			return tree.File{}, err
		}
		lines = append(lines, slices.Collect(bytes.Lines(data))...)
	}
	slices.SortFunc(lines, bytes.Compare)
	return tree.File{Path: "go.sum", Owner: tree.Yours, Data: bytes.Join(lines, nil)}, nil
}
