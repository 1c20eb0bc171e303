package generator

import (
	"go/scanner"
	"go/token"
	"path"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-b1203020/gen/generator/schema"
)

// words is a set of identifiers and names.
type words map[string]bool

// wordsOf is the words of a file. The comments of Go do not count: they may
// speak of anything.
func wordsOf(p string, data []byte) words {
	text := string(data)
	if path.Ext(p) == ".go" {
		text = withoutComments(data)
	}
	set := make(words)
	for _, word := range splitWords(text) {
		set[word] = true
	}
	return set
}

// withoutComments is the identifiers and the literals of Go source.
func withoutComments(source []byte) string {
	var b strings.Builder
	var s scanner.Scanner
	fset := token.NewFileSet()
	s.Init(fset.AddFile("", fset.Base(), len(source)), source, nil, 0)
	for {
		_, tok, literal := s.Scan()
		if tok == token.EOF {
			return b.String()
		}
		if tok.IsLiteral() {
			b.WriteString(literal + "\n")
		}
	}
}

// speakOf reports whether one of the words contains the name of a resource.
func (w words) speakOf(resources ...*schema.Resource) bool {
	var names []spelling
	for _, r := range resources {
		names = append(names, spelling{old: r.Name}, spelling{old: r.Plural})
	}
	for word := range w {
		parts := strings.Split(word, "_")
		if !isSnake(word) {
			parts = camelParts(word)
		}
		for i := range parts {
			if n, _ := match(parts[i:], names); n > 0 {
				return true
			}
		}
	}
	return false
}

// splitWords lists what could be an identifier in a text.
func splitWords(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool {
		return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
	})
}

// A spelling is the old and the new snake_case name of one thing. Code spells
// them in several ways, see respelled.
type spelling struct {
	old, new string
	path     bool // whether URLs begin with it
}

// respelled gives what word may be once the spellings are applied: with
// blog_post for post, newPostForm becomes newBlogPostForm, and post becomes
// blog_post or blogPost. Where singular and plural were the same there are
// more. Words in which no spelling occurs give none.
func respelled(word string, spellings []spelling) []string {
	reversed := slices.Clone(spellings)
	slices.Reverse(reversed)
	var forms []string
	for _, order := range [][]spelling{spellings, reversed} {
		if isSnake(word) {
			forms = append(forms, respell(strings.Split(word, "_"), order, "_", snakeCase))
		}
		if !strings.Contains(word, "_") {
			forms = append(forms, respell(camelParts(word), order, "", camelCase))
		}
	}
	var different []string
	for _, form := range forms {
		if form != word && !slices.Contains(different, form) {
			different = append(different, form)
		}
	}
	return different
}

// respell replaces runs of parts, the first spelling that fits at each place.
func respell(parts []string, spellings []spelling, separator string, inCase func(name, like string) string) string {
	var out []string
	for i := 0; i < len(parts); {
		n, to := match(parts[i:], spellings)
		if n == 0 {
			out = append(out, parts[i])
			i++
			continue
		}
		out = append(out, inCase(to, parts[i]))
		i += n
	}
	return strings.Join(out, separator)
}

// match finds the spelling whose old name parts begin with, and gives the
// number of its parts and the new name.
func match(parts []string, spellings []spelling) (n int, to string) {
	for _, s := range spellings {
		old := strings.Split(s.old, "_")
		if len(old) <= len(parts) && slices.EqualFunc(parts[:len(old)], old, strings.EqualFold) {
			return len(old), s.new
		}
	}
	return 0, ""
}

func snakeCase(name, _ string) string { return name }

// camelCase spells a name in Go, unexported if it stands for a part that is.
func camelCase(name, like string) string {
	if unicode.IsUpper([]rune(like)[0]) {
		return schema.GoName(name)
	}
	first, rest, _ := strings.Cut(name, "_")
	return first + schema.GoName(rest)
}

// camelParts cuts a Go identifier where a capital begins a word: new, Post,
// JSON, Form.
func camelParts(ident string) []string {
	var parts []string
	runes := []rune(ident)
	start := 0
	for i := 1; i < len(runes); i++ {
		begins := unicode.IsUpper(runes[i]) &&
			(!unicode.IsUpper(runes[i-1]) || i+1 < len(runes) && unicode.IsLower(runes[i+1]))
		if begins {
			parts = append(parts, string(runes[start:i]))
			start = i
		}
	}
	return append(parts, string(runes[start:]))
}

// isSnake reports whether word is a name as gen.yaml spells it.
func isSnake(word string) bool { return strings.ToLower(word) == word }
