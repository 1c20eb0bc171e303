package db_test

import (
	"database/sql"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"blog/db"
	"blog/db/dbtest"
)

// The migrations must add up to schema.sql, from which the queries' Go code is
// made.
func TestMigrationsMatchSchema(t *testing.T) {
	t.Parallel()
	schema, err := os.ReadFile("schema.sql")
	if err != nil {
		t.Fatal(err)
	}
	_, fresh := dbtest.Empty(t)
	if _, err := fresh.ExecContext(t.Context(), string(schema)); err != nil {
		t.Fatalf("schema.sql: %v", err)
	}
	d, migrated := dbtest.Empty(t)
	if _, err := d.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}

	want, got := dbtest.Schema(t, fresh), dbtest.Schema(t, migrated)
	for _, line := range want {
		if !slices.Contains(got, line) {
			t.Errorf("schema.sql has, and the migrations do not make:\n%s", line)
		}
	}
	for _, line := range got {
		if !slices.Contains(want, line) {
			t.Errorf("the migrations make, and schema.sql does not have:\n%s", line)
		}
	}
}

// A migration must not lose rows, unless it says that it does. An empty database
// would not show it, so each migration meets a row in every table. One that
// stops because of the values in these rows has lost nothing, and then runs
// without them.
func TestMigrationsKeepRows(t *testing.T) {
	t.Parallel()
	d, conn := dbtest.Empty(t)
	for {
		fill(t, conn)
		before := countRows(t, conn)
		applied, err := d.MigrateUp(t.Context())
		if err != nil && strings.Contains(err.Error(), "stopped: ") {
			checkKept(t, err.Error(), before, countRows(t, conn))
			empty(t, conn)
			before = countRows(t, conn)
			applied, err = d.MigrateUp(t.Context())
		}
		if err != nil {
			t.Fatal(err)
		}
		if len(applied) == 0 {
			return
		}
		text, err := fs.ReadFile(db.Migrations(), applied[0].Name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(text), "-- gen:destructive") {
			checkKept(t, applied[0].Name, before, countRows(t, conn))
		}
	}
}

// checkKept compares the rows of each table before and after a migration. Those
// of a table that is gone must be in the tables that are new.
func checkKept(t *testing.T, migration string, before, after map[string]int) {
	t.Helper()
	gone, arrived := 0, 0
	for table, rows := range after {
		if _, ok := before[table]; !ok {
			arrived += rows
		}
	}
	for table, rows := range before {
		left, ok := after[table]
		if !ok {
			gone += rows
		} else if left < rows {
			t.Errorf("%s: table %s had %d rows and has %d", migration, table, rows, left)
		}
	}
	if arrived < gone {
		t.Errorf("%s: it drops tables with %d rows, and new tables have %d", migration, gone, arrived)
	}
}

func countRows(t *testing.T, conn *sql.DB) map[string]int {
	t.Helper()
	counts := map[string]int{}
	for _, c := range dbtest.Columns(t, conn) {
		var n int
		if err := conn.QueryRowContext(t.Context(), `SELECT count(*) FROM "`+c.Table+`"`).Scan(&n); err != nil {
			t.Fatal(err)
		}
		counts[c.Table] = n
	}
	return counts
}

// fill gives each empty table a row. A row that refers to another has to come
// after it, so those that are refused try again as long as others succeed.
func fill(t *testing.T, conn *sql.DB) {
	t.Helper()
	tables := map[string][]dbtest.Column{}
	for _, c := range dbtest.Columns(t, conn) {
		tables[c.Table] = append(tables[c.Table], c)
	}
	for table, rows := range countRows(t, conn) {
		if rows > 0 {
			delete(tables, table)
		}
	}
	for progress := true; progress && len(tables) > 0; {
		progress = false
		for table, columns := range tables {
			if _, err := conn.ExecContext(t.Context(), insert(table, columns)); err == nil {
				progress = true
				delete(tables, table)
			}
		}
	}
	for table, columns := range tables {
		_, err := conn.ExecContext(t.Context(), insert(table, columns))
		t.Errorf("no row for table %s: %v; tell sample what its columns hold", table, err)
	}
}

// empty deletes all rows, those that refer to others first.
func empty(t *testing.T, conn *sql.DB) {
	t.Helper()
	for _, c := range dbtest.Columns(t, conn) {
		if c.Refers != "" && !c.Required {
			if _, err := conn.ExecContext(t.Context(), `UPDATE "`+c.Table+`" SET "`+c.Name+`" = NULL`); err != nil {
				t.Fatal(err)
			}
		}
	}
	left := slices.Collect(maps.Keys(countRows(t, conn)))
	for progress := true; progress && len(left) > 0; {
		before := len(left)
		left = slices.DeleteFunc(left, func(table string) bool {
			_, err := conn.ExecContext(t.Context(), `DELETE FROM "`+table+`"`)
			return err == nil
		})
		progress = len(left) < before
	}
	if len(left) > 0 {
		t.Fatalf("tables %v keep their rows", left)
	}
}

func insert(table string, columns []dbtest.Column) string {
	var names, values []string
	for _, c := range columns {
		names = append(names, `"`+c.Name+`"`)
		values = append(values, sample(c))
	}
	return fmt.Sprintf(`INSERT INTO "%s" (%s) VALUES (%s)`, table, strings.Join(names, ", "), strings.Join(values, ", "))
}

var (
	textIn   = regexp.MustCompile(`'(?:[^']|'')*'`)
	numberIn = regexp.MustCompile(`-?\b\d+(\.\d+)?`)
)

// sample returns a value, as SQL, that c can hold. What it may be is taken from
// its CHECK: one of the texts, or a number. A text is one that can become a
// number.
func sample(c dbtest.Column) string {
	switch number := numberIn.FindString(c.Check); {
	case c.Refers != "" && c.Required:
		return `(SELECT "id" FROM "` + c.Refers + `" ORDER BY 1 LIMIT 1)`
	case c.Refers != "":
		return "NULL"
	case textIn.MatchString(c.Check):
		return textIn.FindString(c.Check)
	case number != "" && !strings.HasPrefix(c.Type, "text"):
		return number
	}
	for _, s := range samples {
		if strings.HasPrefix(c.Type, s.columnType) {
			return s.value
		}
	}
	return "NULL"
}

var samples = []struct{ columnType, value string }{
	{"bigint", "1"}, {"integer", "1"}, {"real", "1.5"}, {"double", "1.5"}, {"decimal", "0"}, {"numeric", "0"},
	{"bool", "TRUE"}, {"text", "'1'"}, {"json", "'{}'"}, {"uuid", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8'"},
	{"date", "'2026-11-21'"}, {"timestamp", "'2026-11-21 09:30:00+00:00'"}, {"time", "'09:30:00'"},
}
