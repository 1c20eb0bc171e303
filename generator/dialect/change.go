package dialect

import (
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/diff"
)

// up is the SQL of a change.
func up(d Dialect, c diff.Change) []Statement {
	switch c := c.(type) {
	case diff.Rename:
		return d.rename(c)
	case diff.CreateTable:
		return append([]Statement{createTable(d, c.Table, c.Later)}, createIndexes(c.Table)...)
	case diff.AddForeignKey:
		return d.addKey(c)
	case diff.AddColumn:
		return slices.Concat(guards(d, fillGuards(d, c)), d.addColumn(c))
	case diff.AlterColumns:
		return alter(d, c)
	case diff.DropColumn, dropColumn:
		return upDropColumn(d, c)
	case diff.DropTable:
		return d.dropTable(dropTable{DropTable: c})
	case dropTable:
		return d.dropTable(c)
	case diff.CreateIndex:
		return createUnique(d, createIndex{CreateIndex: c})
	case createIndex:
		return createUnique(d, c)
	case diff.DropIndex:
		return []Statement{dropIndex(c.Index)}
	case diff.CreateSearch:
		return slices.Concat(d.search(c.Table), d.fillSearch(c.Table))
	case createSearch:
		return d.search(c.Table)
	case diff.DropSearch:
		return d.dropSearch(c.Table)
	}
	return nil
}

// down is the SQL that takes a change back.
func down(d Dialect, c diff.Change) []Statement {
	switch c := c.(type) {
	case diff.Rename:
		return d.rename(diff.Rename{Old: c.New, New: c.Old})
	case diff.CreateTable:
		return d.undoCreate(c.Table)
	case diff.AddForeignKey:
		return d.dropKey(c)
	case diff.AddColumn:
		return d.dropColumn(c.Table, c.Column)
	case diff.AlterColumns:
		return alterBack(d, c)
	case diff.DropColumn:
		return down(d, dropColumn{DropColumn: c})
	case dropColumn:
		return restore(d, c)
	case diff.DropTable:
		return down(d, dropTable{DropTable: c})
	case dropTable:
		return noted(d.undropTable(c), fmt.Sprintf("The rows that %s had do not come back.", quote(c.Table.Name)))
	case diff.CreateIndex:
		return []Statement{dropIndex(c.Index)}
	case createIndex:
		return []Statement{dropIndex(c.Index)}
	case diff.DropIndex:
		return createUnique(d, createIndex{CreateIndex: diff.CreateIndex(c)})
	case diff.CreateSearch:
		return d.dropSearch(c.Table)
	case createSearch:
		return d.dropSearch(c.Table)
	case diff.DropSearch:
		return slices.Concat(d.search(c.Table), d.fillSearch(c.Table))
	}
	return nil
}

// upDropColumn drops a column with its values.
func upDropColumn(d Dialect, c diff.Change) []Statement {
	drop, ok := c.(diff.DropColumn)
	if !ok {
		drop = c.(dropColumn).DropColumn
	}
	statements := d.dropColumn(drop.Table.Name, drop.Column)
	statements[len(statements)-1].loses = true
	return statements
}

// createUnique creates an index, and stops before if it is a unique one and
// rows have the same values.
func createUnique(d Dialect, c createIndex) []Statement {
	create := createIndexOn(c.Table, c.Index)
	if !c.Index.Unique || c.empty {
		return []Statement{create}
	}
	return []Statement{d.guard(duplicates(c.Table, c.Index, quoteAll(c.Index.Columns))), create}
}

// fillGuards stop where what a new column is filled with breaks its rules.
func fillGuards(d Dialect, c diff.AddColumn) []guard {
	if c.Fill == nil {
		return nil
	}
	value := fill(d, c.Column, *c.Fill)
	var list []guard
	if c.Fill.Value == nil {
		if c.Column.Required() {
			list = append(list, empty(c.Table, c.Column.Name, value))
		}
		list = append(list, broken(c.Table, c.Column, value)...)
	}
	if c.Column.References != "" {
		list = append(list, orphans(c.Table, c.Column.Name, value, c.Column.References))
	}
	return list
}

// fill is the expression that rows get which have no value for c.
func fill(d Dialect, c diff.Column, f diff.Fill) string {
	if f.Value != nil {
		return d.literal(c.Field, *f.Value)
	}
	return d.typed(c.Field, f.SQL)
}

// set is the statement that gives every row of table a value.
func set(table, column, value string) Statement {
	return Statement{SQL: fmt.Sprintf("UPDATE %s SET %s = %s", quote(table), quote(column), value)}
}

func setNotNull(table, column string) Statement {
	return Statement{SQL: fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s SET NOT NULL", quote(table), quote(column))}
}

func dropNotNull(table, column string) Statement {
	return Statement{SQL: fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s DROP NOT NULL", quote(table), quote(column))}
}

func dropConstraint(table, name string) Statement {
	return Statement{SQL: fmt.Sprintf("ALTER TABLE %s DROP CONSTRAINT %s", quote(table), quote(name))}
}

// addCheck adds the check of c, if it has one.
func addCheck(table string, c diff.Column) []Statement {
	condition := check(c)
	if condition == "" {
		return nil
	}
	return []Statement{{SQL: fmt.Sprintf("ALTER TABLE %s ADD CONSTRAINT %s CHECK (%s)", quote(table), quote(checkName(table, c)), condition)}}
}

// dropCheck drops the check of c, if it has one.
func dropCheck(table string, c diff.Column) []Statement {
	if check(c) == "" {
		return nil
	}
	return []Statement{dropConstraint(table, checkName(table, c))}
}
