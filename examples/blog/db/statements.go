package db

import (
	"context"
	"database/sql"
	"sync"
)

// maxStatements is how many queries are kept prepared: those that come first,
// which are those of every request.
const maxStatements = 200

// statements are the queries of a pool, each parsed once for a connection and
// not each time that it runs: SQLite parses as long as it takes to find a row.
type statements struct {
	pool *sql.DB

	mu       sync.RWMutex
	prepared map[string]*sql.Stmt
}

func newStatements(pool *sql.DB) *statements {
	return &statements{pool: pool, prepared: map[string]*sql.Stmt{}}
}

// find returns query prepared, or nil if it has to run without.
func (s *statements) find(ctx context.Context, query string) *sql.Stmt {
	s.mu.RLock()
	stmt, known := s.prepared[query]
	full := len(s.prepared) >= maxStatements
	s.mu.RUnlock()
	if known || full {
		return stmt
	}
	stmt, err := s.pool.PrepareContext(ctx, query)
	if err != nil {
		return nil // running it gives the same error, to whom it concerns
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if first, known := s.prepared[query]; known {
		stmt.Close() // somebody was faster
		return first
	}
	s.prepared[query] = stmt
	return stmt
}

func (s *statements) query(ctx context.Context, query string, args []any) (*sql.Rows, error) {
	if stmt := s.find(ctx, query); stmt != nil {
		return stmt.QueryContext(ctx, args...)
	}
	return s.pool.QueryContext(ctx, query, args...)
}

func (s *statements) queryRow(ctx context.Context, query string, args []any) *sql.Row {
	if stmt := s.find(ctx, query); stmt != nil {
		return stmt.QueryRowContext(ctx, args...)
	}
	return s.pool.QueryRowContext(ctx, query, args...)
}
