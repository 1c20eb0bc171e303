package render

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// everyField is a definition with a field for every type and every modifier.
func everyField() string {
	var text strings.Builder
	text.WriteString("app: blog\nresources:\n  target:\n    fields: {name: string}\n  every:\n    fields:\n")
	for _, f := range field.Fixture("target") {
		fmt.Fprintf(&text, "      %s: %q\n", f.Name, field.Short(f))
	}
	return text.String()
}

// openAPIOf is web/openapi.json of a definition.
func openAPIOf(t *testing.T, definition string) any {
	t.Helper()
	return parseJSON(t, render(t, definition)["web/openapi.json"].Data)
}

func parseJSON(t *testing.T, data []byte) any {
	t.Helper()
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	return v
}

// specification is the JSON Schema that the OpenAPI Initiative publishes for
// documents of 3.1. It leaves schemas inside of a document alone; here they are
// held to be JSON Schema.
func specification(t *testing.T) *jsonschema.Schema {
	t.Helper()
	data, err := os.ReadFile("testdata/openapi-3.1.json")
	if err != nil {
		t.Fatal(err)
	}
	spec := parseJSON(t, data)
	member(t, spec, "$defs").(map[string]any)["schema"] = map[string]any{"$ref": "https://json-schema.org/draft/2020-12/schema"}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("spec", spec); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("spec")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestOpenAPIIsValid(t *testing.T) {
	spec := specification(t)
	for name, definition := range map[string]string{"example": example(t), "every field": everyField()} {
		if err := spec.Validate(openAPIOf(t, definition)); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// The specification that documents are held to finds what is wrong with one.
func TestOpenAPIThatIsWrong(t *testing.T) {
	spec := specification(t)
	for _, replacement := range [][2]string{
		{`"openapi": "3.1.0"`, `"openapi": "3.0.0"`},
		{`"in": "query"`, `"in": "somewhere"`},
		{`"type": "string"`, `"type": "text"`},
		{`"maxLength": 255`, `"maxLength": -1`},
	} {
		text := string(render(t, everyField())["web/openapi.json"].Data)
		wrong := strings.Replace(text, replacement[0], replacement[1], 1)
		if wrong == text {
			t.Fatalf("no %s in the document", replacement[0])
		}
		if spec.Validate(parseJSON(t, []byte(wrong))) == nil {
			t.Errorf("%s is taken for valid", replacement[1])
		}
	}
}

// Each example is one of what it is an example of.
func TestOpenAPIExamples(t *testing.T) {
	document := openAPIOf(t, everyField())
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("openapi.json", document); err != nil {
		t.Fatal(err)
	}
	seen := 0
	for name, s := range member(t, document, "components", "schemas").(map[string]any) {
		compiled, err := c.Compile("openapi.json#/components/schemas/" + name)
		if err != nil {
			t.Fatal(err)
		}
		examples, _ := s.(map[string]any)["examples"].([]any)
		for _, example := range examples {
			seen++
			if err := compiled.Validate(example); err != nil {
				t.Errorf("%s: %v", name, err)
			}
		}
	}
	if seen < 8 {
		t.Errorf("only %d examples", seen)
	}
}

// member follows names into a document.
func member(t *testing.T, document any, names ...string) any {
	t.Helper()
	for _, name := range names {
		object, ok := document.(map[string]any)
		if !ok || object[name] == nil {
			t.Fatalf("no %s in %v", name, document)
		}
		document = object[name]
	}
	return document
}

func TestEveryTypeIsOnTheWire(t *testing.T) {
	for _, typ := range field.Types {
		if _, ok := wires[typ]; !ok {
			t.Errorf("%s is missing in wires", typ.Name)
		}
	}
}

func TestOpenAPIOfFields(t *testing.T) {
	for _, test := range []struct{ field, answered, accepted string }{
		{"string:20", `{"type":"string"}`, `{"type":"string","minLength":1,"maxLength":20,"pattern":"^.*\\S.*$"}`},
		{"string:20:optional:default=x", `{"type":["string","null"]}`, `{"type":["string","null"],"maxLength":20,"pattern":"^.*$","default":"x"}`},
		{"text:min=3", `{"type":"string"}`, `{"type":"string","minLength":3,"pattern":"\\S"}`},
		{"int:min=-1:max=9:default=3", `{"type":"integer","format":"int64"}`, `{"type":"integer","format":"int64","minimum":-1,"maximum":9,"default":3}`},
		{"float:max=0.5", `{"type":"number","format":"double"}`, `{"type":"number","format":"double","maximum":0.5}`},
		{"decimal:5:2:default=1.5", `{"description":"An exact number as text.","type":"string","pattern":"^-?\\d{1,3}(\\.\\d{1,2})?$"}`,
			`{"description":"An exact number as text.","type":["string","number"],"pattern":"^-?\\d{1,3}(\\.\\d{1,2})?$","default":"1.5"}`},
		{"bool:optional", `{"type":["boolean","null"]}`, `{"type":["boolean","null"]}`},
		{"date:min=2026-01-01:default=today", `{"type":"string","format":"date"}`,
			`{"description":"At least 2026-01-01. Default: today.","type":"string","format":"date"}`},
		{"timestamp:default=2026-01-02T03:04:05+01:00", `{"type":"string","format":"date-time"}`,
			`{"type":"string","format":"date-time","default":"2026-01-02T02:04:05Z"}`},
		{"uuid:unique", `{"description":"No two things have the same.","type":"string","format":"uuid"}`,
			`{"description":"No two things have the same.","type":"string","format":"uuid"}`},
		{"json", `{"description":"Any JSON."}`, `{"description":"Any JSON.","not":{"type":"null"}}`},
		{"json:optional:default={}", `{"description":"Any JSON."}`, `{"description":"Any JSON.","default":{}}`},
		{"enum:a:b:optional", `{"type":["string","null"],"enum":["a","b",null]}`, `{"type":["string","null"],"enum":["a","b",null]}`},
		{"email", `{"type":"string","format":"email"}`, `{"type":"string","format":"email","minLength":1,"maxLength":254}`},
		{"url:optional", `{"type":["string","null"],"format":"uri"}`, `{"type":["string","null"],"format":"uri","maxLength":2048,"pattern":"^https?://"}`},
		{"references:thing:optional", `{"description":"The id of a thing.","type":["integer","null"],"format":"int64"}`,
			`{"description":"The id of a thing.","type":["integer","null"],"format":"int64"}`},
		{"string:private", "", `{"description":"Never shown.","type":"string","minLength":1,"maxLength":255,"pattern":"^.*\\S.*$","writeOnly":true}`},
		{"string:readonly:default=x", `{"type":"string","readOnly":true}`, ""},
	} {
		t.Run(test.field, func(t *testing.T) {
			document := openAPIOf(t, fmt.Sprintf("app: blog\nresources: {thing: {fields: {other: bool, f: %q}}}", test.field))
			name := "f"
			if strings.HasPrefix(test.field, "references") {
				name = "f_id"
			}
			for schema, want := range map[string]string{"Thing": test.answered, "ThingInput": test.accepted} {
				properties := member(t, document, "components", "schemas", schema, "properties").(map[string]any)
				if want == "" {
					if properties[name] != nil {
						t.Errorf("%s has it", schema)
					}
				} else if got := properties[name]; !equalJSON(t, got, want) {
					t.Errorf("%s: %v, want %s", schema, got, want)
				}
			}
		})
	}
}

func equalJSON(t *testing.T, got any, want string) bool {
	t.Helper()
	spelled, err := json.Marshal(got)
	if err != nil {
		t.Fatal(err)
	}
	wanted, err := json.Marshal(parseJSON(t, []byte(want)))
	if err != nil {
		t.Fatal(err)
	}
	return bytes.Equal(spelled, wanted)
}

// Lists can be filtered by what clients see, and by smaller and larger where
// that means something.
func TestOpenAPIFilters(t *testing.T) {
	document := openAPIOf(t, `
app: blog
resources:
  author:
    fields: {name: string}
  post:
    order: summary
    fields: {title: string, summary: "text:100:index", body: text, live: bool, secret: "int:private", views: "int:optional", meta: json, author: references}
`)
	var names []string
	for _, p := range member(t, document, "paths", "/posts", "get", "parameters").([]any) {
		if name, ok := p.(map[string]any)["name"].(string); ok {
			names = append(names, name)
		}
	}
	for _, name := range []string{"sort", "include", "title", "title[lte]", "summary", "live[ne]", "views[gt]", "author_id", "id[gt]", "created_at[lt]"} {
		if !slices.Contains(names, name) {
			t.Errorf("no %s in %q", name, names)
		}
	}
	for _, name := range []string{"body", "live[gt]", "secret", "meta", "author", "author_id[gt]"} {
		if slices.Contains(names, name) {
			t.Errorf("%s in %q", name, names)
		}
	}
}

// Two resources never share a schema.
func TestSchemaNames(t *testing.T) {
	app, err := schema.Parse("gen.yaml", []byte("app: blog\nresources: {price: {fields: {a: int}}, price_input: {fields: {a: int}}, problem: {fields: {a: int}}}"))
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, r := range newAppView(Input{App: app}).Resources {
		names = append(names, r.schemaName(""), r.schemaName("Input"))
	}
	want := []string{"Price", "PriceInput_", "PriceInput", "PriceInputInput", "Problem_", "ProblemInput"}
	if !slices.Equal(names, want) {
		t.Errorf("names %q, want %q", names, want)
	}
}

func TestLayOut(t *testing.T) {
	long := strings.Repeat("x", lineWidth)
	got, err := layOut(ordered{
		{"a", ordered{{"b", []any{json.Number("1.50"), true, nil}}, {"c", "<&>: \"],\\"}}},
		{"d", ordered{{"e", long}, {"f", []any{long, ordered{}}}}},
		{"g", []any{long, json.RawMessage("1")}},
		{"h", struct {
			I []string  `json:"i,omitempty"`
			J *bool     `json:"j"`
			K jsonTypes `json:"k"`
			L jsonTypes `json:"l"`
		}{K: jsonTypes{"m"}, L: jsonTypes{"m", "n"}}},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := strings.ReplaceAll(`{
  "a": {"b": [1.50, true, null], "c": "<&>: \"],\\"},
  "d": {
    "e": "LONG",
    "f": [
      "LONG",
      {}
    ]
  },
  "g": ["LONG", 1],
  "h": {"j": null, "k": "m", "l": ["m", "n"]}
}
`, "LONG", long)
	if string(got) != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}
