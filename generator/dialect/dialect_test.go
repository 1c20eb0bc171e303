package dialect_test

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/dialect/dialecttest"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

func TestSQLite(t *testing.T)   { dialecttest.Run(t, dialecttest.SQLite) }
func TestPostgres(t *testing.T) { dialecttest.Run(t, dialecttest.Postgres) }

// changes are those from one definition to another; each is a list of
// resources, and a resource its name and its fields.
func changes(t *testing.T, from, to [][]string) (diff.State, []diff.Change) {
	t.Helper()
	before, _, _ := diff.Changes(diff.State{}, app(from), diff.Allow{})
	after, changes, decisions := diff.Changes(before, app(to), diff.Allow{})
	if len(decisions) > 0 {
		t.Fatalf("decisions: %v", decisions)
	}
	return after, changes
}

func app(resources [][]string) *schema.App {
	a := &schema.App{}
	for _, specs := range resources {
		r := &schema.Resource{Name: specs[0], Plural: specs[0] + "s", Order: schema.Order{Column: "id"}}
		for _, spec := range specs[1:] {
			f, err := field.ParseField(spec)
			if err != nil {
				panic(err)
			}
			r.Fields = append(r.Fields, f)
		}
		a.Resources = append(a.Resources, r)
	}
	return a
}

// A migrationTest is a change of a definition and the migration that makes it.
type migrationTest struct {
	name     string
	from, to [][]string
	want     string
}

func testMigrations(t *testing.T, d dialect.Dialect, tests []migrationTest) {
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, changes := changes(t, test.from, test.to)
			if got := string(dialect.Migration(d, changes)); got != test.want[1:] {
				t.Errorf("got\n%s\nwant%s", got, test.want)
			}
		})
	}
}

func TestSQLiteMigration(t *testing.T) {
	testMigrations(t, dialect.SQLite{}, []migrationTest{
		{"create", nil, [][]string{{"post", "title:string:120:unique", "status:enum:b:a", "price:decimal:10:2:optional", "author:references:user"}, {"user"}}, `
-- +goose Up
CREATE TABLE "users" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "users_created_at_id_idx" ON "users" ("created_at", "id");
CREATE INDEX "users_updated_at_id_idx" ON "users" ("updated_at", "id");

CREATE TABLE "posts" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "title"      text NOT NULL CONSTRAINT "posts_title_check" CHECK (length("title") <= 120),
    "status"     text NOT NULL CONSTRAINT "posts_status_check" CHECK ("status" IN ('a', 'b')),
    "price"      decimal,
    "author_id"  integer NOT NULL CONSTRAINT "posts_author_id_fkey" REFERENCES "users" ("id") ON DELETE RESTRICT,
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "posts_author_id_id_idx" ON "posts" ("author_id", "id");
CREATE INDEX "posts_created_at_id_idx" ON "posts" ("created_at", "id");
CREATE INDEX "posts_price_id_idx" ON "posts" ("price", "id");
CREATE INDEX "posts_status_id_idx" ON "posts" ("status", "id");
CREATE UNIQUE INDEX "posts_title_key" ON "posts" ("title");
CREATE INDEX "posts_updated_at_id_idx" ON "posts" ("updated_at", "id");

-- +goose Down
-- The rows of "posts" are lost.
DROP TABLE "posts";
-- The rows of "users" are lost.
DROP TABLE "users";
`},
		{"add", [][]string{{"post"}}, [][]string{{"post", "likes:int:default=1", "slug:string:9:optional:unique"}}, `
-- +goose Up
ALTER TABLE "posts" ADD COLUMN "likes" integer;
UPDATE "posts" SET "likes" = 1;
ALTER TABLE "posts" ALTER COLUMN "likes" SET NOT NULL;
ALTER TABLE "posts" ADD COLUMN "slug" text CONSTRAINT "posts_slug_check" CHECK ("slug" IS NULL OR length("slug") <= 9);
CREATE INDEX "posts_likes_id_idx" ON "posts" ("likes", "id");
CREATE INDEX "posts_slug_id_idx" ON "posts" ("slug", "id");
CREATE UNIQUE INDEX "posts_slug_key" ON "posts" ("slug");

-- +goose Down
DROP INDEX "posts_slug_key";
DROP INDEX "posts_slug_id_idx";
DROP INDEX "posts_likes_id_idx";
ALTER TABLE "posts" DROP CONSTRAINT "posts_slug_check";
-- The values of "slug" are lost.
ALTER TABLE "posts" DROP COLUMN "slug";
-- The values of "likes" are lost.
ALTER TABLE "posts" DROP COLUMN "likes";
`},
		{"circle", nil, [][]string{{"a", "a:references:optional", "b:references:optional:nullify"}, {"b", "a:references:cascade"}}, `
-- +goose Up
CREATE TABLE "as" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "a_id"       integer CONSTRAINT "as_a_id_fkey" REFERENCES "as" ("id") ON DELETE RESTRICT,
    "b_id"       integer CONSTRAINT "as_b_id_fkey" REFERENCES "bs" ("id") ON DELETE SET NULL,
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "as_a_id_id_idx" ON "as" ("a_id", "id");
CREATE INDEX "as_b_id_id_idx" ON "as" ("b_id", "id");
CREATE INDEX "as_created_at_id_idx" ON "as" ("created_at", "id");
CREATE INDEX "as_updated_at_id_idx" ON "as" ("updated_at", "id");

CREATE TABLE "bs" (
    "id"         integer PRIMARY KEY AUTOINCREMENT,
    "a_id"       integer NOT NULL CONSTRAINT "bs_a_id_fkey" REFERENCES "as" ("id") ON DELETE CASCADE,
    "created_at" timestamp NOT NULL,
    "updated_at" timestamp NOT NULL
);
CREATE INDEX "bs_a_id_id_idx" ON "bs" ("a_id", "id");
CREATE INDEX "bs_created_at_id_idx" ON "bs" ("created_at", "id");
CREATE INDEX "bs_updated_at_id_idx" ON "bs" ("updated_at", "id");

-- +goose Down
DROP INDEX IF EXISTS "as_b_id_id_idx";
-- The values of "b_id" are lost.
ALTER TABLE "as" DROP COLUMN "b_id";
-- The rows of "bs" are lost.
DROP TABLE "bs";
UPDATE "as" SET "a_id" = NULL;
-- The rows of "as" are lost.
DROP TABLE "as";
`},
		{"what goose would misread", [][]string{{"post"}}, [][]string{{"post", `body:text:default=a; -- b`}}, `
-- +goose Up
ALTER TABLE "posts" ADD COLUMN "body" text;
-- +goose StatementBegin
UPDATE "posts" SET "body" = 'a; -- b';
-- +goose StatementEnd
ALTER TABLE "posts" ALTER COLUMN "body" SET NOT NULL;

-- +goose Down
-- The values of "body" are lost.
ALTER TABLE "posts" DROP COLUMN "body";
`},
	})
}

func TestPostgresMigration(t *testing.T) {
	testMigrations(t, dialect.Postgres{}, []migrationTest{
		{"create", nil, [][]string{{"post", "title:string:120:unique", "price:decimal:10:2:optional"}}, `
-- +goose Up
CREATE TABLE "posts" (
    "id"         bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    "title"      text NOT NULL CONSTRAINT "posts_title_check" CHECK (length("title") <= 120),
    "price"      numeric(10,2),
    "created_at" timestamptz NOT NULL,
    "updated_at" timestamptz NOT NULL
);
CREATE INDEX "posts_created_at_id_idx" ON "posts" ("created_at", "id");
CREATE INDEX "posts_price_id_idx" ON "posts" ("price", "id");
CREATE UNIQUE INDEX "posts_title_key" ON "posts" ("title");
CREATE INDEX "posts_updated_at_id_idx" ON "posts" ("updated_at", "id");

-- +goose Down
-- The rows of "posts" are lost.
DROP TABLE "posts";
`},
		{"add", [][]string{{"post"}}, [][]string{{"post", "status:enum:b:a:default=b", "on:date:default=today"}}, `
-- +goose Up
ALTER TABLE "posts" ADD COLUMN "status" text DEFAULT 'b' NOT NULL CONSTRAINT "posts_status_check" CHECK ("status" IN ('a', 'b'));
ALTER TABLE "posts" ALTER COLUMN "status" DROP DEFAULT;
ALTER TABLE "posts" ADD COLUMN "on" date DEFAULT CAST(CURRENT_TIMESTAMP AT TIME ZONE 'UTC' AS date) NOT NULL;
ALTER TABLE "posts" ALTER COLUMN "on" DROP DEFAULT;
CREATE INDEX "posts_on_id_idx" ON "posts" ("on", "id");
CREATE INDEX "posts_status_id_idx" ON "posts" ("status", "id");

-- +goose Down
DROP INDEX "posts_status_id_idx";
DROP INDEX "posts_on_id_idx";
-- The values of "on" are lost.
ALTER TABLE "posts" DROP COLUMN "on";
-- The values of "status" are lost.
ALTER TABLE "posts" DROP COLUMN "status";
`},
		{"circle", nil, [][]string{{"a", "b:references:optional:nullify"}, {"b", "a:references:cascade"}}, `
-- +goose Up
CREATE TABLE "as" (
    "id"         bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    "b_id"       bigint,
    "created_at" timestamptz NOT NULL,
    "updated_at" timestamptz NOT NULL
);
CREATE INDEX "as_b_id_id_idx" ON "as" ("b_id", "id");
CREATE INDEX "as_created_at_id_idx" ON "as" ("created_at", "id");
CREATE INDEX "as_updated_at_id_idx" ON "as" ("updated_at", "id");

CREATE TABLE "bs" (
    "id"         bigint GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY,
    "a_id"       bigint NOT NULL CONSTRAINT "bs_a_id_fkey" REFERENCES "as" ("id") ON DELETE CASCADE,
    "created_at" timestamptz NOT NULL,
    "updated_at" timestamptz NOT NULL
);
CREATE INDEX "bs_a_id_id_idx" ON "bs" ("a_id", "id");
CREATE INDEX "bs_created_at_id_idx" ON "bs" ("created_at", "id");
CREATE INDEX "bs_updated_at_id_idx" ON "bs" ("updated_at", "id");
ALTER TABLE "as" ADD CONSTRAINT "as_b_id_fkey" FOREIGN KEY ("b_id") REFERENCES "bs" ("id") ON DELETE SET NULL;

-- +goose Down
ALTER TABLE "as" DROP CONSTRAINT "as_b_id_fkey";
-- The rows of "bs" are lost.
DROP TABLE "bs";
-- The rows of "as" are lost.
DROP TABLE "as";
`},
	})
}

// TestSchemaIsItsPieces holds db/schema.sql together with what sqlc is given.
func TestSchemaIsItsPieces(t *testing.T) {
	state, _ := changes(t, nil, [][]string{{"a", "b:references:optional"}, {"b", "a:references"}, {"c", "name:unique"}})
	for _, d := range []dialect.Dialect{dialect.SQLite{}, dialect.Postgres{}} {
		text := dialect.Schema(d, state.Tables)
		var names []string
		for _, piece := range dialect.Pieces(d, state.Tables) {
			names = append(names, piece.Name)
			if !bytes.Contains(text, []byte("\n\n"+piece.SQL)) {
				t.Errorf("%s: the schema does not have %s", d.Name(), piece.SQL)
			}
			text = bytes.Replace(text, []byte("\n"+piece.SQL), nil, 1)
		}
		if got := strings.Join(names, " "); got != "cs as bs" {
			t.Errorf("%s: got the pieces %s", d.Name(), got)
		}
		rest := string(text[bytes.LastIndex(text, []byte("-- ")):])
		if hasKey := strings.Contains(rest, "\nALTER TABLE \"as\" ADD CONSTRAINT"); hasKey != (d.Name() == schema.Postgres) {
			t.Errorf("%s: beside the pieces, the schema has %s", d.Name(), rest)
		}
	}
}

func TestFor(t *testing.T) {
	for _, test := range []struct{ database, engine, ids, uuids string }{
		{schema.SQLite, "sqlite", `"post_id" IN (sqlc.slice('ids'))`, `"post_id" IN (sqlc.slice('ids'))`},
		{schema.Postgres, "postgresql", `"post_id" = ANY(CAST(sqlc.arg('ids') AS bigint[]))`, `"post_id" = ANY(CAST(sqlc.arg('ids') AS uuid[]))`},
	} {
		d := dialect.For(test.database)
		if d == nil || d.Name() != test.database || d.Engine() != test.engine || d.InIDs("post_id", "ids", false) != test.ids || d.InIDs("post_id", "ids", true) != test.uuids {
			t.Errorf("%s: got %#v", test.database, d)
		}
	}
	if d := dialect.For("mysql"); d != nil {
		t.Errorf("mysql: got %#v", d)
	}
}

func TestArg(t *testing.T) {
	for column, want := range map[string]string{
		"title": "@title", "name": "@name", "author_id": "@author_id",
		"order": "sqlc.arg('order')", "select": "sqlc.arg('select')", "json_table": "sqlc.arg('json_table')", "values": "sqlc.arg('values')",
	} {
		if got := dialect.Arg(column); got != want {
			t.Errorf("%s: got %s, want %s", column, got, want)
		}
	}
}

// TestArgKnowsEveryKeyword asks the server for its keywords.
func TestArgKnowsEveryKeyword(t *testing.T) {
	rows, err := dialecttest.Postgres.Open(t).Query(`SELECT word FROM pg_get_keywords() WHERE catcode <> 'U'`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var word string
		if err := rows.Scan(&word); err != nil {
			t.Fatal(err)
		}
		if got := dialect.Arg(word); got != "sqlc.arg('"+word+"')" {
			t.Errorf("%s: got %s", word, got)
		}
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
}
