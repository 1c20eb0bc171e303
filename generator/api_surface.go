package generator

import (
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// surfaceChanges says what clients will notice that no table tells of, against
// the definition of the last run: which resources have an API, what names their
// rows there, which texts they take, and what filters by many.
func (in *input) surfaceChanges() ([]APIChange, error) {
	base, err := in.disk.read(baseDefinitionPath)
	if err != nil || base.absent() {
		return nil, err
	}
	old, err := schema.Parse(definitionPath, base.Data)
	if err != nil {
		return nil, nil // lost, or of a time with other rules: then it cannot be told
	}
	return newSurface(old, in.app, in.renames), nil
}

func newSurface(old, app *schema.App, renames []diff.Renamed) []APIChange {
	n := new(notices)
	for _, r := range app.Resources {
		was, fields := formerNames(renames, r)
		switch before := old.Resource(was); {
		case before == nil || before.NoAPI && r.NoAPI:
		case r.NoAPI:
			n.notice(true, "%s: gone, with /api/v1/%s", r.Name, before.Plural)
		case before.NoAPI:
			n.notice(false, "%s: new resource at /api/v1/%s", r.Name, r.Plural)
		default:
			if before.BySlug != r.BySlug {
				n.notice(true, "%s: at /api/v1/%s/{%s}, was at /api/v1/%s/{%s}", r.Name, r.Plural, rowName(r), before.Plural, rowName(before))
			}
			n.texts(before, r, fields)
		}
	}
	return n.changes
}

// texts compares the patterns of the fields of r with what they were before, and
// the parameters that filter by what it has many of.
func (n *notices) texts(before, r *schema.Resource, former map[string]string) {
	for _, f := range r.Fields {
		name := f.Name
		if was, renamed := former[f.Name]; renamed {
			name = was
		}
		switch was, found := before.Field(name); {
		case !found || f.Private:
		case f.IsMany() && was.IsMany():
			if filter := r.ManyFilter(f); name == f.Name && filter != before.ManyFilter(was) {
				n.notice(true, "%s.%s: lists filter by %s, was %s", r.Name, f.Column(), filter, before.ManyFilter(was))
			}
		case was.Pattern == f.Pattern:
		case f.Pattern == "":
			n.notice(false, "%s.%s: any text, had to match %s", r.Name, f.Name, was.Pattern)
		default:
			n.notice(!f.Readonly, "%s.%s: has to match %s", r.Name, f.Name, f.Pattern)
		}
	}
}

// rowName is what names a row of r in addresses.
func rowName(r *schema.Resource) string {
	if r.BySlug {
		return "slug"
	}
	return "id"
}
