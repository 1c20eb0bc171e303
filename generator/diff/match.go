package diff

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A named thing is a resource or a field, and the name that it says it had
// before.
type named struct{ name, was string }

type names []named

func (n names) find(name string) (named, bool) {
	i := slices.IndexFunc(n, func(x named) bool { return x.name == name })
	if i < 0 {
		return named{}, false
	}
	return n[i], true
}

func (n names) has(name string) bool {
	_, found := n.find(name)
	return found
}

// match gives each wanted name the one in old that becomes it: that of its
// was, if this is still to be done, or else its own. Names that are new have
// none.
func match(old, wanted names) map[string]string {
	of := make(map[string]string)
	taken := make(map[string]bool)
	for _, w := range wanted {
		if isPending(w, old) && !contradicted(w, old, wanted) {
			of[w.name], taken[w.was] = w.was, true
		}
	}
	for _, w := range wanted {
		if _, done := of[w.name]; !done && old.has(w.name) && !taken[w.name] {
			of[w.name] = w.name
		}
	}
	return of
}

// isPending reports whether the rename that w declares was not made yet.
func isPending(w named, old names) bool {
	if w.was == "" || w.was == w.name || !old.has(w.was) {
		return false
	}
	there, found := old.find(w.name)
	return !found || there.was != w.was
}

// contradicted reports whether both names of w are there and stay where they
// are, so that nothing can be renamed.
func contradicted(w named, old, wanted names) bool {
	other, stays := wanted.find(w.was)
	return old.has(w.name) && stays && !isPending(other, old)
}

// A pair is a table and the resource whose rows it keeps.
type pair struct {
	old      Table
	resource *schema.Resource
	fields   map[string]field.Field // by the name that the field had
	added    []field.Field
	gone     []Column
	indexes  map[string]Index // those that stay, by the name that they had
	now      Table            // as the changes so far leave it

	undecided bool // a field is gone, and nobody said where to
}

// pairs finds the table of each resource, the tables that are of none, and the
// resources that have none yet.
func (c *comparison) pairs() {
	resources := make(map[string]*schema.Resource)
	c.matchTables(false, c.app.Resources, resources)
	c.matchTables(true, c.app.Joins(), resources)
	for _, t := range c.from.Tables {
		if r := resources[t.Resource]; r != nil {
			c.kept = append(c.kept, &pair{old: t, resource: r})
		} else {
			c.gone = append(c.gone, t)
		}
	}
	for _, p := range c.kept {
		c.columns(p)
	}
}

// matchTables finds, for tables of one kind, the resource that each is of, by
// the name that it had.
func (c *comparison) matchTables(joins bool, resources []*schema.Resource, found map[string]*schema.Resource) {
	var old, wanted names
	former := make(map[string]string)
	for _, t := range c.from.Tables {
		if t.IsJoin() == joins {
			old = append(old, named{c.nameNow(t.Resource), c.nameNow(t.Was)})
			former[c.nameNow(t.Resource)] = t.Resource
		}
	}
	for _, r := range resources {
		wanted = append(wanted, named{r.Name, r.Was})
	}
	of := match(old, wanted)
	for _, r := range resources {
		was, isOld := of[r.Name]
		if !isOld {
			c.appeared = append(c.appeared, r)
			continue
		}
		found[former[was]] = r
		if !joins {
			c.resources[was] = r.Name
		}
	}
}

// nameNow is the name of a join, such as post.tags, once its resource has the
// name of from now on.
func (c *comparison) nameNow(name string) string {
	owner, f, isField := strings.Cut(name, ".")
	if to, renamed := c.resources[owner]; renamed && isField {
		return to + "." + f
	}
	return name
}

// wanted lists what has a table from now on.
func (c *comparison) wanted() []*schema.Resource {
	return slices.Concat(c.app.Resources, c.app.Joins())
}

// columns finds the column of each field of p.
func (c *comparison) columns(p *pair) {
	var old, wanted names
	for _, column := range p.old.Columns {
		if !column.Own() {
			old = append(old, named{column.Field.Name, column.Was})
		}
	}
	for _, f := range p.resource.Stored() {
		was := p.resource.Hint(f.Name).Was
		if was == "" {
			was = c.followed(p, f)
		}
		wanted = append(wanted, named{f.Name, was})
	}
	of := match(old, wanted)
	p.fields = make(map[string]field.Field)
	for _, f := range p.resource.Stored() {
		if was, found := of[f.Name]; found {
			p.fields[was] = f
		} else {
			p.added = append(p.added, f)
		}
	}
	for _, column := range p.old.Columns {
		if _, stays := p.fields[column.Field.Name]; !stays && !column.Own() {
			p.gone = append(p.gone, column)
		}
	}
}

// followed is the name that f had if it is a reference which is named after
// its resource and this one was renamed.
func (c *comparison) followed(p *pair, f field.Field) string {
	if f.Type != field.References || f.Name != f.Resource || hasField(p.old, f.Name) {
		return ""
	}
	for _, column := range p.old.Columns {
		was := column.Field
		if !column.Own() && was.Type == field.References && was.Name == was.Resource && c.resources[was.Resource] == f.Resource {
			if _, stays := p.resource.Field(was.Name); !stays {
				return was.Name
			}
		}
	}
	return ""
}

// hasField reports whether t has a column of the field called name.
func hasField(t Table, name string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return !c.Own() && c.Field.Name == name })
}

// column is the column of f.
func (c *comparison) column(r *schema.Resource, f field.Field) Column {
	column := Column{Name: f.Column(), Field: f, Was: r.Hint(f.Name).Was}
	if f.Type == field.References {
		if r := c.app.Resource(f.Resource); r != nil {
			column.References = r.Plural
		}
	}
	return column
}
