package schema

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/field"
)

// checkSlugs checks what the slugs of r are made from.
func (p *parser) checkSlugs(r *Resource) {
	for _, f := range r.Fields {
		pos := p.app.Pos("resources", r.Name, "fields", f.Name)
		if !f.IsMade() || p.failedAt(pos) {
			continue
		}
		source, found := r.Field(f.Source)
		switch {
		case !found && p.isBroken(r, f.Source):
		case !found:
			p.fail(pos, BadArgument, p.guessField(r, f.Source), "field %q: there is no field %q to make it from", f.Name, f.Source)
		default:
			if err := f.MadeFrom(source); err != nil {
				p.fail(pos, BadArgument, "choose another field, or write "+f.Type.Name+" alone", "field %q: %v", f.Name, err)
			}
		}
	}
}

// madeFrom lists the fields of r that are made from the one called name.
func (r *Resource) madeFrom(name string) []field.Field {
	var made []field.Field
	for _, f := range r.Fields {
		if f.Source == name && f.Name != name {
			made = append(made, f)
		}
	}
	return made
}

// removableSource says why a field of r that others are made from cannot go.
func (r *Resource) removableSource(name string) *Error {
	for _, f := range r.madeFrom(name) {
		return &Error{
			Code: StillNeeded, Message: fmt.Sprintf("%s.%s is made from %q", r.Name, f.Name, name),
			Hint: fmt.Sprintf("remove %s.%s first, or write %s: %s", r.Name, f.Name, f.Name, f.Type.Name),
		}
	}
	return nil
}

// renameSource writes the new name of a field into those that are made from it.
func (p *patch) renameSource(r *Resource, to string) {
	for _, f := range r.madeFrom(to) {
		path := []string{"resources", r.Name, "fields", f.Name}
		if p.value(append(path, "from")...) != "" {
			p.set(to, append(path, "from")...)
		} else {
			p.retarget(f, path...)
		}
	}
}
