package diff

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
)

// CreateSearch makes the rows of a table findable by the words in its columns
// Search, also those that are there already.
type CreateSearch struct {
	Table Table
}

// DropSearch takes away what CreateSearch made. No value is lost.
type DropSearch struct {
	Table Table
}

func (c CreateSearch) table() string { return c.Table.Name }
func (c DropSearch) table() string   { return c.Table.Name }

// searched lists the columns of t whose words can be found.
func searched(t Table) []string {
	var names []string
	for _, c := range t.Columns {
		if c.Field.Search {
			names = append(names, c.Name)
		}
	}
	return names
}

// searchNames are what the search of t takes of the names in a database:
// SQLite keeps it in tables, one of which knows all words.
func searchNames(t Table) []string {
	if len(t.Search) == 0 {
		return nil
	}
	names := []string{Name(t.Name, "gin", "search")}
	for _, part := range []string{"", "_config", "_data", "_docsize", "_idx", "_words"} {
		names = append(names, t.Name+"_search"+part)
	}
	return names
}

// searched lists the columns of p that can be searched from now on.
func (p *pair) searched() []string {
	var names []string
	for _, column := range p.old.Columns {
		if f, stays := p.fields[column.Field.Name]; stays && !column.Own() && f.Search {
			names = append(names, f.Column())
		}
	}
	for _, f := range p.added {
		if f.Search {
			names = append(names, f.Column())
		}
	}
	return names
}

// unsearch drops the search of p's table before anything else changes in it,
// unless it can stay.
func (c *comparison) unsearch(p *pair) {
	if len(p.old.Search) == 0 || c.keepsSearch(p) {
		return
	}
	c.unsearched = append(c.unsearched, DropSearch{p.old})
	p.now.Search = nil
}

// search creates the search of p's table once all else is done, unless it is
// there.
func (c *comparison) search(t Table, there []string) {
	if t.Search = searched(t); len(t.Search) > 0 && len(there) == 0 {
		c.searched = append(c.searched, CreateSearch{t})
	}
}

// keepsSearch reports whether the search of p's table is as it has to be, and
// not in the way of a change.
func (c *comparison) keepsSearch(p *pair) bool {
	return p.old.Name == p.resource.Plural && slices.Equal(p.old.Search, p.searched()) &&
		!slices.ContainsFunc(p.old.Columns, func(column Column) bool { return c.disturbs(p, column) })
}

// disturbs reports whether what becomes of column changes what is found, or
// makes SQLite rebuild the table.
func (c *comparison) disturbs(p *pair, column Column) bool {
	f, stays := p.fields[column.Field.Name]
	if !stays || column.Own() {
		return false
	}
	if slices.Contains(p.old.Search, column.Name) {
		return differs(column, c.column(p.resource, f))
	}
	was := column.Field
	return was.Type != f.Type || was.Precision != f.Precision || was.Scale != f.Scale ||
		was.OnDelete != f.OnDelete || f.Type == field.References && c.resources[was.Resource] != f.Resource
}
