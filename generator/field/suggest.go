package field

import "strings"

// Suggest gives the candidate that was probably meant by word, or "". Of two
// equally near ones it gives the first.
func Suggest(word string, candidates []string) string {
	best, nearest := "", 2+len(word)/4
	for _, candidate := range candidates {
		d := distance(word, candidate)
		if len(word) > 2 && strings.HasPrefix(candidate, word) {
			d = 1
		}
		if d < nearest && d < len(candidate) {
			best, nearest = candidate, d
		}
	}
	return best
}

// distance is the number of letters to insert, drop, replace or swap with the
// next one that make b out of a.
func distance(a, b string) int {
	rows := [3][]int{make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)}
	before, last, row := rows[0], rows[1], rows[2]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}
