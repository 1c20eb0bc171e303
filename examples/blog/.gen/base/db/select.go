package db

import (
	"fmt"
	"strings"
)

// A Selection says which rows a list has, and in what order. It works on
// queries with marks for it, as lists in db/queries have them: conditions are
// added at /*where*/, and the order between two /*order*/ is replaced.
type Selection struct {
	Where []Condition // all of them hold
	Order []Order     // the last column is unique
}

// A Condition is a piece of SQL with a ? for each of its values.
type Condition struct {
	sql    string
	values []any
}

// An Operator compares a column with a value.
type Operator string

const (
	Equal        Operator = "="
	NotEqual     Operator = "IS DISTINCT FROM"
	Greater      Operator = ">"
	GreaterEqual Operator = ">="
	Less         Operator = "<"
	LessEqual    Operator = "<="
)

// Compare is the condition that column compares so with value; a nil value
// stands for NULL, with Equal and NotEqual only. Column and operator become
// part of the query: they come from the program, never from a client.
func Compare(column string, operator Operator, value any) Condition {
	switch {
	case value != nil:
		return Condition{quote(column) + " " + string(operator) + " ?", []any{value}}
	case operator == Equal:
		return Condition{quote(column) + " IS NULL", nil}
	default:
		return Condition{quote(column) + " IS NOT NULL", nil}
	}
}

// In is the condition that column is one of some ids.
func In[V any](column string, ids []V) Condition {
	var values []any
	for _, id := range ids {
		values = append(values, id)
	}
	marks := strings.Repeat(", ?", len(ids))
	return Condition{quote(column) + " IN (" + strings.TrimPrefix(marks, ", ") + ")", values}
}

// An Order sorts by one column. Rows without a value count as the largest: they
// come last or, in descending order, first.
type Order struct {
	Column   string
	Desc     bool
	Nullable bool
}

func (o Order) String() string {
	sql := quote(o.Column)
	switch {
	case o.Desc && o.Nullable:
		return sql + " DESC NULLS FIRST"
	case o.Desc:
		return sql + " DESC"
	case o.Nullable:
		return sql + " NULLS LAST"
	}
	return sql
}

// After selects the rows that follow the one with the given values in the
// columns of s.Order. There may be two selections, one after the other: each
// is a range of an index, and the two together would be none.
func (s Selection) After(key []any) []Selection {
	var selections []Selection
	for _, c := range after(s.Order, key) {
		where := append(s.Where[:len(s.Where):len(s.Where)], c)
		selections = append(selections, Selection{where, s.Order})
	}
	return selections
}

// after lists the conditions, in order, of which each row after key fulfils one.
func after(order []Order, key []any) []Condition {
	o, value := order[0], key[0]
	beyond, upTo := Greater, GreaterEqual
	if o.Desc {
		beyond, upTo = Less, LessEqual
	}
	if len(order) == 1 {
		return []Condition{Compare(o.Column, beyond, value)}
	}
	ties := anyOf(after(order[1:], key[1:])...)
	switch {
	case value == nil && o.Desc:
		return []Condition{allOf(Compare(o.Column, Equal, nil), ties), Compare(o.Column, NotEqual, nil)}
	case value == nil:
		return []Condition{allOf(Compare(o.Column, Equal, nil), ties)}
	}
	// An index is of use for c >= v, and not for (c > v OR …).
	found := []Condition{allOf(Compare(o.Column, upTo, value), anyOf(Compare(o.Column, beyond, value), ties))}
	if o.Nullable && !o.Desc {
		found = append(found, Compare(o.Column, Equal, nil))
	}
	return found
}

func allOf(conditions ...Condition) Condition { return join(" AND ", conditions) }
func anyOf(conditions ...Condition) Condition { return join(" OR ", conditions) }

func join(word string, conditions []Condition) Condition {
	if len(conditions) == 1 {
		return conditions[0]
	}
	var all Condition
	for i, c := range conditions {
		if i > 0 {
			all.sql += word
		}
		all.sql += c.sql
		all.values = append(all.values, c.values...)
	}
	all.sql = "(" + all.sql + ")"
	return all
}

const whereMark, orderMark = "/*where*/", "/*order*/"

// into puts s at its marks in query. A query without marks would have other
// rows than whoever wrote it meant, so that is a panic.
func (s Selection) into(query string, args []any) (string, []any) {
	head, tail, ok := strings.Cut(query, whereMark)
	if !ok {
		panic("db: a query for a Selection has no " + whereMark + ": " + query)
	}
	var sql strings.Builder
	sql.WriteString(head)
	for i, c := range s.Where {
		if i > 0 {
			sql.WriteString(" ")
		}
		for piece := range strings.SplitAfterSeq(c.sql, "?") {
			text, isParam := strings.CutSuffix(piece, "?")
			sql.WriteString(text)
			if isParam {
				args = append(args, c.values[0])
				c.values = c.values[1:]
				fmt.Fprintf(&sql, "%s%d", param, len(args))
			}
		}
		sql.WriteString(" AND")
	}
	head, tail, ok = strings.Cut(tail, orderMark)
	sql.WriteString(head)
	if ok && len(s.Order) > 0 {
		for i, o := range s.Order {
			if i > 0 {
				sql.WriteString(", ")
			}
			sql.WriteString(o.String())
		}
		_, tail, _ = strings.Cut(tail, orderMark)
	}
	sql.WriteString(tail)
	return sql.String(), args
}

// quote is the name of a column in SQL.
func quote(column string) string { return `"` + column + `"` }
