package e2e

import (
	"encoding/json"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// planned has things in the order of a column that each has, and items in the
// order of one that may be missing. An owner of either cannot be deleted. Things
// have tags.
func planned() string {
	head, things, _ := strings.Cut(strings.ReplaceAll(listed, ":nullify", ""), "  thing:\n")
	return head + "  tag:\n    fields: {name: string}\n  thing:\n    order: -at\n" + things + "      tags: many\n  item:\n    order: -ts\n" + things
}

// filters are what things and items are asked for, a column each.
var filters = []string{
	"id[gt]=100", "title=title 5", "n=1", "n=", "n[gte]=2", "n[gte]=0&n[lte]=0", "f=0.25", "f[lt]=0", "d=7.50", "d[lte]=1", "b=true", "b=", "day=2003-01-02",
	"day[gt]=2004-01-01", "t=12:30:00.5", "t[lt]=01:00", "ts[gte]=2026-01-01T00:00:00Z", "u=0190a6b0-7c1e-7d3a-9f6b-00000000000a", "e=draft", "e=", "mail=a3@example.com",
	"owner_id=2", "owner_id=", "req=4", "req[lt]=1", "live=false", "page[eq]=1", "sort[eq]=up", "at[lt]=2026-01-02T00:00:00Z", "price=50", "price[gt]=99",
	"created_at[lt]=2020-01-01T00:00:00Z", "updated_at[lt]=2020-01-01T00:00:00Z",
}

// No list reads a table from one end to the other: what it is filtered and
// sorted by has an index, and the database goes through it. (A total of rows
// that are most of a table is another thing.)
func TestListsGoThroughIndexes(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, planned())
		edit(t, filepath.Join(app, "db/select.go"), "import (\n", "import (\n\t\"encoding/json\"\n\t\"os\"\n")
		edit(t, filepath.Join(app, "db/select.go"), "\treturn sql.String(), args\n",
			"\tjson.NewEncoder(os.Stdout).Encode(map[string]any{\"SQL\": sql.String(), \"Args\": args})\n\treturn sql.String(), args\n")
		p := newPopulated(t, database)
		s := start(t, app, p.url)
		p.multiply(t, s)
		for _, list := range []string{"/api/v1/things", "/api/v1/items"} {
			for _, sort := range append([]string{"", "page", "-page", "sort", "-sort", "-created_at", "updated_at"}, sorts[1:35]...) {
				s.twoPages(t, list, "sort="+sort)
			}
			for _, filter := range filters {
				s.twoPages(t, list, filter)
				s.twoPages(t, list, filter+"&sort=-title&after=")
			}
			s.twoPages(t, list, "e=draft&owner_id=2&n[gt]=0&after=")
		}
		for _, tag := range []string{"1", "3"} { // a third of the things have the first, and ten the other
			for _, query := range []string{"", "sort=-title&", "e=draft&owner_id=2&"} {
				s.twoPages(t, "/api/v1/things", query+"include=tags,owner&after=&tag_id="+tag)
			}
			s.send(t, "GET", "/tags/"+tag, "", "")
		}
		s.send(t, "GET", "/things?e=draft&sort=title", "", "")
		s.stop(t)

		queries := append(s.queries(t), storeQueries(t, app)...)
		if len(queries) < 300 {
			t.Fatalf("%d queries", len(queries))
		}
		for _, q := range queries {
			plan := p.plan(t, q)
			if wholeTable.MatchString(plan) && !inOrderOfIDs(q.SQL, plan) {
				t.Errorf("%s %q\n%s", q.SQL, q.Args, plan)
			}
			if strings.Contains(q.SQL, `"thing_tags"`) && slices.Contains(q.Args, any("1")) && sorting.MatchString(plan) {
				t.Errorf("what a third of the things have is sorted: %s %q\n%s", q.SQL, q.Args, plan)
			}
		}
		for _, q := range slices.DeleteFunc(queries, func(q explained) bool { return !strings.Contains(q.SQL, `"title" DESC`) })[:3] {
			t.Logf("%s %q\n%s", q.SQL, q.Args, p.plan(t, q))
		}
	})
}

// wholeTable is a line of a plan that reads all of a table.
var wholeTable = regexp.MustCompile(`Seq Scan|SCAN (things|items|owners|tags|thing_tags)(\n|$)`)

// sorting is a line of a plan that sorts rows by more than their ties.
var sorting = regexp.MustCompile(`->  Sort|TEMP B-TREE FOR ORDER BY`)

// inOrderOfIDs reports whether a list comes from an SQLite table as it is, up
// to its limit: that is the index of ids.
func inOrderOfIDs(sql, plan string) bool {
	return strings.HasPrefix(plan, "SCAN") && strings.Contains(sql, "LIMIT") && !strings.Contains(plan, "B-TREE")
}

// multiply makes 20,480 things, and as many items, owners and tags.
func (p populated) multiply(t *testing.T, s *server) {
	t.Helper()
	s.fill(t, 640)
	rows, err := p.conn.Query("SELECT * FROM things LIMIT 0")
	if err != nil {
		t.Fatal(err)
	}
	names, err := rows.Columns()
	if err != nil {
		t.Fatal(err)
	}
	rows.Close()
	columns := `"` + strings.Join(names[1:], `", "`) + `"`
	statements := []string{`UPDATE things SET "sort" = 'down' WHERE id % 3 > 0`}
	for range 5 {
		statements = append(statements, "INSERT INTO things ("+columns+") SELECT "+columns+" FROM things")
	}
	statements = append(statements, "INSERT INTO items ("+columns+") SELECT "+columns+" FROM things",
		"INSERT INTO owners (name, created_at, updated_at) SELECT title, created_at, updated_at FROM things",
		"INSERT INTO tags (name, created_at, updated_at) SELECT title, created_at, updated_at FROM things",
		"INSERT INTO thing_tags SELECT id, 1 FROM things WHERE id % 3 = 0",
		"INSERT INTO thing_tags SELECT id, 3 + id % 2000 FROM things")
	if p.kind == "postgres" {
		statements = append(statements, "VACUUM ANALYZE")
	}
	for _, statement := range statements {
		if _, err := p.conn.Exec(statement); err != nil {
			t.Fatalf("%s: %v", statement, err)
		}
	}
}

// twoPages asks for the first page of a list, and by key for the second.
func (s *server) twoPages(t *testing.T, list, query string) {
	t.Helper()
	values, err := url.ParseQuery(query)
	if err != nil {
		t.Fatal(err)
	}
	if values.Get("sort") == "" {
		values.Del("sort")
	}
	a := s.send(t, "GET", list+"?"+values.Encode(), "", "")
	var l listAnswer
	if err := json.Unmarshal([]byte(a.body), &l); err != nil || a.status != 200 {
		t.Fatalf("%s?%s = %d %s", list, query, a.status, a.body)
	}
	if l.Next != nil {
		values.Set("after", *l.Next)
		if a := s.send(t, "GET", list+"?"+values.Encode(), "", ""); a.status != 200 {
			t.Fatalf("%s?%s = %d %s", list, values.Encode(), a.status, a.body)
		}
	}
}

// An explained query is one of an application, with what JSON makes of its parameters.
type explained struct {
	SQL  string
	Args []any
}

// queries are those that the application has printed, each once.
func (s *server) queries(t *testing.T) []explained {
	t.Helper()
	var found []explained
	seen := map[string]bool{}
	for line := range strings.Lines(s.log.String()) {
		if !strings.HasPrefix(line, `{"Args":`) || seen[line] {
			continue
		}
		seen[line] = true
		var q explained
		if err := json.Unmarshal([]byte(line), &q); err != nil {
			t.Fatal(err)
		}
		for i, arg := range q.Args {
			if number, ok := arg.(float64); ok {
				arg = strconv.FormatFloat(number, 'f', -1, 64)
			}
			q.Args[i] = fmt.Sprint(arg)
		}
		found = append(found, q)
	}
	return found
}

var (
	storeQuery = regexp.MustCompile("(?s)`-- name: \\w*(?:Options|Labels|ByOwnerID|ListThingTags)\\w* :\\w+\n(.*?)`")
	storeParam = regexp.MustCompile(`[$?]\d+`)
)

// storeQueries are those for labels, for the options of selects, for the rows
// that refer to another and for the tags of things.
func storeQueries(t *testing.T, app string) []explained {
	t.Helper()
	var found []explained
	for _, name := range []string{"owner", "tag", "thing", "item"} {
		text, err := os.ReadFile(filepath.Join(app, "store", name+".sql.go"))
		if err != nil {
			t.Fatal(err)
		}
		for _, match := range storeQuery.FindAllStringSubmatch(string(text), -1) {
			q := explained{SQL: match[1]}
			for range storeParam.FindAllString(q.SQL, -1) {
				q.Args = append(q.Args, "1")
			}
			if strings.Contains(q.SQL, "ANY(") {
				q.Args = []any{"{1,2}"}
			} else if strings.Contains(q.SQL, "SLICE") {
				q.Args = []any{"1"}
			}
			found = append(found, q)
		}
	}
	if len(found) < 4 {
		t.Fatalf("found the queries %v", found)
	}
	return found
}

// plan is how the database goes about q.
func (p populated) plan(t *testing.T, q explained) string {
	t.Helper()
	explain := map[string]string{"sqlite": "EXPLAIN QUERY PLAN ", "postgres": "EXPLAIN "}[p.kind]
	rows, err := p.conn.Query(explain+q.SQL, q.Args...)
	if err != nil {
		t.Fatalf("%s %q: %v", q.SQL, q.Args, err)
	}
	defer rows.Close()
	var lines []string
	for rows.Next() {
		var line string
		into := []any{&line}
		if p.kind == "sqlite" {
			into = []any{new(int), new(int), new(int), &line}
		}
		if err := rows.Scan(into...); err != nil {
			t.Fatal(err)
		}
		lines = append(lines, line)
	}
	if err := rows.Err(); err != nil || len(lines) == 0 {
		t.Fatalf("%s: %d lines, %v", q.SQL, len(lines), err)
	}
	return strings.Join(lines, "\n")
}
