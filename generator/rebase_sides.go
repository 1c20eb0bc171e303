package generator

import "bytes"

// The parts of a text with conflict markers.
const (
	agreed = iota // outside of conflicts
	inOurs
	inCommon // the version of before both, which some styles show
	inTheirs
)

// sides takes the two versions out of a text that git left with conflict
// markers, whichever style it has. Text without markers is the same on both
// sides; ok is false if the markers do not belong together.
func sides(text []byte) (ours, theirs []byte, ok bool) {
	if conflictMarker(text) == 0 {
		return text, text, true
	}
	part := agreed
	for line := range bytes.Lines(text) {
		next, isMarker := nextPart(part, line)
		switch {
		case isMarker && next < 0:
			return nil, nil, false
		case isMarker:
			part = next
			continue
		}
		if part == agreed || part == inOurs {
			ours = append(ours, line...)
		}
		if part == agreed || part == inTheirs {
			theirs = append(theirs, line...)
		}
	}
	return ours, theirs, part == agreed
}

// nextPart is the part that begins after a line that is a marker, or -1 if it
// must not stand there. Outside of conflicts a row of signs is only a row.
func nextPart(part int, line []byte) (next int, marker bool) {
	switch {
	case isMarker(line, '<'):
		return step(part == agreed, inOurs), true
	case part == agreed:
		return part, false
	case isMarker(line, '|'):
		return step(part == inOurs, inCommon), true
	case isMarker(line, '='):
		return step(part == inOurs || part == inCommon, inTheirs), true
	case isMarker(line, '>'):
		return step(part == inTheirs, agreed), true
	}
	return part, false
}

func step(allowed bool, next int) int {
	if !allowed {
		return -1
	}
	return next
}

// isMarker reports whether a line is a conflict marker made of sign.
func isMarker(line []byte, sign byte) bool {
	const length = 7
	marker, label, _ := bytes.Cut(bytes.TrimRight(line, "\r\n"), []byte(" "))
	return len(marker) == length && bytes.Count(marker, []byte{sign}) == length && (sign != '=' || len(label) == 0)
}
