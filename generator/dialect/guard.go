package dialect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
)

// A guard stops a migration where rows would not survive it. Its sentence says
// how many there are, and shows the first of them:
//
//	stopped: posts.views is not a whole number in 3 rows, such as 'abc' (id 7): correct them, then migrate again
type guard struct {
	problem string // what is wrong: "posts.views is not a whole number"
	hint    string // the way out
	rows    string // a query for the "id" and the "value" of rows
	where   string // the condition that those meet which are in the way
}

const correct = "correct them, then migrate again"

// rowsOf is the query for the value of an expression in each row of table.
func rowsOf(table, value string) string {
	return fmt.Sprintf(`SELECT "id", %s AS "value" FROM %s`, value, quote(table))
}

// refused stops where value is not NULL and does not meet the condition ok,
// which is one on "value".
func refused(table, column, value, ok, problem string) guard {
	return guard{
		problem: fmt.Sprintf("%s.%s %s", table, column, problem),
		hint:    correct,
		rows:    rowsOf(table, value),
		where:   fmt.Sprintf(`"value" IS NOT NULL AND (%s) IS NOT TRUE`, ok),
	}
}

// empty stops where value is NULL.
func empty(table, column, value string) guard {
	return guard{
		problem: fmt.Sprintf("%s.%s has no value", table, column),
		hint:    "give them one, then migrate again",
		rows:    rowsOf(table, value),
		where:   `"value" IS NULL`,
	}
}

// orphans stops where value is the id of no row of the table called parent.
func orphans(table, column, value, parent string) guard {
	exists := fmt.Sprintf(`EXISTS (SELECT 1 FROM %s AS "parent" WHERE "parent"."id" = "row"."value")`, quote(parent))
	return refused(table, column, value, exists, "is the id of no row of "+parent)
}

// broken stops where value does not meet the check of c.
func broken(table string, c diff.Column, value string) []guard {
	condition := checkOn(c, `"value"`)
	if condition == "" {
		return nil
	}
	problem := fmt.Sprintf("is longer than %d characters", c.Field.Length)
	if c.Field.Type == field.Enum {
		problem = "is none of " + strings.Join(slices.Sorted(slices.Values(c.Field.Values)), ", ")
	}
	return []guard{refused(table, c.Name, value, condition, problem)}
}

// duplicates stops where rows have the same values in all columns of x, none
// of them NULL. expressions are what the columns will hold.
func duplicates(table string, x diff.Index, expressions []string) guard {
	var texts, given []string
	for _, e := range expressions {
		texts = append(texts, fmt.Sprintf("CAST(%s AS text)", e))
		given = append(given, e+" IS NOT NULL")
	}
	return guard{
		problem: fmt.Sprintf("%s.%s is not unique", table, strings.Join(x.Columns, ", ")),
		hint:    "make them differ, then migrate again",
		rows: fmt.Sprintf(`SELECT "id", %s AS "value", count(*) OVER (PARTITION BY %s) AS "same" FROM %s WHERE %s`,
			strings.Join(texts, " || ', ' || "), strings.Join(expressions, ", "), quote(table), strings.Join(given, " AND ")),
		where: `"same" > 1`,
	}
}

// guards spells list.
func guards(d Dialect, list []guard) []Statement {
	statements := make([]Statement, len(list))
	for i, g := range list {
		statements[i] = d.guard(g)
	}
	return statements
}

// text is s as a literal of SQL.
func text(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
