package main

import (
	_ "embed"
	"html/template"
	"net/http"
	"strconv"
)

//go:embed pages.html
var source string

var pages = template.Must(template.New("").Parse(source))

// A row is a post as pages show it.
type row struct {
	Post   post
	Author string
}

func (s server) list(w http.ResponseWriter, r *http.Request) error {
	page := pageOf(r)
	posts, total, err := s.db.list(r.Context(), perPage, (page-1)*perPage)
	if err != nil {
		return err
	}
	rows, err := s.rows(r, posts)
	if err != nil {
		return err
	}
	authors, err := s.db.authors(r.Context())
	if err != nil {
		return err
	}
	return render(w, "list", struct {
		Rows                   []row
		Authors                []author
		Page, Last, Prev, Next int64
	}{rows, authors, page, (total + perPage - 1) / perPage, page - 1, page + 1})
}

func (s server) show(w http.ResponseWriter, r *http.Request) error {
	p, err := s.find(r)
	if err != nil {
		return err
	}
	rows, err := s.rows(r, []post{p})
	if err != nil {
		return err
	}
	return render(w, "show", rows[0])
}

func (s server) rows(r *http.Request, posts []post) ([]row, error) {
	if len(posts) == 0 {
		return nil, nil
	}
	rows, ids := make([]row, len(posts)), make([]int64, len(posts))
	for i, p := range posts {
		rows[i].Post, ids[i] = p, p.AuthorID
	}
	names, err := s.db.names(r.Context(), ids)
	for i, p := range posts {
		rows[i].Author = names[p.AuthorID]
		if rows[i].Author == "" {
			rows[i].Author = "Author " + strconv.FormatInt(p.AuthorID, 10)
		}
	}
	return rows, err
}

func render(w http.ResponseWriter, name string, data any) error {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	return pages.ExecuteTemplate(w, name, data)
}
