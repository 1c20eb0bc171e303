package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"blog/store"
)

func TestWritesTogether(t *testing.T) {
	t.Parallel()
	db, log := openNotes(t)
	before := size(t, log)
	for _, err := range insertAtOnce(t, db, eight...) {
		if err != nil {
			t.Error(err)
		}
	}
	if n := countNotes(t, db); n != 8 {
		t.Errorf("%d notes are stored, not 8", n)
	}
	wantTogether(t, log, before)
}

// Whatever refuses the note "c", the others are stored.
func TestWriteFailsAlone(t *testing.T) {
	t.Parallel()
	tests := []struct {
		name, rule string
		together   bool // the others
	}{
		{"broken constraint", "DROP TABLE notes; CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT UNIQUE CHECK (text <> 'c'))", true},
		{"trigger", "CREATE TRIGGER no AFTER INSERT ON notes WHEN NEW.text = 'c' BEGIN SELECT RAISE(ABORT, 'no'); END", true},
		{"trigger that rolls back", "CREATE TRIGGER no AFTER INSERT ON notes WHEN NEW.text = 'c' BEGIN SELECT RAISE(ROLLBACK, 'no'); END", false},
		{"foreign key that waits for the end", "CREATE TABLE links (note REFERENCES notes DEFERRABLE INITIALLY DEFERRED); " +
			"CREATE TRIGGER link AFTER INSERT ON notes WHEN NEW.text = 'c' BEGIN INSERT INTO links VALUES (0); END", false},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			db, log := openNotes(t)
			if _, err := db.writer.ExecContext(t.Context(), tt.rule); err != nil {
				t.Fatal(err)
			}
			before := size(t, log)
			for i, err := range insertAtOnce(t, db, eight...) {
				if refused := eight[i] == "c"; refused != (err != nil) {
					t.Errorf("note %s: error %v", eight[i], err)
				}
			}
			if n := countNotes(t, db); n != 7 {
				t.Errorf("%d notes are stored, not 7", n)
			}
			if tt.together {
				wantTogether(t, log, before)
			}
		})
	}
}

// A request that has its connection when the database is closed must not wait
// for ever.
func TestWriteAfterClose(t *testing.T) {
	t.Parallel()
	tests := map[string]func(context.Context, *sql.Conn) error{
		"statement": func(ctx context.Context, conn *sql.Conn) error {
			_, err := conn.ExecContext(ctx, "DELETE FROM notes")
			return err
		},
		"transaction": func(ctx context.Context, conn *sql.Conn) error {
			_, err := conn.BeginTx(ctx, nil)
			return err
		},
	}
	for name, write := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			db, _ := openNotes(t)
			conn, err := db.writer.Conn(t.Context())
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithTimeout(t.Context(), 10*time.Second)
			defer cancel()
			if err := write(ctx, conn); !errors.Is(err, driver.ErrBadConn) {
				t.Errorf("a write gives %v", err)
			}
		})
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
	for range 1000 {
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

// What another connection does to a table with a search and a reference makes no
// first write fail.
func TestWriteAfterMigration(t *testing.T) {
	t.Parallel()
	db, _ := openNotes(t)
	change := func(statements ...string) {
		for _, statement := range statements {
			if _, err := db.writer.ExecContext(t.Context(), statement); err != nil {
				t.Fatal(err)
			}
		}
	}
	change("CREATE TABLE posts (id INTEGER PRIMARY KEY, text TEXT, parent_id INTEGER REFERENCES posts (id))",
		"CREATE VIRTUAL TABLE posts_search USING fts5(text, content='posts', content_rowid='id')",
		`CREATE TRIGGER posts_search_delete AFTER DELETE ON posts BEGIN
			INSERT INTO posts_search (posts_search, rowid, text) VALUES ('delete', OLD.id, OLD.text);
		END`)
	other, err := Open(t.Context(), db.name)
	if err != nil {
		t.Fatal(err)
	}
	defer other.Close()
	change("CREATE INDEX posts_parent_id_idx ON posts (parent_id)")
	if _, err := other.writer.ExecContext(t.Context(), "DELETE FROM posts"); err != nil {
		t.Error(err)
	}
}

var eight = []string{"a", "b", "c", "d", "e", "f", "g", "h"}

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

// wantTogether checks that what was written since log had the size before was
// one transaction: each page that it changes goes to the log once.
func wantTogether(t *testing.T, log string, before int64) {
	t.Helper()
	if pages := (size(t, log) - before) / 4096; pages >= 8 {
		t.Errorf("writes at once took %d pages of the log", pages)
	}
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
	for range 10_000 {
		w.mu.Lock()
		waiting := len(w.waiting)
		w.mu.Unlock()
		if waiting == n {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Errorf("%d writes do not wait", n)
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
