package e2e

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"
)

// testManyIncluded asks for whole rows beside their ids. It begins where
// testManyInAPI ends, when the article has tag 2 and itself, and leaves it so.
func testManyIncluded(t *testing.T, s *server) {
	made := func(path, body string) string {
		t.Helper()
		var row struct{ ID json.RawMessage }
		a := s.send(t, "POST", "/api/v1/"+path, asJSON, body)
		if err := json.Unmarshal([]byte(a.body), &row); err != nil || a.status != http.StatusCreated {
			t.Fatalf("%s: %d %s", body, a.status, a.body)
		}
		return string(row.ID)
	}
	other := made("articles", `{"title":"Other","author_id":1,"tag_ids":[3,2]}`)
	tagged, plain := made("topics", `{"name":"T","tag_ids":[3]}`), made("topics", `{"name":"U"}`)
	made("notes", `{"text":"N","topic_ids":[`+plain+`,`+tagged+`]}`)

	const known = "include takes these: tags, author, related."
	for _, test := range []struct {
		query  string
		status int
		parts  []string // of the answer, one after the other
	}{
		{"articles?sort=id&include=tags", 200, []string{
			`"title":"Three"`, `"tags":[{"id":2,"name":"sql","created_at":`, `"title":"Other"`, `"tags":[{"id":2,"name":"sql",`, `},{"id":3,"name":"web",`, `}]}],"total":2`}},
		{"articles?tag_id=3&include=tags", 200, []string{`"tags":[{"id":2,`, `},{"id":3,`, `}]}],"total":1`}},
		{"articles?title=None&include=tags", 200, []string{`"items":[]`}},
		{"articles/1?include=author,related", 200, []string{
			`"related_ids":[1],`, `"author":{"id":1,"name":"Ada",`, `"related":[{"id":1,"title":"Three","slug":"three","tag_ids":[2],"author_id":1,"related_ids":[1],`, `}]}`}},
		{"articles/" + other + "?include=tags,related", 200, []string{`"tag_ids":[2,3],`, `"tags":[{"id":2,"name":"sql",`, `},{"id":3,"name":"web",`, `}],"related":[]}`}},
		{"topics?sort=id&include=tags", 200, []string{`"tags":[{"id":3,"name":"web",`, `"tags":[]}]`}},
		{"notes?include=topics,tags", 200, []string{`"tags":[],"topics":[{"id":` + tagged + `,"name":"T","tag_ids":[3],`, `},{"id":` + plain + `,"name":"U","tag_ids":[],`}},
		{"articles?include=tags,nothing", 400, []string{known}},
		{"articles/1?include=tag_ids", 400, []string{known}},
		{"articles/1?include=", 400, []string{known}},
		{"tags?include=articles", 400, []string{"There is nothing to include."}},
	} {
		a := s.send(t, "GET", "/api/v1/"+test.query, "", "")
		rest, found := a.body, true
		for _, part := range test.parts {
			if _, rest, found = strings.Cut(rest, part); !found {
				break
			}
		}
		if a.status != test.status || !found || strings.Contains(a.body, "hush") {
			t.Errorf("%s: %d %s, want %d with %q", test.query, a.status, a.body, test.status, test.parts)
		}
	}
	s.send(t, "DELETE", "/api/v1/articles/"+other, asJSON, "")
}
