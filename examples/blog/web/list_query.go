package web

import (
	"fmt"
	"maps"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"blog/db"
)

// This file reads what a URL asks of a list:
//
//	?status=draft&views[gte]=10    only these rows; nothing behind = is no value
//	&q=some words                  in which these are, the last one perhaps only begun
//	&sort=-created_at,title        in this order, the largest first where there is a -
//	&page=2&per_page=50            this page, or
//	&after=CURSOR                  what follows a page, whose answer says the cursor
//	&count=exact                   with a total that is not from a second ago
//	&include=author                with what the rows refer to

// paging says which part of a list is asked for, and what there is of it.
type paging struct {
	Page, PerPage, Total int64

	query   url.Values
	filters string // all conditions, in one spelling
	where   []db.Condition
	order   []db.Order
	byKey   bool // not by number: there is no page and no total
	key     []any
	exact   bool
	match   *db.Match // of q, nil without one
	include []string
	cursor  string // of what follows, "" at the end
}

func (p *paging) selection() db.Selection { return db.Selection{Where: p.where, Order: p.order} }

// Counted reports whether it is known how many rows there are. To count those
// that a search finds often takes long, so that has to be asked for.
func (p *paging) Counted() bool { return p.exact || !p.byKey && !p.match.Often() }

// Pages are numbered from 1. Both limits keep Page*PerPage far from overflowing.
const (
	defaultPerPage = 20
	maxPerPage     = 100
	maxPage        = 1_000_000_000
)

// operators are what may follow the name of a column, as in views[gte]=10.
var operators = []struct {
	suffix string
	db.Operator
}{
	{"", db.Equal},
	{"[eq]", db.Equal},
	{"[ne]", db.NotEqual},
	{"[gt]", db.Greater},
	{"[gte]", db.GreaterEqual},
	{"[lt]", db.Less},
	{"[lte]", db.LessEqual},
}

// listParams are the query parameters of all lists. To filter by a column of
// such a name takes count[eq]=10.
var listParams = []string{"page", "per_page", "sort", "after", "count", "include"}

// params lists the query parameters that the list takes.
func (l listing[R]) params() []string {
	names := slices.Clone(listParams)
	if l.search != nil {
		names = append(names, "q")
	}
	for _, column := range l.columns {
		for _, operator := range operators {
			names = append(names, column.Name+operator.suffix)
		}
	}
	for _, m := range l.members {
		names = append(names, m.params()...)
	}
	return names
}

// parse reads the query of r, in which checkQuery found nothing unknown.
func (l listing[R]) parse(r *http.Request) (p *paging, err error) {
	p = &paging{query: r.URL.Query()}
	if !isAPI(r) { // a form sends what is left blank
		for name := range p.query {
			if p.query.Get(name) == "" {
				p.query.Del(name)
			}
		}
	}
	p.Page = number(p.query, "page", 1, maxPage, &err)
	p.PerPage = number(p.query, "per_page", defaultPerPage, maxPerPage, &err)
	p.byKey = p.query.Has("after")
	p.exact = p.query.Has("count")
	switch {
	case err != nil:
		return p, err
	case p.byKey && p.query.Has("page"):
		return p, badRequest("Of page and after, only one can be asked for.")
	case p.exact && p.query.Get("count") != "exact":
		return p, badRequest("count can only be exact.")
	}
	if p.include, err = l.including(p.query); err != nil {
		return p, err
	}
	if err := l.filter(p); err != nil {
		return p, err
	}
	if err := l.words(p); err != nil {
		return p, err
	}
	if p.order, err = l.sort(p.query); err != nil {
		return p, err
	}
	p.key, err = l.keyIn(p)
	return p, err
}

// number reads a number from 1 to max out of query.
func number(query url.Values, name string, absent, max int64, err *error) int64 {
	if !query.Has(name) {
		return absent
	}
	n, wrong := strconv.ParseInt(query.Get(name), 10, 64)
	if wrong != nil || n < 1 || n > max {
		*err = badRequest("%s must be a number from 1 to %d.", name, max)
	}
	return n
}

// filter reads the conditions in p.query.
func (l listing[R]) filter(p *paging) error {
	var filters strings.Builder
	for _, name := range slices.Sorted(maps.Keys(p.query)) {
		column, operator := l.operands(name)
		if column == nil {
			continue
		}
		text := p.query.Get(name)
		value, err := column.Parse(text)
		if err == nil && value == nil && operator != db.Equal && operator != db.NotEqual {
			return badRequest("%s needs a value.", name)
		}
		if err != nil {
			return badRequest("%s %v.", name, err)
		}
		p.where = append(p.where, db.Compare(column.Name, operator, value))
		fmt.Fprintf(&filters, "%s %s %q\n", column.Name, operator, text)
	}
	for _, m := range l.members {
		for _, name := range m.params() {
			if !p.query.Has(name) {
				continue
			}
			value, err := m.Parse(p.query.Get(name))
			if err != nil {
				return badRequest("%s %v.", name, err)
			}
			p.where = append(p.where, db.Joined(m.table, m.own, m.other, value))
			fmt.Fprintf(&filters, "%s has %q\n", m.Name, p.query.Get(name))
		}
	}
	p.filters = filters.String()
	return nil
}

// operands are what a query parameter compares: views[gte], or views alone.
func (l listing[R]) operands(name string) (*column[R], db.Operator) {
	if slices.Contains(listParams, name) || name == "q" && l.search != nil {
		return nil, ""
	}
	base, suffix := name, ""
	if i := strings.IndexByte(name, '['); i >= 0 {
		base, suffix = name[:i], name[i:]
	}
	for _, operator := range operators {
		if operator.suffix == suffix {
			return l.column(base), operator.Operator
		}
	}
	return nil, ""
}

// sort reads the order in query. Ids come last, so that it is the same every
// time, and before them, within a group, what lists are ordered by otherwise.
// Both go with the column before, so that one index serves both directions.
func (l listing[R]) sort(query url.Values) ([]db.Order, error) {
	names := l.order
	if query.Has("sort") {
		names = query.Get("sort")
	}
	var order []db.Order
	index := func(name string) int {
		return slices.IndexFunc(order, func(o db.Order) bool { return o.Column == name })
	}
	var last *column[R]
	for name := range strings.SplitSeq(names, ",") {
		name, desc := strings.CutPrefix(name, "-")
		if last = l.column(name); last == nil || index(name) >= 0 {
			return nil, badRequest("sort takes each of these once, with a - in front for the largest first: %s.", l.names())
		}
		order = append(order, db.Order{Column: name, Desc: desc, Nullable: last.Nullable})
	}
	if i := index("id"); i >= 0 {
		return order[:i+1], nil
	}
	desc := order[len(order)-1].Desc
	if within := strings.TrimPrefix(l.order, "-"); last.Groups && index(within) < 0 {
		order = append(order, db.Order{Column: within, Desc: desc})
	}
	return append(order, db.Order{Column: "id", Desc: desc}), nil
}

// column is the column of that name, nil if there is none.
func (l listing[R]) column(name string) *column[R] {
	i := slices.IndexFunc(l.columns, func(c column[R]) bool { return c.Name == name })
	if i < 0 {
		return nil
	}
	return &l.columns[i]
}

// names lists the columns for people.
func (l listing[R]) names() string {
	return strings.Join(each(l.columns, func(c column[R]) string { return c.Name }), ", ")
}

// including reads the names of what is to be included.
func (l listing[R]) including(query url.Values) ([]string, error) {
	if !query.Has("include") {
		return nil, nil
	}
	names := strings.Split(query.Get("include"), ",")
	for _, name := range names {
		switch {
		case len(l.includes) == 0:
			return nil, badRequest("There is nothing to include.")
		case !slices.Contains(l.includes, name):
			return nil, badRequest("include takes these: %s.", strings.Join(l.includes, ", "))
		}
	}
	return names, nil
}
