package generator

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// singularNotes are about new resources whose names look like plurals. gen makes
// the plurals itself.
func singularNotes(app *schema.App, changes []diff.Change) []string {
	var notes []string
	for _, c := range changes {
		created, ok := c.(diff.CreateTable)
		if !ok {
			continue
		}
		for _, r := range app.Resources {
			if one := schema.Singular(r.Name); r.Plural == created.Table.Name && one != r.Name {
				notes = append(notes, fmt.Sprintf("resource %q looks like a plural, which gen makes itself: to call it %q, gen rename %s %s", r.Name, one, r.Name, one))
			}
		}
	}
	return notes
}
