package web

import (
	"crypto/sha256"
	"embed"
	"fmt"
	"html/template"
	"io/fs"
	"net/http"
	"net/url"
	"path"
	"strings"
	"sync"
)

//go:embed static
var static embed.FS

//go:embed templates
var templates embed.FS

// pages holds the parsed templates by name: "post/index" is the file
// templates/post/index.html inside templates/layout.html.
type pages map[string]*template.Template

// parsePages parses the templates, once: tests make many an App.
var parsePages = sync.OnceValue(func() pages {
	layout := template.New("").Funcs(template.FuncMap{"asset": asset, "isTrue": isTrue}).Funcs(markup)
	template.Must(layout.ParseFS(templates, "templates/layout.html"))
	parsed := pages{}
	for _, pattern := range []string{"templates/*.html", "templates/*/*.html"} {
		files, err := fs.Glob(templates, pattern)
		if err != nil {
			panic(err) // the pattern is malformed
		}
		for _, file := range files {
			name := strings.TrimSuffix(strings.TrimPrefix(file, "templates/"), ".html")
			parsed[name] = template.Must(parsePage(template.Must(layout.Clone()), file))
		}
	}
	return parsed
})

// parsePage adds a page to a layout and, if its folder has them, the form
// fields that its pages share.
func parsePage(layout *template.Template, file string) (*template.Template, error) {
	shared, err := fs.Glob(templates, path.Dir(file)+"/fields.html")
	if err != nil {
		return nil, err
	}
	return layout.ParseFS(templates, append(shared, file)...)
}

// A frame is what the layout shows around a page.
type frame struct {
	Notice string // what was just done
	Nav    []link
	Page   any // what the page itself shows
}

// A link leads to a page.
type link struct {
	Label, URL string
}

// render writes a page. It runs the template before it sends anything, so a
// failing template gives an error and not half a page.
func (app *App) render(w http.ResponseWriter, r *http.Request, status int, name string, page any) error {
	t, ok := app.pages[name]
	if !ok {
		return fmt.Errorf("no template %q", name)
	}
	buf := newBuffer()
	defer buffers.Put(buf)
	if err := t.ExecuteTemplate(buf, "layout.html", frame{app.takeNotice(w, r), navigation, page}); err != nil {
		return err
	}
	return writeBody(w, status, "text/html; charset=utf-8", buf.Bytes())
}

// takeNotice returns the message that the page before left, once.
func (app *App) takeNotice(w http.ResponseWriter, r *http.Request) string {
	cookie, err := r.Cookie("notice")
	if err != nil {
		return ""
	}
	app.setNotice(w, "", -1)
	notice, err := url.QueryUnescape(cookie.Value)
	if err != nil {
		return ""
	}
	return notice
}

func (app *App) setNotice(w http.ResponseWriter, value string, seconds int) {
	http.SetCookie(w, &http.Cookie{
		Name: "notice", Value: value, Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: app.production, SameSite: http.SameSiteLaxMode,
	})
}

// assetHashes tells the versions of the files in static apart.
var assetHashes = hashAssets()

func hashAssets() map[string]string {
	hashes := map[string]string{}
	err := fs.WalkDir(static, "static", func(file string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := static.ReadFile(file)
		hashes[strings.TrimPrefix(file, "static/")] = fmt.Sprintf("%x", sha256.Sum256(data))[:12]
		return err
	})
	if err != nil {
		panic(err) // the files are inside the program
	}
	return hashes
}

// asset is the address of a file in static. It changes with the file, so
// browsers may keep what they got.
func asset(name string) string { return "/static/" + name + "?v=" + assetHashes[name] }

// serveStatic answers GET /static/ with the files in static.
func serveStatic(w http.ResponseWriter, r *http.Request) error {
	name := strings.TrimPrefix(r.URL.Path, "/static/")
	hash, ok := assetHashes[name]
	if !ok {
		return errNotFound
	}
	if r.URL.Query().Get("v") == hash {
		w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	}
	http.ServeFileFS(w, r, static, "static/"+name)
	return nil
}

// isTrue is for optional values: templates take a pointer to false for true.
func isTrue(b *bool) bool { return b != nil && *b }
