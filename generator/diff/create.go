package diff

import "slices"

// Create gives the changes that create tables in a database which has those
// called there: each table after the ones that it points at. Where tables
// point at each other in a circle, a key follows the tables.
func Create(tables []Table, there ...string) []Change {
	var creates, keys []Change
	left := slices.Clone(tables)
	for len(left) > 0 {
		i := next(left, there)
		t := left[i]
		left = slices.Delete(left, i, i+1)
		there = append(there, t.Name)

		create := CreateTable{Table: t}
		for _, c := range t.Columns {
			if c.References != "" && !slices.Contains(there, c.References) {
				create.Later = append(create.Later, c.Name)
				keys = append(keys, AddForeignKey{t, c})
			}
		}
		creates = append(creates, create)
	}
	return append(creates, keys...)
}

// next is the index of the table to create next: the first one that points
// only at tables which are there, or else the first whose required references
// do. Required references alone make no circle, so there is one.
func next(left []Table, there []string) int {
	ready := func(isNeeded func(Column) bool) int {
		return slices.IndexFunc(left, func(t Table) bool {
			return !slices.ContainsFunc(t.Columns, func(c Column) bool {
				return c.References != "" && c.References != t.Name && isNeeded(c) && !slices.Contains(there, c.References)
			})
		})
	}
	if i := ready(func(Column) bool { return true }); i >= 0 {
		return i
	}
	return max(0, ready(Column.Required))
}
