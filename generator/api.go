package generator

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// An APIChange is something that the clients of an application will notice.
type APIChange struct {
	Text     string `json:"text"`
	Breaking bool   `json:"breaking"` // a client that worked before may fail
}

// apiChanges says in short sentences what clients will notice when the
// definition of an application goes from old to new.
func apiChanges(old diff.State, new *schema.App) []APIChange {
	n := &notices{changes: []APIChange{}}
	renames := diff.Renames(old, new)
	stay := make(map[string]bool)
	for _, r := range new.Resources {
		was, fields := formerNames(renames, r)
		table, found := old.Table(was)
		if r.NoAPI {
			stay[was] = true
			continue
		}
		if !found {
			n.notice(false, "%s: new resource at /api/v1/%s", r.Name, r.Plural)
			continue
		}
		stay[was] = true
		if table.Name != r.Plural {
			n.notice(true, "%s: at /api/v1/%s, was at /api/v1/%s", r.Name, r.Plural, table.Name)
		}
		n.fields(table, r, fields)
		n.many(old, was, r, fields)
	}
	for _, t := range old.Tables {
		if !stay[t.Resource] && !t.IsJoin() {
			n.notice(true, "%s: gone, with /api/v1/%s", t.Resource, t.Name)
		}
	}
	return n.changes
}

// formerNames is the name that r had, and the names that its fields had as far
// as they are others now.
func formerNames(renames []diff.Renamed, r *schema.Resource) (was string, fields map[string]string) {
	i := slices.IndexFunc(renames, func(renamed diff.Renamed) bool { return renamed.To.Name == r.Name })
	if i < 0 {
		return r.Name, nil
	}
	fields = make(map[string]string)
	for k, f := range renames[i].To.Fields {
		fields[f.Name] = renames[i].From.Fields[k].Name
	}
	return renames[i].From.Name, fields
}

type notices struct{ changes []APIChange }

func (n *notices) notice(breaking bool, format string, args ...any) {
	n.changes = append(n.changes, APIChange{fmt.Sprintf(format, args...), breaking})
}

// fields compares the fields of a resource with those of its table.
func (n *notices) fields(old diff.Table, r *schema.Resource, former map[string]string) {
	stay := make(map[string]bool)
	for _, f := range r.Stored() {
		name := f.Name
		if was, renamed := former[f.Name]; renamed {
			name = was
		}
		i := slices.IndexFunc(old.Columns, func(c diff.Column) bool { return !c.Own() && c.Field.Name == name })
		if i < 0 || old.Columns[i].Field.Private {
			n.appeared(r, f)
			stay[name] = i >= 0
			continue
		}
		stay[name] = true
		n.field(r, old.Columns[i].Field, f)
	}
	for _, c := range old.Columns {
		if !c.Own() && !stay[c.Field.Name] && !c.Field.Private {
			n.notice(true, "%s.%s: gone", r.Name, c.Name)
		}
	}
}

// many compares what r, which was called was, has many of with the tables that
// kept it.
func (n *notices) many(old diff.State, was string, r *schema.Resource, former map[string]string) {
	stay := make(map[string]bool)
	for _, f := range r.Many() {
		before := f
		if name, renamed := former[f.Name]; renamed {
			before.Name = name
		}
		table, found := old.Table(was + "." + before.Name)
		stay[table.Resource] = true
		switch {
		case !found:
			n.appeared(r, f)
		case before.Name != f.Name:
			n.notice(true, "%s.%s: was %s.%s", r.Name, f.Column(), r.Name, before.Column())
		}
	}
	for _, t := range old.Tables {
		if owner, name, isField := strings.Cut(t.Resource, "."); isField && owner == was && !stay[t.Resource] {
			n.notice(true, "%s.%s: gone", r.Name, field.New(name, field.Many).Column())
		}
	}
}

func (n *notices) appeared(r *schema.Resource, f field.Field) {
	if !f.Private {
		n.notice(presence(f) == "required", "%s.%s: new, %s", r.Name, f.Column(), presence(f))
	}
}

// field compares two definitions of one field.
func (n *notices) field(r *schema.Resource, was, f field.Field) {
	name := r.Name + "." + f.Column()
	switch {
	case f.Private:
		n.notice(true, "%s.%s: private, no longer answered or taken", r.Name, was.Column())
		return
	case was.Column() != f.Column():
		n.notice(true, "%s: was %s.%s", name, r.Name, was.Column())
	}
	if field.Short(was) != field.Short(f) {
		n.notice(breaks(was, f), "%s: %s, was %s", name, field.Short(f), field.Short(was))
	}
}

// breaks reports whether a client that gets on with was may fail with f.
func breaks(was, f field.Field) bool {
	if was.Type != f.Type || was.Precision != f.Precision || was.Scale != f.Scale || was.Resource != f.Resource {
		return true
	}
	gone := slices.ContainsFunc(was.Values, func(v string) bool { return !slices.Contains(f.Values, v) })
	shorter := f.Length > 0 && (was.Length == 0 || f.Length < was.Length)
	return gone || shorter || presence(was) != presence(f) && presence(f) == "required" || !was.Optional && f.Optional ||
		was.Search && !f.Search || f.Readonly && !was.Readonly || f.Unique && !was.Unique || tighter(was.Min, f.Min) || tighter(was.Max, f.Max)
}

// tighter reports whether a bound is new or another one.
func tighter(was, bound *string) bool {
	return bound != nil && (was == nil || *was != *bound)
}

// presence says whether a client has to send a field.
func presence(f field.Field) string {
	switch {
	case f.Readonly:
		return "readonly"
	case f.IsMade():
		return "optional, made from " + f.Source + " when left out"
	case f.Optional:
		return "optional"
	case f.Default != nil:
		return "optional, " + *f.Default + " when left out"
	}
	return "required"
}
