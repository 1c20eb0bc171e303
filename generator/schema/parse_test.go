package schema

import (
	"errors"
	"fmt"
	"math/rand"
	"os"
	"reflect"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

const blog = `# A blog.
app: blog
module: github.com/you/blog
database: postgres

resources:
  user:
    fields:
      email: email:unique
      name: string
  post:
    label: title                   # what selects show
    order: -created_at
    fields:
      title: string:120
      body: {type: text, optional: true}
      status: enum:draft:published:default=draft
      author: references:user
    unique:
      - [author, title]
    index:
      - [status, created_at]
`

func TestParse(t *testing.T) {
	a := mustParse(t, blog)
	if a.Name != "blog" || a.Module != "github.com/you/blog" || a.Database != Postgres {
		t.Errorf("app = %+v", a)
	}
	user, post := a.Resource("user"), a.Resource("post")
	if user.Label != "name" || user.Order.String() != "-id" || user.Plural != "users" {
		t.Errorf("defaults of user = %+v", user)
	}
	if post.Label != "title" || post.Order != (Order{"created_at", true}) || len(post.Fields) != 4 {
		t.Errorf("post = %+v", post)
	}
	if got := post.Columns(post.Unique[0]); !reflect.DeepEqual(got, []string{"author_id", "title"}) {
		t.Errorf("columns of unique = %v", got)
	}
	if f, _ := post.Field("body"); f.Type != field.Text || !f.Optional {
		t.Errorf("body = %v", f)
	}
	if refs := post.References(); len(refs) != 1 || refs[0].Resource != "user" {
		t.Errorf("references = %v", refs)
	}
	if pos := a.Pos("resources", "post", "fields", "title", "default"); pos != (Position{15, 7}) {
		t.Errorf("Pos gives %v, want that of title", pos)
	}
	if a.Resource("nope") != nil {
		t.Error("Resource finds what is not there")
	}
}

func mustParse(t *testing.T, text string) *App {
	t.Helper()
	a, err := Parse("gen.yaml", []byte(text))
	if err != nil {
		t.Fatalf("Parse: %v\n%s", err, text)
	}
	return a
}

// TestAccepted lists spellings of one definition.
func TestAccepted(t *testing.T) {
	want := Marshal(mustParse(t, "app: blog\nresources:\n  post:\n    fields:\n      title: string:120:optional\n"))
	for name, text := range map[string]string{
		"CRLF":            "app: blog\r\nresources:\r\n  post:\r\n    fields:\r\n      title: string:120:optional\r\n",
		"byte order mark": "\xef\xbb\xbfapp: blog\nresources: {post: {fields: {title: 'string:120:optional'}}}",
		"long form":       "app: blog\ndatabase: sqlite\nresources: {post: {fields: {title: {max: 120, type: string, optional: true, unique: false}}}}",
		"other order":     "resources:\n post:\n   fields:\n     title: \"string:120:optional\"\nmodule: blog\napp: blog\n...\n",
		"alias of a type": "app: blog\nresources: {post: {plural: posts, label: title, order: -id, fields: {title: 'varchar:120:optional'}, unique: [], index: []}}",
	} {
		a, err := Parse("gen.yaml", []byte(text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
		} else if got := Marshal(a); string(got) != string(want) {
			t.Errorf("%s: means\n%s\nwant\n%s", name, got, want)
		}
	}
}

func TestMarshal(t *testing.T) {
	const want = `app: blog
module: github.com/you/blog
database: postgres
resources:
  user:
    plural: users
    label: name
    order: -id
    fields:
      email: email:unique
      name: string
  post:
    plural: posts
    label: title
    order: -created_at
    fields:
      title: string:120
      body: text:optional
      status: enum:draft:published:default=draft
      author: references:user
    unique:
      - [author, title]
    index:
      - [status, created_at]
`
	if got := string(Marshal(mustParse(t, blog))); got != want {
		t.Errorf("Marshal gives\n%s\nwant\n%s", got, want)
	}
	if got := string(Marshal(mustParse(t, want))); got != want {
		t.Errorf("Marshal of what it gave is\n%s", got)
	}
}

// TestEveryField defines every type with every modifier.
func TestEveryField(t *testing.T) {
	a := &App{Name: "blog", Module: "blog", Database: SQLite, Resources: []*Resource{
		{Name: "target", Plural: "targets", Label: "name", Order: newestFirst, Fields: []field.Field{field.New("name", field.String)}},
		{Name: "thing", Plural: "things", Order: newestFirst, Fields: field.Fixture("target")},
	}}
	a.Resources[1].Label = "string_plain"
	b := mustParse(t, string(Marshal(a)))
	if !reflect.DeepEqual(b.Resources, a.Resources) {
		t.Errorf("Parse(Marshal(a)) gives\n%s\nwant\n%s", Marshal(b), Marshal(a))
	}
}

func TestRandomDefinitions(t *testing.T) {
	for seed := range int64(300) {
		text := schematest.Random(rand.New(rand.NewSource(seed)))
		a := mustParse(t, string(text))
		b := mustParse(t, string(Marshal(a)))
		a.positions, b.positions = nil, nil
		if !reflect.DeepEqual(a, b) {
			t.Fatalf("seed %d: Parse(Marshal(a)) gives\n%s\nwant\n%s\nof\n%s", seed, Marshal(b), Marshal(a), text)
		}
	}
}

// TestErrors reads testdata/errors.txt: definitions, each followed by the
// errors that it must give, as LINE:COLUMN CODE MESSAGE | HINT.
func TestErrors(t *testing.T) {
	data, err := os.ReadFile("testdata/errors.txt")
	if err != nil {
		t.Fatal(err)
	}
	cases := strings.Split(string(data), "\n=== ")
	for _, c := range cases[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		text, want, _ := strings.Cut(rest, "\n---\n")
		t.Run(name, func(t *testing.T) {
			text = strings.NewReplacer("<tab>", "\t", "<nul>", "\x00", "<bad>", "\xff", "<cr>", "\r", "<end>\n", "").Replace(text + "\n")
			if got := report(text); got != strings.TrimSpace(want) {
				t.Errorf("the errors are\n%s\nwant\n%s", got, want)
			}
		})
	}
}

func report(text string) string {
	_, err := Parse("gen.yaml", []byte(text))
	var errs Errors
	if !errors.As(err, &errs) {
		return "none"
	}
	var lines []string
	for _, err := range errs {
		line := fmt.Sprintf("%d:%d %s %s | %s", err.Line, err.Column, err.Code, err.Message, err.Hint)
		lines = append(lines, strings.TrimSuffix(line, " | "))
	}
	return strings.Join(lines, "\n")
}

func TestTooLarge(t *testing.T) {
	_, err := Parse("gen.yaml", []byte("app: blog\n#"+strings.Repeat("x", maxSize)))
	if err == nil || !strings.Contains(err.Error(), "gen.yaml:1:1: the definition is larger than 1 MiB") {
		t.Errorf("error = %v", err)
	}
}

func TestTooDeep(t *testing.T) {
	for _, depth := range []int{maxDepth + 1, 5000, 20000} {
		text := "app: " + strings.Repeat("[", depth) + strings.Repeat("]", depth)
		if _, err := Parse("gen.yaml", []byte(text)); err == nil {
			t.Errorf("depth %d is accepted", depth)
		}
	}
}

func TestExplanations(t *testing.T) {
	last := Code("GEN099")
	for _, e := range Explanations {
		if e.Code <= last || e.Code >= "GEN200" {
			t.Errorf("code %s after %s", e.Code, last)
		}
		if e.Title == "" || len(e.Text) < 20 {
			t.Errorf("%s is not explained", e.Code)
		}
		last = e.Code
	}
}

// FuzzParse holds Parse to its promises: no input panics, errors point into
// the text, and what parses survives Marshal.
func FuzzParse(f *testing.F) {
	f.Add([]byte(blog))
	f.Add([]byte(hinted))
	for seed := range int64(5) {
		f.Add(schematest.Random(rand.New(rand.NewSource(seed))))
	}
	if data, err := os.ReadFile("testdata/errors.txt"); err == nil {
		for _, c := range strings.Split(string(data), "\n=== ") {
			_, rest, _ := strings.Cut(c, "\n")
			text, _, _ := strings.Cut(rest, "---\n")
			f.Add([]byte(text))
		}
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		a, err := Parse("gen.yaml", data)
		if err == nil {
			again := mustParse(t, string(Marshal(a)))
			if string(Marshal(again)) != string(Marshal(a)) {
				t.Errorf("Marshal gives\n%s\nand then\n%s", Marshal(a), Marshal(again))
			}
			return
		}
		lines := strings.Split(string(data), "\n")
		for _, err := range err.(Errors) {
			if err.Line < 1 || err.Line > len(lines) || err.Column < 1 {
				t.Fatalf("%v is outside of %d lines", err, len(lines))
			}
			if length := utf8.RuneCountInString(lines[err.Line-1]); err.Column > length+1 {
				t.Errorf("%v is outside of a line of %d", err, length)
			}
			if err.Message == "" || !known(err.Code) {
				t.Errorf("incomplete: %+v", err)
			}
		}
	})
}

func known(code Code) bool {
	for _, e := range Explanations {
		if e.Code == code {
			return true
		}
	}
	return false
}
