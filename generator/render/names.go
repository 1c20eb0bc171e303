package render

import (
	"go/token"
	"slices"
	"strings"
	"unicode"

	"github.com/seed-b1203020/gen/generator/schema"
)

// camel is a name as an unexported Go identifier's first part: blogPost.
func camel(snake string) string {
	name := schema.GoName(snake)
	end := 1 // of the first word: all of an initialism, the first letter otherwise
	for end < len(name) && unicode.IsUpper(rune(name[end])) {
		end++
	}
	if end > 1 && end < len(name) {
		end--
	}
	return strings.ToLower(name[:end]) + name[end:]
}

// taken are the names that mean something else where handlers need a variable
// for a row.
var taken = []string{
	"any", "app", "append", "bool", "byte", "cap", "changed", "clear", "close", "cmp", "comparable", "complex", "complex64",
	"complex128", "checkMatch", "context", "copy", "ctx", "db", "delete", "deleted", "err", "error", "errors", "extent", "false",
	"float32", "float64", "form", "id", "imag", "input", "int", "int8", "int16", "int32", "int64", "iota", "len", "link",
	"deletion", "list", "make", "max", "min", "name", "new", "nil", "ok", "option", "others", "page", "pages", "paging", "panic", "print",
	"println", "r", "real", "recover", "row", "rows", "rune", "sql", "status", "store", "string", "true", "uint", "uint8",
	"uint16", "uint32", "uint64", "uintptr", "v", "values", "view", "views", "w", "writeItem",
}

// variable is a name for a row of the resource.
func variable(snake string) string {
	name := camel(snake)
	if token.IsKeyword(name) || slices.Contains(taken, name) || name == "http" {
		return name + "Row"
	}
	return name
}

// initialisms are words that people write in capitals.
var initialisms = []string{"api", "html", "http", "id", "ip", "json", "sql", "uri", "url", "uuid"}

// human is a name as a label or the start of a sentence: Published at.
func human(snake string) string {
	words := lowerHuman(snake)
	return strings.ToUpper(words[:1]) + words[1:]
}

// lowerHuman is a name within a sentence: published at.
func lowerHuman(snake string) string {
	words := strings.Split(snake, "_")
	for i, word := range words {
		if slices.Contains(initialisms, word) {
			words[i] = strings.ToUpper(word)
		}
	}
	return strings.Join(words, " ")
}

// article puts a or an before words.
func article(words string) string {
	if strings.ContainsRune("aeioAI", rune(words[0])) { // of initialisms, API, ID and IP
		return "an " + words
	}
	if words[0] == 'u' && !strings.HasPrefix(words, "us") && !strings.HasPrefix(words, "uni") {
		return "an " + words
	}
	return "a " + words
}
