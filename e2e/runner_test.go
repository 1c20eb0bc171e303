package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// A runner is a built application, whose migrations are run on a database.
type runner struct{ program, url string }

// newRunner builds app for the database at url.
func newRunner(t *testing.T, app, url string) runner {
	t.Helper()
	program := filepath.Join(t.TempDir(), "blog")
	want(t, 0, app, "go", "build", "-o", program, ".")
	return runner{program, url}
}

// migrate runs "migrate what", which has to end with code, and returns what it
// prints.
func (r runner) migrate(t *testing.T, code int, what string) string {
	t.Helper()
	return r.run(t, code, "migrate", what)
}

// run runs the application, which has to end with code, and returns what it
// prints.
func (r runner) run(t *testing.T, code int, args ...string) string {
	t.Helper()
	cmd := exec.Command(r.program, args...)
	cmd.Dir = t.TempDir()
	cmd.Env = append(os.Environ(), "DATABASE_URL="+r.url)
	out, got := output(t, cmd)
	if got != code {
		t.Fatalf("%s: exit code %d, want %d\n%s", strings.Join(args, " "), got, code, out)
	}
	return out
}

// ownMigration adds a migration to app.
func ownMigration(t *testing.T, app, name, header, up, down string) {
	t.Helper()
	text := header + "-- +goose Up\n" + up + "\n\n-- +goose Down\n" + down + "\n"
	if err := os.WriteFile(filepath.Join(app, "db/migrations", name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// wantOrder checks that out names the texts one after the other.
func wantOrder(t *testing.T, out string, texts ...string) {
	t.Helper()
	rest := out
	for _, text := range texts {
		_, after, found := strings.Cut(rest, text)
		if !found {
			t.Fatalf("want %q in this order, got:\n%s", texts, out)
		}
		rest = after
	}
}

// A migration that is older than one that is applied, as another branch brings
// it, is applied as well. What was applied last is taken back first.
func TestMigrationsInAnyOrder(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app, url := newApp(t, database, ""), emptyDatabase(t, database)
		ownMigration(t, app, "20260103000000_late.sql", "", `CREATE TABLE "late" ("id" bigint);`, `DROP TABLE "late";`)
		r := newRunner(t, app, url)
		wantOrder(t, r.migrate(t, 0, "up"), "late.sql")

		ownMigration(t, app, "20260101000000_early.sql", "", `CREATE TABLE "early" ("id" bigint);`, `DROP TABLE "early";`)
		ownMigration(t, app, "20260104000000_next.sql", "", `CREATE TABLE "next" ("id" bigint);`, `DROP TABLE "next";`)
		r = newRunner(t, app, url)
		wantOrder(t, r.migrate(t, 0, "status"), "pending", "early.sql", "late.sql", "pending", "next.sql")
		wantOrder(t, r.migrate(t, 0, "up"), "early.sql", "next.sql")
		if out := r.migrate(t, 0, "status"); strings.Contains(out, "pending") {
			t.Errorf("still pending:\n%s", out)
		}
		for _, name := range []string{"next.sql", "early.sql", "late.sql"} {
			if out := r.migrate(t, 0, "down"); !strings.Contains(out, name) || strings.Count(out, ".sql") != 1 {
				t.Errorf("down takes back %q, want %s", out, name)
			}
		}
		if out := r.migrate(t, 0, "down"); out != "" {
			t.Errorf("one more down takes back %q", out)
		}
		r.migrate(t, 0, "up")
	})
}

// A migration that stops by itself says why in a sentence and nothing else, and
// leaves the database as it was. The application does not serve.
func TestMigrationStopsBySentence(t *testing.T) {
	stops := map[string]string{
		"sqlite": `CREATE TEMP TABLE "stop" ("msg" text);
-- +goose StatementBegin
CREATE TEMP TRIGGER "stop_now" BEFORE INSERT ON "stop" BEGIN SELECT RAISE(ABORT, NEW."msg"); END;
-- +goose StatementEnd
CREATE TABLE "half" ("id" bigint);
INSERT INTO "stop" ("msg") VALUES ('stopped: 3 rows of posts have no title, such as (id 7)');`,
		"postgres": `CREATE TABLE "half" ("id" bigint);
-- +goose StatementBegin
DO $$ BEGIN RAISE EXCEPTION 'stopped: 3 rows of posts have no title, such as (id 7)'; END $$;
-- +goose StatementEnd`,
	}
	onBoth(t, func(t *testing.T, database string) {
		app, url := newApp(t, database, ""), emptyDatabase(t, database)
		ownMigration(t, app, "20260101000000_guarded.sql", "", stops[database], "SELECT 1;")
		r := newRunner(t, app, url)
		sentence := "blog: migration 20260101000000_guarded.sql: stopped: 3 rows of posts have no title, such as (id 7)\n"
		for range 2 { // a table that stayed would fail the second run in another way
			if out := r.migrate(t, 1, "up"); out != sentence {
				t.Errorf("migrate up says %q, want %q", out, sentence)
			}
		}
		if out := r.run(t, 1); out != sentence {
			t.Errorf("serving says %q, want %q", out, sentence)
		}
	})
}

// Before an SQLite migration that deletes data there is a copy of the database,
// every time. Where none can be made nothing is deleted.
func TestBackupBeforeDestructiveMigration(t *testing.T) {
	app := newApp(t, "sqlite", "")
	ownMigration(t, app, "20260101000000_make.sql", "", `CREATE TABLE "notes" ("id" bigint);`, `DROP TABLE "notes";`)
	file := filepath.Join(t.TempDir(), "data.db")
	long := filepath.Join(t.TempDir(), strings.Repeat("long", 57)+".db") // which a longer name cannot follow
	for _, url := range []string{file, long} {
		newRunner(t, app, url).migrate(t, 0, "up")
	}
	ownMigration(t, app, "20260102000000_drop.sql", "-- gen:destructive\n", `DROP TABLE "notes";`, `CREATE TABLE "notes" ("id" bigint);`)

	r := newRunner(t, app, file)
	out := r.migrate(t, 0, "up")
	r.migrate(t, 0, "down")
	r.migrate(t, 0, "up")
	backups, err := filepath.Glob(file + ".*.backup")
	if err != nil || len(backups) != 3 {
		t.Fatalf("backups: %q, %v, want one of each run", backups, err)
	}
	if !strings.Contains(out, backups[0]) {
		t.Errorf("the log does not name %s:\n%s", backups[0], out)
	}
	if out := newRunner(t, app, backups[0]).migrate(t, 0, "status"); !strings.Contains(out, "pending") {
		t.Errorf("the copy has the migration already:\n%s", out)
	}

	r = newRunner(t, app, long)
	if out := r.migrate(t, 1, "up"); !strings.Contains(out, "back up before a migration that deletes data") {
		t.Errorf("without a copy, migrate up says %q", out)
	}
	wantOrder(t, r.migrate(t, 0, "status"), "make.sql", "pending", "drop.sql")
}
