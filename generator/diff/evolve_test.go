package diff

import (
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// value is a backfill with a value.
func value(v string) *schema.Backfill { return &schema.Backfill{Value: &v} }

// sql is one SQL text for both databases.
func sql(text string) map[string]string {
	return map[string]string{schema.SQLite: text, schema.Postgres: text}
}

// TestEvolution gives what a definition asks for when rows are there already.
func TestEvolution(t *testing.T) {
	user := resource("user", "name")
	post := func(specs ...string) *schema.Resource { return resource("post", specs...) }
	ordered := func(by string, r *schema.Resource) *schema.Resource {
		return with(r, func(r *schema.Resource) { r.Order.Column = by })
	}
	articles := with(post("title:unique"), func(r *schema.Resource) { r.Plural = "articles" })
	for _, test := range []struct {
		name     string
		from, to *schema.App
		allow    Allow
		want     []string
	}{
		{"field renamed", app(post("title:string:80:index")), app(hint(post("headline:string:80:index"), "headline", schema.Hint{Was: "title"})), Allow{},
			[]string{"rename title>headline posts_title_id_idx>posts_headline_id_idx"}},
		{"field renamed and changed", app(post("title:string:80")), app(hint(post("headline:text:optional"), "headline", schema.Hint{Was: "title"})), Allow{},
			[]string{"no index posts_title_id_idx", "rename title>headline", "alter posts headline(string:80 > text)"}},
		{"fields swap names", app(post("a", "b:int")), app(hint(hint(post("b", "a:int"), "b", schema.Hint{Was: "a"}), "a", schema.Hint{Was: "b"})), Allow{},
			[]string{"rename a>b b>a posts_a_id_idx>posts_b_id_idx posts_b_id_idx>posts_a_id_idx"}},
		{"fields pass names on", app(post("a", "b:int")), app(hint(hint(post("b", "c:int"), "b", schema.Hint{Was: "a"}), "c", schema.Hint{Was: "b"})), Allow{},
			[]string{"rename a>b b>c posts_a_id_idx>posts_b_id_idx posts_b_id_idx>posts_c_id_idx"}},
		{"field takes the name of one that goes", app(post("body", "text:text")), app(hint(post("body:text"), "body", schema.Hint{Was: "text"})),
			Allow{Drop: []string{"post.body"}}, []string{"no index posts_body_id_idx", "no column posts.body", "rename text>body"}},
		{"new field with the name of a renamed one", app(post("title")), app(hint(post("headline", "title:int:optional"), "headline", schema.Hint{Was: "title"})), Allow{},
			[]string{"rename title>headline posts_title_id_idx>posts_headline_id_idx", "column posts.title", "index posts_title_id_idx"}},
		{"resource renamed", app(user, post("title:unique", "author:references:user")),
			app(user, was("post", resource("article", "title:unique", "author:references:user"))), Allow{},
			[]string{"rename posts>articles posts_author_id_id_idx>articles_author_id_id_idx posts_created_at_id_idx>articles_created_at_id_idx posts_title_key>articles_title_key posts_updated_at_id_idx>articles_updated_at_id_idx"}},
		{"references follow their resource", app(post("title"), resource("comment", "post:references:cascade", "reply:references:post:optional")),
			app(was("post", resource("article", "title")), resource("comment", "article:references:cascade", "reply:references:article:optional")), Allow{},
			[]string{"rename posts>articles posts_created_at_id_idx>articles_created_at_id_idx posts_title_id_idx>articles_title_id_idx posts_updated_at_id_idx>articles_updated_at_id_idx", "rename post_id>article_id comments_post_id_id_idx>comments_article_id_id_idx"}},
		{"plural", app(post("title:unique")), app(articles), Allow{}, []string{"rename posts>articles posts_created_at_id_idx>articles_created_at_id_idx posts_title_key>articles_title_key posts_updated_at_id_idx>articles_updated_at_id_idx"}},
		{"resources pass names on", app(resource("a", "x"), resource("b", "y")), app(was("a", resource("b", "x")), was("b", resource("c", "y"))), Allow{},
			[]string{"rename bs>cs bs_created_at_id_idx>cs_created_at_id_idx bs_updated_at_id_idx>cs_updated_at_id_idx bs_y_id_idx>cs_y_id_idx", "rename as>bs as_created_at_id_idx>bs_created_at_id_idx as_updated_at_id_idx>bs_updated_at_id_idx as_x_id_idx>bs_x_id_idx"}},
		{"field dropped", app(post("title", "body:string:index")), app(post("title")), Allow{Drop: []string{"post.body"}},
			[]string{"no index posts_body_id_idx", "no column posts.body"}},
		{"resource dropped", app(user, post("title", "author:references:user")), app(user), Allow{Drop: []string{"post"}}, []string{"no table posts"}},
		{"children dropped first", app(user, post("author:references:user"), resource("comment", "post:references")), app(resource("tag", "name")),
			Allow{Drop: []string{"post", "user", "comment"}}, []string{"table tags", "no table comments", "no table posts", "no table users"}},
		{"parent dropped", app(user, post("title", "author:references:user")), app(post("title")), Allow{Drop: []string{"post.author", "user"}},
			[]string{"no index posts_author_id_id_idx", "no column posts.author_id", "no table users"}},
		{"dropped under the name of before", app(post("title", "body")), app(was("post", resource("article", "title"))), Allow{Drop: []string{"post.body"}},
			[]string{"no index posts_body_id_idx", "rename posts>articles posts_created_at_id_idx>articles_created_at_id_idx posts_title_id_idx>articles_title_id_idx posts_updated_at_id_idx>articles_updated_at_id_idx", "no column articles.body"}},
		{"required field with a value", app(post("title")), app(hint(post("title", "slug"), "slug", schema.Hint{Backfill: value("none")})), Allow{},
			[]string{"column posts.slug = none", "index posts_slug_id_idx"}},
		{"required reference with SQL", app(user, post("title")),
			app(user, hint(post("title", "author:references:user"), "author", schema.Hint{Backfill: &schema.Backfill{SQL: sql("(SELECT min(id) FROM users)")}})), Allow{},
			[]string{"column posts.author_id = ((SELECT min(id) FROM users))", "index posts_author_id_id_idx"}},
		{"optional field with a value", app(post("title")), app(hint(post("title", "slug:string:optional"), "slug", schema.Hint{Backfill: value("none")})), Allow{},
			[]string{"column posts.slug = none", "index posts_slug_id_idx"}},
		{"became required", app(post("body:text:optional")), app(post("body:text")), Allow{}, []string{"alter posts body(text > text)"}},
		{"became required with a default", app(post("views:int:optional")), app(post("views:int:default=0")), Allow{}, []string{"alter posts views(int > int) = 0"}},
		{"became required with a backfill", app(post("views:int:optional")), app(hint(post("views:int:default=0"), "views", schema.Hint{Backfill: value("7")})), Allow{},
			[]string{"alter posts views(int > int) = 7"}},
		{"became optional", app(post("body:text")), app(post("body:text:optional")), Allow{}, []string{"alter posts body(text > text)"}},
		{"length", app(post("title:string:80")), app(post("title:string:120")), Allow{}, []string{"alter posts title(string:80 > string:120)"}},
		{"values", app(post("status:enum:draft:published")), app(hint(post("status:enum:draft:live"), "status", schema.Hint{Map: []schema.Mapping{{From: "published", To: "live"}}})), Allow{},
			[]string{"alter posts status(enum:draft:published > enum:draft:live) published>live"}},
		{"order of values", app(post("status:enum:a:b")), app(post("status:enum:b:a")), Allow{}, nil},
		{"type that can be cast", app(post("views:text")), app(post("views:int")), Allow{}, []string{"alter posts views(text > int)", "index posts_views_id_idx"}},
		{"type with using", app(post("data:json")), app(hint(post("data:bool"), "data", schema.Hint{Using: sql("data = 'true'")})), Allow{},
			[]string{"alter posts data(json > bool) using data = 'true'", "index posts_data_id_idx"}},
		{"fewer digits", app(post("price:decimal:10:2")), app(post("price:decimal:10:1")), Allow{Lossy: []string{"post.price"}},
			[]string{"alter posts price(decimal:10:2 > decimal:10:1) lossy"}},
		{"on delete", app(user, post("author:references:user")), app(user, post("author:references:user:cascade")), Allow{},
			[]string{"alter posts author_id(references:user > references:user:cascade)"}},
		{"number becomes a reference", app(user, post("author_id:int")),
			app(user, hint(post("author:references:user"), "author", schema.Hint{Was: "author_id"})), Allow{},
			[]string{"alter posts author_id(int > references:user)"}},
		{"unique", app(post("title:index")), app(post("title:unique")), Allow{}, []string{"no index posts_title_id_idx", "index posts_title_key"}},
		{"not unique", app(post("title:unique")), app(post("title")), Allow{}, []string{"no index posts_title_key", "index posts_title_id_idx"}},
		{"index of a renamed and a dropped column", app(with(post("a", "b", "c"), func(r *schema.Resource) { r.Index = [][]string{{"a", "b"}, {"b", "c"}} })),
			app(hint(with(post("x", "b"), func(r *schema.Resource) { r.Index = [][]string{{"x", "b"}} }), "x", schema.Hint{Was: "a"})), Allow{Drop: []string{"post.c"}},
			[]string{"no index posts_b_c_idx", "no index posts_c_id_idx", "rename a>x posts_a_b_idx>posts_x_b_idx posts_a_id_idx>posts_x_id_idx", "no column posts.c"}},
		{"order by a renamed field", app(ordered("title", post("title"))), app(hint(ordered("headline", post("headline")), "headline", schema.Hint{Was: "title"})), Allow{},
			[]string{"rename title>headline posts_title_id_idx>posts_headline_id_idx"}},
		{"all at once", app(user, post("title", "body:text", "author:references:user", "price:decimal:9:2")),
			app(hint(hint(was("post", resource("article", "headline:string:60", "slug", "author:references:user:cascade:optional", "price:text", "tag:references")),
				"headline", schema.Hint{Was: "title"}), "slug", schema.Hint{Backfill: value("x")}), resource("tag", "name"), user),
			Allow{Drop: []string{"article.body"}}, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			if test.name == "all at once" {
				hint(test.to.Resources[0], "tag", schema.Hint{Backfill: &schema.Backfill{SQL: sql("1")}})
				test.want = []string{
					"no index posts_price_id_idx",
					"rename posts>articles title>headline posts_author_id_id_idx>articles_author_id_id_idx posts_created_at_id_idx>articles_created_at_id_idx posts_title_id_idx>articles_headline_id_idx posts_updated_at_id_idx>articles_updated_at_id_idx",
					"table tags",
					"column articles.slug = x",
					"column articles.tag_id = (1)",
					"alter articles headline(string > string:60) author_id(references:user > references:user:cascade) price(decimal:9:2 > text)",
					"no column articles.body",
					"index articles_slug_id_idx",
					"index articles_tag_id_id_idx",
				}
			}
			from := state(t, test.from)
			before := slices.Clone(Encode(from))
			to, changes, decisions := Changes(from, test.to, test.allow)
			if len(decisions) > 0 {
				t.Fatalf("decisions: %v", decisions)
			}
			if got := spell(changes); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
			if string(Encode(from)) != string(before) {
				t.Error("the schema of before was changed")
			}
			settled(t, to, test.to)
		})
	}
}

// settled expects that nothing is left to do, also after the state was written
// and read, and that the state has all that app needs.
func settled(t *testing.T, to State, app *schema.App) {
	t.Helper()
	decoded, err := Decode(Encode(to))
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(decoded, to) {
		t.Errorf("the state is %+v, and is read as %+v", to, decoded)
	}
	again, changes, decisions := Changes(decoded, app, Allow{})
	if len(changes)+len(decisions) > 0 || string(Encode(again)) != string(Encode(to)) {
		t.Errorf("then again %q %v", spell(changes), decisions)
	}
	for _, want := range Initial(app) {
		got, found := to.Table(want.Resource)
		if !found || len(got.Columns) != len(want.Columns) || !reflect.DeepEqual(got.Indexes, want.Indexes) {
			t.Errorf("the state has %+v, want the columns and indexes of %+v", got, want)
		}
	}
}

// TestChangesHoldTables follows the tables that changes hold: each is what the
// changes before it made.
func TestChangesHoldTables(t *testing.T) {
	user := resource("user", "name")
	from := state(t, app(user, resource("post", "title:index", "body:text", "author:references:user")))
	article := hint(was("post", resource("article", "headline:int:index", "slug", "author:references:user:cascade")), "headline", schema.Hint{Was: "title"})
	hint(article, "slug", schema.Hint{Backfill: value("x")})
	_, changes, decisions := Changes(from, app(article, user), Allow{Drop: []string{"post.body"}})
	if len(decisions) > 0 {
		t.Fatal(decisions)
	}
	names := func(table Table) string {
		var all []string
		for _, c := range table.Columns {
			all = append(all, c.Name)
		}
		for _, x := range table.Indexes {
			all = append(all, x.Name)
		}
		return table.Name + ": " + strings.Join(all, " ")
	}
	var got []string
	for _, c := range changes {
		switch c := c.(type) {
		case Rename:
			got = append(got, names(c.Old), names(c.New))
		case AlterColumns:
			got = append(got, names(c.Old), names(c.New))
			headline, _ := c.Old.Column("headline")
			if headline.Field.Type != field.String {
				t.Errorf("before it is altered, headline is %s", headline.Field)
			}
		case DropColumn:
			got = append(got, names(c.Table))
		}
	}
	want := []string{
		"posts: id title body author_id created_at updated_at posts_author_id_id_idx posts_created_at_id_idx posts_title_id_idx posts_updated_at_id_idx",
		"articles: id headline body author_id created_at updated_at articles_author_id_id_idx articles_created_at_id_idx articles_headline_id_idx articles_updated_at_id_idx",
		"articles: id headline body author_id created_at updated_at slug articles_author_id_id_idx articles_created_at_id_idx articles_headline_id_idx articles_updated_at_id_idx",
		"articles: id headline body author_id created_at updated_at slug articles_author_id_id_idx articles_created_at_id_idx articles_headline_id_idx articles_updated_at_id_idx",
		"articles: id headline body author_id created_at updated_at slug articles_author_id_id_idx articles_created_at_id_idx articles_headline_id_idx articles_updated_at_id_idx",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestHintsAreSpentOnce(t *testing.T) {
	swapped := app(hint(hint(resource("post", "b", "a:int"), "b", schema.Hint{Was: "a"}), "a", schema.Hint{Was: "b"}))
	to, _, _ := Changes(state(t, app(resource("post", "a", "b:int"))), swapped, Allow{})
	settled(t, to, swapped)

	renamed := app(hint(resource("post", "headline"), "headline", schema.Hint{Was: "title"}))
	to, _, _ = Changes(state(t, app(resource("post", "title"))), renamed, Allow{})
	again := app(hint(resource("post", "headline", "title:json:optional"), "headline", schema.Hint{Was: "title"}))
	to, changes, _ := Changes(to, again, Allow{})
	if got, want := spell(changes), []string{"column posts.title"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	settled(t, to, again)
}

func TestRenames(t *testing.T) {
	from := state(t, app(resource("post", "title", "body:text"), resource("comment", "post:references", "text")))
	to := app(hint(was("post", resource("article", "headline", "body:text")), "headline", schema.Hint{Was: "title"}), resource("comment", "article:references", "text"))
	var got []string
	for _, r := range Renames(from, to) {
		line := r.From.Name + " " + r.From.Plural + " > " + r.To.Name + " " + r.To.Plural
		for i := range r.From.Fields {
			line += ", " + r.From.Fields[i].Column() + " > " + r.To.Fields[i].Column()
		}
		got = append(got, line)
	}
	want := []string{"post posts > article articles, title > headline", "comment comments > comment comments, post_id > article_id"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if left := Renames(from, app(resource("post", "title", "body:text"), resource("comment", "post:references", "text"))); len(left) > 0 {
		t.Errorf("nothing is renamed, but got %v", left)
	}
}

func TestCastOf(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     Cast
	}{
		{"string:80", "string:20", Same}, {"string", "email", Same}, {"text", "enum:a:b", Checked}, {"enum:a", "string", Same}, {"enum:a", "int", Impossible},
		{"int", "text", Widening}, {"json", "text", Widening}, {"bool", "string", Widening},
		{"text", "int", Checked}, {"string", "json", Checked}, {"url", "date", Checked},
		{"int", "decimal:10:2", Checked}, {"int", "float", Checked}, {"decimal:10:2", "int", Narrowing}, {"decimal:10:0", "int", Checked},
		{"float", "int", Narrowing}, {"float", "decimal:10:2", Narrowing}, {"decimal:15:2", "float", Widening}, {"decimal:20:2", "float", Narrowing},
		{"decimal:10:2", "decimal:12:2", Widening}, {"decimal:10:2", "decimal:10:3", Checked}, {"decimal:10:2", "decimal:12:1", Narrowing},
		{"bool", "int", Widening}, {"int", "bool", Checked}, {"date", "timestamp", Widening}, {"timestamp", "date", Narrowing}, {"timestamp", "time", Narrowing},
		{"date", "int", Impossible}, {"uuid", "int", Impossible}, {"json", "bool", Impossible}, {"int", "references:user", Same}, {"string", "slug", Same}, {"slug", "text", Same},
		{"markdown", "text", Same}, {"phone", "enum:a:b", Checked}, {"color", "int", Checked}, {"references:user", "int", Same},
	} {
		fields := resource("post", "a:"+test.from, "a:"+test.to).Fields
		if got := CastOf(fields[0], fields[1]); got != test.want {
			t.Errorf("%s to %s: got %d, want %d", test.from, test.to, got, test.want)
		}
	}
}

func TestRiskOf(t *testing.T) {
	user := resource("user", "name")
	for _, test := range []struct {
		from, to, hint string
		want           Risk
		sentence       string
	}{
		{"a:string:80", "a:string:90", "", Kept, ""},
		{"a:string:80", "a:string:20", "", Guarded, "stops if a row has a a of more than 20 characters"},
		{"a:text", "a:int", "", Guarded, "stops if a row has a a that is no int"},
		{"a:int:optional", "a:int", "", Guarded, "stops if a row has no a"},
		{"a:int:optional", "a:int:default=0", "", Kept, `rows without a a get "0"`},
		{"a:decimal:5:2", "a:int", "", Lost, "values of a are rounded or cut to int"},
		{"a:enum:x:y", "a:enum:x", "", Guarded, "stops if a row has the a y"},
		{"a:references:user", "a:references:user:cascade", "", Kept, ""},
		{"a:json", "a:bool", "true", Kept, "a becomes true"},
	} {
		to := resource("post", test.to)
		if test.hint != "" {
			hint(to, "a", schema.Hint{Using: sql(test.hint)})
		}
		_, changes, decisions := Changes(state(t, app(user, resource("post", test.from))), app(user, to), Allow{Lossy: []string{"post.a"}})
		i := slices.IndexFunc(changes, func(c Change) bool { _, alters := c.(AlterColumns); return alters })
		if i < 0 {
			t.Fatalf("%s to %s: got %q, %v", test.from, test.to, spell(changes), decisions)
		}
		if risk, sentence := RiskOf(changes[i]); risk != test.want || sentence != test.sentence {
			t.Errorf("%s to %s: got %s, %q, want %s, %q", test.from, test.to, risk, sentence, test.want, test.sentence)
		}
	}
}
