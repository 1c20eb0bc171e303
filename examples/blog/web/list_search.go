package web

import (
	"context"
	"fmt"
	"strings"
	"unicode/utf8"

	"blog/db"
)

const maxSearch = 200 // characters

// words reads the words to look for in p.query.
func (l listing[R]) words(p *paging) error {
	q := p.query.Get("q")
	switch {
	case l.search == nil || q == "":
		return nil
	case utf8.RuneCountInString(q) > maxSearch:
		return badRequest("q must have at most %d characters.", maxSearch)
	case !utf8.ValidString(q) || strings.ContainsRune(q, 0):
		return badRequest("q must be text.")
	}
	p.filters += fmt.Sprintf("q %q\n", q)
	return nil
}

// match is what these words find, nil if there are none.
func (l listing[R]) match(ctx context.Context, database *db.DB, p *paging) (*db.Match, error) {
	if l.search == nil {
		return nil, nil
	}
	return l.search(ctx, database, p.query.Get("q"))
}

// find returns rows of s that match finds.
func (l listing[R]) find(ctx context.Context, database *db.DB, match *db.Match, s db.Selection, limit, offset int64) ([]R, error) {
	var found []R
	for _, s := range match.First(s, offset+limit) {
		var err error
		if found, err = l.rows(ctx, database, s, limit, offset); err != nil || int64(len(found)) == limit {
			return found, err
		}
	}
	return found, nil
}
