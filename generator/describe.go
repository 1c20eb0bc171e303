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
	inContext := dialect.InContext(changes)
	for i, c := range changes {
		risk, reason := diff.RiskOf(c)
		described[i] = Change{Text: describeChange(c), Data: string(risk), Reason: reason}
		for _, s := range d.Up(inContext[i]) {
			if !s.Guard { // the reason says it in words
				described[i].SQL = append(described[i].SQL, s.SQL+";")
			}
		}
	}
	return described
}

func describeChange(c diff.Change) string {
	switch c := c.(type) {
	case diff.Rename:
		return describeRename(c)
	case diff.CreateTable:
		return "create table " + c.Table.Name
	case diff.AddForeignKey:
		return fmt.Sprintf("add the foreign key of %s.%s", c.Table.Name, c.Column.Name)
	case diff.AddColumn:
		return fmt.Sprintf("add column %s.%s", c.Table, c.Column.Name)
	case diff.AlterColumns:
		names := make([]string, len(c.Columns))
		for i, column := range c.Columns {
			names[i] = c.New.Name + "." + column.New.Name
		}
		return "change " + strings.Join(names, ", ")
	case diff.DropColumn:
		return fmt.Sprintf("drop column %s.%s", c.Table.Name, c.Column.Name)
	case diff.DropTable:
		return "drop table " + c.Table.Name
	case diff.CreateIndex:
		return fmt.Sprintf("create %s on %s (%s)", indexKind(c.Index), c.Table, strings.Join(c.Index.Columns, ", "))
	case diff.DropIndex:
		return fmt.Sprintf("drop %s on %s (%s)", indexKind(c.Index), c.Table, strings.Join(c.Index.Columns, ", "))
	case diff.CreateSearch:
		return fmt.Sprintf("create search on %s (%s)", c.Table.Name, strings.Join(c.Table.Search, ", "))
	case diff.DropSearch:
		return fmt.Sprintf("drop search on %s (%s)", c.Table.Name, strings.Join(c.Table.Search, ", "))
	}
	return fmt.Sprintf("change %T", c)
}

func indexKind(x diff.Index) string {
	if x.Unique {
		return "unique index"
	}
	return "index"
}

// describeRename names the table and the columns that get other names. What
// follows from these goes without saying, unless it is all there is.
func describeRename(c diff.Rename) string {
	var parts []string
	if c.Old.Name != c.New.Name {
		parts = append(parts, fmt.Sprintf("rename table %s to %s", c.Old.Name, c.New.Name))
	}
	for i, old := range c.Old.Columns {
		if to := c.New.Columns[i]; old.Name != to.Name {
			parts = append(parts, fmt.Sprintf("rename column %s.%s to %s", c.New.Name, old.Name, to.Name))
		}
	}
	if len(parts) == 0 {
		return "rename indexes of " + c.New.Name
	}
	return strings.Join(parts, ", ")
}
