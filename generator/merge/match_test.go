package merge

import (
	"slices"
	"strings"
	"testing"
	"time"
)

func TestCommon(t *testing.T) {
	for _, test := range []struct {
		a, b string // one line for each letter
		want []int
	}{
		{"", "", []int{}},
		{"abc", "abc", []int{0, 1, 2}},
		{"abc", "xaxc", []int{1, -1, 3}},
		{"abc", "", []int{-1, -1, -1}},
		{"a}b}", "a}x}b}", []int{0, 1, 4, 5}}, // braces stay with what is unique
		{"ab", "ba", []int{-1, 0}},
		{"aabb", "abab", []int{0, -1, 1, 3}},
		{"xyzxyz", "zyxzyx", []int{-1, -1, 0, 2, 4, -1}},
	} {
		got := commonLines(strings.Split(test.a, "")[:len(test.a)], strings.Split(test.b, "")[:len(test.b)])
		if len(test.want) != len(got) || matched(got) < matched(test.want) || !increases(got) {
			t.Errorf("%q in %q: got %v, want as many as in %v", test.a, test.b, got, test.want)
		}
	}
}

func matched(to []int) int {
	return len(to) - len(slices.DeleteFunc(slices.Clone(to), func(at int) bool { return at >= 0 }))
}

func increases(to []int) bool {
	to = slices.DeleteFunc(slices.Clone(to), func(at int) bool { return at < 0 })
	return slices.IsSorted(to) && len(slices.Compact(to)) == len(to)
}

// Random lines match equal ones only, in order.
func TestCommonIsRight(t *testing.T) {
	for seed := range casesOr(200) {
		r := random(seed)
		a := randomLines(r, r.IntN(60))
		b := changed(r, a, "b", 3+r.IntN(10))
		to := commonLines(a, b)
		if !increases(to) {
			t.Fatalf("seed %d: out of order: %v", seed, to)
		}
		for i, j := range to {
			if j >= 0 && a[i] != b[j] {
				t.Fatalf("seed %d: %q is matched with %q", seed, a[i], b[j])
			}
		}
	}
}

// Many lines that recur would need a table of billions of fields.
func TestCommonOfLargeFiles(t *testing.T) {
	r := random(1)
	var a []string
	for range 60_000 {
		a = append(a, []string{"}\n", "return\n", "x\n"}[r.IntN(3)])
	}
	b := append([]string{"first\n"}, changed(r, a, "b", 100)...)
	start := time.Now()
	to := commonLines(a, b)
	if took := time.Since(start); took > 20*time.Second {
		t.Errorf("took %v", took)
	}
	if !increases(to) || matched(to) < len(a)/2 {
		t.Errorf("%d of %d lines are matched, in order: %v", matched(to), len(a), increases(to))
	}
}

func TestSimilarity(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want float64
	}{
		{"", "", 0},
		{"a b c", "a b c", 1},
		{"a b c d", "a x c d", 0.75},
		{"a b", "c d", 0},
	} {
		if got := similarity(strings.Fields(test.a), strings.Fields(test.b)); got != test.want {
			t.Errorf("similarity of %q and %q is %v, want %v", test.a, test.b, got, test.want)
		}
	}
}
