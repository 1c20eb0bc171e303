// Package db opens the application's database, migrates it, and turns its
// errors into ones that the rest of the application understands.
//
// Nothing outside of it knows that the database is SQLite.
package db

import (
	"cmp"
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"runtime"
	"strings"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"blog/store"
)

// DefaultURL is the database that Open opens when it is given no other.
const DefaultURL = "blog.db"

// DB is the application's database. Its queries are those in db/queries,
// as methods: db.GetPost(ctx, id).
//
// SQLite lets many read at once but only one write. So there is one connection
// that writes (see writer), for which all queue up here and not in SQLite, where
// the unlucky would fail with "database is locked"; and a few that only read.
type DB struct {
	*store.Queries
	name   string
	reader *sql.DB
	writer *sql.DB
	router router
}

// Open connects to the SQLite database in the file that url names, and creates
// the file if it is not there. It does not migrate.
//
// The url may be a path or a file: URI. Parameters of a URI are the driver's, and
// go before those of Open: file:blog.db?_pragma=cache_size(-64000). The path
// ":memory:" gives a new, empty database that is gone after Close.
func Open(ctx context.Context, url string) (*DB, error) {
	name, err := sourceName(cmp.Or(url, DefaultURL))
	if err != nil {
		return nil, err
	}
	db := &DB{name: name}
	if err := db.connect(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("open database %s: %w", cmp.Or(url, DefaultURL), err), db.Close())
	}
	db.router = router{newStatements(db.reader), db.writer}
	db.Queries = store.New(db.router)
	return db, nil
}

// sourceName returns url as a URI with its path escaped and a place at its end
// for parameters.
func sourceName(name string) (string, error) {
	uri, isURI := strings.CutPrefix(name, "file:")
	switch {
	case !isURI && strings.Contains(name, "://"):
		return "", fmt.Errorf("open database: want the path of an SQLite file, such as %s, not a %s URL", DefaultURL, name[:strings.Index(name, ":")])
	case !isURI:
		return "file:" + (&url.URL{Path: name}).EscapedPath() + "?", nil
	case strings.Contains(uri, "?"):
		return name + "&", nil
	default:
		return name + "?", nil
	}
}

// writerSource is what the driver opens for a connection that writes. WAL lets
// readers go on while someone writes. With synchronous FULL a commit that
// returned is on the disk, also when the power fails a moment later.
func (db *DB) writerSource() string { return db.source("journal_mode(WAL)", "synchronous(FULL)") }

// readerSource is what it opens for one that reads. Readers take the first 6 MB
// of the file as memory, which they share.
func (db *DB) readerSource() string { return db.source("query_only(1)", "mmap_size(6291456)") }

// source adds to the name what every connection begins with, and pragmas, except
// for those that the URL sets. Times are stored as UTC in SQLite's own format,
// which sorts as text. Transactions that mean to write say so when they begin
// (_txlock), so that they wait for their turn rather than fail halfway.
func (db *DB) source(pragmas ...string) string {
	source := db.name + "_txlock=immediate&_time_format=sqlite&_timezone=UTC"
	pragmas = append(pragmas,
		"busy_timeout(5000)", // 5 seconds
		"foreign_keys(1)",
		"cache_size(-2000)") // 2 MB for each connection
	for _, pragma := range pragmas {
		name, _, _ := strings.Cut(pragma, "(")
		if !strings.Contains(db.name, "_pragma="+name) {
			source += "&_pragma=" + pragma
		}
	}
	return source
}

func (db *DB) connect(ctx context.Context) error {
	if err := createFile(db.path()); err != nil {
		return err
	}
	var err error
	if db.inMemory() {
		if db.writer, err = openPool(db.writerSource(), 1); err != nil {
			return err
		}
		db.reader = db.writer // another connection would have a database of its own
		return db.reader.PingContext(ctx)
	}
	if db.writer, err = openWriter(ctx, db.writerSource()); err != nil {
		return err
	}
	if db.reader, err = openPool(db.readerSource(), min(max(2, runtime.NumCPU()), 8)); err != nil {
		return err
	}
	return db.reader.PingContext(ctx)
}

// openPool returns a pool that keeps up to n connections, and keeps them open.
func openPool(name string, n int) (*sql.DB, error) {
	pool, err := sql.Open("sqlite", name)
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(n)
	pool.SetMaxIdleConns(n)
	return pool, nil
}

// createFile creates an empty file that only its owner can read, unless there
// is one or path is empty.
func createFile(path string) error {
	if path == "" {
		return nil
	}
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
	if errors.Is(err, fs.ErrExist) {
		return nil
	}
	if err != nil {
		return err
	}
	return f.Close()
}

// path returns the database's file, or "" if it is in memory.
func (db *DB) path() string {
	if db.inMemory() {
		return ""
	}
	path, _, _ := strings.Cut(strings.TrimPrefix(db.name, "file:"), "?")
	if rest, ok := strings.CutPrefix(path, "//"); ok { // an empty host, or localhost
		path = rest[max(strings.Index(rest, "/"), 0):]
	}
	if plain, err := url.PathUnescape(path); err == nil {
		return plain
	}
	return path
}

func (db *DB) inMemory() bool {
	return strings.HasPrefix(db.name, "file::memory:") || strings.Contains(db.name, "mode=memory")
}

// Close waits for the queries under way and closes the connections.
func (db *DB) Close() error {
	var errs []error
	for _, pool := range []*sql.DB{db.reader, db.writer} {
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	return errors.Join(errs...)
}

// Ping reports whether the database answers.
func (db *DB) Ping(ctx context.Context) error {
	_, err := db.reader.ExecContext(ctx, "SELECT 1")
	return err
}

// Tx runs fn in a transaction, which is committed if fn returns nil and rolled
// back otherwise. Inside fn use only q: db does not see what q has written, and
// to write it would wait for the transaction to end.
func (db *DB) Tx(ctx context.Context, fn func(q *store.Queries) error) error {
	tx, err := db.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing after Commit
	if err := fn(store.New(tx)); err != nil {
		return err
	}
	return tx.Commit()
}

// router is what the queries run on: it sends reads to the readers and all
// else to the writer. If it ever took a write for a read, SQLite would refuse
// it: the readers are opened query_only.
type router struct {
	reader *statements
	writer *sql.DB
}

func (r router) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	return r.writer.ExecContext(ctx, query, args...)
}

func (r router) PrepareContext(ctx context.Context, query string) (*sql.Stmt, error) {
	if isRead(query) {
		return r.reader.pool.PrepareContext(ctx, query)
	}
	return r.writer.PrepareContext(ctx, query)
}

func (r router) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	if isRead(query) {
		return r.reader.query(ctx, query, args)
	}
	return r.writer.QueryContext(ctx, query, args...)
}

func (r router) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	if isRead(query) {
		return r.reader.queryRow(ctx, query, args)
	}
	return r.writer.QueryRowContext(ctx, query, args...)
}

// isRead reports whether query begins, after its comments, with SELECT, or
// with WITH and has no RETURNING.
func isRead(query string) bool {
	query = strings.TrimSpace(query)
	for strings.HasPrefix(query, "--") {
		_, query, _ = strings.Cut(query, "\n")
		query = strings.TrimSpace(query)
	}
	verb, _, _ := strings.Cut(strings.Fields(query + " ;")[0], "(")
	switch strings.ToUpper(verb) {
	case "SELECT":
		return true
	case "WITH":
		return !strings.Contains(strings.ToUpper(query), "RETURNING")
	default:
		return false
	}
}

// retryBusy calls fn until it does something other than find the database
// locked, or ctx is done, or half a minute has passed.
func retryBusy(ctx context.Context, fn func() error) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		err := fn()
		var code *sqlite.Error
		if !errors.As(err, &code) || code.Code()&0xff != sqlite3.SQLITE_BUSY {
			return err
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

// violation returns what err says about a broken constraint, or nil. SQLite
// tells it in words: "UNIQUE constraint failed: users.email (2067)".
func violation(err error) *Violation {
	var broken *sqlite.Error
	if !errors.As(err, &broken) {
		return nil
	}
	v := &Violation{err: err}
	switch broken.Code() {
	case sqlite3.SQLITE_CONSTRAINT_UNIQUE, sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY, sqlite3.SQLITE_CONSTRAINT_ROWID:
		v.Kind = Unique
	case sqlite3.SQLITE_CONSTRAINT_CHECK:
		v.Kind = Check
	case sqlite3.SQLITE_CONSTRAINT_NOTNULL:
		v.Kind = NotNull
	case sqlite3.SQLITE_CONSTRAINT_FOREIGNKEY, sqlite3.SQLITE_CONSTRAINT_TRIGGER:
		if !strings.Contains(err.Error(), "FOREIGN KEY") {
			return nil // a trigger of your own
		}
		v.Kind = ForeignKey
		return v
	default:
		return nil
	}
	v.locate(broken.Error())
	return v
}

// locate takes the table and the columns, or the constraint, from message.
func (v *Violation) locate(message string) {
	_, what, _ := strings.Cut(message, " constraint failed: ")
	if _, rest, ok := strings.Cut(what, " constraint failed: "); ok {
		what = rest
	}
	if i := strings.LastIndex(what, " ("); i >= 0 {
		what = what[:i]
	}
	if index, ok := strings.CutPrefix(what, "index "); ok {
		v.Constraint = strings.Trim(index, "'")
		return
	}
	if v.Kind == Check {
		v.Constraint = what
		return
	}
	for name := range strings.SplitSeq(what, ", ") {
		table, column, _ := strings.Cut(name, ".")
		v.Table, v.Columns = table, append(v.Columns, column)
	}
}
