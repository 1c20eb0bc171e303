package merge

import (
	"slices"
	"strings"
)

// A numbering gives equal lines equal numbers, and blank ones 0. Equal is what
// has the same key.
type numbering struct {
	key  func(string) string
	seen map[string]int
}

func newNumbering(key func(string) string) *numbering {
	return &numbering{key, map[string]int{"": 0, "\n": 0}}
}

func (n *numbering) numbers(lines []string) []int {
	numbers := make([]int, len(lines))
	for i, line := range lines {
		key := n.key(line)
		number, known := n.seen[key]
		if !known {
			number = len(n.seen)
			n.seen[key] = number
		}
		numbers[i] = number
	}
	return numbers
}

// exact tells lines apart by every byte.
func exact(line string) string { return line }

// commonLines matches equal lines of a and b, as common does.
func commonLines(a, b []string) []int {
	n := newNumbering(exact)
	return common(n.numbers(a), n.numbers(b))
}

// common matches equal elements of a and b in order. It gives for each of a
// the index in b, or -1. Lines that occur once on both sides lead (patience
// diff), and a longest common subsequence fills the gaps between them.
func common(a, b []int) []int {
	m := matching{a: a, b: b, to: slices.Repeat([]int{-1}, len(a))}
	m.between(0, len(a), 0, len(b))
	return m.to
}

type matching struct {
	a, b []int
	to   []int
}

type pair struct{ a, b int }

func (m *matching) between(a, aEnd, b, bEnd int) {
	for a < aEnd && b < bEnd && m.a[a] == m.b[b] {
		m.to[a] = b
		a, b = a+1, b+1
	}
	for a < aEnd && b < bEnd && m.a[aEnd-1] == m.b[bEnd-1] {
		aEnd, bEnd = aEnd-1, bEnd-1
		m.to[aEnd] = bEnd
	}
	if a == aEnd || b == bEnd {
		return
	}
	anchors := increasing(m.unique(a, aEnd, b, bEnd))
	if len(anchors) == 0 {
		m.fill(a, aEnd, b, bEnd)
		return
	}
	for _, anchor := range anchors {
		m.between(a, anchor.a, b, anchor.b)
		m.to[anchor.a] = anchor.b
		a, b = anchor.a+1, anchor.b+1
	}
	m.between(a, aEnd, b, bEnd)
}

// unique pairs what occurs once on both sides, except blank lines.
func (m *matching) unique(a, aEnd, b, bEnd int) []pair {
	inA, inB := places(m.a[a:aEnd]), places(m.b[b:bEnd])
	var pairs []pair
	for i, number := range m.a[a:aEnd] {
		if number != 0 && len(inA[number]) == 1 && len(inB[number]) == 1 {
			pairs = append(pairs, pair{a + i, b + inB[number][0]})
		}
	}
	return pairs
}

func places(numbers []int) map[int][]int {
	at := make(map[int][]int, len(numbers))
	for i, number := range numbers {
		at[number] = append(at[number], i)
	}
	return at
}

// increasing picks as many pairs as possible that are in order on both sides.
func increasing(pairs []pair) []pair {
	var ends []int // ends[n] is the pair that ends the best chain of n+1 pairs
	before := make([]int, len(pairs))
	for i, p := range pairs {
		n, _ := slices.BinarySearchFunc(ends, p.b, func(end, b int) int { return pairs[end].b - b })
		before[i] = -1
		if n > 0 {
			before[i] = ends[n-1]
		}
		if n == len(ends) {
			ends = append(ends, i)
		} else {
			ends[n] = i
		}
	}
	chain := make([]pair, len(ends))
	for n := len(ends) - 1; n >= 0; n-- {
		chain[n] = pairs[ends[n]]
		if n > 0 {
			ends[n-1] = before[ends[n]]
		}
	}
	return chain
}

// maxTable bounds the table that fill uses. Beyond it the match is still right,
// but no longer the longest.
const (
	maxTable = 1 << 22
	window   = 1 << 10
)

// fill matches a longest common subsequence.
func (m *matching) fill(a, aEnd, b, bEnd int) {
	rows, width := aEnd-a, bEnd-b+1
	if rows*width > maxTable {
		m.slide(a, aEnd, b, bEnd)
		return
	}
	longest := make([]int32, (rows+1)*width)
	for i := rows - 1; i >= 0; i-- {
		for j := width - 2; j >= 0; j-- {
			if m.a[a+i] == m.b[b+j] {
				longest[i*width+j] = longest[(i+1)*width+j+1] + 1
			} else {
				longest[i*width+j] = max(longest[(i+1)*width+j], longest[i*width+j+1])
			}
		}
	}
	for i, j := 0, 0; i < rows && j < width-1; {
		switch {
		case m.a[a+i] == m.b[b+j]:
			m.to[a+i] = b + j
			i, j = i+1, j+1
		case longest[(i+1)*width+j] >= longest[i*width+j+1]:
			i++
		default:
			j++
		}
	}
}

// slide matches a window of both sides at a time. It keeps what is matched in
// the first half, and goes on from there.
func (m *matching) slide(a, aEnd, b, bEnd int) {
	for (aEnd-a)*(bEnd-b+1) > maxTable {
		limit := min(a+window, aEnd)
		m.fill(a, limit, b, min(b+window, bEnd))
		half := min(a+window/2, aEnd)
		for i := half; i < limit; i++ {
			m.to[i] = -1
		}
		for ; a < half; a++ {
			b = max(b, m.to[a]+1)
		}
	}
	m.fill(a, aEnd, b, bEnd)
}

// similarity is the share of lines that a and b have in common, from 0 to 1.
func similarity(a, b []string) float64 {
	if len(a)+len(b) == 0 {
		return 0
	}
	n := newNumbering(strings.TrimSpace)
	shared := 0
	for _, j := range common(n.numbers(a), n.numbers(b)) {
		if j >= 0 {
			shared++
		}
	}
	return 2 * float64(shared) / float64(len(a)+len(b))
}
