package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
)

// testSearch makes two rows, and finds each by what it has in the fields that
// are searched. It finds nothing by what means something to databases only.
func testSearch(t *testing.T, app testApp, path string, a, b sample, searched ...string) {
	l := listTest{app, path}
	for _, row := range []sample{a, b} {
		id := fmt.Sprint(app.create(path, row))
		for _, name := range searched {
			q := fmt.Sprintf("%.100s", row[name])
			if found := l.ids(url.Values{"q": {q}}); !slices.Contains(found, id) {
				t.Errorf("q=%s finds %v, want %s", q, found, id)
			}
		}
	}
	for _, q := range []string{`nowhere*"`, "nowhere OR id:1", "-nowhere & | ! ( '", `\nowhere\ %_?`, "nowhere NEAR 1 $1"} {
		if found := l.ids(url.Values{"q": {q}}); len(found) > 0 {
			t.Errorf("q=%s finds %v", q, found)
		}
	}
	testSearchLength(t, app, path)
}

// testSearchLength looks for the longest that is allowed, and for more.
func testSearchLength(t *testing.T, app testApp, path string) {
	wantStatus(t, app.get(path+"?q="+strings.Repeat("x", 200)), http.StatusOK)
	wantStatus(t, app.get(path+"?q="+strings.Repeat("x", 201)), http.StatusBadRequest)
}
