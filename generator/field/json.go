package field

import (
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// JSON is a JSON document.
var JSON = &Type{
	Name:     "json",
	Aliases:  []string{"jsonb"},
	Summary:  "a JSON document: settings:json:optional",
	Go:       "types.JSON",
	Import:   "{module}/types",
	Nilable:  true,
	SQLite:   "json_text",
	Postgres: is("jsonb"),
	Catalog:  "jsonb",
	Quoted:   true,
	Parser:   is("input.JSON()"),
	Literal:  func(_ Field, v string) string { return "types.JSON(" + rawString(v) + ")" },
	Valid:    validJSON,
	Sample:   func(Field) [2]string { return [2]string{`{"name":"One"}`, `{"name":"Two"}`} },
	JSON:     jsonLiteral,
	Control:  "textarea",
	Attrs:    is(` spellcheck="false"`),
	Show:     "json",
	Refuses: map[Modifier]string{
		Unique: "two documents that mean the same may be spelled differently",
		Index:  "an index on a whole document serves no query",
	},
}

func validJSON(_ Field, v string) error {
	if err := checkText(v); err != nil {
		return err
	}
	if !json.Valid([]byte(v)) {
		return fmt.Errorf(`%q is not a JSON document such as {"a": 1}`, v)
	}
	if strings.Contains(v, `\u0000`) {
		return errors.New("a NUL character cannot be stored")
	}
	if strings.TrimSpace(v) == "null" {
		return errors.New("null is no document")
	}
	return nil
}

// jsonLiteral is the document v as a Go expression that encodes to it, made
// of maps, slices and constants only.
func jsonLiteral(v string) string {
	var doc any
	decoder := json.NewDecoder(strings.NewReader(v))
	decoder.UseNumber()
	if decoder.Decode(&doc) != nil {
		return "nil"
	}
	return goValue(doc)
}

func goValue(doc any) string {
	switch doc := doc.(type) {
	case nil:
		return "nil"
	case string:
		return quoteValue(doc)
	case []any:
		items := make([]string, len(doc))
		for i, item := range doc {
			items[i] = goValue(item)
		}
		return "[]any{" + strings.Join(items, ", ") + "}"
	case map[string]any:
		var members []string
		for _, key := range slices.Sorted(maps.Keys(doc)) {
			members = append(members, quoteValue(key)+": "+goValue(doc[key]))
		}
		return "map[string]any{" + strings.Join(members, ", ") + "}"
	default:
		return fmt.Sprint(doc)
	}
}
