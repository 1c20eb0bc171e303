package generator

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// apiChanges says in short sentences what the clients of an application will
// notice when its definition goes from old to new.
func apiChanges(old diff.State, new *schema.App) []string {
	changes := []string{}
	for _, r := range new.Resources {
		was, found := old.Table(r.Name)
		if !found {
			changes = append(changes, fmt.Sprintf("%s: new resource at /api/v1/%s", r.Name, r.Plural))
			continue
		}
		changes = append(changes, fieldChanges(was, r)...)
	}
	return changes
}

func fieldChanges(old diff.Table, new *schema.Resource) []string {
	var changes []string
	for _, f := range new.Fields {
		name := new.Name + "." + f.Column()
		column, found := old.Column(f.Column())
		was := column.Field
		switch {
		case !found && f.Private, found && was.Private && f.Private:
		case !found:
			changes = append(changes, name+": new, "+presence(f))
		case f.Private:
			changes = append(changes, name+": private, no longer answered or taken")
		case field.Short(was) != field.Short(f):
			changes = append(changes, fmt.Sprintf("%s: %s, was %s", name, field.Short(f), field.Short(was)))
		}
	}
	return changes
}

// presence says whether a client has to send a field.
func presence(f field.Field) string {
	switch {
	case f.Readonly:
		return "readonly"
	case f.Optional:
		return "optional"
	case f.Default != nil:
		return "optional, " + *f.Default + " when left out"
	}
	return "required"
}
