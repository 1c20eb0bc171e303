package diff

import (
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

func TestCreate(t *testing.T) {
	for _, test := range []struct {
		name      string
		resources []*schema.Resource
		want      []string
	}{
		{"as declared", []*schema.Resource{resource("b"), resource("a")}, []string{"table bs", "table as"}},
		{"parents first", []*schema.Resource{resource("c", "b:references"), resource("b", "a:references:optional"), resource("a")},
			[]string{"table as", "table bs", "table cs"}},
		{"to itself", []*schema.Resource{resource("a", "parent:references:a:optional")}, []string{"table as"}},
		{"circle", []*schema.Resource{resource("a", "b:references:optional"), resource("b", "a:references:optional")},
			[]string{"table as b_id", "table bs", "key as.b_id to bs"}},
		{"required first", []*schema.Resource{resource("post", "user:references"), resource("user", "post:references:optional")},
			[]string{"table users post_id", "table posts", "key users.post_id to posts"}},
		{"two circles", []*schema.Resource{
			resource("a", "b:references:optional", "c:references:optional"), resource("b", "a:references"), resource("c", "a:references", "b:references"),
		}, []string{"table as b_id c_id", "table bs", "table cs", "key as.b_id to bs", "key as.c_id to cs"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := spell(Create(Initial(app(test.resources...)))); !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func TestCreateBesideTables(t *testing.T) {
	tables := Initial(app(resource("post", "user:references"), resource("user", "post:references:optional")))
	if got, want := spell(Create(tables[:1], "users")), []string{"table posts"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestIndexes(t *testing.T) {
	ordered := func(by string, fields ...string) *schema.Resource {
		return with(resource("post", fields...), func(r *schema.Resource) { r.Order.Column = by })
	}
	for _, test := range []struct {
		name     string
		resource *schema.Resource
		want     []string // beside those of created_at and updated_at
	}{
		{"none", resource("post", "title:private", "body:text", "meta:json", "long:string:601"), nil},
		{"fields", resource("post", "title:unique", "views:int:index", "user:references"),
			[]string{"posts_title_key", "posts_user_id_id_idx", "posts_views_id_idx"}},
		{"optional and unique", resource("post", "title:unique:optional"), []string{"posts_title_id_idx", "posts_title_key"}},
		{"private", resource("post", "user:references:private", "code:index:private"), []string{"posts_code_idx", "posts_user_id_idx"}},
		{"unique covers the reference", resource("post", "user:references:unique"), []string{"posts_user_id_key"}},
		{"a list covers the private reference", with(resource("post", "user:references:private", "title:private"), func(r *schema.Resource) {
			r.Unique = [][]string{{"user", "title"}}
		}), []string{"posts_user_id_title_key"}},
		{"a list does not cover its last column", with(resource("post", "user:references:private", "title"), func(r *schema.Resource) {
			r.Index = [][]string{{"title", "user"}}
		}), []string{"posts_title_id_idx", "posts_title_user_id_idx", "posts_user_id_idx"}},
		{"unique and plain list of the same columns", with(resource("post", "a:private", "b:private"), func(r *schema.Resource) {
			r.Unique, r.Index = [][]string{{"a", "b"}}, [][]string{{"a", "b"}}
		}), []string{"posts_a_b_key"}},
		{"a list that begins another", with(ordered("day", "day:date", "status:enum:a:b"), func(r *schema.Resource) {
			r.Index = [][]string{{"status", "day"}}
		}), []string{"posts_day_id_idx", "posts_status_day_id_idx"}},
		{"order", ordered("title", "title:index"), []string{"posts_title_id_idx"}},
		{"order by text", ordered("note", "note:text:100", "body:text:100"), []string{"posts_note_id_idx"}},
		{"order by a unique column", ordered("title", "title:unique"), []string{"posts_title_key"}},
		{"order of groups", ordered("day", "day:date", "live:bool", "n:int"), []string{"posts_day_id_idx", "posts_live_day_id_idx", "posts_n_id_idx"}},
		{"order of groups by what may be missing", ordered("day", "day:date:optional", "live:bool"),
			[]string{"posts_day_id_idx", "posts_live_day_id_idx", "posts_live_id_idx"}},
		{"two lists that would have the same name", with(resource("post", "a:private", "b_c:private", "a_b:private", "c:private"), func(r *schema.Resource) {
			r.Index = [][]string{{"a", "b_c"}, {"a_b", "c"}}
		}), []string{"posts_a_b_c_087a33d6_idx", "posts_a_b_c_cc3bdea3_idx"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			want := append(test.want, "posts_created_at_id_idx", "posts_updated_at_id_idx")
			slices.Sort(want)
			var names []string
			for _, x := range indexes(test.resource) {
				names = append(names, x.Name)
			}
			if !slices.Equal(names, want) {
				t.Errorf("got %q, want %q", names, want)
			}
		})
	}
}

func TestName(t *testing.T) {
	long := strings.Repeat("x", 59)
	if got, want := Name("posts", "check", "title"), "posts_title_check"; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	if got := Name("a", "b", long); got != "a_"+long[:59]+"_b" {
		t.Errorf("63 bytes were cut to %s", got)
	}
	seen := map[string]bool{}
	for _, name := range []string{Name("posts", "key", long), Name("posts", "idx", long), Name("posts", "key", long+"y"), Name("post", "key", "s_"+long+"z")} {
		if len(name) > 63 || seen[name] {
			t.Errorf("%s has %d bytes, seen: %v", name, len(name), seen[name])
		}
		seen[name] = true
	}
}
