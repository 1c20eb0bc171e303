package field

import (
	"fmt"
	"html"
	"math/rand"
	"regexp"
	"regexp/syntax"
	"slices"
	"strings"
	"unicode/utf8"
)

// patterned are the types whose values may have to match a pattern.
var patterned = map[*Type]bool{String: true, Text: true, Markdown: true, Email: true, URL: true, Phone: true, Slug: true}

// Regexp is f's pattern for whole values.
func (f Field) Regexp() (*regexp.Regexp, error) { return regexp.Compile(`^(?:` + f.Pattern + `)$`) }

// matches reports whether f's pattern, if it has a sound one, matches v.
func (f Field) matches(v string) bool {
	if f.Pattern == "" {
		return true
	}
	re, err := f.Regexp()
	return err != nil || re.MatchString(v)
}

// pattern checks that f's pattern makes sense, and that there are values.
func (c *checker) pattern() {
	f := c.f
	if !patterned[f.Type] {
		c.fail("pattern", "leave pattern out", "%s has no pattern", f.Type.Name)
		return
	}
	if f.IsMade() {
		c.fail("pattern", "leave pattern out", "a slug that is made from another field looks as gen makes it")
		return
	}
	if _, err := syntax.Parse(f.Pattern, syntax.Perl); err != nil {
		c.fail("pattern", "it is a regular expression as Go has them: https://pkg.go.dev/regexp/syntax", "pattern: %v", strings.TrimPrefix(err.Error(), "error parsing regexp: "))
		return
	}
	if samples := f.Samples(); samples[0] == "" {
		c.fail("pattern", "make it simpler, or allow other lengths", "pattern: no value was found that matches and is %s otherwise", article(f.Type.Name))
	}
}

// article puts a or an before the name of a type.
func article(name string) string {
	if strings.ContainsRune("aeiou", rune(name[0])) && name != URL.Name {
		return "an " + name
	}
	return "a " + name
}

// Samples are two different valid values of f, spelled as in gen.yaml, or one
// twice if there is no other.
func (f Field) Samples() [2]string {
	if f.Pattern == "" {
		return f.Type.Sample(f)
	}
	switch found := f.Matching(2); len(found) {
	case 0:
		return [2]string{}
	case 1:
		return [2]string{found[0], found[0]}
	default:
		return [2]string(found)
	}
}

// Matching are up to n different values that f's pattern and its other rules
// allow.
func (f Field) Matching(n int) []string {
	var found []string
	re, err := syntax.Parse(f.Pattern, syntax.Perl)
	if err != nil {
		return nil
	}
	for seed := range int64(2000) {
		w := writer{random: rand.New(rand.NewSource(seed)), longest: 1 + f.minLength()*int(seed%2)}
		w.write(re)
		v := w.text.String()
		if !utf8.ValidString(v) || v == "" || !allows(f, v) || slices.Contains(found, v) {
			continue
		}
		if found = append(found, v); len(found) == n {
			break
		}
	}
	return found
}

// plain are the letters and digits of ASCII.
const plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"

// writer writes a random text that a regular expression matches.
type writer struct {
	random  *rand.Rand
	text    strings.Builder
	longest int // how often what may be repeated for ever is
}

func (w *writer) write(re *syntax.Regexp) {
	switch re.Op {
	case syntax.OpLiteral:
		w.text.WriteString(string(re.Rune))
	case syntax.OpCharClass:
		w.text.WriteRune(w.oneOf(re.Rune))
	case syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		w.text.WriteByte(plain[w.random.Intn(len(plain))])
	case syntax.OpAlternate:
		w.write(re.Sub[w.random.Intn(len(re.Sub))])
	case syntax.OpCapture, syntax.OpConcat:
		for _, sub := range re.Sub {
			w.write(sub)
		}
	case syntax.OpStar:
		w.repeat(re.Sub[0], 0, -1)
	case syntax.OpPlus:
		w.repeat(re.Sub[0], 1, -1)
	case syntax.OpQuest:
		w.repeat(re.Sub[0], 0, 1)
	case syntax.OpRepeat:
		w.repeat(re.Sub[0], re.Min, re.Max)
	}
}

// repeat writes re at least least times, and at most most times unless that is
// -1.
func (w *writer) repeat(re *syntax.Regexp, least, most int) {
	if most < 0 || most > least+w.longest+3 {
		most = least + w.longest + 3
	}
	for range least + w.random.Intn(most-least+1) {
		w.write(re)
	}
}

// oneOf is a rune of a class, which is a list of first and last ones: a plain
// one most of the time.
func (w *writer) oneOf(class []rune) rune {
	var known []rune
	for i := 0; i+1 < len(class); i += 2 {
		for _, r := range plain {
			if class[i] <= r && r <= class[i+1] {
				known = append(known, r)
			}
		}
	}
	if len(known) > 0 && w.random.Intn(5) > 0 {
		return known[w.random.Intn(len(known))]
	}
	if len(class) == 0 {
		return utf8.RuneError
	}
	i := 2 * w.random.Intn(len(class)/2)
	return class[i] + w.random.Int31n(min(class[i+1]-class[i], 20)+1)
}

// portable is a pattern that means the same to Go and to browsers, which read
// it as JavaScript with the flag v: letters, digits and blanks, simple classes,
// groups, choices and repetitions.
var portable = regexp.MustCompile(`^(` +
	`[\pL\pN _,:;@#%&!<>='"~/.-]` +
	`|\\[dDwW^$\\.*+?()\[\]{}|/]` +
	`|\[\^?([A-Za-z0-9 _,.@#+*]|[A-Za-z0-9]-[A-Za-z0-9]|\\[dwDW^$\\.*+?()\[\]{}|/-])+\]` +
	`|\((\?:)?|\)|\||[*+?]\??|\{[0-9]+(,[0-9]*)?\}\??|\^|\$` +
	`)+$`)

// PortablePattern is f's pattern, or "" where JavaScript would read it in
// another way.
func (f Field) PortablePattern() string {
	flags := strings.Count(f.Pattern, "(?") != strings.Count(f.Pattern, "(?:")
	if flags || !portable.MatchString(f.Pattern) {
		return ""
	}
	return f.Pattern
}

// PatternAttr is the attribute pattern of f's control, or "" where browsers
// would read it in another way.
func (f Field) PatternAttr() string {
	pattern := f.PortablePattern()
	if pattern == "" {
		return ""
	}
	return fmt.Sprintf(` pattern="%s"`, html.EscapeString(pattern))
}
