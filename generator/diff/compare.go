package diff

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// field decides about what differs between two definitions of a field. What
// only the application minds, such as a default, makes no difference.
func (c *comparison) field(r *schema.Resource, old, f field.Field) {
	decide := func(code schema.Code, format string, args ...any) {
		hint := fmt.Sprintf("write %s: %s again", old.Name, field.Short(old))
		c.decide(code, path(r, f.Name), hint, "field %q "+format, append([]any{f.Name}, args...)...)
	}
	if old.Type != f.Type {
		decide(TypeChanged, "is of type %s in the database, not %s", old.Type.Name, f.Type.Name)
		return
	}
	switch {
	case old.Optional && !f.Optional:
		decide(BecameRequired, "became required, but rows may have no value in it")
	case !old.Optional && f.Optional:
		decide(BecameOptional, "became optional, but its column is NOT NULL")
	}
	if old.Length != f.Length {
		decide(LengthChanged, "has %s in the database, not %s", length(old.Length), length(f.Length))
	}
	if old.Precision != f.Precision || old.Scale != f.Scale {
		decide(DigitsChanged, "is a decimal:%d:%d in the database, not decimal:%d:%d", old.Precision, old.Scale, f.Precision, f.Scale)
	}
	if !slices.Equal(slices.Sorted(slices.Values(old.Values)), slices.Sorted(slices.Values(f.Values))) {
		decide(ValuesChanged, "has the values %s in the database", strings.Join(old.Values, ", "))
	}
	if old.Resource != f.Resource {
		decide(TargetChanged, "references %s in the database, not %s", old.Resource, f.Resource)
	}
	if old.OnDelete != f.OnDelete {
		decide(OnDeleteChanged, "is %s in the database, not %s", old.OnDelete, f.OnDelete)
	}
}

func length(n int) string {
	if n == 0 {
		return "no maximum length"
	}
	return fmt.Sprintf("at most %d characters", n)
}

// indexes compares the indexes of a table. A unique one is a decision, unless
// it is new and holds a new column that is still NULL in every row.
func (c *comparison) indexes(old, t Table) {
	for _, x := range old.Indexes {
		if slices.ContainsFunc(t.Indexes, x.equal) {
			continue
		}
		c.drops = append(c.drops, DropIndex{t.Name, x})
		if x.Unique && !isUnique(t, x.Columns) && hasAll(t, x.Columns) {
			c.decide(UniqueRemoved, indexPath(t, x), "put unique back",
				"%s of table %q must be unique in the database", strings.Join(x.Columns, ", "), t.Name)
		}
	}
	for _, x := range t.Indexes {
		if slices.ContainsFunc(old.Indexes, x.equal) {
			continue
		}
		c.creates = append(c.creates, CreateIndex{t.Name, x})
		if x.Unique && !isUnique(old, x.Columns) && !hasNull(old, t, x.Columns) {
			c.decide(UniqueAdded, indexPath(t, x), "leave unique out",
				"table %q may have rows with the same %s, so unique cannot be added", t.Name, strings.Join(x.Columns, ", "))
		}
	}
}

// isUnique reports whether columns are unique together in t.
func isUnique(t Table, columns []string) bool {
	return slices.ContainsFunc(t.Indexes, func(x Index) bool { return x.Unique && slices.Equal(x.Columns, columns) })
}

// hasAll reports whether t has all columns.
func hasAll(t Table, columns []string) bool {
	return !slices.ContainsFunc(columns, func(name string) bool {
		_, found := t.Column(name)
		return !found
	})
}

// hasNull reports whether one of columns is new in t and NULL in every row.
func hasNull(old, t Table, columns []string) bool {
	return slices.ContainsFunc(columns, func(name string) bool {
		_, was := old.Column(name)
		c, _ := t.Column(name)
		return !was && !c.Required()
	})
}

// indexPath is the field that x is the index of, or else the resource.
func indexPath(t Table, x Index) string {
	if c, _ := t.Column(x.Columns[0]); len(x.Columns) == 1 && !c.Own() {
		return t.Resource + "." + c.Field.Name
	}
	return t.Resource
}

// gooseTable is the table in which the migrations are counted.
const gooseTable = "goose_db_version"

// names reports tables and indexes that would have the same name. Every table
// has an index and a sequence of its own in PostgreSQL.
func (c *comparison) names(tables []Table) {
	taken := make(map[string]string)
	take := func(name, table, path string) {
		if other, found := taken[name]; found {
			c.decide(NameTaken, path, "rename the field, or give the resource another plural",
				"the name %q in the database is taken by table %q", name, other)
		}
		taken[name] = table
	}
	for _, t := range append([]Table{{Name: gooseTable}}, tables...) {
		take(t.Name, t.Name, t.Resource)
		take(t.Name+"_pkey", t.Name, t.Resource)
		take(t.Name+"_id_seq", t.Name, t.Resource)
		for _, x := range t.Indexes {
			take(x.Name, t.Name, indexPath(t, x))
		}
	}
}
