// Package seed fills the database with invented rows that look real: to try the
// application out, to show it, and to measure it.
//
// What texts look like is in texts.go, other values in row.go. Which values a
// resource has is made from gen.yaml, in its file *_rows.go.
package seed

import (
	"context"
	"fmt"

	"blog/db"
	"blog/store"
)

const (
	batchSize = 1000 // rows of a transaction, at most
	maxTries  = 50   // at values for a row that has to differ from others
)

// Filled says how many rows a table got, and how many it has now. They may be
// fewer than asked for where no others are possible.
type Filled struct {
	Table     string
	Made, All int
}

// A table is what can be filled. They are listed in tables.go.
type table struct {
	name  string
	count func(*store.Queries, context.Context) (int64, error)
	add   func(*seeder, context.Context, *store.Queries, *Row) error
	find  func(*seeder, context.Context) error // finds the rows that others may refer to, nil for no others
}

// seeder fills one table after the other.
type seeder struct {
	db  *db.DB
	max int // rows of a table
	ids ids // that rows may refer to
}

// Fill makes rows until each table has n, in their order. What is there stays
// as it is. The same database gets the same rows on the same day.
//
// The first rows of all tables come before the rest, so that rows find others
// to refer to also where tables refer to each other in a circle.
func Fill(ctx context.Context, database *db.DB, n int) ([]Filled, error) {
	s := &seeder{db: database}
	filled := make([]Filled, len(tables))
	for _, s.max = range []int{(n + 3) / 4, n} {
		for i, t := range tables {
			made, all, err := s.fill(ctx, t)
			if err != nil {
				return nil, fmt.Errorf("seed %s: %w", t.name, err)
			}
			filled[i] = Filled{t.name, filled[i].Made + made, all}
		}
	}
	return filled, nil
}

// fill makes rows of one table until there are s.max or no others are possible.
func (s *seeder) fill(ctx context.Context, t table) (made, all int, err error) {
	count, err := t.count(s.db.Queries, ctx)
	if err != nil {
		return 0, 0, err
	}
	for all = int(count); all < s.max; {
		wanted := min(plainRows+all, batchSize, s.max-all)
		n, err := s.batch(ctx, t, all, wanted)
		if err != nil {
			return made, all, err
		}
		made, all = made+n, all+n
		if n < wanted {
			break
		}
	}
	if t.find != nil {
		err = t.find(s, ctx)
	}
	return made, all, err
}

// batch makes n rows in one transaction, which is fast, and returns how many it
// made. When a value is taken that has to be unique, its row gets others, and
// the transaction begins anew.
func (s *seeder) batch(ctx context.Context, t table, first, n int) (int, error) {
	tries := make([]int, n)
	for {
		var i int
		err := s.db.Tx(ctx, func(q *store.Queries) error {
			for i = range n {
				if err := t.add(s, ctx, q, newRow(t.name, first+i, s.max, tries[i])); err != nil {
					return err
				}
			}
			return nil
		})
		if v, ok := db.AsViolation(err); !ok || v.Kind != db.Unique {
			return n, err
		}
		if tries[i]++; tries[i] == maxTries {
			n = i
		}
	}
}
