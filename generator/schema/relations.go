package schema

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// checkRelations checks what lies between resources, and between the fields
// of one in the light of all the others.
func (p *parser) checkRelations() {
	p.checkResourcePairs()
	p.checkFormerNames()
	for _, r := range p.app.Resources {
		p.checkGoNames(r)
		p.checkTargets(r)
		p.checkMany(r)
		p.checkSlugs(r)
		p.checkAddresses(r)
		p.checkSearches(r)
	}
	p.checkCircles()
}

// checkGoNames refuses two fields with the same column or the same Go name.
func (p *parser) checkGoNames(r *Resource) {
	columns, names := map[string]string{}, map[string]string{"PreviousUpdatedAt": "gen's queries"}
	for _, own := range ownColumns {
		names[p.app.GoName(own)] = fmt.Sprintf("the column %q", own)
	}
	for _, f := range r.Fields {
		pos := p.app.Pos("resources", r.Name, "fields", f.Name)
		if p.failedAt(pos) {
			continue
		}
		name := p.app.FieldGoName(f)
		if other, found := columns[f.Column()]; found {
			p.fail(pos, BadFieldName, "rename one of them", "fields %q and %q have the same column %q", other, f.Name, f.Column())
		} else if other, found := names[name]; found {
			p.fail(pos, BadFieldName, "rename one of them", "field %q has the same name in Go as %s: %s", f.Name, other, name)
		}
		columns[f.Column()] = f.Name
		names[name] = fmt.Sprintf("field %q", f.Name)
	}
}

func (p *parser) checkTargets(r *Resource) {
	for i, f := range r.Fields {
		if f.Type != field.References {
			continue
		}
		if target := p.app.Resource(f.Resource); target != nil {
			r.Fields[i].ByUUID = target.ByUUID
			continue
		}
		pos := p.app.Pos("resources", r.Name, "fields", f.Name)
		p.fail(pos, BadReference, p.guessResource(f), "field %q: there is no resource %q to refer to", f.Name, f.Resource)
	}
}

func (p *parser) guessResource(f field.Field) string {
	var names []string
	for _, r := range p.app.Resources {
		names = append(names, r.Name)
		if r.Plural == f.Resource {
			return fmt.Sprintf("did you mean %q?", r.Name)
		}
	}
	if guess := field.Suggest(f.Resource, names); guess != "" {
		return fmt.Sprintf("did you mean %q?", guess)
	}
	return fmt.Sprintf("the resources are %s; write %s: %s:RESOURCE if it is named otherwise", strings.Join(names, ", "), f.Name, f.Type.Name)
}

// checkCircles refuses required references that lead back to where they
// started, once for each circle.
func (p *parser) checkCircles() {
	done := map[string]bool{}
	var walk func(r *Resource, path []string)
	walk = func(r *Resource, path []string) {
		if i := slices.Index(path, r.Name); i >= 0 {
			p.circle(append(path[i:], r.Name))
			return
		}
		if done[r.Name] {
			return
		}
		for _, f := range r.References() {
			if target := p.app.Resource(f.Resource); target != nil && !f.Optional {
				walk(target, append(slices.Clone(path), r.Name))
			}
		}
		done[r.Name] = true
	}
	for _, r := range p.app.Resources {
		walk(r, nil)
	}
}

// circle reports a circle at its last reference, which closes it.
func (p *parser) circle(path []string) {
	from, to := path[len(path)-2], path[len(path)-1]
	for _, f := range p.app.Resource(from).References() {
		if f.Resource == to && !f.Optional {
			p.fail(p.app.Pos("resources", from, "fields", f.Name), BadCircle, "make one of the references optional",
				"required references in a circle, so no first row can be made: %s", strings.Join(path, " → "))
			return
		}
	}
}
