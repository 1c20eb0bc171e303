package field

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
)

// Lookup finds a type by its name or by an alias.
func Lookup(name string) (*Type, bool) {
	for _, t := range Types {
		if t.Name == name || slices.Contains(t.Aliases, name) {
			return t, true
		}
	}
	return nil, false
}

// Names lists the names of all types.
func Names() []string {
	names := make([]string, len(Types))
	for i, t := range Types {
		names[i] = t.Name
	}
	return names
}

// laterTypes are known, and not available in this version.
var laterTypes = []string{"image", "file"}

// half is what a shell makes of decimal{10,2}.
var half = regexp.MustCompile(`^([a-z]+)\{?([0-9]+)$`)

// asInSQL is how SQL writes varchar(255) and numeric(10, 2).
var asInSQL = regexp.MustCompile(`^([a-z]+)\(([0-9]+)(?:, *([0-9]+))?\)$`)

// typeHints mend what is no type, but known from elsewhere.
var typeHints = map[string]string{
	"has_many": "it is the other resource that has a field of type references; or write many, if each side has any number of the other",
	"has_one":  "it is the other resource that has a field, of type references and unique",
	"money":    "write decimal:10:2",
	"password": "write string:private",
}

// FindType finds the type that a definition names, or says what is wrong
// with the name.
func FindType(name string) (*Type, *Error) {
	if t, found := Lookup(name); found {
		return t, nil
	}
	err := &Error{Part: "type", Message: fmt.Sprintf("unknown type %q", name)}
	if m := half.FindStringSubmatch(name); m != nil {
		if t, found := Lookup(m[1]); found {
			return nil, halfError(name, t, m[2])
		}
	}
	if m := asInSQL.FindStringSubmatch(name); m != nil {
		if t, found := Lookup(m[1]); found {
			err.Hint = "write " + strings.TrimSuffix(strings.Join([]string{t.Name, m[2], m[3]}, ":"), ":")
			return nil, err
		}
	}
	if err.Hint = typeHints[name]; err.Hint != "" {
		return nil, err
	}
	if slices.Contains(laterTypes, name) {
		err.Message = fmt.Sprintf("type %q is not available in this version", name)
		err.Hint = "the types are " + strings.Join(Names(), ", ")
		return nil, err
	}
	if guess := Suggest(strings.ToLower(name), allNames()); guess != "" {
		err.Hint = fmt.Sprintf("did you mean %q?", guess)
		return nil, err
	}
	err.Hint = "the types are " + strings.Join(Names(), ", ")
	return nil, err
}

func halfError(name string, t *Type, number string) *Error {
	err := &Error{Part: "type", Message: fmt.Sprintf("unknown type %q", name), Hint: fmt.Sprintf("write %s:%s", t.Name, number)}
	if t.Args == Precision {
		err.Message = fmt.Sprintf("%q looks like one half of %s{10,2}, which the shell took apart", name, t.Name)
		err.Hint = fmt.Sprintf("write %s:10:2, which every shell leaves alone", t.Name)
	}
	return err
}

func allNames() []string {
	names := Names()
	for _, t := range Types {
		names = append(names, t.Aliases...)
	}
	return names
}

// New is a field as it is when nothing follows its type.
func New(name string, t *Type) Field {
	f := Field{Name: name, Type: t, Length: t.Lengths.Default}
	switch t {
	case References:
		f.Resource, f.OnDelete = name, Restrict
	case Many:
		f.Resource, f.Optional = Singular(name), true
	}
	f.Unique = t == Slug
	return f
}

// Groups reports whether a value of t is what many rows have.
func (t *Type) Groups() bool { return t == Bool || t == Enum || t == References }

// Reason says why t refuses m, or "".
func (t *Type) Reason(m Modifier) string {
	if reason := t.Refuses[m]; reason != "" {
		return reason
	}
	switch m {
	case Cascade, Restrict, Nullify:
		if t != References {
			return "it says what deleting a referenced row does"
		}
	case Search:
		if !t.Words {
			return "its values are not made of words"
		}
	case Min, MaxValue:
		if t.Args != Max && t.Compare == nil {
			return "its values have no order"
		}
	}
	return ""
}
