package web

import (
	"maps"
	"strconv"
	"strings"
)

// This file is what the page of a list asks its paging for.

// pageParams lists the query parameters that its page takes.
func (l listing[R]) pageParams() []string { return append(l.params(), l.finds...) }

// Last is the number of the last page. There is one behind this page if there
// is a row, also when others just wrote it and the total does not know.
func (p *paging) Last() int64 {
	last := (p.Total + p.PerPage - 1) / p.PerPage
	if !p.Counted() {
		last = p.Page
	}
	if p.cursor != "" {
		return max(last, p.Page+1)
	}
	return max(last, 1)
}

// Prev is the address of the page before this one, "" on the first.
func (p *paging) Prev() string {
	if p.byKey || p.Page == 1 {
		return ""
	}
	return p.link("page", strconv.FormatInt(min(p.Page-1, p.Last()), 10))
}

// Next is the address of the page after this one, "" on the last.
func (p *paging) Next() string {
	switch {
	case p.cursor == "":
		return ""
	case p.byKey:
		return p.link("after", p.cursor)
	}
	return p.link("page", strconv.FormatInt(p.Page+1, 10))
}

// Started reports whether this is not where the list begins.
func (p *paging) Started() bool { return p.Page > 1 || p.key != nil }

// ByNumber reports whether pages have numbers.
func (p *paging) ByNumber() bool { return !p.byKey }

// Filtered reports whether some rows are left out.
func (p *paging) Filtered() bool { return p.filters != "" }

// Narrowed reports whether that is by filters, and not only by a search, or
// what to filter by is being looked for.
func (p *paging) Narrowed() bool {
	for name := range p.query {
		if strings.HasSuffix(name, ".find") {
			return true
		}
	}
	return len(p.where) > 0
}

// A parameter is one that a filter form has to send along.
type parameter struct{ Name, Value string }

// Kept are what the query says beside its filters and the page.
func (p *paging) Kept() []parameter {
	var kept []parameter
	for _, name := range []string{"sort", "per_page"} {
		if p.query.Has(name) {
			kept = append(kept, parameter{name, p.query.Get(name)})
		}
	}
	return kept
}

// Text is what the query has for a parameter.
func (p *paging) Text(name string) string { return p.query.Get(name) }

// SortBy is the address of the list sorted by column or, if it is already, the
// other way round.
func (p *paging) SortBy(column string) string {
	if p.Sorted(column) == "ascending" {
		column = "-" + column
	}
	return p.link("sort", column)
}

// Sorted says, in the words of aria-sort, how the list is sorted by column; ""
// if it is not, or only after another one.
func (p *paging) Sorted(column string) string {
	switch first := p.order[0]; {
	case first.Column != column:
		return ""
	case first.Desc:
		return "descending"
	}
	return "ascending"
}

// link is the address of the same list with another value for one parameter.
func (p *paging) link(name, value string) string {
	query := maps.Clone(p.query)
	for _, place := range []string{"page", "after"} {
		query.Del(place)
	}
	query.Set(name, value)
	return "?" + query.Encode()
}
