package db

import (
	"slices"
	"testing"
)

func TestWordsIn(t *testing.T) {
	for q, want := range map[string][]string{
		"":                          nil,
		" ?! ":                      nil,
		"One two-three":             {"One", "two", "three"},
		`"a" OR b* NEAR(c d) ^x -y`: {"a", "OR", "b", "NEAR", "c", "d", "x", "y"},
		"title:x & !y | z <-> 'w'":  {"title", "x", "y", "z", "w"},
		"Ça déjà 3½ 日本":             {"Ça", "déjà", "3½", "日本"},
		"e\u0301te\u0301 \u0301":    {"e\u0301te\u0301"},
		"a\x00b\xffc":               {"a", "b", "c"},
	} {
		if got := wordsIn(q); !slices.Equal(got, want) {
			t.Errorf("%q has the words %q, want %q", q, got, want)
		}
	}
}
