package schema

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// AddFields gives the definition in data the fields, and the resource if it
// is new. Everything else in the text stays as it is, to the byte. A field
// that is there with the same meaning is left alone; one with another meaning
// is an error of code FieldDiffers. Errors are of type Errors, and those about
// what is to be added have no place.
func AddFields(file string, data []byte, resource string, fields []field.Field) ([]byte, error) {
	app, err := Parse(file, data)
	if err != nil {
		return nil, err
	}
	fields, err = missing(file, app, resource, fields)
	if err != nil {
		return nil, err
	}
	if len(fields) == 0 && app.Resource(resource) != nil {
		return data, nil
	}
	if err := addable(resource, fields); err != nil {
		return nil, err
	}
	e := &editor{source: newSource(data), resource: resource, fields: fields}
	if !e.edit() {
		return nil, e.cannot(file)
	}
	edited, err := Parse(file, e.bytes())
	if err != nil {
		return nil, blame(err, e.cannot(file))
	}
	if !adds(edited, app, resource, fields) {
		return nil, e.cannot(file)
	}
	return e.bytes(), nil
}

// missing leaves out the fields that the resource has.
func missing(file string, app *App, resource string, fields []field.Field) ([]field.Field, error) {
	r := app.Resource(resource)
	if r == nil {
		return fields, nil
	}
	var added []field.Field
	var differs Errors
	for _, f := range fields {
		old, found := r.Field(f.Name)
		switch {
		case !found:
			added = append(added, f)
		case field.Format(old) != field.Format(f):
			pos := app.Pos("resources", resource, "fields", f.Name)
			differs = append(differs, &Error{
				File: file, Line: pos.Line, Column: pos.Column, Code: FieldDiffers,
				Message: fmt.Sprintf("%s.%s is there already, as %s", resource, f.Name, field.Short(old)),
				Hint:    fmt.Sprintf("to change it, write %s: %s there and run gen apply", text(f.Name), text(field.Short(f))),
			})
		}
	}
	if differs != nil {
		return nil, differs.sorted()
	}
	return added, nil
}

// addable checks what is to be added by itself.
func addable(resource string, fields []field.Field) error {
	if err := CheckResourceName(resource); err != nil {
		return Errors{err}
	}
	if len(fields) == 0 {
		return Errors{{Code: MissingKey, Message: fmt.Sprintf("resource %q: it has no fields", resource),
			Hint: fmt.Sprintf("name at least one: gen resource %s title:string", resource)}}
	}
	seen := map[string]bool{}
	for _, f := range fields {
		if seen[f.Name] {
			return Errors{{Code: DuplicateKey, Message: fmt.Sprintf("field %q is given twice", f.Name), Hint: "remove one of them"}}
		}
		seen[f.Name] = true
	}
	return nil
}

// adds reports whether edited is old with the fields added to the resource.
// The label may differ, because a new field may become the default.
func adds(edited, old *App, resource string, fields []field.Field) bool {
	want := *old
	want.Resources = slices.Clone(old.Resources)
	now := edited.Resource(resource)
	i := slices.IndexFunc(want.Resources, func(r *Resource) bool { return r.Name == resource })
	if now == nil {
		return false
	}
	if i < 0 {
		i = len(want.Resources)
		want.Resources = append(want.Resources, &Resource{Name: resource, Plural: Plural(resource), Order: newestFirst, NoAPI: old.NoAPI, NoHTML: old.NoHTML})
	}
	changed := *want.Resources[i]
	changed.Fields = slices.Concat(changed.Fields, fields)
	changed.Label = now.Label
	want.Resources[i] = &changed
	return bytes.Equal(Marshal(edited), Marshal(&want))
}

// editor adds to the text of a definition.
type editor struct {
	source
	resource string
	fields   []field.Field
}

// edit finds where the fields go, and how they are written there.
func (e *editor) edit() bool {
	var doc yaml.Node
	if yaml.Unmarshal(e.data, &doc) != nil || len(doc.Content) == 0 {
		return false
	}
	root := doc.Content[0]
	_, resources := entry(root, "resources")
	if resources == nil {
		return e.addEntry(root, inDefinition)
	}
	_, r := entry(resources, e.resource)
	if r == nil {
		return e.addResource(root, resources)
	}
	_, fields := entry(r, "fields")
	return fields != nil && e.addEntry(fields, inFields)
}

// addResource adds the resource to those that are there, if any.
func (e *editor) addResource(root, resources *yaml.Node) bool {
	if len(resources.Content) > 0 || isFlow(root) {
		return e.addEntry(resources, inResources)
	}
	key, _ := entry(root, "resources")
	start, lines := e.offset(at(key)), e.block(inResources, key.Column+1)
	if isFlow(resources) {
		return e.replaceBraces(start, lines)
	}
	if resources.Value != "" {
		return false
	}
	e.insertAfterLine(e.lineEnd(start), lines)
	return true
}

// replaceBraces puts lines in the place of the empty braces in the line at
// start.
func (e *editor) replaceBraces(start int, lines string) bool {
	end := e.lineEnd(start)
	if end > start && e.data[end-1] == '\r' {
		end--
	}
	before, after, found := strings.Cut(string(e.data[start:end]), "{}")
	if !found {
		return false
	}
	before = strings.TrimRight(before, " ")
	e.splice(start+len(before), end, after+strings.TrimSuffix(e.newline+lines, e.newline))
	return true
}

// holder says what a mapping that is added to holds.
type holder int

const (
	inDefinition holder = iota
	inResources
	inFields
)

// addEntry adds to the mapping n.
func (e *editor) addEntry(n *yaml.Node, in holder) bool {
	if n.Kind != yaml.MappingNode {
		return false
	}
	if isFlow(n) {
		return e.addToFlow(e.offset(at(n)), e.flow(in))
	}
	if len(n.Content) == 0 {
		return false
	}
	last, value := n.Content[len(n.Content)-2], n.Content[len(n.Content)-1]
	lines := e.block(in, last.Column-1)
	if in == inResources && len(n.Content) > 2 && e.blankBefore(e.offset(at(last))) {
		lines = e.newline + lines
	}
	e.insertAfterLine(e.blockEnd(e.offset(at(last)), last.Column-1, value), lines)
	return true
}

// block writes what is added as lines; the first is indented by indent.
func (e *editor) block(in holder, indent int) string {
	step := 2
	if in == inResources {
		step = max(step, indent)
	}
	var b strings.Builder
	line := func(level int, s string) {
		b.WriteString(strings.Repeat(" ", indent+level*step) + s + e.newline)
	}
	level := 0
	if in == inDefinition {
		line(level, "resources:")
		level++
	}
	if in != inFields {
		line(level, text(e.resource)+":")
		line(level+1, "fields:")
		level += 2
	}
	for _, f := range e.fields {
		line(level, text(f.Name)+": "+text(field.Short(f)))
	}
	return b.String()
}

// flow writes what is added within braces.
func (e *editor) flow(in holder) string {
	var entries []string
	for _, f := range e.fields {
		entries = append(entries, flowText(f.Name)+": "+flowText(field.Short(f)))
	}
	s := strings.Join(entries, ", ")
	if in != inFields {
		s = flowText(e.resource) + ": {fields: {" + s + "}}"
	}
	if in == inDefinition {
		s = "resources: {" + s + "}"
	}
	return s
}

// cannot is the error where an edit is not safe.
func (e *editor) cannot(file string) error {
	lines := (&editor{source: newSource(nil), resource: e.resource, fields: e.fields}).block(inResources, 2)
	return Errors{{
		Code:    CannotEdit,
		Message: file + " is written in a way that cannot be edited safely",
		Hint:    "add these lines under resources by hand, then run gen apply:\n" + strings.TrimRight(lines, "\n"),
	}}
}
