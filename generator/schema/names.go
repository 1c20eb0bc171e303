package schema

import (
	"slices"
	"strings"

	"github.com/gobuffalo/flect"

	"github.com/seed-b1203020/gen/generator/field"
)

// Initialisms are the words that Go names spell in capitals. An application's
// sqlc.yaml lists the same.
var Initialisms = []string{"id", "api", "html", "http", "ip", "json", "sql", "uri", "url", "uuid"}

// GoName is a snake_case name as sqlc spells it in Go: author_id is AuthorID.
func GoName(snake string) string {
	var b strings.Builder
	b.Grow(len(snake))
	for part := range strings.SplitSeq(snake, "_") {
		switch {
		case slices.Contains(Initialisms, part):
			b.WriteString(strings.ToUpper(part))
		case part != "":
			b.WriteString(strings.ToUpper(part[:1]))
			b.WriteString(part[1:])
		}
	}
	return b.String()
}

// GoName is a table's or a column's name as sqlc spells it in this
// application, where a resource's plural becomes the resource: posts is Post.
// sqlc does so for columns of that name too.
func (a *App) GoName(snake string) string {
	for _, r := range a.Resources {
		if r.Plural == snake {
			return GoName(r.Name)
		}
	}
	return GoName(snake)
}

// FieldGoName is the name of f in Go structs: TagIDs for the column tag_ids of
// many, which sqlc does not see.
func (a *App) FieldGoName(f field.Field) string {
	if f.IsMany() {
		return GoName(strings.TrimSuffix(f.Column(), "s")) + "s"
	}
	return a.GoName(f.Column())
}

// GoName is r's type in Go.
func (r *Resource) GoName() string { return GoName(r.Name) }

// A Rename is an entry in sqlc's table of names.
type Rename struct{ From, To string }

// Renames is sqlc's table of names for this application, in the order of its
// resources.
func (a *App) Renames() []Rename {
	renames := make([]Rename, len(a.Resources))
	for i, r := range a.Resources {
		renames[i] = Rename{From: r.Plural, To: r.GoName()}
	}
	return renames
}

// Plural is the plural of a resource's name, unless gen.yaml sets another.
func Plural(name string) string {
	many := flect.Pluralize(name)
	if strings.ToLower(many) != many { // idsIDSes, of ids
		return name
	}
	return many
}

// Singular is what a plural is the plural of; any other name stays as it is.
func Singular(name string) string {
	if one := field.Singular(name); Plural(one) == name {
		return one
	}
	return name
}
