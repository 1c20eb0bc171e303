package render

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// A wire is what values of a type are in JSON, and in TypeScript.
type wire struct {
	Type, TypeScript string // "" for anything in JSON, or where a field says more
	Format           string
	Pattern          string // of what clients send, where the format does not say it all
	Ordered          bool   // whether smaller and larger mean something to clients
}

// timePattern is that of a time of day, for which JSON Schema has no format.
const timePattern = `^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d{1,6})?)?$`

// wires says it for each type.
var wires = map[*field.Type]wire{
	field.String:     {"string", "string", "", "^.*$", true},
	field.Text:       {"string", "string", "", "", true},
	field.Int:        {"integer", "number", "int64", "", true},
	field.Float:      {"number", "number", "double", "", true},
	field.Decimal:    {"string", "Decimal", "", "", true},
	field.Bool:       {"boolean", "boolean", "", "", false},
	field.Date:       {"string", "DateText", "date", "", true},
	field.Time:       {"string", "TimeText", "", timePattern, true},
	field.Timestamp:  {"string", "Timestamp", "date-time", "", true},
	field.UUID:       {"string", "string", "uuid", "", false},
	field.JSON:       {"", "unknown", "", "", false},
	field.Enum:       {"string", "", "", "", false},
	field.Email:      {"string", "string", "email", "", true},
	field.URL:        {"string", "string", "uri", "^https?://", true},
	field.References: {"integer", "", "int64", "", false},
	field.Many:       {"integer", "", "int64", "", false},
	field.Slug:       {"string", "string", "", "^[a-z0-9]+(-[a-z0-9]+)*$", true},
	field.Markdown:   {"string", "string", "", "", true},
	field.Color:      {"string", "string", "", "^#[0-9A-Fa-f]{6}$", false},
	field.Phone:      {"string", "string", "", "^[+(]?[0-9 ()-]+$", false},
}

func (f *fieldView) wire() wire { return wires[f.Kept()] }

// value is the schema of f's values, whoever they come from.
func (f *fieldView) value() *jsonSchema {
	if f.IsMany() {
		return &jsonSchema{Type: jsonTypes{"array"}, Items: f.Target().idSchema()}
	}
	w := f.wire()
	s := &jsonSchema{Format: w.Format}
	if w.Type != "" {
		s.Type = jsonTypes{w.Type}
	}
	for _, v := range f.Values {
		s.Enum = append(s.Enum, v)
	}
	if f.Type == field.Decimal {
		s.Pattern = f.decimalPattern()
	}
	return s
}

// decimalPattern is that of a decimal as text, with as many digits as f has.
func (f *fieldView) decimalPattern() string {
	pattern := fmt.Sprintf(`^-?\d{1,%d}`, max(f.Precision-f.Scale, 1))
	if f.Scale > 0 {
		pattern += fmt.Sprintf(`(\.\d{1,%d})?`, f.Scale)
	}
	return pattern + "$"
}

// orNull lets s be null as well, if f is optional.
func (f *fieldView) orNull(s *jsonSchema) *jsonSchema {
	if !f.Optional || s.Type == nil {
		return s
	}
	s.Type = append(s.Type, "null")
	if s.Enum != nil {
		s.Enum = append(s.Enum, nil)
	}
	return s
}

// answered is the schema of f in answers.
func (f *fieldView) answered() *jsonSchema {
	s := f.value()
	if !f.IsMany() {
		s = f.orNull(s)
	}
	s.Description = strings.Join(f.meaning(), " ")
	s.ReadOnly = f.Readonly
	return s
}

// accepted is the schema of f in a body.
func (f *fieldView) accepted() *jsonSchema {
	s := f.value()
	notes := f.meaning()
	if pattern := f.wire().Pattern; pattern != "" {
		s.Pattern = pattern
	}
	switch {
	case f.IsMany():
		s.MaxItems = mostIDs
	case f.Type.Args == field.Max:
		f.limitLength(s)
	case f.Type == field.Decimal:
		s.Type = append(s.Type, "number") // which is read exactly as well
		notes = append(notes, f.span()...)
	case f.wire().Type == "string":
		notes = append(notes, f.span()...)
	case f.Type == field.JSON && !f.Optional:
		s.Not = &jsonSchema{Type: jsonTypes{"null"}}
	}
	if !slices.Equal(s.Type, jsonTypes{"string"}) {
		s.Minimum, s.Maximum = numberOf(f.Min), numberOf(f.Max)
	}
	if pattern := f.PortablePattern(); pattern != "" {
		s.Pattern = "^(?:" + pattern + ")$"
	}
	s.Description = strings.Join(notes, " ")
	s.WriteOnly = f.Private
	if f.IsMade() {
		s.Pattern = "^([a-z0-9]+(-[a-z0-9]+)*)?$"
		s.Type = append(s.Type, "null")
	}
	if f.NamesRows() {
		s.Not = &jsonSchema{Type: jsonTypes{"string"}, Pattern: notAddresses}
	}
	return f.orNull(s)
}

// limitLength gives s the lengths of f. Text that has to be there is more than
// blanks.
func (f *fieldView) limitLength(s *jsonSchema) {
	s.MaxLength = f.Length
	if f.Min != nil {
		s.MinLength, _ = strconv.Atoi(*f.Min)
	}
	if f.Optional {
		return
	}
	s.MinLength = max(s.MinLength, 1)
	switch f.Type {
	case field.String:
		s.Pattern = `^.*\S.*$`
	case field.Text, field.Markdown:
		s.Pattern = `\S`
	}
}

// initial is accepted with f's default, for bodies in which it may be absent.
func (f *fieldView) initial() *jsonSchema {
	s := f.accepted()
	switch {
	case !f.HasDefault():
	case f.isClock():
		s.Description = strings.TrimSpace(s.Description + " Default: " + *f.Default + ".")
	default:
		s.Default = f.inJSON(*f.Default)
	}
	return s
}

// isClock reports whether the default is what the clock shows.
func (f *fieldView) isClock() bool {
	return f.Type == field.Timestamp && *f.Default == "now" || f.Type == field.Date && *f.Default == "today"
}

// meaning is what there is to say about f in words.
func (f *fieldView) meaning() []string {
	var notes []string
	if f.Help != "" {
		notes = append(notes, f.Help)
	}
	switch f.Type {
	case field.Slug:
		if f.IsMade() {
			notes = append(notes, "Made from "+f.Source+" where it is empty.")
		}
	case field.Markdown:
		notes = append(notes, "Markdown.")
	case field.References:
		notes = append(notes, "The id of "+f.Target().AHuman()+".")
	case field.Many:
		notes = append(notes, "The ids of "+f.Target().HumansLower()+".")
	case field.Decimal:
		notes = append(notes, "An exact number as text.")
	case field.Time:
		notes = append(notes, "A time of day, such as 09:30.")
	case field.JSON:
		notes = append(notes, "Any JSON.")
	}
	return append(notes, f.rules()...)
}

// rules are what holds for f besides its schema.
func (f *fieldView) rules() []string {
	var rules []string
	if f.Unique {
		rules = append(rules, "No two "+f.Resource.HumansLower()+" have the same.")
	}
	if f.NamesRows() {
		rules = append(rules, "Not new, and no number.")
	}
	if f.Private {
		rules = append(rules, "Never shown.")
	}
	return rules
}

// mostIDs is the most ids that a client may send of many, see input.Many.
const mostIDs = 1000

// numberOf is a bound in JSON.
func numberOf(bound *string) json.Number {
	if bound == nil {
		return ""
	}
	return json.Number(*bound)
}

// inJSON is the value v, spelled as in gen.yaml, as the API spells it.
func (f *fieldView) inJSON(v string) any {
	if text, err := strconv.Unquote(f.Type.JSON(v)); err == nil {
		return text
	}
	return json.RawMessage(v)
}

// example is one of two values of f that differ if they can.
func (f *fieldView) example(i int) any {
	v := f.Samples()[i]
	switch {
	case f.IsMany() && f.sampled:
		return []any{f.Target().idExample()}
	case f.IsMany():
		return []any{}
	case f.IsReference() && !f.sampled || v == "":
		return nil
	case f.IsReference():
		return f.Target().idExample()
	}
	return f.inJSON(v)
}

// shown is the value of f in the example of an answer.
func (f *fieldView) shown() any {
	switch {
	case !f.Readonly:
		return f.example(0)
	case !f.HasDefault():
		return nil
	case f.isClock():
		return f.example(0)
	}
	return f.inJSON(*f.Default)
}
