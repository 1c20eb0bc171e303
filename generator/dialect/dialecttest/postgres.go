package dialecttest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"os"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/stdlib"
	"github.com/pressly/goose/v3"

	"github.com/seed-b1203020/gen/generator/dialect"
)

// Postgres is a schema of its own in the database of TEST_DATABASE_URL.
var Postgres = Database{
	Dialect:    dialect.Postgres{},
	Goose:      goose.DialectPostgres,
	Open:       openPostgres,
	Introspect: introspectPostgres,
	found:      `SELECT "id" FROM "%[1]s" WHERE %[2]s`,
}

func openPostgres(t testing.TB) *sql.DB {
	t.Helper()
	url := os.Getenv("TEST_DATABASE_URL")
	if url == "" {
		t.Fatal("TEST_DATABASE_URL names no PostgreSQL server: run scripts/test, which starts one")
	}
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	config.RuntimeParams["timezone"] = "Pacific/Auckland" // what is in UTC must not mind
	config.RuntimeParams["synchronous_commit"] = "off"
	config.RuntimeParams["datestyle"] = "German, DMY"
	config.DefaultQueryExecMode = pgx.QueryExecModeDescribeExec // plans do not outlive the types of columns
	schema := "dialecttest_" + strings.ToLower(rand.Text())
	config.RuntimeParams["search_path"] = schema
	db := stdlib.OpenDB(*config)
	db.SetMaxOpenConns(1) // so that what a migration leaves in its session shows
	t.Cleanup(func() {
		if _, err := db.Exec("DROP SCHEMA " + schema + " CASCADE"); err != nil {
			t.Error(err)
		}
		db.Close()
	})
	if _, err := db.Exec("CREATE SCHEMA " + schema); err != nil {
		t.Fatal(err)
	}
	return db
}

// postgresFacts selects from the catalog what is in the current schema. Places
// of columns are counted anew, since a dropped one leaves a gap.
const postgresFacts = `
WITH t AS (
	SELECT oid, relname FROM pg_class
	WHERE relnamespace = current_schema()::regnamespace AND relkind = 'r' AND relname <> 'goose_db_version'
)
SELECT 'column ' || jsonb_build_array(t.relname, rank() OVER (PARTITION BY t.oid ORDER BY a.attnum), a.attname,
	format_type(a.atttypid, a.atttypmod), a.attnotnull, a.attidentity, a.attgenerated, pg_get_expr(d.adbin, d.adrelid))::text
FROM t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
LEFT JOIN pg_attrdef d ON d.adrelid = t.oid AND d.adnum = a.attnum
UNION ALL
SELECT 'index ' || replace(pg_get_indexdef(i.indexrelid), current_schema() || '.', '')
FROM t JOIN pg_index i ON i.indrelid = t.oid
UNION ALL
SELECT 'constraint ' || jsonb_build_array(t.relname, c.conname, pg_get_constraintdef(c.oid), c.convalidated)::text
FROM t JOIN pg_constraint c ON c.conrelid = t.oid
UNION ALL
SELECT 'other ' || jsonb_build_array(relkind, relname)::text FROM pg_class
WHERE relnamespace = current_schema()::regnamespace AND relkind NOT IN ('r', 'i') AND relname <> 'goose_db_version_id_seq'
UNION ALL
SELECT 'left ' || jsonb_build_array(proname)::text FROM pg_proc WHERE pronamespace = pg_my_temp_schema()
UNION ALL
SELECT 'left ' || jsonb_build_array(relname)::text FROM pg_class WHERE relnamespace = pg_my_temp_schema()
ORDER BY 1`

func introspectPostgres(ctx context.Context, db *sql.DB) ([]string, error) {
	return stringsOf(ctx, db, postgresFacts)
}
