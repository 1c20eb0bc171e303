// Package diff compares the schema that an application's migrations make with
// the one that gen.yaml asks for, and says what has to change.
//
// A State is what gen.lock keeps between two runs. Changes takes it and a
// definition, and gives the next State with the list of changes between them;
// package dialect spells these as SQL. A difference that only a person can
// decide is a Decision, and then nothing changes.
package diff

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// A State is the schema of a database: what the migrations so far add up to.
type State struct {
	Database string  // schema.SQLite or schema.Postgres; "" before the first run
	Tables   []Table // in the order in which they were created
}

// Table finds the table of the resource called resource.
func (s State) Table(resource string) (Table, bool) {
	i := slices.IndexFunc(s.Tables, func(t Table) bool { return t.Resource == resource })
	if i < 0 {
		return Table{}, false
	}
	return s.Tables[i], true
}

// A Table keeps the rows of one resource, or what a field has many of.
type Table struct {
	Name     string   // "posts"
	Resource string   // "post"
	Was      string   // the former name that gen.yaml declares, or ""
	Columns  []Column // in physical order: a later one comes last
	Indexes  []Index  // sorted by name
	Search   []string // columns whose words can be found, in physical order
}

// Column finds the column called name.
func (t Table) Column(name string) (Column, bool) {
	i := slices.IndexFunc(t.Columns, func(c Column) bool { return c.Name == name })
	if i < 0 {
		return Column{}, false
	}
	return t.Columns[i], true
}

// IsJoin reports whether t keeps what a field has many of, and not the rows of
// a resource. Resource then is the field: "post.tags". Its two columns are its
// primary key.
func (t Table) IsJoin() bool { return isJoin(t.Resource) }

func isJoin(resource string) bool { return strings.Contains(resource, ".") }

// ByUUID reports whether t's ids are UUIDs, and not numbers.
func (t Table) ByUUID() bool {
	id, _ := t.Column(ID)
	return id.Field.ByUUID
}

// hasAll reports whether t has all columns.
func hasAll(t Table, columns []string) bool {
	return !slices.ContainsFunc(columns, func(name string) bool {
		_, found := t.Column(name)
		return !found
	})
}

// A Column is one column of a Table: a field's, or one of the three that every
// table of a resource has.
type Column struct {
	Name       string      // "author_id"
	Field      field.Field // "author"; without a Type for id, created_at and updated_at
	References string      // the table that it points at, or ""
	Was        string      // the field's former name that gen.yaml declares, or ""
}

// The columns that every table of a resource has.
const (
	ID        = "id"
	CreatedAt = "created_at"
	UpdatedAt = "updated_at"
)

// Own reports whether c is a column of gen's own: ID, CreatedAt or UpdatedAt.
func (c Column) Own() bool { return c.Field.Type == nil }

// Required reports whether c never holds NULL.
func (c Column) Required() bool { return c.Own() || !c.Field.Optional }

// An Index is an index of a Table. Unique fields and lists have one as well.
type Index struct {
	Name    string
	Columns []string
	Unique  bool
}
