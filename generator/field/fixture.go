package field

import (
	"slices"
	"strconv"
)

// Fixture is a field for every type with every modifier that it takes. Its
// references point at resource.
func Fixture(resource string) []Field {
	var fields []Field
	for _, t := range Types {
		fields = append(fields, fixture(t, t.Name+"_plain", resource))
		for _, m := range Modifiers {
			if t.Reason(m) != "" {
				continue
			}
			f := fixture(t, t.Name+"_"+string(m), resource)
			f.give(m)
			if len(f.Check()) == 0 {
				fields = append(fields, f)
			}
		}
	}
	return fields
}

// fixture is a field of type t with the arguments that t needs.
func fixture(t *Type, name, resource string) Field {
	f := New(name, t)
	switch t.Args {
	case Precision:
		f.Precision, f.Scale = 10, 2
	case Values:
		f.Values = []string{"draft", "published", "in-review"}
	case Resource:
		f.Resource = resource
	}
	return f
}

// give gives f the modifier m, with a value that suits, and what m needs.
func (f *Field) give(m Modifier) {
	samples := f.Type.Sample(*f)
	value := samples[0]
	switch {
	case f.Type.Args == Max && m == Min:
		value = "2"
	case f.Type.Args == Max && m == MaxValue:
		value = strconv.Itoa(max(f.Type.Lengths.Shortest, 40))
	case m == MaxValue && f.Type.Compare(samples[0], samples[1]) < 0, m == Min && f.Type.Compare(samples[0], samples[1]) > 0:
		value = samples[1]
	}
	f.Set(m, value)
	f.Optional = f.Optional || m == Nullify || m == Readonly
	if slices.Contains([]Modifier{Unique, Index}, m) && f.Type.Args == Max && f.Length == 0 {
		f.Length = f.Type.Lengths.Indexed
	}
}
