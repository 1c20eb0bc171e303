package schema

import (
	"bytes"
	"errors"
	"math/rand"
	"os"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

func fields(t *testing.T, specs ...string) []field.Field {
	t.Helper()
	var all []field.Field
	for _, spec := range specs {
		f, err := field.ParseField(spec)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, f)
	}
	return all
}

// forms are ways in which a definition may be saved.
var forms = []form{
	{"plain", "\n", "", "\n"},
	{"CRLF", "\r\n", "", "\r\n"},
	{"no newline at the end", "\n", "", ""},
	{"CRLF, no newline at the end", "\r\n", "", ""},
	{"byte order mark", "\n", "\xef\xbb\xbf", "\n"},
}

type form struct{ name, newline, prefix, suffix string }

// spell gives the definition s this form.
func (f form) spell(s string) string {
	return f.prefix + strings.ReplaceAll(strings.TrimSuffix(s, "\n"), "\n", f.newline) + f.suffix
}

// TestAddFields reads testdata/edits.txt: definitions, each with a resource
// and fields to add, and the definition afterwards.
func TestAddFields(t *testing.T) {
	data, err := os.ReadFile("testdata/edits.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(string(data), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		before, rest, _ := strings.Cut(rest, "\n+++ ")
		added, after, _ := strings.Cut(rest, "\n")
		words := strings.Fields(added)
		t.Run(name, func(t *testing.T) {
			for _, form := range forms {
				got, err := AddFields("gen.yaml", []byte(form.spell(before)), words[0], fields(t, words[1:]...))
				if err != nil {
					t.Fatalf("%s: %v", form.name, err)
				}
				if string(got) != form.spell(after) {
					t.Errorf("%s: AddFields gives\n%q\nwant\n%q", form.name, got, form.spell(after))
				}
				again, err := AddFields("gen.yaml", got, words[0], fields(t, words[1:]...))
				if err != nil || !bytes.Equal(again, got) {
					t.Errorf("%s: the second time: %v\n%s", form.name, err, again)
				}
			}
		})
	}
}

func TestAddFieldsRefuses(t *testing.T) {
	for _, test := range []struct {
		name, text, resource string
		specs                []string
		code                 Code
		message, hint        string
	}{
		{"another meaning", blog, "post", []string{"title:string:60", "subtitle"}, FieldDiffers,
			"gen.yaml:15:7: post.title is there already, as string:120", "write title: string:60 there"},
		{"no such resource to refer to", blog, "post", []string{"category:references"}, BadReference,
			`field "category": there is no resource "category" to refer to`, "the resources are user, post"},
		{"no fields", blog, "tag", nil, MissingKey, `resource "tag": it has no fields`, "gen resource tag title:string"},
		{"a resource that is refused", blog, "post_test", []string{"title"}, BadResource, "Go would take post_test.go for a test", ""},
		{"given twice", blog, "post", []string{"a:int", "a:text"}, DuplicateKey, `field "a" is given twice`, ""},
		{"a definition that is wrong", "app: log\n", "post", []string{"title"}, BadAppName, "gen.yaml:1:6: ", ""},
		{"resources written as null", "app: blog\nresources: ~\n", "post", []string{"title"}, CannotEdit,
			"cannot be edited safely", "  post:\n    fields:\n      title: string"},
	} {
		_, err := AddFields("gen.yaml", []byte(test.text), test.resource, fields(t, test.specs...))
		var errs Errors
		if !errors.As(err, &errs) || len(errs) != 1 {
			t.Errorf("%s: error = %v, want one", test.name, err)
			continue
		}
		if e := errs[0]; e.Code != test.code || !strings.Contains(e.Error(), test.message) || !strings.Contains(e.Hint, test.hint) {
			t.Errorf("%s: %s %q, hint %q", test.name, e.Code, e.Error(), e.Hint)
		}
	}
}

// TestAddFieldsToRandomDefinitions proves that an edit only ever inserts.
func TestAddFieldsToRandomDefinitions(t *testing.T) {
	for seed := range int64(200) {
		r := rand.New(rand.NewSource(seed))
		text := schematest.Random(r)
		app := mustParse(t, string(text))
		resource := app.Resources[r.Intn(len(app.Resources))].Name
		if r.Intn(2) == 0 {
			resource = "brand_new"
		}
		added := schematest.Field(r, "added", []string{app.Resources[0].Name})
		added.Search = false // some of the resources have UUIDs
		if added.Type == field.References && !added.Optional || added.Type == field.Slug && strings.Contains(string(text), "id: slug") {
			continue
		}
		edited, err := AddFields("gen.yaml", text, resource, []field.Field{added})
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, text)
		}
		if !inserted(text, edited) {
			t.Errorf("seed %d: more than an insertion:\n%s\n%s", seed, text, edited)
		}
	}
}

// inserted reports whether after is before with one insertion.
func inserted(before, after []byte) bool {
	i := 0
	for i < len(before) && before[i] == after[i] {
		i++
	}
	return len(after) > len(before) && bytes.HasSuffix(after, before[i:])
}
