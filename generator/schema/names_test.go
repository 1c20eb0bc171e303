package schema

import (
	"os/exec"
	"slices"
	"strings"
	"testing"
)

func TestGoName(t *testing.T) {
	for snake, want := range map[string]string{
		"title": "Title", "id": "ID", "author_id": "AuthorID", "url_path": "URLPath", "ids": "Ids",
		"json_2": "JSON2", "a1_b": "A1B", "type": "Type", "html": "HTML", "published_at": "PublishedAt",
	} {
		if got := GoName(snake); got != want {
			t.Errorf("GoName(%q) = %q, want %q", snake, got, want)
		}
	}
}

// TestRenames shows that sqlc's table of names counts for columns too.
func TestRenames(t *testing.T) {
	a := mustParse(t, "app: blog\nresources: {blog_post: {fields: {title: string}}, person: {fields: {blog_posts: int}}}")
	for snake, want := range map[string]string{"blog_posts": "BlogPost", "people": "Person", "title": "Title"} {
		if got := a.GoName(snake); got != want {
			t.Errorf("GoName(%q) = %q, want %q", snake, got, want)
		}
	}
	if got := a.Renames(); !slices.Equal(got, []Rename{{"blog_posts", "BlogPost"}, {"people", "Person"}}) {
		t.Errorf("Renames = %v", got)
	}
}

// TestResourceNames lists names that work beside those that do not.
func TestResourceNames(t *testing.T) {
	for name, reason := range map[string]string{
		"post": "", "user": "", "order": "", "group": "", "select": "", "status": "", "blog_post": "",
		"test": "", "linux": "", "arm": "", "unix_time": "", "post_unix": "out of the build", "x_amd64": "out of the build",
		"a_test": "for a test", "type": "", "error": "", "handler": "web/handler.go",
		"queries": "functions or types", "new": "functions or types", "max": "functions or types", "open": "functions or types", "db_tx": "", "d_b_t_x": "functions or types",
		"con": "Windows", "template": "", "sqlite_x": "not the application's", "": "empty",
		"übung": "not allowed", strings.Repeat("a", 41): "longer than 40",
	} {
		err := CheckResourceName(name)
		switch {
		case reason == "" && err != nil:
			t.Errorf("%q is refused: %v", name, err)
		case reason != "" && (err == nil || !strings.Contains(err.Message, reason)):
			t.Errorf("%q gives %v, want %q", name, err, reason)
		}
	}
}

func TestAppNames(t *testing.T) {
	for name, sound := range map[string]bool{
		"blog": true, "my-blog": true, "my_blog2": true, "log": false, "net": false, "main": false, "web": false,
		"nul": false, "Blog": false, "-a": false, "a-": false, "": false, "a b": false, "../x": false, "a/b": false,
	} {
		if err := CheckAppName(name); (err == nil) != sound {
			t.Errorf("CheckAppName(%q) = %v", name, err)
		}
	}
}

func TestModules(t *testing.T) {
	for path, sound := range map[string]bool{
		"blog": true, "my-blog": true, "github.com/you/blog": true, "example.com/a/v2": true, "go.dev/x": true,
		"log": false, "net/http": false, "a b": false, "": false, "/a": false, "a//b": false, "std": false, "a/../b": false,
	} {
		if err := CheckModule(path); (err == nil) != sound {
			t.Errorf("CheckModule(%q) = %v", path, err)
		}
	}
}

// TestStandard compares the list of standard packages with the go command's.
// A newer Go may have more of them; then the list wants them too.
func TestStandard(t *testing.T) {
	out, err := exec.Command("go", "list", "std").Output()
	if err != nil {
		t.Fatal(err)
	}
	for path := range strings.FieldsSeq(string(out)) {
		if first, _, _ := strings.Cut(path, "/"); !isStandard(first) {
			t.Errorf("%q is missing", first)
		}
	}
}

func TestPlural(t *testing.T) {
	for one, want := range map[string]string{"post": "posts", "person": "people", "news": "news", "ids": "ids"} {
		if many := Plural(one); many != want {
			t.Errorf("%s: got %s, want %s", one, many, want)
		}
	}
}
