package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// Allow names what a person agreed to lose: resources as "post", fields as
// "post.body".
type Allow struct {
	Drop  []string // tables and columns that may go, with what is in them
	Lossy []string // columns whose values a cast may change, such as by rounding
}

// Changes gives the schema that app asks for, and the changes that lead to it
// from the one that is there, in the order in which they are made. Where there
// are decisions, nothing changes.
func Changes(from State, app *schema.App, allow Allow) (to State, changes []Change, decisions []Decision) {
	c := newComparison(from, app, allow)
	c.database()
	c.pairs()
	c.dropTables()
	for _, p := range c.kept {
		if p.old.ByUUID() != p.resource.ByUUID {
			c.idChanged(p)
		}
		c.begin(p)
	}
	c.rename()
	for _, p := range c.kept {
		c.add(p)
		c.alter(p)
		c.dropColumns(p)
		c.search(p.now, p.now.Search)
	}
	for _, r := range c.appeared {
		c.created = append(c.created, c.newTable(r))
		c.search(c.created[len(c.created)-1], nil)
	}
	to = c.state()
	c.names(to.Tables)
	if len(c.decisions) > 0 {
		return from, nil, c.decisions
	}
	tables := Create(c.created, c.there()...)
	creates, keys := tables[:len(c.created)], tables[len(c.created):]
	return to, slices.Concat(c.unsearched, c.dropped, c.renamed, creates, c.additions, c.altered, c.columnsGone, c.tablesGone, keys, c.indexed, c.searched), nil
}

// Initial gives the tables that app has when nothing was there before.
func Initial(app *schema.App) []Table {
	c := newComparison(State{}, app, Allow{})
	for _, r := range slices.Concat(app.Resources, app.Joins()) {
		c.created = append(c.created, c.newTable(r))
	}
	return c.created
}

// A comparison collects the differences between a State and an App.
type comparison struct {
	from  State
	app   *schema.App
	allow Allow

	kept      []*pair
	gone      []Table            // of no resource any more
	appeared  []*schema.Resource // that have no table yet
	resources map[string]string  // former name of a resource to its name
	created   []Table

	// The changes, in the order in which they are made.
	unsearched, dropped, renamed, additions, altered, columnsGone, tablesGone, indexed, searched []Change

	decisions []Decision
}

func newComparison(from State, app *schema.App, allow Allow) *comparison {
	return &comparison{from: from, app: app, allow: allow, resources: make(map[string]string)}
}

func (c *comparison) decide(code schema.Code, path, hint, format string, args ...any) {
	c.decisions = append(c.decisions, Decision{code, path, fmt.Sprintf(format, args...), hint})
}

func (c *comparison) database() {
	if old := c.from.Database; old != "" && old != c.app.Database {
		c.decide(DatabaseChanged, "database", fmt.Sprintf("write database: %s again", old),
			"the migrations are written for %s and do not run on %s", old, c.app.Database)
	}
}

// state is the schema once all changes are made.
func (c *comparison) state() State {
	to := State{Database: c.app.Database}
	for _, p := range c.kept {
		t := p.now
		t.Indexes, t.Search = indexes(p.resource), searched(t)
		to.Tables = append(to.Tables, t)
	}
	to.Tables = append(to.Tables, c.created...)
	return to
}

// there lists the names of the tables that are not created now.
func (c *comparison) there() []string {
	var names []string
	for _, p := range c.kept {
		names = append(names, p.now.Name)
	}
	return names
}

func (c *comparison) newTable(r *schema.Resource) Table {
	t := Table{Name: r.Plural, Resource: r.Name, Was: r.Was, Indexes: indexes(r)}
	if !t.IsJoin() {
		t.Columns = append(t.Columns, Column{Name: ID, Field: field.Field{ByUUID: r.ByUUID}})
	}
	for _, f := range r.Stored() {
		t.Columns = append(t.Columns, c.column(r, f))
	}
	if t.IsJoin() {
		return t
	}
	t.Columns = append(t.Columns, Column{Name: CreatedAt}, Column{Name: UpdatedAt})
	t.Search = searched(t)
	return t
}

func path(r *schema.Resource, field string) string { return r.Name + "." + field }

// begin takes the search and the indexes of p's table away that do not stay,
// and the columns whose names others get.
func (c *comparison) begin(p *pair) {
	p.now = p.old
	c.unsearch(p)
	c.reindex(p)
	var later []Column
	for _, column := range p.gone {
		switch {
		case !c.allowsDrop(p, column):
			c.fieldGone(p, column)
			p.undecided = true
		case p.claims(column.Name):
			c.dropped = append(c.dropped, DropColumn{p.now, column})
			p.now.Columns = without(p.now.Columns, column.Name)
		default:
			later = append(later, column)
		}
	}
	p.gone = later
}

// claims reports whether another column gets the name of one that goes.
func (p *pair) claims(name string) bool {
	for _, f := range p.resource.Stored() {
		if f.Column() == name {
			return true
		}
	}
	return false
}

func without(columns []Column, name string) []Column {
	return slices.DeleteFunc(slices.Clone(columns), func(c Column) bool { return c.Name == name })
}

// add adds the columns of the fields that are new in p.
func (c *comparison) add(p *pair) {
	for _, f := range p.added {
		column := c.column(p.resource, f)
		fill := c.fill(p.resource, f)
		if fill == nil && column.Required() && !p.undecided {
			c.valueNeeded(p.resource, f)
		}
		c.additions = append(c.additions, AddColumn{p.now.Name, column, fill})
		p.now.Columns = append(slices.Clip(p.now.Columns), column)
	}
}

// fill is what rows get that have no value for f; nil if nothing says it.
func (c *comparison) fill(r *schema.Resource, f field.Field) *Fill {
	switch b := r.Hint(f.Name).Backfill; {
	case b != nil && b.Value != nil:
		return &Fill{Value: b.Value}
	case b != nil:
		return &Fill{SQL: b.SQL[c.app.Database]}
	case f.Default != nil && !f.Optional:
		return &Fill{Value: f.Default}
	}
	return nil
}

// dropColumns drops what p has no field for any more.
func (c *comparison) dropColumns(p *pair) {
	for _, column := range p.gone {
		now, _ := p.now.Column(column.Name)
		c.columnsGone = append(c.columnsGone, DropColumn{p.now, now})
		p.now.Columns = without(p.now.Columns, now.Name)
	}
}

// allowsDrop reports whether a person agreed to lose column, under the name of
// the resource of today or of before.
func (c *comparison) allowsDrop(p *pair, column Column) bool {
	return slices.Contains(c.allow.Drop, path(p.resource, column.Field.Name)) ||
		slices.Contains(c.allow.Drop, p.old.Resource+"."+column.Field.Name)
}

// dropTables drops the tables of no resource, children first.
func (c *comparison) dropTables() {
	var stay []string
	for _, p := range c.kept {
		stay = append(stay, p.old.Name)
	}
	for _, t := range c.gone {
		if !c.allowsDropOf(t) {
			c.resourceGone(t)
		} else if i := slices.IndexFunc(c.wanted(), func(r *schema.Resource) bool { return r.Plural == t.Name }); i >= 0 {
			c.nameInUse(c.wanted()[i], t)
		}
		if len(t.Search) > 0 {
			c.unsearched = append(c.unsearched, DropSearch{t})
		}
	}
	for _, create := range slices.Backward(Create(c.gone, stay...)) {
		if create, ok := create.(CreateTable); ok {
			c.tablesGone = append(c.tablesGone, DropTable{create.Table})
		}
	}
}

// allowsDropOf reports whether a person agreed to lose the rows of t. What a
// resource has many of goes with it.
func (c *comparison) allowsDropOf(t Table) bool {
	owner, _, _ := strings.Cut(t.Resource, ".")
	isGone := slices.ContainsFunc(c.gone, func(t Table) bool { return t.Resource == owner })
	return slices.Contains(c.allow.Drop, c.nameNow(t.Resource)) || slices.Contains(c.allow.Drop, t.Resource) ||
		isGone && slices.Contains(c.allow.Drop, owner)
}

func tableNames(tables []Table) []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Name
	}
	return names
}
