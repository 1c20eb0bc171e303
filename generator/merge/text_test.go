package merge

import "testing"

// TestFileKeepsTheStyle merges files that differ from gen's in how their lines
// are spelt.
func TestFileKeepsTheStyle(t *testing.T) {
	const base = "one\ntwo\nthree\nfour\nfive\n"
	const generated = "one\ntwo\nthree\nfour\nFIVE\n"
	for _, test := range []struct{ name, base, yours, generated, want string }{
		{"CRLF", base, "ONE\r\ntwo\r\nthree\r\nfour\r\nfive\r\n", generated, "ONE\r\ntwo\r\nthree\r\nfour\r\nFIVE\r\n"},
		{"only CRLF differs", base, "one\r\ntwo\r\nthree\r\nfour\r\nfive\r\n", generated, "one\r\ntwo\r\nthree\r\nfour\r\nFIVE\r\n"},
		{"mixed", base, "ONE\r\ntwo\nthree\r\nfour\r\nfive\n", generated, "ONE\r\ntwo\nthree\r\nfour\r\nFIVE\r\n"},
		{"LF where gen has CRLF", "one\r\ntwo\r\nthree\r\n", "ONE\ntwo\nthree\n", "one\r\ntwo\r\nTHREE\r\n", "ONE\ntwo\nTHREE\n"},
		{"byte order mark", base, "\ufeffONE\ntwo\nthree\nfour\nfive\n", generated, "\ufeffONE\ntwo\nthree\nfour\nFIVE\n"},
		{"mark taken away", "\ufeff" + base, "ONE\ntwo\nthree\nfour\nfive\n", "\ufeff" + generated, "ONE\ntwo\nthree\nfour\nFIVE\n"},
		{"no newline at the end", base, "ONE\ntwo\nthree\nfour\nfive", generated, "ONE\ntwo\nthree\nfour\nFIVE"},
		{"newline added at the end", "one\ntwo\nthree", "one\ntwo\nthree\n", "ONE\ntwo\nthree", "ONE\ntwo\nthree\n"},
		{"gen adds the newline", "one\ntwo\nthree", "ONE\ntwo\nthree", "one\ntwo\nthree\n", "ONE\ntwo\nthree\n"},
		{"lines after the end", "one\ntwo", "one\ntwo\nthree", "ONE\ntwo", "ONE\ntwo\nthree"},
		{"not UTF-8", base, "\xff\xfe one\ntwo\nthree\nfour\nfive\n", generated, "\xff\xfe one\ntwo\nthree\nfour\nFIVE\n"},
		{"carriage return within a line", base, "o\rne\ntwo\nthree\nfour\nfive\n", generated, "o\rne\ntwo\nthree\nfour\nFIVE\n"},
		{"white space at the end of a line", base, "one \ntwo\nthree\nfour\nfive \n", generated, "one \ntwo\nthree\nfour\nFIVE\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			result := File("notes.txt", []byte(test.base), []byte(test.yours), []byte(test.generated), Options{})
			if string(result.Text) != test.want || len(result.Conflicts) > 0 {
				t.Errorf("got %q %v, want %q", result.Text, result.Conflicts, test.want)
			}
		})
	}
}

// TestMarkersHaveTheirLines merges into conflicts where line ends are missing
// or spelt as on Windows.
func TestMarkersHaveTheirLines(t *testing.T) {
	for _, test := range []struct{ name, base, yours, generated, want string }{
		{"no newline in yours", "a\n", "b", "c\n", "<<<<<<< yours\nb\n||||||| base\na\n=======\nc\n>>>>>>> new\n"},
		{"no newline anywhere", "a", "b", "c", "<<<<<<< yours\nb\n||||||| base\na\n=======\nc\n>>>>>>> new\n"},
		{"nothing in yours", "a\n", "", "c\n", "<<<<<<< yours\n||||||| base\na\n=======\nc\n>>>>>>> new\n"},
		{"CRLF", "a\nx\n", "b\r\nx\r\n", "c\nx\n", "<<<<<<< yours\r\nb\r\n||||||| base\r\na\r\n=======\r\nc\r\n>>>>>>> new\r\nx\r\n"},
		{"byte order mark", "a\n", "\ufeffb\n", "c\n", "<<<<<<< yours\n\ufeffb\n||||||| base\na\n=======\nc\n>>>>>>> new\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			result := File("notes.txt", []byte(test.base), []byte(test.yours), []byte(test.generated), Options{Labels: testLabels})
			if string(result.Text) != test.want || len(result.Conflicts) != 1 || result.Conflicts[0].Line != 1 {
				t.Errorf("got %q %v, want %q", result.Text, result.Conflicts, test.want)
			}
		})
	}
}

func TestMarkersWithoutLabels(t *testing.T) {
	result := File("notes.txt", []byte("a\n"), []byte("b\n"), []byte("c\n"), Options{})
	if want := "<<<<<<<\nb\n|||||||\na\n=======\nc\n>>>>>>>\n"; string(result.Text) != want {
		t.Errorf("got %q, want %q", result.Text, want)
	}
}

// A file that is not text has no lines to merge, and no room for markers.
func TestFileThatIsNotText(t *testing.T) {
	base, yours, generated := []byte("\x00a"), []byte("\x00b"), []byte("\x00c")
	for _, test := range []struct {
		resolve   Resolution
		want      string
		conflicts int
	}{{"", "\x00b", 1}, {Mine, "\x00b", 0}, {Generated, "\x00c", 0}} {
		result := File("icon.png", base, yours, generated, Options{Resolve: test.resolve})
		if string(result.Text) != test.want || len(result.Conflicts) != test.conflicts {
			t.Errorf("%q: got %q %v, want %q", test.resolve, result.Text, result.Conflicts, test.want)
		}
	}
}

// A resolved conflict is said, because nothing in the file shows it.
func TestResolvedConflictsAreNoted(t *testing.T) {
	base, yours, generated := []byte("package p\n\nvar a = 1\n"), []byte("package p\n\nvar a = 2\n"), []byte("package p\n\nvar a = 3\n")
	for side, want := range map[Resolution]string{
		Mine:      "var a: changed by you and by gen, and yours is kept",
		Generated: "var a: changed by you and by gen, and gen's is taken",
	} {
		result := File("a.go", base, yours, generated, Options{Resolve: side})
		if len(result.Notes) != 1 || result.Notes[0] != want {
			t.Errorf("notes are %q, want %q", result.Notes, want)
		}
	}
}
