package db

import (
	"context"
	"database/sql"

	"blog/store"
)

// param begins the parameters of queries: ?1.
const param = "?"

// Select returns the queries that have marks for s, with s in them:
//
//	db.Select(drafts).ListPosts(ctx, page)
func (db *DB) Select(s Selection) *store.Queries {
	return store.New(selecting{db.router, s})
}

// selecting is what queries with a Selection run on.
type selecting struct {
	router
	s Selection
}

func (q selecting) ExecContext(ctx context.Context, query string, args ...any) (sql.Result, error) {
	query, args = q.s.into(query, args)
	return q.router.ExecContext(ctx, query, args...)
}

func (q selecting) QueryContext(ctx context.Context, query string, args ...any) (*sql.Rows, error) {
	query, args = q.s.into(query, args)
	return q.router.QueryContext(ctx, query, args...)
}

func (q selecting) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	query, args = q.s.into(query, args)
	return q.router.QueryRowContext(ctx, query, args...)
}
