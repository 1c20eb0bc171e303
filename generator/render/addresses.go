package render

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
)

// This file is about addresses that name rows by their slugs.

// SlugField is the field that names its rows in addresses, nil if their ids do.
func (r *resourceView) SlugField() *fieldView {
	for _, f := range r.Fields {
		if f.NamesRows() {
			return f
		}
	}
	return nil
}

// NamesRows reports whether its values name the rows in addresses.
func (f *fieldView) NamesRows() bool { return f.Resource.BySlug && f.Type == field.Slug }

// Addressed is what the address of a row is made from, as a Go expression.
func (r *resourceView) Addressed(row string) string {
	if r.BySlug {
		return row
	}
	return row + ".ID"
}

// LabelSlugGo is the slug of a row beside its label, in Go structs.
func (r *resourceView) LabelSlugGo() string { return r.app.GoName("slug") }

// SlugPages reports whether a page has a slug in its address.
func (a appView) SlugPages() bool {
	return slices.ContainsFunc(a.PageResources(), func(r *resourceView) bool { return r.BySlug })
}

// SlugAPI reports whether the API has a slug in an address.
func (a appView) SlugAPI() bool {
	return slices.ContainsFunc(a.APIResources(), func(r *resourceView) bool { return r.BySlug })
}

// SlugURLs are the resources whose rows have slugs in their addresses.
func (a appView) SlugURLs() []*resourceView {
	return onlyResources(a.Resources, func(r *resourceView) bool { return r.BySlug })
}

func slugURLs(a appView) bool { return len(a.SlugURLs()) > 0 }

// SlugURLsHuman names them.
func (a appView) SlugURLsHuman() string {
	var names []string
	for _, r := range a.SlugURLs() {
		names = append(names, r.HumansLower())
	}
	return listed(names)
}

// numbersInURLs reports whether an address has the number of a row in it.
func (a appView) numbersInURLs() bool {
	return slices.ContainsFunc(a.Resources, func(r *resourceView) bool { return !r.ByUUID && !r.BySlug })
}

// MadeURLs reports whether an address has a slug in it that is made from text.
func (a appView) MadeURLs() bool {
	return slices.ContainsFunc(a.Resources, func(r *resourceView) bool { return r.BySlug && r.SlugField().IsMade() })
}

// LeadsToParents reports whether tests look at the pages of rows that others
// refer to, and know only their ids.
func (a appView) LeadsToParents() bool {
	return slices.ContainsFunc(a.Resources, func(r *resourceView) bool {
		return slices.ContainsFunc(r.Parents(), func(f *fieldView) bool { return f.Target().BySlug })
	})
}

// SampledByPage reports whether samples of other resources need rows of it that
// only its pages can make, whose addresses do not tell their ids.
func (r *resourceView) SampledByPage() bool { return r.BySlug && r.Sampled() && !r.HasAPI() }

// SampledByPage reports whether a resource is.
func (a appView) SampledByPage() bool {
	return slices.ContainsFunc(a.Resources, (*resourceView).SampledByPage)
}

// Submits reports whether the address of a row that a page made tells its id,
// where there is no API to tell it.
func (a appView) Submits() bool {
	return slices.ContainsFunc(a.Resources, func(r *resourceView) bool { return !r.HasAPI() && !r.BySlug })
}

// SlugPagesOnly reports whether its rows have slugs in their addresses, and no
// API.
func (r *resourceView) SlugPagesOnly() bool { return r.BySlug && !r.HasAPI() }

// PrintsIDs reports whether its tests spell ids.
func (r *resourceView) PrintsIDs() bool {
	return len(r.Parents()) > 0 || r.BySlug && r.HasAPI() || r.AnyUUIDs() && !r.SlugPagesOnly()
}

// namedBy is what names a row in the addresses of the API.
func (r *resourceView) namedBy() string {
	if r.BySlug {
		return "slug, or by its id"
	}
	return "id"
}

// notAddresses is the pattern of slugs that cannot name rows in addresses, see
// input.IsAddress.
const notAddresses = "^(new|[0-9]+)$"

// addressSchema is the schema of what names a row: its slug, or its id.
func addressSchema() *jsonSchema {
	return &jsonSchema{Type: jsonTypes{"string"}, Pattern: wires[field.Slug].Pattern, MaxLength: 100}
}
