package diff

import (
	"strings"
	"testing"
)

const (
	withTags    = "  tag: {fields: {name: string}}\n  topic: {fields: {name: string}}\n  post: {fields: {title: string, tags: many}}\n"
	withoutTags = "  tag: {fields: {name: string}}\n  topic: {fields: {name: string}}\n  post: {fields: {title: string}}\n"
)

// What a field has many of is in a table of its own, which the state keeps.
func TestManyHasATable(t *testing.T) {
	a := parsed(t, withTags)
	s := state(t, a)
	decoded, err := Decode(Encode(s))
	if err != nil {
		t.Fatal(err)
	}
	join, found := decoded.Table("post.tags")
	if !found || !join.IsJoin() || join.Name != "post_tags" || len(join.Columns) != 2 {
		t.Fatalf("the table is %+v", join)
	}
	for i, want := range []Column{{Name: "post_id", References: "posts"}, {Name: "tag_id", References: "tags"}} {
		if c := join.Columns[i]; c.Name != want.Name || c.References != want.References || !c.Required() {
			t.Errorf("column %+v, want %+v", c, want)
		}
	}
	if x := join.Indexes; len(x) != 1 || strings.Join(x[0].Columns, " ") != "tag_id post_id" {
		t.Errorf("indexes %+v", x)
	}
	if post, _ := decoded.Table("post"); len(post.Columns) != 4 {
		t.Errorf("columns of posts: %+v", post.Columns)
	}
	settled(t, decoded, a)
}

// Each of these has to be decided by a person, who is told how.
func TestManyIsDecided(t *testing.T) {
	replace := func(old, new string) string { return strings.Replace(withTags, old, new, 1) }
	for _, test := range []struct {
		name, from, to string
		message, hint  string
		allow          string // with which it is decided
	}{
		{"gone", withTags, withoutTags, `field "tags" is gone from gen.yaml, but its table "post_tags" is there`, "--allow-drop post.tags", "post.tags"},
		{"gone, and another one is new", withTags, replace("tags: many", "labels: many:tag"), `field "tags" is gone`,
			"write labels: {type: many, resource: tag, was: tags}; to drop it", "post.tags"},
		{"another resource", withTags, replace("tags: many", "tags: many:topic"), `field "tags" has many of "tag" in the database, not of "topic"`, "add another field", ""},
		{"becomes text", withTags, replace("tags: many", "tags: string:optional"), `field "tags" is gone`, "--allow-drop post.tags", "post.tags"},
		{"was text", replace("tags: many", "tags: string"), withTags, `field "tags" is gone from gen.yaml, but its column "tags"`, "--allow-drop post.tags", "post.tags"},
	} {
		t.Run(test.name, func(t *testing.T) {
			from, to := state(t, parsed(t, test.from)), parsed(t, test.to)
			_, changes, decisions := Changes(from, to, Allow{})
			if len(changes) > 0 || len(decisions) != 1 || !strings.HasPrefix(decisions[0].Message, test.message) || !strings.Contains(decisions[0].Hint, test.hint) {
				t.Errorf("got %q and %+v", spell(changes), decisions)
			}
			if test.allow == "" {
				return
			}
			next, changes, decisions := Changes(from, to, Allow{Drop: []string{test.allow}})
			if len(changes) == 0 || len(decisions) > 0 {
				t.Errorf("allowed: %q and %+v", spell(changes), decisions)
			}
			settled(t, next, to)
		})
	}
}

// A former name counts once, also where the resource has one as well.
func TestManyIsRenamedOnce(t *testing.T) {
	first := parsed(t, withTags)
	second := parsed(t, "  tag: {fields: {name: string}}\n  topic: {fields: {name: string}}\n"+
		"  article: {was: post, fields: {title: string, labels: {type: many, resource: tag, was: tags}}}\n")
	third := parsed(t, "  tag: {fields: {name: string}}\n  topic: {fields: {name: string}}\n"+
		"  article: {was: post, fields: {title: string, labels: {type: many, resource: tag, was: tags}, tags: many}}\n")
	s, changes, decisions := Changes(state(t, first), second, Allow{})
	if len(decisions) > 0 || !strings.HasPrefix(Title(changes), "rename_") {
		t.Fatalf("%s: %+v", Title(changes), decisions)
	}
	settled(t, s, second)
	renames := Renames(state(t, first), second)
	if len(renames) != 1 || len(renames[0].To.Fields) != 1 || renames[0].From.Fields[0].Column() != "tag_ids" || renames[0].To.Fields[0].Column() != "label_ids" {
		t.Errorf("renames %+v", renames)
	}
	s, changes, decisions = Changes(s, third, Allow{})
	if len(decisions) > 0 || len(changes) != 1 || Title(changes) != "create_article_tags" {
		t.Errorf("%s: %+v", Title(changes), decisions)
	}
	settled(t, s, third)
}
