package db

import (
	"context"
	"database/sql"
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"log"
	"regexp"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
	"github.com/pressly/goose/v3/database"
)

//go:embed migrations
var embedded embed.FS

// Migrations returns the files in db/migrations, which are part of the binary.
func Migrations() fs.FS {
	files, err := fs.Sub(embedded, "migrations")
	if err != nil {
		panic(err) // "migrations" is not a valid path
	}
	return files
}

// A Migration is one of the files in db/migrations.
type Migration struct {
	Name      string    // 20261121094500_create_posts.sql
	AppliedAt time.Time // zero if it is pending
}

// Migrate applies the pending migrations, oldest first, and returns those that
// it applied. If one fails, the ones before it stay applied. One that is older
// than others that are applied, such as from another branch, is pending too.
//
// It may be called by several processes at once: one migrates, the others wait.
func (db *DB) Migrate(ctx context.Context) ([]Migration, error) {
	return db.migrate(ctx, func(m *migrator) ([]Migration, error) { return m.up(ctx, -1) })
}

// MigrateUp applies the oldest pending migration.
func (db *DB) MigrateUp(ctx context.Context) ([]Migration, error) {
	return db.migrate(ctx, func(m *migrator) ([]Migration, error) { return m.up(ctx, 1) })
}

// MigrateDown takes back the migration that was applied last. That is not the
// newest one if an older one came later.
func (db *DB) MigrateDown(ctx context.Context) ([]Migration, error) {
	return db.migrate(ctx, func(m *migrator) ([]Migration, error) { return m.down(ctx) })
}

// MigrationStatus returns all migrations, oldest first.
func (db *DB) MigrationStatus(ctx context.Context) ([]Migration, error) {
	return db.migrate(ctx, func(m *migrator) ([]Migration, error) { return m.status(ctx) })
}

// Pending returns the migrations that Migrate would apply.
func (db *DB) Pending(ctx context.Context) ([]Migration, error) {
	return db.migrate(ctx, func(m *migrator) ([]Migration, error) { return m.pending(ctx) })
}

// migrate calls fn while no other process migrates this database.
func (db *DB) migrate(ctx context.Context, fn func(*migrator) ([]Migration, error)) (_ []Migration, err error) {
	conn, release, err := db.lockMigrations(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, release()) }()

	m, err := newMigrator(db, conn, Migrations())
	if errors.Is(err, goose.ErrNoMigrations) {
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	return fn(m)
}

// migrator runs the migrations in files, which goose reads, orders and keeps
// the record of.
type migrator struct {
	db        *DB
	conn      *sql.DB
	files     fs.FS
	goose     *goose.Provider
	statement string // the last one that goose ran
}

func newMigrator(db *DB, conn *sql.DB, files fs.FS) (m *migrator, err error) {
	m = &migrator{db: db, conn: conn, files: files}
	m.goose, err = goose.NewProvider(dialect, conn, files, goose.WithVerbose(true), goose.WithLogger(m))
	return m, err
}

func (m *migrator) status(ctx context.Context) ([]Migration, error) {
	all, err := m.goose.Status(ctx)
	if err != nil {
		return nil, err
	}
	var migrations []Migration
	for _, s := range all {
		migrations = append(migrations, Migration{s.Source.Path, s.AppliedAt})
	}
	return migrations, nil
}

func (m *migrator) pending(ctx context.Context) ([]Migration, error) {
	all, err := m.status(ctx)
	if err != nil {
		return nil, err
	}
	var pending []Migration
	for _, migration := range all {
		if migration.AppliedAt.IsZero() {
			pending = append(pending, migration)
		}
	}
	return pending, nil
}

// up applies at most limit pending migrations, or all if limit is negative.
func (m *migrator) up(ctx context.Context, limit int) ([]Migration, error) {
	pending, err := m.pending(ctx)
	if err != nil {
		return nil, err
	}
	if limit >= 0 {
		pending = pending[:min(limit, len(pending))]
	}
	for i := range pending {
		if err := m.run(ctx, pending[i].Name, true); err != nil {
			return pending[:i], err
		}
		pending[i].AppliedAt = time.Now()
	}
	return pending, nil
}

func (m *migrator) down(ctx context.Context) ([]Migration, error) {
	version, err := m.last(ctx)
	if err != nil || version == 0 {
		return nil, err
	}
	for _, source := range m.goose.ListSources() {
		if source.Version == version {
			if err := m.run(ctx, source.Path, false); err != nil {
				return nil, err
			}
			return []Migration{{Name: source.Path}}, nil
		}
	}
	return nil, fmt.Errorf("migration %d is applied, but it is not in db/migrations", version)
}

// last returns the version of the migration that was applied last, 0 if none
// is.
func (m *migrator) last(ctx context.Context) (int64, error) {
	if _, err := m.goose.GetDBVersion(ctx); err != nil { // makes goose's table if it is not there
		return 0, err
	}
	store, err := database.NewStore(dialect, goose.DefaultTablename)
	if err != nil {
		return 0, err
	}
	applied, err := store.ListMigrations(ctx, m.conn) // the last one first
	if err != nil || len(applied) == 0 {
		return 0, err
	}
	return applied[0].Version, nil
}

// run applies the migration called name or, if up is false, takes it back.
func (m *migrator) run(ctx context.Context, name string, up bool) error {
	version, err := goose.NumericComponent(name)
	if err != nil {
		return err
	}
	text, err := fs.ReadFile(m.files, name)
	if err != nil {
		return err
	}
	undo, err := m.db.prepare(ctx, m.conn, string(text))
	if err == nil {
		m.statement = ""
		_, err = m.goose.ApplyVersion(ctx, version, up)
	}
	err = errors.Join(m.explain(err), undo())
	if err != nil {
		return fmt.Errorf("migration %s: %w", name, err)
	}
	return nil
}

// stopped finds the sentence with which a migration stops by itself, in front of
// the database's code for that.
var stopped = regexp.MustCompile(`(?s)stopped: (.+?)( \((SQLSTATE \w+|\d+)\))?$`)

// explain makes err, which goose returned, fit for people. If the migration
// stopped by itself, its own sentence says it all; to an error of a statement
// it adds the statement.
func (m *migrator) explain(err error) error {
	failed, ok := errors.AsType[*goose.PartialError](err)
	if !ok {
		return err
	}
	if sentence := stopped.FindStringSubmatch(failed.Err.Error()); sentence != nil {
		return errors.New("stopped: " + sentence[1])
	}
	if m.statement == "" {
		return failed.Err
	}
	return fmt.Errorf("%w\n%s", failed.Err, m.statement)
}

// Printf takes goose's log. Nothing of it is printed: it is the one way to know
// which statement of a migration failed.
func (m *migrator) Printf(format string, args ...any) {
	line := fmt.Sprintf(format, args...)
	if statement, ok := strings.CutPrefix(line, "goose: Executing statement: "); ok {
		m.statement = statement
	}
}

// Fatalf makes a migrator a goose.Logger. A goose.Provider does not call it.
func (m *migrator) Fatalf(format string, args ...any) { log.Fatalf(format, args...) }
