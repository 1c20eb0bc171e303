package dialect

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-b1203020/gen/generator/diff"
)

var notes = diff.Table{Name: "notes", Search: []string{"title", "text"}}

func TestSQLiteSearch(t *testing.T) {
	const want = `CREATE VIRTUAL TABLE "notes_search" USING fts5("title", "text", content='notes', content_rowid='id', tokenize='unicode61 remove_diacritics 2', prefix='2 3');
CREATE VIRTUAL TABLE "notes_search_words" USING fts5vocab('notes_search', 'instance');
CREATE TRIGGER "notes_search_insert" AFTER INSERT ON "notes" BEGIN
    INSERT INTO "notes_search" ("rowid", "title", "text") VALUES (NEW."id", NEW."title", NEW."text");
END;
CREATE TRIGGER "notes_search_update" AFTER UPDATE OF "title", "text" ON "notes"
WHEN OLD."title" IS NOT NEW."title" OR OLD."text" IS NOT NEW."text" BEGIN
    INSERT INTO "notes_search" ("notes_search", "rowid", "title", "text") VALUES ('delete', OLD."id", OLD."title", OLD."text");
    INSERT INTO "notes_search" ("rowid", "title", "text") VALUES (NEW."id", NEW."title", NEW."text");
END;
CREATE TRIGGER "notes_search_delete" AFTER DELETE ON "notes" BEGIN
    INSERT INTO "notes_search" ("notes_search", "rowid", "title", "text") VALUES ('delete', OLD."id", OLD."title", OLD."text");
END;
INSERT INTO "notes_search" ("notes_search") VALUES ('rebuild');
`
	if got := script((SQLite{}).Up(diff.CreateSearch{Table: notes})); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	if got := (SQLite{}).Match(notes); got != `"notes_search" MATCH ?` {
		t.Errorf("Match = %s", got)
	}
}

func TestPostgresSearch(t *testing.T) {
	const document = `to_tsvector('simple', replace(replace(replace(replace(replace(replace(replace(replace(replace(` +
		`CASE WHEN octet_length(coalesce("title", '') || ' ' || coalesce("text", '')) = length(`
	got := script((Postgres{}).Up(diff.CreateSearch{Table: notes}))
	if !strings.HasPrefix(got, `CREATE INDEX "notes_search_gin" ON "notes" USING gin (`+document) || strings.Count(got, "\n") != 1 {
		t.Errorf("got %s", got)
	}
	// The application puts the condition between backquotes, and its one ? is the
	// parameter.
	match := (Postgres{}).Match(notes)
	if !strings.HasPrefix(match, document) || strings.Count(match, "?") != 1 || strings.Contains(match, "`") {
		t.Errorf("Match = %s", match)
	}
	if utf8.RuneCountInString(accented) != len(unaccented) {
		t.Errorf("%d letters with accents, %d without", utf8.RuneCountInString(accented), len(unaccented))
	}
}

// A new table has no rows to find words in.
func TestSearchOfNewTable(t *testing.T) {
	changes := []diff.Change{diff.CreateTable{Table: notes}, diff.CreateSearch{Table: notes}}
	for _, c := range InContext(changes) {
		if text := script((SQLite{}).Up(c)); strings.Contains(text, "rebuild") {
			t.Errorf("%T fills the search:\n%s", c, text)
		}
	}
}
