package dialecttest

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/pressly/goose/v3"
	_ "modernc.org/sqlite" // the driver of the applications

	"github.com/seed-b1203020/gen/generator/dialect"
)

// SQLite is a database in memory.
var SQLite = Database{
	Dialect:    dialect.SQLite{},
	Goose:      goose.DialectSQLite3,
	Open:       openSQLite,
	Introspect: introspectSQLite,
	found:      `SELECT "id" FROM "%[1]s" WHERE "id" IN (SELECT "rowid" FROM "%[1]s_search" WHERE %[2]s)`,
}

func openSQLite(t testing.TB) *sql.DB {
	t.Helper()
	db, err := sql.Open("sqlite", ":memory:?_pragma=foreign_keys(1)&_time_format=sqlite&_timezone=UTC")
	if err != nil {
		t.Fatal(err)
	}
	db.SetMaxOpenConns(1) // each connection would be a database of its own
	t.Cleanup(func() { db.Close() })
	return db
}

// sqliteFacts selects everything but the names and conditions of checks, which
// SQLite keeps in the text of its tables only; and what migrations must not
// leave behind.
const sqliteFacts = `
WITH t AS (
	SELECT name FROM pragma_table_list
	WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite\_%' ESCAPE '\' AND name <> 'goose_db_version'
)
SELECT 'column ' || json_array(t.name, c.cid, c.name, c.type, c."notnull", c.dflt_value, c.pk, c.hidden)
FROM t, pragma_table_xinfo(t.name) c
UNION ALL
SELECT 'index ' || json_array(t.name, i.name, i."unique", i.origin, i.partial, x.seqno, x.name, x."desc", x.coll, x.key)
FROM t, pragma_index_list(t.name) i, pragma_index_xinfo(i.name) x
UNION ALL
SELECT 'key ' || json_array(t.name, k."table", k."from", k."to", k.on_update, k.on_delete, k.match)
FROM t, pragma_foreign_key_list(t.name) k
UNION ALL
SELECT 'table ' || json_array(t.name, s.sql LIKE '%AUTOINCREMENT%')
FROM t JOIN sqlite_schema s ON s.name = t.name
UNION ALL
SELECT 'other ' || json_array(type, name) FROM sqlite_schema WHERE type NOT IN ('table', 'index')
UNION ALL
SELECT 'search ' || json_array(name, sql) FROM sqlite_schema WHERE type = 'trigger' OR sql LIKE 'CREATE VIRTUAL TABLE %'
UNION ALL
SELECT 'left ' || json_array(type, name) FROM sqlite_temp_schema
UNION ALL
SELECT 'broken ' || json_array("table", rowid) FROM pragma_foreign_key_check
UNION ALL
SELECT 'pragma ' || legacy_alter_table FROM pragma_legacy_alter_table
ORDER BY 1`

func introspectSQLite(ctx context.Context, db *sql.DB) ([]string, error) {
	facts, err := stringsOf(ctx, db, sqliteFacts)
	if err != nil {
		return nil, err
	}
	tables, err := stringsOf(ctx, db, `SELECT sql FROM sqlite_schema WHERE type = 'table' AND sql LIKE '%CONSTRAINT%' ORDER BY name`)
	if err != nil {
		return nil, err
	}
	for _, text := range tables {
		facts = append(facts, constraints(text)...)
	}
	return facts, nil
}

var constraint = regexp.MustCompile(`CONSTRAINT "[^"]+" CHECK \(`)

// constraints lists the checks in the text of a table. The names of foreign
// keys are no more than words to SQLite, and stay when a table is renamed.
func constraints(text string) []string {
	var found []string
	for _, at := range constraint.FindAllStringIndex(text, -1) {
		end := at[1]
		for depth := strings.Count(text[at[0]:end], "("); depth > 0; end++ {
			switch text[end] {
			case '(':
				depth++
			case ')':
				depth--
			}
		}
		found = append(found, fmt.Sprintf("constraint %s", text[at[0]:end]))
	}
	return found
}

// stringsOf collects the only column of query.
func stringsOf(ctx context.Context, db *sql.DB, query string, args ...any) ([]string, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			return nil, err
		}
		list = append(list, s)
	}
	return list, rows.Err()
}
