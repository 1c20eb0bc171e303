package db

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"blog/store"
)

// Each page that a transaction changes goes to SQLite's log once.
func TestWritesTogether(t *testing.T) {
	t.Parallel()
	db, log := openNotes(t)
	before := size(t, log)
	for _, err := range insertAtOnce(t, db, "a", "b", "c", "d", "e", "f", "g", "h") {
		if err != nil {
			t.Error(err)
		}
	}
	if n := countNotes(t, db); n != 8 {
		t.Errorf("%d notes are stored, not 8", n)
	}
	if pages := (size(t, log) - before) / 4096; pages >= 8 {
		t.Errorf("8 writes at once took %d pages of the log", pages)
	}
}

func TestWriteFailsAlone(t *testing.T) {
	t.Parallel()
	db, _ := openNotes(t)
	errs := insertAtOnce(t, db, "a", "b", "b", "c")
	if n := countNotes(t, db); n != 3 {
		t.Errorf("%d notes are stored, not 3", n)
	}
	refused := 0
	for _, err := range errs {
		if v, ok := AsViolation(err); ok && v.Kind == Unique {
			refused++
		} else if err != nil {
			t.Error(err)
		}
	}
	if refused != 1 {
		t.Errorf("%d notes were refused, not one of the two that are equal", refused)
	}
}

func TestWriteGivenUp(t *testing.T) {
	t.Parallel()
	db, _ := openNotes(t)
	ctx, cancel := context.WithCancel(t.Context())
	given := make(chan error, 1)
	err := db.Tx(t.Context(), func(*store.Queries) error {
		go func() { given <- insert(ctx, db, "a") }()
		awaitWrites(t, db, 1)
		cancel()
		return <-given
	})
	if !errors.Is(err, context.Canceled) {
		t.Errorf("a write that waits and is given up gives %v", err)
	}
	if n := countNotes(t, db); n != 0 {
		t.Errorf("%d notes are stored", n)
	}
}

// Writes that return a row must not leave a log behind that only grows.
func TestLogStaysShort(t *testing.T) {
	t.Parallel()
	db, log := openNotes(t)
	for range 2500 {
		if _, err := db.writer.ExecContext(t.Context(), "DELETE FROM notes"); err != nil {
			t.Fatal(err)
		}
		if err := insert(t.Context(), db, "a"); err != nil {
			t.Fatal(err)
		}
	}
	if n := size(t, log) / 4096; n > 2000 { // SQLite starts it again at 1,000 pages
		t.Errorf("the log has %d pages", n)
	}
}

// openNotes opens a database with a table of notes, and returns the name of its
// log as well.
func openNotes(t *testing.T) (_ *DB, log string) {
	t.Helper()
	file := filepath.Join(t.TempDir(), "test.db")
	db, err := Open(t.Context(), "file:"+filepath.ToSlash(file)+"?_pragma=synchronous(OFF)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { db.Close() })
	if _, err := db.writer.ExecContext(t.Context(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE)"); err != nil {
		t.Fatal(err)
	}
	return db, file + "-wal"
}

// insertAtOnce stores notes that all wait for the same transaction to end.
func insertAtOnce(t *testing.T, db *DB, texts ...string) []error {
	t.Helper()
	errs := make([]error, len(texts))
	var inserts sync.WaitGroup
	err := db.Tx(t.Context(), func(*store.Queries) error {
		for i, text := range texts {
			inserts.Go(func() { errs[i] = insert(t.Context(), db, text) })
		}
		awaitWrites(t, db, len(texts))
		return nil
	})
	inserts.Wait()
	if err != nil {
		t.Fatal(err)
	}
	return errs
}

// awaitWrites returns when n writes wait for their turn.
func awaitWrites(t *testing.T, db *DB, n int) {
	t.Helper()
	conn, err := db.writer.Conn(t.Context())
	if err != nil {
		t.Error(err)
		return
	}
	defer conn.Close()
	var w *writer
	conn.Raw(func(conn any) error {
		w = conn.(*writerConn).writer
		return nil
	})
	for {
		w.mu.Lock()
		waiting := len(w.waiting)
		w.mu.Unlock()
		if waiting == n || t.Context().Err() != nil {
			return
		}
		time.Sleep(time.Millisecond)
	}
}

func insert(ctx context.Context, db *DB, text string) error {
	var id int64
	return db.router.QueryRowContext(ctx, "INSERT INTO notes (text) VALUES (?) RETURNING id", text).Scan(&id)
}

func countNotes(t *testing.T, db *DB) (n int) {
	t.Helper()
	if err := db.router.QueryRowContext(t.Context(), "SELECT count(*) FROM notes").Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func size(t *testing.T, file string) int64 {
	t.Helper()
	info, err := os.Stat(file)
	if err != nil {
		t.Fatal(err)
	}
	return info.Size()
}
