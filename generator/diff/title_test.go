package diff

import (
	"strings"
	"testing"
	"time"

	"github.com/seed-b1203020/gen/generator/schema"
)

func TestTitle(t *testing.T) {
	long := strings.Repeat("abcdefghi_", 6)[:59]
	for _, test := range []struct {
		from, to *schema.App
		want     string
	}{
		{app(), app(resource("post")), "create_posts"},
		{app(), app(resource("post"), resource("comment")), "create_posts_and_comments"},
		{app(), app(resource("post"), resource("comment"), resource("user")), "create_posts_comments_and_users"},
		{app(), app(resource("publication"), resource("commentator"), resource("administrator"), resource("organisation"), resource("subscription")),
			"create_publications_and_4_more"},
		{app(resource("post")), app(resource("post", "subtitle:string:optional")), "add_subtitle_to_posts"},
		{app(resource("post")), app(resource("post", "a:string:optional", "b:string:optional:index")), "add_a_and_b_to_posts"},
		{app(resource("post")), app(resource("post", "user:references:optional"), resource("user")), "create_users_and_add_user_id_to_posts"},
		{app(resource("post"), resource("user")), app(resource("post", "a:string:optional"), resource("user", "b:string:optional")), "add_a_to_posts_and_add_b_to_users"},
		{app(resource("post", "a:private")), app(resource("post", "a:private:index")), "change_indexes_of_posts"},
		{app(resource("post", "a")), app(resource("post", "a:search")), "change_search_of_posts"},
		{app(resource("post", "a", "b:private")), app(resource("post", "a:search", "b:private:index")), "change_indexes_of_posts"},
		{app(resource("post")), app(resource("post", long+":string:optional")), "add_" + long[:56]},
		{app(resource("post")), app(resource("post", long+":string:optional", "b:string:optional")), "add_abcdefghi_abcdefghi_abcdefghi_abcdef_and_1_more_to_posts"},
		{app(resource("post", "title")), app(hint(resource("post", "headline"), "headline", schema.Hint{Was: "title"})), "rename_title_to_headline_in_posts"},
		{app(resource("post", "title")), app(was("post", resource("article", "title"))), "rename_posts_to_articles"},
		{app(resource("post", "title", "body")), app(resource("post", "title:int:optional")), "change_title_of_posts_and_drop_body_from_posts"},
		{app(resource("post", "title"), resource("user")), app(resource("post", "title")), "drop_users"},
	} {
		_, changes, decisions := Changes(state(t, test.from), test.to, Allow{Drop: []string{"post.body", "user"}})
		if got := Title(changes); got != test.want || len(got) > 60 || len(decisions) > 0 {
			t.Errorf("got %s, want %s (decisions %v)", got, test.want, decisions)
		}
	}
}

func TestVersion(t *testing.T) {
	now := time.Date(2026, 11, 21, 10, 45, 0, 0, time.FixedZone("CET", 3600))
	for _, test := range []struct{ last, want string }{
		{"", "20261121094500"},
		{"00001_init.sql", "20261121094500"},
		{"20261121094459", "20261121094500"},
		{"20261121094500", "20261121094501"},
		{"20261121094500_create_posts", "20261121094501"},
		{"20261231235959", "20270101000000"},
		{"20261121094599", "20261121094600"},
		{"notanumber", "20261121094500"},
	} {
		if got := Version(now, test.last); got != test.want {
			t.Errorf("after %q: got %s, want %s", test.last, got, test.want)
		}
	}
}
