package merge

import "testing"

// TestChangesThatTouch tells neighbours from clashes.
func TestChangesThatTouch(t *testing.T) {
	const clash = "clash"
	for _, test := range []struct{ name, base, yours, new, want string }{
		{"new line after a changed one", "a b c", "a B c", "a b + c", "a B + c"},
		{"new line before a changed one", "a b c", "a B c", "a + b c", "a + B c"},
		{"new line at the end", "a b", "a B", "a b +", "a B +"},
		{"new line at the beginning", "a b", "A b", "+ a b", "+ A b"},
		{"neighbours changed", "a b c", "A b c", "a B c", "A B c"},
		{"neighbours changed the other way", "a b c", "a B c", "A b c", "A B c"},
		{"one gone, its neighbour changed", "a b c", "a c", "a b C", "a C"},
		{"own line before a changed one", "a b c", "a + b c", "a B c", "a + B c"},
		{"changes in turn", "a b c d", "A b C d", "a B c D", "A B C D"},
		{"two lines for one, and one more", "a b", "A1 A2 b", "a + b", "A1 A2 + b"},
		{"the same line", "a b c", "a B c", "a X c", clash},
		{"both put a line in", "a b", "a 1 b", "a 2 b", clash},
		{"overlap", "a b c d", "a X d", "a b Y d", clash},
		{"gone and changed", "a b c", "a c", "a B c", clash},
	} {
		t.Run(test.name, func(t *testing.T) {
			for _, path := range []string{"page.html", "notes.md"} {
				result := File(path, words(test.base), words(test.yours), words(test.new), Options{})
				switch {
				case test.want == clash && len(result.Conflicts) == 0:
					t.Errorf("%s: no conflict, but\n%s", path, result.Text)
				case test.want != clash && string(result.Text) != string(words(test.want)):
					t.Errorf("%s: got\n%s", path, result.Text)
				}
			}
		})
	}
}

// words is a file with a word on each line.
func words(s string) []byte {
	var lines []byte
	for _, c := range []byte(s) {
		if c == ' ' {
			c = '\n'
		}
		lines = append(lines, c)
	}
	return append(lines, '\n')
}
