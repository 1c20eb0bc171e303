package dialect

import (
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// SQLite is the dialect of SQLite, from 3.53 on.
type SQLite struct{}

// Name is the database as gen.yaml names it.
func (SQLite) Name() string { return schema.SQLite }

// Engine is the database as sqlc names it.
func (SQLite) Engine() string { return "sqlite" }

// Up is the SQL of a change.
func (d SQLite) Up(c diff.Change) []Statement {
	switch c := c.(type) {
	case diff.CreateTable: // a key may point at a table that is created later
		return append([]Statement{createTable(d, c.Table, nil)}, createIndexes(c.Table)...)
	case diff.AddColumn:
		return d.addColumn(c)
	case diff.CreateIndex:
		return []Statement{createIndex(c.Table, c.Index)}
	case diff.DropIndex:
		return []Statement{dropIndex(c.Index)}
	}
	return nil
}

// Down is the SQL that takes a change back.
func (d SQLite) Down(c diff.Change) []Statement {
	switch c := c.(type) {
	case diff.CreateTable:
		return append(unlink(c.Table), dropTable(c.Table))
	case diff.AddForeignKey:
		return dropKey(c)
	case diff.AddColumn:
		return []Statement{dropColumn(c.Table, c.Column)}
	case diff.CreateIndex:
		return []Statement{dropIndex(c.Index)}
	case diff.DropIndex:
		return []Statement{createIndex(c.Table, c.Index)}
	}
	return nil
}

// unlink empties the columns of t that point at t itself: SQLite deletes the
// rows of a table that it drops, and refuses to while others point at them.
func unlink(t diff.Table) []Statement {
	var statements []Statement
	for _, c := range t.Columns {
		if c.References == t.Name {
			statements = append(statements, Statement{SQL: fmt.Sprintf("UPDATE %s SET %s = NULL", quote(t.Name), quote(c.Name))})
		}
	}
	return statements
}

// dropKey drops a column that is part of a circle, so that the table which it
// points at can be dropped, and its own can be after that. SQLite changes no
// row of a table that points at one which is not there.
func dropKey(c diff.AddForeignKey) []Statement {
	var statements []Statement
	for _, x := range c.Table.Indexes {
		if slices.Contains(x.Columns, c.Column.Name) {
			statements = append(statements, Statement{SQL: "DROP INDEX IF EXISTS " + quote(x.Name)})
		}
	}
	return append(statements, dropColumn(c.Table.Name, c.Column))
}

// addColumn adds a required column as an optional one first: SQLite takes a
// NOT NULL column only with a DEFAULT, and could not drop that one again.
func (d SQLite) addColumn(c diff.AddColumn) []Statement {
	statements := []Statement{addColumn(c.Table, declare(d, c.Table, c.Column, false).String())}
	if !c.Column.Required() {
		return statements
	}
	table, name := quote(c.Table), quote(c.Column.Name)
	return append(statements,
		Statement{SQL: fmt.Sprintf("UPDATE %s SET %s = %s", table, name, d.value(c.Column.Field))},
		Statement{SQL: fmt.Sprintf("ALTER TABLE %s ALTER COLUMN %s SET NOT NULL", table, name)})
}

// value is the default of f, spelled as the application writes it.
func (SQLite) value(f field.Field) string {
	switch literal := f.Type.SQL(*f.Default); literal {
	case "CURRENT_TIMESTAMP":
		return "strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')"
	default:
		return oneLine(literal, "char", f.Type.SQLite)
	}
}

func (SQLite) column(c diff.Column) column {
	switch {
	case c.Name == diff.ID:
		return column{c.Name, "integer", "PRIMARY KEY AUTOINCREMENT"}
	case c.Own():
		return column{c.Name, "timestamp", "NOT NULL"}
	}
	return column{name: c.Name, typ: c.Field.Type.SQLite}
}

// InIDs is the condition that column is one of the ids in param.
func (SQLite) InIDs(column, param string) string {
	return fmt.Sprintf("%s IN (sqlc.slice('%s'))", quote(column), param)
}

// Unchanged is the condition that the timestamp in column is still that of the
// parameter. SQLite compares them as text, so what others wrote in another spelling
// than the application's, such as CURRENT_TIMESTAMP's, counts as unchanged.
func (SQLite) Unchanged(column, param string) string {
	return fmt.Sprintf("(%s = %s OR %[1]s NOT LIKE '%%+00:00')", quote(column), Arg(param))
}
