package web

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"hash/fnv"
)

// A cursor is where a page ends: the values that its last row is sorted by. It
// stays right when rows before it come or go. To clients it is a word without
// meaning, good for the order and the filters that it was made with.

var errCursor = badRequest("after takes what next was in the answer to the same query, or nothing for the first page.")

// cursorAfter is the cursor of a page that ends with row.
func (l listing[R]) cursorAfter(row R, p *paging) (string, error) {
	cursor := []any{l.digest(p)}
	for _, o := range p.order {
		cursor = append(cursor, l.column(o.Column).of(row))
	}
	text, err := json.Marshal(cursor)
	return base64.RawURLEncoding.EncodeToString(text), err
}

// keyIn reads the values in the cursor that the query has, nil for none.
func (l listing[R]) keyIn(p *paging) ([]any, error) {
	word := p.query.Get("after")
	if word == "" {
		return nil, nil
	}
	text, err := base64.RawURLEncoding.DecodeString(word)
	if err != nil {
		return nil, errCursor
	}
	var cursor []json.RawMessage
	if err := json.Unmarshal(text, &cursor); err != nil || len(cursor) != 1+len(p.order) {
		return nil, errCursor
	}
	if string(cursor[0]) != `"`+l.digest(p)+`"` {
		return nil, errCursor
	}
	var key []any
	for i, o := range p.order {
		value, err := l.column(o.Column).Decode(cursor[i+1])
		if err != nil {
			return nil, errCursor
		}
		key = append(key, value)
	}
	return key, nil
}

// digest tells the queries apart that cursors are good for.
func (l listing[R]) digest(p *paging) string {
	hash := fnv.New64a()
	fmt.Fprintf(hash, "%s %v\n%s", l.name, p.order, p.filters)
	return fmt.Sprintf("%x", hash.Sum64())
}
