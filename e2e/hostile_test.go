package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// inPost is a definition with one resource, whose fields are lines.
func inPost(lines ...string) string {
	return "app: blog\nresources:\n  post:\n    fields:\n      " + strings.Join(lines, "\n      ") + "\n"
}

// badDefinitions are texts of gen.yaml that are refused: where, why, and with
// which hint.
var badDefinitions = []struct{ name, text, place, message, hint string }{
	{"duplicate key", inPost("title: string", "title: text"), "6:7", `"title" is there twice`, "remove one"},
	{"duplicate key at the top", "app: blog\napp: shop\n", "2:1", `"app" is there twice`, "remove one"},
	{"tab", "app: blog\nresources:\n\tpost:\n", "3:1", "a tab in the indentation", "spaces"},
	{"unknown key", inPost("title: string") + "    lable: title\n", "6:5", `unknown key "lable"`, `did you mean "label"?`},
	{"unknown key at the top", "app: blog\nresorces: {}\n", "2:1", `unknown key "resorces"`, `did you mean "resources"?`},
	{"unknown key of a field", inPost("title: {type: string, optinal: true}"), "5:29", `unknown key "optinal"`, `did you mean "optional"?`},
	{"unknown type", inPost("title: strng"), "5:14", `unknown type "strng"`, `did you mean "string"?`},
	{"unknown modifier", inPost("title: string:optionl"), "5:21", `"optionl"`, `did you mean "optional"?`},
	{"anchor", "app: blog\nresources:\n  post: &p {fields: {title: string}}\n", "3:9", "the anchor &p", "remove it"},
	{"alias", "app: &a blog\nmodule: *a\n", "2:9", "the alias *a", "write it out"},
	{"merge key", "app: blog\nresources:\n  post:\n    <<: {fields: {title: int}}\n", "4:5", "the merge key", "write it out"},
	{"tag", "app: !!binary aGVsbG8=\n", "1:6", "the tag !!binary", "remove it"},
	{"second document", "app: blog\n---\napp: shop\n", "2:1", "a second document", "remove the line"},
	{"null name of a resource", "app: blog\nresources:\n  null: {fields: {title: int}}\n", "3:3", "as nothing", `quote it: "null"`},
	{"null name of a field", inPost("~: string"), "5:7", "as nothing", `quote it: "~"`},
	{"number for a name", inPost("12: string"), "5:7", "as a number", `quote it: "12"`},
	{"no type", inPost("title:"), "5:13", "a type is needed", "title: string"},
	{"no fields", "app: blog\nresources:\n  post: {fields: {}}\n", "3:18", "it has no fields", "fields: {title: string}"},
	{"not indented", "app: blog\nresources:\n  post:\n  fields:\n    title: string\n", "3:8", `"post" is a mapping`, "indented"},
	{"no space after the colon", inPost("title:string"), "5:7", "fields is a mapping", "space after the colon"},
	{"list", "- app\n", "1:1", "the definition is a mapping", "leave out the dashes"},
	{"text", "hello\n", "1:1", "the definition is a mapping", "indented"},
	{"empty", "", "1:1", "the definition is empty", "app: blog"},
	{"huge", inPost("title: string") + "#" + strings.Repeat("x", 2<<20) + "\n", "1:1", "larger than 1 MiB", ""},
	{"deep", "app: blog\nresources: " + strings.Repeat("{a: ", 5000) + strings.Repeat("}", 5000) + "\n", "2:72", "nested too deeply", "write the inner"},
	{"not closed", "app: blog\nresources: {post: {fields: {title: string}\n", "2:1", "did not find expected", "close every bracket"},
	{"quote not closed", "app: \"blog\n", "2:1", "unexpected end", "close every bracket and quote"},
	{"NUL", "app: blog\n#\x00\n", "2:2", "a NUL byte", "remove it"},
	{"not UTF-8", "app: blog\n# \xff\n", "2:3", "invalid UTF-8", "UTF-8"},
	{"UTF-16", "\xff\xfea\x00p\x00p\x00", "1:1", "invalid UTF-8", "UTF-8"},
	{"look-alike letters", "app: blog\nresources:\n  p\u043est: {fields: {title: int}}\n", "3:3", "is not allowed", "lower-case letters"},
	{"hidden characters", inPost("t\u202eitle: string"), "5:7", `t\u202eitle`, "lower-case letters"},
	{"terminal codes", inPost(`"a\x1b[31m": string`), "5:7", `a\x1b[31m`, "lower-case letters"},
	{"database", "app: blog\ndatabase: mysql\n", "2:11", `"mysql"`, "sqlite and postgres"},
	{"application's name", "app: log\n", "1:6", "standard library", "my-blog"},
	{"reference to nothing", inPost("author: references"), "5:7", `no resource "author"`, "the resources are post"},
	{"circle", inPost("note: references") + "  note: {fields: {post: references}}\n", "6:19", "in a circle", "optional"},
	{"name of a column", inPost("id: int"), "5:7", "every resource has it", "another name"},
	{"column of another", inPost("post: references", "post_id: int"), "6:7", `column "post_id"`, "rename one"},
	{"type of a later version", inPost("logo: image"), "5:13", "not available in this version", "the types are"},
}

// What is wrong with a definition is said with its place and a way out, to gen
// new as to gen apply, and nothing is written.
func TestBadDefinitions(t *testing.T) {
	app := newApp(t, "sqlite", inPost("title: string"))
	dir := t.TempDir()
	for _, test := range badDefinitions {
		t.Run(test.name, func(t *testing.T) {
			for _, where := range []struct{ dir, file, prefix string }{
				{app, "gen.yaml", "gen.yaml:"}, {dir, "bad.yaml", "bad.yaml:"},
			} {
				write(t, filepath.Join(where.dir, where.file), test.text)
				before := snapshot(t, where.dir)
				r := genCommand(where.dir, "apply")
				if where.dir == dir {
					r = genCommand(dir, "new", "blog", "--from", "bad.yaml")
				}
				r.wantExit(t, 2)
				r.wantSaid(t, "gen: error: "+where.prefix+test.place+": ", test.message)
				if test.hint != "" {
					r.wantSaid(t, "gen: hint: ", test.hint)
				}
				if r.stdout.Len() > 0 || strings.Contains(r.stderr.String(), "\x1b") {
					t.Errorf("it printed %q and %q", &r.stdout, &r.stderr)
				}
				wantSame(t, before, snapshot(t, where.dir))
			}
		})
	}
}

// What other editors make of a file is no mistake, and is kept.
func TestMarksAndLineEndsAreKept(t *testing.T) {
	const mark = "\ufeff"
	app := newApp(t, "sqlite", mark+strings.ReplaceAll(inPost("title: string  # short"), "\n", "\r\n"))
	write(t, filepath.Join(app, "gen.yaml"), mark+snapshot(t, app)["gen.yaml"])
	want(t, 0, app, gen, "resource", "post", "body:text:optional")
	text := snapshot(t, app)["gen.yaml"]
	for _, part := range []string{"title: string  # short\r\n", "body: text:optional\r\n"} {
		if !strings.Contains(text, part) {
			t.Errorf("gen.yaml has no %q:\n%q", part, text)
		}
	}
	if strings.Count(text, "\n") != strings.Count(text, "\r\n") || strings.Count(text, mark) != 1 || !strings.HasPrefix(text, mark) {
		t.Errorf("its marks and line ends changed:\n%q", text)
	}
	want(t, 0, app, gen, "check")
}

// badLines are commands in an application that are refused.
var badLines = []struct {
	args          []string
	message, hint string
}{
	{[]string{"resource", "post", "title:strng"}, `title:strng: unknown type "strng"`, `did you mean "string"?`},
	{[]string{"resource", "2post", "title"}, `name "2post" is not allowed`, "lower-case letters"},
	{[]string{"resource", "page", "price:decimal10", "2"}, "which the shell took apart", "write decimal:10:2"},
	{[]string{"resource", "page", "price:decimal{10", "2}"}, "which the shell took apart", "write decimal:10:2"},
	{[]string{"resource", "page", "price:decimal:10"}, "digits after the point", "write decimal:10:2"},
	{[]string{"resource", "page", "title:"}, `unknown type ""`, "the types are"},
	{[]string{"resource", "page", ":string"}, "the name is empty", "lower-case letters"},
	{[]string{"resource", "page", ""}, "the name is empty", "lower-case letters"},
	{[]string{"resource", "", "title"}, "the name is empty", "lower-case letters"},
	{[]string{"resource", "page", "title", "title:text"}, `"title" is given twice`, "remove one"},
	{[]string{"resource", "page", "status:enum"}, "1 to 100 values", "enum:draft:published"},
	{[]string{"resource", "page", "open:bool:unique"}, "bool cannot be unique", "leave unique out"},
	{[]string{"resource", "page", "author:references"}, `no resource "author"`, "references:RESOURCE"},
	{[]string{"resource", "page", "post:references:nullify"}, "nullify needs optional", "optional:nullify"},
	{[]string{"resource", "page", "Title"}, `name "Title" is not allowed`, `did you mean "title"?`},
	{[]string{"resource", "page", strings.Repeat("a", 80)}, "is longer than 59 bytes", "shorter"},
	{[]string{"resource", strings.Repeat("a", 80), "title"}, "is longer than 40 bytes", "shorter"},
	{[]string{"resource", "../page", "title"}, `name "../page" is not allowed`, "lower-case letters"},
	{[]string{"resource", "page_test", "title"}, "Go would take page_test.go for a test", "another name"},
	{[]string{"resource", "job_linux", "title"}, `"job_linux"`, "another name"},
	{[]string{"resource", "page", "title", "--dryrun"}, "unknown flag: --dryrun", "did you mean --dry-run?"},
	{[]string{"resource"}, "too few arguments", "gen resource post"},
	{[]string{"aply"}, `unknown command "aply"`, "did you mean gen apply?"},
	{[]string{"apply", "now"}, "too many arguments", "gen apply"},
	{[]string{"new", "shop"}, "inside another application", "go out of it first"},
}

func TestBadCommandLines(t *testing.T) {
	app := newApp(t, "sqlite", inPost("title: string"))
	before := snapshot(t, app)
	for _, test := range badLines {
		r := genCommand(app, test.args...)
		r.wantExit(t, 2)
		r.wantSaid(t, "gen: error: ", test.message, "gen: hint: ", test.hint)
	}
	wantSame(t, before, snapshot(t, app))
}

// gen new refuses what is no place for an application, and leaves it alone.
func TestBadPlaces(t *testing.T) {
	dir := t.TempDir()
	if err := os.MkdirAll(filepath.Join(dir, "full"), 0o755); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "full/notes.txt"), "mine")
	write(t, filepath.Join(dir, "file"), "mine")
	write(t, filepath.Join(dir, "log.yaml"), "app: shop\n")
	before := snapshot(t, dir)
	for _, test := range []struct {
		code    int
		args    []string
		message string
	}{
		{2, []string{"log"}, "standard library"},
		{2, []string{"a/b/net"}, "standard library"},
		{2, []string{"log", "--from", "log.yaml"}, "standard library"},
		{2, []string{"full"}, "not empty"},
		{2, []string{"full/.."}, "not"},
		{1, []string{"file"}, "file"},
		{1, []string{"file/blog"}, "file"},
		{2, []string{""}, "empty"},
		{2, []string{"/"}, `"/"`},
		{2, []string{"Blog"}, `"Blog"`},
		{2, []string{"../my blog"}, `"my blog"`},
		{2, []string{".hidden"}, `".hidden"`},
		{2, []string{"blog", "shop"}, "too many arguments"},
		{2, []string{"blog", "--module", "a b"}, `"a b"`},
		{2, []string{"blog", "--db", "mysql"}, `"mysql"`},
		{2, []string{"blog", "--from", "nothing.yaml"}, "nothing.yaml: no such file"},
		{2, []string{"blog", "--from", "full"}, "full: is a directory"},
		{2, []string{"blog", "--from", "/dev/zero"}, "larger than 1 MiB"},
	} {
		r := genCommand(dir, append([]string{"new"}, test.args...)...)
		r.wantExit(t, test.code)
		r.wantSaid(t, "gen: error: ", test.message)
		wantSame(t, before, snapshot(t, dir))
	}
	if _, err := os.Stat(filepath.Join(dir, "blog")); err == nil {
		t.Error("a folder was made")
	}
}

// An application may stand in any folder, however it is called.
func TestAwkwardFolders(t *testing.T) {
	dir := t.TempDir()
	place := filepath.Join(dir, "ünï cödé", `it's "$x"; %s`, "-C")
	if err := os.MkdirAll(place, 0o755); err != nil {
		t.Fatal(err)
	}
	r := genCommand(filepath.Dir(place), "new", "it's/blog")
	r.wantExit(t, 0)
	if cd := `cd 'it'\''s/blog'`; !strings.Contains(r.stdout.String(), cd) {
		t.Errorf("the next command is not %s:\n%s", cd, &r.stdout)
	}
	genCommand(place, "new", "blog").wantExit(t, 0)
	genCommand(dir, "-C", filepath.Join(place, "blog/web"), "resource", "post", "title", "body:text").wantExit(t, 0)
	genCommand(place, "-C", "blog", "check").wantExit(t, 0)
	want(t, 0, filepath.Join(place, "blog"), "go", "vet", "./...")
}

// Nothing outside the application is written, whatever in it is a link to there.
func TestLinksToOutside(t *testing.T) {
	app := newApp(t, "sqlite", inPost("title: string"))
	for _, path := range []string{
		"gen.yaml", "gen.lock", "go.mod", ".gen", ".gen/base", ".gen/lock", "db", "db/migrations", "db/queries", "db/queries/post.sql",
		"db/schema.sql", "web", "web/routes.go", "web/templates/post", "web/templates/post/show.html", "store", "store/models.go",
	} {
		t.Run(path, func(t *testing.T) {
			dir := copyOf(t, app)
			outside := filepath.Join(t.TempDir(), "outside")
			if err := os.Rename(filepath.Join(dir, path), outside); err != nil {
				t.Fatal(err)
			}
			link(t, outside, filepath.Join(dir, path))
			before := snapshot(t, filepath.Dir(outside))
			r := genCommand(dir, "resource", "post", "subtitle:string:optional")
			r.wantExit(t, 1)
			r.wantSaid(t, "gen: error: "+strings.Split(path, "/")[0])
			wantSame(t, before, snapshot(t, filepath.Dir(outside)))
		})
	}
	for _, path := range []string{".gen/stage", ".gen/undo", ".gen/journal"} {
		t.Run(path, func(t *testing.T) {
			dir, outside := copyOf(t, app), t.TempDir()
			write(t, filepath.Join(outside, "notes.txt"), "mine")
			if err := os.RemoveAll(filepath.Join(dir, path)); err != nil {
				t.Fatal(err)
			}
			link(t, outside, filepath.Join(dir, path))
			before := snapshot(t, outside)
			run(t, dir, gen, "resource", "post", "subtitle:string:optional")
			wantSame(t, before, snapshot(t, outside))
		})
	}
}

func link(t *testing.T, to, at string) {
	t.Helper()
	if err := os.Symlink(to, at); err != nil {
		t.Fatal(err)
	}
}

// gen needs no terminal, no stdin and nobody who reads what it prints.
func TestStreams(t *testing.T) {
	app := newApp(t, "sqlite", "")
	for i, test := range []struct {
		script string
		code   int
		stderr string
	}{
		{`gen resource note title <&-`, 0, ""},
		{`gen resource note body:text:optional >&- 2>&- <&-`, 0, ""},
		{`gen resource note summary:text:optional | true`, 0, ""},
		{`gen resource note rank:int:optional >/dev/full`, 1, "gen: error: everything is written, but the report could not be printed: no space left on device\n"},
		{`gen resource note mark:int:optional --json | true`, 0, ""},
		{`yes | gen resource note more:int:optional -q`, 0, ""},
		{`NO_COLOR=1 gen apply -q`, 0, ""},
	} {
		cmd := exec.Command("sh", "-c", test.script)
		cmd.Dir = app
		cmd.Env = append(os.Environ(), "PATH="+filepath.Dir(gen)+":"+os.Getenv("PATH"))
		var stderr strings.Builder
		cmd.Stderr = &stderr
		if err := cmd.Run(); err != nil && cmd.ProcessState == nil {
			t.Fatal(err)
		}
		if code := cmd.ProcessState.ExitCode(); code != test.code || stderr.String() != test.stderr {
			t.Errorf("%s: exit code %d, stderr %q", test.script, code, &stderr)
		}
		want(t, 0, app, gen, "check")
		if n := len(glob(t, app, "db/migrations/*.sql")); n != min(i+1, 6) {
			t.Errorf("%s: %d migrations", test.script, n)
		}
	}
}
