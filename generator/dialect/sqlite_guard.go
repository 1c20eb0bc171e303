package dialect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// SQLite can only stop a statement with words of one's own from a trigger, so
// guards insert what they find into a temporary table that has one.
const (
	createStop = `CREATE TEMP TABLE "gen_stop" ("problem", "rows", "example", "id", "hint")`
	createTrap = `CREATE TEMP TRIGGER "gen_trap" BEFORE INSERT ON "gen_stop" BEGIN
    SELECT RAISE(ABORT, 'stopped: ' || NEW."problem"
        || coalesce(' in ' || NEW."rows" || CASE NEW."rows" WHEN 1 THEN ' row' ELSE ' rows' END, '')
        || coalesce(', such as ' || coalesce('''' || replace(CASE WHEN length(NEW."example") > 40 THEN substr(NEW."example", 1, 40) || '…'
            ELSE NEW."example" END, char(10), ' ') || ''' (id ' || NEW."id" || ')', 'the one with id ' || NEW."id"), '')
        || ': ' || NEW."hint");
END`
	dropStop = `DROP TABLE temp."gen_stop"`

	createKeys = `CREATE TEMP TABLE "gen_keys" AS SELECT count(*) AS "broken" FROM pragma_foreign_key_check`
	dropKeys   = `DROP TABLE temp."gen_keys"`
)

// guard inserts nothing where nothing is wrong.
func (SQLite) guard(g guard) Statement {
	return Statement{Guard: true, SQL: fmt.Sprintf(`INSERT INTO "gen_stop"
SELECT %s, count(*), "value", min("id"), %s
FROM (%s) AS "row"
WHERE %s
HAVING count(*) > 0`, text(g.problem), text(g.hint), g.rows, g.where)}
}

// stop stops where the rest of a query gives a row, for reasons that are not
// about rows of a table. problem is an expression.
func stop(problem, hint, rest string) Statement {
	return Statement{Guard: true, SQL: fmt.Sprintf("INSERT INTO \"gen_stop\" (\"problem\", \"hint\")\nSELECT %s, %s\n%s", problem, text(hint), rest)}
}

// begin makes the trap that guards need, and sees to it that foreign keys are
// off where they have to be.
func (d SQLite) begin(statements []Statement, keysOff bool) []Statement {
	if !keysOff && !slices.ContainsFunc(statements, func(s Statement) bool { return s.Guard }) {
		return nil
	}
	list := []Statement{
		{Note: "A guard inserts into this table to stop the migration.", SQL: createStop, Guard: true},
		{SQL: createTrap, Guard: true},
	}
	if !keysOff {
		return list
	}
	return append(list,
		stop(text("this migration rebuilds or drops a table and needs PRAGMA foreign_keys = OFF"),
			"with it on, rows that point at the table would be lost; the application's own migrate command turns it off",
			`FROM pragma_foreign_keys WHERE "foreign_keys" = 1`),
		Statement{SQL: createKeys, Guard: true})
}

// end drops what begin made, and stops if keys that were off in between no
// longer lead anywhere.
func (d SQLite) end(statements []Statement, keysOff bool) []Statement {
	begun := d.begin(statements, keysOff)
	if len(begun) == 0 {
		return nil
	}
	var list []Statement
	if keysOff {
		list = append(list,
			stop(`'a row of ' || "table" || ' points at a row of ' || "parent" || ' that is not there'`, "mend it, then migrate again",
				`FROM pragma_foreign_key_check WHERE (SELECT count(*) FROM pragma_foreign_key_check) > (SELECT "broken" FROM "gen_keys")`),
			Statement{SQL: dropKeys, Guard: true})
	}
	return append(list, Statement{SQL: dropStop, Guard: true})
}

// foreign stops if something hangs on t that gen does not know, and that would
// go with the old table.
func foreign(t diff.Table) []Statement {
	var columns, indexes []string
	for _, c := range t.Columns {
		columns = append(columns, text(c.Name))
	}
	for _, x := range t.Indexes {
		indexes = append(indexes, text(x.Name))
	}
	if t.ByUUID() {
		indexes = append(indexes, text("sqlite_autoindex_"+t.Name+"_1")) // that of the primary key
	}
	listed := func(what string) string {
		return text(t.Name+" has "+what+" of your own (") + ` || group_concat("name", ', ') || ')'`
	}
	return []Statement{
		stop(listed("a trigger or an index"), "drop it in a migration of yours before this one, and create it again in one after",
			fmt.Sprintf("FROM sqlite_schema\nWHERE \"tbl_name\" = %s AND (\"type\" = 'trigger' OR \"type\" = 'index' AND \"name\" NOT IN (%s))\nHAVING count(*) > 0",
				text(t.Name), strings.Join(indexes, ", "))),
		stop(listed("a column"), "move it to a table of yours before this migration",
			fmt.Sprintf("FROM pragma_table_xinfo(%s)\nWHERE \"name\" NOT IN (%s)\nHAVING count(*) > 0", text(t.Name), strings.Join(columns, ", "))),
	}
}
