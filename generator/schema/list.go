package schema

import "github.com/seed-b1203020/gen/generator/field"

// Lists reports whether lists of r can be filtered and sorted by f. What they
// can be has an index, so f has to fit into one. Text of many lines is for
// searching, except where it is short enough to be the order of lists.
func (r *Resource) Lists(f field.Field) bool {
	return !f.Private && f.Indexable() == "" && (!f.Type.IsLong() || f.Column() == r.Order.Column)
}

// Groups reports whether rows with the same value of f come in the order of the
// list, and not by their ids: a status or an author is what many rows have.
func (r *Resource) Groups(f field.Field) bool {
	return f.Type.Groups() && f.Column() != r.Order.Column && r.Order.Column != "id"
}

// OrderIsOptional reports whether there may be rows without a value in the
// column that lists are ordered by.
func (r *Resource) OrderIsOptional() bool {
	f, found := r.Field(r.Order.Column)
	return found && f.Optional
}
