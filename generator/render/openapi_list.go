package render

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
)

// A listColumn is a column that lists can be filtered and sorted by.
type listColumn struct {
	Name, human string
	schema      *jsonSchema
	typeScript  string // the type of its values in TypeScript
	ordered     bool   // whether smaller and larger mean something
	nullable    bool
}

// ListColumns lists them: all that clients get to see but documents and, unless
// it is the order of lists anyway, long text.
func (r *resourceView) ListColumns() []listColumn {
	moment := &jsonSchema{Type: jsonTypes{"string"}, Format: "date-time"}
	columns := []listColumn{{"id", "The id", r.idSchema(), r.TypeName("Id"), true, false}}
	for _, f := range r.Listed() {
		columns = append(columns, listColumn{f.Column(), f.said(), f.filterValue(), f.plainTypeScript(), f.wire().Ordered, f.Optional})
	}
	return append(columns,
		listColumn{"created_at", "Created at", moment, "Timestamp", true, false},
		listColumn{"updated_at", "Updated at", moment, "Timestamp", true, false})
}

// filterValue is the schema of what f can be compared with.
func (f *fieldView) filterValue() *jsonSchema {
	s := f.value()
	switch {
	case slices.Contains([]*field.Type{field.Time, field.Slug, field.Color, field.Phone}, f.Type):
		s.Pattern = f.wire().Pattern
	case f.Type.Args == field.Max:
		s.MaxLength = f.Length
		if !f.Optional {
			s.MinLength = 1
		}
	}
	return s
}

// An operator compares a column with a value in the query of a list.
type operator struct {
	name, phrase string
	ordered      bool // whether it is about smaller and larger
}

// listOperators are all of them. Equality has no name: status=draft.
var listOperators = []operator{
	{"", "is this", false}, {"ne", "is not this", false},
	{"gt", "is more than this", true}, {"gte", "is at least this", true},
	{"lt", "is less than this", true}, {"lte", "is at most this", true},
}

// suffix is what follows the column in the name of the parameter.
func (o operator) suffix() string {
	if o.name == "" {
		return ""
	}
	return "[" + o.name + "]"
}

// operators are those that make sense for c.
func (c listColumn) operators() []operator {
	if c.ordered {
		return listOperators
	}
	return listOperators[:2]
}
