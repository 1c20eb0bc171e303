// Package dbtest gives tests a database of their own.
package dbtest

import (
	"context"
	"database/sql"
	"os"
	"path/filepath"
	"sync"
	"testing"

	"blog/db"
)

// Open returns a new database with all migrations applied. It is gone when the
// test ends, so tests may run in parallel.
func Open(t testing.TB) *db.DB {
	t.Helper()
	data, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(t.TempDir(), "test.db")
	if err := os.WriteFile(file, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, file)
}

// Empty returns a new database without tables, and a plain connection to it for
// SQL that is not in db/queries.
func Empty(t testing.TB) (*db.DB, *sql.DB) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.db")
	d := open(t, file)
	plain, err := sql.Open("sqlite", file+"?_pragma=busy_timeout(5000)&_pragma=foreign_keys(1)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { plain.Close() })
	return d, plain
}

func open(t testing.TB, file string) *db.DB {
	t.Helper()
	// A test's database need not survive a power cut.
	d, err := db.Open(t.Context(), "file:"+filepath.ToSlash(file)+"?_pragma=synchronous(OFF)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := d.Close(); err != nil {
			t.Error(err)
		}
	})
	return d
}

// migrated returns the file of a migrated database. Copying it is faster than
// migrating again for each test.
var migrated = sync.OnceValues(func() ([]byte, error) {
	dir, err := os.MkdirTemp("", "dbtest")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	file := filepath.Join(dir, "test.db")
	d, err := db.Open(context.Background(), file)
	if err != nil {
		return nil, err
	}
	if _, err := d.Migrate(context.Background()); err != nil {
		d.Close()
		return nil, err
	}
	if err := d.Close(); err != nil { // brings the WAL into the file
		return nil, err
	}
	return os.ReadFile(file)
})
