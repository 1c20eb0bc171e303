package field

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

func withPattern(t *testing.T, spec, pattern string) Field {
	t.Helper()
	f := parse(t, spec)
	f.Pattern = pattern
	return f
}

func TestPatternSamples(t *testing.T) {
	for pattern, spec := range map[string]string{
		`[A-Z]{3}-[0-9]+`:                   "v:string:20",
		`\d{5}(-\d{4})?`:                    "v:string:10",
		`(red|green|blue)`:                  "v",
		`(?i)v[0-9]\.[0-9]`:                 "v",
		`.*`:                                "v:string:30:min=20",
		`[^a-z]+`:                           "v:text",
		`[^@]+@example\.com`:                "v:email",
		`https://.*`:                        "v:url",
		`\+49.*`:                            "v:phone",
		`[a-z]+`:                            "v:slug",
		`^a$|^b$`:                           "v",
		`\p{Greek}+`:                        "v",
		`a{2,}b?c*(?:d|e)+?\x41\bé`:         "v",
		`#.*`:                               "v:markdown:50",
		`[[:alpha:]][\w ]{2,8}[[:^space:]]`: "v",
	} {
		f := withPattern(t, spec, pattern)
		for _, err := range f.Check() {
			t.Errorf("%s of %s: %v", pattern, spec, err)
		}
		samples := f.Samples()
		if samples[0] == samples[1] {
			t.Errorf("%s of %s: %q twice", pattern, spec, samples[0])
		}
		for _, v := range samples {
			if err := f.CheckValue(v); err != nil || !regexp.MustCompile(`^(`+pattern+`)$`).MatchString(v) {
				t.Errorf("%s of %s: %q does not do: %v", pattern, spec, v, err)
			}
		}
		if again := f.Samples(); again != samples {
			t.Errorf("%s of %s: %q, then %q", pattern, spec, samples, again)
		}
	}
}

func TestPatternHoldsWholeValues(t *testing.T) {
	f := withPattern(t, "v", "a|bc")
	for value, want := range map[string]string{"a": "", "bc": "", "ac": "ac does not match a|bc", "xa": "xa does not match a|bc"} {
		got := ""
		if err := f.CheckValue(value); err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("CheckValue(%q) = %q, want %q", value, got, want)
		}
	}
}

// Browsers get the patterns that mean the same to them.
func TestPatternAttr(t *testing.T) {
	for pattern, portable := range map[string]bool{
		`[A-Z]{3}-[0-9]+`: true, `\d{5}(?:-\d{4})?`: true, `a|b c`: true, `[^"@]+`: false, `.{3,}\.txt`: true, `[\w\-]+?`: true, `é+`: true, `"<&>"`: true,
		`(?i)a`: false, `(?P<a>b)`: false, `\s+`: false, `\pL`: false, `[[:alpha:]]`: false, `\x41`: false, `\-`: false,
		`[a&&b]`: false, `[(]`: false, `[a-]`: false, `a{`: false, `a{x}`: false, `\bA`: false, `\Qa.b\E`: false, "a`b": false,
	} {
		f := withPattern(t, "v", pattern)
		if got := f.PatternAttr() != ""; got != portable {
			t.Errorf("%s: PatternAttr() = %q", pattern, f.PatternAttr())
		}
	}
	if got, want := withPattern(t, "v", `"<&>"`).PatternAttr(), ` pattern="&#34;&lt;&amp;&gt;&#34;"`; got != want {
		t.Errorf("PatternAttr() = %s, want %s", got, want)
	}
}

func TestTexts(t *testing.T) {
	for _, test := range []struct {
		texts Texts
		want  string
	}{
		{Texts{Label: "What it's <called>", Help: strings.Repeat("ä", 300)}, ""},
		{Texts{Label: strings.Repeat("a", 61)}, "label is longer than 60 characters"},
		{Texts{Label: " "}, "label begins or ends with space"},
		{Texts{Help: strings.Repeat("a", 301)}, "help is longer than 300 characters"},
		{Texts{Help: "a\tb"}, "help is one line without control characters"},
		{Texts{Pattern: "a{2,1}"}, "pattern: invalid repeat count: `{2,1}`"},
	} {
		f := parse(t, "v")
		f.Texts = test.texts
		got := ""
		if errs := f.Check(); len(errs) > 0 {
			got = fmt.Sprint(errs[0])
		}
		if got != test.want {
			t.Errorf("%+v: %q, want %q", test.texts, got, test.want)
		}
	}
}
