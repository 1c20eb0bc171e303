package db

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/pressly/goose/v3"
)

const dialect = goose.DialectSQLite3

// Lines that a migration may begin with, to ask for what SQL cannot say.
const (
	// It rebuilds a table. With foreign keys on, dropping the old table would
	// delete the rows that refer to it, and nothing inside the migration's
	// transaction can turn them off.
	foreignKeysOff = "-- gen:foreign_keys=off"

	// It deletes data. A copy of the database is made first.
	destructive = "-- gen:destructive"
)

// lockMigrations waits until no other process migrates this database, and
// returns a connection for migrations. The others wait until release is called,
// or this process ends, however it ends.
//
// The lock is SQLite's, on an empty file beside the database. It cannot be on
// the database, because a migration locks that itself.
func (db *DB) lockMigrations(ctx context.Context) (conn *sql.DB, release func() error, err error) {
	if db.inMemory() {
		return db.writer, func() error { return nil }, nil
	}
	lock, err := openPool("file:"+(&url.URL{Path: db.path() + "-migrate"}).EscapedPath(), 1)
	if err != nil {
		return nil, nil, err
	}
	err = retryBusy(ctx, func() error {
		_, err := lock.ExecContext(ctx, "BEGIN EXCLUSIVE")
		return err
	})
	if err != nil {
		return nil, nil, errors.Join(fmt.Errorf("wait for another migration: %w", err), lock.Close())
	}
	conn, err = openPool(db.writerSource(), 1)
	if err != nil {
		return nil, nil, errors.Join(err, lock.Close())
	}
	return conn, func() error { return errors.Join(conn.Close(), lock.Close()) }, nil
}

// prepare does on conn, which has a single connection, what the first lines of
// the migration text ask for. Call undo after the migration.
func (db *DB) prepare(ctx context.Context, conn *sql.DB, text string) (undo func() error, err error) {
	undo = func() error { return nil }
	if asks(text, destructive) {
		if err := db.backup(ctx, conn); err != nil {
			return undo, err
		}
	}
	if asks(text, foreignKeysOff) {
		undo = func() error {
			_, err := conn.ExecContext(context.WithoutCancel(ctx), "PRAGMA foreign_keys = ON")
			return err
		}
		_, err = conn.ExecContext(ctx, "PRAGMA foreign_keys = OFF")
	}
	return undo, err
}

// backup copies the database to a file beside it, named after the time. A copy
// that is not complete is removed.
func (db *DB) backup(ctx context.Context, conn *sql.DB) error {
	if db.inMemory() {
		return nil
	}
	name := db.path() + time.Now().UTC().Format(".20060102T150405.000000Z") + ".backup"
	file, err := os.OpenFile(name, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600) // with the mode of the database, not SQLite's
	if err != nil {
		return fmt.Errorf("back up before a migration that deletes data: %w", err)
	}
	file.Close()
	if _, err := conn.ExecContext(ctx, "VACUUM INTO ?", name); err != nil {
		err = fmt.Errorf("back up to %s before a migration that deletes data: %w", name, err)
		return errors.Join(err, os.Remove(name))
	}
	slog.Info("backed up the database before a migration that deletes data", "file", name)
	return nil
}

// asks reports whether one of the comments that text begins with is line.
func asks(text, line string) bool {
	for l := range strings.Lines(text) {
		l = strings.TrimSpace(l)
		if l == line {
			return true
		}
		if l != "" && !strings.HasPrefix(l, "--") {
			return false
		}
	}
	return false
}
