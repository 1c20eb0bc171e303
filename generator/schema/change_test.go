package schema

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

// change renames or removes what words say: rename post.title headline.
func change(data []byte, words ...string) ([]byte, error) {
	resource, name, isField := strings.Cut(words[1], ".")
	switch {
	case words[0] == "rename" && isField:
		return RenameField(data, resource, name, words[2])
	case words[0] == "rename":
		return RenameResource(data, resource, words[2])
	case isField:
		return RemoveField(data, resource, name)
	}
	return RemoveResource(data, resource)
}

// TestChanges reads testdata/changes.txt: definitions, each with what is
// renamed or removed, and the definition afterwards, from which the next
// change starts.
func TestChanges(t *testing.T) {
	data, err := os.ReadFile("testdata/changes.txt")
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range strings.Split(string(data), "\n=== ")[1:] {
		name, rest, _ := strings.Cut(c, "\n")
		steps := strings.Split(rest, "\n+++ ")
		t.Run(name, func(t *testing.T) {
			for _, form := range forms {
				before := form.spell(steps[0])
				for _, step := range steps[1:] {
					words, after, _ := strings.Cut(step, "\n")
					got, err := change([]byte(before), strings.Fields(words)...)
					if err != nil {
						t.Fatalf("%s: %s: %v", form.name, words, err)
					}
					if want := form.spell(after); string(got) != want {
						t.Errorf("%s: %s gives\n%s\nwant\n%s\n%q", form.name, words, got, want, got)
					}
					before = form.spell(after)
				}
			}
		})
	}
}

func TestChangesRefuse(t *testing.T) {
	const text = `app: blog
resources:
  post:
    fields:
      title: string
      slug: {type: string, was: path}
      link: slug:slug
      author: references:user
      author_id2: int
  user: {fields: {name: string}}
  comment: {fields: {post: "references:optional", more: {type: references, resource: post, optional: true}}}
  topic: {id: slug, fields: {name: string, handle: "slug:name"}}
`
	for words, want := range map[string]string{
		"rename pots.title headline":   `GEN142 there is no resource "pots" | did you mean "post"?`,
		"rename post.titel headline":   `GEN142 resource "post" has no field "titel" | did you mean "title"?`,
		"rename post.xyz headline":     `GEN142 resource "post" has no field "xyz" | the fields are title, slug, link, author, author_id2`,
		"rename post.title title":      `GEN143 the field is called "title" already | choose another name`,
		"rename post.title slug":       `GEN143 resource "post" has a field "slug" already | choose another name`,
		"rename post.title id":         `GEN130 field "id": the name "id" is taken: every resource has it | choose another name`,
		"rename post.title Headline":   `GEN130 field "Headline": name "Headline" is not allowed | did you mean "headline"?`,
		"rename post.author writer_id": `GEN130 field "writer_id": a reference is named without _id: its column would be writer_id_id | did you mean "writer"?`,
		"rename post.title author_id":  `GEN130 fields "author_id" and "author" have the same column "author_id" | rename one of them`,
		"rename post.author author_i":  "",
		"rename page article":          `GEN142 there is no resource "page" | the resources are post, user, comment, topic`,
		"rename post post":             `GEN143 the resource is called "post" already | choose another name`,
		"rename post user":             `GEN143 there is a resource "user" already | choose another name`,
		"rename post a_test":           `GEN120 a resource cannot be called "a_test": Go would take a_test.go for a test | choose another name`,
		"rename post users": "GEN120 a resource cannot be called \"users\": it is the plural of \"user\" | choose another name\n" +
			`GEN121 resources "users" and "user" have the same plural "users" | add plural: with another name`,
		"remove pots":         `GEN142 there is no resource "pots" | did you mean "post"?`,
		"remove post.titel":   `GEN142 resource "post" has no field "titel" | did you mean "title"?`,
		"remove user.name":    `GEN144 "name" is the only field of resource "user" | add another one first, or remove the resource`,
		"remove post.slug":    `GEN144 post.link is made from "slug" | remove post.link first, or write link: slug`,
		"remove topic.handle": `GEN144 topic.handle names the rows in addresses | leave id: slug out first`,
		"remove user":         `gen.yaml:8:7: GEN144 post.author refers to "user" | remove post.author first`,
		"remove post": "gen.yaml:11:22: GEN144 comment.post refers to \"post\" | remove comment.post first\n" +
			`gen.yaml:11:51: GEN144 comment.more refers to "post" | remove comment.more first`,
	} {
		_, err := change([]byte(text), strings.Fields(words)...)
		if got := describe(err); got != want {
			t.Errorf("%s: the error is\n%s\nwant\n%s", words, got, want)
		}
	}
}

// TestChangesByHand lists definitions that are read and cannot be edited.
func TestChangesByHand(t *testing.T) {
	for _, test := range []struct{ name, text, words, hint string }{
		{"a block of text", "app: blog\nresources:\n  post:\n    fields:\n      title: >-\n        string:120\n      slug: string\n",
			"rename post.title headline", "write this in the place of title under post, and headline wherever the resource mentions title:\n" +
				"      headline: {type: string, max: 120, was: title}\nthen run gen apply"},
		{"a key of its own kind", "app: blog\nresources:\n  ? post\n  : fields: {title: string}\n  user: {fields: {post: references}}\n",
			"rename post article", "write this in the place of post:, and keep what follows:\n  article:\n    was: post\n" +
				"and under user, in the place of post:\n      article: {type: references, was: post}\nthen run gen apply"},
		{"removing a key of its own kind", "app: blog\nresources:\n  ? post\n  : fields: {title: string}\n  user: {fields: {name: string}}\n",
			"remove post", "remove post from the resources,\nthen run gen apply"},
		{"removing a field of its own kind", "app: blog\nresources:\n  post:\n    fields:\n      ? title\n      : string\n      slug: string\n",
			"remove post.title", "remove title from the fields of post, and wherever the resource mentions it,\nthen run gen apply"},
	} {
		mustParse(t, test.text)
		_, err := change([]byte(test.text), strings.Fields(test.words)...)
		want := "GEN141 gen.yaml is written in a way that cannot be edited safely | " + test.hint
		if got := describe(err); got != want {
			t.Errorf("%s: the error is\n%s\nwant\n%s", test.name, got, want)
		}
	}
}

// describe gives place, code, message and hint of each error.
func describe(err error) string {
	var errs Errors
	if !errors.As(err, &errs) {
		return ""
	}
	var lines []string
	for _, err := range errs {
		place := strings.TrimSuffix(err.Error(), err.Message)
		lines = append(lines, fmt.Sprintf("%s%s %s | %s", place, err.Code, err.Message, err.Hint))
	}
	return strings.Join(lines, "\n")
}

// TestAddAndRemove proves that removing what was added gives back every byte.
func TestAddAndRemove(t *testing.T) {
	for seed := range int64(150) {
		r := rand.New(rand.NewSource(seed))
		text := schematest.Random(r)
		app := mustParse(t, string(text))
		added := []field.Field{schematest.Field(r, "added", nil)}
		added[0].Search = false // some of the resources have UUIDs
		if added[0].Type == field.Slug {
			continue // and others have the one slug that they may have
		}
		for name, words := range map[string]string{app.Resources[r.Intn(len(app.Resources))].Name: ".added", "brand_new": ""} {
			edited, err := AddFields("gen.yaml", text, name, added)
			if err != nil {
				t.Fatalf("seed %d: %v\n%s", seed, err, text)
			}
			back, err := change(edited, "remove", name+words)
			if err != nil || !bytes.Equal(back, text) {
				t.Errorf("seed %d: removing %s%s gives %v\n%s\nwant\n%s", seed, name, words, err, back, text)
			}
		}
	}
}

// TestRenameThereAndBack renames a field or a resource of a random definition
// and back, which leaves nothing but former names behind. Only lines that
// mention a name change, and each keeps its comment.
func TestRenameThereAndBack(t *testing.T) {
	for seed := range int64(150) {
		r := rand.New(rand.NewSource(seed))
		text := schematest.Random(r)
		app := mustParse(t, string(text))
		resource := app.Resources[r.Intn(len(app.Resources))]
		there, back := []string{"rename", resource.Name, "renamed"}, []string{"rename", "renamed", resource.Name}
		if f := resource.Fields[r.Intn(len(resource.Fields))]; r.Intn(2) == 0 {
			there = []string{"rename", resource.Name + "." + f.Name, "renamed"}
			back = []string{"rename", resource.Name + ".renamed", f.Name}
		}
		edited, err := change(text, there...)
		if err != nil {
			t.Fatalf("seed %d: %v: %v\n%s", seed, there, err, text)
		}
		again, err := change(edited, back...)
		if err != nil {
			t.Fatalf("seed %d: %v: %v\n%s", seed, back, err, edited)
		}
		if got, want := unhinted(t, again), unhinted(t, text); got != want {
			t.Errorf("seed %d: %v and back gives\n%s\nof\n%s", seed, there, again, text)
		}
		from := back[2]
		if got, want := without(edited, "renamed", from), without(text, from); got != want {
			t.Errorf("seed %d: %v changes more than it should:\n%s\n%s", seed, there, edited, text)
		}
		if got, want := bytes.Count(edited, []byte("# short")), bytes.Count(text, []byte("# short")); got != want {
			t.Errorf("seed %d: %v loses comments:\n%s\n%s", seed, there, edited, text)
		}
	}
}

// unhinted is the canonical form of a definition without former names.
func unhinted(t *testing.T, text []byte) string {
	app := mustParse(t, string(text))
	for _, r := range app.Resources {
		r.Was = ""
		for name, hint := range r.Hints {
			hint.Was = ""
			delete(r.Hints, name)
			r.setHint(name, hint)
		}
	}
	return string(Marshal(app))
}

// without leaves out the lines of text that have one of the words.
func without(text []byte, words ...string) string {
	var kept []string
	for line := range strings.Lines(string(text)) {
		if !slices.ContainsFunc(words, func(word string) bool { return strings.Contains(line, word) }) {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "")
}
