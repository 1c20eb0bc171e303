package schema

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
)

// Joins gives, for each field that is many, the table that joins its resource
// with the other one: as a resource called post.tags, a name that gen.yaml
// cannot give, with a reference to either side.
func (a *App) Joins() []*Resource {
	var joins []*Resource
	for _, r := range a.Resources {
		for _, f := range r.Many() {
			joins = append(joins, r.join(f))
		}
	}
	return joins
}

// Many lists the fields of r that are sets of other rows.
func (r *Resource) Many() []field.Field {
	return slices.DeleteFunc(slices.Clone(r.Fields), func(f field.Field) bool { return !f.IsMany() })
}

// Stored lists the fields of r that have a column.
func (r *Resource) Stored() []field.Field {
	return slices.DeleteFunc(slices.Clone(r.Fields), field.Field.IsMany)
}

// JoinTable is the name of the table that keeps what f, a field of r, has many
// of.
func (r *Resource) JoinTable(f field.Field) string { return r.Name + "_" + f.Name }

// ManyFilter is the parameter of lists that filters by one of f, a field of r
// that is many: tag_id, or tag_ids if a field has that name.
func (r *Resource) ManyFilter(f field.Field) string {
	_, to := r.Ends(f)
	if slices.ContainsFunc(r.Fields, func(other field.Field) bool { return other.Column() == to.Column() }) {
		return f.Column()
	}
	return to.Column()
}

// Ends are the two references of the table that keeps what f, a field of r,
// has many of: the one to r, and the one to the other resource.
func (r *Resource) Ends(f field.Field) (from, to field.Field) {
	from = field.New(r.Name, field.References)
	from.ByUUID = r.ByUUID
	to = field.New(field.Singular(f.Name), field.References)
	to.Resource, to.ByUUID = f.Resource, f.ByUUID
	from.OnDelete, to.OnDelete = field.Cascade, field.Cascade
	return from, to
}

func (r *Resource) join(f field.Field) *Resource {
	from, to := r.Ends(f)
	j := &Resource{
		Name: r.Name + "." + f.Name, Plural: r.JoinTable(f),
		Fields: []field.Field{from, to}, Index: [][]string{{to.Name, from.Name}},
	}
	if was := r.Hint(f.Name).Was; was != "" {
		j.Was = r.Name + "." + was
		j.setHint(to.Name, Hint{Was: field.Singular(was)})
	}
	return j
}

// checkMany finds the resources that the fields of r are many of, and checks
// the tables that join them.
func (p *parser) checkMany(r *Resource) {
	for i, f := range r.Fields {
		pos := p.app.Pos("resources", r.Name, "fields", f.Name)
		if !f.IsMany() || p.failedAt(pos) {
			continue
		}
		if target := p.manyOf(f); target != nil {
			r.Fields[i].Resource, r.Fields[i].ByUUID = target.Name, target.ByUUID
			p.checkJoin(r, r.Fields[i], pos)
			continue
		}
		p.fail(pos, BadReference, p.guessResource(f), "field %q: there is no resource %q to have many of", f.Name, f.Resource)
	}
}

// manyOf is the resource that f has many of: the one it names, or the one with
// its name as the plural.
func (p *parser) manyOf(f field.Field) *Resource {
	if target := p.app.Resource(f.Resource); target != nil {
		return target
	}
	i := slices.IndexFunc(p.app.Resources, func(r *Resource) bool {
		return r.Plural == f.Name && f.Resource == field.Singular(f.Name)
	})
	if i < 0 {
		return nil
	}
	return p.app.Resources[i]
}

// checkJoin checks the table that keeps what f, a field of r, has many of.
func (p *parser) checkJoin(r *Resource, f field.Field, pos Position) {
	const another = "rename the field"
	table := r.JoinTable(f)
	from, to := r.Ends(f)
	if err := field.CheckName(table, longestResource+19); err != nil {
		p.fail(pos, BadFieldName, another, "field %q: of its table, the %s", f.Name, err.Message)
		return
	}
	for _, end := range []struct {
		field.Field
		hint string
	}{{from, "rename the resource"}, {to, another}} {
		if errs := end.Check(); len(errs) > 0 {
			p.fail(pos, BadFieldName, end.hint, "field %q: of its table, %s", f.Name, errs[0].Message)
			return
		}
	}
	if from.Column() == to.Column() {
		p.fail(pos, BadFieldName, another, "field %q: both columns of its table would be %q", f.Name, to.Column())
	}
	for _, other := range p.app.Resources {
		if table == other.Plural || GoName(table) == other.GoName() {
			p.fail(pos, BadFieldName, another, "field %q: its table %q would have the name of resource %q", f.Name, table, other.Name)
		}
		for _, g := range other.Many() {
			if other.JoinTable(g) == table && (other.Name != r.Name || g.Name != f.Name) && other.Name < r.Name {
				p.fail(pos, BadFieldName, another, "field %q: its table %q would be that of %s.%s", f.Name, table, other.Name, g.Name)
			}
		}
	}
}

// checkManyHints refuses what only a column can have.
func (l *longForm) checkManyHints() {
	for _, h := range []struct {
		key   string
		given bool
	}{{"backfill", l.hint.Backfill != nil}, {"using", l.hint.Using != nil}} {
		if h.given {
			l.parser.fail(l.at[h.key], BadHint, "write an SQL migration of your own that fills its table", "%s: %s is about a column, and many has none", l.what, h.key)
		}
	}
}
