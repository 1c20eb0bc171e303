package render

import (
	"fmt"
	"slices"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// What has rows with an API can be included, unless its name is taken.
func TestIncludes(t *testing.T) {
	const others = `
app: blog
resources:
  tag: {fields: {name: string}}
  page: {api: false, fields: {name: string}}
  post: {fields: {%s}}
`
	for _, test := range []struct {
		fields string
		want   []string
	}{
		{`title: string`, nil},
		{`tags: many, tag: references`, []string{"tags", "tag"}},
		{`topics: "many:tag", tags: many, next: "many:post"`, []string{"topics", "tags", "next"}},
		{`pages: many, page: references`, nil},
		{`ghost: "references:tag:private", tags: many`, []string{"tags"}},
		{`tag_ids: "references:tag", tags: many`, []string{"tags"}},
		{`a_1s: "references:tag", a1s: "many:tag"`, []string{"a_1s"}},
	} {
		app, err := schema.Parse("gen.yaml", fmt.Appendf(nil, others, test.fields))
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, f := range newAppView(Input{App: app}).Resources[2].Includes() {
			got = append(got, f.Name)
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("{%s} includes %q, want %q", test.fields, got, test.want)
		}
	}
}

// In OpenAPI, what is included stands beside the ids, and is asked for by name.
func TestOpenAPIIncludes(t *testing.T) {
	document := openAPIOf(t, `
app: blog
resources:
  tag: {fields: {name: string}}
  post: {fields: {main: "references:tag", other: "references:tag:optional", tags: many}}
`)
	post := member(t, document, "components", "schemas", "Post")
	for name, want := range map[string]string{
		"main":  `{"$ref": "#/components/schemas/Tag", "description": "With include=main."}`,
		"other": `{"anyOf": [{"$ref": "#/components/schemas/Tag"}, {"type": "null"}], "description": "With include=other."}`,
		"tags":  `{"type": "array", "items": {"$ref": "#/components/schemas/Tag"}, "description": "With include=tags."}`,
	} {
		if got := member(t, post, "properties", name); !equalJSON(t, got, want) {
			t.Errorf("%s is %v, want %s", name, got, want)
		}
		if slices.Contains(member(t, post, "required").([]any), any(name)) {
			t.Errorf("%s is required", name)
		}
	}
	for _, path := range []string{"/posts", "/posts/{id}"} {
		parameters := member(t, document, "paths", path, "get", "parameters").([]any)
		i := slices.IndexFunc(parameters, func(p any) bool { return p.(map[string]any)["name"] == "include" })
		if i < 0 || !equalJSON(t, member(t, parameters[i], "schema", "items", "enum"), `["main", "other", "tags"]`) {
			t.Errorf("%s takes %v", path, parameters)
		}
	}
}
