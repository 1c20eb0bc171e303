package generator

import (
	"bytes"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/tree"
)

func sampleLock() *lock {
	return &lock{
		Gen: "v1.2.3", Head: "20261121094500_create_posts.sql", Inputs: "sha256:aa", Templates: "sha256:ab",
		State:      []byte("database: sqlite\ntables:\n  posts:\n    resource: post\n"),
		Migrations: []sum{{"db/migrations/20261121094500_create_posts.sql", "sha256:bb"}},
		Files: []emitted{
			{Path: ".github/workflows/ci.yml", Owner: tree.Yours, Sum: "sha256:cc"},
			{Path: "db/schema.sql", Owner: tree.Gen, Sum: "sha256:dd"},
			{Path: "web/home.go", Owner: tree.Yours, Sum: "sha256:78", Source: "9a"},
			{Path: "web/post.go", Owner: tree.Yours, Sum: "sha256:12", Owned: true},
			{Path: "web/templates/a b: c.html", Owner: tree.Yours, Sum: "sha256:ee"},
		},
		Made:      []making{{Resource: "post", Sum: "56", Saw: []string{"post", "user"}}},
		Queries:   []sum{{"db/queries/post.sql", "sha256:ff"}},
		Conflicts: []sum{{"README.md", "sha256:34"}},
	}
}

func TestLockRoundTrip(t *testing.T) {
	for name, l := range map[string]*lock{"full": sampleLock(), "first": {Gen: "dev"}} {
		got, err := decodeLock(l.encode())
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if !reflect.DeepEqual(got, l) {
			t.Errorf("%s: got %+v, want %+v", name, got, l)
		}
	}
}

// Other tools read gen.lock as YAML, and git shows its first lines.
func TestLockIsYAML(t *testing.T) {
	text := sampleLock().encode()
	var file struct {
		Gen    string
		Format int
		State  struct {
			Tables map[string]struct{ Resource string }
		}
		Files map[string]string
	}
	if err := yaml.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	if file.Gen != "v1.2.3" || file.Format != lockFormat || file.State.Tables["posts"].Resource != "post" {
		t.Errorf("got %+v", file)
	}
	if got := file.Files["web/templates/a b: c.html"]; got != "yours sha256:ee" {
		t.Errorf("quoted path: got %q", got)
	}
	if got := file.Files["web/post.go"]; got != "owned sha256:12" {
		t.Errorf("owned file: got %q", got)
	}
	lines := strings.Split(string(text), "\n")
	if !strings.HasSuffix(lines[0], "DO NOT EDIT.") || !strings.HasPrefix(lines[2], "gen: ") || !strings.HasPrefix(lines[3], "head: ") {
		t.Errorf("first lines:\n%s", text)
	}
}

func TestLockWindowsLineEnds(t *testing.T) {
	text := bytes.ReplaceAll(sampleLock().encode(), []byte("\n"), []byte("\r\n"))
	got, err := decodeLock(text)
	if err != nil || !reflect.DeepEqual(got, sampleLock()) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestLockErrors(t *testing.T) {
	good := string(sampleLock().encode())
	for _, test := range []struct{ name, text, code, want string }{
		{"empty", "", "GEN304", "no format"},
		{"not a key", "format: 1\nnonsense\n", "GEN304", "gen.lock:2: "},
		{"unknown key", "format: 1\ncolour: red\n", "GEN304", `unknown key "colour"`},
		{"twice", "format: 1\nformat: 1\n", "GEN304", "format is there twice"},
		{"newer", fmt.Sprintf("format: %d\n", lockFormat+1), "GEN305", "newer gen"},
		{"not a number", "format: one\n", "GEN304", "gen.lock:1: "},
		{"owner", "format: 1\nfiles:\n  a.go: theirs sha256:aa\n", "GEN304", `unknown owner "theirs"`},
		{"outside", "format: 1\nfiles:\n  ../a.go: gen sha256:aa\n", "GEN304", "not a path inside"},
		{"item without section", "format: 1\n  a: b\n", "GEN304", "gen.lock:2: "},
		{"item without value", "format: 1\nfiles:\n  a.go\n", "GEN304", "gen.lock:3: "},
		{"bad quotes", "format: 1\nfiles:\n  \"a: gen sha256:aa\n", "GEN304", "gen.lock:3: "},
		{"file twice", strings.Replace(good, "files:\n", "files:\n  db/schema.sql: gen sha256:00\n", 1), "GEN304", "db/schema.sql is listed twice"},
		{"conflict", "<<<<<<< ours\nhead: a\n=======\nhead: b\n>>>>>>> theirs\n", "GEN303", "gen.lock:1: "},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := decodeLock([]byte(test.text))
			problems, ok := errors.AsType[Problems](err)
			if !ok || len(problems) != 1 {
				t.Fatalf("got %v", err)
			}
			if problems[0].Code != test.code || !strings.Contains(problems[0].Error(), test.want) {
				t.Errorf("got %s %v, want %s %q", problems[0].Code, err, test.code, test.want)
			}
		})
	}
}

func TestLockEqualIgnoresWhichGen(t *testing.T) {
	a, b := sampleLock(), sampleLock()
	b.Gen, b.Inputs, b.Files[0].Source = "v9", "", "9b"
	if !a.equal(b) {
		t.Error("another version of gen alone is a difference")
	}
	b.Files[1].Sum = "sha256:00"
	if a.equal(b) {
		t.Error("another sum is no difference")
	}
}

func FuzzDecodeLock(f *testing.F) {
	f.Add(sampleLock().encode())
	f.Add([]byte("format: 1\nfiles:\n  \"a\\n: b\": gen x\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		l, err := decodeLock(data)
		if err != nil {
			return
		}
		again, err := decodeLock(l.encode())
		if err != nil || !l.equal(again) {
			t.Errorf("%+v becomes %+v, %v", l, again, err)
		}
	})
}
