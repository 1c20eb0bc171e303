package render

import (
	"bytes"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// slugs is a definition in which addresses have slugs, but for those of notes.
const slugs = `
app: blog
resources:
  post:
    id: slug
    fields: {title: string, slug: "slug:title", related: {type: many, resource: post}}
  tag: {id: slug, api: false, fields: {word: slug, post: references}}
  note: {fields: {text: text, post: references, tag: references}}
`

func TestSlugsInAddresses(t *testing.T) {
	files := render(t, slugs)
	for _, test := range []struct{ path, there, not string }{
		{"web/post.go", "return rowAt(r, app.db.GetPost, app.db.GetPostBySlug, postURL)", "post.ID)\n\treturn app.redirect"},
		{"web/post_api.go", `w.Header().Set("Location", "/api/v1"+postURL(post))`, "post.ID"},
		{"web/post_view.go", `return "/posts/" + nameOf(row.Slug, row.ID)`, "fmt"},
		{"web/tag_view.go", `link{labelOf("Tag", row.ID, row.Label), "/tags/" + nameOf(row.Slug, row.ID)}`, "tagURL(row.ID)"},
		{"web/note.go", "id, err := idOf(r)", "rowAt"},
		{"web/post_form.go", `input.Made("slug", &f.Slug, input.Address())`, "input.Slug()"},
		{"web/tag_form.go", `input.Required("word", &f.Word, input.Address())`, "input.Slug()"},
		{"web/post_list.go", `input.Listed("slug", input.Slug())`, "input.Address()"},
		{"web/templates/post/edit.html", `action="{{ .URL }}"`, ".Post.ID"},
		{"web/templates/note/edit.html", `action="/notes/{{ .Note.ID }}"`, ".URL"},
		{"db/queries/tag.sql", `WHERE "word" = @slug;`, `"slug" AS "slug"`},
		{"db/post_many.go", "func (db *DB) GetPostBySlug(", "GetPostBySlug(ctx, id)"},
		{"db/post_slug.go", "inAddress(func(slug string)", `"post", func(`},
		{"web/handler.go", "http.Redirect(w, r, string(to), http.StatusMovedPermanently)", "StatusFound"},
	} {
		if text := string(files[test.path].Data); !strings.Contains(text, test.there) || strings.Contains(text, test.not) {
			t.Errorf("%s has no %s, or has %s:\n%s", test.path, test.there, test.not, text)
		}
	}
}

// Where no address has a slug, nothing is there for it; and where no page has
// one, nothing leads from one page to another.
func TestOnlyWhatSlugsInAddressesNeedIsEmitted(t *testing.T) {
	without := strings.ReplaceAll(strings.ReplaceAll(slugs, "    id: slug\n", ""), "id: slug, ", "")
	files := render(t, without)
	if _, found := files["input/address.go"]; found {
		t.Error("input/address.go is emitted")
	}
	for path, f := range files {
		for _, word := range []string{"rowNamed", "rowAt(", "nameOf(", "inAddress", "IsAddress", "BySlug", "moved("} {
			if bytes.Contains(f.Data, []byte(word)) {
				t.Errorf("%s has %s", path, word)
			}
		}
	}
	for path, f := range render(t, "app: blog\nhtml: false\nresources:\n  post: {id: slug, fields: {slug: slug}}\n") {
		if strings.HasSuffix(path, ".go") && bytes.Contains(f.Data, []byte("moved(")) {
			t.Errorf("%s leads from one page to another", path)
		}
	}
}

// The field with the slug gets another name, and others come: nothing that a
// person edits in Go changes.
func TestGoThatIsYoursDoesNotNameTheSlug(t *testing.T) {
	before := render(t, slugs)
	after := render(t, strings.Replace(slugs, `title: string, slug: "slug:title"`, `headline: string, handle: "slug:headline", views: int`, 1))
	for path, f := range after {
		if f.Owner == tree.Yours && strings.HasSuffix(path, ".go") && !bytes.Equal(f.Data, before[path].Data) {
			t.Errorf("%s changed:\n%s", path, f.Data)
		}
	}
}

func TestOpenAPIOfSlugsInAddresses(t *testing.T) {
	document := openAPIOf(t, slugs)
	if err := specification(t).Validate(document); err != nil {
		t.Error(err)
	}
	for path, want := range map[string]string{"/posts/{id}": "#/components/parameters/slug", "/notes/{id}": "#/components/parameters/id"} {
		parameters := member(t, document, "paths", path, "parameters").([]any)
		if got := member(t, parameters[0], "$ref"); got != want {
			t.Errorf("%s has the parameter %v, want %s", path, got, want)
		}
	}
	if got := member(t, document, "components", "parameters", "slug", "schema", "type"); got != "string" {
		t.Errorf("a slug is of type %v", got)
	}
	if got := member(t, document, "components", "schemas", "PostInput", "properties", "slug", "not", "pattern"); got != notAddresses {
		t.Errorf("a slug is not %v, want %s", got, notAddresses)
	}
	alone := openAPIOf(t, "app: blog\nresources:\n  post: {id: slug, fields: {slug: slug}}\n")
	if _, found := member(t, alone, "components", "parameters").(map[string]any)["id"]; found {
		t.Error("the number of a row is described, and no address has one")
	}
}

func TestTypeScriptOfSlugsInAddresses(t *testing.T) {
	app, err := schema.Parse("gen.yaml", []byte(slugs))
	if err != nil {
		t.Fatal(err)
	}
	client, err := TypeScript(app)
	if err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"readonly posts: Collection<Post, PostId | string,", "readonly notes: Collection<Note, NoteId,", "post_id: PostId;", "/${encodeURIComponent(id)}"} {
		if !bytes.Contains(client, []byte(part)) {
			t.Errorf("no %s in:\n%s", part, client)
		}
	}
}
