package merge

import (
	"slices"
	"strings"
	"unicode"
)

// minSimilarity is how alike two pieces must be to be one that was renamed.
const minSimilarity = 0.6

// An alignment finds the counterparts of pieces.
type alignment struct {
	base, side []piece
	to         []int // the index in side of each piece of base, or -1
	from       []int // the index in base of each piece of side, or -1
}

// align matches the pieces of side with those of base that they were: by name,
// comments by their text and their neighbours, and what was renamed by what it
// consists of.
func align(base, side []piece) *alignment {
	a := &alignment{base, side, make([]int, len(base)), make([]int, len(side))}
	for i := range a.to {
		a.to[i] = -1
	}
	for i := range a.from {
		a.from[i] = -1
	}
	named := func(p *piece) bool { return p.key != "" }
	unnamed := func(p *piece) bool { return p.key == "" }
	between := func(p *piece) bool { return p.kind == free }
	a.pairBy(named, func(ps []piece, i int) string { return ps[i].key + "\n" + content(ps[i]) })
	a.pairBy(named, func(ps []piece, i int) string { return ps[i].key })
	a.pairBy(unnamed, func(ps []piece, i int) string { return content(ps[i]) + following(ps, i) })
	a.pairBy(unnamed, func(ps []piece, i int) string { return content(ps[i]) + preceding(ps, i) })
	a.pairBy(unnamed, func(ps []piece, i int) string { return content(ps[i]) })
	a.pairBy(between, following)
	a.pairBy(between, preceding)
	a.pairRenamed()
	return a
}

func content(p piece) string { return strings.Join(p.lines, "") }

// following is the key of the piece after ps[i].
func following(ps []piece, i int) string {
	if i+1 < len(ps) {
		return ps[i+1].key
	}
	return ""
}

// preceding is the key of the piece before ps[i].
func preceding(ps []piece, i int) string {
	if i > 0 {
		return ps[i-1].key
	}
	return ""
}

func (a *alignment) pair(b, s int) { a.to[b], a.from[s] = s, b }

// pairBy pairs what is not paired yet, is of the sort that may asks for, and
// has the same key; several with one key in their order.
func (a *alignment) pairBy(may func(*piece) bool, key func(ps []piece, i int) string) {
	waiting := map[string][]int{}
	for s := range a.side {
		if a.from[s] < 0 && may(&a.side[s]) {
			k := key(a.side, s)
			waiting[k] = append(waiting[k], s)
		}
	}
	for b := range a.base {
		if a.to[b] >= 0 || !may(&a.base[b]) {
			continue
		}
		k := key(a.base, b)
		if queue := waiting[k]; len(queue) > 0 {
			a.pair(b, queue[0])
			waiting[k] = queue[1:]
		}
	}
}

// pairRenamed pairs what is left if each is more like the other than like
// anything else.
func (a *alignment) pairRenamed() {
	gone, added := unpaired(a.to), unpaired(a.from)
	var pairs []pair
	for _, b := range gone {
		s := mostLike(added, func(s int) float64 { return likeness(&a.base[b], &a.side[s]) })
		if s >= 0 && mostLike(gone, func(b int) float64 { return likeness(&a.base[b], &a.side[s]) }) == b {
			pairs = append(pairs, pair{b, s})
		}
	}
	for _, p := range pairs {
		a.pair(p.a, p.b)
	}
}

func unpaired(partners []int) []int {
	var alone []int
	for i, partner := range partners {
		if partner < 0 {
			alone = append(alone, i)
		}
	}
	return alone
}

// mostLike is the one candidate that is more alike than all others, or -1.
func mostLike(candidates []int, alike func(int) float64) int {
	best, most := -1, 0.0
	for _, candidate := range candidates {
		switch how := alike(candidate); {
		case how < minSimilarity || how < most:
		case how == most:
			best = -1
		default:
			best, most = candidate, how
		}
	}
	return best
}

// likeness compares what two pieces of one sort consist of.
func likeness(a, b *piece) float64 {
	if a.kind != b.kind || a.kind == free || a.sort() != b.sort() {
		return 0
	}
	return similarity(a.substance(), b.substance())
}

// substance is the lines of p that say something, without those that name it.
func (p *piece) substance() []string {
	var lines []string
	for _, line := range p.lines {
		if strings.IndexFunc(line, isWordRune) >= 0 && !hasWord(line, p.name()) {
			lines = append(lines, line)
		}
	}
	return lines
}

// hasWord reports whether word is in line, and not a part of a longer one.
func hasWord(line, word string) bool {
	return word != "" && slices.Contains(strings.FieldsFunc(line, func(r rune) bool { return !isWordRune(r) }), word)
}

func isWordRune(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
