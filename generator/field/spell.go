package field

import (
	"fmt"
	"html"
	"strconv"
	"strings"
)

// is gives s for every field.
func is(s string) func(Field) string { return func(Field) string { return s } }

// same spells a value as gen.yaml does.
func same(v string) string { return v }

// bare is a Literal spelled as in gen.yaml.
func bare(_ Field, v string) string { return v }

// quote is a Literal in quotes.
func quote(_ Field, v string) string { return strconv.Quote(v) }

// quoteValue spells a value as a Go string.
func quoteValue(v string) string { return strconv.Quote(v) }

// rawString spells v as a Go string without escapes, if it can be.
func rawString(v string) string {
	if strconv.CanBackquote(v) {
		return "`" + v + "`"
	}
	return strconv.Quote(v)
}

// call is a Go call; strings among the arguments are quoted.
func call(name string, args ...any) string {
	spelled := make([]string, len(args))
	for i, arg := range args {
		spelled[i] = fmt.Sprintf("%#v", arg)
	}
	return name + "(" + strings.Join(spelled, ", ") + ")"
}

// bounded appends f's minimum and maximum to the parser's expression.
func bounded(f Field, parser string) string {
	if f.Min != nil {
		parser += ".Min(" + f.Type.Literal(f, *f.Min) + ")"
	}
	if f.Max != nil {
		parser += ".Max(" + f.Type.Literal(f, *f.Max) + ")"
	}
	return parser
}

// boundAttrs are the attributes min and max of f's control.
func boundAttrs(f Field, spell func(v string) string) string {
	var s string
	if f.Min != nil {
		s += attr("min", spell(*f.Min))
	}
	if f.Max != nil {
		s += attr("max", spell(*f.Max))
	}
	return s
}

// numberAttrs are the attributes of a control for numbers. It is a line of text
// that asks phones for a keyboard with digits, because type="number" forgets
// what was typed when that is no number. Such keyboards may have no minus.
func numberAttrs(f Field, inputmode string) string {
	attributes := attr("autocomplete", "off")
	if f.Min != nil && !strings.HasPrefix(*f.Min, "-") {
		attributes = attr("inputmode", inputmode) + attributes
	}
	return attributes
}

// attr is an HTML attribute after a space.
func attr(name, value string) string {
	return fmt.Sprintf(` %s="%s"`, name, html.EscapeString(value))
}

// count is n things in words: 1 digit, 2 digits.
func count(n int, thing string) string {
	if n == 1 {
		return "1 " + thing
	}
	return fmt.Sprintf("%d %ss", n, thing)
}

// SQL is the value v as a literal that both databases read.
func (t *Type) SQL(v string) string {
	switch {
	case t == Timestamp && v == now:
		return "CURRENT_TIMESTAMP"
	case t == Date && v == today:
		return "CURRENT_DATE"
	}
	if t.Stored != nil {
		v = t.Stored(v)
	}
	if t.Quoted {
		return "'" + strings.ReplaceAll(v, "'", "''") + "'"
	}
	return v
}
