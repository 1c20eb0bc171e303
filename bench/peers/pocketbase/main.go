// Command pocketbase answers for the posts of posts.yaml with PocketBase: its
// own API of records, and pages by its own routes and templates. It runs where
// its folder views is.
package main

import (
	"log"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"github.com/pocketbase/dbx"
	"github.com/pocketbase/pocketbase"
	"github.com/pocketbase/pocketbase/core"
	"github.com/pocketbase/pocketbase/tools/template"
	"github.com/pocketbase/pocketbase/tools/types"
)

func main() {
	app := pocketbase.NewWithConfig(pocketbase.Config{
		DefaultDataDir:   os.Getenv("DATABASE_URL"), // a folder
		DataMaxOpenConns: max(2, runtime.NumCPU()),
		DataMaxIdleConns: max(2, runtime.NumCPU()),
		DBConnect:        connect,
	})
	app.OnServe().BindFunc(func(e *core.ServeEvent) error {
		e.InstallerFunc = nil // nobody signs in
		if err := createCollections(app); err != nil {
			return err
		}
		p := pages{app, template.NewRegistry()}
		e.Router.GET("/posts", p.list)
		e.Router.GET("/posts/{id}", p.show)
		return e.Next()
	})
	app.OnRecordCreate("posts").BindFunc(setDefaults)
	app.RootCmd.SetArgs([]string{"serve", "--http", os.Getenv("ADDR")})
	if err := app.Start(); err != nil {
		log.Fatal(err)
	}
}

// connect opens the rows as PocketBase does, but so that none is lost when the
// power fails. Its log may lose some.
func connect(file string) (*dbx.DB, error) {
	if filepath.Base(file) != "data.db" {
		return core.DefaultDBConnect(file)
	}
	return dbx.Open("sqlite", file+"?_pragma=busy_timeout(10000)&_pragma=journal_mode(WAL)&_pragma=journal_size_limit(200000000)"+
		"&_pragma=synchronous(FULL)&_pragma=foreign_keys(ON)&_pragma=temp_store(MEMORY)&_pragma=cache_size(-32000)")
}

// createCollections makes the tables of an empty database. Clients may choose
// short ids, so that rows can be numbered.
func createCollections(app core.App) error {
	if _, err := app.FindCollectionByNameOrId("posts"); err == nil {
		return nil
	}
	authors := public("authors", &core.TextField{Name: "name", Required: true, Max: 80})
	if err := app.Save(authors); err != nil {
		return err
	}
	return app.Save(public("posts",
		&core.TextField{Name: "title", Required: true, Max: 120},
		&core.RelationField{Name: "author_id", Required: true, CollectionId: authors.Id, MaxSelect: 1},
		&core.TextField{Name: "body", Required: true, Max: 1 << 20},
		&core.SelectField{Name: "status", Required: true, MaxSelect: 1, Values: []string{"draft", "published", "archived"}},
		&core.NumberField{Name: "views", OnlyInt: true},
		&core.DateField{Name: "published_at"},
	))
}

func public(name string, fields ...core.Field) *core.Collection {
	c := core.NewBaseCollection(name)
	c.ListRule, c.ViewRule, c.CreateRule = types.Pointer(""), types.Pointer(""), types.Pointer("")
	c.Fields.GetByName("id").(*core.TextField).Min = 1
	c.Fields.Add(fields...)
	c.Fields.Add(
		&core.AutodateField{Name: "created_at", OnCreate: true},
		&core.AutodateField{Name: "updated_at", OnCreate: true, OnUpdate: true},
	)
	return c
}

func setDefaults(e *core.RecordEvent) error {
	if e.Record.GetString("status") == "" {
		e.Record.Set("status", "draft")
	}
	if e.Record.GetDateTime("published_at").IsZero() {
		e.Record.Set("published_at", types.NowDateTime())
	}
	return e.Next()
}

type pages struct {
	app      core.App
	registry *template.Registry
}

const perPage = 20

func (p pages) list(e *core.RequestEvent) error {
	page := 1
	if n, err := strconv.Atoi(e.Request.URL.Query().Get("page")); err == nil && n > 0 {
		page = n
	}
	total, err := p.app.CountRecords("posts")
	if err != nil {
		return err
	}
	posts, err := p.app.FindRecordsByFilter("posts", "", "-@rowid", perPage, (page-1)*perPage)
	if err != nil {
		return err
	}
	for _, err := range p.app.ExpandRecords(posts, []string{"author_id"}, nil) {
		return err
	}
	authors, err := p.app.FindRecordsByFilter("authors", "", "name,id", 100, 0)
	if err != nil {
		return err
	}
	last := int(total+perPage-1) / perPage
	return p.render(e, "list.html", map[string]any{
		"Posts": posts, "Authors": authors, "Title": "Posts", "Page": page, "Last": last, "Prev": page - 1, "Next": page + 1,
	})
}

func (p pages) show(e *core.RequestEvent) error {
	post, err := p.app.FindRecordById("posts", e.Request.PathValue("id"))
	if err != nil {
		return e.NotFoundError("", err)
	}
	for _, err := range p.app.ExpandRecord(post, []string{"author_id"}, nil) {
		return err
	}
	return p.render(e, "show.html", map[string]any{"Post": post, "Title": post.GetString("title")})
}

func (p pages) render(e *core.RequestEvent, name string, data any) error {
	html, err := p.registry.LoadFiles("views/layout.html", "views/"+name).Render(data)
	if err != nil {
		return err
	}
	return e.HTML(http.StatusOK, html)
}
