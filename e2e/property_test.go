package e2e

import (
	"fmt"
	"math/rand"
	"path/filepath"
	"slices"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

// Whatever is added to whatever there was: the application is green, and its
// own tests show that the database is the one of a new application.
func TestRandomAdditionsAreGreen(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		for i := range *definitions {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				random := rand.New(rand.NewSource(*seed + int64(i)))
				later := schematest.Random(random)
				first := without(t, later, random)
				t.Cleanup(func() {
					if t.Failed() {
						t.Logf("-seed %d, definition %d:\n%s\nfrom:\n%s", *seed, i, later, first)
					}
				})
				app := newApp(t, database, string(first))
				write(t, filepath.Join(app, "gen.yaml"), string(later))
				edit(t, filepath.Join(app, "gen.yaml"), "database: "+databaseOf(t, later), "database: "+database)
				want(t, 0, app, gen, "apply")
				want(t, 0, app, "go", "vet", "./...")
				want(t, 0, app, "go", "test", "-vet=off", "./...")
				want(t, 0, app, gen, "check")
			})
		}
	})
}

func databaseOf(t *testing.T, definition []byte) string {
	t.Helper()
	app, err := schema.Parse("gen.yaml", definition)
	if err != nil {
		t.Fatal(err)
	}
	return app.Database
}

// without is a definition without some of the resources and fields that gen
// can add to it.
func without(t *testing.T, definition []byte, random *rand.Rand) []byte {
	t.Helper()
	app, err := schema.Parse("gen.yaml", definition)
	if err != nil {
		t.Fatal(err)
	}
	gone := ""
	if len(app.Resources) > 1 && random.Intn(2) == 0 {
		gone = app.Resources[random.Intn(len(app.Resources))].Name
	}
	app.Resources = slices.DeleteFunc(app.Resources, func(r *schema.Resource) bool { return r.Name == gone })
	for _, r := range app.Resources {
		for _, f := range slices.Clone(r.Fields) {
			if f.Resource == gone && gone != "" || random.Intn(2) == 0 {
				remove(r, f)
			}
		}
	}
	first := schema.Marshal(app)
	if _, err := schema.Parse("gen.yaml", first); err != nil {
		return without(t, definition, random) // took away too much
	}
	return first
}

// remove takes away a field, if it can be added again: if the rows that are
// there by then have a value for it.
func remove(r *schema.Resource, f field.Field) {
	listed := func(names []string) bool { return slices.Contains(names, f.Name) }
	unique := f.Unique || slices.ContainsFunc(r.Unique, listed)
	if len(r.Fields) == 1 || !f.Optional && (f.Default == nil || unique) {
		return
	}
	r.Unique, r.Index = slices.DeleteFunc(r.Unique, listed), slices.DeleteFunc(r.Index, listed)
	r.Fields = slices.DeleteFunc(r.Fields, func(other field.Field) bool { return other.Name == f.Name })
	if r.Label == f.Name {
		r.Label = ""
	}
}
