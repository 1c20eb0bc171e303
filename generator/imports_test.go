package generator_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const modulePath = "github.com/seed-b1203020/gen/"

// layers lists our packages from the bottom up. A package imports only
// packages of the layers below its own.
var layers = [][]string{
	{"templates", "generator/field", "generator/merge", "generator/tree"},
	{"generator/schema"},
	{"generator/schema/schematest", "generator/diff"},
	{"generator/dialect"},
	{"generator/dialect/dialecttest", "generator/render", "generator/sqlc"},
	{"generator"},
	{"cmd/gen"},
}

func layerOf(pkg string) int {
	return slices.IndexFunc(layers, func(layer []string) bool { return slices.Contains(layer, pkg) })
}

func TestImportsGoOneWay(t *testing.T) {
	for _, root := range []string{"templates", "generator", "cmd"} {
		err := filepath.WalkDir(filepath.Join("..", root), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.Name() == "testdata" {
				return errorOrSkip(err)
			}
			if strings.HasSuffix(file, ".go") && !strings.HasSuffix(file, "_test.go") {
				checkImports(t, file)
			}
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

func errorOrSkip(err error) error {
	if err != nil {
		return err
	}
	return fs.SkipDir
}

func checkImports(t *testing.T, file string) {
	rel, err := filepath.Rel("..", file)
	if err != nil {
		t.Fatal(err)
	}
	pkg := path.Dir(filepath.ToSlash(rel))
	level := layerOf(pkg)
	if level < 0 {
		t.Errorf("%s: package %s is in no layer", file, pkg)
		return
	}
	source, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
	if err != nil {
		t.Fatal(err)
	}
	for _, spec := range source.Imports {
		name, err := strconv.Unquote(spec.Path.Value)
		if err != nil {
			t.Fatal(err)
		}
		dep, ours := strings.CutPrefix(name, modulePath)
		if ours && (layerOf(dep) < 0 || layerOf(dep) >= level) {
			t.Errorf("%s imports %s, which is not below it", file, dep)
		}
	}
}
