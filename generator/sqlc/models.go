package sqlc

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"path"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A models is a models.go in pieces.
type models struct {
	header  string                // up to the imports
	structs map[string]structDecl // by name
}

// A structDecl is the text of a struct as sqlc wrote it, and the imports that
// it needs, each as written.
type structDecl struct {
	text    string
	imports []string
}

// parseModels takes a models.go apart.
func parseModels(source []byte) (models, error) {
	fset := token.NewFileSet()
	file, err := parser.ParseFile(fset, "models.go", source, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return models{}, err
	}
	offset := func(p token.Pos) int { return fset.Position(p).Offset }
	m := models{header: string(source[:offset(file.Name.End())]), structs: map[string]structDecl{}}
	imports := map[string]string{}
	for _, spec := range file.Imports {
		imports[importName(spec)] = string(source[offset(spec.Pos()):offset(spec.End())])
	}
	for _, decl := range file.Decls {
		gen, ok := decl.(*ast.GenDecl)
		if ok && gen.Tok == token.IMPORT {
			continue
		}
		if !ok || gen.Tok != token.TYPE || len(gen.Specs) != 1 {
			return models{}, fmt.Errorf("line %d is not a struct", fset.Position(decl.Pos()).Line)
		}
		start := gen.Pos()
		if gen.Doc != nil {
			start = gen.Doc.Pos()
		}
		name := gen.Specs[0].(*ast.TypeSpec).Name.Name
		m.structs[name] = structDecl{
			text:    string(source[offset(start):offset(gen.End())]),
			imports: importsOf(gen, imports),
		}
	}
	return m, nil
}

var majorVersion = regexp.MustCompile(`^v[0-9]+$`)

// importName is the name by which an import is used.
func importName(spec *ast.ImportSpec) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	name, err := strconv.Unquote(spec.Path.Value)
	if err != nil {
		return ""
	}
	if majorVersion.MatchString(path.Base(name)) {
		name = path.Dir(name)
	}
	return path.Base(name)
}

func importsOf(decl ast.Node, imports map[string]string) []string {
	used := map[string]bool{}
	ast.Inspect(decl, func(n ast.Node) bool {
		if sel, ok := n.(*ast.SelectorExpr); ok {
			if pkg, ok := sel.X.(*ast.Ident); ok && imports[pkg.Name] != "" {
				used[imports[pkg.Name]] = true
			}
		}
		return true
	})
	return slices.Collect(maps.Keys(used))
}

// previousStructs are the names of the structs that the last run gave.
func (a *app) previousStructs() map[string]bool {
	known := map[string]bool{}
	m, err := parseModels(a.job.Previous[a.conf.models()])
	if err != nil {
		return known
	}
	for name := range m.structs {
		known[name] = true
	}
	return known
}

// composeModels makes one models.go: the structs of this run, and those of the
// last one whose tables are the same.
func (a *app) composeModels(fresh []output) ([]byte, error) {
	all, err := parseModels(a.job.Previous[a.conf.models()])
	if err != nil {
		all = models{structs: map[string]structDecl{}}
	}
	made := map[string]bool{}
	for _, out := range fresh {
		m, err := parseModels(out.models)
		if err != nil {
			return nil, fmt.Errorf("models.go of sqlc: %w", err)
		}
		all.header = m.header
		for name, decl := range m.structs {
			all.structs[name] = decl
			made[name] = true
		}
	}
	kept := map[string]structDecl{}
	for _, t := range a.tables {
		for _, name := range t.structs {
			decl, ok := all.structs[name]
			if !ok {
				return nil, fmt.Errorf("sqlc made no struct %s of table %s", name, t.Name)
			}
			kept[name] = decl
			delete(made, name)
		}
	}
	if len(made) > 0 {
		return nil, fmt.Errorf("sqlc made structs of no table: %s", strings.Join(slices.Sorted(maps.Keys(made)), ", "))
	}
	return models{all.header, kept}.format(), nil
}

// standard are the packages that sqlc imports with those of the standard
// library; any other one it sets apart.
var standard = map[string]bool{
	`"database/sql"`: true, `"encoding/json"`: true, `"net"`: true, `"net/netip"`: true, `"time"`: true,
}

// format writes a models.go as sqlc does: imports in two groups, structs by
// name.
func (m models) format() []byte {
	var std, deps []string
	names := slices.Sorted(maps.Keys(m.structs))
	for _, name := range names {
		for _, spec := range m.structs[name].imports {
			if standard[spec] {
				std = append(std, spec)
			} else {
				deps = append(deps, spec)
			}
		}
	}
	var b bytes.Buffer
	b.WriteString(m.header + "\n")
	if len(std)+len(deps) > 0 {
		b.WriteString("\nimport (\n" + strings.Join(nonEmpty(importGroup(std), importGroup(deps)), "\n") + ")\n")
	}
	for _, name := range names {
		b.WriteString("\n" + m.structs[name].text + "\n")
	}
	return b.Bytes()
}

// importGroup writes imports sorted by path, each once.
func importGroup(specs []string) string {
	slices.SortFunc(specs, func(a, b string) int {
		return strings.Compare(a[strings.IndexByte(a, '"'):], b[strings.IndexByte(b, '"'):])
	})
	var b strings.Builder
	for _, spec := range slices.Compact(specs) {
		b.WriteString("\t" + spec + "\n")
	}
	return b.String()
}

func nonEmpty(texts ...string) []string {
	return slices.DeleteFunc(texts, func(s string) bool { return s == "" })
}
