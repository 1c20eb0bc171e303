package web

import (
	"context"
	"encoding/json"
	"net/http"
	"slices"

	"blog/db"
)

// This file answers with rows as JSON and, if the query says include=author,
// with what they refer to: one query for each name, not for each row.

// An included is a row inside of another one's JSON: null if there is none, and
// left out if nobody asked for it.
type included[T any] struct {
	asked bool
	item  *T
}

// IsZero is for omitzero.
func (i included[T]) IsZero() bool { return !i.asked }

func (i included[T]) MarshalJSON() ([]byte, error) { return json.Marshal(i.item) }

// include loads the rows of a list that have these ids. What it returns goes,
// one by one, with the ids.
func include[R, T any, ID comparable](ctx context.Context, app *App, l listing[R], show func(R) T, ids []*ID) ([]included[T], error) {
	var wanted []ID
	for _, id := range ids {
		if id != nil {
			wanted = append(wanted, *id)
		}
	}
	found, err := withIDs(ctx, app, l, show, wanted)
	return each(ids, func(id *ID) included[T] {
		if id == nil {
			return included[T]{asked: true}
		}
		return included[T]{true, found[*id]}
	}), err
}

// includeMany is include for lists of ids. The rows come in the order of their
// ids, and a list without any is empty.
func includeMany[R, T any, ID comparable](ctx context.Context, app *App, l listing[R], show func(R) T, lists [][]ID) ([][]T, error) {
	found, err := withIDs(ctx, app, l, show, slices.Concat(lists...))
	return each(lists, func(ids []ID) []T {
		items := make([]T, 0, len(ids))
		for _, id := range ids {
			if item := found[id]; item != nil { // nil if somebody deleted it just now
				items = append(items, *item)
			}
		}
		return items
	}), err
}

// mostIncluded is how many rows are loaded at once. Databases take only so many
// parameters; a page of a list hardly ever needs more.
const mostIncluded = 1000

// withIDs loads the rows of a list that have one of these ids, each once.
func withIDs[R, T any, ID comparable](ctx context.Context, app *App, l listing[R], show func(R) T, ids []ID) (map[any]*T, error) {
	found := make(map[any]*T, len(ids))
	var wanted []ID
	for _, id := range ids {
		if _, known := found[id]; !known {
			wanted, found[id] = append(wanted, id), nil
		}
	}
	for some := range slices.Chunk(wanted, mostIncluded) {
		s := db.Selection{Where: []db.Condition{db.In("id", some)}}
		rows, err := l.rows(ctx, app.db, s, int64(len(some)), 0)
		if err != nil {
			return nil, err
		}
		for _, row := range rows {
			item := show(row)
			found[l.id(row)] = &item
		}
	}
	return found, nil
}

// An includer puts into items what they refer to, by the names of fields.
type includer[J any] func(ctx context.Context, items []J, names []string) error

// writeItem answers with a row, and with what the query says to include. That
// is the second part of its entity tag; the first is the row alone.
func writeItem[R, J any](w http.ResponseWriter, r *http.Request, status int, l listing[R], item J, include includer[J]) error {
	names, err := l.including(r.URL.Query())
	if err != nil {
		return err
	}
	buf := newBuffer()
	defer buffers.Put(buf)
	encoder := json.NewEncoder(buf)
	if err := encoder.Encode(item); err != nil {
		return err
	}
	tag := tagOf(buf.Bytes())
	if len(names) > 0 {
		items := []J{item}
		if err := include(r.Context(), items, names); err != nil {
			return err
		}
		buf.Reset()
		if err := encoder.Encode(items[0]); err != nil {
			return err
		}
		tag += includedMark + tagOf(buf.Bytes())
	}
	return writeTagged(w, r, status, tag, buf.Bytes())
}

// includedMark is between the two parts of an entity tag.
const includedMark = "."

// writeList answers with a list, and with what the query says to include.
func writeList[J any](w http.ResponseWriter, r *http.Request, items []J, p *paging, include includer[J]) error {
	if err := include(r.Context(), items, p.include); err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, listOf(items, p))
}
