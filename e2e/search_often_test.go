package e2e

import (
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// manyRows is enough that what all of them have is found often.
const manyRows = 20_000

// fillWords are rows with words that all have, that every second one has, that
// only the oldest have, and that no two have.
var fillWords = map[string]string{
	"sqlite": `WITH RECURSIVE "i" ("i") AS (SELECT 1 UNION ALL SELECT "i" + 1 FROM "i" WHERE "i" < %d)
		INSERT INTO "things" ("title", "body", "n", "kind", "created_at", "updated_at") SELECT 'common ' || iif("i" %% 2, iif("i" %% 3, 'Odd', 'ôdd'), 'even') || iif("i" < 7000, ' oldest', ''),
		'word' || "i" || ' commonly', nullif("i" %% 7, 0), 'a', datetime('2026-01-01', '+' || ("i" / 3) || ' seconds') || '+00:00', '2026-01-01 00:00:00+00:00' FROM "i"`,
	"postgres": `INSERT INTO "things" ("title", "body", "n", "kind", "created_at", "updated_at") SELECT 'common ' || CASE WHEN "i" %% 2 = 0 THEN 'even' WHEN "i" %% 3 = 0 THEN 'ôdd' ELSE 'Odd' END
		|| CASE WHEN "i" < 7000 THEN ' oldest' ELSE '' END, 'word' || "i" || ' commonly', nullif("i" %% 7, 0), 'a',
		timestamptz '2026-01-01 00:00:00+00' + ("i" / 3) * interval '1 second', '2026-01-01 00:00:00+00' FROM generate_series(1, %d) AS "i"`,
}

// has says which of these rows a search finds, by their ids.
var has = map[string]func(id int) bool{
	"common":       func(int) bool { return true },
	"comm":         func(int) bool { return true },
	"odd":          func(id int) bool { return id%2 == 1 },
	"oldest":       func(id int) bool { return id < 7000 },
	"oldest even":  func(id int) bool { return id < 7000 && id%2 == 0 },
	"word19":       func(id int) bool { return strings.HasPrefix(fmt.Sprint(id), "19") },
	"common word7": func(id int) bool { return strings.HasPrefix(fmt.Sprint(id), "7") },
}

// What many rows have is found in the order of the list, page by page, and what
// it takes to find it is read from indexes.
func TestSearchOften(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, searchable)
		s := serve(t, app, database)
		execute(t, database, s.database, fmt.Sprintf(fillWords[database], manyRows))
		execute(t, database, s.database, "ANALYZE")
		for _, sort := range []string{"-created_at", "id", "n", "-n,kind"} {
			all := s.follow(t, url.Values{"sort": {sort}, "per_page": {"100"}})
			for q, has := range has {
				s.findsInOrder(t, q, sort, slices.DeleteFunc(slices.Clone(all), func(id int) bool { return !has(id) }))
			}
		}
		testTotals(t, s)
		testSearchPlans(t, app, database, s.database)
	})
}

// findsInOrder looks for q on three pages, by key and by number.
func (s *server) findsInOrder(t *testing.T, q, sort string, want []int) {
	t.Helper()
	query := url.Values{"q": {q}, "sort": {sort}, "per_page": {"100"}, "after": {""}}
	var got []int
	for range 3 {
		l := s.list(t, query)
		if got = append(got, l.ids()...); l.Next != nil {
			query.Set("after", *l.Next)
		}
	}
	if !slices.Equal(got, want[:min(300, len(want))]) {
		t.Errorf("sort=%s: %s finds %d rows, %v…, want %v…", sort, q, len(got), got[:min(9, len(got))], want[:9])
	}
	query.Del("after")
	query.Set("page", "3")
	if third := s.list(t, query).ids(); !slices.Equal(third, want[min(200, len(want)):min(300, len(want))]) {
		t.Errorf("sort=%s: page 3 of %s has %v", sort, q, third)
	}
}

// testTotals asks how much is found.
func testTotals(t *testing.T, s *server) {
	for _, test := range []struct {
		query url.Values
		want  string
	}{
		{url.Values{"q": {"common"}}, "none"},
		{url.Values{"q": {"common"}, "count": {"exact"}}, "20000"},
		{url.Values{"q": {"word1999"}}, "11"},
	} {
		total := "none"
		if l := s.list(t, test.query); l.Total != nil {
			total = fmt.Sprint(*l.Total)
		}
		if total != test.want {
			t.Errorf("%v has the total %s, want %s", test.query, total, test.want)
		}
	}
	page := s.get(t, "/things?q=common&page=2")
	for _, want := range []string{"<span>Page 2</span>", "Previous page", "Next page"} {
		if !strings.Contains(page, want) {
			t.Errorf("the second page lacks %s:\n%s", want, page)
		}
	}
}

// plansTest is a test in an emitted application that explains its searches.
const plansTest = `package db

import (
	"os"
	"strings"
	"testing"
)

func TestPlans(t *testing.T) {
	d, err := Open(t.Context(), os.Getenv("PLANS"))
	if err != nil {
		t.Fatal(err)
	}
	defer d.Close()
	list := Selection{Order: []Order{{Column: "created_at", Desc: true}, {Column: "id", Desc: true}}}
	for q, ways := range map[string]int{"common": 2, "common odd": 2, "word19999": 1} {
		m, err := ThingSearch.Match(t.Context(), d, q)
		if err != nil {
			t.Fatal(err)
		}
		selections := m.First(list, 21)
		if len(selections) != ways {
			t.Errorf("%s is looked for in %d ways, want %d", q, len(selections), ways)
		}
		for _, s := range selections {
			query, args := s.into("SELECT * FROM things WHERE /*where*/ true ORDER BY /*order*/ id /*order*/ LIMIT 21", nil)
			plan := explain(t, d, query, args)
			if !strings.Contains(plan, "things_search") && !strings.Contains(plan, "things_created_at_id_idx") {
				t.Errorf("%s uses no index:\n%s", q, plan)
			}
			for line := range strings.Lines(plan) {
				if strings.Contains(line, "Seq Scan") || strings.HasPrefix(line, "SCAN things") && !strings.Contains(line, "INDEX") {
					t.Errorf("%s reads all rows:\n%s", q, plan)
				}
			}
		}
	}
}

`

// explainers return the lines of a plan.
var explainers = map[string]string{
	"sqlite": `func explain(t *testing.T, d *DB, query string, args []any) string {
	rows, err := d.reader.QueryContext(t.Context(), "EXPLAIN QUERY PLAN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan, line string
	var number int
	for rows.Next() {
		if err := rows.Scan(&number, &number, &number, &line); err != nil {
			t.Fatal(err)
		}
		plan += line + "\n"
	}
	return plan
}
`,
	"postgres": `func explain(t *testing.T, d *DB, query string, args []any) string {
	rows, err := d.pool.Query(t.Context(), "EXPLAIN "+query, args...)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var plan, line string
	for rows.Next() {
		if err := rows.Scan(&line); err != nil {
			t.Fatal(err)
		}
		plan += line + "\n"
	}
	return plan
}
`,
}

// testSearchPlans proves that no search reads a whole table.
func testSearchPlans(t *testing.T, app, database, url string) {
	write(t, filepath.Join(app, "db", "plans_test.go"), plansTest+explainers[database])
	cmd := exec.Command("go", "test", "-run", "TestPlans", "./db")
	cmd.Dir, cmd.Env = app, append(os.Environ(), "PLANS="+url)
	if out, code := output(t, cmd); code != 0 {
		t.Error(out)
	}
}
