package render

import (
	"fmt"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// clientOf is the client in TypeScript for a definition.
func clientOf(t *testing.T, definition string) string {
	t.Helper()
	app, err := schema.Parse("gen.yaml", []byte(definition))
	if err != nil {
		t.Fatal(err)
	}
	client, err := TypeScript(app)
	if err != nil {
		t.Fatal(err)
	}
	return string(client)
}

// interfaceIn is what stands between the braces of a type.
func interfaceIn(t *testing.T, client, name string) string {
	t.Helper()
	_, after, found := strings.Cut(client, "export interface "+name+" {")
	body, _, closed := strings.Cut(after, "}")
	if !found || !closed {
		t.Fatalf("no interface %s in:\n%s", name, client)
	}
	return body
}

func TestTypeScriptOfFields(t *testing.T) {
	for _, test := range []struct{ field, row, input, filter string }{
		{"string", "f: string;", "f: string;", "f?: Compares<string>;"},
		{"string:optional", "f: string | null;", "f?: string | null;", "f?: Compares<string, null>;"},
		{"text", "f: string;", "f: string;", ""},
		{"int:default=3", "f: number;", "f?: number;", "f?: Compares<number>;"},
		{"float", "f: number;", "f: number;", "f?: Compares<number>;"},
		{"decimal:5:2", "f: Decimal;", "f: Decimal | number;", "f?: Compares<Decimal>;"},
		{"decimal:5:2:optional", "f: Decimal | null;", "f?: Decimal | number | null;", "f?: Compares<Decimal, null>;"},
		{"bool", "f: boolean;", "f: boolean;", "f?: Matches<boolean>;"},
		{"date", "f: DateText;", "f: DateText;", "f?: Compares<DateText>;"},
		{"time", "f: TimeText;", "f: TimeText;", "f?: Compares<TimeText>;"},
		{"timestamp:readonly:default=now", "readonly f: Timestamp;", "", "f?: Compares<Timestamp>;"},
		{"uuid:unique", "/** No two things have the same. */\n  f: string;", "f: string;", "f?: Matches<string>;"},
		{"json", "f: unknown;", "f: unknown;", ""},
		{"json:optional", "f: unknown;", "f?: unknown;", ""},
		{"enum:a:b:optional", `f: "a" | "b" | null;`, `f?: "a" | "b" | null;`, `f?: Matches<"a" | "b", null>;`},
		{"string:private", "", "/** Never shown. */\n  f: string;", ""},
		{"references:thing:optional", "f_id: ThingId | null;", "f_id?: ThingId | null;", "f_id?: Matches<ThingId, null>;"},
	} {
		client := clientOf(t, fmt.Sprintf("app: blog\nresources: {thing: {fields: {other: bool, f: %q}}}", test.field))
		for name, want := range map[string]string{"Thing": test.row, "ThingInput": test.input, "ThingFilter": test.filter} {
			body := interfaceIn(t, client, name)
			if want != "" && !strings.Contains(body, "  "+want+"\n") {
				t.Errorf("%s: no %q in %s {%s}", test.field, want, name, body)
			}
			if want == "" && strings.Contains(body, " f") {
				t.Errorf("%s is in %s {%s}", test.field, name, body)
			}
		}
	}
}

func TestTypeScriptIncludes(t *testing.T) {
	client := clientOf(t, `
app: blog
resources:
  user: {fields: {name: string, boss: "references:user:optional"}}
  post: {fields: {title: string, author: "references:user", ghost: "references:user:private", readers: "many:user", next: "many:post"}}
`)
	for name, want := range map[string]string{
		"UserIncludes": "\n  boss: User | null;\n",
		"PostIncludes": "\n  author: User;\n  readers: User[];\n  next: Post[];\n",
	} {
		if got := interfaceIn(t, client, name); got != want {
			t.Errorf("%s {%s}, want {%s}", name, got, want)
		}
	}
}

// No resource takes the name of a type that clients need, or of another
// resource's.
func TestTypeScriptNames(t *testing.T) {
	client := clientOf(t, "app: blog\nresources: {response: {fields: {a: int}}, post: {fields: {a: int}}, post_input: {fields: {a: int}}}")
	for _, line := range []string{
		"readonly responses: Collection<Response_, ResponseId, ResponseInput, ResponseFilter, ResponseIncludes>;",
		"readonly posts: Collection<Post, PostId, PostInput_, PostFilter, PostIncludes>;",
		"readonly postInputs: Collection<PostInput, PostInputId, PostInputInput, PostInputFilter, PostInputIncludes>;",
	} {
		if !strings.Contains(client, line) {
			t.Errorf("no %q", line)
		}
	}
}

// Each type of a field has one in TypeScript, or says by itself what it is.
func TestEveryTypeIsInTypeScript(t *testing.T) {
	for _, typ := range field.Types {
		if wires[typ].TypeScript == "" && typ.Args != field.Values && typ.Args != field.Resource {
			t.Errorf("%s has no type in TypeScript", typ.Name)
		}
	}
}
