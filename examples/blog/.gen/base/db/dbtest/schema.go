package dbtest

import (
	"database/sql"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Column is a column that an INSERT may name.
type Column struct {
	Table, Name string
	Type        string // in lower case
	Required    bool
	Refers      string // to this table, "" if it is no foreign key
	Check       string // the text of its CHECK
}

// Tables of the application, and not of SQLite or goose. What a search keeps in
// tables follows from these.
const tables = `sqlite_schema AS t WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite_%' AND t.name <> 'goose_db_version'
	AND t.name IN (SELECT l.name FROM pragma_table_list AS l WHERE l.type = 'table')`

// Schema returns a line for everything in the database that conn is connected
// to: its columns, keys, indexes, checks, views and triggers. The order of
// columns makes no difference.
func Schema(t testing.TB, conn *sql.DB) []string {
	t.Helper()
	lines := query(t, conn, `
		SELECT 'column ' || t.name || '.' || c.name || ' ' || lower(c.type) || iif(c."notnull", ' not null', '')
			|| coalesce(' default ' || c.dflt_value, '') || iif(c.pk, ' primary key', '') || iif(c.hidden, ' generated', ''), ''
		FROM pragma_table_xinfo(t.name) AS c, `+tables+`
		UNION ALL
		SELECT 'foreign key ' || t.name || '.' || k."from" || ' to ' || k."table" || '.' || coalesce(k."to", 'id')
			|| ' on update ' || k.on_update || ' on delete ' || k.on_delete, ''
		FROM pragma_foreign_key_list(t.name) AS k, `+tables+`
		UNION ALL
		SELECT iif(i."unique", 'unique ', '') || 'index ' || i.name || ' on ' || t.name || ' ('
			|| (SELECT group_concat(coalesce(x.name, 'expression') || iif(x."desc", ' desc', '') || ' ' || x.coll, ', ')
				FROM pragma_index_xinfo(i.name) AS x WHERE x.key) || ')',
			(SELECT substr(s.sql, instr(upper(s.sql), ' WHERE ')) FROM sqlite_schema AS s WHERE i.partial AND s.name = i.name)
		FROM pragma_index_list(t.name) AS i, `+tables+`
		UNION ALL
		SELECT t.type || ' ' || t.name, t.sql FROM sqlite_schema AS t WHERE t.type IN ('view', 'trigger')
			OR t.name IN (SELECT l.name FROM pragma_table_list AS l WHERE l.type = 'virtual')`)
	for _, table := range query(t, conn, `SELECT t.name || ' ', t.sql FROM `+tables) {
		name, ddl, _ := strings.Cut(table, " ")
		for _, check := range checks(ddl) {
			lines = append(lines, "check "+name+" "+check)
		}
	}
	slices.Sort(lines)
	return lines
}

// query returns the rows of two columns as lines, with single spaces.
func query(t testing.TB, conn *sql.DB, text string) []string {
	t.Helper()
	rows, err := conn.QueryContext(t.Context(), text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var name string
		var ddl sql.NullString
		if err := rows.Scan(&name, &ddl); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, strings.Join(strings.Fields(name+" "+ddl.String), " "))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

var checkStart = regexp.MustCompile(`(?i)(CONSTRAINT\s+\S+\s+)?CHECK\s*\(`)

// checks returns the checks in a CREATE TABLE statement, each from its name to
// the parenthesis that closes it.
func checks(ddl string) []string {
	var found []string
	for _, at := range checkStart.FindAllStringIndex(ddl, -1) {
		depth, quoted, end := 1, false, at[1]
		for ; end < len(ddl) && depth > 0; end++ {
			switch c := ddl[end]; {
			case c == '\'':
				quoted = !quoted
			case c == '(' && !quoted:
				depth++
			case c == ')' && !quoted:
				depth--
			}
		}
		found = append(found, ddl[at[0]:end])
	}
	return found
}

// Columns returns the columns of all tables but those whose value the database
// makes itself.
func Columns(t testing.TB, conn *sql.DB) []Column {
	t.Helper()
	rows, err := conn.QueryContext(t.Context(), `
		SELECT t.name, c.name, lower(c.type), c."notnull", t.sql, coalesce(
			(SELECT k."table" FROM pragma_foreign_key_list(t.name) AS k WHERE k."from" = c.name), '')
		FROM pragma_table_xinfo(t.name) AS c, `+tables+` AND c.hidden = 0
		AND NOT (c.pk AND lower(c.type) = 'integer' AND NOT c."notnull") ORDER BY t.name, c.cid`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var columns []Column
	for rows.Next() {
		var c Column
		var ddl string
		if err := rows.Scan(&c.Table, &c.Name, &c.Type, &c.Required, &ddl, &c.Refers); err != nil {
			t.Fatal(err)
		}
		for _, check := range checks(ddl) {
			if strings.Contains(check, `"`+c.Name+`"`) {
				_, c.Check, _ = strings.Cut(check, "(")
			}
		}
		columns = append(columns, c)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return columns
}
