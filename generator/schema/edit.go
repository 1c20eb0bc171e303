package schema

import (
	"bytes"
	"errors"
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
	e := newEditor(data, resource, fields)
	if !e.edit() {
		return nil, e.cannot(file)
	}
	edited, err := Parse(file, e.result())
	if err != nil {
		return nil, e.blame(file, err)
	}
	if !means(edited, app, resource, fields) {
		return nil, e.cannot(file)
	}
	return e.result(), nil
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

// means reports whether edited is old with the fields added to the resource.
// The label may differ, because a new field may become the default.
func means(edited, old *App, resource string, fields []field.Field) bool {
	want := *old
	want.Resources = slices.Clone(old.Resources)
	now := edited.Resource(resource)
	i := slices.IndexFunc(want.Resources, func(r *Resource) bool { return r.Name == resource })
	if now == nil {
		return false
	}
	if i < 0 {
		i = len(want.Resources)
		want.Resources = append(want.Resources, &Resource{Name: resource, Plural: Plural(resource), Order: newestFirst})
	}
	changed := *want.Resources[i]
	changed.Fields = slices.Concat(changed.Fields, fields)
	changed.Label = now.Label
	want.Resources[i] = &changed
	return bytes.Equal(Marshal(edited), Marshal(&want))
}

// editor inserts text into a definition.
type editor struct {
	data     []byte // without the byte order mark
	marked   bool   // there was one
	newline  string
	resource string
	fields   []field.Field

	at     int // where to insert
	cut    int // how many bytes to leave out there
	insert string
}

func newEditor(data []byte, resource string, fields []field.Field) *editor {
	bare := bytes.TrimPrefix(data, bom)
	e := &editor{data: bare, marked: len(bare) < len(data), newline: "\n", resource: resource, fields: fields}
	if bytes.Contains(data, []byte("\r\n")) {
		e.newline = "\r\n"
	}
	return e
}

func (e *editor) result() []byte {
	var b bytes.Buffer
	if e.marked {
		b.Write(bom)
	}
	b.Write(e.data[:e.at])
	b.WriteString(e.insert)
	b.Write(e.data[e.at+e.cut:])
	return b.Bytes()
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

// entry finds the key called name and its value.
func entry(n *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
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
	return resources.Value == "" && e.insertAfterLine(e.lineEnd(start), lines)
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
		return e.addToFlow(n, in)
	}
	if len(n.Content) == 0 {
		return false
	}
	last := n.Content[len(n.Content)-2]
	lines := e.block(in, last.Column-1)
	if in == inResources && len(n.Content) > 2 && e.blankBefore(e.offset(at(last))) {
		lines = e.newline + lines
	}
	return e.insertAfterLine(e.blockEnd(e.offset(at(last)), last.Column-1), lines)
}

func isFlow(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 }

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

// cannot is the error where an edit is not safe.
func (e *editor) cannot(file string) error {
	lines := (&editor{newline: "\n", resource: e.resource, fields: e.fields}).block(inResources, 2)
	return Errors{{
		Code:    CannotEdit,
		Message: file + " is written in a way that cannot be edited safely",
		Hint:    "add these lines under resources by hand, then run gen apply:\n" + strings.TrimRight(lines, "\n"),
	}}
}

// blame tells errors of what was added from those of the edit itself.
func (e *editor) blame(file string, err error) error {
	var errs Errors
	if !errors.As(err, &errs) {
		return err
	}
	for _, err := range errs {
		if err.Code < BadAppName {
			return e.cannot(file)
		}
		err.File, err.Line, err.Column = "", 0, 0
	}
	return errs
}
