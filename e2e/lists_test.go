package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// Of every type that lists offer there is a field that may be empty and one
// that may not.
const listed = `
app: blog
resources:
  owner:
    fields: {name: string}
  thing:
    fields:
      title: string
      n: int:optional
      f: float:optional
      d: decimal:10:2:optional
      b: bool:optional
      day: date:optional
      t: time:optional
      ts: timestamp:optional
      u: uuid:optional
      e: enum:draft:live:optional
      mail: email:optional
      owner: references:optional:nullify
      req: int
      live: bool
      page: int:optional
      sort: enum:up:down:default=up
      at: timestamp
      price: decimal:10:2
      secret: string:private
      body: text
      j: json:optional
`

// A listAnswer is a list as the API answers it.
type listAnswer struct {
	Items []struct{ ID, N int }
	Total *int
	Next  *string
}

func (s *server) list(t *testing.T, query url.Values) listAnswer {
	t.Helper()
	a := s.send(t, "GET", things+"?"+query.Encode(), "", "")
	if a.status != http.StatusOK {
		t.Fatalf("%v = %d %s", query, a.status, a.body)
	}
	var l listAnswer
	if err := json.Unmarshal([]byte(a.body), &l); err != nil {
		t.Fatal(err)
	}
	return l
}

func (l listAnswer) ids() []int {
	var ids []int
	for _, item := range l.Items {
		ids = append(ids, item.ID)
	}
	return ids
}

// fill makes n things of few different values, so that there are ties, and a
// fifth of the values is missing.
func (s *server) fill(t *testing.T, n int) {
	t.Helper()
	for _, name := range []string{"Ann", "Bob", "Cid"} {
		s.send(t, "POST", "/api/v1/owners", asJSON, `{"name":"`+name+`"}`)
	}
	for i := range n {
		v := i * 7919 % 1009 // no order that ids have
		row := map[string]any{
			"title": fmt.Sprintf("title %d", v%11), "req": v % 9, "live": v%2 == 0, "at": fmt.Sprintf("2026-01-%02dT00:00:00Z", 1+v%13),
			"price": fmt.Sprintf("%d.%d0", v%100, v%10), "secret": "x", "body": "text",
		}
		for k, value := range []any{
			v%5 - 2, float64(v%7)/4 - 0.5, fmt.Sprintf("%d.5", v%12), v%3 == 0, fmt.Sprintf("20%02d-01-02", v%6), fmt.Sprintf("%02d:30:00.5", v%24),
			fmt.Sprintf("2026-02-03T04:05:06.%06dZ", v%4*250100), fmt.Sprintf("0190a6b0-7c1e-7d3a-9f6b-%012x", v%20), []string{"draft", "live"}[v%2],
			fmt.Sprintf("a%d@example.com", v%8), 1 + v%3,
		} {
			if (v+k)%5 != 0 {
				row[[]string{"n", "f", "d", "b", "day", "t", "ts", "u", "e", "mail", "owner_id"}[k]] = value
			}
		}
		body, err := json.Marshal(row)
		if err != nil {
			t.Fatal(err)
		}
		if a := s.send(t, "POST", things, asJSON, string(body)); a.status != http.StatusCreated {
			t.Fatalf("%s = %d %s", body, a.status, a.body)
		}
	}
}

var sorts = []string{
	"", "id", "-id", "title", "-title", "n", "-n", "f", "-f", "d", "-d", "b", "-b", "day", "-day", "t", "-t", "ts", "-ts", "u", "-u",
	"e", "-e", "mail", "-mail", "owner_id", "-owner_id", "req", "-req", "live", "-live", "at", "-at", "price", "-price", "created_at",
	"-updated_at", "n,-e", "-n,e,f", "live,-n,d", "-req,n,-t", "e,n,id", "b,-id,title",
}

// Whoever follows a list by key sees every row once, in the same order as by
// page numbers, whatever it is sorted by, and on both databases the same.
func TestListsByKey(t *testing.T) {
	const rows = 1000
	orders := map[string][]int{}
	for _, database := range databases {
		s := serve(t, newApp(t, database, listed), database)
		s.fill(t, rows)
		for _, sort := range sorts {
			byNumber, byKey := s.walk(t, url.Values{"sort": {sort}, "per_page": {"100"}}), s.follow(t, url.Values{"sort": {sort}, "per_page": {"37"}})
			if len(byNumber) != rows || !slices.Equal(byNumber, byKey) {
				t.Errorf("%s: sort=%s: %d rows by number, %d by key, or they differ", database, sort, len(byNumber), len(byKey))
			}
			if other, ok := orders[sort]; ok && !slices.Equal(other, byNumber) && !strings.HasSuffix(sort, "_at") {
				t.Errorf("sort=%s: the databases differ", sort)
			}
			orders[sort] = byNumber
		}
		filtered := url.Values{"n[gte]": {"0"}, "e": {"live"}, "sort": {"-f"}, "per_page": {"9"}}
		if byNumber, byKey := s.walk(t, filtered), s.follow(t, filtered); len(byNumber) < 100 || !slices.Equal(byNumber, byKey) {
			t.Errorf("%s: filtered: %d rows by number, %d by key, or they differ", database, len(byNumber), len(byKey))
		}
	}
}

// walk collects the ids of a list by page numbers.
func (s *server) walk(t *testing.T, query url.Values) []int {
	t.Helper()
	var ids []int
	if query.Get("sort") == "" {
		query.Del("sort")
	}
	for page := 1; ; page++ {
		query.Set("page", fmt.Sprint(page))
		l := s.list(t, query)
		if ids = append(ids, l.ids()...); l.Next == nil {
			query.Del("page")
			return ids
		}
	}
}

// follow collects the ids of a list by key.
func (s *server) follow(t *testing.T, query url.Values) []int {
	t.Helper()
	var ids []int
	if query.Get("sort") == "" {
		query.Del("sort")
	}
	query.Set("after", "")
	for {
		l := s.list(t, query)
		if l.Total != nil {
			t.Fatalf("%v has a total", query)
		}
		if ids = append(ids, l.ids()...); l.Next == nil {
			query.Del("after")
			return ids
		}
		query.Set("after", *l.Next)
	}
}

// Each filter finds as many rows as there are, and no row is in both of two
// opposite ones.
func TestListsFilter(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		const rows = 200
		s := serve(t, newApp(t, database, listed), database)
		s.fill(t, rows)
		for column, value := range map[string]string{
			"id": "100", "title": "title 5", "n": "1", "f": "0.25", "d": "7.50", "b": "true", "day": "2003-01-02", "t": "12:30:00.5",
			"ts": "2026-02-03T05:05:06.250100+01:00", "u": "0190A6B0-7C1E-7D3A-9F6B-00000000000A", "e": "draft", "mail": "a3@example.com",
			"owner_id": "2", "req": "4", "live": "false", "at": "2026-01-07T00:00", "price": "50", "created_at": "2026-01-01T00:00:00Z",
		} {
			count := func(operator string) int {
				l := s.list(t, url.Values{column + operator: {value}, "per_page": {"1"}})
				return *l.Total
			}
			valued := rows
			if strings.Contains(" n f d b day t ts u e mail owner_id ", " "+column+" ") {
				valued = *s.list(t, url.Values{column + "[ne]": {""}}).Total
				if none := *s.list(t, url.Values{column: {""}}).Total; none == 0 || none+valued != rows {
					t.Errorf("%s: %d rows without a value and %d with one", column, none, valued)
				}
			}
			is, less, more := count(""), count("[lt]"), count("[gt]")
			if column != "created_at" && is == 0 || is == rows || less+is+more != valued || is != count("[eq]") {
				t.Errorf("%s: %d less, %d equal, %d greater of %d", column, less, is, more, valued)
			}
			if not, upTo, from := count("[ne]"), count("[lte]"), count("[gte]"); is+not != rows || upTo != less+is || from != more+is {
				t.Errorf("%s: ne %d, lte %d, gte %d of %d", column, not, upTo, from, valued)
			}
		}
		both := s.list(t, url.Values{"n[gte]": {"0"}, "n[lt]": {"2"}, "e": {"draft"}, "per_page": {"100"}})
		for _, item := range both.Items {
			if item.N < 0 || item.N > 1 {
				t.Errorf("n = %d, want 0 or 1", item.N)
			}
		}
		if len(both.Items) == 0 || *both.Total != len(both.Items) {
			t.Errorf("%d rows, total %d", len(both.Items), *both.Total)
		}
	})
}

// What a list does not take is named, with what it takes.
func TestListsRefuse(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, listed), database)
		s.fill(t, 30)
		next := *s.list(t, url.Values{"sort": {"n"}, "per_page": {"10"}}).Next
		for query, want := range map[string]string{
			"nope=1":                       `\"nope\" here. These are known: page, per_page, sort, after, count, include, id, title,`,
			"n[like]=1":                    "[eq], [ne], [gt], [gte], [lt] and [lte]",
			"secret=x":                     "secret",
			"body=text":                    "body",
			"j={}":                         "j",
			"n=1&n=2":                      "twice",
			"n=one":                        "n must be a whole number.",
			"n[gt]=":                       "n[gt] needs a value.",
			"req=":                         "req can't be blank.",
			"title=%00":                    "can't be stored",
			"title=%ff":                    "can't be stored",
			"e=dead":                       "e must be one of draft, live.",
			"b=maybe":                      "b must be true or false.",
			"d=1e9":                        "d must be a number",
			"u=1":                          "u must be a UUID",
			"sort=":                        "sort takes",
			"sort=secret":                  "id, title, n,",
			"sort=n,-n":                    "each of these once",
			"sort=n;drop table":            "",
			"count=1":                      "count can only be exact.",
			"page=1&after=":                "only one",
			"include=secret":               "include takes these: owner.",
			"after=x":                      "after takes",
			"sort=n&after=%21":             "after takes",
			"sort=-n&after=" + next:        "after takes",
			"sort=n&n[gt]=1&after=" + next: "after takes",
			"sort=n&after=" + next + "AA":  "after takes",
		} {
			for _, path := range []string{things, "/things"} {
				a := s.send(t, "GET", path+"?"+strings.ReplaceAll(query, " ", "+"), "", "")
				blank := path == "/things" && strings.HasSuffix(query, "=")
				if a.status != http.StatusBadRequest && !(blank && a.status == http.StatusOK) {
					t.Errorf("%s?%s = %d %s", path, query, a.status, a.body)
				}
				if path == things && !strings.Contains(a.body, want) {
					t.Errorf("%s = %s, want %s in it", query, a.body, want)
				}
			}
		}
		if got := s.list(t, url.Values{"sort": {"n"}, "per_page": {"3"}, "after": {next}}).ids(); len(got) != 3 {
			t.Errorf("another per_page after a cursor gives %v", got)
		}
	})
}

// The total is right at once for what the application itself wrote.
func TestListsTotal(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, listed), database)
		s.fill(t, 3)
		total := func(query url.Values) int { return *s.list(t, query).Total }
		owned := url.Values{"owner_id": {"2"}}
		before := total(owned)
		s.send(t, "PATCH", things+"/1", asJSON, `{"owner_id":2}`)
		s.send(t, "PATCH", things+"/2", asJSON, `{"owner_id":2}`)
		s.send(t, "PATCH", things+"/3", asJSON, `{"owner_id":2}`)
		if got := total(owned); before == 3 || got != 3 {
			t.Errorf("total = %d, then %d, want 3", before, got)
		}
		s.send(t, "DELETE", "/api/v1/owners/2", "", "") // empties owner_id
		if got := total(owned); got != 0 {
			t.Errorf("total = %d, want 0", got)
		}
		if got := total(nil); got != 3 {
			t.Errorf("total = %d, want 3", got)
		}
		s.send(t, "DELETE", things+"/1", "", "")
		if got, exact := total(nil), total(url.Values{"count": {"exact"}}); got != 2 || exact != 2 {
			t.Errorf("total = %d, exactly %d, want 2", got, exact)
		}
		if l := s.list(t, url.Values{"after": {""}, "count": {"exact"}}); l.Total == nil || *l.Total != 2 {
			t.Error("no exact total by key")
		}
	})
}
