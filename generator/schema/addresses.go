package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// SlugField is the field of r whose values name its rows in addresses, where
// they do.
func (r *Resource) SlugField() (field.Field, bool) {
	i := slices.IndexFunc(r.Fields, func(f field.Field) bool { return r.BySlug && f.Type == field.Slug })
	if i < 0 {
		return field.Field{}, false
	}
	return r.Fields[i], true
}

// checkAddresses checks that there is one slug to name the rows of r by, and
// that each of them has it.
func (p *parser) checkAddresses(r *Resource) {
	if !r.BySlug || len(p.defined[r]) > len(r.Fields) { // what could not be read may be the one
		return
	}
	var names []string
	for _, f := range r.Fields {
		if f.Type == field.Slug {
			names = append(names, f.Name)
		}
	}
	pos := p.app.Pos("resources", r.Name, "id")
	switch len(names) {
	case 0:
		p.fail(pos, BadID, r.slugHint(), "resource %q: id: slug, and it has no field of type slug", r.Name)
		return
	case 1:
	default:
		p.fail(pos, BadID, "keep one, and make the others string:100:unique", "resource %q: id: slug, and it has several fields of that type: %s", r.Name, strings.Join(names, ", "))
		return
	}
	if f, _ := r.SlugField(); f.Optional {
		p.fail(p.app.Pos("resources", r.Name, "fields", f.Name), BadID, "leave optional out", "field %q: it names the rows in addresses, so each has to have it", f.Name)
	}
}

// slugHint says how to give r a slug, made from its label if that can be.
func (r *Resource) slugHint() string {
	slug := field.New("slug", field.Slug)
	if _, taken := r.Field(slug.Name); taken {
		return "write slug: slug"
	}
	if label, found := r.Field(r.Label); found && slug.MadeFrom(label) == nil {
		slug.Source = label.Name
	}
	return fmt.Sprintf("add %s: %s to its fields", slug.Name, field.Short(slug))
}

// removableSlug says why a field of r that addresses have in them cannot go.
func (r *Resource) removableSlug(name string) *Error {
	if f, found := r.SlugField(); !found || f.Name != name {
		return nil
	}
	return &Error{
		Code: StillNeeded, Message: fmt.Sprintf("%s.%s names the rows in addresses", r.Name, name),
		Hint: "leave id: slug out first",
	}
}
