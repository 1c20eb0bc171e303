package schema

import (
	"bytes"
	"fmt"
	"math/rand"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

func compile(t *testing.T) *jsonschema.Schema {
	t.Helper()
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(JSONSchema()))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("gen.schema.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("gen.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// validate holds text against s as an editor does, for which a date is a text.
func validate(s *jsonschema.Schema, text string) error {
	var n yaml.Node
	if err := yaml.Unmarshal([]byte(text), &n); err != nil {
		return err
	}
	doc, err := plainValue(n.Content[0])
	if err != nil {
		return err
	}
	return s.Validate(doc)
}

func plainValue(n *yaml.Node) (any, error) {
	switch n.Kind {
	case yaml.MappingNode:
		m := map[string]any{}
		for i := 0; i < len(n.Content); i += 2 {
			v, err := plainValue(n.Content[i+1])
			if err != nil {
				return nil, err
			}
			m[n.Content[i].Value] = v
		}
		return m, nil
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			v, err := plainValue(item)
			if err != nil {
				return nil, err
			}
			list = append(list, v)
		}
		return list, nil
	case yaml.ScalarNode:
		if n.ShortTag() == "!!timestamp" {
			return n.Value, nil
		}
		var v any
		err := n.Decode(&v)
		return v, err
	}
	return nil, fmt.Errorf("a node of kind %d", n.Kind)
}

// TestJSONSchemaAccepts holds the schema to accept whatever Parse accepts.
func TestJSONSchemaAccepts(t *testing.T) {
	s := compile(t)
	good := []string{
		blog,
		"app: blog\nresources:\n",
		"app: my-blog\nresources: {}\n",
		"app: blog\nresources: {post: {fields: {a: unique, b: 'uniq', c: 'string{30}?', d: text!, e: 'default=x', on: bool}}}",
		"app: blog\nresources: {post: {fields: {a: {type: date, min: 2020-01-01, default: today}, b: {type: int, max: 3, default: 1}, c: {type: bool, default: false}, d: {type: integer, optional: false}, e: {type: enum, values: [1, true, x]}}}}",
		"app: blog\nresources: {post: {fields: {a: \"text:default=two\\nlines\"}}}",
	}
	for seed := range int64(100) {
		good = append(good, string(schematest.Random(rand.New(rand.NewSource(seed)))))
	}
	for _, f := range field.Fixture("post") {
		if f.Type == field.References {
			f.Optional = true
		}
		if f.OnDelete == field.Nullify && !f.Optional {
			continue
		}
		good = append(good, fmt.Sprintf("app: blog\nresources: {post: {fields: {t: string, %s: %q}}}", f.Name, field.Short(f)))
	}
	for _, text := range good {
		mustParse(t, text)
		if err := validate(s, text); err != nil {
			t.Errorf("%v\n%s", err, text)
		}
	}
}

// TestJSONSchemaRefuses lists mistakes that both refuse.
func TestJSONSchemaRefuses(t *testing.T) {
	s := compile(t)
	for _, text := range []string{
		"[]",
		"database: sqlite",
		"app: Blog",
		"app: 12",
		"app: blog\ndatabase: mysql",
		"app: blog\nresorces: {}",
		"app: blog\nresources: []",
		"app: blog\nresources: {post: string}",
		"app: blog\nresources: {post: {}}",
		"app: blog\nresources: {post: {fields: {}}}",
		"app: blog\nresources: {Post: {fields: {a: int}}}",
		"app: blog\nresources: {post_: {fields: {a: int}}}",
		"app: blog\nresources: {post: {fields: {A: int}}}",
		"app: blog\nresources: {post: {fields: {a: itn}}}",
		"app: blog\nresources: {post: {fields: {a: 12}}}",
		"app: blog\nresources: {post: {fields: {a: intt}}}",
		"app: blog\nresources: {post: {fields: {a: image}}}",
		"app: blog\nresources: {post: {fields: {a: {max: 3}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: itn}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, optional: 'yes'}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, default: null}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, maximum: 3}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: enum, values: a}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: decimal, precision: x, scale: 2}}}}",
		"app: blog\nresources: {post: {colour: red, fields: {a: int}}}",
		"app: blog\nresources: {post: {api: 0, fields: {a: int}}}",
		"app: blog\nresources: {post: {fields: {a: int}, unique: a}}",
		"app: blog\nresources: {post: {fields: {a: int}, unique: [a]}}",
		"app: blog\nresources: {post: {fields: {a: int}, unique: [[]]}}",
		"app: blog\nresources: {post: {fields: {a: int}, index: [[a, a]]}}",
		"app: blog\nresources: {post: {fields: {a: int}, order: 3}}",
		"app: blog\nresources: {post: {fields: {a: int}, was: 3}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, was: B}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, backfill: [1]}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, backfill: {sqlite: '1'}}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, using: ''}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: int, using: {mysql: '1'}}}}}",
		"app: blog\nresources: {post: {fields: {a: {type: enum, values: [x], map: [x]}}}}",
	} {
		if _, err := Parse("gen.yaml", []byte(text)); err == nil {
			t.Errorf("Parse accepts %s", text)
		}
		if validate(s, text) == nil {
			t.Errorf("the JSON Schema accepts %s", text)
		}
	}
}

// TestJSONSchemaKeys compares the keys that both know.
func TestJSONSchemaKeys(t *testing.T) {
	text := string(JSONSchema())
	for _, key := range strings.Fields(strings.Join(append(append(appKeys.allowed, resourceKeys.allowed...), longKeys.allowed...), " ")) {
		if !strings.Contains(text, fmt.Sprintf("%q: {", key)) {
			t.Errorf("the JSON Schema lacks the key %q", key)
		}
	}
	if string(JSONSchema()) != text {
		t.Error("JSONSchema gives something else every time")
	}
}
