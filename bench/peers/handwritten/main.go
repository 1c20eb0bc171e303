// Command handwritten is what somebody who knows Go well might write for the
// posts of posts.yaml: net/http, pgx or modernc's SQLite, html/template, a log
// line for each request, and nothing that can be left out. It counts exactly on
// each list. gen's applications are measured against it.
//
//	DATABASE_URL=postgres://… ADDR=localhost:8081 handwritten
//	DATABASE_URL=blog.db ADDR=localhost:8081 handwritten
//
// The database is one that an application of posts.yaml has migrated.
package main

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"log/slog"
	"net/http"
	"os"
	"strconv"
	"strings"
	"time"
)

// A post is a row, and its JSON.
type post struct {
	ID          int64     `json:"id"`
	Title       string    `json:"title"`
	AuthorID    int64     `json:"author_id"`
	Body        string    `json:"body"`
	Status      string    `json:"status"`
	Views       int64     `json:"views"`
	PublishedAt time.Time `json:"published_at"`
	CreatedAt   time.Time `json:"created_at"`
	UpdatedAt   time.Time `json:"updated_at"`
}

func (p *post) columns() []any {
	return []any{&p.ID, &p.Title, &p.AuthorID, &p.Body, &p.Status, &p.Views, &p.PublishedAt, &p.CreatedAt, &p.UpdatedAt}
}

// An author is what a select offers.
type author struct {
	ID   int64
	Name string
}

// A database is PostgreSQL or SQLite.
type database interface {
	list(ctx context.Context, limit, offset int64) ([]post, int64, error)
	get(ctx context.Context, id int64) (post, error)
	create(ctx context.Context, p *post) error
	names(ctx context.Context, ids []int64) (map[int64]string, error)
	authors(ctx context.Context) ([]author, error)
}

type server struct{ db database }

func main() {
	if err := run(context.Background(), os.Getenv("ADDR"), os.Getenv("DATABASE_URL")); err != nil {
		slog.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, addr, url string) error {
	open := openSQLite
	if strings.HasPrefix(url, "postgres") {
		open = openPostgres
	}
	db, err := open(ctx, url)
	if err != nil {
		return err
	}
	s := server{db}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /api/v1/posts", logged(s.listJSON))
	mux.HandleFunc("GET /api/v1/posts/{id}", logged(s.showJSON))
	mux.HandleFunc("POST /api/v1/posts", logged(s.createJSON))
	mux.HandleFunc("GET /posts", logged(s.list))
	mux.HandleFunc("GET /posts/{id}", logged(s.show))
	return http.ListenAndServe(addr, mux)
}

// logged writes a line for each request, and answers errors.
func logged(h func(http.ResponseWriter, *http.Request) error) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		start, status := time.Now(), http.StatusOK
		if err := h(w, r); err != nil {
			status = http.StatusInternalServerError
			if errors.Is(err, sql.ErrNoRows) {
				status = http.StatusNotFound
			}
			http.Error(w, http.StatusText(status), status)
		}
		slog.Info("request", "method", r.Method, "path", r.URL.Path, "status", status, "took", time.Since(start))
	}
}

const perPage = 20

func (s server) listJSON(w http.ResponseWriter, r *http.Request) error {
	page := pageOf(r)
	posts, total, err := s.db.list(r.Context(), perPage, (page-1)*perPage)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, struct {
		Items   []post `json:"items"`
		Total   int64  `json:"total"`
		Page    int64  `json:"page"`
		PerPage int64  `json:"per_page"`
	}{posts, total, page, perPage})
}

func (s server) showJSON(w http.ResponseWriter, r *http.Request) error {
	p, err := s.find(r)
	if err != nil {
		return err
	}
	return writeJSON(w, http.StatusOK, p)
}

func (s server) createJSON(w http.ResponseWriter, r *http.Request) error {
	p := post{Status: "draft", PublishedAt: time.Now().UTC()}
	if err := json.NewDecoder(http.MaxBytesReader(w, r.Body, 1<<20)).Decode(&p); err != nil {
		return err
	}
	if p.Title == "" || len(p.Title) > 120 || p.Body == "" {
		http.Error(w, "wrong", http.StatusUnprocessableEntity)
		return nil
	}
	p.CreatedAt = time.Now().UTC().Truncate(time.Microsecond)
	p.UpdatedAt = p.CreatedAt
	if err := s.db.create(r.Context(), &p); err != nil {
		return err
	}
	w.Header().Set("Location", "/api/v1/posts/"+strconv.FormatInt(p.ID, 10))
	return writeJSON(w, http.StatusCreated, p)
}

func (s server) find(r *http.Request) (post, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil {
		return post{}, sql.ErrNoRows
	}
	return s.db.get(r.Context(), id)
}

func pageOf(r *http.Request) int64 {
	page, err := strconv.ParseInt(r.URL.Query().Get("page"), 10, 64)
	if err != nil || page < 1 {
		return 1
	}
	return page
}

func writeJSON(w http.ResponseWriter, status int, v any) error {
	w.Header().Set("Content-Type", "application/json")
	w.WriteHeader(status)
	return json.NewEncoder(w).Encode(v)
}
