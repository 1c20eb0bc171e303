package generator

import (
	"strings"
	"testing"
)

func TestSides(t *testing.T) {
	const (
		both = "head\n<<<<<<< HEAD\nours 1\nours 2\n=======\ntheirs\n>>>>>>> feature\ntail\n"
		base = "head\n<<<<<<< HEAD\nours 1\nours 2\n||||||| 1a2b3c4\nbefore\n=======\ntheirs\n>>>>>>> feature\ntail\n"
	)
	for _, test := range []struct{ name, text, ours, theirs string }{
		{"the default style", both, "head\nours 1\nours 2\ntail\n", "head\ntheirs\ntail\n"},
		{"with the common version", base, "head\nours 1\nours 2\ntail\n", "head\ntheirs\ntail\n"},
		{"two conflicts", both + base, "head\nours 1\nours 2\ntail\nhead\nours 1\nours 2\ntail\n", "head\ntheirs\ntail\nhead\ntheirs\ntail\n"},
		{"no conflict", "a heading\n=======\n", "a heading\n=======\n", "a heading\n=======\n"},
		{"a heading outside of the conflict", "title\n=======\n" + both, "title\n=======\nhead\nours 1\nours 2\ntail\n", "title\n=======\nhead\ntheirs\ntail\n"},
		{"an empty side", "<<<<<<< HEAD\n=======\ntheirs\n>>>>>>> feature\n", "", "theirs\n"},
		{"longer rows", strings.Replace(both, "ours 1", "======== >>>>>>>>", 1), "head\n======== >>>>>>>>\nours 2\ntail\n", "head\ntheirs\ntail\n"},
		{"no line at the end", "<<<<<<< HEAD\na\n=======\nb\n>>>>>>> feature\nlast", "a\nlast", "b\nlast"},
	} {
		t.Run(test.name, func(t *testing.T) {
			ours, theirs, ok := sides([]byte(test.text))
			if !ok || string(ours) != test.ours || string(theirs) != test.theirs {
				t.Errorf("got %q and %q, %v, want %q and %q", ours, theirs, ok, test.ours, test.theirs)
			}
			carriage := strings.ReplaceAll(test.text, "\n", "\r\n")
			ours, theirs, ok = sides([]byte(carriage))
			plain := strings.NewReplacer("\r\n", "\n").Replace
			if !ok || plain(string(ours)) != test.ours || plain(string(theirs)) != test.theirs {
				t.Errorf("with other line ends: %q and %q, %v", ours, theirs, ok)
			}
		})
	}
}

func TestSidesOfMarkersThatDoNotMatch(t *testing.T) {
	const whole = "<<<<<<< HEAD\nours\n=======\ntheirs\n>>>>>>> feature\n"
	for name, text := range map[string]string{
		"a heading in the conflict": strings.Replace(whole, "ours\n", "ours\n=======\n", 1),
		"one within the other":      strings.Replace(whole, "ours\n", whole, 1),
		"no end":                    whole + "<<<<<<< HEAD\nours\n=======\n",
		"no middle":                 whole + "<<<<<<< HEAD\nours\n>>>>>>> feature\n",
		"the common version late":   strings.Replace(whole, "theirs\n", "||||||| base\n", 1),
	} {
		if ours, theirs, ok := sides([]byte(text)); ok {
			t.Errorf("%s: got %q and %q", name, ours, theirs)
		}
	}
}
