package dialect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// rename drops indexes and checks and makes them again under their new names:
// SQLite cannot rename them. References of other tables follow by themselves.
func (SQLite) rename(c diff.Rename) []Statement {
	var before, after []Statement
	for i, old := range c.Old.Indexes {
		if to := c.New.Indexes[i]; old.Name != to.Name {
			before = append(before, dropIndex(old))
			after = append(after, createIndexOn(c.New.Name, to))
		}
	}
	var columns []name
	for i, old := range c.Old.Columns {
		to := c.New.Columns[i]
		columns = append(columns, name{old.Name, to.Name})
		if checkName(c.Old.Name, old) != checkName(c.New.Name, to) {
			before = append(before, dropCheck(c.Old.Name, old)...)
			after = append(addCheck(c.New.Name, to), after...)
		}
	}
	statements := before
	if c.Old.Name != c.New.Name {
		statements = append(statements, renameTable(c.Old.Name, c.New.Name))
	}
	return slices.Concat(statements, renameColumns(c.New.Name, columns), after)
}

// alter rebuilds the table where a column gets another type or another foreign
// key. SQLite can change all else in its place.
func (d SQLite) alter(c diff.AlterColumns, moves []move) []Statement {
	if slices.ContainsFunc(moves, func(m move) bool { return m.retyped(d) || m.rekeyed() }) {
		return d.rebuild(c, moves)
	}
	var before, after []Statement
	for _, m := range moves {
		if m.rechecked() {
			before = append(before, dropCheck(c.Old.Name, m.Old)...)
			after = append(after, addCheck(c.Old.Name, m.New)...)
		}
		if m.becomesOptional() {
			before = append(before, dropNotNull(c.Old.Name, m.New.Name))
		}
		if m.becomesRequired() {
			after = append([]Statement{setNotNull(c.Old.Name, m.New.Name)}, after...)
		}
	}
	return slices.Concat(before, update(c.Old.Name, moves), after)
}

// update gives rows their new values, in one statement, so that each
// expression sees the old row.
func update(table string, moves []move) []Statement {
	var sets []string
	where := ""
	for _, m := range moves {
		if !m.stays() {
			sets = append(sets, quote(m.New.Name)+" = "+m.value)
			where = m.some
		}
	}
	if len(sets) == 0 {
		return nil
	}
	sql := fmt.Sprintf("UPDATE %s SET %s", quote(table), strings.Join(sets, ", "))
	if len(sets) == 1 && where != "" {
		sql += " WHERE " + where
	}
	return []Statement{{SQL: sql}}
}

// rebuild copies the rows into a new table that takes the place of the old
// one. The name of the new one is none that gen.yaml can give a table.
func (d SQLite) rebuild(c diff.AlterColumns, moves []move) []Statement {
	interim := "new " + c.Old.Name
	columns, values := copied(c.Old, moves)
	statements := append(foreign(c.Old),
		Statement{Note: "SQLite cannot make this change in place: the rows move to a new table.", SQL: createTableAs(d, interim, c.New, nil).SQL})
	if !c.Old.ByUUID() {
		statements = append(statements, Statement{
			Note: "Ids continue where they were, also after a row that was deleted.",
			SQL:  fmt.Sprintf("INSERT INTO sqlite_sequence (\"name\", \"seq\") SELECT %s, \"seq\" FROM sqlite_sequence WHERE \"name\" = %s", text(interim), text(c.Old.Name)),
		})
	}
	statements = append(statements,
		Statement{SQL: fmt.Sprintf("INSERT INTO %s (%s)\nSELECT %s\nFROM %s", quote(interim), strings.Join(columns, ", "), strings.Join(values, ", "), quote(c.Old.Name))},
		stop(text("the copy of "+c.Old.Name+" has another number of rows"), "look at what else uses the database",
			fmt.Sprintf("WHERE (SELECT count(*) FROM %s) <> (SELECT count(*) FROM %s)", quote(interim), quote(c.Old.Name))),
		Statement{SQL: "DROP TABLE " + quote(c.Old.Name), keysOff: true},
		Statement{Note: "Views keep their text.", SQL: "PRAGMA legacy_alter_table = ON"},
		renameTable(interim, c.New.Name),
		Statement{SQL: "PRAGMA legacy_alter_table = OFF"},
	)
	return append(statements, createIndexes(c.New)...)
}

// copied lists the columns of t, and the expressions that fill them.
func copied(t diff.Table, moves []move) (columns, values []string) {
	for _, c := range t.Columns {
		value := quote(c.Name)
		for _, m := range moves {
			if m.Old.Name == c.Name {
				value = m.value
			}
		}
		columns = append(columns, quote(c.Name))
		values = append(values, value)
	}
	return columns, values
}
