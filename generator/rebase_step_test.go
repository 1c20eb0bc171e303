package generator

import (
	"slices"
	"testing"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// What gen writes into migrations is understood, on both databases.
func TestStepOfGeneratedMigrations(t *testing.T) {
	const before = "post: {fields: {title: 'string:120', rank: int}}\n  user: {fields: {name: string}}"
	for _, test := range []struct {
		name, after string
		want        diff.Step
	}{
		{"an optional column", "post: {fields: {title: 'string:120', rank: int, body: 'text:optional'}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Columns: [][2]string{{"posts", "body"}}}},
		{"a required one with everything", "post: {fields: {title: 'string:120', rank: int, slug: {type: string, max: 60, unique: true, backfill: {sql: '''slug-'' || id'}}}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Columns: [][2]string{{"posts", "slug"}}, Indexes: []string{"posts_slug_key"}}},
		{"two, one an enum", "post: {fields: {title: 'string:120', rank: int, state: 'enum:a:b:default=a', seen: 'timestamp:default=now'}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Columns: [][2]string{{"posts", "state"}, {"posts", "seen"}},
				Indexes: []string{"posts_seen_id_idx", "posts_state_id_idx"}}},
		{"a reference", "post: {fields: {title: 'string:120', rank: int, author: 'references:user:optional'}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts", "users"}, Columns: [][2]string{{"posts", "author_id"}}, Indexes: []string{"posts_author_id_id_idx"}}},
		{"a search", "post: {fields: {title: 'string:120:search', rank: int, body: 'text:optional:search'}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Columns: [][2]string{{"posts", "body"}}, Search: []string{"posts"}}},
		{"a table with a search", "post: {fields: {title: 'string:120', rank: int}}\n  user: {fields: {name: string}}\n  note: {fields: {text: 'text:search'}}",
			diff.Step{Tables: []string{"notes"}, Created: []string{"notes"},
				Indexes: []string{"notes_created_at_id_idx", "notes_updated_at_id_idx"}, Search: []string{"notes"}}},
		{"tables in a circle", "post: {fields: {title: 'string:120', rank: int}}\n  user: {fields: {name: string}}\n  a: {fields: {b: references, user: references}}\n  b: {fields: {a: 'references:optional'}}",
			diff.Step{Tables: []string{"as", "bs", "users"}, Created: []string{"as", "bs"}, Indexes: []string{"as_b_id_id_idx", "as_created_at_id_idx", "as_updated_at_id_idx",
				"as_user_id_id_idx", "bs_a_id_id_idx", "bs_created_at_id_idx", "bs_updated_at_id_idx"}}},
		{"a longer maximum", "post: {fields: {title: 'string:200', rank: int}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Changes: true}},
		{"another type", "post: {fields: {title: 'string:120', rank: text}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Changes: true}},
		{"a renamed column", "post: {fields: {headline: {type: string, max: 120, was: title}, rank: int}}\n  user: {fields: {name: string}}",
			diff.Step{Tables: []string{"posts"}, Changes: true}},
		{"a dropped table", "post: {fields: {title: 'string:120', rank: int}}",
			diff.Step{Tables: []string{"users"}, Changes: true}},
	} {
		for _, database := range []string{schema.SQLite, schema.Postgres} {
			t.Run(test.name+" on "+database, func(t *testing.T) {
				text, tables := migrationBetween(t, database, before, test.after)
				got := stepOf("db/migrations/1_x.sql", text, false, tables)
				slices.Sort(got.Tables)
				slices.Sort(got.Created)
				slices.Sort(got.Indexes)
				if test.want.Changes {
					if !got.Changes || !slices.Contains(got.Tables, test.want.Tables[0]) {
						t.Errorf("got %+v, want %+v, from\n%s", got, test.want, text)
					}
					return
				}
				if got.Changes || !slices.Equal(got.Tables, test.want.Tables) || !slices.Equal(got.Columns, test.want.Columns) ||
					!slices.Equal(got.Created, test.want.Created) || !slices.Equal(got.Search, test.want.Search) || !slices.Equal(got.Indexes, test.want.Indexes) {
					t.Errorf("got %+v, want %+v, from\n%s", got, test.want, text)
				}
			})
		}
	}
}

// migrationBetween is the migration from one definition of resources to another,
// and the tables of both.
func migrationBetween(t *testing.T, database, before, after string) (string, []string) {
	t.Helper()
	parse := func(resources string) *schema.App {
		app, err := schema.Parse("gen.yaml", []byte("app: blog\ndatabase: "+database+"\nresources:\n  "+resources+"\n"))
		if err != nil {
			t.Fatal(err)
		}
		return app
	}
	from, _, _ := diff.Changes(diff.State{}, parse(before), diff.Allow{})
	to, changes, decisions := diff.Changes(from, parse(after), diff.Allow{Drop: []string{"user"}})
	if len(decisions) > 0 {
		t.Fatalf("decisions: %+v", decisions)
	}
	var tables []string
	for _, table := range slices.Concat(from.Tables, to.Tables) {
		tables = append(tables, table.Name)
	}
	return string(dialect.Migration(dialect.For(database), changes)), tables
}

func TestStepOfOwnMigrations(t *testing.T) {
	for _, test := range []struct {
		name, up string
		want     diff.Step
	}{
		{"rows", `UPDATE posts SET title = 'DROP TABLE posts;'`, diff.Step{Tables: []string{"posts"}}},
		{"other spellings", "create unique index concurrently if not exists x ON posts (a)", diff.Step{Tables: []string{"posts"}, Indexes: []string{"x"}}},
		{"over lines", "alter table\n  posts\n  add column\n  a text", diff.Step{Tables: []string{"posts"}, Columns: [][2]string{{"posts", "a"}}}},
		{"a view", `CREATE VIEW "recent" AS SELECT * FROM "posts"`, diff.Step{Tables: []string{"posts"}}},
		{"a table that is gone at the end", "CREATE TEMP TABLE \"x\" (a int);\nDROP TABLE temp.\"x\"", diff.Step{}},
		{"a dropped index", `DROP INDEX "posts_a_idx"`, diff.Step{Changes: true}},
		{"a dropped table", `DROP TABLE IF EXISTS users`, diff.Step{Tables: []string{"users"}, Changes: true}},
		{"a constraint", `ALTER TABLE "posts" ADD CONSTRAINT "mine" CHECK (a > 0)`, diff.Step{Tables: []string{"posts"}, Changes: true}},
		{"a column that was there", `ALTER TABLE "posts" ALTER COLUMN "a" SET NOT NULL`, diff.Step{Tables: []string{"posts"}, Changes: true}},
		{"in a comment", "-- DROP TABLE posts;\nSELECT 1", diff.Step{Tables: []string{"posts"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			text := "-- +goose Up\n" + test.up + ";\n\n-- +goose Down\nDROP TABLE comments;\n"
			got := stepOf("db/migrations/1_x.sql", text, true, []string{"posts", "users", "comments"})
			if got.File != "1_x.sql" || !got.Theirs {
				t.Errorf("got %+v", got)
			}
			if got.Changes != test.want.Changes || !slices.Equal(got.Tables, test.want.Tables) ||
				!slices.Equal(got.Columns, test.want.Columns) || !slices.Equal(got.Indexes, test.want.Indexes) {
				t.Errorf("got %+v, want %+v", got, test.want)
			}
		})
	}
}
