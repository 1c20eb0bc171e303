package dialecttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// resource is a resource with the fields that specs declare.
func resource(name string, specs ...string) *schema.Resource {
	r := &schema.Resource{Name: name, Plural: name + "s", Order: schema.Order{Column: "id", Desc: true}}
	for _, spec := range specs {
		f, err := field.ParseField(spec)
		if err != nil {
			panic(err)
		}
		r.Fields = append(r.Fields, f)
	}
	return r
}

// declarations are fields of type t with every combination of modifiers that
// its database minds and that t does not refuse.
func declarations(t *field.Type) []field.Field {
	var fields []field.Field
	for _, modifiers := range combinations() {
		f := declaration(t, fmt.Sprintf("%s_%d", t.Name, len(fields)))
		for _, m := range modifiers {
			f.Set(m, f.Type.Sample(f)[0])
		}
		if len(f.Check()) == 0 {
			fields = append(fields, f)
		}
	}
	return fields
}

// declaration is a field of type t with the arguments that it needs.
func declaration(t *field.Type, name string) field.Field {
	arguments := map[field.Args]string{
		field.Max: ":30", field.Precision: ":10:2", field.Values: ":draft:in-review:archived", field.Resource: ":user",
	}
	f, err := field.ParseField(name + ":" + t.Name + arguments[t.Args])
	if err != nil {
		panic(err)
	}
	return f
}

func combinations() [][]field.Modifier {
	var all [][]field.Modifier
	for _, null := range []field.Modifier{"", field.Optional} {
		for _, index := range []field.Modifier{"", field.Unique, field.Index} {
			for _, value := range []field.Modifier{"", field.Default, field.Cascade, field.Nullify} {
				modifiers := []field.Modifier{null, index, value}
				all = append(all, slices.DeleteFunc(modifiers, func(m field.Modifier) bool { return m == "" }))
			}
		}
	}
	return all
}

const (
	aUser = `INSERT INTO "users" ("name", "created_at", "updated_at") VALUES ('Ann', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)`
	aPost = `INSERT INTO "posts" ("title", "author_id", "created_at", "updated_at") VALUES ('One', 1, CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)`
)

// blog begins a history with users and posts, both with rows.
func blog(t *testing.T, d Database) *history {
	t.Helper()
	h := begin(t, d)
	h.become(resource("post", "title", "author:references:user"), resource("user", "name"))
	for _, insert := range []string{aUser, aPost, aPost, aPost} {
		h.exec(insert)
	}
	return h
}

func testCreate(t *testing.T, d Database) {
	for _, typ := range field.Types {
		t.Run(typ.Name, func(t *testing.T) {
			h := begin(t, d)
			empty := h.facts(h.db)
			post := resource("post")
			post.Fields = declarations(typ)
			h.become(post, resource("user", "name"))
			h.downAndUp(empty)
		})
	}
}

// testAdd adds fields to tables with rows.
func testAdd(t *testing.T, d Database) {
	for _, typ := range field.Types {
		t.Run(typ.Name, func(t *testing.T) {
			h := blog(t, d)
			before := h.facts(h.db)
			post := resource("post", "title", "author:references:user")
			for _, f := range declarations(typ) {
				if f.Optional || f.Default != nil {
					post.Fields = append(post.Fields, f)
				}
			}
			h.become(post, resource("user", "name"))
			h.count(3, "posts", `"title" = 'One' AND "author_id" = 1`)
			for _, f := range post.Fields[2:] {
				h.filled(f)
			}
			h.downAndUp(before)
			h.count(3, "posts", `"title" = 'One' AND "author_id" = 1`)
		})
	}
}

// filled expects the values that three posts have in the new column of f.
func (h *history) filled(f field.Field) {
	h.t.Helper()
	if f.IsMany() {
		h.count(0, "post_"+f.Name, "TRUE")
		return
	}
	column := `"` + f.Column() + `"`
	if f.Optional {
		h.count(3, "posts", column+" IS NULL")
		return
	}
	h.count(3, "posts", column+" = "+f.Type.SQL(*f.Default))
}

// testIndexes changes indexes, also by way of the order of lists.
func testIndexes(t *testing.T, d Database) {
	declare := func(change func(*schema.Resource)) *schema.Resource {
		r := resource("post", "title", "author:references:user")
		change(r)
		return r
	}
	for name, changed := range map[string]*schema.Resource{
		"field": declare(func(r *schema.Resource) { r.Fields[0].Index = true }),
		"list":  declare(func(r *schema.Resource) { r.Index = [][]string{{"author", "title"}, {"title", "created_at"}} }),
		"order": declare(func(r *schema.Resource) { r.Order.Column = "title" }),
		"new unique list": declare(func(r *schema.Resource) {
			r.Fields = append(r.Fields, resource("", "slug:string:optional").Fields...)
			r.Unique = [][]string{{"author", "slug"}}
		}),
	} {
		t.Run(name, func(t *testing.T) {
			h := blog(t, d)
			before := h.facts(h.db)
			h.become(changed, resource("user", "name"))
			h.downAndUp(before)
			h.count(3, "posts", "true")
		})
	}
	t.Run("dropped", func(t *testing.T) {
		h := blog(t, d)
		before := h.facts(h.db)
		h.become(declare(func(r *schema.Resource) { r.Index = [][]string{{"title", "id"}} }), resource("user", "name"))
		h.become(declare(func(*schema.Resource) {}), resource("user", "name"))
		h.same("the index is still there", before, h.facts(h.db))
	})
}

// testCircles creates tables that point at each other and at themselves, and
// drops them while they have rows that do.
func testCircles(t *testing.T, d Database) {
	h := begin(t, d)
	empty := h.facts(h.db)
	h.become(
		resource("post", "title", "author:references:user", "parent:references:post:optional"),
		resource("user", "name", "favourite:references:post:optional", "boss:references:user:optional:cascade", "team:references:team:optional"),
		resource("team", "name", "lead:references:user:optional:nullify"),
	)
	fill := func() {
		for _, insert := range []string{aUser, aPost, aPost} {
			h.exec(insert)
		}
		h.exec(`INSERT INTO "teams" ("name", "lead_id", "created_at", "updated_at") SELECT 'Red', "id", "created_at", "updated_at" FROM "users"`)
		h.exec(`UPDATE "users" SET "favourite_id" = 1, "boss_id" = 1, "team_id" = 1`)
		h.exec(`UPDATE "posts" SET "parent_id" = 1`)
	}
	fill()
	h.down()
	h.same("down did not lead back", empty, h.facts(h.db))
	h.up()
	fill()
	h.downAndUp(empty)
}

// testNames uses names that SQL has a meaning for, and the longest ones.
func testNames(t *testing.T, d Database) {
	long := strings.Repeat("abcdefghi_", 6)[:59]
	specs := []string{"order", "select:int", "type:enum:a:b", "user:references:group:optional", "group:bool", "table:decimal:5:1:optional", "values:date"}
	h := begin(t, d)
	order := resource("order", append(specs, long+":string:40:index")...)
	order.Plural = "select"
	order.Order.Column = "type"
	order.Unique = [][]string{{"order", "user", long}, {"order", "select"}}
	group := resource("group", "name:string:unique")
	group.Plural = "group"
	empty := h.facts(h.db)
	h.become(order, group)
	h.downAndUp(empty)

	before := h.facts(h.db)
	h.exec(fmt.Sprintf(`INSERT INTO "select" ("order", "select", "type", "group", "values", %q, "created_at", "updated_at")
		VALUES ('a', 1, 'b', true, '2026-01-02', 'x', CURRENT_TIMESTAMP, CURRENT_TIMESTAMP)`, long))
	more := resource("order", "where:string:default=here:index", "from:references:order:optional:cascade", long[:57]+"_z:string:9:optional:unique")
	order.Fields = append(order.Fields, more.Fields...)
	h.become(order, group)
	h.downAndUp(before)
	h.count(1, "select", `"where" = 'here'`)
}

// testDefaults gives rows defaults that look like SQL or like goose.
func testDefaults(t *testing.T, d Database) {
	for _, value := range []string{
		`it's`, `a; -- b`, `;`, `--`, "one\ntwo;\n-- +goose Down\nthree", "\r\n'", `\`, `${HOME} $1 ?1 :a @b %s`, `é 日本 🙂`, ``,
	} {
		t.Run(value, func(t *testing.T) {
			h := blog(t, d)
			before := h.facts(h.db)
			post := resource("post", "title", "author:references:user", "body:text", "status:enum:b:a:default=a")
			post.Fields[2].Default = &value
			h.become(post, resource("user", "name"))
			h.downAndUp(before)
			var got string
			if err := h.db.QueryRow(`SELECT DISTINCT "body" FROM "posts"`).Scan(&got); err != nil {
				t.Fatal(err)
			}
			if got != value {
				t.Errorf("got %q, want %q", got, value)
			}
		})
	}
	t.Run("now", func(t *testing.T) {
		h := blog(t, d)
		h.become(resource("post", "title", "author:references:user", "at:timestamp:default=now", "day:date:default=today"), resource("user", "name"))
		var at, day time.Time
		if err := h.db.QueryRow(`SELECT "at", "day" FROM "posts"`).Scan(&at, &day); err != nil {
			t.Fatal(err)
		}
		if since := time.Since(at); since < 0 || since > time.Minute || at.UTC().Truncate(24*time.Hour) != day.UTC() {
			t.Errorf("at is %v, day is %v", at, day)
		}
	})
	t.Run("json", func(t *testing.T) {
		h := blog(t, d)
		post := resource("post", "title", "author:references:user", `data:json`)
		value := "{\r\n\"a\": [1]\n}"
		post.Fields[2].Default = &value
		h.become(post, resource("user", "name"))
		h.count(3, "posts", `"data" IS NOT NULL`)
	})
}
