package dialect

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/diff"
)

// InContext gives changes that know of each other what their SQL depends on.
func InContext(changes []diff.Change) []diff.Change {
	all := slices.Clone(changes)
	for i, c := range all {
		switch c := c.(type) {
		case diff.DropTable:
			all[i] = inCircles(changes, i, c)
		case diff.DropColumn:
			all[i] = dropColumn{c, isUnique(changes, c)}
		case diff.CreateIndex:
			all[i] = createIndex{c, isEmpty(changes, c)}
		case diff.CreateSearch:
			if isNew(changes, c.Table) {
				all[i] = createSearch{c}
			}
		}
	}
	return all
}

// A dropTable is a table to drop while others may still point at it.
type dropTable struct {
	diff.DropTable
	keys  []diff.AddForeignKey // of tables that are dropped later, which point at it
	later []string             // its columns that point at tables which are dropped before
}

func inCircles(changes []diff.Change, i int, c diff.DropTable) dropTable {
	drop := dropTable{DropTable: c}
	for j, other := range changes {
		other, ok := other.(diff.DropTable)
		switch {
		case !ok:
		case j > i:
			drop.keys = append(drop.keys, keysInto(c.Table.Name, other.Table)...)
		case j < i:
			for _, key := range keysInto(other.Table.Name, c.Table) {
				drop.later = append(drop.later, key.Column.Name)
			}
		}
	}
	return drop
}

// keysInto lists the foreign keys of t that point at the table called name.
func keysInto(name string, t diff.Table) []diff.AddForeignKey {
	var keys []diff.AddForeignKey
	for _, c := range t.Columns {
		if c.References == name {
			keys = append(keys, diff.AddForeignKey{Table: t, Column: c})
		}
	}
	return keys
}

// A dropColumn is a column to drop that may have had unique values.
type dropColumn struct {
	diff.DropColumn
	unique bool
}

func isUnique(changes []diff.Change, c diff.DropColumn) bool {
	return c.Column.Field.Unique || slices.ContainsFunc(changes, func(other diff.Change) bool {
		x, ok := other.(diff.DropIndex)
		return ok && x.Index.Unique && slices.Contains(x.Index.Columns, c.Column.Name)
	})
}

// A createIndex is an index of a table whose rows may have nothing in it.
type createIndex struct {
	diff.CreateIndex
	empty bool
}

// isEmpty reports whether one of the columns of c's index is NULL in every row.
func isEmpty(changes []diff.Change, c diff.CreateIndex) bool {
	return slices.ContainsFunc(changes, func(other diff.Change) bool {
		added, ok := other.(diff.AddColumn)
		return ok && added.Table == c.Table && added.Fill == nil && slices.Contains(c.Index.Columns, added.Column.Name)
	})
}

// A createSearch is the search of a table that is new, and has no rows to find.
type createSearch struct{ diff.CreateSearch }

func isNew(changes []diff.Change, t diff.Table) bool {
	return slices.ContainsFunc(changes, func(other diff.Change) bool {
		created, ok := other.(diff.CreateTable)
		return ok && created.Table.Name == t.Name
	})
}
