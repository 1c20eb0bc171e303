package dialect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
)

// A column is how a database declares a column.
type column struct {
	name string
	typ  string // "text"
	rest string // what follows the type: NOT NULL, constraints
}

func (c column) String() string { return strings.TrimRight(quote(c.name)+" "+c.typ+" "+c.rest, " ") }

// widest is the longest name to which the types in a table are aligned.
const widest = 24

// createTable is the statement that creates t; the foreign keys of the columns
// called later are left out.
func createTable(d Dialect, t diff.Table, later []string) Statement {
	return createTableAs(d, t.Name, t, later)
}

// createTableAs creates t under another name. Its constraints keep theirs.
func createTableAs(d Dialect, name string, t diff.Table, later []string) Statement {
	width := 0
	lines := make([]string, len(t.Columns))
	for _, c := range t.Columns {
		width = max(width, min(len(c.Name), widest))
	}
	for i, c := range t.Columns {
		if slices.Contains(later, c.Name) {
			c.References = ""
		}
		declared := declare(d, t.Name, c, c.Required())
		lines[i] = strings.TrimRight(fmt.Sprintf("    %-*s %s %s", width+2, quote(c.Name), declared.typ, declared.rest), " ")
	}
	if t.IsJoin() {
		lines = append(lines, fmt.Sprintf("    PRIMARY KEY (%s)", strings.Join(columnNames(t), ", ")))
	}
	return Statement{SQL: fmt.Sprintf("CREATE TABLE %s (\n%s\n)", quote(name), strings.Join(lines, ",\n"))}
}

// columnNames are the columns of t in quotes.
func columnNames(t diff.Table) []string {
	names := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		names[i] = quote(c.Name)
	}
	return names
}

// createIndexes are the statements that create t's indexes.
func createIndexes(t diff.Table) []Statement {
	statements := make([]Statement, len(t.Indexes))
	for i, x := range t.Indexes {
		statements[i] = createIndexOn(t.Name, x)
	}
	return statements
}

func createIndexOn(table string, x diff.Index) Statement {
	unique := ""
	if x.Unique {
		unique = "UNIQUE "
	}
	return Statement{SQL: fmt.Sprintf("CREATE %sINDEX %s ON %s (%s)", unique, quote(x.Name), quote(table), strings.Join(quoteAll(x.Columns), ", "))}
}

func dropIndex(x diff.Index) Statement {
	return Statement{SQL: "DROP INDEX " + quote(x.Name)}
}

func dropTableOf(t diff.Table) Statement {
	return Statement{
		Note: fmt.Sprintf("The rows of %s are lost.", quote(t.Name)),
		SQL:  "DROP TABLE " + quote(t.Name),
	}
}

func addColumnAs(table, declared string) Statement {
	return Statement{SQL: fmt.Sprintf("ALTER TABLE %s ADD COLUMN %s", quote(table), declared)}
}

func dropColumnOf(table string, c diff.Column) Statement {
	return Statement{
		Note: fmt.Sprintf("The values of %s are lost.", quote(c.Name)),
		SQL:  fmt.Sprintf("ALTER TABLE %s DROP COLUMN %s", quote(table), quote(c.Name)),
	}
}

// declare is how table declares c, with the constraints that a field needs.
func declare(d Dialect, table string, c diff.Column, required bool) column {
	declared := d.column(c)
	if c.Own() {
		return declared
	}
	var rest []string
	if required {
		rest = append(rest, "NOT NULL")
	}
	if condition := check(c); condition != "" {
		rest = append(rest, fmt.Sprintf("CONSTRAINT %s CHECK (%s)", quote(checkName(table, c)), condition))
	}
	if c.References != "" {
		rest = append(rest, "CONSTRAINT "+quote(keyName(table, c))+" "+references(c))
	}
	declared.rest = strings.Join(rest, " ")
	return declared
}

func checkName(table string, c diff.Column) string { return diff.Name(table, "check", c.Name) }

func keyName(table string, c diff.Column) string { return diff.Name(table, "fkey", c.Name) }

// check is the condition that c's type puts on its values, or "". It says that
// NULL is fine, though a CHECK lets it pass anyway: SQLite's ADD CONSTRAINT
// refuses a table with a row for which the condition is NULL.
func check(c diff.Column) string {
	condition := checkOn(c, quote(c.Name))
	if condition == "" || c.Required() {
		return condition
	}
	return quote(c.Name) + " IS NULL OR " + condition
}

// checkOn is the condition that c's type puts on an expression, or "". The
// values of an enum are sorted, because their order in gen.yaml is free.
func checkOn(c diff.Column, expression string) string {
	f := c.Field
	if c.Own() || f.Type.Check == nil {
		return ""
	}
	f.Values = slices.Sorted(slices.Values(f.Values))
	condition := f.Type.Check(f)
	if condition == "" {
		return ""
	}
	return fmt.Sprintf(condition, expression)
}

func references(c diff.Column) string {
	action := "RESTRICT"
	switch c.Field.OnDelete {
	case field.Cascade:
		action = "CASCADE"
	case field.Nullify:
		action = "SET NULL"
	}
	return fmt.Sprintf("REFERENCES %s (%s) ON DELETE %s", quote(c.References), quote(diff.ID), action)
}

// quote is an identifier in quotes. Names have none in them.
func quote(name string) string { return `"` + name + `"` }

// qualified is a column in quotes, and the table before its dot.
func qualified(column string) string { return strings.ReplaceAll(quote(column), ".", `"."`) }

func quoteAll(names []string) []string {
	quoted := make([]string, len(names))
	for i, name := range names {
		quoted[i] = quote(name)
	}
	return quoted
}

// enclosed puts an expression of a person's in parentheses.
func enclosed(expression string) string { return "(" + strings.TrimSpace(expression) + ")" }

// oneLine makes a literal fit on one line, because goose cuts files into lines
// and drops their ends. char is the function that makes a character of a
// number, typ the type that the literal would get by itself.
func oneLine(literal, char, typ string) string {
	if !strings.ContainsAny(literal, "\r\n") {
		return literal
	}
	for _, code := range []rune{'\r', '\n'} {
		literal = strings.ReplaceAll(literal, string(code), fmt.Sprintf("' || %s(%d) || '", char, code))
	}
	return fmt.Sprintf("CAST(%s AS %s)", literal, typ)
}
