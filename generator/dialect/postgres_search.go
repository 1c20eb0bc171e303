package dialect

import (
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// search is an index of the words of each row. It is one of an expression,
// because a column for it would be part of SELECT *.
func (d Postgres) search(t diff.Table) []Statement {
	return []Statement{{SQL: fmt.Sprintf("CREATE INDEX %s ON %s USING gin (%s)", quote(searchIndex(t)), quote(t.Name), d.document(t))}}
}

// fillSearch does nothing: an index holds the rows that are there.
func (Postgres) fillSearch(diff.Table) []Statement { return nil }

func (Postgres) dropSearch(t diff.Table) []Statement {
	return []Statement{{SQL: "DROP INDEX " + quote(searchIndex(t))}}
}

func searchIndex(t diff.Table) string { return diff.Name(t.Name, "gin", "search") }

const (
	// longestDocument is how many characters of a row are searched. With as
	// many, a tsvector never has more than the megabyte that it may have,
	// which would make an INSERT fail.
	longestDocument = 250_000

	// marks part words. PostgreSQL by itself takes what looks like an address,
	// a path, a tag or a number with a sign for one word.
	marks = "&+-./<@_~"

	// What SQLite's search takes for the same letter.
	accented   = "àáâãäåçèéêëìíîïñòóôõöùúûüýÿāăąćĉċčďēĕėęěĝğġģĥĩīĭįĵķĺļľńņňōŏőŕŗřśŝşšţťũūŭůűųŵŷźżžșț"
	unaccented = "aaaaaaceeeeiiiinooooouuuuyyaaaccccdeeeeegggghiiiijklllnnnooorrrssssttuuuuuuwyzzzst"
)

// document is the words of a row as a tsvector.
func (Postgres) document(t diff.Table) string {
	words := letters(t)
	for _, mark := range marks {
		words = fmt.Sprintf("replace(%s, %s, ' ')", words, text(string(mark)))
	}
	return fmt.Sprintf("to_tsvector('simple', %s)", words)
}

// letters is the text of a row in lower case and without accents. To look for
// accents takes several times as long as all else, so it leaves out texts that
// have none.
func letters(t diff.Table) string {
	texts := make([]string, len(t.Search))
	for i, name := range t.Search {
		texts[i] = fmt.Sprintf("coalesce(%s, '')", quote(name))
	}
	all := strings.Join(texts, " || ' ' || ")
	return fmt.Sprintf("CASE WHEN octet_length(%[1]s) = length(%[1]s) THEN left(lower(%[1]s), %[2]d) ELSE %[3]s END",
		all, longestDocument, plain(fmt.Sprintf("left(lower(%s), %d)", all, longestDocument)))
}

// plain is the expression sql without accents.
func plain(sql string) string {
	return fmt.Sprintf("translate(%s, %s, %s)", sql, text(accented), text(unaccented))
}

// Match is a condition on a row of t: it has all words of the parameter ?,
// which is a tsquery as text.
func (d Postgres) Match(t diff.Table) string {
	return fmt.Sprintf("%s @@ to_tsquery('simple', %s)", d.document(t), plain("lower(?)"))
}

// Contains is a condition on a row of t: the parameter ? is somewhere in its
// text. Where a word of plain letters is found by Match, it holds, and takes a
// fraction of the time.
func (Postgres) Contains(t diff.Table) string {
	return fmt.Sprintf("strpos(%s, lower(?)) > 0", letters(t))
}
