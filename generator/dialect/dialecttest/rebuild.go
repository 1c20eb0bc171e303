package dialecttest

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// family is a table, posts, with children of every kind.
const family = `user: {fields: {name: string, favourite: references:post:optional}}
post: {fields: {title: string:40:index, views: %s, user: references:optional, parent: references:post:optional, code: string:9:unique}}
comment: {fields: {post: references:cascade, n: int}}
mark: {fields: {post: references:optional:nullify, n: int}}
badge: {fields: {post: references, n: int}}`

// testRebuild changes a table in a way that SQLite has to rebuild it for.
func testRebuild(t *testing.T, d Database) {
	t.Parallel()
	h := begin(t, d)
	h.become(parse(t, d, fmt.Sprintf(family, "string"))...)
	h.many(10_000)
	facts, before := h.facts(h.db), h.contents()

	h.plan(noAllow, parse(t, d, fmt.Sprintf(family, "int"))...)
	h.up()
	h.keeps(before, "posts.views")
	h.count(10_000, "posts", `"views" = 3 * "id"`)
	h.continues(10_005)
	h.down()
	h.same("down did not lead back", facts, h.facts(h.db))
	h.count(10_000, "posts", `"views" = CAST(3 * "id" AS text)`)
	h.continues(10_006)
	h.up()
	h.continues(10_007)
}

// many adds n posts with children, and deletes the five newest of a few more.
func (h *history) many(n int) {
	h.t.Helper()
	numbers := fmt.Sprintf(`WITH RECURSIVE "numbers" ("n") AS (SELECT 1 UNION ALL SELECT "n" + 1 FROM "numbers" WHERE "n" < %d)`, n+4)
	for _, insert := range []string{
		aUser,
		`INSERT INTO "posts" ("title", "views", "user_id", "code", "created_at", "updated_at") ` + numbers +
			` SELECT 'Post', CAST(3 * "n" AS text), 1, CAST("n" AS text), CURRENT_TIMESTAMP, CURRENT_TIMESTAMP FROM "numbers"`,
		fmt.Sprintf(`DELETE FROM "posts" WHERE "id" > %d`, n),
		`UPDATE "posts" SET "parent_id" = "id" / 2 WHERE "id" > 1`,
		`UPDATE "users" SET "favourite_id" = 5`,
	} {
		h.exec(insert)
	}
	for _, child := range []string{"comments", "marks", "badges"} {
		h.exec(fmt.Sprintf(`INSERT INTO "%s" ("post_id", "n", "created_at", "updated_at") SELECT "id", "id", "created_at", "updated_at" FROM "posts"`, child))
	}
}

// continues adds a post, expects its id, and deletes it again.
func (h *history) continues(id int) {
	h.t.Helper()
	h.exec(`INSERT INTO "posts" ("title", "views", "code", "created_at", "updated_at") SELECT "title", "views", 'new', "created_at", "updated_at" FROM "posts" WHERE "id" = 1`)
	h.count(1, "posts", fmt.Sprintf(`"code" = 'new' AND "id" = %d`, id))
	h.exec(`DELETE FROM "posts" WHERE "code" = 'new'`)
}

const (
	posts    = "user: {fields: {name: string}}\npost: {fields: {title: string, views: string, user: references:cascade}}"
	rebuilt  = "user: {fields: {name: string}}\npost: {fields: {title: string, views: int, user: references:cascade}}"
	articles = "user: {fields: {name: string}}\narticle: {was: post, fields: {headline: {type: string, was: title}, views: string, user: references:cascade}}"
)

// onePost begins a history of posts, with one of them.
func onePost(t *testing.T, d Database) *history {
	t.Helper()
	t.Parallel()
	h := begin(t, d)
	h.become(parse(t, d, posts)...)
	h.insert([]string{"users (name) 'Ann'", "posts (title, views, user_id) 'One', '1', 1"})
	return h
}

// try migrates where there is more than gen knows of.
func (h *history) try() {
	h.t.Helper()
	if err := h.migrate(upByOne); err != nil {
		h.t.Fatalf("%v\n%s", err, h.files())
	}
}

// testOwn changes a table that a view of a person's looks at.
func testOwn(t *testing.T, d Database) {
	t.Run("view follows a rename", func(t *testing.T) {
		h := onePost(t, d)
		h.exec(`CREATE VIEW "top" AS SELECT "title" AS "t" FROM "posts"`)
		h.plan(noAllow, parse(t, d, articles)...)
		h.try()
		h.count(1, "top", `"t" = 'One'`)
		h.down()
		h.count(1, "top", `"t" = 'One'`)
	})
	if d.Dialect.Name() == schema.SQLite {
		testOwnInRebuild(t, d)
		testKeys(t, d)
	}
}

// testOwnInRebuild rebuilds a table that a person added to.
func testOwnInRebuild(t *testing.T, d Database) {
	t.Run("view survives a rebuild", func(t *testing.T) {
		h := onePost(t, d)
		h.exec(`CREATE VIEW "top" AS SELECT "title" AS "t", "views" FROM "posts"`)
		h.exec(`CREATE TRIGGER "named" AFTER UPDATE ON "users" BEGIN UPDATE "posts" SET "title" = NEW."name"; END`)
		h.plan(noAllow, parse(t, d, rebuilt)...)
		h.try()
		h.count(1, "top", `"t" = 'One' AND "views" = 1`)
		h.exec(`UPDATE "users" SET "name" = 'Bob'`)
		h.count(1, "top", `"t" = 'Bob'`)
	})
	for _, own := range []struct{ sql, said string }{
		{`CREATE TRIGGER "posts_audit" AFTER UPDATE ON "posts" BEGIN SELECT 1; END`, "posts has a trigger or an index of your own (posts_audit): drop it"},
		{`CREATE INDEX "mine" ON "posts" ("title" DESC)`, "posts has a trigger or an index of your own (mine): drop it"},
		{`ALTER TABLE "posts" ADD COLUMN "extra" text`, "posts has a column of your own (extra): move it"},
	} {
		t.Run(own.said, func(t *testing.T) {
			h := onePost(t, d)
			h.exec(own.sql)
			h.plan(noAllow, parse(t, d, rebuilt)...)
			h.stops(own.said)
		})
	}
}

// testKeys looks at what is safe while SQLite does not look after foreign keys.
func testKeys(t *testing.T, d Database) {
	t.Run("keys are on", func(t *testing.T) {
		h := onePost(t, d)
		h.plan(noAllow, parse(t, d, rebuilt)...)
		if _, err := upByOne(h.goose(), t.Context()); err == nil || !strings.Contains(err.Error(), "stopped: this migration rebuilds or drops a table and needs PRAGMA foreign_keys = OFF") {
			t.Errorf("got %v", err)
		}
		h.count(1, "posts", `"views" = '1'`)
		h.up()
	})
	t.Run("a key that led nowhere before", func(t *testing.T) {
		h := onePost(t, d)
		h.exec("PRAGMA foreign_keys = OFF")
		h.exec(`UPDATE "posts" SET "user_id" = 9`)
		h.exec("PRAGMA foreign_keys = ON")
		h.plan(noAllow, parse(t, d, rebuilt)...)
		h.try()
		h.count(1, "posts", `"user_id" = 9 AND "views" = 1`)
	})
	t.Run("a table of one's own points at one that is dropped", func(t *testing.T) {
		h := onePost(t, d)
		h.exec(`CREATE TABLE "mine" ("id" integer PRIMARY KEY, "post" integer REFERENCES "posts" ON DELETE CASCADE)`)
		h.exec(`INSERT INTO "mine" VALUES (1, 1)`)
		h.plan(dropPosts, parse(t, d, "user: {fields: {name: string}}")...)
		h.stops("a row of mine points at a row of posts that is not there")
		h.count(1, "mine", `"post" = 1`)
	})
}
