package e2e

import (
	"bytes"
	"database/sql"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	_ "github.com/jackc/pgx/v5/stdlib" // as "pgx"
	"github.com/pressly/goose/v3"

	"github.com/seed-b1203020/gen/generator/dialect/dialecttest"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A populated database, and a connection to it beside that of the application.
type populated struct {
	kind string
	url  string
	conn *sql.DB
}

func newPopulated(t *testing.T, database string) populated {
	t.Helper()
	p := populated{kind: database, url: emptyDatabase(t, database)}
	driver, source := "pgx", p.url+"&timezone=UTC"
	if database == "sqlite" {
		driver, source = "sqlite", p.url+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)&_pragma=synchronous(OFF)"
	}
	var err error
	if p.conn, err = sql.Open(driver, source); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { p.conn.Close() })
	return p
}

// migrate runs "migrate what" of program, which has to end with code, and
// returns what it prints.
func (p populated) migrate(t *testing.T, code int, program, what string) string {
	t.Helper()
	return runner{program, p.url}.migrate(t, code, what)
}

// found runs the migrations of app with goose alone, which those that create
// tables allow.
func (p populated) found(t *testing.T, app string) {
	t.Helper()
	dialect := goose.DialectSQLite3
	if p.kind == "postgres" {
		dialect = goose.DialectPostgres
	}
	provider, err := goose.NewProvider(dialect, p.conn, os.DirFS(filepath.Join(app, "db/migrations")))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := provider.Up(t.Context()); err != nil {
		t.Fatal(err)
	}
}

func (p populated) exec(t *testing.T, query string) {
	t.Helper()
	if _, err := p.conn.ExecContext(t.Context(), query); err != nil {
		t.Fatalf("%.1000s: %v", query, err)
	}
}

// lines are the rows of a query, their columns joined.
func (p populated) lines(t *testing.T, query string) []string {
	t.Helper()
	rows, err := p.conn.QueryContext(t.Context(), query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	columns, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	values, targets := make([]string, len(columns)), make([]any, len(columns))
	for i := range values {
		targets[i] = &values[i]
	}
	var lines []string
	for rows.Next() {
		if err := rows.Scan(targets...); err != nil {
			t.Fatalf("%s: %v", query, err)
		}
		lines = append(lines, strings.Join(values, "\x1f"))
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return lines
}

// insert adds rows of the case at i, with times of their own.
func (p populated) insert(t *testing.T, i int, rows tables) {
	t.Helper()
	for n, table := range rows {
		columns := strings.Split(own(i, table.columns), ", ")
		for row, values := range table.rows {
			created := fmt.Sprintf("'2025-%02d-%02d 10:20:30.%06d+00:00'", n%12+1, row%28+1, i+1)
			p.exec(t, fmt.Sprintf(`INSERT INTO "%s" ("%s", "created_at", "updated_at") VALUES (%s, %s, %[4]s)`,
				own(i, table.name), strings.Join(columns, `", "`), own(i, values), created))
		}
	}
}

// forward makes every table one that had more rows, whose ids may not come
// again.
func (p populated) forward(t *testing.T, app *schema.App) {
	t.Helper()
	var text strings.Builder
	for _, r := range app.Resources {
		if p.kind == "postgres" {
			fmt.Fprintf(&text, "SELECT setval(pg_get_serial_sequence('\"%s\"', 'id'), 40);\n", r.Plural)
			continue
		}
		fmt.Fprintf(&text, "DELETE FROM sqlite_sequence WHERE name = '%s'; INSERT INTO sqlite_sequence VALUES ('%[1]s', 40);\n", r.Plural)
	}
	p.exec(t, text.String())
}

// facts say what the database holds besides rows.
func (p populated) facts(t *testing.T) []string {
	t.Helper()
	introspect := dialecttest.SQLite.Introspect
	if p.kind == "postgres" {
		introspect = dialecttest.Postgres.Introspect
	}
	facts, err := introspect(t.Context(), p.conn)
	if err != nil {
		t.Fatal(err)
	}
	slices.Sort(facts)
	return facts
}

var place = regexp.MustCompile(`^(column \["[^"]+", ?)[0-9]+,`)

// unplaced are facts without the places of columns: one that comes back comes
// last.
func unplaced(facts []string) []string {
	var free []string
	for _, fact := range facts {
		free = append(free, place.ReplaceAllString(fact, "${1}"))
	}
	return free
}

// wantFacts fails with the facts that only one of the two has.
func wantFacts(t *testing.T, problem string, want, got []string) {
	t.Helper()
	var only []string
	for _, fact := range want {
		if !slices.Contains(got, fact) {
			only = append(only, "missing "+fact)
		}
	}
	for _, fact := range got {
		if !slices.Contains(want, fact) {
			only = append(only, "extra   "+fact)
		}
	}
	if len(only) > 0 || len(want) != len(got) {
		t.Fatalf("%s: %d facts, want %d\n%s", problem, len(got), len(want), strings.Join(only, "\n"))
	}
}

// wantSound checks that keys lead somewhere, and that each value is of the
// type of its column. PostgreSQL does so all by itself.
func (p populated) wantSound(t *testing.T, app *schema.App) {
	t.Helper()
	if p.kind == "postgres" {
		return
	}
	if broken := p.lines(t, `SELECT "table" || ' ' || coalesce(rowid, '') || ' ' || parent FROM pragma_foreign_key_check`); len(broken) > 0 {
		t.Errorf("keys lead nowhere: %q", broken)
	}
	if state := p.lines(t, "PRAGMA integrity_check"); !slices.Equal(state, []string{"ok"}) {
		t.Errorf("integrity_check: %q", state)
	}
	for _, r := range app.Resources {
		for _, f := range r.Fields {
			p.wantStored(t, r.Plural, f)
		}
	}
}

// wantStored checks that SQLite, which takes any value in any column, has such
// that the application can read.
func (p populated) wantStored(t *testing.T, table string, f field.Field) {
	t.Helper()
	classes := "'text'"
	switch f.Type {
	case field.Int, field.Bool, field.References:
		classes = "'integer'"
	case field.Float:
		classes = "'real'"
	case field.Decimal:
		classes = "'real', 'integer'"
	}
	query := fmt.Sprintf(`SELECT typeof("%s") || ' ' || "%[1]s" FROM "%s" WHERE typeof("%[1]s") NOT IN ('null', %[3]s)`, f.Column(), table, classes)
	if odd := p.lines(t, query); len(odd) > 0 {
		t.Errorf("%s.%s is %s, and holds %q", table, f.Column(), f.Type.Name, odd)
	}
}

// A dump is the rows of tables, by their names.
type dump map[string]*dumped

type dumped struct {
	columns map[string]int
	rows    [][]string // SQL literals, by id
	last    []string   // the id that was given last
}

// dump reads all tables of app.
func (p populated) dump(t *testing.T, app *schema.App) dump {
	t.Helper()
	literal, last := `quote("%s")`, `SELECT CAST(seq AS text) FROM sqlite_sequence WHERE name = '%s'`
	if p.kind == "postgres" {
		literal, last = `quote_nullable("%s"::text)`, `SELECT last_value::text FROM "%s_id_seq" WHERE is_called`
	}
	d := dump{}
	for _, r := range app.Resources {
		table := &dumped{columns: map[string]int{}, last: p.lines(t, fmt.Sprintf(last, r.Plural))}
		var selected []string
		for i, name := range columnsOf(r) {
			table.columns[name] = i
			selected = append(selected, fmt.Sprintf(literal, name))
		}
		for _, line := range p.lines(t, fmt.Sprintf(`SELECT %s FROM "%s" ORDER BY "id"`, strings.Join(selected, ", "), r.Plural)) {
			table.rows = append(table.rows, strings.Split(line, "\x1f"))
		}
		d[r.Plural] = table
	}
	return d
}

func columnsOf(r *schema.Resource) []string {
	names := []string{"id", "created_at", "updated_at"}
	for _, f := range r.Fields {
		names = append(names, f.Column())
	}
	return names
}

// values are those of a column.
func (d *dumped) values(column string) []string {
	i, found := d.columns[column]
	if !found {
		return nil
	}
	var values []string
	for _, row := range d.rows {
		values = append(values, row[i])
	}
	return values
}

// last is the id that a table gave last, nothing if it gave none.
func (d dump) last(table string) []string {
	if d[table] == nil {
		return nil
	}
	return d[table].last
}

// layouts are how the databases write moments.
var layouts = map[string]string{"sqlite": "2006-01-02 15:04:05.999999-07:00", "postgres": "2006-01-02 15:04:05.999999-07"}

// plain is a literal as people write the value, the same for both databases. A
// value that the application would not spell so stays as it is.
func (p populated) plain(f field.Field, literal string) string {
	v := literal
	if strings.HasPrefix(v, "'") || strings.HasPrefix(v, "E'") {
		v = strings.ReplaceAll(strings.TrimSuffix(v[strings.Index(v, "'")+1:], "'"), "''", "'")
	} else if v == "NULL" {
		return v
	}
	switch f.Type {
	case field.Bool:
		return map[string]string{"1": "true", "0": "false"}[v] + map[bool]string{true: v}[p.kind == "postgres"]
	case field.Float, field.Decimal:
		if n, err := strconv.ParseFloat(v, 64); err == nil {
			return strconv.FormatFloat(n, 'f', -1, 64)
		}
	case field.Timestamp:
		if moment, err := time.Parse(layouts[p.kind], v); err == nil {
			return moment.UTC().Format("2006-01-02 15:04:05.999999")
		}
	case field.Time:
		at, err := time.Parse("15:04:05.999999", v)
		if err == nil && (p.kind == "postgres" || len(v) == len("15:04:05.000000")) {
			return at.Format("15:04:05.999999")
		}
	case field.JSON:
		var compact bytes.Buffer
		if json.Compact(&compact, []byte(v)) == nil {
			return compact.String()
		}
	}
	return v
}
