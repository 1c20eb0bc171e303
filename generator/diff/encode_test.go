package diff

import (
	"reflect"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

const encoded = `database: sqlite
tables:
  posts:
    resource: post
    columns:
      - id
      - title: string:120:unique:search
      - author: references:user
      - null: "string:default=a\\: b\u00e9 #c"
      - created_at
      - updated_at
    unique:
      - posts_author_id_title_key: [author_id, title]
      - posts_title_key: [title]
    index:
      - posts_author_id_created_at_id_idx: [author_id, created_at, id]
      - posts_created_at_id_idx: [created_at, id]
      - posts_null_id_idx: [null, id]
      - posts_updated_at_id_idx: [updated_at, id]
    search: [title]
  users:
    resource: user
    columns:
      - id
      - name: string
      - created_at
      - updated_at
    index:
      - users_created_at_id_idx: [created_at, id]
      - users_name_id_idx: [name, id]
      - users_updated_at_id_idx: [updated_at, id]
`

func TestEncode(t *testing.T) {
	post := resource("post", "title:string:120:unique:search", "author:references:user", "null:string")
	value := "a: bé #c"
	post.Fields[2].Default = &value
	post.Unique = [][]string{{"author", "title"}}
	post.Order.Column = CreatedAt
	want := state(t, app(post, resource("user", "name")))
	data := Encode(want)
	if string(data) != encoded {
		t.Errorf("got\n%s", data)
	}
	got, err := Decode(data)
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got  %+v\nwant %+v", got, want)
	}
	if _, changes, decisions := Changes(got, app(post, resource("user", "name")), Allow{}); len(changes)+len(decisions) > 0 {
		t.Errorf("decoded, it differs: %q %v", spell(changes), decisions)
	}
}

// One side of a merge may have an index of a column that only the other has.
func TestDecodeSide(t *testing.T) {
	merged := strings.Replace(encoded, "    index:\n", "    index:\n      - posts_views_id_idx: [views, id]\n", 1)
	if _, err := Decode([]byte(merged)); err == nil {
		t.Error("no error, but for a side of a merge")
	}
	s, err := DecodeSide([]byte(merged))
	if err != nil || string(Encode(s)) != encoded {
		t.Errorf("got %s, %v", Encode(s), err)
	}
}

func TestDecodeNothing(t *testing.T) {
	for _, data := range []string{"", "# nothing\n", string(Encode(State{}))} {
		if s, err := Decode([]byte(data)); err != nil || s.Database != "" || len(s.Tables) > 0 {
			t.Errorf("%q: got %+v, %v", data, s, err)
		}
	}
	s, err := Decode(Encode(State{Database: schema.Postgres}))
	if err != nil || s.Database != schema.Postgres {
		t.Errorf("got %+v, %v", s, err)
	}
}

func TestDecodeErrors(t *testing.T) {
	for _, test := range []struct{ old, new, want string }{
		{"database:", "databse:", `line 1: unknown key "databse"`},
		{"    resource: post", "    resorce: post", `line 4: unknown key "resorce"`},
		{"title: string:120:unique:search", "title: strng", "line 7: "},
		{"search: [title]", "search: [titel]", `the search of table "posts" names a column that it does not have`},
		{"search: [title]", "search: title", "line 20: a list is needed here"},
		{"      - id\n      - title", "      - di\n      - title", `a column "di" without a type`},
		{"references:user", "references:person", `references "person", which has no table`},
		{"key: [title]", "key: [titel]", `index "posts_title_key" names a column`},
		{"key: [title]", "key: []", `index "posts_title_key" names a column`},
		{"key: [title]", "key: title", "line 14: a list is needed here"},
		{"  users:\n", "  posts:\n", `table "posts" is there twice`},
		{"resource: user", "resource: post", `resource "post" is there twice`},
		{"- name: string", "- name: string\n      - id", `column "id" of table "users" is there twice`},
		{encoded, "tables: none\n", "keys and values are needed here"},
		{"    columns:", "\tcolumns:", "yaml: "},
	} {
		broken := strings.Replace(encoded, test.old, test.new, 1)
		if test.want == `resource "post" is there twice` {
			broken = strings.Replace(broken, "references:user", "references:post", 1)
		}
		if _, err := Decode([]byte(broken)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%q for %q: got error %v, want %s", test.new, test.old, err, test.want)
		}
	}
}
