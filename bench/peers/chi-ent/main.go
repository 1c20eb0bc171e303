// Command chi-ent answers for the posts of posts.yaml with chi and Ent, as
// their documentation has it. Ent's own code is made by go generate ./ent.
package main

import (
	"context"
	"database/sql"
	_ "embed"
	"encoding/json"
	"fmt"
	"html/template"
	"log"
	"net/http"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"

	"entgo.io/ent/dialect"
	entsql "entgo.io/ent/dialect/sql"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	_ "github.com/jackc/pgx/v5/stdlib" // the driver of PostgreSQL
	_ "github.com/mattn/go-sqlite3"    // the driver of SQLite

	"chi-ent/ent"
	"chi-ent/ent/author"
	"chi-ent/ent/post"
)

const perPage = 20

//go:embed pages.html
var source string

var pages = template.Must(template.New("").Parse(source))

func main() {
	client, err := open(os.Getenv("DATABASE_URL"))
	if err != nil {
		log.Fatal(err)
	}
	s := server{client}
	r := chi.NewRouter()
	r.Use(middleware.RequestID, middleware.Logger, middleware.Recoverer)
	r.Get("/api/v1/posts", answer(s.listJSON))
	r.Get("/api/v1/posts/{id}", answer(s.showJSON))
	r.Post("/api/v1/posts", answer(s.createJSON))
	r.Get("/posts", answer(s.list))
	r.Get("/posts/{id}", answer(s.show))
	log.Fatal(http.ListenAndServe(os.Getenv("ADDR"), r))
}

// open uses the drivers that Ent's documentation does.
func open(url string) (*ent.Client, error) {
	name, driver, connections := dialect.Postgres, "pgx", 10
	if !strings.HasPrefix(url, "postgres") {
		name, driver, connections = dialect.SQLite, "sqlite3", max(2, runtime.NumCPU())
		url = "file:" + url + "?_journal_mode=WAL&_synchronous=FULL&_busy_timeout=5000&_fk=1&_txlock=immediate"
	}
	db, err := sql.Open(driver, url)
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(connections)
	db.SetMaxIdleConns(connections)
	return ent.NewClient(ent.Driver(entsql.OpenDB(name, db))), nil
}

// answer turns errors into answers.
func answer(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		err := h(w, r)
		switch {
		case err == nil:
		case ent.IsNotFound(err):
			http.Error(w, "not found", http.StatusNotFound)
		case ent.IsValidationError(err), ent.IsConstraintError(err):
			http.Error(w, err.Error(), http.StatusUnprocessableEntity)
		default:
			log.Print(err)
			http.Error(w, "internal server error", http.StatusInternalServerError)
		}
	}
}

type server struct{ db *ent.Client }

// A page is what a list shows.
type page struct {
	Posts            []*ent.Post
	Total            int
	Authors          []*ent.Author
	Page, Prev, Next int
	Last             int
}

func (s server) page(ctx context.Context, posts *ent.PostQuery, r *http.Request) (p page, err error) {
	p.Page = 1
	if n, err := strconv.Atoi(r.URL.Query().Get("page")); err == nil && n > 0 {
		p.Page = n
	}
	if p.Total, err = s.db.Post.Query().Count(ctx); err != nil {
		return p, err
	}
	p.Posts, err = posts.Order(ent.Desc(post.FieldID)).Limit(perPage).Offset((p.Page - 1) * perPage).All(ctx)
	p.Prev, p.Next, p.Last = p.Page-1, p.Page+1, (p.Total+perPage-1)/perPage
	return p, err
}

func (s server) listJSON(w http.ResponseWriter, r *http.Request) error {
	p, err := s.page(r.Context(), s.db.Post.Query(), r)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, map[string]any{"items": p.Posts, "total": p.Total, "page": p.Page, "per_page": perPage})
}

func (s server) showJSON(w http.ResponseWriter, r *http.Request) error {
	id, _ := strconv.ParseInt(chi.URLParam(r, "id"), 10, 64) // none has id 0
	p, err := s.db.Post.Get(r.Context(), id)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, p)
}

// An input is what a client may send.
type input struct {
	Title       string       `json:"title"`
	AuthorID    int64        `json:"author_id"`
	Body        string       `json:"body"`
	Status      *post.Status `json:"status"`
	Views       int64        `json:"views"`
	PublishedAt *time.Time   `json:"published_at"`
}

func (s server) createJSON(w http.ResponseWriter, r *http.Request) error {
	var in input
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&in); err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return nil
	}
	p, err := s.db.Post.Create().SetTitle(in.Title).SetAuthorID(in.AuthorID).SetBody(in.Body).
		SetNillableStatus(in.Status).SetViews(in.Views).SetNillablePublishedAt(in.PublishedAt).Save(r.Context())
	if err != nil {
		return err
	}
	w.Header().Set("Location", fmt.Sprint("/api/v1/posts/", p.ID))
	return writeJSON(w, http.StatusCreated, p)
}

func (s server) list(w http.ResponseWriter, r *http.Request) error {
	p, err := s.page(r.Context(), s.db.Post.Query().WithAuthor(), r)
	if err != nil {
		return err
	}
	p.Authors, err = s.db.Author.Query().Order(ent.Asc(author.FieldName, author.FieldID)).Limit(100).All(r.Context())
	if err != nil {
		return err
	}
	return render(w, "list", p)
}

func (s server) show(w http.ResponseWriter, r *http.Request) error {
	id, _ := strconv.ParseInt(chi.URLParam(r, "id"), 10, 64) // none has id 0
	p, err := s.db.Post.Query().Where(post.ID(id)).WithAuthor().Only(r.Context())
	if err != nil {
		return err
	}
	return render(w, "show", p)
}

func render(w http.ResponseWriter, name string, data any) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return pages.ExecuteTemplate(w, name, data)
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}
