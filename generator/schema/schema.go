// Package schema reads gen.yaml: what an application is made of, and where
// its definition says so.
//
// Parse reports everything that is wrong with a definition, each with line,
// column and a hint. Marshal writes a definition in its one canonical form.
// AddFields, RenameField, RenameResource, RemoveField and RemoveResource change
// the text of one while they keep the rest.
package schema

import (
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// The databases that an application may have.
const (
	SQLite   = "sqlite"
	Postgres = "postgres"
)

// An App is an application as gen.yaml defines it. Everything that gen.yaml
// leaves out has its default here.
type App struct {
	Name      string // "blog"
	Module    string // "github.com/you/blog"
	Database  string // SQLite or Postgres
	NoAPI     bool   // resources have no JSON API, unless they say otherwise
	NoHTML    bool   // resources have no pages, unless they say otherwise
	Resources []*Resource

	positions map[string]Position
}

// A Resource is one thing that the application keeps, such as a post.
type Resource struct {
	Name   string // "post"
	Plural string // "posts": its table, and its part of URLs
	Label  string // the field that selects and headings show, or "" for the id
	Order  Order  // of its lists
	ByUUID bool   // its ids are UUIDs, and not numbers
	BySlug bool   // addresses name its rows by their slugs, and not by their ids
	NoAPI  bool   // it has no JSON API
	NoHTML bool   // it has no pages
	Fields []field.Field
	Unique [][]string // field names that are unique together
	Index  [][]string // field names that have an index together

	Was   string          // its former name, or ""
	Hints map[string]Hint // by field name; those that have none are left out
}

// An Order is how lists are sorted.
type Order struct {
	Column string // a column: "title", or "id", "created_at", "updated_at"
	Desc   bool
}

// String is o as gen.yaml spells it: -created_at.
func (o Order) String() string {
	if o.Desc {
		return "-" + o.Column
	}
	return o.Column
}

// newestFirst is the order of lists unless gen.yaml says otherwise.
var newestFirst = Order{Column: "id", Desc: true}

// A Position is a place in gen.yaml, counted from one. The column counts
// characters.
type Position struct{ Line, Column int }

// Resource finds the resource called name, or gives nil.
func (a *App) Resource(name string) *Resource {
	for _, r := range a.Resources {
		if r.Name == name {
			return r
		}
	}
	return nil
}

// Pos is where gen.yaml defines what path leads to, such as "resources",
// "post", "fields", "title"; or the nearest thing around it.
func (a *App) Pos(path ...string) Position {
	for ; len(path) > 0; path = path[:len(path)-1] {
		if pos, found := a.positions[pathKey(path)]; found {
			return pos
		}
	}
	return Position{Line: 1, Column: 1}
}

func pathKey(path []string) string { return strings.Join(path, "\x00") }

// Field finds r's field called name.
func (r *Resource) Field(name string) (field.Field, bool) {
	for _, f := range r.Fields {
		if f.Name == name {
			return f, true
		}
	}
	return field.Field{}, false
}

// Columns gives the columns of the fields called names. The columns that
// every resource has are their own names.
func (r *Resource) Columns(names []string) []string {
	columns := make([]string, len(names))
	for i, name := range names {
		columns[i] = name
		if f, found := r.Field(name); found {
			columns[i] = f.Column()
		}
	}
	return columns
}

// References lists the fields of r that point at other resources.
func (r *Resource) References() []field.Field {
	var refs []field.Field
	for _, f := range r.Fields {
		if f.Type == field.References {
			refs = append(refs, f)
		}
	}
	return refs
}
