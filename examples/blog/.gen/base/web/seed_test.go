package web

import (
	"log/slog"
	"net/http"
	"strings"
	"testing"

	"blog/db/dbtest"
	"blog/db/seed"
)

// Every list and every new form answers when there are rows of all kinds.
func TestListsOfSeededRows(t *testing.T) {
	t.Parallel()
	database := dbtest.Open(t)
	if _, err := seed.Fill(t.Context(), database, 30); err != nil {
		t.Fatal(err)
	}
	app := testApp{Handler: New(database, slog.New(slog.DiscardHandler), Settings{}), t: t}
	for _, route := range Routes() {
		path, isGet := strings.CutPrefix(route, "GET ")
		if isGet && !strings.Contains(path, "{") && !strings.HasSuffix(path, "/") {
			if res := app.get(path); res.StatusCode != http.StatusOK {
				t.Errorf("%s: status %d", route, res.StatusCode)
			}
		}
	}
}
