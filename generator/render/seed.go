package render

import (
	"slices"
	"strings"
)

// This file says which rows seeding makes. What their values are is in
// seed_value.go.

// Seeded are the fields that an invented row gets a value for at once.
func (r *resourceView) Seeded() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return (!f.Readonly || f.HasDefault()) && !f.IsMade() && !f.IsMany() })
}

// SeededSlugs are those that it gets from other fields.
func (r *resourceView) SeededSlugs() []*fieldView {
	return only(r.MadeFields(), func(f *fieldView) bool { return !f.Readonly })
}

// SeedIDs is what seeding calls the ids of its rows.
func (r *resourceView) SeedIDs() string { return variable(r.Plural) }

// SeedTargets are the resources that others refer to.
func (a appView) SeedTargets() []*resourceView {
	return onlyResources(a.Resources, func(r *resourceView) bool { return r.Labelled() })
}

// SeedOrder lists the resources, each after those that its rows have to refer
// to and, as far as there is no circle, those that they may refer to.
func (a appView) SeedOrder() []*resourceView {
	var order []*resourceView
	visiting := map[*resourceView]bool{}
	var visit func(r *resourceView)
	visit = func(r *resourceView) {
		if visiting[r] || slices.Contains(order, r) {
			return
		}
		visiting[r] = true
		for _, target := range r.seedTargets(a) {
			visit(target)
		}
		order = append(order, r)
	}
	for _, r := range a.Resources {
		visit(r)
	}
	return order
}

// seedTargets are the resources that rows of r should find when they are made:
// those of required references, and of optional ones that do not lead back.
func (r *resourceView) seedTargets(a appView) []*resourceView {
	return targets(only(r.Fields, func(f *fieldView) bool {
		return f.Target() != nil && (!f.Optional || !f.Target().requires(r))
	}))
}

// requires reports whether rows of r need rows of other before them.
func (r *resourceView) requires(other *resourceView) bool {
	return r == other || slices.ContainsFunc(r.Fields, func(f *fieldView) bool {
		return f.IsReference() && !f.Optional && f.Target().requires(other)
	})
}

// SeedTablesImports are the imports of the list of tables.
func (a appView) SeedTablesImports() string {
	paths := []string{a.Module + "/store"}
	for _, r := range a.SeedTargets() {
		paths = append(paths, "context", r.uuidImport())
	}
	return importLines(paths)
}

// SeedImports are the imports of what makes its rows.
func (r *resourceView) SeedImports() string {
	paths := []string{"context", r.Module() + "/store", r.uuidImport()}
	for _, f := range r.Seeded() {
		value := f.SeedValue()
		for _, path := range []string{"time", r.importOf(f)} {
			if pkg := path[strings.LastIndex(path, "/")+1:]; path != "" && mentions(value, pkg) {
				paths = append(paths, path)
			}
		}
	}
	return importLines(paths)
}
