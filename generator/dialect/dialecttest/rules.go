package dialecttest

import (
	"fmt"
	"testing"
)

// testRules proves that the database refuses what fields do not allow, in
// columns that were added to a table with rows.
func testRules(t *testing.T, d Database) {
	h := blog(t, d)
	h.become(
		resource("post", "title", "author:references:user", "code:string:3:default=abc", "slug:string:optional:unique",
			"status:enum:draft:published:default=draft", "editor:references:user:optional"),
		resource("user", "name"),
	)
	h.exec(`UPDATE "posts" SET "slug" = 'one' WHERE "id" = 1`)
	for _, test := range []struct{ name, column, value string }{
		{"null", "code", "NULL"},
		{"too long", "code", "'éééé'"},
		{"not unique", "slug", "'one'"},
		{"no value of the enum", "status", "'gone'"},
		{"reference to nothing", "editor_id", "99"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if _, err := h.db.Exec(fmt.Sprintf(`UPDATE "posts" SET %q = %s WHERE "id" = 2`, test.column, test.value)); err == nil {
				t.Errorf("%s = %s was accepted", test.column, test.value)
			}
		})
	}
	h.exec(`UPDATE "posts" SET "code" = 'ééé', "slug" = 'two', "status" = 'published', "editor_id" = 1 WHERE "id" = 2`)
}

// testOnDelete deletes a row that others reference.
func testOnDelete(t *testing.T, d Database) {
	for _, test := range []struct {
		reference string
		deleted   bool
		posts     string // a condition that the one post then meets
	}{
		{"author:references:user", false, `"author_id" = 1`},
		{"author:references:user:optional:nullify", true, `"author_id" IS NULL`},
		{"author:references:user:cascade", true, ""},
	} {
		t.Run(test.reference, func(t *testing.T) {
			h := begin(t, d)
			h.become(resource("user", "name"), resource("post", "title", test.reference))
			h.exec(aUser)
			h.exec(aPost)
			if _, err := h.db.Exec(`DELETE FROM "users"`); (err == nil) != test.deleted {
				t.Errorf("deleting the author: got error %v", err)
			}
			if test.posts == "" {
				h.count(0, "posts", "true")
			} else {
				h.count(1, "posts", test.posts)
			}
		})
	}
}
