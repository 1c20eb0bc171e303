package db

import (
	"os"
	"path/filepath"
	"testing"
)

// Writes that return a row must not leave a log behind that only grows.
func TestCheckpoint(t *testing.T) {
	t.Parallel()
	file := filepath.Join(t.TempDir(), "test.db")
	db, err := Open(t.Context(), "file:"+filepath.ToSlash(file)+"?_pragma=synchronous(OFF)")
	if err != nil {
		t.Fatal(err)
	}
	defer db.Close()
	if _, err := db.router.ExecContext(t.Context(), "CREATE TABLE notes (id INTEGER PRIMARY KEY, text TEXT)"); err != nil {
		t.Fatal(err)
	}
	var sizes [4]int64
	for i := range sizes {
		for range checkpointEvery {
			var id int64
			row := db.router.QueryRowContext(t.Context(), "INSERT INTO notes (text) VALUES ('a') RETURNING id")
			if err := row.Scan(&id); err != nil {
				t.Fatal(err)
			}
		}
		log, err := os.Stat(file + "-wal")
		if err != nil {
			t.Fatal(err)
		}
		sizes[i] = log.Size()
	}
	if sizes[3] > 2*sizes[0] {
		t.Errorf("the log grows from %d bytes to %d", sizes[0], sizes[3])
	}
}
