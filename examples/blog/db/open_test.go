package db

import (
	"database/sql"
	"path/filepath"
	"testing"
)

func TestParametersOfURL(t *testing.T) {
	t.Parallel()
	tests := []struct {
		params, pragma string
		want           [2]string // of what writes, and of what reads
	}{
		{"", "cache_size", [2]string{"-2000", "-2000"}},
		{"", "mmap_size", [2]string{"0", "6291456"}},
		{"?_pragma=cache_size(-64000)", "cache_size", [2]string{"-64000", "-64000"}},
		{"?_pragma=cache_size(-100000)", "cache_size", [2]string{"-100000", "-100000"}},
		{"?_pragma=synchronous(EXTRA)", "synchronous", [2]string{"3", "3"}},
		{"?_pragma=mmap_size(0)", "mmap_size", [2]string{"0", "0"}},
	}
	for _, tt := range tests {
		t.Run(tt.params+" "+tt.pragma, func(t *testing.T) {
			t.Parallel()
			db, err := Open(t.Context(), "file:"+filepath.ToSlash(filepath.Join(t.TempDir(), "test.db"))+tt.params)
			if err != nil {
				t.Fatal(err)
			}
			defer db.Close()
			var got [2]string
			for i, pool := range []*sql.DB{db.writer, db.reader} {
				if err := pool.QueryRowContext(t.Context(), "PRAGMA "+tt.pragma).Scan(&got[i]); err != nil {
					t.Fatal(err)
				}
			}
			if got != tt.want {
				t.Errorf("PRAGMA %s gives %q, not %q", tt.pragma, got, tt.want)
			}
		})
	}
}
