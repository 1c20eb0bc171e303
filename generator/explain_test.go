package generator

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// Each code that the sources use is explained, and each that is explained here
// is used.
func TestExplanationsAreComplete(t *testing.T) {
	used := codesIn(t, "*.go", "../cmd/gen/*.go")
	for _, code := range used {
		if _, found := Explain(code); !found {
			t.Errorf("%s is used and not explained", code)
		}
	}
	for _, e := range explanations {
		if !slices.Contains(used, string(e.Code)) {
			t.Errorf("%s is explained and not used", e.Code)
		}
	}
}

func codesIn(t *testing.T, patterns ...string) []string {
	quoted := regexp.MustCompile(`"GEN\d{3}"`)
	var codes []string
	for _, pattern := range patterns {
		paths, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range paths {
			if strings.HasSuffix(path, "_test.go") || path == "explain.go" {
				continue
			}
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			for _, code := range quoted.FindAllString(string(data), -1) {
				codes = append(codes, strings.Trim(code, `"`))
			}
		}
	}
	return codes
}

func TestExplanationsAreReadable(t *testing.T) {
	last := ""
	for _, e := range Explanations() {
		if string(e.Code) <= last {
			t.Errorf("%s comes after %s", e.Code, last)
		}
		last = string(e.Code)
		if e.Title == "" || strings.HasSuffix(e.Title, ".") {
			t.Errorf("%s: title %q", e.Code, e.Title)
		}
		if len(e.Text) < 20 || !strings.HasSuffix(e.Text, ".") {
			t.Errorf("%s: text %q", e.Code, e.Text)
		}
	}
}
