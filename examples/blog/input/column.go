package input

import "encoding/json"

// A Column is a column of a list that clients may filter and sort by.
type Column struct {
	Name     string
	Nullable bool
	Groups   bool // rows with the same value are in the order of the list

	parse  func(Value) (any, error)
	decode func(Value) (any, error)
}

// Listed is a column with values that p reads.
func Listed[T any](name string, p Parser[T]) Column {
	parse := func(v Value) (any, error) { return p.parse(v) }
	decode := parse
	if _, isText := any(*new(T)).(string); isText {
		decode = func(v Value) (any, error) { return v.text, nil } // as it was stored, by whatever rules
	}
	return Column{Name: name, parse: parse, decode: decode}
}

// OrNull makes c a column that may have no value.
func (c Column) OrNull() Column {
	c.Nullable = true
	return c
}

// Grouping makes c a column whose values many rows have.
func (c Column) Grouping() Column {
	c.Groups = true
	return c
}

// Parse reads a value in a URL that the column is to be compared with, nil for
// none.
func (c Column) Parse(text string) (any, error) {
	v := Value{shape: isTyped, text: text}
	switch {
	case !v.storable():
		return nil, errNotText
	case v.blank() && c.Nullable:
		return nil, nil
	case v.blank():
		return nil, errBlank
	}
	return c.parse(v)
}

// Decode reads back a value of the column from JSON that the API wrote.
func (c Column) Decode(raw json.RawMessage) (any, error) {
	v := fromRaw(raw)
	switch {
	case !v.storable():
		return nil, errNotText
	case v.shape == isNull && c.Nullable:
		return nil, nil
	case v.shape == isNull:
		return nil, errBlank
	}
	return c.decode(v)
}
