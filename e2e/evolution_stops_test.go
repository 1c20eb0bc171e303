package e2e

import (
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A stop is a change that the rows which are there do not survive.
type stop struct {
	name     string
	database string // the only one that it is for, "" for both
	before   string
	rows     tables
	sql      string // what a person did to the database besides
	step
	says []string // what the sentence names: the column, how many rows, an example
	mend string   // the SQL after which the change can be made
}

// stops change one column of a table with rows that are in the way.
var stops = []stop{
	refuses("text", "int", "letters", "'7' > 7 | 'abc' | '' | '9'", "2 rows", "'abc'", "(id 2)"),
	refuses("text", "int", "bigger than any", "'1' > 1 | '9223372036854775808'", "1 row", "'9223372036854775808'", "(id 2)"),
	refuses("text", "int", "spelled otherwise", "'1' > 1 | ' 7' | '07' | '1.0' | '1e3'", "4 rows", "' 7'"),
	refuses("string:50", "float", "no number", "'1.5' > 1.5 | '1,5' | 'NaN'", "2 rows", "'1,5'"),
	refuses("text", "decimal:6:2", "too big", "'1.5' > 1.5 | '12345.00'", "'12345.00'"),
	refuses("text", "decimal:6:2", "too many digits", "'1.5' > 1.5 | '1.005'", "'1.005'"),
	refuses("text", "bool", "other words", "'true' > true | 'yes' | 'TRUE'", "2 rows", "'yes'"),
	refuses("text", "date", "no day", "'2026-01-02' > 2026-01-02 | '2026-02-30' | '02.01.2026'", "2 rows", "'2026-02-30'"),
	refuses("text", "time", "no time", "'09:30' > 09:30:00 | '25:00' | '9:30'", "2 rows", "'25:00'"),
	refuses("text", "timestamp", "no moment", "'2026-01-02T03:04:05Z' > 2026-01-02 03:04:05 | '2026-01-02' | '2026-01-02T03:04:05+02:00'", "2 rows", "'2026-01-02'"),
	refuses("text", "uuid", "half of one", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8' > 6ba7b810-9dad-11d1-80b4-00c04fd430c8 | '6ba7b810'", "'6ba7b810'"),
	refuses("text", "json", "no document", "'{}' > {} | '{a: 1}'", "'{a: 1}'"),
	refuses("text", "enum:a:b", "other values", "'a' > a | 'A' | 'c'", "2 rows", "'A'"),
	refuses("text", "string:3", "too long", "'ÄÖÜ' | 'ÄÖÜß' | 'This is a much longer text, of which nobody wants to see all'", "2 rows", "'ÄÖÜß'"),
	refuses("string:9", "string:3", "too long", "'abc' | 'abcd'", "1 row", "'abcd'"),
	refuses("int", "bool", "another number", "1 > true | 0 | 2", "1 row", "2", "(id 3)"),
	refuses("int", "decimal:6:2", "too big", "9999 > 9999 | 10000", "10000"),
	refuses("int", "float", "too exact", "7 > 7 | 9007199254740993", "9007199254740993"),
	refuses("decimal:10:2", "decimal:6:2", "too big", "9999.99 > 9999.99 | 10000.00", "10000"),
	refuses("enum:a:b:c", "enum:a:b", "value in use", "'a' | 'c' | 'c'", "2 rows", "'c'"),
	refuses("int:optional", "int", "nothing", "1 | NULL | NULL", "2 rows", "no value", "id 2").mended(`UPDATE "~posts" SET "a" = 1`),
	refuses("string:optional", "string:unique", "nothing", "'a' | NULL", "1 row", "no value").mended(`UPDATE "~posts" SET "a" = 'b' WHERE "id" = 2`),
	refuses("string", "string:unique", "duplicates", "'a' | 'b' | 'a' | 'a'", "3 rows", "'a'").mended(`DELETE FROM "~posts" WHERE "id" > 2`),
	refuses("int:optional", "int:unique:optional", "duplicates", "1 | NULL | NULL | 1", "2 rows", "1").mended(`UPDATE "~posts" SET "a" = 2 WHERE "id" = 4`),
	{
		name:   "duplicates together",
		before: "~post: {fields: {title: string, year: 'int:optional'}}",
		rows:   in("~posts", "title, year", "'One', 1", "'One', 2", "'One', NULL", "'One', NULL", "'One', 1"),
		step:   step{after: "~post: {fields: {title: string, year: 'int:optional'}, unique: [[title, year]]}"},
		says:   []string{"~posts.title, year", "2 rows", "One", "(id 1)"},
		mend:   `UPDATE "~posts" SET "year" = 3 WHERE "id" = 5`,
	},
	{
		name:   "number that is no id",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author_id: int}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1", "'Two', 9", "'Three', 8"),
		step: step{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: {type: references, resource: ~user, was: author_id}}}",
			want: in("~posts", "author_id", "1", "1", "1")},
		says: []string{"~posts.author_id", "2 rows", "9", "(id 2)", "~users"},
		mend: `UPDATE "~posts" SET "author_id" = 1`,
	},
	{
		name:   "another target without such a row",
		before: "~user: {fields: {name: string}}\n~team: {fields: {name: string}}\n~post: {fields: {title: string, owner: 'references:~user'}}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~teams", "name", "'x'").in("~posts", "title, owner_id", "'One', 1", "'Two', 2"),
		step: step{after: "~user: {fields: {name: string}}\n~team: {fields: {name: string}}\n~post: {fields: {title: string, owner: {type: references, resource: ~team, using: owner_id}}}",
			want: in("~posts", "owner_id", "1", "2")},
		says: []string{"~posts.owner_id", "1 row", "2", "~teams"},
		mend: `INSERT INTO "~teams" ("name", "created_at", "updated_at") VALUES ('y', '2026-01-02 03:04:05+00:00', '2026-01-02 03:04:05+00:00'); ` +
			`UPDATE "~teams" SET "id" = 2 WHERE "name" = 'y'`,
	},
	computed("gives nothing", "rank: {type: string, backfill: {sql: 'nullif(title, ''Two'')'}}", "'One' | 'Two'", "rank", "One", "no value", "id 2"),
	computed("is too long", "code: {type: string, max: 3, backfill: {sql: title}}", "'abc' | 'abcd'", "code", "abc", "3 characters", "'abcd'"),
	computed("is no value of the enum", "kind: {type: enum, values: [a, b], backfill: {sql: lower(title)}}", "'A' | 'C'", "kind", "a", "a, b", "'c'"),
	computed("is the same twice", "slug: {type: string, unique: true, backfill: {sql: lower(title)}}", "'One' | 'ONE'", "slug", "one", "2 rows", "one"),
	computed("is the id of no row", "parent: {type: references, resource: ~post, optional: true, backfill: {sql: length(title)}}", "'x' | 'nine long'", "parent_id", "1", "9", "(id 2)"),
	computed("is nothing for another type", "title: {type: enum, values: [a, b], using: 'nullif(title, ''c'')'}", "'a' | 'c'", "title", "a", "no value"),
	{
		name: "number that no decimal holds", before: "~post: {fields: {a: float}}", rows: in("~posts", "a", "1.25", "123456"),
		step: step{after: "~post: {fields: {a: 'decimal:5:1'}}", allow: []string{"--allow-lossy ~post.a"}, want: in("~posts", "a", "1.3", "0")},
		says: []string{"~posts.a", "123456", "(id 2)"},
		mend: `UPDATE "~posts" SET "a" = 0 WHERE "id" = 2`,
	},
	{
		name: "number that no integer holds", before: "~post: {fields: {a: float}}", rows: in("~posts", "a", "1.25", "1e300"),
		step: step{after: "~post: {fields: {a: int}}", allow: []string{"--allow-lossy ~post.a"}, want: in("~posts", "a", "1", "0")},
		says: []string{"~posts.a", "(id 2)"},
		mend: `UPDATE "~posts" SET "a" = 0 WHERE "id" = 2`,
	},
	{
		name: "trigger of a person's own", database: "sqlite", before: "~post: {fields: {a: text}}", rows: in("~posts", "a", "'1'"),
		sql:  `CREATE TRIGGER "~audit" AFTER UPDATE ON "~posts" BEGIN SELECT 1; END`,
		step: step{after: "~post: {fields: {a: int}}", want: in("~posts", "a", "1")},
		says: []string{"~posts", "~audit"},
		mend: `DROP TRIGGER "~audit"`,
	},
	{
		name: "index of a person's own", database: "sqlite", before: "~post: {fields: {a: text}}", rows: in("~posts", "a", "'1'"),
		sql:  `CREATE INDEX "~mine" ON "~posts" ("a", "id")`,
		step: step{after: "~post: {fields: {a: int}}", want: in("~posts", "a", "1")},
		says: []string{"~posts", "~mine"},
		mend: `DROP INDEX "~mine"`,
	},
	{
		name: "text in a column of numbers", database: "sqlite", before: "~post: {fields: {a: int}}", rows: in("~posts", "a", "1", "'abc'"),
		step: step{after: "~post: {fields: {a: 'decimal:5:1'}}", want: in("~posts", "a", "1", "2")},
		says: []string{"~posts.a", "'abc'", "(id 2)"},
		mend: `UPDATE "~posts" SET "a" = 2 WHERE "id" = 2`,
	},
}

// refuses is a field a that changes from one type to another, and values of
// which all but the first are in the way, or some. The first one comes with
// what it becomes, and is put in the place of the others at last.
func refuses(from, to, what, values string, says ...string) stop {
	rows := strings.Split(values, " | ")
	first, becomes, retyped := strings.Cut(rows[0], " > ")
	rows[0] = first
	s := stop{
		name:   from + " becomes " + to + ": " + what,
		before: "~post: {fields: {first: 'int:default=1', a: '" + from + "'}}",
		rows:   in("~posts", "a, first", withLast(rows, "1")...),
		step:   step{after: "~post: {fields: {first: 'int:default=1', a: '" + to + "'}}"},
		says:   append([]string{"~posts.a"}, says...),
		mend:   `UPDATE "~posts" SET "a" = ` + first,
	}
	if retyped {
		s.want = in("~posts", "a", slices.Repeat([]string{becomes}, len(rows))...)
	}
	return s
}

func withLast(rows []string, value string) []string {
	var longer []string
	for _, row := range rows {
		longer = append(longer, row+", "+value)
	}
	return longer
}

// mended is s with other SQL that mends the rows.
func (s stop) mended(sql string) stop {
	s.mend = sql
	return s
}

// computed is a field that an expression over the titles fills, which is wrong
// for the last of them. The first one gets becomes.
func computed(what, definition, titles, column, becomes string, says ...string) stop {
	rows := strings.Split(titles, " | ")
	fields := "title: string, " + definition
	if strings.HasPrefix(definition, "title:") {
		fields = definition
	}
	return stop{
		name:   "an expression " + what,
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", rows...),
		step:   step{after: "~post: {fields: {" + fields + "}}", want: in("~posts", column, becomes)},
		says:   append([]string{"~posts." + column}, says...),
		mend:   `DELETE FROM "~posts" WHERE "id" > 1`,
	}
}

// A change that rows do not survive stops with a sentence about them, and
// leaves everything as it was. When they are mended it goes on.
func TestEvolutionStops(t *testing.T) {
	for _, database := range databases {
		t.Run(database, func(t *testing.T) {
			t.Parallel()
			var cases []evolution
			var here []stop
			for _, s := range stops {
				if s.database != "" && s.database != database {
					continue
				}
				e := evolution{name: s.name, before: s.before, rows: s.rows, more: make([]step, len(cases))}
				if len(cases) == 0 {
					e.step = s.step
				} else {
					e.more[len(cases)-1] = s.step
				}
				cases, here = append(cases, e), append(here, s)
			}
			newEvolving(t, database, cases).stop(t, here)
		})
	}
}

// stop makes all migrations first, each of one change.
func (e *evolvingApp) stop(t *testing.T, stops []stop) {
	for i, s := range stops {
		if s.sql != "" {
			e.exec(t, own(i, s.sql))
		}
		write(t, filepath.Join(e.app, "gen.yaml"), e.definition(i+1))
		want(t, 0, e.app, gen, append([]string{"apply"}, e.flags(i+1)...)...)
	}
	program := e.build(t)
	var mended dump
	for i, s := range stops {
		out := e.migrate(t, 1, program, "up")
		is := e.parsed(t, i)
		before, facts, versions := e.dump(t, is), e.facts(t), e.versions(t)
		if i > 0 {
			e.compare(t, i, mended, before)
		}
		sentence := e.wantStopped(t, out, i, s)
		if again := e.migrate(t, 1, program, "up"); !strings.HasSuffix(again, sentence) {
			t.Errorf("%s: the second time it says %q", s.name, again)
		}
		wantFacts(t, s.name+": the schema changed", facts, e.facts(t))
		if got := e.versions(t); !slices.Equal(got, versions) || len(got) != i+2 {
			t.Errorf("%s: versions were %q, and are %q", s.name, versions, got)
		}
		for table, rows := range e.dump(t, is) {
			if fmt.Sprint(rows) != fmt.Sprint(before[table]) {
				t.Errorf("%s: %s changed", s.name, table)
			}
		}
		e.exec(t, own(i, s.mend))
		mended = e.dump(t, is)
	}
	e.migrate(t, 0, program, "up")
	e.compare(t, len(stops), mended, e.dump(t, e.parsed(t, len(stops))))
	want(t, 0, e.app, "go", "test", "-vet=off", "./db")
	t.Logf("%d migrations stopped, %d values compared", len(stops), e.values)
}

// wantStopped checks what a migration says when it stops, and returns that.
func (e *evolvingApp) wantStopped(t *testing.T, out string, i int, s stop) string {
	t.Helper()
	_, sentence, found := strings.Cut(out, ".sql: stopped: ")
	if !found || strings.Count(sentence, "\n") != 1 {
		t.Fatalf("%s: it says %q, want a sentence at the end", s.name, out)
	}
	for _, text := range s.says {
		if !strings.Contains(sentence, own(i, text)) {
			t.Errorf("%s: it does not say %q: %s", s.name, own(i, text), sentence)
		}
	}
	return sentence
}

// versions are the migrations that the database has.
func (e *evolvingApp) versions(t *testing.T) []string {
	t.Helper()
	return e.lines(t, "SELECT CAST(version_id AS text) FROM goose_db_version ORDER BY id")
}
