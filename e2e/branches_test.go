package e2e

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib"
)

// git runs git in dir, as somebody.
func git(t *testing.T, code int, dir string, args ...string) string {
	t.Helper()
	who := []string{"-c", "user.name=gen", "-c", "user.email=gen@example.com"}
	return want(t, code, dir, "git", slices.Concat(who, args)...)
}

// commit commits all of dir.
func commit(t *testing.T, dir, message string) {
	t.Helper()
	git(t, 0, dir, "add", "-A")
	git(t, 0, dir, "commit", "-q", "-m", message)
}

// genAt runs gen at a time of its own.
func genAt(t *testing.T, app, seconds string, args ...string) {
	t.Helper()
	r := genCommand(app, args...)
	r.cmd.Env = append(r.cmd.Env, "SOURCE_DATE_EPOCH="+seconds)
	r.wantExit(t, 0)
}

const branchesBase = `
app: blog
module: blog
resources:
  author:
    fields: {name: "string:80"}
  post:
    fields: {title: "string:120", author: references}
`

const branchesMerged = `
app: blog
module: blog
database: DATABASE
resources:
  author:
    fields: {name: "string:80", email: "email:optional:unique"}
  post:
    fields: {title: "string:120", author: references, body: "text:optional:search", views: "int:default=0:index"}
  comment:
    fields: {post: references:cascade, body: text}
  tag:
    fields: {label: "string:40:unique"}
`

// Two people change the schema on branches of their own, both also the same
// resource. After the merge one command makes one history: the application is
// green, and every database, whichever branch it is of, ends up alike.
func TestBranches(t *testing.T) {
	styles := map[string]string{"sqlite": "diff3", "postgres": "zdiff3"}
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, branchesBase)
		git(t, 0, app, "init", "-q", "-b", "main", ".")
		git(t, 0, app, "config", "merge.conflictStyle", styles[database])
		commit(t, app, "base")
		databases := map[string]string{}
		migrated := func(branch string) {
			t.Helper()
			databases[branch] = emptyDatabase(t, database)
			newRunner(t, app, databases[branch]).migrate(t, 0, "up")
			execute(t, database, databases[branch], `INSERT INTO "authors" ("name", "created_at", "updated_at") VALUES ('Ada', '2026-01-01 00:00:00+00:00', '2026-01-01 00:00:00+00:00')`)
		}
		migrated("base")

		git(t, 0, app, "checkout", "-q", "-b", "theirs")
		genAt(t, app, "1795000100", "resource", "post", "views:int:default=0:index")
		genAt(t, app, "1795000300", "resource", "tag", "label:string:40:unique")
		genAt(t, app, "1795000500", "resource", "author", "email:email:optional:unique")
		commit(t, app, "theirs")
		migrated("theirs")

		git(t, 0, app, "checkout", "-q", "main")
		genAt(t, app, "1795000200", "resource", "post", "body:text:optional:search")
		genAt(t, app, "1795000400", "resource", "comment", "post:references:cascade", "body:text")
		edit(t, filepath.Join(app, "web/routes.go"), "\n\tm.page(\"GET /posts\"", "\n\t// The line after this one is gen's.\n\tm.page(\"GET /posts\"")
		commit(t, app, "ours")
		migrated("ours")

		out := git(t, 1, app, "merge", "theirs")
		if !strings.Contains(out, "CONFLICT (content): Merge conflict in gen.lock") {
			t.Fatalf("no conflict in gen.lock:\n%s", out)
		}
		definition := strings.Replace(branchesMerged, "DATABASE", database, 1)
		if err := os.WriteFile(filepath.Join(app, "gen.yaml"), []byte(definition), 0o600); err != nil {
			t.Fatal(err)
		}
		genAt(t, app, "1795000600", "migrate", "rebase")
		commit(t, app, "merge")
		wantGreen(t, app)
		if routes, _ := os.ReadFile(filepath.Join(app, "web/routes.go")); !strings.Contains(string(routes), "// The line after this one is gen's.") {
			t.Error("the edit of routes.go is gone")
		}
		wantAlike(t, app, database, databases)
	})
}

// wantAlike migrates the databases, and checks that they have the schema of a
// new one and their row.
func wantAlike(t *testing.T, app, database string, databases map[string]string) {
	t.Helper()
	fresh := emptyDatabase(t, database)
	newRunner(t, app, fresh).migrate(t, 0, "up")
	schema := describe(t, database, fresh)
	if len(schema) < 30 {
		t.Fatalf("the new database has too little: %q", schema)
	}
	for branch, url := range databases {
		r := newRunner(t, app, url)
		r.migrate(t, 0, "up")
		for _, line := range describe(t, database, url) {
			if !slices.Contains(schema, line) {
				t.Errorf("the database of %s has, and a new one has not: %s", branch, line)
			}
		}
		if got := describe(t, database, url); len(got) != len(schema) {
			t.Errorf("the database of %s has %d things, a new one %d", branch, len(got), len(schema))
		}
		if rows := query(t, database, url, `SELECT "name" FROM "authors"`); !slices.Equal(rows, []string{"Ada"}) {
			t.Errorf("the database of %s has the authors %q", branch, rows)
		}
		for range 7 {
			r.migrate(t, 0, "down")
		}
		r.migrate(t, 0, "up")
	}
}

// descriptions list everything in a schema but the order of columns.
var descriptions = map[string]string{
	"sqlite": `SELECT "m"."name" || '.' || "c"."name" || ' ' || "c"."type" || ' ' || "c"."notnull" || ' ' || "c"."pk"
			FROM "sqlite_master" AS "m" JOIN pragma_table_info("m"."name") AS "c" WHERE "m"."type" = 'table'
		UNION ALL SELECT "sql" FROM "sqlite_master" WHERE "type" = 'index' AND "sql" IS NOT NULL
		UNION ALL SELECT "m"."name" || '.' || "f"."from" || ' -> ' || "f"."table" || ' ' || "f"."on_delete"
			FROM "sqlite_master" AS "m" JOIN pragma_foreign_key_list("m"."name") AS "f" WHERE "m"."type" = 'table'`,
	"postgres": `SELECT table_name || '.' || column_name || ' ' || data_type || ' ' || is_nullable || ' ' || is_identity
			FROM information_schema.columns WHERE table_schema = 'public'
		UNION ALL SELECT indexdef FROM pg_indexes WHERE schemaname = 'public'
		UNION ALL SELECT conname || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace`,
}

func describe(t *testing.T, database, url string) []string {
	t.Helper()
	lines := query(t, database, url, descriptions[database])
	slices.Sort(lines)
	return lines
}

// connect opens the database of an application.
func connect(t *testing.T, database, url string) *sql.DB {
	t.Helper()
	driver := map[string]string{"sqlite": "sqlite", "postgres": "pgx"}[database]
	conn, err := sql.Open(driver, url)
	if err != nil {
		t.Fatal(err)
	}
	return conn
}

func execute(t *testing.T, database, url, statement string) {
	t.Helper()
	conn := connect(t, database, url)
	defer conn.Close()
	if _, err := conn.ExecContext(context.Background(), statement); err != nil {
		t.Fatal(err)
	}
}

// query returns the rows of a query for one text.
func query(t *testing.T, database, url, text string) []string {
	t.Helper()
	conn := connect(t, database, url)
	defer conn.Close()
	rows, err := conn.QueryContext(context.Background(), text)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var list []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		list = append(list, line)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return list
}
