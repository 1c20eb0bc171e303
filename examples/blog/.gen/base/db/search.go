package db

import (
	"slices"
	"strings"
	"unicode"
)

// A Search is what knows the words of a table. Those that there are stand in
// searches.go.
type Search struct {
	table   string
	matches string // a condition on one parameter, the words to look for
}

// A Match is what a search finds. Where that is much, to find it all only to show
// the first rows takes too long; they are looked for where the list begins.
type Match struct {
	all  Condition                                    // the rows that are found
	ways []func(list Selection, rows int64) Condition // to find the first of them, see First
}

// Often reports whether so much is found that counting it takes long.
func (m *Match) Often() bool { return m != nil && len(m.ways) > 1 }

// All selects of s what m finds, to count it. A nil Match leaves nothing out.
func (m *Match) All(s Selection) Selection {
	if m == nil {
		return s
	}
	return s.and(m.all)
}

// First lists ways to select the first rows of s that m finds. The first that
// gives as many as are asked for is right, and the last always is.
func (m *Match) First(s Selection, rows int64) []Selection {
	if m == nil {
		return []Selection{s}
	}
	var selections []Selection
	for _, way := range m.ways {
		selections = append(selections, s.and(way(s, rows)))
	}
	return selections
}

// wordsIn cuts q into the words that are in it, as the index of words is made
// of them: runs of letters and digits, with the accents that stand for
// themselves. All else parts words, so that none of it can mean anything to
// the database.
func wordsIn(q string) []string {
	parts := strings.FieldsFunc(q, func(r rune) bool { return !isPlain(r) && !unicode.IsMark(r) })
	var words []string
	for _, part := range parts {
		if strings.ContainsFunc(part, isPlain) {
			words = append(words, part)
		}
	}
	return words
}

func isPlain(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// and is s with one more condition.
func (s Selection) and(c Condition) Selection {
	s.Where = append(slices.Clip(s.Where), c)
	return s
}

// where is what all conditions of s are together.
func (s Selection) where() Condition {
	return allOf(append([]Condition{{sql: "true"}}, s.conditions()...)...)
}

// columns lists those that say where a row is in the list.
func (s Selection) columns() string {
	columns := []string{`"id"`}
	for _, o := range s.Order {
		if o.Column != "id" {
			columns = append(columns, quote(o.Column))
		}
	}
	return strings.Join(columns, ", ")
}
