package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// RemoveField removes a field from the definition in data, with its own
// comments, and what its resource says about it: label and order, and the lists
// of unique and index that mention it. Everything else in the text stays as it
// is, to the byte. Errors are of type Errors.
func RemoveField(data []byte, resource, name string) ([]byte, error) {
	app, err := Parse(definition, data)
	if err != nil {
		return nil, err
	}
	if err := app.removableField(resource, name); err != nil {
		return nil, Errors{err}
	}
	want := app.clone()
	want.Resource(resource).removeField(name)
	p := newPatch(data)
	p.remove("resources", resource, "fields", name)
	p.removeMentions(resource, name)
	return p.result(want, byHand("remove %s from the fields of %s, and wherever the resource mentions it,", name, resource))
}

// RemoveResource removes a resource from the definition in data, with its own
// comments. Everything else in the text stays as it is, to the byte. Errors
// are of type Errors.
func RemoveResource(data []byte, name string) ([]byte, error) {
	app, err := Parse(definition, data)
	if err != nil {
		return nil, err
	}
	if errs := app.removableResource(name); errs != nil {
		return nil, errs
	}
	want := app.clone()
	want.Resources = slices.DeleteFunc(want.Resources, func(r *Resource) bool { return r.Name == name })
	p := newPatch(data)
	p.remove("resources", name)
	return p.result(want, byHand("remove %s from the resources,", name))
}

// removeField removes a field that r has.
func (r *Resource) removeField(name string) {
	i := slices.IndexFunc(r.Fields, func(f field.Field) bool { return f.Name == name })
	r.Fields = slices.Delete(r.Fields, i, i+1)
	delete(r.Hints, name)
	if r.Label == name {
		r.Label = defaultLabel(r)
	}
	if r.Order.Column == name {
		r.Order = newestFirst
	}
	mentions := func(list []string) bool { return slices.Contains(list, name) }
	r.Unique, r.Index = slices.DeleteFunc(r.Unique, mentions), slices.DeleteFunc(r.Index, mentions)
}

// removeMentions removes what a resource says about a field.
func (p *patch) removeMentions(resource, name string) {
	at := func(path ...string) []string { return append([]string{"resources", resource}, path...) }
	if p.value(at("label")...) == name {
		p.remove(at("label")...)
	}
	if strings.TrimPrefix(p.value(at("order")...), "-") == name {
		p.remove(at("order")...)
	}
	for _, key := range []string{"unique", "index"} {
		var lists []string
		for i := range p.length(at(key)...) {
			if list := strconv.Itoa(i); p.mentions(name, at(key, list)...) {
				lists = append(lists, list)
			}
		}
		if len(lists) > 0 && len(lists) == p.length(at(key)...) {
			p.remove(at(key)...)
			continue
		}
		for _, list := range slices.Backward(lists) {
			p.remove(at(key, list)...)
		}
	}
}

// mentions reports whether the list that path leads to has the element name.
func (p *patch) mentions(name string, path ...string) bool {
	for i := range p.length(path...) {
		if p.value(append(slices.Clone(path), strconv.Itoa(i))...) == name {
			return true
		}
	}
	return false
}
