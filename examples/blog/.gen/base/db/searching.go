package db

import (
	"context"
	"strings"
)

const (
	// oftenFound is how many rows SQLite finds and sorts in a few milliseconds.
	oftenFound = 5000
	// firstRows of a list have a page of what is found more often than that.
	firstRows = 8000
	// maxEndings is how many words that begin alike are looked for one by one.
	maxEndings = 64
)

// Match returns what is found by all the words in q, the last of which may be
// only the beginning of one; nil if q has no words.
func (s Search) Match(ctx context.Context, db *DB, q string) (*Match, error) {
	words := wordsIn(q)
	if len(words) == 0 {
		return nil, nil
	}
	last := len(words) - 1
	ending, err := s.beginning(ctx, db, words[last])
	if err != nil {
		return nil, err
	}
	query := strings.Join(append(quoteAll(words[:last]), ending), " AND ")

	found := `SELECT "rowid" FROM ` + s.index() + ` WHERE ` + s.matches
	all := Condition{sql: `"id" IN (` + found + `)`, values: []any{query}}
	m := &Match{all: all}
	var rows int64
	err = db.reader.QueryRowContext(ctx, `SELECT count(*) FROM (`+found+` LIMIT ?)`, query, oftenFound).Scan(&rows)
	if rows == oftenFound {
		m.ways = append(m.ways, func(list Selection, rows int64) Condition { return s.first(list, found, query, rows) })
	}
	m.ways = append(m.ways, func(Selection, int64) Condition { return all })
	return m, err
}

// first is the condition that a row is one of the first rows of list that are
// found, and among the first of list at all. SQLite would find all of them
// anew to look for each row; so it gets the range of ids to find them in.
func (s Search) first(list Selection, found, query string, rows int64) Condition {
	where := list.where()
	return Condition{
		sql: `"id" IN (WITH "first rows" AS MATERIALIZED (
	SELECT ` + list.columns() + ` FROM ` + quote(s.table) + ` WHERE ` + where.sql + ` ORDER BY ` + list.orderBy() + ` LIMIT ?
)
SELECT "id" FROM "first rows"
WHERE "id" IN (` + found + ` AND "rowid" BETWEEN (SELECT min("id") FROM "first rows") AND (SELECT max("id") FROM "first rows"))
ORDER BY ` + list.orderBy() + ` LIMIT ?)`,
		values: append(where.values, firstRows, query, rows),
	}
}

// beginning is the query for words that begin with word. SQLite has an index of
// beginnings of two and three letters; with longer ones it reads where each
// word is that begins so before it finds the first row. A beginning of one
// letter would be in most rows, and counts as a word.
func (s Search) beginning(ctx context.Context, db *DB, word string) (string, error) {
	switch {
	case len(word) == 1:
		return quote(word), nil
	case len(word) <= 3 || strings.ContainsFunc(word, func(r rune) bool { return r > '~' }):
		return quote(word) + " *", nil
	}
	last := len(word) - 1
	endings, err := s.between(ctx, db, word, word[:last]+string(word[last]+1))
	switch {
	case err != nil:
		return "", err
	case len(endings) == 0 || len(endings) > maxEndings:
		return quote(word) + " *", nil
	}
	return "(" + strings.Join(quoteAll(endings), " OR ") + ")", nil
}

// between lists the words from one on and before another, one more than
// maxEndings at most. It jumps from word to word, because the table has each
// as often as it is in a row.
func (s Search) between(ctx context.Context, db *DB, from, before string) ([]string, error) {
	words := quote(s.table + "_search_words")
	rows, err := db.reader.QueryContext(ctx, `
WITH RECURSIVE "found" ("word") AS (
	SELECT (SELECT "term" FROM `+words+` WHERE "term" >= ?1 AND "term" < ?2 LIMIT 1)
	UNION ALL
	SELECT (SELECT "term" FROM `+words+` WHERE "term" >= "word" || char(1) AND "term" < ?2 LIMIT 1)
	FROM "found" WHERE "word" IS NOT NULL LIMIT ?3
)
SELECT "word" FROM "found" WHERE "word" IS NOT NULL`, from, before, maxEndings+1)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var found []string
	for rows.Next() {
		var word string
		if err := rows.Scan(&word); err != nil {
			return nil, err
		}
		found = append(found, word)
	}
	return found, rows.Err()
}

func (s Search) index() string { return quote(s.table + "_search") }

// quoteAll puts words, which have letters and digits only, between quotes, so
// that FTS5 takes none of them for an operator.
func quoteAll(words []string) []string {
	quoted := make([]string, len(words))
	for i, word := range words {
		quoted[i] = quote(word)
	}
	return quoted
}
