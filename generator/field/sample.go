package field

import (
	"strings"
	"unicode/utf8"
)

// sampleText gives "One title" and "Two title", as long as f wants them.
func sampleText(f Field, first, second string) [2]string {
	words := " " + strings.ReplaceAll(f.Name, "_", " ")
	return [2]string{fit(f, first+words), fit(f, second+words)}
}

// fit cuts v, or repeats its last letter, until f's length allows it.
func fit(f Field, v string) string {
	if n := f.minLength() - utf8.RuneCountInString(v); n > 0 {
		v += strings.Repeat(v[len(v)-1:], n)
	}
	if f.Length > 0 && len(v) > f.Length {
		v = strings.TrimSpace(v[:f.Length])
	}
	if n := f.minLength() - len(v); n > 0 {
		v += strings.Repeat(v[:1], n)
	}
	return v
}

// fitting gives long if f's length allows it, and short otherwise.
func fitting(f Field, long, short [2]string) [2]string {
	if f.Length > 0 && (len(long[0]) > f.Length || len(long[1]) > f.Length) {
		return short
	}
	return long
}

// pick gives two values that f allows: candidates where they are, otherwise
// values at f's bounds and next to them, a step away. Where only one value is
// allowed, both are it.
func pick(f Field, step func(v string, by int64) string, candidates ...string) [2]string {
	if f.Min != nil {
		candidates = append(candidates, *f.Min, step(*f.Min, 1))
	}
	if f.Max != nil {
		candidates = append(candidates, *f.Max, step(*f.Max, -1))
	}
	var found []string
	for _, v := range candidates {
		if !allows(f, v) || len(found) > 0 && f.Type.Compare(found[0], v) == 0 {
			continue
		}
		if found = append(found, v); len(found) == 2 {
			return [2]string(found)
		}
	}
	if len(found) == 0 {
		return [2]string{}
	}
	return [2]string{found[0], found[0]}
}

// allows reports whether v is a value of f, within its bounds.
func allows(f Field, v string) bool {
	return f.Type.Valid(f, v) == nil && outside(f, v) == ""
}

// outside says which bound of f, or that its pattern, the valid value v breaks,
// or "".
func outside(f Field, v string) string {
	if !f.matches(v) {
		return "does not match " + f.Pattern
	}
	if f.Type.Compare == nil {
		return ""
	}
	if f.Min != nil && f.Type.Compare(v, *f.Min) < 0 {
		return "is less than min=" + *f.Min
	}
	if f.Max != nil && f.Type.Compare(v, *f.Max) > 0 {
		return "is more than max=" + *f.Max
	}
	return ""
}
