package dialect_test

import (
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// evolve gives the migration from one set of resources to another, both as in
// gen.yaml, without what guards need around them.
func evolve(t *testing.T, database, from, to string, allow diff.Allow) string {
	t.Helper()
	state := diff.State{}
	var changes []diff.Change
	for _, resources := range []string{from, to} {
		app, err := schema.Parse("gen.yaml", []byte("app: blog\ndatabase: "+database+"\nresources: "+resources+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		var decisions []diff.Decision
		if state, changes, decisions = diff.Changes(state, app, allow); len(decisions) > 0 {
			t.Fatal(decisions)
		}
	}
	return string(dialect.Migration(dialect.For(database), changes))
}

// upOf is the part of a migration that goes up, without its first frame.
func upOf(migration string) string {
	up, _, _ := strings.Cut(migration, "\n-- +goose Down\n")
	if _, rest, found := strings.Cut(up, "-- +goose StatementEnd\n\n"); found {
		return rest
	}
	_, rest, _ := strings.Cut(up, "-- +goose Up\n")
	return rest
}

// TestMigrationReads shows what a person reads in a migration of each kind.
func TestMigrationReads(t *testing.T) {
	const (
		post    = "{post: {fields: {title: string:80:unique, status: enum:draft:live}}}"
		article = "{article: {was: post, fields: {headline: {type: string, max: 80, unique: true, was: title}, status: enum:draft:live}}}"
		hidden  = "{post: {fields: {title: string:80:unique, status: {type: enum, values: [draft, public], map: {live: public}}}}}"
	)
	for _, test := range []struct{ name, database, to, want string }{
		{"rename", schema.SQLite, article, `
DROP INDEX "posts_created_at_id_idx";
DROP INDEX "posts_status_id_idx";
DROP INDEX "posts_title_key";
DROP INDEX "posts_updated_at_id_idx";
ALTER TABLE "posts" DROP CONSTRAINT "posts_title_check";
ALTER TABLE "posts" DROP CONSTRAINT "posts_status_check";
ALTER TABLE "posts" RENAME TO "articles";
ALTER TABLE "articles" RENAME COLUMN "title" TO "headline";
ALTER TABLE "articles" ADD CONSTRAINT "articles_status_check" CHECK ("status" IN ('draft', 'live'));
ALTER TABLE "articles" ADD CONSTRAINT "articles_headline_check" CHECK (length("headline") <= 80);
CREATE INDEX "articles_created_at_id_idx" ON "articles" ("created_at", "id");
CREATE INDEX "articles_status_id_idx" ON "articles" ("status", "id");
CREATE UNIQUE INDEX "articles_headline_key" ON "articles" ("headline");
CREATE INDEX "articles_updated_at_id_idx" ON "articles" ("updated_at", "id");
`},
		{"rename", schema.Postgres, article, `
ALTER TABLE "posts" RENAME TO "articles";
ALTER TABLE "articles" RENAME COLUMN "title" TO "headline";
ALTER SEQUENCE "posts_id_seq" RENAME TO "articles_id_seq";
ALTER INDEX "posts_created_at_id_idx" RENAME TO "articles_created_at_id_idx";
ALTER INDEX "posts_status_id_idx" RENAME TO "articles_status_id_idx";
ALTER INDEX "posts_title_key" RENAME TO "articles_headline_key";
ALTER INDEX "posts_updated_at_id_idx" RENAME TO "articles_updated_at_id_idx";
ALTER INDEX "posts_pkey" RENAME TO "articles_pkey";
ALTER TABLE "articles" RENAME CONSTRAINT "posts_title_check" TO "articles_headline_check";
ALTER TABLE "articles" RENAME CONSTRAINT "posts_status_check" TO "articles_status_check";
`},
		{"values", schema.SQLite, hidden, `
INSERT INTO "gen_stop"
SELECT 'posts.status is none of draft, public', count(*), "value", min("id"), 'correct them, then migrate again'
FROM (SELECT "id", CASE "status" WHEN 'live' THEN 'public' ELSE "status" END AS "value" FROM "posts") AS "row"
WHERE "value" IS NOT NULL AND ("value" IN ('draft', 'public')) IS NOT TRUE
HAVING count(*) > 0;
ALTER TABLE "posts" DROP CONSTRAINT "posts_status_check";
UPDATE "posts" SET "status" = CASE "status" WHEN 'live' THEN 'public' ELSE "status" END WHERE "status" IN ('live');
ALTER TABLE "posts" ADD CONSTRAINT "posts_status_check" CHECK ("status" IN ('draft', 'public'));

DROP TABLE temp."gen_stop";
`},
		{"values", schema.Postgres, hidden, `
SELECT pg_temp.gen_stop('posts.status is none of draft, public', count(*), (array_agg(CAST("value" AS text) ORDER BY "id"))[1], (array_agg(CAST("id" AS text) ORDER BY "id"))[1], 'correct them, then migrate again')
FROM (SELECT "id", CASE "status" WHEN 'live' THEN 'public' ELSE "status" END AS "value" FROM "posts") AS "row"
WHERE "value" IS NOT NULL AND ("value" IN ('draft', 'public')) IS NOT TRUE
HAVING count(*) > 0;
ALTER TABLE "posts" DROP CONSTRAINT "posts_status_check";
UPDATE "posts" SET "status" = CASE "status" WHEN 'live' THEN 'public' ELSE "status" END WHERE "status" IN ('live');
ALTER TABLE "posts" ADD CONSTRAINT "posts_status_check" CHECK ("status" IN ('draft', 'public'));

DROP FUNCTION pg_temp.gen_stop;
`},
	} {
		t.Run(test.database+" "+test.name, func(t *testing.T) {
			if got := upOf(evolve(t, test.database, post, test.to, diff.Allow{})); got != test.want[1:] {
				t.Errorf("got\n%s\nwant%s", got, test.want)
			}
		})
	}
}

// TestMigrationHeader asks of the runner what SQL cannot say.
func TestMigrationHeader(t *testing.T) {
	const (
		post    = "{user: {fields: {name: string}}, post: {fields: {title: string, price: \"decimal:8:2\", user: references}}}"
		plain   = "-- +goose Up\n"
		keysOff = "-- gen:foreign_keys=off\n-- +goose Up\n"
		lost    = "-- gen:destructive\n-- +goose Up\n"
		both    = "-- gen:foreign_keys=off\n-- gen:destructive\n-- +goose Up\n"
	)
	for _, test := range []struct {
		name, to         string
		allow            diff.Allow
		sqlite, postgres string
	}{
		{"add", "{user: {fields: {name: string}}, post: {fields: {title: string, price: \"decimal:8:2\", user: references, note: string:optional}}}", diff.Allow{}, plain, plain},
		{"optional", "{user: {fields: {name: string}}, post: {fields: {title: string:optional, price: \"decimal:8:2\", user: references}}}", diff.Allow{}, plain, plain},
		{"type", "{user: {fields: {name: string}}, post: {fields: {title: int, price: \"decimal:8:2\", user: references}}}", diff.Allow{}, keysOff, plain},
		{"on delete", "{user: {fields: {name: string}}, post: {fields: {title: string, price: \"decimal:8:2\", user: references:cascade}}}", diff.Allow{}, keysOff, plain},
		{"rounded", "{user: {fields: {name: string}}, post: {fields: {title: string, price: \"decimal:8:1\", user: references}}}", diff.Allow{Lossy: []string{"post.price"}}, lost, lost},
		{"rounded to another type", "{user: {fields: {name: string}}, post: {fields: {title: string, price: int, user: references}}}", diff.Allow{Lossy: []string{"post.price"}}, both, lost},
		{"permission without need", "{user: {fields: {name: string}}, post: {fields: {title: string:9, price: \"decimal:9:3\", user: references}}}", diff.Allow{Lossy: []string{"post.price"}}, plain, plain},
		{"column dropped", "{user: {fields: {name: string}}, post: {fields: {title: string, user: references}}}", diff.Allow{Drop: []string{"post.price"}}, lost, lost},
		{"table dropped", "{user: {fields: {name: string}}}", diff.Allow{Drop: []string{"post"}}, both, lost},
	} {
		for database, want := range map[string]string{schema.SQLite: test.sqlite, schema.Postgres: test.postgres} {
			if got := evolve(t, database, post, test.to, test.allow); !strings.HasPrefix(got, want) {
				t.Errorf("%s on %s: got\n%s\nwant %s", test.name, database, got, want)
			}
		}
	}
}

// TestDownSays tells what a migration that is taken back does not bring back.
func TestDownSays(t *testing.T) {
	for _, test := range []struct {
		name, from, to string
		allow          diff.Allow
		want           string
	}{
		{"dropped", "{post: {fields: {a: string, b: int:default=4}}}", "{post: {fields: {a: string}}}", diff.Allow{Drop: []string{"post.b"}},
			`-- The values that "b" had do not come back: rows get 4.`},
		{"dropped optional", "{post: {fields: {a: string, b: int:optional}}}", "{post: {fields: {a: string}}}", diff.Allow{Drop: []string{"post.b"}},
			`-- The values that "b" had do not come back.`},
		{"dropped table", "{post: {fields: {a: string}}, tag: {fields: {a: string}}}", "{post: {fields: {a: string}}}", diff.Allow{Drop: []string{"tag"}},
			`-- The rows that "tags" had do not come back.`},
		{"filled", "{post: {fields: {a: string:optional}}}", "{post: {fields: {a: string:default=x}}}", diff.Allow{},
			`-- Rows that had no "a" keep the one that they got.`},
		{"mapped", "{post: {fields: {a: enum:x:y:z}}}", "{post: {fields: {a: {type: enum, values: [x, z], map: {y: x}}}}}", diff.Allow{},
			`-- Values of "a" that became one do not become two again.`},
		{"rounded", "{post: {fields: {a: float}}}", "{post: {fields: {a: int}}}", diff.Allow{Lossy: []string{"post.a"}},
			`-- What "a" was before it was cut or rounded does not come back.`},
		{"made", "{post: {fields: {a: string}}}", "{post: {fields: {a: {type: int, using: length(a)}}}}", diff.Allow{},
			`-- What "a" was before it was changed does not come back.`},
	} {
		for _, database := range []string{schema.SQLite, schema.Postgres} {
			_, down, _ := strings.Cut(evolve(t, database, test.from, test.to, test.allow), "\n-- +goose Down\n")
			if !strings.Contains(down, test.want+"\n") {
				t.Errorf("%s on %s: got\n%s\nwant %s", test.name, database, down, test.want)
			}
		}
	}
}
