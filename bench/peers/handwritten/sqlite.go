package main

import (
	"context"
	"database/sql"
	"runtime"
	"strings"

	_ "modernc.org/sqlite" // the driver
)

type sqlite struct{ reader, writer *sql.DB }

// openSQLite opens a file as gen's applications do: a writer that loses nothing
// when the power fails, and readers beside it.
func openSQLite(_ context.Context, file string) (database, error) {
	const params = "?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=synchronous(FULL)&_pragma=foreign_keys(1)" +
		"&_pragma=cache_size(-8000)&_pragma=mmap_size(67108864)&_txlock=immediate&_time_format=sqlite&_timezone=UTC"
	writer, err := sql.Open("sqlite", "file:"+file+params)
	if err != nil {
		return nil, err
	}
	writer.SetMaxOpenConns(1)
	reader, err := sql.Open("sqlite", "file:"+file+params)
	if err != nil {
		return nil, err
	}
	reader.SetMaxOpenConns(max(2, runtime.NumCPU()))
	reader.SetMaxIdleConns(max(2, runtime.NumCPU()))
	return sqlite{reader, writer}, nil
}

func (db sqlite) list(ctx context.Context, limit, offset int64) ([]post, int64, error) {
	rows, err := db.reader.QueryContext(ctx, selectPosts+"ORDER BY id DESC LIMIT ? OFFSET ?", limit, offset)
	if err != nil {
		return nil, 0, err
	}
	defer rows.Close()
	var posts []post
	for rows.Next() {
		var p post
		if err := rows.Scan(p.columns()...); err != nil {
			return nil, 0, err
		}
		posts = append(posts, p)
	}
	if err := rows.Err(); err != nil {
		return nil, 0, err
	}
	var total int64
	err = db.reader.QueryRowContext(ctx, "SELECT count(*) FROM posts").Scan(&total)
	return posts, total, err
}

func (db sqlite) get(ctx context.Context, id int64) (p post, err error) {
	err = db.reader.QueryRowContext(ctx, selectPosts+"WHERE id = ?", id).Scan(p.columns()...)
	return p, err
}

func (db sqlite) create(ctx context.Context, p *post) error {
	result, err := db.writer.ExecContext(ctx, `INSERT INTO posts (title, author_id, body, status, views, published_at, created_at, updated_at)
		VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
		p.Title, p.AuthorID, p.Body, p.Status, p.Views, p.PublishedAt, p.CreatedAt, p.UpdatedAt)
	if err != nil {
		return err
	}
	p.ID, err = result.LastInsertId()
	return err
}

func (db sqlite) names(ctx context.Context, ids []int64) (map[int64]string, error) {
	args := make([]any, len(ids))
	for i, id := range ids {
		args[i] = id
	}
	found, err := db.read(ctx, "SELECT id, name FROM authors WHERE id IN (?"+strings.Repeat(", ?", len(ids)-1)+")", args...)
	names := map[int64]string{}
	for _, a := range found {
		names[a.ID] = a.Name
	}
	return names, err
}

func (db sqlite) authors(ctx context.Context) ([]author, error) {
	return db.read(ctx, "SELECT id, name FROM authors ORDER BY name, id LIMIT 100")
}

func (db sqlite) read(ctx context.Context, query string, args ...any) ([]author, error) {
	rows, err := db.reader.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []author
	for rows.Next() {
		var a author
		if err := rows.Scan(&a.ID, &a.Name); err != nil {
			return nil, err
		}
		found = append(found, a)
	}
	return found, rows.Err()
}
