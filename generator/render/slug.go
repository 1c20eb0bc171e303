package render

import "strings"

// MadeFields are the fields that get a value from another one when they are
// left empty.
func (r *resourceView) MadeFields() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return f.IsMade() })
}

// Hyphened is its name as a slug.
func (r *resourceView) Hyphened() string { return strings.ReplaceAll(r.Name, "_", "-") }

// SlugQuery counts the other rows that have a given value in it.
func (f *fieldView) SlugQuery() string { return "Count" + f.Resource.GoPlural() + "With" + f.Go() }

// source is the field that it is made from.
func (f *fieldView) source() *fieldView {
	return only(f.Resource.Fields, func(other *fieldView) bool { return other.Name == f.Source })[0]
}

// SourceText points at the text that it is made from, as a Go expression.
func (f *fieldView) SourceText() string {
	source := f.source()
	if source.Optional {
		return "p." + source.Go()
	}
	return "&p." + source.Go()
}

// makesSlugs reports whether a field of a is made from another one.
func makesSlugs(a appView) bool {
	return len(onlyResources(a.Resources, (*resourceView).makesSlugs)) > 0
}

func (r *resourceView) makesSlugs() bool { return len(r.MadeFields()) > 0 }
