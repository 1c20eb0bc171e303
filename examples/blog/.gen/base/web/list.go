package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// A list is a page of many rows, as the API answers it.
type list[T any] struct {
	Items   []T   `json:"items"`
	Total   int64 `json:"total"`
	Page    int64 `json:"page"`
	PerPage int64 `json:"per_page"`
}

// paging says which page of a list is asked for, and how many there are.
type paging struct {
	Page, PerPage, Total int64

	query url.Values
}

// Pages are numbered from 1. Both limits keep Page*PerPage far from overflowing.
const (
	defaultPerPage = 20
	maxPerPage     = 100
	maxPage        = 1_000_000_000
)

// pagingOf reads ?page=2&per_page=50.
func pagingOf(r *http.Request) (paging, error) {
	query := r.URL.Query()
	page, err := count(query, "page", 1, maxPage)
	if err != nil {
		return paging{}, err
	}
	perPage, err := count(query, "per_page", defaultPerPage, maxPerPage)
	return paging{Page: page, PerPage: perPage, query: query}, err
}

// count reads a number from 1 to max out of query.
func count(query url.Values, name string, absent, max int64) (int64, error) {
	if !query.Has(name) {
		return absent, nil
	}
	n, err := strconv.ParseInt(query.Get(name), 10, 64)
	if err != nil || n < 1 || n > max {
		return 0, badRequest("%s must be a number from 1 to %d.", name, max)
	}
	return n, nil
}

func (p paging) limit() int64  { return p.PerPage }
func (p paging) offset() int64 { return (p.Page - 1) * p.PerPage }

// Last is the number of the last page.
func (p paging) Last() int64 { return max(1, (p.Total+p.PerPage-1)/p.PerPage) }

// Prev is the address of the page before this one, "" on the first.
func (p paging) Prev() string { return p.link(min(p.Page-1, p.Last())) }

// Next is the address of the page after this one, "" on the last.
func (p paging) Next() string { return p.link(p.Page + 1) }

func (p paging) link(page int64) string {
	if page < 1 || page > p.Last() {
		return ""
	}
	query := url.Values{}
	for name, values := range p.query {
		query[name] = values
	}
	query.Set("page", fmt.Sprint(page))
	return "?" + query.Encode()
}
