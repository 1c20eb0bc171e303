package dialect

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// rename renames what is named after the table and its columns as well: the
// sequence of the ids, the primary key, indexes, checks and foreign keys.
func (Postgres) rename(c diff.Rename) []Statement {
	var columns, constraints, indexes []name
	for i, old := range c.Old.Columns {
		to := c.New.Columns[i]
		columns = append(columns, name{old.Name, to.Name})
		if check(old) != "" {
			constraints = append(constraints, name{checkName(c.Old.Name, old), checkName(c.New.Name, to)})
		}
		if old.References != "" {
			constraints = append(constraints, name{keyName(c.Old.Name, old), keyName(c.New.Name, to)})
		}
	}
	for i, old := range c.Old.Indexes {
		indexes = append(indexes, name{old.Name, c.New.Indexes[i].Name})
	}
	indexes = append(indexes, name{chosen(c.Old.Name, "", "pkey"), chosen(c.New.Name, "", "pkey")})
	var table []Statement
	if c.Old.Name != c.New.Name {
		table = []Statement{renameTable(c.Old.Name, c.New.Name)}
	}
	var sequence []name
	if !c.Old.ByUUID() && !c.Old.IsJoin() {
		sequence = []name{{chosen(c.Old.Name, diff.ID, "seq"), chosen(c.New.Name, diff.ID, "seq")}}
	}
	return slices.Concat(
		table,
		renameColumns(c.New.Name, columns),
		renameAll("ALTER SEQUENCE %s RENAME TO %s", sequence),
		renameAll("ALTER INDEX %s RENAME TO %s", indexes),
		renameAll("ALTER TABLE "+quote(c.New.Name)+" RENAME CONSTRAINT %s TO %s", constraints),
	)
}

// longest is the most bytes of a name that PostgreSQL keeps.
const longest = 63

// chosen is the name that PostgreSQL chooses itself, for a sequence of a column
// or a primary key: where it would be too long, the longer part is cut.
func chosen(table, column, kind string) string {
	tail := "_" + kind
	if column != "" {
		tail = "_" + column + tail
	}
	return table[:min(len(table), longest-len(tail))] + tail
}

// alter drops the constraints that are in the way, changes all types at once,
// so that each expression sees the old row, and adds the constraints again.
func (d Postgres) alter(c diff.AlterColumns, moves []move) []Statement {
	table := c.Old.Name
	var before, after, keys []Statement
	for _, m := range moves {
		retyped := m.retyped(d)
		if m.Old.References != "" && (m.rekeyed() || retyped) {
			before = append(before, dropConstraint(table, keyName(table, m.Old)))
		}
		if m.rechecked() || retyped {
			before = append(before, dropCheck(table, m.Old)...)
			after = append(after, addCheck(table, m.New)...)
		}
		if m.becomesOptional() {
			before = append(before, dropNotNull(table, m.New.Name))
		}
		if m.becomesRequired() {
			after = append([]Statement{setNotNull(table, m.New.Name)}, after...)
		}
		if m.New.References != "" && (m.rekeyed() || retyped) {
			keys = append(keys, d.addKey(diff.AddForeignKey{Table: c.New, Column: m.New})...)
		}
	}
	return slices.Concat(before, d.values(table, moves), after, keys)
}

// values gives the rows of table their new values.
func (d Postgres) values(table string, moves []move) []Statement {
	moves = slices.DeleteFunc(slices.Clone(moves), func(m move) bool { return m.stays() && !m.retyped(d) })
	switch {
	case !slices.ContainsFunc(moves, func(m move) bool { return m.retyped(d) }):
		return update(table, moves)
	case slices.ContainsFunc(moves, func(m move) bool { return selects.MatchString(m.value) }):
		return d.valuesAside(table, moves)
	}
	parts := make([]string, len(moves))
	for i, m := range moves {
		parts[i] = d.retype(m, m.value)
	}
	return []Statement{alterTable(table, parts)}
}

func (d Postgres) retype(m move, value string) string {
	return fmt.Sprintf("ALTER COLUMN %s TYPE %s USING %s", quote(m.New.Name), d.column(m.New).typ, value)
}

func alterTable(table string, parts []string) Statement {
	if len(parts) == 1 {
		return Statement{SQL: fmt.Sprintf("ALTER TABLE %s %s", quote(table), parts[0])}
	}
	return Statement{SQL: fmt.Sprintf("ALTER TABLE %s\n    %s", quote(table), strings.Join(parts, ",\n    "))}
}

// selects finds an expression with a query in it, which PostgreSQL does not
// take after USING.
var selects = regexp.MustCompile(`(?i)\bselect\b`)

// valuesAside keeps the new values in a temporary table while the columns,
// empty, get their types.
func (d Postgres) valuesAside(table string, moves []move) []Statement {
	const aside = "gen_values"
	columns := []string{`"id"`}
	var parts, sets []string
	var required []Statement
	for _, m := range moves {
		column := quote(m.New.Name)
		columns = append(columns, m.value+" AS "+column)
		if m.Old.Required() && m.New.Required() {
			parts = append(parts, fmt.Sprintf("ALTER COLUMN %s DROP NOT NULL", column))
			required = append(required, setNotNull(table, m.New.Name))
		}
		parts = append(parts, d.retype(m, "NULL"))
		sets = append(sets, fmt.Sprintf("%s = %s.%s", column, quote(aside), column))
	}
	return slices.Concat([]Statement{
		{
			Note: "USING takes no query, so the new values wait in a table of their own.",
			SQL:  fmt.Sprintf("CREATE TEMPORARY TABLE %s AS SELECT %s FROM %s", quote(aside), strings.Join(columns, ", "), quote(table)),
		},
		alterTable(table, parts),
		{SQL: fmt.Sprintf(`UPDATE %s SET %s FROM %s WHERE %[3]s."id" = %[1]s."id"`, quote(table), strings.Join(sets, ", "), quote(aside))},
		{SQL: "DROP TABLE pg_temp." + quote(aside)},
	}, required)
}
