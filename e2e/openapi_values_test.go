package e2e

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// common are the values that every field gets.
var common = []any{
	nil, true, 0, -1, 12, 1.5, json.Number("9223372036854775808"), json.Number("1e400"),
	"", " ", "text", "a\nb", "\x00", "2026-13-01", "2026-01-02", "24:00", "09:30", "2026-01-02T03:04:05Z", "12.345",
	"nobody", "javascript:alert(1)", []any{}, []any{1}, map[string]any{}, map[string]any{"a": nil},
}

// isTelling picks some of the values for operations that need a whole body.
func isTelling(value any) bool {
	switch value := value.(type) {
	case nil, bool:
		return true
	case string:
		return value == "" || value == "\x00"
	}
	return false
}

// valuesOf lists values for a field, right and wrong: common ones, and those at
// the limits that its schema sets.
func valuesOf(schema map[string]any) []any {
	values := slices.Clone(common)
	if most, ok := schema["maxLength"]; ok {
		n, _ := strconv.Atoi(fmt.Sprint(most))
		values = append(values, strings.Repeat("é", n), strings.Repeat("é", n+1))
	}
	for _, bound := range []string{"minimum", "maximum"} {
		if n, ok := schema[bound]; ok {
			values = append(values, n, json.Number(fmt.Sprint(n)+"e3"), json.Number("-"+strings.TrimPrefix(fmt.Sprint(n), "-")))
		}
	}
	if choices, ok := schema["enum"].([]any); ok {
		values = append(values, choices...)
	}
	return values
}

// textsOf lists values for a query parameter that its schema allows, and some
// that it does not.
func textsOf(schema map[string]any) (right, wrong []string) {
	wrong = []string{"\x00"}
	if choices, ok := schema["enum"].([]any); ok {
		for _, choice := range choices {
			right = append(right, fmt.Sprint(choice))
		}
		return right, append(wrong, "nonsense")
	}
	switch schema["type"] {
	case "array":
		each, _ := textsOf(schema["items"].(map[string]any))
		return append(each, each[0]+","+each[len(each)-1]), append(wrong, "nonsense", each[0]+",nonsense")
	case "boolean":
		return []string{"true", "false"}, append(wrong, "maybe")
	case "number":
		return []string{"1.5", "-2"}, append(wrong, "x", "1e400")
	case "integer":
		wrong = append(wrong, "x", "1.5", "99999999999999999999")
		if most, ok := schema["maximum"]; ok {
			return []string{fmt.Sprint(schema["minimum"]), fmt.Sprint(most)}, append(wrong, "0", fmt.Sprint(most)+"0")
		}
		return []string{"1", "-1"}, wrong
	}
	return stringsOf(schema, wrong)
}

// stringsOf is textsOf for text.
func stringsOf(schema map[string]any, wrong []string) ([]string, []string) {
	formats := map[any]string{
		"date": "2026-01-02", "date-time": "2026-01-02T03:04:05Z", "email": "a@b.io",
		"uuid": "6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90", "uri": "https://a.io",
	}
	pattern, _ := schema["pattern"].(string)
	if strings.HasPrefix(pattern, "^[a-z0-9]+(-") {
		return []string{"a-slug"}, append(wrong, "Not a slug")
	}
	switch {
	case schema["format"] != nil:
		return []string{formats[schema["format"]]}, append(wrong, "nonsense")
	case strings.HasPrefix(pattern, "^#"):
		return []string{"#1e90ff", "#1E90FF"}, append(wrong, "red")
	case strings.HasPrefix(pattern, "^[+("):
		return []string{"+1 555-0100"}, append(wrong, "nonsense")
	case strings.Contains(pattern, ":"):
		return []string{"09:30", "23:59:59.5"}, append(wrong, "24:00")
	case pattern != "":
		return []string{"0"}, append(wrong, "nonsense", "1e3")
	case schema["maxLength"] != nil:
		n, _ := strconv.Atoi(fmt.Sprint(schema["maxLength"]))
		return []string{"x"}, append(wrong, strings.Repeat("x", n+1))
	}
	return []string{""}, wrong // such as after
}
