package diff

import "github.com/seed-b1203020/gen/generator/field"

// A Cast says what becomes of the values of a column when what it holds
// changes and nothing else says how.
type Cast int

// The casts, from the harmless to the impossible.
const (
	Same       Cast = iota // the values stay what they are, though a new rule may refuse some
	Widening               // each value has its counterpart
	Checked                // a value may have none: then the migration stops
	Narrowing              // the database would change values without a word, such as by rounding
	Impossible             // only a person can say how
)

// CastOf is the cast from the values of one field to those of another.
func CastOf(old, to field.Field) Cast {
	if old.Type == to.Type {
		return sameType(old, to)
	}
	from, into := kindOf(old.Kept()), kindOf(to.Kept())
	switch {
	case old.IsMany() || to.IsMany():
		return Impossible
	case old.Kept() == to.Kept():
		return Same
	case from == textKind && into == textKind:
		if to.Type == field.Enum {
			return Checked
		}
		return Same
	case into == textKind && to.Type != field.Enum:
		return Widening
	case from == textKind && old.Type != field.Enum:
		return Checked
	case from == numberKind && into == numberKind:
		return numbers(old, to)
	}
	return others(old.Kept(), to.Kept())
}

// castOf is CastOf for columns, the references of which have tables.
func castOf(old, to Column) Cast {
	if old.Field.Type == field.References && to.Field.Type == field.References && old.References != to.References {
		return Impossible
	}
	return CastOf(old.Field, to.Field)
}

type kind int

const (
	otherKind kind = iota
	textKind
	numberKind
)

func kindOf(t *field.Type) kind {
	switch t {
	case field.String, field.Text, field.Markdown, field.Email, field.URL, field.Phone, field.Color, field.Slug, field.Enum:
		return textKind
	case field.Int, field.Float, field.Decimal, field.References:
		return numberKind
	}
	return otherKind
}

func sameType(old, to field.Field) Cast {
	switch {
	case old.Precision == to.Precision && old.Scale == to.Scale:
		return Same
	case to.Scale < old.Scale:
		return Narrowing
	case to.Precision-to.Scale < old.Precision-old.Scale:
		return Checked
	}
	return Widening
}

// numbers is the cast between two types of numbers. The ids of references are
// whole numbers.
func numbers(old, to field.Field) Cast {
	isWhole := func(f field.Field) bool { return f.Type == field.Int || f.Type == field.References }
	switch {
	case isWhole(old) && isWhole(to):
		return Same
	case isWhole(old):
		return Checked
	case old.Type == field.Decimal && to.Type == field.Float && old.Precision <= 15:
		return Widening
	case old.Type == field.Decimal && old.Scale == 0 && isWhole(to):
		return Checked
	}
	return Narrowing
}

func others(old, to *field.Type) Cast {
	switch [2]*field.Type{old, to} {
	case [2]*field.Type{field.Bool, field.Int}, [2]*field.Type{field.Date, field.Timestamp}:
		return Widening
	case [2]*field.Type{field.Int, field.Bool}:
		return Checked
	case [2]*field.Type{field.Timestamp, field.Date}, [2]*field.Type{field.Timestamp, field.Time}:
		return Narrowing
	}
	return Impossible
}
