package db

import (
	"fmt"
	"strings"
	"testing"
)

// spelled is what s makes of a query, with ? for all parameters.
func spelled(s Selection) string {
	query, args := s.into("SELECT /*where*/ true ORDER BY /*order*/ id /*order*/ LIMIT x", []any{"x"})
	for i := range args {
		query = strings.Replace(query, fmt.Sprint(param, i+1), "?", 1)
	}
	return query + fmt.Sprint(" ", args[1:])
}

func TestSelection(t *testing.T) {
	s := Selection{
		[]Condition{Compare("a", GreaterEqual, 1), Compare("b", NotEqual, nil), In("c", []int64{2, 3, 4})},
		[]Order{{"a", true, true}, {"id", false, false}},
		nil,
	}
	const want = `SELECT "a" >= ? AND "b" IS NOT NULL AND "c" IN (?, ?, ?, ?) AND true ORDER BY "a" DESC NULLS FIRST, "id" LIMIT x [1 2 3 4 4]`
	if got := spelled(s); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := spelled(Selection{}), "SELECT  true ORDER BY  id /*order*/ LIMIT x []"; got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// What follows a row may be two ranges of an index.
func TestSelectionAfter(t *testing.T) {
	for _, test := range []struct {
		order Order
		value any
		id    Order
		want  []string
	}{
		{Order{"a", false, false}, 5, Order{"id", false, false}, []string{`("a", "id") > (?, ?)`}},
		{Order{"a", true, false}, 5, Order{"id", true, false}, []string{`("a", "id") < (?, ?)`}},
		{Order{"a", true, false}, 5, Order{"id", false, false}, []string{`("a" <= ? AND ("a" < ? OR "id" > ?))`}},
		{Order{"a", false, true}, 5, Order{"id", false, false}, []string{`("a", "id") > (?, ?)`, `"a" IS NULL`}},
		{Order{"a", false, true}, nil, Order{"id", false, false}, []string{`("a" IS NULL AND "id" > ?)`}},
		{Order{"a", true, true}, 5, Order{"id", true, false}, []string{`("a", "id") < (?, ?)`}},
		{Order{"a", true, true}, 5, Order{"b", true, true}, []string{`("a" <= ? AND ("a" < ? OR "b" < ?))`}},
		{Order{"a", true, true}, nil, Order{"id", true, false}, []string{`("a" IS NULL AND "id" < ?)`, `"a" IS NOT NULL`}},
	} {
		var got []string
		for _, s := range (Selection{Order: []Order{test.order, test.id}}).After([]any{test.value, 7}) {
			got = append(got, s.key.sql)
		}
		if fmt.Sprint(got) != fmt.Sprint(test.want) {
			t.Errorf("after %v by %v:\ngot  %v\nwant %v", test.value, test.order, got, test.want)
		}
	}
}

// A query that cannot be filtered must not run as if it were.
func TestSelectionNeedsMarks(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("no panic")
		}
	}()
	Selection{}.into("DELETE FROM posts", nil)
}
