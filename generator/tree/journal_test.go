package tree

import (
	"errors"
	"slices"
	"strings"
	"testing"
)

var journalEntries = []entry{
	{Path: "web/new.go", New: Sum([]byte("new"))},
	{Path: "web/post.go", Old: Sum([]byte("1")), New: Sum([]byte("2"))},
	{Path: "web/\"odd\" \u2028\n<name>.go", Old: Sum([]byte("1"))},
}

func TestJournal(t *testing.T) {
	for _, entries := range [][]entry{journalEntries, journalEntries[:1], nil} {
		data, err := encodeJournal(journalTitle, entries)
		if err != nil {
			t.Fatal(err)
		}
		got, err := decodeJournal(data)
		if err != nil || !slices.Equal(got, entries) {
			t.Errorf("decoded %v, %v, want %v", got, err, entries)
		}
	}
}

func TestJournalDamage(t *testing.T) {
	good, err := encodeJournal(undoTitle, journalEntries)
	if err != nil {
		t.Fatal(err)
	}
	wantDamaged := func(what string, data []byte) {
		t.Helper()
		var damaged *DamagedError
		if entries, err := decodeJournal(data); !errors.As(err, &damaged) || damaged.Path != journalFile {
			t.Errorf("%s: %v, %v, want a DamagedError", what, entries, err)
		}
	}
	for n := range good {
		wantDamaged("truncated", good[:n])
		flipped := slices.Clone(good)
		flipped[n] ^= 1
		wantDamaged("flipped", flipped)
	}
	wantDamaged("longer", append(slices.Clone(good), '\n'))
}

// A journal with a right checksum that this package would not write.
func TestJournalOfAnother(t *testing.T) {
	for _, body := range []string{
		"{\n",
		`{"path":"../x","new":"sha256:00"}` + "\n",
		`{"path":".gen/lock","new":"sha256:00"}` + "\n",
		`{"path":".git/config","new":"sha256:00"}` + "\n",
	} {
		data := journalTitle + Sum([]byte(body)) + "\n" + body
		if entries, err := decodeJournal([]byte(data)); err == nil {
			t.Errorf("%s is read as %v", strings.TrimSpace(body), entries)
		}
	}
}
