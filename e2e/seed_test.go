package e2e

import (
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// Rules that invented values have to follow, beyond those of everything.
const strict = `
app: blog
resources:
  person:
    id: uuid
    fields:
      name: string:12
      login: string:3:min=3:unique
      email: email:12:unique
      site: url:14:unique:optional
      bio: {type: text, min: 300, max: 320}
      plate: {type: string, pattern: "[A-Z]{2}-[0-9]{3}", unique: true}
      word: {type: string, pattern: "yes|no"}
      born_on: date:min=1990-01-01:max=1990-01-20
      seen_at: timestamp:min=2020-01-01T00:00:00Z:max=2020-01-01T00:00:09Z
      opens_at: time:min=09:30:max=09:31
      best: references:trip:optional:nullify
      boss: references:person:optional:nullify
  trip:
    fields:
      title: string:60:unique
      slug: slug:title
      path: {type: slug, from: teaser}
      teaser: string:optional
      leader: references:person:cascade
      price: decimal:6:2:min=0.01:max=0.30
      tiny: decimal:3:3
      large: int:min=9000000000000000000
      below: int:max=-1000
      share: float:min=0.001:max=0.002
      stars: int:min=1:max=5:readonly:default=3
      secret: string:8:private
    unique:
      - [leader, stars]
  badge:
    fields: {kind: "enum:gold:silver:bronze:unique", rank: "int:unique:min=1:max=4", trip: "references:trip:unique:cascade"}
`

// Every value that seeding invents is one that a client might have sent.
func TestSeed(t *testing.T) {
	for name, definition := range map[string]string{"everything": everything(t), "strict": strict, "named": named} {
		t.Run(name, func(t *testing.T) {
			onBoth(t, func(t *testing.T, database string) { testSeed(t, newApp(t, database, definition), database) })
		})
	}
}

func TestSeedIsGreen(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) { wantGreen(t, newApp(t, database, strict)) })
}

func testSeed(t *testing.T, app, database string) {
	r := newRunner(t, app, emptyDatabase(t, database))
	first := r.run(t, 0, "seed", "-n", "12")
	if again := r.run(t, 0, "seed", "-n", "12"); regexp.MustCompile(`(?m)^ *[1-9][0-9]* new`).MatchString(again) {
		t.Errorf("the second run says\n%safter\n%s", again, first)
	}
	more := r.run(t, 0, "seed", "-n", "60")
	if !strings.Contains(more, "48 new, 60 in all") {
		t.Errorf("filling up says\n%s", more)
	}
	s := start(t, app, r.url)
	text, err := os.ReadFile(filepath.Join(app, "gen.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	definition, err := schema.Parse("gen.yaml", text)
	if err != nil {
		t.Fatal(err)
	}
	for _, resource := range definition.Resources {
		if !resource.NoAPI {
			s.wantValid(t, resource)
		}
	}
}

// wantValid sends the rows of a resource back as they are.
func (s *server) wantValid(t *testing.T, resource *schema.Resource) {
	t.Helper()
	path := "/api/v1/" + resource.Plural
	a := s.send(t, "GET", path+"?per_page=100", "", "")
	var list struct{ Items []map[string]json.RawMessage }
	if err := json.Unmarshal([]byte(a.body), &list); err != nil || len(list.Items) == 0 {
		t.Fatalf("%s: %d %s, %v", path, a.status, a.body, err)
	}
	for _, item := range list.Items {
		id := strings.Trim(string(item["id"]), `"`)
		for _, name := range []string{"id", "created_at", "updated_at"} {
			delete(item, name)
		}
		for _, f := range resource.Fields {
			if f.Readonly {
				delete(item, f.Column())
			}
		}
		body, err := json.Marshal(item)
		if err != nil {
			t.Fatal(err)
		}
		if a := s.send(t, "PATCH", fmt.Sprint(path, "/", id), asJSON, string(body)); a.status != http.StatusOK {
			t.Errorf("%s %s: %d %s", path, body, a.status, a.body)
		}
	}
}

// Seeding real rows needs another word, and what is no number of rows is
// refused.
func TestSeedAsks(t *testing.T) {
	app := newApp(t, "sqlite", named)
	r := newRunner(t, app, emptyDatabase(t, "sqlite"))
	r.migrate(t, 0, "up")
	for _, test := range []struct {
		environment, args string
		code              int
		says              string
	}{
		{"production", "", 1, "blog: seed: this is production"},
		{"production", "-n 3 -force", 0, "3 new, 3 in all: posts"},
		{"development", "-n 0", 1, "blog: usage:"},
		{"development", "-n many", 1, "blog: usage:"},
		{"development", "posts", 1, "blog: usage:"},
		{"development", "-n 2", 0, "0 new, 3 in all: posts"},
	} {
		t.Setenv("APP_ENV", test.environment)
		if out := r.run(t, test.code, append([]string{"seed"}, strings.Fields(test.args)...)...); !strings.Contains(out, test.says) {
			t.Errorf("seed %s says\n%s, want %q", test.args, out, test.says)
		}
	}
}
