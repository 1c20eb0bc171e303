package diff

import (
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// parsed is the definition of an application with these resources.
func parsed(t *testing.T, resources string) *schema.App {
	t.Helper()
	a, err := schema.Parse("gen.yaml", []byte("app: blog\nresources:\n"+resources))
	if err != nil {
		t.Fatal(err)
	}
	return a
}

const (
	byUUID   = "  user: {id: uuid, fields: {name: string}}\n  post: {fields: {user: references, boss: \"references:post:optional\"}}\n"
	byNumber = "  user: {fields: {name: string}}\n  post: {fields: {user: references, boss: \"references:post:optional\"}}\n"
)

// The type of the ids is kept in the state, and with it that of references.
func TestStateKeepsTheTypeOfIDs(t *testing.T) {
	a := parsed(t, byUUID)
	s := state(t, a)
	text := string(Encode(s))
	if strings.Count(text, "      - id: uuid\n") != 1 || strings.Count(text, "      - id\n") != 1 {
		t.Errorf("the state is\n%s", text)
	}
	decoded, err := Decode([]byte(text))
	if err != nil {
		t.Fatal(err)
	}
	user, _ := decoded.Table("user")
	post, _ := decoded.Table("post")
	toUser, _ := post.Column("user_id")
	toPost, _ := post.Column("boss_id")
	if !user.ByUUID() || post.ByUUID() || !toUser.Field.ByUUID || toPost.Field.ByUUID {
		t.Errorf("decoded %+v and %+v", user, post)
	}
	settled(t, decoded, a)
}

func TestTypeOfIDsStays(t *testing.T) {
	for _, test := range []struct{ from, to, message, hint string }{
		{byUUID, byNumber, `the ids of "user" are of type uuid in the database, and rows keep their ids`, "write id: uuid again, or add a resource with id: int"},
		{byNumber, byUUID, `the ids of "user" are of type int in the database, and rows keep their ids`, "write id: int again, or add a resource with id: uuid"},
	} {
		_, changes, decisions := Changes(state(t, parsed(t, test.from)), parsed(t, test.to), Allow{})
		if len(changes) > 0 || len(decisions) == 0 || decisions[0].Code != IDChanged || decisions[0].Path != "user" ||
			decisions[0].Message != test.message || !strings.HasPrefix(decisions[0].Hint, test.hint) {
			t.Errorf("got %q and %+v, want %s", spell(changes), decisions, test.message)
		}
	}
}

// A UUID that another system gave may turn out to be an id.
func TestCastToUUIDReference(t *testing.T) {
	a := parsed(t, "  user: {id: uuid, fields: {name: string, given: uuid, number: int, text: text}}\n  post: {fields: {user: references}}\n")
	reference := a.Resource("post").Fields[0]
	for i, want := range []Cast{Checked, Same, Impossible, Checked} {
		if got := CastOf(a.Resource("user").Fields[i], reference); got != want {
			t.Errorf("%s: got %d, want %d", a.Resource("user").Fields[i], got, want)
		}
	}
}
