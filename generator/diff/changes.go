package diff

import (
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// Changes gives the schema that app asks for, and the changes that lead to it
// from the one that is there, in the order in which they are made. Where there
// are decisions, nothing changes.
func Changes(from State, app *schema.App) (to State, changes []Change, decisions []Decision) {
	c := comparison{from: from, app: app}
	c.database()
	c.gone()
	to = c.tables()
	c.names(to.Tables)
	if len(c.decisions) > 0 {
		return from, nil, c.decisions
	}
	tables := Create(c.created, tableNames(from.Tables)...)
	changes = slices.Concat(c.drops, tables, c.columns, c.creates)
	return to, changes, nil
}

// Initial gives the tables that app has when nothing was there before.
func Initial(app *schema.App) []Table {
	c := comparison{app: app}
	return c.tables().Tables
}

// A comparison collects the differences between a State and an App.
type comparison struct {
	from State
	app  *schema.App

	created   []Table
	drops     []Change // of indexes
	columns   []Change
	creates   []Change // of indexes
	decisions []Decision
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

// gone reports the tables whose resources have vanished.
func (c *comparison) gone() {
	appeared := slices.ContainsFunc(c.app.Resources, func(r *schema.Resource) bool {
		_, found := c.from.Table(r.Name)
		return !found
	})
	for _, t := range c.from.Tables {
		if c.app.Resource(t.Resource) != nil {
			continue
		}
		c.decide(ResourceGone, t.Resource, "put the resource back: this version of gen "+unable(appeared, "tables"),
			"resource %q is gone from gen.yaml, but its table %q is there", t.Resource, t.Name)
	}
}

// unable says what gen does not do yet with what has vanished.
func unable(appeared bool, things string) string {
	if appeared {
		return "neither drops " + things + " nor renames them, and a rename will have to be declared"
	}
	return "does not drop " + things
}

// tables compares the tables, and gives those of the State to come.
func (c *comparison) tables() State {
	to := State{Database: c.app.Database}
	for _, old := range c.from.Tables {
		if r := c.app.Resource(old.Resource); r != nil {
			to.Tables = append(to.Tables, c.table(old, r))
		}
	}
	for _, r := range c.app.Resources {
		if _, found := c.from.Table(r.Name); !found {
			c.created = append(c.created, c.newTable(r))
		}
	}
	to.Tables = append(to.Tables, c.created...)
	return to
}

func tableNames(tables []Table) []string {
	names := make([]string, len(tables))
	for i, t := range tables {
		names[i] = t.Name
	}
	return names
}

func (c *comparison) newTable(r *schema.Resource) Table {
	t := Table{Name: r.Plural, Resource: r.Name, Indexes: indexes(r)}
	t.Columns = append(t.Columns, Column{Name: ID})
	for _, f := range r.Fields {
		t.Columns = append(t.Columns, c.column(f))
	}
	t.Columns = append(t.Columns, Column{Name: CreatedAt}, Column{Name: UpdatedAt})
	return t
}

func (c *comparison) column(f field.Field) Column {
	column := Column{Name: f.Column(), Field: f}
	if f.Type == field.References {
		if r := c.app.Resource(f.Resource); r != nil {
			column.References = r.Plural
		}
	}
	return column
}

// table compares old with its resource.
func (c *comparison) table(old Table, r *schema.Resource) Table {
	if old.Name != r.Plural {
		c.decide(TableRenamed, r.Name, "write plural: "+old.Name,
			"the table of %q is %q, and %q would be another one", r.Name, old.Name, r.Plural)
	}
	t := Table{Name: r.Plural, Resource: r.Name, Indexes: indexes(r)}
	appeared := slices.ContainsFunc(r.Fields, func(f field.Field) bool { return !has(old, f.Name) })
	for _, column := range old.Columns {
		f, found := r.Field(column.Field.Name)
		switch {
		case column.Own():
			t.Columns = append(t.Columns, column)
		case found:
			c.field(r, column.Field, f)
			t.Columns = append(t.Columns, c.column(f))
		default:
			c.decide(FieldGone, path(r, column.Field.Name),
				fmt.Sprintf("write %s: %s again: this version of gen %s", column.Field.Name, field.Short(column.Field), unable(appeared, "columns")),
				"field %q is gone from gen.yaml, but its column %q is there", column.Field.Name, column.Name)
		}
	}
	for _, f := range r.Fields {
		if !has(old, f.Name) {
			t.Columns = append(t.Columns, c.add(t.Name, r, f))
		}
	}
	c.indexes(old, t)
	return t
}

// has reports whether t has a column of the field called name.
func has(t Table, name string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return !c.Own() && c.Field.Name == name })
}

func path(r *schema.Resource, field string) string { return r.Name + "." + field }

// add adds the column of f to a table that may have rows.
func (c *comparison) add(table string, r *schema.Resource, f field.Field) Column {
	column := c.column(f)
	if !f.Optional && f.Default == nil {
		c.valueNeeded(r, f)
	}
	c.columns = append(c.columns, AddColumn{Table: table, Column: column})
	return column
}

func (c *comparison) valueNeeded(r *schema.Resource, f field.Field) {
	f.Optional = true
	hint := fmt.Sprintf("write %s: %s", f.Name, field.Short(f))
	f.Optional = false
	if f.Type.Reason(field.Default) == "" && !f.Unique {
		hint += fmt.Sprintf(", or %s: %s:default=VALUE", f.Name, field.Short(f))
	}
	c.decide(ValueNeeded, path(r, f.Name), hint, "table %q may have rows, and they need a value for the required field %q", r.Plural, f.Name)
}
