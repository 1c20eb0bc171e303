package dialect

import (
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
)

// A conversion is how the values of a column become values of another type.
// Its members are SQL in which {} stands for the old value.
type conversion struct {
	value string // the new value; "" if it is the old one
	reads string // the condition under which there is a new value; "" if there always is
	keeps string // the condition under which nothing is lost on the way; "" if nothing ever is
}

// of puts an expression in the place of {}.
func of(template, expression string) string { return strings.ReplaceAll(template, "{}", expression) }

// A kind is what types have in common that a database keeps alike.
type kind int

const (
	texts kind = iota
	integers
	floats
	decimals
	bools
	dates
	times
	timestamps
	uuids
	documents
)

func kindOf(f field.Field) kind {
	switch f.Kept() {
	case field.Int, field.References:
		return integers
	case field.Float:
		return floats
	case field.Decimal:
		return decimals
	case field.Bool:
		return bools
	case field.Date:
		return dates
	case field.Time:
		return times
	case field.Timestamp:
		return timestamps
	case field.UUID:
		return uuids
	case field.JSON:
		return documents
	}
	return texts
}

// kinds says what is converted into what.
type kinds struct{ from, to kind }

// described is what a value is not that is none of f's.
func described(f field.Field) string {
	switch kindOf(f) {
	case integers:
		return "is not a whole number of 64 bits"
	case floats:
		return "is not a number"
	case decimals:
		return "is not a number of at most " + strconv.Itoa(f.Precision-f.Scale) + " digits before the point"
	case bools:
		return "is neither true nor false"
	case dates:
		return "is not a day such as 2026-11-21"
	case times:
		return "is not a time of day such as 09:30"
	case timestamps:
		return "is not a moment in UTC such as 2026-11-21T09:45:00Z"
	case uuids:
		return "is not a UUID"
	case documents:
		return "is not a JSON document"
	}
	return "is no text"
}

// changed is what happens to a value that the type of f cannot keep whole.
func changed(f field.Field) string {
	switch kindOf(f) {
	case integers, decimals:
		return "would be rounded"
	case floats:
		return "would lose digits"
	case dates:
		return "would lose its time of day"
	}
	return "would be cut"
}

// limit is ten to the power of the digits that f has before the point.
func limit(f field.Field) string { return "1" + strings.Repeat("0", f.Precision-f.Scale) }

// fits is the condition that a number needs no more digits before the point
// than f has.
func fits(number string, f field.Field) string { return "abs(" + number + ") < " + limit(f) }

// isImpossible reports whether nothing but a person can say what becomes of
// the values of old.
func isImpossible(old, to diff.Column) bool {
	if old.References != "" && to.References != "" && old.References != to.References {
		return true
	}
	return diff.CastOf(old.Field, to.Field) == diff.Impossible
}

// cut is the conversion of text to shorter text, which a person agreed to.
func cut(old, to field.Field) (conversion, bool) {
	if kindOf(old) != texts || to.Length == 0 || old.Length > 0 && old.Length <= to.Length {
		return conversion{}, false
	}
	n := strconv.Itoa(to.Length)
	return conversion{value: "substr({}, 1, " + n + ")", keeps: "length({}) <= " + n}, true
}
