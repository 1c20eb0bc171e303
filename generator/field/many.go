package field

import (
	"strings"

	"github.com/gobuffalo/flect"
)

// Many is a set of rows of another resource. The resource has no column for
// it: a table of its own joins the two, and what this type says of values and
// columns is about one id in it.
var Many = &Type{
	Name:     "many",
	Aliases:  []string{"many_to_many"},
	Summary:  "any number of rows of another resource: tags:many:tag",
	Args:     Resource,
	Go:       "int64",
	SQLite:   "integer",
	Postgres: is("bigint"),
	Parser:   is("input.ID()"),
	Literal:  bare,
	Valid:    validInt,
	Sample:   func(Field) [2]string { return [2]string{"1", "2"} },
	JSON:     same,
	Control:  "many",
	Attrs:    is(""),
	Show:     "many",
	Refuses: map[Modifier]string{
		Unique:   "rows share what they refer to",
		Index:    "it has no column",
		Default:  "which rows exist is not known here",
		Private:  "leave the field out, and keep the rows in a resource of their own",
		Readonly: "leave the field out, and keep the rows in a resource of their own",
	},
}

// IsMany reports whether f is a set of rows, which has no column.
func (f Field) IsMany() bool { return f.Type == Many }

// Singular is the name of one thing of a field that is many: tag, of tags.
func Singular(name string) string {
	one := flect.Singularize(name)
	if !namePattern.MatchString(one) { // idsIDS, of ids
		return strings.TrimSuffix(name, "s")
	}
	return one
}
