package diff

import (
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A Decision is a difference between gen.yaml and the schema that only a
// person can decide.
type Decision struct {
	Code    schema.Code
	Path    string // what it is about: "post.body", "post", or "database"
	Message string
	Hint    string // the line of gen.yaml or the flag that decides
}

// The codes of this package.
const (
	ResourceGone    schema.Code = "GEN200"
	FieldGone       schema.Code = "GEN201"
	TypeChanged     schema.Code = "GEN203"
	Narrowed        schema.Code = "GEN207"
	TargetChanged   schema.Code = "GEN211"
	ValueNeeded     schema.Code = "GEN213"
	DatabaseChanged schema.Code = "GEN214"
	NameTaken       schema.Code = "GEN215"
	NamesSwapped    schema.Code = "GEN216"
	NameInUse       schema.Code = "GEN217"
	IDChanged       schema.Code = "GEN218"
)

// Explanations lists the codes of this package in order.
var Explanations = []schema.Explanation{
	{Code: ResourceGone, Title: "a resource is gone", Text: "gen.yaml no longer has a resource whose table the migrations made. If it was renamed, say so: was: post in the resource that it became, and its rows, its columns elsewhere, its files and your edits in them go with it. If it shall go with all its rows, name it: --allow-drop post. A rename is never guessed from a resource that vanished beside one that appeared."},
	{Code: FieldGone, Title: "a field is gone", Text: "gen.yaml no longer has a field whose column the migrations made. If it was renamed, say so: was: title in the field that it became, and its values stay. If it shall go with its values, name it: --allow-drop post.title. A rename is never guessed from a field that vanished beside one that appeared."},
	{Code: TypeChanged, Title: "a type changed", Text: "There is no cast from the old type to the new one that keeps the meaning of each value. Say how a new value is made of the row: using: with an SQL expression, or one for each database. Or add a field of the new type under another name."},
	{Code: Narrowed, Title: "values would be changed", Text: "The new type holds less than the old one, and the database would round or cut values without a word. Allow it by name, --allow-lossy post.price, or say with using: how a new value is made, or put the old type back."},
	{Code: TargetChanged, Title: "a reference points at another resource", Text: "The ids in the column are those of rows of the old resource, and mean something else in the new one. Say with using: how the new id is found, or add a reference under another name."},
	{Code: ValueNeeded, Title: "rows need a value for a new required field", Text: "The table exists, so it may have rows, and a required field needs a value in each of them. Give the field a backfill, a value or an SQL expression that these rows get; or a default, which they get as well; or make it optional."},
	{Code: DatabaseChanged, Title: "the database changed", Text: "The migrations are written for one database and do not run on the other. Put the old database back; for the other one, make a new application from the same gen.yaml with gen new --from."},
	{Code: NameTaken, Title: "two names are the same in the database", Text: "Tables and indexes share one set of names, and an index is named after its table and columns: posts_title_idx. Two of them came out the same. Rename the field, or give the resource another plural."},
	{Code: NamesSwapped, Title: "resources swap their names", Text: "Each of the resources takes the name of another one's table, so none can go first. Rename one of them to a name that is free and apply that, then give it the name that it shall have."},
	{Code: NameInUse, Title: "a table goes whose name another one gets", Text: "A resource is dropped, and another one would have a table of the same name. Make two steps of it: drop the one and apply that, then add the other."},
	{Code: IDChanged, Title: "the type of the ids changed", Text: "The ids of rows are in addresses, in other tables and in what clients have kept, so gen does not change their type. Put the old one back. To have both, add a resource with the new type of ids, copy the rows with an SQL migration of your own, let the references point at the new one, and drop the old one when nobody asks for it any more."},
}

func (c *comparison) resourceGone(t Table) {
	if t.IsJoin() {
		c.manyGone(t)
		return
	}
	hint := "to drop it with its rows, add --allow-drop " + t.Resource
	var names []string
	for _, r := range c.appeared {
		if !isJoin(r.Name) {
			names = append(names, r.Name)
		}
	}
	if len(names) > 0 {
		hint = fmt.Sprintf("if it is called %s now, write was: %s there; %s", strings.Join(names, " or "), t.Resource, hint)
	}
	c.decide(ResourceGone, t.Resource, hint, "resource %q is gone from gen.yaml, but its table %q is there", t.Resource, t.Name)
}

// manyGone is fieldGone for what has a table, and not a column.
func (c *comparison) manyGone(t Table) {
	name := c.nameNow(t.Resource)
	owner, was, _ := strings.Cut(name, ".")
	hint := "to drop it with its rows, add --allow-drop " + name
	var lines []string
	for _, r := range c.appeared {
		if of, to, isField := strings.Cut(r.Name, "."); isField && of == owner {
			f, _ := c.app.Resource(owner).Field(to)
			lines = append(lines, fmt.Sprintf("%s: %s", to, schema.LongForm(f, schema.Hint{Was: was})))
		}
	}
	if len(lines) > 0 {
		hint = fmt.Sprintf("if it was renamed, write %s; %s", strings.Join(lines, " or "), hint)
	}
	c.decide(FieldGone, name, hint, "field %q is gone from gen.yaml, but its table %q is there", was, t.Name)
}

func (c *comparison) fieldGone(p *pair, column Column) {
	name := column.Field.Name
	hint := "to drop it with its values, add --allow-drop " + path(p.resource, name)
	if len(p.added) > 0 {
		var lines []string
		for _, f := range p.added {
			lines = append(lines, fmt.Sprintf("%s: %s", f.Name, schema.LongForm(f, schema.Hint{Was: name})))
		}
		hint = fmt.Sprintf("if it was renamed, write %s; %s", strings.Join(lines, " or "), hint)
	}
	c.decide(FieldGone, path(p.resource, name), hint, "field %q is gone from gen.yaml, but its column %q is there", name, column.Name)
}

func (c *comparison) nameInUse(r *schema.Resource, gone Table) {
	c.decide(NameInUse, r.Name, fmt.Sprintf("take %s out and apply that first, then put it back; or give it another plural", r.Name),
		"the table of %q would be %q, which is the one that goes with %q", r.Name, gone.Name, gone.Resource)
}

func (c *comparison) namesSwapped(pairs []*pair) {
	p := pairs[0]
	c.decide(NamesSwapped, p.resource.Name, fmt.Sprintf("rename %s to a name that is free, apply that, then rename it again", p.old.Resource),
		"table %q cannot become %q, for the table of that name is renamed as well", p.old.Name, p.resource.Plural)
}

func (c *comparison) idChanged(p *pair) {
	is, was := field.Int.Name, field.UUID.Name
	if p.resource.ByUUID {
		is, was = was, is
	}
	c.decide(IDChanged, p.resource.Name, fmt.Sprintf("write id: %s again, or add a resource with id: %s and copy the rows in a migration of your own", was, is),
		"the ids of %q are of type %s in the database, and rows keep their ids", p.resource.Name, was)
}

func (c *comparison) valueNeeded(r *schema.Resource, f field.Field) {
	backfill := schema.Backfill{SQL: map[string]string{schema.SQLite: "…", schema.Postgres: "…"}}
	switch {
	case f.Type == field.Slug:
		numbered := fmt.Sprintf("'%s-' || id", strings.ReplaceAll(r.Name, "_", "-"))
		backfill.SQL = map[string]string{schema.SQLite: numbered, schema.Postgres: numbered}
	case f.Type != field.References && !f.Unique:
		value := f.Samples()[0]
		backfill = schema.Backfill{Value: &value}
	}
	hint := fmt.Sprintf("write %s: %s", f.Name, schema.LongForm(f, schema.Hint{Backfill: &backfill}))
	f.Optional, f.Source = true, ""
	hint += fmt.Sprintf(", or %s: %s", f.Name, field.Short(f))
	c.decide(ValueNeeded, path(r, f.Name), hint, "table %q may have rows, and they need a value for the required field %q", r.Plural, f.Name)
}

func (c *comparison) typeChanged(r *schema.Resource, old, to Column) {
	using := schema.Hint{Using: map[string]string{schema.SQLite: "…", schema.Postgres: "…"}}
	hint := fmt.Sprintf("write %s: %s with an SQL expression over the row, or %[1]s: %[3]s again",
		to.Field.Name, schema.LongForm(to.Field, using), field.Short(old.Field))
	c.decide(TypeChanged, path(r, to.Field.Name), hint, "field %q is of type %s in the database, and its values cannot be cast to %s", to.Field.Name, old.Field.Type.Name, to.Field.Type.Name)
}

func (c *comparison) targetChanged(r *schema.Resource, old, to Column) {
	if owner, f, isField := strings.Cut(r.Name, "."); isField {
		c.decide(TargetChanged, r.Name, fmt.Sprintf("add another field, apply that, then remove %s from %s with --allow-drop %s", f, owner, r.Name),
			"field %q has many of %q in the database, not of %q", f, old.Field.Resource, to.Field.Resource)
		return
	}
	using := schema.Hint{Using: map[string]string{schema.SQLite: "…", schema.Postgres: "…"}}
	hint := fmt.Sprintf("write %s: %s with an SQL expression that gives the id, or add a reference under another name",
		to.Field.Name, schema.LongForm(to.Field, using))
	c.decide(TargetChanged, path(r, to.Field.Name), hint, "field %q holds ids of %q in the database, not of %q", to.Field.Name, old.Field.Resource, to.Field.Resource)
}

func (c *comparison) narrowed(r *schema.Resource, old, to Column) {
	about := path(r, to.Field.Name)
	hint := fmt.Sprintf("to let the database round or cut them, add --allow-lossy %s; or write %s: %s again", about, to.Field.Name, field.Short(old.Field))
	c.decide(Narrowed, about, hint, "field %q is %s in the database, and %s holds less: values would change", to.Field.Name, spelled(old.Field), spelled(to.Field))
}

// spelled is the type of f with its arguments.
func spelled(f field.Field) string {
	return field.Short(field.Field{Name: f.Name, Type: f.Type, Length: f.Length, Precision: f.Precision, Scale: f.Scale, Values: f.Values, Resource: f.Resource, OnDelete: f.OnDelete})
}
