package diff

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A Renamed resource is one that changed its name or its plural, or that has
// fields which changed theirs.
type Renamed struct {
	From, To *schema.Resource // From has the names of before, and no more than Name, Plural and the renamed Fields
}

// Renames lists the resources of app that are called otherwise than in from,
// or that have fields which are.
func Renames(from State, app *schema.App) []Renamed {
	c := newComparison(from, app, Allow{})
	c.pairs()
	var renames []Renamed
	for _, p := range c.kept {
		if p.old.IsJoin() {
			continue
		}
		was := &schema.Resource{Name: p.old.Resource, Plural: p.old.Name}
		is := &schema.Resource{Name: p.resource.Name, Plural: p.resource.Plural}
		for _, column := range p.old.Columns {
			if f, stays := p.fields[column.Field.Name]; stays && (f.Name != column.Field.Name || f.Column() != column.Name) {
				was.Fields = append(was.Fields, column.Field)
				is.Fields = append(is.Fields, f)
			}
		}
		for _, f := range p.resource.Many() {
			if old := c.manyBefore(p.resource, f); old.Name != f.Name {
				was.Fields = append(was.Fields, old)
				is.Fields = append(is.Fields, f)
			}
		}
		if was.Name != is.Name || was.Plural != is.Plural || len(is.Fields) > 0 {
			renames = append(renames, Renamed{was, is})
		}
	}
	return renames
}

// manyBefore is f, which r has many of, under the name that it had.
func (c *comparison) manyBefore(r *schema.Resource, f field.Field) field.Field {
	for _, p := range c.kept {
		if _, was, isField := strings.Cut(p.old.Resource, "."); isField && p.resource.Name == path(r, f.Name) {
			f.Name = was
		}
	}
	return f
}

// rename gives tables and columns the names that they have from now on, each
// table once its name is free.
func (c *comparison) rename() {
	left := slices.Clone(c.kept)
	for len(left) > 0 {
		i := slices.IndexFunc(left, c.isFree)
		if i < 0 {
			c.namesSwapped(left)
			return
		}
		p := left[i]
		left = slices.Delete(left, i, i+1)
		old := p.now
		p.now = c.renamedTable(p)
		c.refer(old.Name, p.now.Name)
		if differsInNames(old, p.now) {
			c.renamed = append(c.renamed, Rename{old, p.now})
		}
	}
}

// isFree reports whether no table has the name that p's shall have, or it has
// it already.
func (c *comparison) isFree(p *pair) bool {
	return p.now.Name == p.resource.Plural ||
		!slices.ContainsFunc(c.kept, func(other *pair) bool { return other.now.Name == p.resource.Plural })
}

// renamedTable is p's table with its names of from now on. What the columns
// hold is as before.
func (c *comparison) renamedTable(p *pair) Table {
	t := p.now
	t.Name, t.Resource, t.Was = p.resource.Plural, p.resource.Name, p.resource.Was
	t.Columns = slices.Clone(t.Columns)
	for i, column := range t.Columns {
		if f, stays := p.fields[column.Field.Name]; stays && !column.Own() {
			column.Name, column.Field.Name = f.Column(), f.Name
			column.Was = p.resource.Hint(f.Name).Was
		}
		if to, found := c.resources[column.Field.Resource]; found {
			column.Field.Resource = to
		}
		t.Columns[i] = column
	}
	t.Indexes = slices.Clone(t.Indexes)
	for i, x := range t.Indexes {
		t.Indexes[i] = p.indexes[x.Name]
	}
	return t
}

// refer makes the columns that point at the table called old point at it under
// its new name.
func (c *comparison) refer(old, name string) {
	if old == name {
		return
	}
	for _, p := range c.kept {
		p.now.Columns = slices.Clone(p.now.Columns)
		for i := range p.now.Columns {
			if p.now.Columns[i].References == old {
				p.now.Columns[i].References = name
			}
		}
	}
}

func differsInNames(a, b Table) bool {
	return a.Name != b.Name ||
		!slices.EqualFunc(a.Columns, b.Columns, func(x, y Column) bool { return x.Name == y.Name }) ||
		!slices.EqualFunc(a.Indexes, b.Indexes, func(x, y Index) bool { return x.Name == y.Name })
}
