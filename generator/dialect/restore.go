package dialect

import (
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
)

// restore brings a dropped column back, without the values that it had.
func restore(d Dialect, c dropColumn) []Statement {
	add := diff.AddColumn{Table: c.Table.Name, Column: c.Column}
	column := quote(c.Column.Name)
	if !c.Column.Required() {
		return noted(d.addColumn(add), fmt.Sprintf("The values that %s had do not come back.", column))
	}
	value := substitute(d, c.Table, c.Column, c.unique)
	if value == "" {
		add.Fill = &diff.Fill{SQL: "NULL"}
		return slices.Concat(guards(d, []guard{unrestorable(c.Table.Name, c.Column)}), d.addColumn(add))
	}
	add.Fill = &diff.Fill{SQL: value}
	note := fmt.Sprintf("The values that %s had do not come back: rows get %s.", column, value)
	return slices.Concat(guards(d, broken(add.Table, add.Column, value)), noted(d.addColumn(add), note))
}

// substitute is the expression that rows get whose value for c is lost, or ""
// if gen knows none.
func substitute(d Dialect, t diff.Table, c diff.Column, unique bool) string {
	f := c.Field
	switch {
	case !c.Required():
		return "NULL"
	case f.Default != nil:
		return d.literal(f, *f.Default)
	case f.Type == field.References:
		return ""
	case unique && t.ByUUID() && kindOf(f) != texts:
		return ""
	case unique:
		return fromID(f)
	}
	return d.literal(f, f.Type.Sample(f)[0])
}

// fromID is a value that differs in every row, where one can be made of the
// id, or "".
func fromID(f field.Field) string {
	switch f.Type {
	case field.Int, field.Float:
		return `"id"`
	case field.String, field.Text, field.Markdown, field.Slug:
		return `CAST("id" AS text)`
	case field.Phone:
		return `'555-' || "id"`
	case field.Email:
		return `"id" || '@example.com'`
	case field.URL:
		return `'https://example.com/' || "id"`
	}
	return ""
}

// unrestorable stops if there are rows, which need a value that is lost.
func unrestorable(table string, c diff.Column) guard {
	return guard{
		problem: fmt.Sprintf("%s.%s needs a value, and those that it had are lost,", table, c.Name),
		hint:    "delete these rows, or restore a copy of the database",
		rows:    rowsOf(table, `"id"`),
		where:   `"id" IS NOT NULL`,
	}
}

// noted gives the first of statements a note.
func noted(statements []Statement, note string) []Statement {
	statements[0].Note = note
	return statements
}
