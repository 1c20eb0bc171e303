package peers

import (
	"database/sql"
	"path/filepath"
	"testing"

	_ "modernc.org/sqlite" // the driver
)

// own are the tables that somebody might write by hand for the same work: keys,
// what is valid, and no index beside them.
const own = `
	PRAGMA journal_mode = WAL;
	CREATE TABLE authors (
		id         INTEGER PRIMARY KEY,
		name       TEXT NOT NULL,
		created_at TIMESTAMP NOT NULL,
		updated_at TIMESTAMP NOT NULL
	);
	CREATE TABLE posts (
		id           INTEGER PRIMARY KEY,
		title        TEXT NOT NULL,
		author_id    INTEGER NOT NULL REFERENCES authors (id),
		body         TEXT NOT NULL,
		status       TEXT NOT NULL CHECK (status IN ('draft', 'published', 'archived')),
		views        INTEGER NOT NULL,
		published_at TIMESTAMP NOT NULL,
		created_at   TIMESTAMP NOT NULL,
		updated_at   TIMESTAMP NOT NULL
	);
	INSERT INTO authors SELECT id, name, created_at, updated_at FROM emitted.authors;
	INSERT INTO posts SELECT id, title, author_id, body, status, views, published_at, created_at, updated_at FROM emitted.posts;`

// copyToOwnTables copies the rows of an emitted application's database to a
// new one.
func copyToOwnTables(b *testing.B, emitted string) string {
	b.Helper()
	file := filepath.Join(b.TempDir(), "own.db")
	db, err := sql.Open("sqlite", file)
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1) // that which knows what is attached
	if _, err := db.Exec("ATTACH ? AS emitted", emitted); err != nil {
		b.Fatal(err)
	}
	if _, err := db.Exec(own); err != nil {
		b.Fatal(err)
	}
	return file
}
