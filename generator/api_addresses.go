package generator

import (
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// addressChanges says which rows get other addresses in the API than they have
// by the definition of the last run, because their slugs name them there from
// now on, or do not any more. No table tells it.
func (in *input) addressChanges() ([]APIChange, error) {
	base, err := in.disk.read(baseDefinitionPath)
	if err != nil || base.absent() {
		return nil, err
	}
	old, err := schema.Parse(definitionPath, base.Data)
	if err != nil {
		return nil, nil // lost, or of a time with other rules: then it cannot be told
	}
	return newAddresses(old, in.app, in.renames), nil
}

func newAddresses(old, app *schema.App, renames []diff.Renamed) []APIChange {
	n := new(notices)
	for _, r := range app.Resources {
		was, _ := formerNames(renames, r)
		before := old.Resource(was)
		if before == nil || before.NoAPI || r.NoAPI || before.BySlug == r.BySlug {
			continue
		}
		n.notice(true, "%s: at /api/v1/%s/{%s}, was at /api/v1/%s/{%s}", r.Name, r.Plural, rowName(r), before.Plural, rowName(before))
	}
	return n.changes
}

// rowName is what names a row of r in addresses.
func rowName(r *schema.Resource) string {
	if r.BySlug {
		return "slug"
	}
	return "id"
}
