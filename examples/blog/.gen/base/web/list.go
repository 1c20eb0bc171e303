package web

import (
	"context"
	"net/http"

	"blog/db"
	"blog/input"
	"blog/store"
)

// This file loads lists, for pages and API alike. What clients may ask of one
// is in list_query.go; what lists of posts offer is in post_list.go.

// A listing is what the application knows about the lists of one resource.
type listing[R any] struct {
	name      string // in URLs
	one, many string // for people
	order     string // if the query asks for none: "-created_at"
	columns   []column[R]
	members   []membership
	includes  []string
	finds     []string                                                                // query parameters of its page that find what to filter by
	search    func(ctx context.Context, database *db.DB, q string) (*db.Match, error) // nil if there are no words to find
	rows      func(ctx context.Context, database *db.DB, s db.Selection, limit, offset int64) ([]R, error)
	count     func(*store.Queries, context.Context) (int64, error)
	id        func(R) any
}

// A column is one that clients may filter and sort by.
type column[R any] struct {
	input.Column
	of func(R) any
}

// A membership is a filter by a row that others have among many: tag_id=3.
type membership struct {
	input.Column        // what it is called in URLs
	field        string // the one with the ids that they have
	table        string // which keeps them
	own, other   string // its columns, of their ids and of those that they have
}

// params are the query parameters that ask for it. Two ask for what has both.
func (m membership) params() []string { return []string{m.Name, m.Name + "[eq]"} }

// load returns the rows that r asks for, and what there is to say about them.
func load[R any](app *App, r *http.Request, l listing[R]) ([]R, *paging, error) {
	p, err := l.parse(r)
	if err != nil {
		return nil, nil, err
	}
	if p.match, err = l.match(r.Context(), app.db, p); err != nil {
		return nil, nil, err
	}
	rows, err := l.page(r.Context(), app.db, p)
	if err != nil {
		return nil, nil, err
	}
	if int64(len(rows)) > p.PerPage {
		rows = rows[:p.PerPage]
		if p.cursor, err = l.cursorAfter(rows[p.PerPage-1], p); err != nil {
			return nil, nil, err
		}
	}
	switch {
	case p.exact:
		p.Total, err = l.exact(r.Context(), app, p)
	case p.Counted():
		p.Total, err = l.total(r.Context(), app, p)
	}
	return rows, p, err
}

// exact is how many rows p is about.
func (l listing[R]) exact(ctx context.Context, app *App, p *paging) (int64, error) {
	return l.count(app.db.Select(p.match.All(p.selection())), ctx)
}

// total is the same, as of at most a second ago.
func (l listing[R]) total(ctx context.Context, app *App, p *paging) (int64, error) {
	return app.totals.of(l.name, tagOf([]byte(p.filters)), func() (int64, error) { return l.exact(ctx, app, p) })
}

// page returns the rows of a page and, if there are more, the one after them.
func (l listing[R]) page(ctx context.Context, database *db.DB, p *paging) ([]R, error) {
	selections := []db.Selection{p.selection()}
	if p.key != nil {
		selections = selections[0].After(p.key)
	}
	var rows []R
	for _, s := range selections {
		found, err := l.find(ctx, database, p.match, s, p.PerPage+1-int64(len(rows)), (p.Page-1)*p.PerPage)
		if err != nil {
			return nil, err
		}
		if rows = append(rows, found...); int64(len(rows)) > p.PerPage {
			break
		}
	}
	return rows, nil
}

// A list is a part of many rows, as the API answers it.
type list[T any] struct {
	Items   []T     `json:"items"`
	Total   *int64  `json:"total,omitempty"`
	Page    int64   `json:"page,omitempty"`
	PerPage int64   `json:"per_page"`
	Next    *string `json:"next"` // what to ask for ?after= to go on, null at the end
}

func listOf[T any](items []T, p *paging) list[T] {
	l := list[T]{Items: items, PerPage: p.PerPage}
	if p.Counted() {
		l.Total = &p.Total
	}
	if !p.byKey {
		l.Page = p.Page
	}
	if p.cursor != "" {
		l.Next = &p.cursor
	}
	return l
}

// each is what f makes of each of the rows.
func each[R, T any](rows []R, f func(R) T) []T {
	made := make([]T, len(rows))
	for i, row := range rows {
		made[i] = f(row)
	}
	return made
}
