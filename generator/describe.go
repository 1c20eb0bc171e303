package generator

import (
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
)

// describe says what a migration does, for a person and as SQL.
func describe(d dialect.Dialect, changes []diff.Change) []Change {
	described := make([]Change, len(changes))
	for i, c := range changes {
		described[i].Text = describeChange(c)
		for _, s := range d.Up(c) {
			described[i].SQL = append(described[i].SQL, s.SQL+";")
		}
	}
	return described
}

func describeChange(c diff.Change) string {
	switch c := c.(type) {
	case diff.CreateTable:
		return "create table " + c.Table.Name
	case diff.AddForeignKey:
		return fmt.Sprintf("add the foreign key of %s.%s", c.Table.Name, c.Column.Name)
	case diff.AddColumn:
		return fmt.Sprintf("add column %s.%s", c.Table, c.Column.Name)
	case diff.CreateIndex:
		kind := "index"
		if c.Index.Unique {
			kind = "unique index"
		}
		return fmt.Sprintf("create %s on %s (%s)", kind, c.Table, strings.Join(c.Index.Columns, ", "))
	case diff.DropIndex:
		return fmt.Sprintf("drop index on %s (%s)", c.Table, strings.Join(c.Index.Columns, ", "))
	}
	return fmt.Sprintf("change %T", c)
}
