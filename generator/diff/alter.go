package diff

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// alter changes what the columns of p hold that were there before. What only
// the application minds, such as a default, makes no difference.
func (c *comparison) alter(p *pair) {
	to := p.now
	to.Columns = slices.Clone(to.Columns)
	var columns []ColumnChange
	for i, old := range to.Columns {
		f, stays := p.resource.Field(old.Field.Name)
		if old.Own() || !stays || f.IsMany() || p.isGone(old) {
			continue
		}
		to.Columns[i] = c.column(p.resource, f)
		if differs(old, to.Columns[i]) {
			columns = append(columns, c.columnChange(p.resource, old, to.Columns[i]))
		}
	}
	if len(columns) > 0 {
		c.altered = append(c.altered, AlterColumns{p.now, to, columns})
	}
	p.now = to
}

func (p *pair) isGone(column Column) bool {
	return slices.ContainsFunc(p.gone, func(gone Column) bool { return gone.Name == column.Name })
}

// differs reports whether the database minds the difference between two
// columns of one name. The order of an enum's values is free.
func differs(a, b Column) bool {
	f, g := a.Field, b.Field
	return f.Type != g.Type || f.ByUUID != g.ByUUID || f.Optional != g.Optional || f.Length != g.Length ||
		f.Precision != g.Precision || f.Scale != g.Scale || !sameValues(f, g) ||
		a.References != b.References || f.OnDelete != g.OnDelete
}

func sameValues(f, g field.Field) bool {
	return slices.Equal(slices.Sorted(slices.Values(f.Values)), slices.Sorted(slices.Values(g.Values)))
}

// columnChange says how old becomes the column to, or decides that a person
// has to say it.
func (c *comparison) columnChange(r *schema.Resource, old, to Column) ColumnChange {
	hint := r.Hint(to.Field.Name)
	change := ColumnChange{Old: old, New: to, Lossy: c.allowsLoss(r, to)}
	cast := castOf(old, to)
	if cast != Same {
		change.Using = hint.Using[c.app.Database]
	}
	if to.Required() && (old.Field.Optional || cast != Same) {
		change.Fill = c.fill(r, to.Field)
	}
	if to.Field.Type == field.Enum {
		change.Map = mappings(hint.Map, old.Field, to.Field)
	}
	if change.Using != "" {
		return change
	}
	switch {
	case cast == Impossible && old.References != "" && to.References != "":
		c.targetChanged(r, old, to)
	case cast == Impossible:
		c.typeChanged(r, old, to)
	case cast == Narrowing && !change.Lossy:
		c.narrowed(r, old, to)
	}
	return change
}

// mappings are those of a map that are still to be done: of values that go to
// values that are there from now on.
func mappings(hints []schema.Mapping, old, to field.Field) []Mapping {
	var left []Mapping
	for _, m := range hints {
		if old.Type != field.Enum || slices.Contains(old.Values, m.From) && !slices.Contains(to.Values, m.From) {
			left = append(left, Mapping(m))
		}
	}
	return left
}

func (c *comparison) allowsLoss(r *schema.Resource, column Column) bool {
	return slices.Contains(c.allow.Lossy, path(r, column.Field.Name)) ||
		column.Was != "" && slices.Contains(c.allow.Lossy, path(r, column.Was))
}
