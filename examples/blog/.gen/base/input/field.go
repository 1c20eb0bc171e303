package input

import (
	"maps"
	"slices"
	"strings"
)

// A Field ties a name to a place in a form and to the rules for what may go
// there.
type Field struct {
	name     string
	required bool // has to be sent in a whole form
	readonly bool
	hidden   bool
	many     bool   // a set of values
	unsent   *Value // what leaving the field out of a whole HTML form means
	set      func(Value) error
	show     func() string
	shown    func(Value) bool // whether a browser sends back what it was shown
}

// Required is a field that must have a value, and must be sent.
func Required[T any](name string, to *T, p Parser[T]) Field {
	f := Default(name, to, p)
	f.required = true
	return f
}

// Default is a field that must have a value, and has one when it is not sent.
func Default[T any](name string, to *T, p Parser[T]) Field {
	return Field{
		name:   name,
		unsent: p.unsent,
		set: func(v Value) error {
			if v.empty() {
				return errBlank
			}
			parsed, err := p.read(v)
			if err == nil {
				*to = parsed
			}
			return err
		},
		show:  func() string { return p.format(*to) },
		shown: func(v Value) bool { return p.shows(v, *to) },
	}
}

// Optional is a field that may have no value.
func Optional[T any](name string, to **T, p Parser[T]) Field {
	return Field{
		name: name,
		set: func(v Value) error {
			if v.blank() {
				*to = nil
				return nil
			}
			parsed, err := p.read(v)
			if err == nil {
				*to = &parsed
			}
			return err
		},
		show: func() string {
			if *to == nil {
				return ""
			}
			return p.format(**to)
		},
		shown: func(v Value) bool { return *to != nil && p.shows(v, **to) },
	}
}

// Readonly is a field that clients see and may not send.
func Readonly(name string) Field {
	return Field{name: name, readonly: true}
}

// Hidden makes f one that is never shown. What is left blank in an HTML form
// stays as it is.
func (f Field) Hidden() Field {
	f.hidden = true
	return f
}

// Extent says how much of a form a client sends.
type Extent bool

// A whole form has to have every required field; of a part, what is left out
// stays as it is.
const (
	Whole Extent = true
	Part  Extent = false
)

// Read sets fields to the values that a client sent, and returns what is wrong
// with them. Of a form that was sent to find something, the rest may still be
// empty.
func Read(fields []Field, in Values, extent Extent) Errors {
	var errs Errors
	seeking := slices.ContainsFunc(fields, func(f Field) bool { return in.seeks(f.name) })
	for _, f := range fields {
		if err := f.read(in, extent); err == errSought || err != nil && !seeking {
			errs.Add(f.name, err.Error())
		}
	}
	if !in.typed {
		errs = append(errs, in.unknown(fields)...)
	}
	return errs
}

func (f Field) read(in Values, extent Extent) error {
	v, sent := in.fields[f.name]
	switch {
	case in.seeks(f.name):
		return errSought
	case sent && f.readonly && in.typed:
		return nil
	case sent && f.readonly:
		return errReadonly
	case sent && f.hidden && extent == Part && v.shape == isTyped && v.blank():
		return nil
	case sent && !v.storable():
		return errNotText
	case sent && extent == Part && v.shape == isTyped && f.shown(v):
		return nil // stays exactly what it is, with its microseconds
	case sent:
		return f.set(v)
	case extent == Whole && in.typed && f.unsent != nil:
		return f.set(*f.unsent)
	case extent == Whole && f.required:
		return errBlank
	}
	return nil
}

// unknown lists the members that are no field.
func (in Values) unknown(fields []Field) Errors {
	var errs Errors
	for _, name := range slices.Sorted(maps.Keys(in.fields)) {
		if !slices.ContainsFunc(fields, func(f Field) bool { return f.name == name }) {
			errs.Add(name, "is not a field")
		}
	}
	return errs
}

// Show returns what the controls of an HTML form hold, by name: what was
// typed, also if it could not be read, or else what the form has. In a form
// that is filled in for the first time, that is only the defaults.
func Show(fields []Field, typed Values, first bool) map[string]string {
	shown := make(map[string]string, len(fields))
	for _, f := range fields {
		switch v, sent := typed.fields[f.name]; {
		case f.hidden || f.readonly:
		case sent && f.many:
			shown[f.name] = strings.Join(v.texts, " ")
		case sent:
			shown[f.name] = v.text
		case first && f.required:
			shown[f.name] = ""
		default:
			shown[f.name] = f.show()
		}
	}
	return shown
}
