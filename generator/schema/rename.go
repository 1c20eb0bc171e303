package schema

import (
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// definition is the file of a definition, for messages.
const definition = "gen.yaml"

// RenameField gives a field of the definition in data another name, wherever
// its resource mentions it, and the hint that it was called from. Everything
// else in the text stays as it is, to the byte. Errors are of type Errors.
func RenameField(data []byte, resource, from, to string) ([]byte, error) {
	app, err := Parse(definition, data)
	if err != nil {
		return nil, err
	}
	if err := app.renamableField(resource, from, to); err != nil {
		return nil, Errors{err}
	}
	want := app.clone()
	r := want.Resource(resource)
	r.renameField(from, to)
	p := newPatch(data)
	p.renameField(r, from, to)
	f, _ := r.Field(to)
	return p.result(want, byHand("write this in the place of %s under %s, and %s wherever the resource mentions %s:\n%s",
		from, resource, to, from, line(f, r.Hint(to))))
}

// RenameResource gives a resource of the definition in data another name,
// wherever fields refer to it, and the hint that it was called from. A field
// that is named after the resource is renamed with it, if the name is free.
// Everything else in the text stays as it is, to the byte. Errors are of type
// Errors.
func RenameResource(data []byte, from, to string) ([]byte, error) {
	app, err := Parse(definition, data)
	if err != nil {
		return nil, err
	}
	if err := app.renamableResource(from, to); err != nil {
		return nil, Errors{err}
	}
	want := app.clone()
	changed := want.renameResource(from, to)
	p := newPatch(data)
	p.renameResource(want, changed, from, to)
	lines := fmt.Sprintf("  %s:\n    was: %s", to, from)
	for _, ref := range changed {
		lines += fmt.Sprintf("\nand under %s, in the place of %s:\n%s", ref.resource.Name, ref.from, line(ref.field(), ref.hint()))
	}
	return p.result(want, byHand("write this in the place of %s:, and keep what follows:\n%s", from, lines))
}

// line is a field as a line of a definition.
func line(f field.Field, h Hint) string {
	return "      " + text(f.Name) + ": " + spelled(f, h)
}

// byHand is the error where an edit is not safe.
func byHand(format string, args ...any) error {
	return Errors{{
		Code:    CannotEdit,
		Message: definition + " is written in a way that cannot be edited safely",
		Hint:    fmt.Sprintf(format, args...) + "\nthen run gen apply",
	}}
}

// clone is a copy of a that can be changed.
func (a *App) clone() *App {
	c := *a
	c.Resources = make([]*Resource, len(a.Resources))
	for i, r := range a.Resources {
		changed := *r
		changed.Fields = slices.Clone(r.Fields)
		changed.Unique, changed.Index = cloneLists(r.Unique), cloneLists(r.Index)
		changed.Hints = maps.Clone(r.Hints)
		c.Resources[i] = &changed
	}
	return &c
}

func cloneLists(lists [][]string) [][]string {
	cloned := make([][]string, len(lists))
	for i, list := range lists {
		cloned[i] = slices.Clone(list)
	}
	return cloned
}

// renameField renames a field that r has.
func (r *Resource) renameField(from, to string) {
	hint := r.Hint(from)
	hint.Was = from
	delete(r.Hints, from)
	r.setHint(to, hint)
	for i := range r.Fields {
		if r.Fields[i].Name == from {
			r.Fields[i].Name = to
		}
		if r.Fields[i].Source == from {
			r.Fields[i].Source = to
		}
	}
	if r.Label == from {
		r.Label = to
	}
	if r.Order.Column == from {
		r.Order.Column = to
	}
	for _, list := range slices.Concat(r.Unique, r.Index) {
		for i := range list {
			if list[i] == from {
				list[i] = to
			}
		}
	}
}

// A retargeted field refers to a resource that was renamed.
type retargeted struct {
	resource *Resource
	from, to string // its own name before and after
}

func (t retargeted) field() field.Field {
	f, _ := t.resource.Field(t.to)
	return f
}

func (t retargeted) hint() Hint { return t.resource.Hint(t.to) }

// renameResource renames a resource that a has, and gives the fields that
// refer to it.
func (a *App) renameResource(from, to string) []retargeted {
	r := a.Resource(from)
	r.Name, r.Was = to, from
	if r.Plural == Plural(from) {
		r.Plural = Plural(to)
	}
	var changed []retargeted
	for _, r := range a.Resources {
		for i, f := range r.Fields {
			if f.Resource != from {
				continue
			}
			r.Fields[i].Resource = to
			ref := retargeted{r, f.Name, f.Name}
			if f.Name == from && !r.takes(to) {
				ref.to = to
				r.renameField(from, to)
			}
			changed = append(changed, ref)
		}
	}
	return changed
}

// takes reports whether r has a field that a reference called name would
// clash with.
func (r *Resource) takes(name string) bool {
	column := field.New(name, field.References).Column()
	return slices.ContainsFunc(r.Fields, func(f field.Field) bool { return f.Name == name || f.Column() == column })
}

// renameField makes the text of the field that was called from mean the one
// that r has now.
func (p *patch) renameField(r *Resource, from, to string) {
	f, _ := r.Field(to)
	p.rewrite(f, r.Hint(to), "resources", r.Name, "fields", from)
	p.rename(to, "resources", r.Name, "fields", from)
	p.renameSource(r, to)
	p.renameMentions(r.Name, from, to)
}

// rewrite makes the field that path leads to mean f with its hint, which
// differs in name, resource and former name at most.
func (p *patch) rewrite(f field.Field, h Hint, path ...string) {
	found, ok := p.find(path...)
	if !p.check(ok) {
		return
	}
	if found.value.Kind != yaml.MappingNode {
		p.rewriteShort(f, h, path...)
		return
	}
	if _, target := entry(found.value, "resource"); f.Type.Args == field.Resource && (target != nil || f.Resource != field.New(f.Name, f.Type).Resource) {
		p.add("resource", f.Resource, path...)
	}
	if h.Was != "" {
		p.add("was", h.Was, path...)
	}
}

func (p *patch) rewriteShort(f field.Field, h Hint, path ...string) {
	if h.isEmpty() {
		p.retarget(f, path...)
	} else {
		p.put(LongForm(f, h), path...)
	}
}

// retarget writes the resource of the reference f, or the source of the slug,
// in the place of the former one, in the short form that path leads to.
func (p *patch) retarget(f field.Field, path ...string) {
	short := p.value(path...)
	typ, rest, _ := strings.Cut(short, ":")
	end := strings.IndexAny(rest, ":!?")
	if end < 0 {
		end = len(rest)
	}
	if respelled := typ + ":" + f.Resource + f.Source + rest[end:]; means(f, respelled) {
		p.set(respelled, path...)
		return
	}
	p.put(flowText(field.Short(f)), path...)
}

// means reports whether the short form is one of f.
func means(f field.Field, short string) bool {
	read, errs := field.Parse(f.Name, short)
	return len(errs) == 0 && field.Format(read) == field.Format(f)
}

// renameMentions renames a field where the resource mentions it.
func (p *patch) renameMentions(resource, from, to string) {
	at := func(path ...string) []string { return append([]string{"resources", resource}, path...) }
	if p.value(at("label")...) == from {
		p.set(to, at("label")...)
	}
	if column, minus := strings.CutPrefix(p.value(at("order")...), "-"); column == from {
		p.set(Order{to, minus}.String(), at("order")...)
	}
	for _, key := range []string{"unique", "index"} {
		for i := range p.length(at(key)...) {
			list := strconv.Itoa(i)
			for j := range p.length(at(key, list)...) {
				if element := at(key, list, strconv.Itoa(j)); p.value(element...) == from {
					p.set(to, element...)
				}
			}
		}
	}
}

// renameResource renames the resource and the fields that refer to it.
func (p *patch) renameResource(want *App, changed []retargeted, from, to string) {
	for _, ref := range changed {
		name := ref.resource.Name
		if name == to {
			name = from // which it still is in the text
		}
		path := []string{"resources", name, "fields", ref.from}
		p.rewrite(ref.field(), ref.hint(), path...)
		if ref.to != ref.from {
			p.rename(ref.to, path...)
			p.renameMentions(name, ref.from, ref.to)
		}
	}
	p.addFirst("was", from, "resources", from)
	if p.value("resources", from, "plural") == Plural(from) {
		p.set(want.Resource(to).Plural, "resources", from, "plural")
	}
	p.rename(to, "resources", from)
}
