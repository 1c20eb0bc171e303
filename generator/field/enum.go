package field

import (
	"fmt"
	"slices"
	"strings"
)

// Enum is one of a few words.
var Enum = &Type{
	Name:     "enum",
	Summary:  "one of the values that follow: status:enum:draft:published:default=draft",
	Args:     Values,
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    func(f Field) string { return "%s IN ('" + strings.Join(f.Values, "', '") + "')" },
	Quoted:   true,
	Parser:   func(f Field) string { return `input.OneOf("` + strings.Join(f.Values, `", "`) + `")` },
	Literal:  quote,
	Valid:    validEnum,
	Sample:   sampleEnum,
	JSON:     quoteValue,
	Control:  "select",
	Attrs:    is(""),
	Show:     "text",
	Refuses: map[Modifier]string{
		Search: "it has few values, by which lists are filtered",
	},
}

func validEnum(f Field, v string) error {
	if !slices.Contains(f.Values, v) {
		return fmt.Errorf("%q is none of the values: %s", v, strings.Join(f.Values, ", "))
	}
	return nil
}

func sampleEnum(f Field) [2]string {
	if len(f.Values) == 0 {
		return [2]string{}
	}
	return [2]string{f.Values[0], f.Values[min(1, len(f.Values)-1)]}
}
