package db

import (
	"fmt"
	"math/bits"
	"slices"
	"strings"
)

// A Selection says which rows a list has, and in what order. It works on
// queries with marks for it, as lists in db/queries have them: conditions are
// added at /*where*/, and the order between two /*order*/ is replaced.
type Selection struct {
	Where []Condition // all of them hold
	Order []Order     // the last column is unique
	key   *Condition  // where the rows begin
}

// A Condition is a piece of SQL with a ? for each of its values.
type Condition struct {
	sql     string
	values  []any
	indexed string // the column whose index finds the rows, if one does
	members string // of Joined: what finds the ids
	often   string // and the same as sql, better where these are many
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
	c := Condition{indexed: column}
	if operator == NotEqual {
		c.indexed = ""
	}
	switch {
	case value != nil:
		c.sql, c.values = quote(column)+" "+string(operator)+" ?", []any{value}
	case operator == Equal:
		c.sql = quote(column) + " IS NULL"
	default:
		c.sql = quote(column) + " IS NOT NULL"
	}
	return c
}

// In is the condition that column is one of some ids. The last of them is
// repeated up to a power of two, so that databases see few different queries.
func In[V any](column string, ids []V) Condition {
	var values []any
	for _, id := range ids {
		values = append(values, id)
	}
	for bits.OnesCount(uint(len(values))) > 1 {
		values = append(values, values[len(values)-1])
	}
	marks := strings.Repeat(", ?", len(values))
	return Condition{sql: quote(column) + " IN (" + strings.TrimPrefix(marks, ", ") + ")", values: values, indexed: column}
}

// Joined is the condition that table joins the id of a row, in the column own,
// with value in the column other.
func Joined(table, own, other string, value any) Condition {
	members := "SELECT " + quote(own) + " FROM " + quote(table) + " WHERE " + quote(other) + " = ?"
	return Condition{
		sql:     `"id" IN (` + members + ")",
		values:  []any{value},
		members: members,
		often:   "EXISTS (" + members + " AND " + quote(own) + ` = "id")`,
	}
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
		selections = append(selections, Selection{s.Where, s.Order, &c})
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
	var found []Condition
	if isOneWay(order) {
		found = append(found, compareRow(order, beyond, key))
	} else { // an index is of use for c >= v, and not for (c > v OR …)
		found = append(found, allOf(Compare(o.Column, upTo, value), anyOf(Compare(o.Column, beyond, value), ties)))
	}
	if o.Nullable && !o.Desc {
		found = append(found, Compare(o.Column, Equal, nil))
	}
	return found
}

// isOneWay reports whether order is that of (a, b, id), which an index knows
// its way in: columns of one direction, with values, but for the first.
func isOneWay(order []Order) bool {
	return !slices.ContainsFunc(order[1:], func(o Order) bool { return o.Desc != order[0].Desc || o.Nullable })
}

// compareRow is the condition (a, b, id) > (?, ?, ?).
func compareRow(order []Order, operator Operator, key []any) Condition {
	var columns []string
	for _, o := range order {
		columns = append(columns, quote(o.Column))
	}
	marks := strings.Repeat(", ?", len(key))[2:]
	return Condition{sql: "(" + strings.Join(columns, ", ") + ") " + string(operator) + " (" + marks + ")", values: key}
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
	for i, c := range s.conditions() {
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
		sql.WriteString(s.orderBy())
		_, tail, _ = strings.Cut(tail, orderMark)
	}
	sql.WriteString(tail)
	return sql.String(), args
}

// conditions are all of s, that of its key last.
func (s Selection) conditions() []Condition {
	if s.key == nil {
		return s.Where
	}
	return append(slices.Clip(s.Where), *s.key)
}

// orderBy is the order of s in SQL.
func (s Selection) orderBy() string {
	columns := make([]string, len(s.Order))
	for i, o := range s.Order {
		columns[i] = o.String()
	}
	return strings.Join(columns, ", ")
}

// quote is the name of a column in SQL.
func quote(column string) string { return `"` + column + `"` }
