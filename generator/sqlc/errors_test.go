package sqlc

import (
	"errors"
	"slices"
	"testing"
)

// failing runs a job that must fail because of its SQL.
func failing(t *testing.T, job Job) Errors {
	t.Helper()
	_, err := Generate(t.Context(), job)
	errs, ok := errors.AsType[Errors](err)
	if !ok {
		t.Fatalf("error %v, want Errors", err)
	}
	return errs
}

// The errors of one file, as sqlc finds them, in one form for both dialects.
func TestErrors(t *testing.T) {
	tests := []struct {
		name, sql string
		lite, pg  string // if empty, as lite
		hint      string
	}{
		{
			name: "column", sql: "-- name: A :many\nSELECT * FROM posts\nWHERE nope = @x;\n",
			lite: `3:7: column "nope" does not exist`, hint: hintTables,
		},
		{
			name: "table", sql: another + "-- name: A :many\nSELECT * FROM postz;\n",
			lite: `4:1: relation "postz" does not exist`, hint: hintTables,
		},
		{
			name: "carriage returns", sql: "-- name: A :many\r\nSELECT *\r\nFROM posts\r\nWHERE nope = @x;\r\n",
			lite: `4:7: column "nope" does not exist`, hint: hintTables,
		},
		{
			name: "syntax", sql: another + "-- name: A :many\nSELEC * FROM posts;\n",
			lite: `4:1: syntax error: extraneous input 'SELEC'`, pg: `4:1: syntax error at or near "SELEC"`,
		},
		{
			name: "command", sql: "-- name: A :foo\nSELECT * FROM posts;\n",
			lite: "1:1: invalid query type: :foo",
		},
		{
			name: "name", sql: "-- name: A-b :one\nSELECT * FROM posts;\n",
			lite: `1:1: invalid query name "A-b"`,
		},
	}
	onEngines(t, func(t *testing.T, engine string) {
		for _, test := range tests {
			t.Run(test.name, func(t *testing.T) {
				t.Parallel()
				want := test.lite
				if engine == postgres && test.pg != "" {
					want = test.pg
				}
				errs := failing(t, with(blog(engine), map[string]string{"mine.sql": test.sql}))
				if got := errs.Error(); got != "db/queries/mine.sql:"+want {
					t.Errorf("got  %s\nwant db/queries/mine.sql:%s", got, want)
				}
				if errs[0].Hint != test.hint {
					t.Errorf("hint %q, want %q", errs[0].Hint, test.hint)
				}
			})
		}
	})
}

// All mistakes of all files come at once. sqlc does not say in which of two
// files for SQLite a syntax error is.
func TestErrorsOfSeveralFiles(t *testing.T) {
	onEngines(t, func(t *testing.T, engine string) {
		errs := failing(t, with(blog(engine), map[string]string{
			"a.sql": "-- name: A :many\n\nSELEC 1;\n",
			"b.sql": "-- name: B :many\nSELEC 2;\n",
			"c.sql": "-- name: C :many\nSELECT nope FROM posts;\n",
		}))
		var places []string
		for _, e := range errs {
			e.Message = ""
			places = append(places, e.Error())
		}
		want := []string{"db/queries/a.sql:3:1: ", "db/queries/b.sql:2:1: ", "db/queries/c.sql:2:8: "}
		if !slices.Equal(places, want) {
			t.Errorf("places %q, want %q:\n%v", places, want, errs)
		}
	})
}

// An error that sqlc reports without a file belongs to the file that cannot be
// run alone.
func TestErrorWithoutFile(t *testing.T) {
	errs := failing(t, with(blog(sqlite), map[string]string{"good.sql": another, "mine.sql": bulkInsert}))
	want := "db/queries/mine.sql: :copyfrom is only supported by pgx and github.com/go-sql-driver/mysql"
	if errs.Error() != want {
		t.Errorf("got  %v\nwant %s", errs, want)
	}
}

func TestErrorsOfChildren(t *testing.T) {
	job := large(sqlite, 10)
	job.Queries[1].Data = append(job.Queries[1].Data, "\n-- name: X :many\nSELECT x FROM things001;\n"...)
	job.Queries[9].Data = append(job.Queries[9].Data, "\n-- name: Y :many\nSELECT y FROM things009;\n"...)
	errs := failing(t, job)
	if len(errs) != 2 || errs[0].Path != "db/queries/thing001.sql" || errs[1].Path != "db/queries/thing009.sql" {
		t.Fatalf("errors %v", errs)
	}
	for _, e := range errs {
		if e.Hint != hintDefect {
			t.Errorf("hint %q of gen's own file", e.Hint)
		}
	}
}

func TestErrorInSchema(t *testing.T) {
	onEngines(t, func(t *testing.T, engine string) {
		job := blog(engine)
		job.Tables[1].SQL = "CREATE TABLE \"users\" (\"id\" integer,\n);\n"
		errs := failing(t, job)
		if len(errs) != 1 || errs[0].Path != "db/schema.sql" || errs[0].Line != 0 || errs[0].Hint != hintDefect {
			t.Errorf("errors %+v", errs)
		}
	})
}

func TestParseComplaint(t *testing.T) {
	for _, test := range []struct {
		name, printed string
		want          string
		rest          string
		vague         bool
	}{
		{"nothing", "", "", "", false},
		{
			"a place", "# package store\ndb/queries/a.sql:3:7: column \"x\" does not exist\n",
			"db/queries/a.sql:3:7: column \"x\" does not exist", "", false,
		},
		{
			"a syntax error", "line 4:2 no viable alternative\nline 4:9 extra input expecting {A, B}\n# package store\n" +
				"db/queries/a.sql:1:1: extra input expecting {A, B}\n",
			"db/queries/a.sql:4:3: syntax error: no viable alternative", "", false,
		},
		{
			"syntax errors in two files", "line 1:0 m\nline 2:0 m\n# package store\na.sql:1:1: m\nb.sql:1:1: m\n",
			"a.sql:1:1: syntax error: m\nb.sql:1:1: syntax error: m", "", true,
		},
		{"a panic", "panic: boom\n\ngoroutine 1 [running]:\n", "", "panic: boom", false},
		{"generating", "# package store\nerror generating code: no\n", "", "no", false},
	} {
		c := parseComplaint(test.printed)
		if got := c.errs.Error(); got != test.want || c.rest != test.rest || c.vague != test.vague {
			t.Errorf("%s: %q, rest %q, vague %t", test.name, got, c.rest, c.vague)
		}
	}
}

func TestErrorText(t *testing.T) {
	for want, e := range map[string]Error{
		"a.sql: m":     {Path: "a.sql", Message: "m", Hint: "h"},
		"a.sql:2: m":   {Path: "a.sql", Line: 2, Message: "m"},
		"a.sql:2:3: m": {Path: "a.sql", Line: 2, Column: 3, Message: "m"},
	} {
		if got := e.Error(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// A disk that refuses is no defect of a query.
func TestRefusedByDisk(t *testing.T) {
	for _, test := range []struct{ printed, want string }{
		{"# package store\n/t/x/store/a.sql.go: write /t/x/store/a.sql.go: no space left on device\n",
			"run sqlc: write /t/x/store/a.sql.go: no space left on device"},
		{"error: mkdir /t/x/store: permission denied\n", "run sqlc: mkdir /t/x/store: permission denied"},
		{"a.sql:1:1: column \"write\" does not exist\n", ""},
		{"", ""},
	} {
		got := ""
		if err := refusedByDisk(test.printed, "/t/x"); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%q: got %q, want %q", test.printed, got, test.want)
		}
	}
}
