package db

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"

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
	query, args = q.weighed(ctx, query, args).into(query, args)
	return q.router.QueryContext(ctx, query, args...)
}

func (q selecting) QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row {
	query, args = q.weighed(ctx, query, args).into(query, args)
	return q.router.QueryRowContext(ctx, query, args...)
}

// SQLite does not know whether a condition holds for three rows or for most of
// them, and goes through one index where another would be a thousand times as
// fast. It has to be told. Up to so many rows are few: they are found and sorted
// in a moment. Of more, the first in any order are soon found.
const few = 3000

// weighed is q.s with how likely its conditions are, where query leaves a
// choice of indexes.
func (q selecting) weighed(ctx context.Context, query string, args []any) Selection {
	choices := len(q.s.Where)
	if strings.Contains(query, orderMark) {
		choices++
	}
	_, from, ok := strings.Cut(query, " FROM ")
	from, _, _ = strings.Cut(from, whereMark)
	if choices < 2 || !ok {
		return q.s
	}
	sample := fmt.Sprintf("SELECT count(*) FROM (SELECT 1 FROM %s%s 1 = 1 LIMIT %d)", from, whereMark, few)
	s := q.s
	s.Where = slices.Clone(s.Where)
	for i, c := range q.s.Where {
		if c.indexed != "" {
			s.Where[i].sql = fmt.Sprintf("likelihood(%s, %v)", c.sql, q.likelihood(ctx, c.indexed, sample, args))
		}
		if c.often != "" && strings.Contains(query, orderMark) && q.isOften(ctx, c) {
			s.Where[i].sql = c.often
		}
	}
	return s
}

// isOften reports whether a condition of Joined finds more than few rows. To
// sort those takes longer than to look at rows in order until a page is full.
func (q selecting) isOften(ctx context.Context, c Condition) bool {
	var rows int
	sample := fmt.Sprintf("SELECT count(*) FROM (%s LIMIT %d)", c.members, few)
	err := q.router.QueryRowContext(ctx, sample, c.values...).Scan(&rows)
	return err == nil && rows == few
}

// likelihood is how likely the conditions of column are. SQLite takes a table
// to have a million rows.
func (q selecting) likelihood(ctx context.Context, column string, sample string, args []any) float64 {
	var s Selection
	for _, c := range q.s.Where {
		if c.indexed == column {
			s.Where = append(s.Where, c)
		}
	}
	sample, args = s.into(sample, args)
	var rows int
	if err := q.router.QueryRowContext(ctx, sample, args...).Scan(&rows); err != nil || rows == few {
		return 0.9
	}
	return 0.001
}
