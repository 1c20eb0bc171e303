package merge

import (
	"slices"
	"strings"
	"testing"
)

var toArticle = Renaming{
	Idents: map[string]string{"post": "article", "posts": "articles", "GetPost": "GetArticle", "showPost": "showArticle", "listPosts": "listArticles", "Title": "Headline"},
	Names:  map[string]string{"post": "article", "posts": "articles", "author_id": "writer_id", "title": "headline"},
	Paths:  map[string]string{"/posts": "/articles", "/posts/all": "/all-articles"},
}

// TestRenamingOwnLines renames in lines that only the person wrote.
func TestRenamingOwnLines(t *testing.T) {
	for _, test := range []struct{ path, line, want string }{
		{"a.go", `	post, err := app.db.GetPost(id)`, `	article, err := app.db.GetArticle(id)`},
		{"a.go", `	x := post.Title + poster.TitleCase + Titles`, `	x := article.Headline + poster.TitleCase + Titles`},
		{"a.go", `	// GetPost loads posts from /posts.`, `	// GetPost loads posts from /posts.`},
		{"a.go", `	f("title") // the title`, `	f("headline") // the title`},
		{"a.go", `	f("the title", "subtitle", "title case", "Title")`, `	f("the title", "subtitle", "title case", "Title")`},
		{"a.go", `	m.page("GET /posts/archive", app.archive)`, `	m.page("GET /articles/archive", app.archive)`},
		{"a.go", `	m.page("GET /posts-archive/x", app.archive)`, `	m.page("GET /posts-archive/x", app.archive)`},
		{"a.go", `	get("/posts", "/api/v1/posts?x=1", "/posts/{id}", "/posts/all")`, `	get("/articles", "/api/v1/articles?x=1", "/articles/{id}", "/all-articles")`},
		{"a.go", "	render(`post/show`, \"post/title\", \"a post/title\")", "	render(`article/show`, \"article/headline\", \"a post/title\")"},
		{"a.html", `<p title="title">The title of posts</p>`, `<p title="title">The title of posts</p>`},
		{"a.html", `<a href="/posts/new">{{ .Title }}</a>`, `<a href="/articles/new">{{ .Headline }}</a>`},
		{"a.html", `<a href="https://example.com/posts">posts</a>`, `<a href="https://example.com/posts">posts</a>`},
		{"a.html", `<input id="author_id" name='author_id' aria-describedby="author_id-error" class="author_id">`, `<input id="writer_id" name='writer_id' aria-describedby="writer_id-error" class="author_id">`},
		{"a.html", `{{ with $.Errors.author_id }}{{ range $post := .Posts }}{{ $post.Title }}{{ end }}{{ end }}`, `{{ with $.Errors.writer_id }}{{ range $article := .Posts }}{{ $article.Headline }}{{ end }}{{ end }}`},
		{"a.html", `{{ if eq .Name "title" "sub title" }}{{ template "post/fields" . }}{{ post }}{{ end }}`, `{{ if eq .Name "headline" "sub title" }}{{ template "article/fields" . }}{{ post }}{{ end }}`},
		{"a.html", `{{/* .Title */}}<a hx-get="/posts/{{ .ID }}" href="#title">`, `{{/* .Title */}}<a hx-get="/articles/{{ .ID }}" href="#headline">`},
		{"a.sql", `SELECT title, "author_id", subtitle, 'title' FROM posts -- posts`, `SELECT headline, "writer_id", subtitle, 'title' FROM articles -- posts`},
		{"a.md", "See /posts, the title of posts, /postscript.", "See /articles, the title of posts, /postscript."},
	} {
		_, got, lines := toArticle.Apply(test.path, nil, []byte(test.line+"\n"))
		if string(got) != test.want+"\n" {
			t.Errorf("%s: got  %s\nwant %s", test.path, got, test.want)
		}
		if changed := test.line != test.want; changed != slices.Equal(lines, []int{1}) {
			t.Errorf("%s: lines are %v for %s", test.path, lines, test.line)
		}
	}
}

// TestRenamingBase renames every whole name in what gen emitted.
func TestRenamingBase(t *testing.T) {
	const base = "// showPost answers GET /posts/{id} with a post's title, not its subtitle.\n\tpost.Title = postTitle // posts: author_id-error, /postscript\n"
	const want = "// showArticle answers GET /articles/{id} with a article's headline, not its subtitle.\n\tarticle.Headline = postTitle // articles: writer_id-error, /postscript\n"
	got, yours, lines := toArticle.Apply("a.txt", []byte(base), []byte(base))
	if string(got) != want || string(yours) != want || len(lines) > 0 {
		t.Errorf("base is %s and yours is %s, want %s; lines %v", got, yours, want, lines)
	}
}

// TestRenamingSwaps exchanges two names.
func TestRenamingSwaps(t *testing.T) {
	swap := Renaming{Names: map[string]string{"first": "last", "last": "first"}}
	if got, _, _ := swap.Apply("a.sql", []byte("first last\n"), nil); string(got) != "last first\n" {
		t.Errorf("got %q", got)
	}
}

// TestRenamingKeepsTheStyle renames in a file with CRLF, a byte order mark and
// no newline at the end, also in a function that moved.
func TestRenamingKeepsTheStyle(t *testing.T) {
	base := "package web\n\n// showPost shows a post.\nfunc showPost() {\n\tshow(post)\n}\n\n// listPosts lists posts.\nfunc listPosts() {\n}\n"
	yours := "\ufeffpackage web\r\n\r\n// listPosts lists posts.\nfunc listPosts() {\r\n\t// all posts\r\n\tlog(posts)\r\n}\r\n\r\n// showPost shows a post.\r\nfunc showPost() {\r\n\tshow(post)\r\n}"
	want := "\ufeffpackage web\r\n\r\n// listArticles lists articles.\nfunc listArticles() {\r\n\t// all posts\r\n\tlog(articles)\r\n}\r\n\r\n// showArticle shows a article.\r\nfunc showArticle() {\r\n\tshow(article)\r\n}"
	_, got, lines := toArticle.Apply("post.go", []byte(base), []byte(yours))
	if string(got) != want {
		t.Errorf("got  %q\nwant %q", got, want)
	}
	if !slices.Equal(lines, []int{6}) {
		t.Errorf("lines are %v, want the 6th", lines)
	}
}

// TestRenamedResource takes a person's edits through a renamed resource.
func TestRenamedResource(t *testing.T) {
	base := "package web\n\n// showPost answers GET /posts/{id}.\nfunc (app *App) showPost(r *Request) error {\n\tpost, err := app.db.GetPost(idOf(r))\n\tif err != nil {\n\t\treturn err\n\t}\n\treturn app.render(\"post/show\", post)\n}\n"
	generated := strings.NewReplacer("showPost", "showArticle", "GetPost", "GetArticle", "/posts", "/articles", "post", "article").Replace(base)
	yours := strings.Replace(base, "\treturn app.render", "\tlog(\"seen\", post.Title) // our own post\n\treturn app.render", 1)
	b, y, lines := toArticle.Apply("web/article.go", []byte(base), []byte(yours))
	result := File("web/article.go", b, y, []byte(generated), Options{})
	want := strings.Replace(generated, "\treturn app.render", "\tlog(\"seen\", article.Headline) // our own post\n\treturn app.render", 1)
	wantText(t, "web/article.go", want, result.Text)
	if len(result.Conflicts)+len(result.Notes) > 0 || !slices.Equal(lines, []int{9}) {
		t.Errorf("conflicts %v, notes %v, lines %v", result.Conflicts, result.Notes, lines)
	}
}

// FuzzApply renames in anything. Without names nothing changes, and lines stay
// lines.
func FuzzApply(f *testing.F) {
	f.Add(0, []byte("package a\nvar post = \"/posts\"\n"), []byte("package a\nvar post = `/posts"))
	f.Add(1, []byte("{{ define \"a\" }}\n"), []byte("<a href='/posts'>{{ .Title \"post\\\" }}"))
	f.Add(3, []byte(nil), []byte("\ufeffSELECT 'posts /* -- posts\r\n\"posts\""))
	f.Add(3, []byte("\ufeff"), []byte("post"))
	f.Add(4, []byte("/posts"), []byte("\xff/posts/\n/posts\xff"))
	f.Fuzz(func(t *testing.T, form int, base, yours []byte) {
		path := lawPaths[uint(form)%uint(len(lawPaths))]
		if b, y, lines := (Renaming{}).Apply(path, base, yours); string(b) != string(base) || string(y) != string(yours) || len(lines) > 0 {
			t.Errorf("nothing is renamed: got %q and %q, lines %v", b, y, lines)
		}
		b, y, lines := toArticle.Apply(path, base, yours)
		if strings.Count(string(b), "\n") != strings.Count(string(base), "\n") || strings.Count(string(y), "\n") != strings.Count(string(yours), "\n") {
			t.Errorf("got %q and %q, with other lines than %q and %q", b, y, base, yours)
		}
		if n := len(lines); n > 0 && (lines[0] < 1 || lines[n-1] > strings.Count(string(y), "\n")+1) {
			t.Errorf("lines %v are not in %q", lines, y)
		}
	})
}
