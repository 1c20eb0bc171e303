package sqlc

import (
	"strings"
	"testing"
)

// sqlc takes these for SQLite, and makes wrong SQL of them.
func TestSilentMistakes(t *testing.T) {
	tests := []struct{ name, sql, want string }{
		{"order by", "SELECT * FROM posts ORDER BY CASE WHEN @sort = 'x' THEN title END;", "sqlc leaves @sort in the SQL"},
		{"having", "SELECT count(*) FROM posts GROUP BY title HAVING count(*) > sqlc.arg('n');", "sqlc leaves sqlc.arg in the SQL"},
		{"upsert", "INSERT INTO users (id, title) VALUES (@id, @a) ON CONFLICT (id) DO UPDATE SET title = @b RETURNING *;", "sqlc leaves @b in the SQL"},
		{"escape", "SELECT * FROM posts WHERE title LIKE @t ESCAPE '!' OR sqlc.narg('x') IS NULL;", "sqlc leaves sqlc.narg in the SQL"},
		{"a list first", "SELECT * FROM posts WHERE id IN (sqlc.slice('ids')) AND title = @t;", "a parameter comes after sqlc.slice"},
		{"a list before a bare parameter", "SELECT * FROM posts WHERE id IN (sqlc.slice('ids')) AND title = ?;", "a parameter comes after sqlc.slice"},
		{"two lists", "SELECT * FROM posts WHERE id IN (sqlc.slice('a')) OR count IN (sqlc.slice('b'));", "sqlc.slice occurs more than once"},
		{"a cast before a list", "SELECT * FROM posts WHERE CAST(title AS text) IN (sqlc.slice('ids'));", "sqlc leaves out the list"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			errs := failing(t, with(blog(sqlite), map[string]string{"mine.sql": "\n-- name: A :many\n" + test.sql + "\n"}))
			if len(errs) != 1 || !strings.HasPrefix(errs[0].Message, test.want) {
				t.Fatalf("errors %v, want %q", errs, test.want)
			}
			if e := errs[0]; e.Path != "db/queries/mine.sql" || e.Line != 2 || e.Hint == "" {
				t.Errorf("error %+v", e)
			}
		})
	}
}

// These are right, and must pass.
func TestNoMistakes(t *testing.T) {
	var b strings.Builder
	for i, sql := range []string{
		"SELECT * FROM posts WHERE title = @t AND (url = @t OR count = @n);",
		"SELECT * FROM posts WHERE title = ? AND url = ?;",
		"SELECT * FROM posts WHERE title = @t AND id IN (sqlc.slice('ids'));",
		"SELECT * FROM posts WHERE id IN (sqlc.slice('ids'));",
		"SELECT * FROM posts WHERE title = '@a ? sqlc.arg' AND count = @n; -- @b ?",
		"SELECT * FROM posts WHERE (title LIKE @t ESCAPE '!') OR sqlc.narg('x') IS NULL;",
		"SELECT sqlc.embed(posts) FROM posts WHERE id = @id;",
		"WITH o AS (SELECT CAST(@sort AS text) AS sort) SELECT posts.* FROM posts CROSS JOIN o ORDER BY CASE WHEN o.sort = 'x' THEN title END;",
	} {
		b.WriteString("-- name: Q" + string(rune('A'+i)) + " :many\n" + sql + "\n\n")
	}
	generate(t, with(blog(sqlite), map[string]string{"mine.sql": b.String()}))
}

func TestNotASCII(t *testing.T) {
	files := map[string]string{"mine.sql": "-- name: A :many\nSELECT * FROM posts WHERE title = 'é';\n"}
	errs := failing(t, with(blog(sqlite), files))
	if len(errs) != 1 || errs[0].Line != 2 || errs[0].Column != 36 || errs[0].Hint == "" {
		t.Errorf("errors %+v", errs)
	}
	job := with(blog(postgres), files)
	sameFiles(t, generate(t, job).Files, stock(t, job))
}

func TestListOnPostgres(t *testing.T) {
	errs := failing(t, with(blog(postgres), map[string]string{
		"mine.sql": "-- name: A :many\n/* sqlc.slice\n*/ SELECT * FROM posts WHERE id IN (sqlc.slice('ids'));\n",
	}))
	if len(errs) != 1 || errs[0].Line != 3 || errs[0].Column != 37 || !strings.Contains(errs[0].Hint, "ANY") {
		t.Errorf("errors %+v", errs)
	}
}

func TestDuplicates(t *testing.T) {
	const mine = "-- name: %s :many\nSELECT title FROM posts;\n"
	name := func(n string) string { return strings.ReplaceAll(mine, "%s", n) }
	for _, test := range []struct {
		name  string
		files map[string]string
		want  string
	}{
		{
			"with gen, before", map[string]string{"a.sql": name("ListPost")},
			"db/queries/a.sql:1:1: query ListPost is already in db/queries/post.sql:3",
		},
		{
			"with gen, after", map[string]string{"z.sql": "\n" + name("ListPost")},
			"db/queries/z.sql:2:1: query ListPost is already in db/queries/post.sql:3",
		},
		{
			"in two files", map[string]string{"y.sql": name("A"), "z.sql": name("A")},
			"db/queries/z.sql:1:1: query A is already in db/queries/y.sql:1",
		},
		{
			"in one file", map[string]string{"z.sql": name("A") + name("A")},
			"db/queries/z.sql:3:1: query A is already in db/queries/z.sql:1",
		},
		{
			"but for a capital", map[string]string{"z.sql": name("Recent") + name("recent")},
			"db/queries/z.sql:3:1: query recent is already in db/queries/z.sql:1",
		},
	} {
		if errs := failing(t, with(blog(sqlite), test.files)); errs.Error() != test.want || errs[0].Hint == hintDefect {
			t.Errorf("%s: %v, want %s", test.name, errs, test.want)
		}
	}
}

func TestDuplicateOfGen(t *testing.T) {
	job := blog(sqlite)
	job.Queries = append(job.Queries, resource("users", "User"))
	job.Queries[2].Path = "db/queries/zuser.sql"
	for _, e := range failing(t, job) {
		if e.Hint != hintDefect {
			t.Errorf("error %+v", e)
		}
	}
}

func TestMask(t *testing.T) {
	for sql, want := range map[string]string{
		`a = 'x''y' AND "b@c" = @d`:  `a =        AND       = @d`,
		"a -- @b\nc":                 "a      \nc",
		"a /* @b\n */ c":             "a      \n    c",
		"a IN (/*SLICE:ids*/?) --x":  "a IN (/*SLICE:ids*/?)    ",
		"'-- no comment' a /* 'b */": strings.Repeat(" ", 16) + "a" + strings.Repeat(" ", 9),
	} {
		if got := mask(sql); got != want {
			t.Errorf("mask(%q) = %q, want %q", sql, got, want)
		}
	}
}
