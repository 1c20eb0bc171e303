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
	if create, ok := c.(diff.CreateTable); ok {
		create.Later = nil // a key may point at a table that is created later
		c = create
	}
	return up(d, c)
}

// Down is the SQL that takes a change back.
func (d SQLite) Down(c diff.Change) []Statement { return down(d, c) }

// addKey does nothing: the key came with its table.
func (SQLite) addKey(diff.AddForeignKey) []Statement { return nil }

// undoCreate empties the columns of t that point at t itself before it drops
// t: SQLite deletes the rows of a table that it drops, and refuses to while
// others point at them.
func (SQLite) undoCreate(t diff.Table) []Statement {
	var statements []Statement
	for _, c := range t.Columns {
		if c.References == t.Name {
			statements = append(statements, set(t.Name, c.Name, "NULL"))
		}
	}
	return append(statements, dropTableOf(t))
}

// dropKey drops a column that is part of a circle, so that the table which it
// points at can be dropped, and its own can be after that. SQLite changes no
// row of a table that points at one which is not there.
func (d SQLite) dropKey(c diff.AddForeignKey) []Statement {
	var statements []Statement
	for _, x := range c.Table.Indexes {
		if slices.Contains(x.Columns, c.Column.Name) {
			statements = append(statements, Statement{SQL: "DROP INDEX IF EXISTS " + quote(x.Name)})
		}
	}
	return append(statements, d.dropColumn(c.Table.Name, c.Column)...)
}

// addColumn adds a required column as an optional one first: SQLite takes a
// NOT NULL column only with a DEFAULT, and could not drop that one again.
func (d SQLite) addColumn(c diff.AddColumn) []Statement {
	statements := []Statement{addColumnAs(c.Table, declare(d, c.Table, c.Column, false).String())}
	if c.Fill != nil {
		statements = append(statements, set(c.Table, c.Column.Name, fill(d, c.Column, *c.Fill)))
	}
	if c.Column.Required() {
		statements = append(statements, setNotNull(c.Table, c.Column.Name))
	}
	return statements
}

// dropColumn drops the check of the column first: SQLite refuses to drop a
// column that a check of the table needs.
func (SQLite) dropColumn(table string, c diff.Column) []Statement {
	return append(dropCheck(table, c), dropColumnOf(table, c))
}

// dropTable runs without foreign keys, or SQLite would look for rows that
// point at those of the table, and delete or empty them.
func (SQLite) dropTable(c dropTable) []Statement {
	drop := dropTableOf(c.Table)
	drop.keysOff, drop.loses = true, true
	return []Statement{drop}
}

func (d SQLite) undropTable(c dropTable) []Statement {
	return append([]Statement{createTable(d, c.Table, nil)}, createIndexes(c.Table)...)
}

// literal is v spelled as the application writes it.
func (SQLite) literal(f field.Field, v string) string {
	switch literal := f.Kept().SQL(v); literal {
	case "CURRENT_TIMESTAMP":
		return "strftime('%Y-%m-%d %H:%M:%S+00:00', 'now')"
	default:
		return oneLine(literal, "char", f.Kept().SQLite)
	}
}

// typed leaves it to the column what becomes of a value.
func (SQLite) typed(_ field.Field, expression string) string { return enclosed(expression) }

func (SQLite) column(c diff.Column) column {
	switch {
	case c.Name == diff.ID && c.Field.ByUUID:
		return column{c.Name, field.UUID.SQLite, "PRIMARY KEY NOT NULL"}
	case c.Name == diff.ID:
		return column{c.Name, "integer", "PRIMARY KEY AUTOINCREMENT"}
	case c.Own():
		return column{c.Name, "timestamp", "NOT NULL"}
	}
	return column{name: c.Name, typ: c.Field.Kept().SQLite}
}

// InIDs is the condition that column is one of the ids in param.
func (SQLite) InIDs(column, param string, _ bool) string {
	return fmt.Sprintf("%s IN (sqlc.slice('%s'))", qualified(column), param)
}

// Unchanged is the condition that the timestamp in column is still that of the
// parameter. SQLite compares them as text, so what others wrote in another spelling
// than the application's, such as CURRENT_TIMESTAMP's, counts as unchanged.
func (SQLite) Unchanged(column, param string) string {
	return fmt.Sprintf("(%s = %s OR %[1]s NOT LIKE '%%+00:00')", quote(column), Arg(param))
}
