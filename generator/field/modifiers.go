package field

import "strconv"

// Has reports whether f has the modifier m. A length is not a modifier, and
// neither is what a field has anyway: the restrict of a reference, that a slug
// is unique, and that many may be none.
func (f Field) Has(m Modifier) bool {
	switch m {
	case Optional:
		return f.Optional && f.Type != Many
	case Unique:
		return f.Unique && f.Type != Slug
	case Index:
		return f.Index
	case Search:
		return f.Search
	case Default:
		return f.Default != nil
	case Min:
		return f.Min != nil
	case MaxValue:
		return f.Max != nil
	case Private:
		return f.Private
	case Readonly:
		return f.Readonly
	case Restrict:
		return f.OnDelete == m && f.Type != References
	default:
		return f.OnDelete == m
	}
}

// Modifiers lists the modifiers that f has, in the order of Modifiers.
func (f Field) Modifiers() []Modifier {
	var has []Modifier
	for _, m := range Modifiers {
		if f.Has(m) {
			has = append(has, m)
		}
	}
	return has
}

// value is what follows m= in f's short form.
func (f Field) value(m Modifier) string {
	switch m {
	case Default:
		return *f.Default
	case Min:
		return *f.Min
	default:
		return *f.Max
	}
}

// Set gives f the modifier m; v counts only where m takes a value. Whether f
// may have it is for Check to say.
func (f *Field) Set(m Modifier, v string) *Error {
	switch m {
	case Optional:
		f.Optional = true
	case Unique:
		f.Unique = true
	case Index:
		f.Index = true
	case Search:
		f.Search = true
	case Default:
		f.Default = &v
	case Min:
		f.Min = &v
	case MaxValue:
		return f.setMax(v)
	case Private:
		f.Private = true
	case Readonly:
		f.Readonly = true
	default:
		f.OnDelete = m
	}
	return nil
}

func (f *Field) setMax(v string) *Error {
	if f.Type.Args != Max {
		f.Max = &v
		return nil
	}
	n, err := strconv.Atoi(v)
	if err != nil || n < 1 {
		return &Error{Part: string(MaxValue), Message: "max is a number of characters here, not " + strconv.Quote(v), Hint: "such as max=120"}
	}
	f.Length = n
	return nil
}
