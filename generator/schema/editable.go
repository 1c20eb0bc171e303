package schema

import (
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// renamableField says why a field cannot get another name.
func (a *App) renamableField(resource, from, to string) *Error {
	r, f, err := a.findField(resource, from)
	if err != nil {
		return err
	}
	if from == to {
		return sameName("field", to)
	}
	f.Name = to
	for _, err := range f.Check() {
		if err.Part == "name" {
			return &Error{Code: BadFieldName, Message: fmt.Sprintf("field %q: %s", to, err.Message), Hint: err.Hint}
		}
	}
	if _, taken := r.Field(to); taken {
		return &Error{Code: NameTaken, Message: fmt.Sprintf("resource %q has a field %q already", resource, to), Hint: "choose another name"}
	}
	return nil
}

// renamableResource says why a resource cannot get another name.
func (a *App) renamableResource(from, to string) *Error {
	if _, err := a.findResource(from); err != nil {
		return err
	}
	if from == to {
		return sameName("resource", to)
	}
	if err := CheckResourceName(to); err != nil {
		return err
	}
	if a.Resource(to) != nil {
		return &Error{Code: NameTaken, Message: fmt.Sprintf("there is a resource %q already", to), Hint: "choose another name"}
	}
	return nil
}

func sameName(what, name string) *Error {
	return &Error{Code: NameTaken, Message: fmt.Sprintf("the %s is called %q already", what, name), Hint: "choose another name"}
}

// removableField says why a field cannot be removed.
func (a *App) removableField(resource, name string) *Error {
	r, _, err := a.findField(resource, name)
	if err != nil {
		return err
	}
	if len(r.Fields) == 1 {
		return &Error{Code: StillNeeded, Message: fmt.Sprintf("%q is the only field of resource %q", name, resource),
			Hint: "add another one first, or remove the resource"}
	}
	if err := r.removableSlug(name); err != nil {
		return err
	}
	return r.removableSource(name)
}

// removableResource says why a resource cannot be removed.
func (a *App) removableResource(name string) Errors {
	if _, err := a.findResource(name); err != nil {
		return Errors{err}
	}
	var errs Errors
	for _, r := range a.Resources {
		for _, f := range r.Fields {
			if f.Resource != name || r.Name == name {
				continue
			}
			pos := a.Pos("resources", r.Name, "fields", f.Name)
			errs = append(errs, &Error{
				File: definition, Line: pos.Line, Column: pos.Column, Code: StillNeeded,
				Message: fmt.Sprintf("%s.%s refers to %q", r.Name, f.Name, name),
				Hint:    fmt.Sprintf("remove %s.%s first", r.Name, f.Name),
			})
		}
	}
	return errs
}

func (a *App) findResource(name string) (*Resource, *Error) {
	if r := a.Resource(name); r != nil {
		return r, nil
	}
	var names []string
	for _, r := range a.Resources {
		names = append(names, r.Name)
	}
	return nil, &Error{Code: NotDefined, Message: fmt.Sprintf("there is no resource %q", name), Hint: guess(name, "resources", names)}
}

func (a *App) findField(resource, name string) (*Resource, field.Field, *Error) {
	r, err := a.findResource(resource)
	if err != nil {
		return nil, field.Field{}, err
	}
	f, found := r.Field(name)
	if found {
		return r, f, nil
	}
	var names []string
	for _, f := range r.Fields {
		names = append(names, f.Name)
	}
	return nil, field.Field{}, &Error{Code: NotDefined, Message: fmt.Sprintf("resource %q has no field %q", resource, name), Hint: guess(name, "fields", names)}
}

// guess is the hint for a name that is none of those that are.
func guess(name, what string, names []string) string {
	if len(names) == 0 {
		return "there are no " + what
	}
	if meant := field.Suggest(name, names); meant != "" {
		return fmt.Sprintf("did you mean %q?", meant)
	}
	return fmt.Sprintf("the %s are %s", what, strings.Join(names, ", "))
}
