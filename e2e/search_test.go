package e2e

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// One resource has words to find, and columns that lists sort by in every way.
const searchable = `
app: blog
resources:
  thing:
    order: -created_at
    fields:
      title: string:search
      body: text:optional:search
      n: int:optional:index
      q: int:optional
      kind: enum:a:b:default=a
  tag:
    fields: {name: string, q: string}
`

// texts are titles and bodies; their ids count from 1.
var texts = [][2]string{
	{"Ça va, déjà vu?", "naïve café in Zürich"},
	{"State-of-the-art", "see https://example.com/path_to?x=1 or ann@example.com"},
	{"Version 3.14", "C++ & Go; 50% <b>bold</b>"},
	{"HELLO World", ""},
	{"hello again", "worldwide"},
	{"日本語 テスト", "ŁÓDŹ Straße"},
	{"don't", `"quoted" -dash *star (paren) title:colon NEAR \slash`},
}

// found says which of texts a search finds, the same on both databases.
var found = map[string][]int{
	"hello":               {4, 5},
	"Hel":                 {4, 5},
	"HELLO WORLD":         {4, 5},
	"world hello":         {4},
	" hello,again ":       {5},
	"ello":                nil,
	"hello nothing":       nil,
	"deja":                {1},
	"DÉJÀ vu":             {1},
	"cafe zür":            {1},
	"naïve":               {1},
	"example":             {2},
	"ann@example.com":     {2},
	"example.com/path_to": {2},
	"state art":           {2},
	"state-of-the":        {2},
	"3.14":                {3},
	"50%":                 {3},
	"bold":                {3},
	"c++ & go":            {3},
	"h":                   nil, // one letter is a word
	"b":                   {3},
	"日本":                  {6},
	"łódź":                {6},
	"straße":              {6},
	"don't":               {7},
	"dont":                nil,
	`"quoted"`:            {7},
	"title:colon":         {7},
	"title:dash":          {7},
	"-dash":               {7},
	"star*":               {7},
	"*":                   {1, 2, 3, 4, 5, 6, 7},
	"near":                {7},
	"hello OR state":      nil,
	"NOT hello":           nil,
	"hello NEAR again":    nil,
	"hello & !again":      {5},
	"hello | state":       nil,
	"(hello":              {4, 5},
	"hello:*":             {4, 5},
	"hello <-> again":     {5},
	`\slash '`:            {7},
	`'; DROP TABLE x; --`: nil,
	"":                    {1, 2, 3, 4, 5, 6, 7},
}

// A search finds rows by words and by beginnings of words, and takes nothing in
// it for more than that.
func TestSearch(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, searchable)
		wantGreen(t, app)
		s := serve(t, app, database)
		s.write(t, texts)
		for q, want := range found {
			got := s.list(t, url.Values{"q": {q}, "sort": {"id"}, "count": {"exact"}})
			if !slices.Equal(got.ids(), want) || *got.Total != len(want) {
				t.Errorf("%q finds %v, total %d, want %v", q, got.ids(), *got.Total, want)
			}
		}
		t.Run("lists", func(t *testing.T) { testSearchInLists(t, s) })
		t.Run("changes", func(t *testing.T) { testSearchAfterChanges(t, s) })
	})
}

// write makes a thing of each pair of texts.
func (s *server) write(t *testing.T, texts [][2]string) {
	t.Helper()
	for i, text := range texts {
		row := map[string]any{"title": text[0], "n": i, "q": i, "kind": string("ab"[i%2])}
		if text[1] != "" {
			row["body"] = text[1]
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

// testSearchInLists searches together with all else that lists offer.
func testSearchInLists(t *testing.T, s *server) {
	for query, want := range map[string][]int{
		"q=hello":                       {5, 4},
		"q=hello&sort=title":            {4, 5},
		"q=hello&kind=b":                {4},
		"q=hello&n[gt]=3":               {5},
		"q=hello&per_page=1":            {5},
		"q=hello&per_page=1&page=2":     {4},
		"q=hello&sort=-n&after=":        {5, 4},
		"q[eq]=3":                       {4},
		"q=hello&q[lt]=4":               {4},
		"q=" + url.QueryEscape("ça va"): {1},
	} {
		values, err := url.ParseQuery(query)
		if err != nil {
			t.Fatal(err)
		}
		if got := s.list(t, values).ids(); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", query, got, want)
		}
	}
	first := s.list(t, url.Values{"q": {"hello"}, "per_page": {"1"}, "after": {""}})
	if rest := s.list(t, url.Values{"q": {"hello"}, "after": {*first.Next}}).ids(); !slices.Equal(rest, []int{4}) {
		t.Errorf("after the first comes %v, want 4", rest)
	}
	for path, want := range map[string]string{
		things + "?q=other&after=" + *first.Next:  "after takes",
		things + "?q=" + strings.Repeat("é", 201): "q must have at most 200 characters.",
		"/things?q=" + strings.Repeat("é", 201):   "q must have at most 200 characters.",
		things + "?q=hello%00":                    "q must be text.",
		things + "?q=%ff":                         "q must be text.",
		"/api/v1/tags?q[gt]=":                     "q[gt] can't be blank.",
		"/api/v1/tags?search=x":                   `no query parameter \"search\" here`,
	} {
		if a := s.send(t, "GET", path, "", ""); a.status != http.StatusBadRequest || !strings.Contains(a.body, want) {
			t.Errorf("%s = %d %s, want %s", path, a.status, a.body, want)
		}
	}
	page := s.get(t, "/things?q=%3Chello&sort=n")
	for _, want := range []string{`type="search" maxlength="200" value="&lt;hello"`, `href="/things/5"`, `name="sort" value="n"`} {
		if !strings.Contains(page, want) {
			t.Errorf("the page lacks %s:\n%s", want, page)
		}
	}
	if strings.Contains(page, `href="/things/1"`) || strings.Contains(s.get(t, "/tags"), `type="search"`) {
		t.Error("a page shows what was not found, or searches where it cannot")
	}
}

// testSearchAfterChanges changes and deletes rows.
func testSearchAfterChanges(t *testing.T, s *server) {
	expect := func(q string, want ...int) {
		t.Helper()
		if got := s.list(t, url.Values{"q": {q}}).ids(); !slices.Equal(got, want) {
			t.Errorf("%s finds %v, want %v", q, got, want)
		}
	}
	s.send(t, "PATCH", things+"/4", asJSON, `{"body":"again"}`)
	expect("again", 5, 4)
	s.send(t, "PATCH", things+"/4", asJSON, `{"title":"bye","body":null}`)
	expect("hello", 5)
	expect("bye", 4)
	s.send(t, "PATCH", things+"/4", asJSON, `{"n":9}`)
	expect("bye", 4)
	s.send(t, "DELETE", things+"/5", "", "")
	expect("again")
	long := strings.Repeat("wörter ", 30_000) + strings.Repeat("x", 3000) + " end"
	if a := s.send(t, "POST", things, asJSON, `{"title":"long","body":"`+long+`"}`); a.status != http.StatusCreated {
		t.Fatalf("a long text = %d %s", a.status, a.body)
	}
	expect("worter end", 8)
}

// Searching is switched on for rows that are there, moves, and is switched off.
func TestSearchComesAndGoes(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, strings.ReplaceAll(searchable, ":search", ""))
		url := emptyDatabase(t, database)
		s := start(t, app, url)
		s.write(t, texts)
		s.finds(t, map[string]int{"hello": http.StatusBadRequest})
		s.stop(t)
		for _, step := range []struct {
			old, new, want string
			finds          map[string]int // ids, or the status of a refusal
		}{
			{"title: string", "title: string:search", "create search on things (title)", map[string]int{"hello again": 5, "worldwide": 0}},
			{"title: string:search", "headline: {type: string, search: true, was: title}", "drop search on things (title)", map[string]int{"hello again": 5, "worldwide": 0}},
			{"body: text:optional", "body: text:optional:search", "create search on things (headline, body)", map[string]int{"hello again": 5, "worldwide": 5}},
			{"headline: {type: string, search: true, was: title}", "headline: string", "create search on things (body)", map[string]int{"again": 0, "worldwide": 5}},
			{"body: text:optional:search", "body: text:optional", "drop search on things (body)", map[string]int{"worldwide": http.StatusBadRequest}},
		} {
			edit(t, filepath.Join(app, "gen.yaml"), step.old, step.new)
			if out := want(t, 0, app, gen, "apply"); !strings.Contains(out, step.want) {
				t.Errorf("gen apply = %s, want %s", out, step.want)
			}
			s := start(t, app, url)
			s.finds(t, step.finds)
			s.stop(t)
		}
		want(t, 0, app, "go", "test", "./...")
		want(t, 0, app, gen, "check")
	})
}

// finds searches for words, each of which finds the row with an id, none if
// that is 0, or is refused.
func (s *server) finds(t *testing.T, expected map[string]int) {
	t.Helper()
	for q, id := range expected {
		a := s.send(t, "GET", things+"?q="+url.QueryEscape(q), "", "")
		var l listAnswer
		if err := json.Unmarshal([]byte(a.body), &l); err != nil {
			t.Fatal(err)
		}
		switch ids := l.ids(); {
		case id >= http.StatusBadRequest && a.status == id:
		case id == 0 && a.status == http.StatusOK && len(ids) == 0:
		case id > 0 && a.status == http.StatusOK && slices.Equal(ids, []int{id}):
		default:
			t.Errorf("%s = %d %v, want %d", q, a.status, ids, id)
		}
	}
}
