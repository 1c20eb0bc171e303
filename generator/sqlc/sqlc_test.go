package sqlc

import (
	"maps"
	"slices"
	"strings"
	"testing"
)

const (
	join = `-- name: PostsOfUsers :many
SELECT sqlc.embed(posts), sqlc.embed(users) FROM posts JOIN users ON users.id = posts.count;
`
	another    = "-- name: Another :many\nSELECT title FROM posts;\n"
	bulkInsert = "-- name: InsertUsers :copyfrom\nINSERT INTO users (title, url) VALUES (@title, @url);\n"
	bulkBatch  = "-- name: RenameUsers :batchexec\nUPDATE users SET title = @title WHERE id = @id;\n"
)

// with adds files of the user's queries to a job, by name.
func with(job Job, files map[string]string) Job {
	for _, name := range slices.Sorted(maps.Keys(files)) {
		job.Queries = append(job.Queries, yours(name, files[name]))
	}
	return job
}

// What Generate puts together from children that see a part each is what one
// sqlc makes of the whole.
func TestStock(t *testing.T) {
	fixtures := map[string]func(engine string) Job{
		"blog":  blog,
		"split": func(engine string) Job { return large(engine, 12) },
		"join":  func(engine string) Job { return with(blog(engine), map[string]string{"join.sql": join}) },
		"a table without queries": func(engine string) Job {
			job := blog(engine)
			job.Tables = append(job.Tables, tableOf(engine, "2_api_url_logs", "day?", "uid", "url"))
			return job
		},
		"no types to import": func(engine string) Job {
			job := blog(engine)
			job.Tables, job.Queries = job.Tables[1:], job.Queries[1:]
			return job
		},
		"files that sqlc passes over": func(engine string) Job {
			return with(blog(engine), map[string]string{
				"empty.sql": "-- nothing yet\n", ".hidden.sql": join, "x.down.sql": join, "notes.txt": join, "deep/x.sql": join,
			})
		},
		"a piece of two tables": func(engine string) Job {
			job := blog(engine)
			job.Tables[1].SQL += tableOf(engine, "user_urls", "url").SQL
			return with(job, map[string]string{"urls.sql": "-- name: ListURLs :many\nSELECT * FROM user_urls;\n"})
		},
		"bulk": func(engine string) Job {
			if engine == sqlite {
				return blog(engine)
			}
			return with(blog(engine), map[string]string{"a.sql": bulkInsert, "b.sql": bulkBatch})
		},
	}
	for name, fixture := range fixtures {
		t.Run(name, func(t *testing.T) {
			onEngines(t, func(t *testing.T, engine string) {
				job := fixture(engine)
				sameFiles(t, generate(t, job).Files, stock(t, job))
			})
		})
	}
}

// sqlc refuses to work without a query; an application without a resource
// still needs its package.
func TestNoQueries(t *testing.T) {
	onEngines(t, func(t *testing.T, engine string) {
		job := blog(engine)
		job.Tables, job.Queries = nil, nil
		result := generate(t, job)
		var names []string
		for _, f := range result.Files {
			names = append(names, f.Path)
			if strings.Contains(string(f.Data), "Borrowed") {
				t.Errorf("%s shows the borrowed query:\n%s", f.Path, f.Data)
			}
		}
		if !slices.Equal(names, []string{"store/db.go", "store/models.go"}) {
			t.Errorf("files %v", names)
		}
	})
}

func TestNothingChanged(t *testing.T) {
	onEngines(t, func(t *testing.T, engine string) {
		job := with(blog(engine), map[string]string{"join.sql": join})
		first := generate(t, job)
		if first.Ran != 3 {
			t.Errorf("ran %d files first, want 3", first.Ran)
		}
		job = after(job, first)
		if batches := marked(t, job).batches(); len(batches) != 0 {
			t.Errorf("%d children", len(batches))
		}
		second := generate(t, job)
		if second.Ran != 0 {
			t.Errorf("ran %d files", second.Ran)
		}
		sameFiles(t, second.Files, first.Files)
		if !maps.Equal(second.Keys, first.Keys) {
			t.Errorf("keys %v, want %v", second.Keys, first.Keys)
		}
	})
}

func marked(t *testing.T, job Job) *app {
	t.Helper()
	conf, err := parseConfig(job.Config)
	if err != nil {
		t.Fatal(err)
	}
	a := newApp(conf, job)
	a.mark()
	return a
}

// After a change only the files that it touches are run, and all is as if
// everything had been.
func TestChange(t *testing.T) {
	tests := []struct {
		name   string
		change func(job *Job, engine string)
		ran    int
	}{
		{"a query", func(job *Job, _ string) { job.Queries[0].Data = append(job.Queries[0].Data, another...) }, 1},
		{"a table that two files mention", func(job *Job, engine string) { job.Tables[0] = tableOf(engine, "posts", "title", "count", "day?") }, 2},
		{"a table that three files mention", func(job *Job, engine string) {
			job.Tables[1] = tableOf(engine, "users", "title", "url?", "uid")
		}, 3},
		{"a table without queries", func(job *Job, engine string) { job.Tables[2] = tableOf(engine, "logs", "data") }, 0},
		{"a new resource", func(job *Job, engine string) {
			job.Tables = append(job.Tables, tableOf(engine, "pages", "title"))
			job.Queries = append(job.Queries, resource("pages", "pages"))
		}, 1},
		{"a resource gone", func(job *Job, _ string) {
			job.Tables = job.Tables[1:]
			job.Queries = job.Queries[1:2]
		}, 0},
		{"a file renamed", func(job *Job, _ string) { job.Queries[3].Path = "db/queries/other.sql" }, 1},
		{"a file without its queries", func(job *Job, _ string) { job.Queries[3].Data = []byte("-- none\n") }, 1},
		{"the configuration", func(job *Job, engine string) {
			job.Config = configFor(engine, map[string]string{"posts": "Article", "users": "User"})
		}, 4},
		{"an output gone", func(job *Job, _ string) { delete(job.Previous, "store/user.sql.go") }, 1},
		{"db.go gone", func(job *Job, _ string) { delete(job.Previous, "store/db.go") }, 0},
		{"models.go gone", func(job *Job, _ string) { delete(job.Previous, "store/models.go") }, 0},
		{"the keys gone", func(job *Job, _ string) { job.Keys = nil }, 4},
		{"the outputs gone", func(job *Job, _ string) { job.Previous = nil }, 4},
		{"nothing but the order", func(job *Job, _ string) { slices.Reverse(job.Queries) }, 0},
	}
	onEngines(t, func(t *testing.T, engine string) {
		job := with(blog(engine), map[string]string{
			"join.sql": join, "one.sql": "-- name: One :one\nSELECT count(*) FROM users WHERE id = @id;\n",
		})
		job.Tables = append(job.Tables, tableOf(engine, "logs", "title"))
		first := generate(t, job)
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				t.Parallel()
				changed := after(job, first)
				test.change(&changed, engine)
				result := generate(t, changed)
				if result.Ran != test.ran {
					t.Errorf("ran %d files, want %d", result.Ran, test.ran)
				}
				sameFiles(t, result.Files, stock(t, changed))
			})
		}
	})
}

// A file that mentions no table may have any: sqlc must say which it misses.
func TestNoTableMentioned(t *testing.T) {
	job := with(blog(sqlite), map[string]string{"one.sql": "-- name: One :one\nSELECT 1;\n"})
	a := marked(t, job)
	if q := a.query("db/queries/one.sql"); len(q.tables) != 2 {
		t.Errorf("it sees %d tables, want 2", len(q.tables))
	}
	if q := a.query("db/queries/post.sql"); len(q.tables) != 1 || q.tables[0].Name != "posts" {
		t.Errorf("post.sql sees %v", q.tables)
	}
}

// sqlc gathers something of all bulk queries in files that they share, so
// their files are run together.
func TestBulk(t *testing.T) {
	job := with(blog(postgres), map[string]string{"a.sql": bulkInsert, "b.sql": bulkBatch})
	first := generate(t, job)
	tests := []struct {
		name   string
		change func(job *Job)
		ran    int
	}{
		{"nothing", func(*Job) {}, 0},
		{"one of the two", func(job *Job) { job.Queries[2].Data = []byte(strings.ReplaceAll(bulkInsert, "Insert", "Add")) }, 2},
		{"another file", func(job *Job) { job.Queries[0].Data = append(job.Queries[0].Data, join...) }, 1},
		{"one gone", func(job *Job) { job.Queries = job.Queries[:3] }, 1},
		{"both gone", func(job *Job) { job.Queries = job.Queries[:2] }, 0},
		{"a gathered file gone", func(job *Job) { delete(job.Previous, "store/copyfrom.go") }, 2},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			changed := after(job, first)
			test.change(&changed)
			result := generate(t, changed)
			if result.Ran != test.ran {
				t.Errorf("ran %d files, want %d", result.Ran, test.ran)
			}
			sameFiles(t, result.Files, stock(t, changed))
		})
	}
}

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		engine   string
		files    int
		children int
	}{
		{sqlite, 1, 1}, {sqlite, 8, 1}, {sqlite, 9, min(processors, 2)}, {postgres, 9, 1}, {postgres, 61, min(processors, 15)},
	} {
		a := marked(t, large(test.engine, test.files))
		batches := a.batches()
		files, tables := 0, 0
		for _, b := range batches {
			files += len(b.queries)
			tables += len(b.tables)
		}
		if len(batches) != test.children || files != test.files || tables != test.files {
			t.Errorf("%s: %d files in %d children, with %d files and %d tables", test.engine, test.files, len(batches), files, tables)
		}
	}
}
