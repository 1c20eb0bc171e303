package seed

import (
	"testing"

	"blog/db/dbtest"
)

// Filling twice is filling once, and filling up keeps what is there.
func TestFill(t *testing.T) {
	database := dbtest.Open(t)
	for _, step := range []struct{ n, made int }{{8, 8}, {8, 0}, {20, 12}} {
		filled, err := Fill(t.Context(), database, step.n)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range filled {
			count, err := tables[i].count(database.Queries, t.Context())
			if err != nil {
				t.Fatal(err)
			}
			full := f.All < step.n // no others are possible
			if f.All != int(count) || f.All == 0 || f.Made > step.made || f.Made < step.made && !full {
				t.Errorf("n = %d: %+v of %d rows", step.n, f, count)
			}
		}
	}
}
