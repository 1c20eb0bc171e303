package dialect

import (
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// search keeps an index of words beside the table, in step with it by triggers.
// It holds no texts of its own. Beginnings of two and three letters have their
// own place in it; for longer ones, the table of words tells which there are.
func (SQLite) search(t diff.Table) []Statement {
	index := searchTable(t)
	columns := quoteAll(t.Search)
	list := strings.Join(columns, ", ")
	remove := fmt.Sprintf("INSERT INTO %s (%[1]s, \"rowid\", %s) VALUES ('delete', OLD.\"id\", %s);", quote(index), list, prefixed("OLD.", columns))
	add := fmt.Sprintf("INSERT INTO %s (\"rowid\", %s) VALUES (NEW.\"id\", %s);", quote(index), list, prefixed("NEW.", columns))
	return []Statement{
		{SQL: fmt.Sprintf("CREATE VIRTUAL TABLE %s USING fts5(%s, content=%s, content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3')", quote(index), list, text(t.Name))},
		{SQL: fmt.Sprintf("CREATE VIRTUAL TABLE %s USING fts5vocab(%s, 'instance')", quote(wordsTable(t)), text(index))},
		searchTrigger(t, "insert", "INSERT", "", add),
		searchTrigger(t, "update", "UPDATE OF "+list, differing(columns), remove, add),
		searchTrigger(t, "delete", "DELETE", "", remove),
	}
}

// fillSearch finds the words of the rows that are there.
func (SQLite) fillSearch(t diff.Table) []Statement {
	index := quote(searchTable(t))
	return []Statement{{SQL: fmt.Sprintf("INSERT INTO %s (%[1]s) VALUES ('rebuild')", index)}}
}

func (SQLite) dropSearch(t diff.Table) []Statement {
	var statements []Statement
	for _, event := range []string{"insert", "update", "delete"} {
		statements = append(statements, Statement{SQL: "DROP TRIGGER " + quote(searchTable(t)+"_"+event)})
	}
	return append(statements,
		Statement{SQL: "DROP TABLE " + quote(wordsTable(t))},
		Statement{SQL: "DROP TABLE " + quote(searchTable(t))})
}

// Match is a condition on a row of t's index: it has all words of the
// parameter ?, which is a query of FTS5.
func (SQLite) Match(t diff.Table) string { return quote(searchTable(t)) + " MATCH ?" }

func searchTable(t diff.Table) string { return t.Name + "_search" }
func wordsTable(t diff.Table) string  { return t.Name + "_search_words" }

// searchTrigger keeps the search in step with one kind of change of a row.
func searchTrigger(t diff.Table, name, event, when string, steps ...string) Statement {
	return Statement{SQL: fmt.Sprintf("CREATE TRIGGER %s AFTER %s ON %s%s BEGIN\n    %s\nEND",
		quote(searchTable(t)+"_"+name), event, quote(t.Name), when, strings.Join(steps, "\n    "))}
}

// differing lets a trigger pass rows that keep their values.
func differing(columns []string) string {
	conditions := make([]string, len(columns))
	for i, c := range columns {
		conditions[i] = fmt.Sprintf("OLD.%s IS NOT NEW.%[1]s", c)
	}
	return "\nWHEN " + strings.Join(conditions, " OR ")
}

// prefixed lists columns, each after prefix.
func prefixed(prefix string, columns []string) string {
	return prefix + strings.Join(columns, ", "+prefix)
}
