package render

import (
	"fmt"
	"regexp"
	"strings"
	"text/template"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A fieldView is a field as templates see it.
type fieldView struct {
	field.Field
	Resource *resourceView // that it belongs to
	sampled  bool          // whether samples refer to a row
}

// Target is the resource that it refers to, nil unless it is a reference or
// many.
func (f *fieldView) Target() *resourceView {
	if f.Type != field.References && f.Type != field.Many {
		return nil
	}
	return f.Resource.scope.view(f.Field.Resource)
}

// Go is the field's name in Go structs.
func (f *fieldView) Go() string { return f.Resource.app.FieldGoName(f.Field) }

// GoType is the type of its value; of an optional one, a pointer.
func (f *fieldView) GoType() string {
	if f.IsMany() {
		return "[]" + f.Kept().Go
	}
	return f.pointer(f.Kept().Go)
}

func (f *fieldView) pointer(goType string) string {
	if f.Optional && !f.Type.Nilable {
		return "*" + goType
	}
	return goType
}

// IsReference reports whether it refers to another row.
func (f *fieldView) IsReference() bool { return f.Type == field.References }

// IncludedGo is, of a reference or many, the name of what it refers to in the
// API's answers.
func (f *fieldView) IncludedGo() string { return schema.GoName(f.Name) }

// HasDefault reports whether it has a default.
func (f *fieldView) HasDefault() bool { return f.Default != nil }

// DefaultValue is the default as a value of GoType.
func (f *fieldView) DefaultValue() string {
	literal := f.Type.Literal(f.Field, *f.Default)
	if !strings.HasPrefix(f.GoType(), "*") {
		return literal
	}
	if f.Type.Go == "int64" || f.Type.Go == "float64" {
		literal = f.Type.Go + "(" + literal + ")"
	}
	return "new(" + literal + ")"
}

// InputField is the line that ties it to a form and its rules.
func (f *fieldView) InputField() string {
	line := fmt.Sprintf("input.%s(%q, &f.%s, %s)", f.presence(), f.Column(), f.Go(), f.parser())
	switch {
	case f.Readonly:
		return fmt.Sprintf("input.Readonly(%q)", f.Column())
	case f.Optional && f.Type.Nilable:
		line = fmt.Sprintf("input.Optional%s(%q, &f.%s)", f.Type.Go[strings.Index(f.Type.Go, ".")+1:], f.Column(), f.Go())
	}
	if f.Private {
		line += ".Hidden()"
	}
	return line
}

// IsListed reports whether lists can be filtered and sorted by it.
func (f *fieldView) IsListed() bool { return f.Resource.Lists(f.Field) }

// IsSortable reports whether the table with the list can be sorted by it. The
// numbers of other rows are no order for people.
func (f *fieldView) IsSortable() bool { return f.IsListed() && !f.IsReference() }

// ListedColumn is the line that lets clients filter and sort by it. One may ask
// for what is outside of its bounds, and find nothing.
func (f *fieldView) ListedColumn() string {
	unbounded := f.Field
	unbounded.Min, unbounded.Max = nil, nil
	name := f.Column()
	if f.IsMany() {
		name = f.FilterName()
	}
	line := fmt.Sprintf("input.Listed(%q, %s)", name, f.Kept().Parser(unbounded))
	if f.Optional && !f.IsMany() {
		line += ".OrNull()"
	}
	if f.Resource.Groups(f.Field) && !f.Resource.OrderIsOptional() {
		line += ".Grouping()"
	}
	return line
}

// presence is the function of package input that says whether it may be left
// out.
func (f *fieldView) presence() string {
	switch {
	case f.IsMany():
		return "Many"
	case f.IsMade():
		return "Made"
	case f.Optional:
		return "Optional"
	case f.HasDefault():
		return "Default"
	}
	return "Required"
}

// JSONType is its type in the API's answers.
func (f *fieldView) JSONType() string {
	if f.Type == field.Decimal {
		return f.pointer("string") // a number would be read as a float
	}
	return f.GoType()
}

// JSONValue is its value in the API's answers.
func (f *fieldView) JSONValue() string {
	value := "row." + f.Go()
	switch {
	case f.Type != field.Decimal:
		return value
	case f.Optional:
		return fmt.Sprintf("input.FixedDecimal(%s, %d)", value, f.Scale)
	}
	return fmt.Sprintf("%s.StringFixed(%d)", value, f.Scale)
}

// SampleA and SampleB are two different values, as Go expressions.
func (f *fieldView) SampleA() string { return f.sample(0) }

// SampleB is the other one.
func (f *fieldView) SampleB() string { return f.sample(1) }

func (f *fieldView) sample(i int) string {
	switch {
	case f.IsMany():
		return f.manySample(i)
	case f.sampled:
		return f.Target().Camel() + string("AB"[i])
	case f.IsReference():
		return "nil"
	}
	return f.Type.JSON(f.Samples()[i])
}

// needs reports whether the lines that forms have for it use Go package pkg.
func (f *fieldView) needs(pkg string) bool {
	uses := f.InputField()
	if !f.Readonly {
		uses += f.GoType()
	}
	if f.HasDefault() {
		uses += f.DefaultValue()
	}
	return mentions(uses, pkg) && pkg != "input"
}

// literals are the texts in Go code.
var literals = regexp.MustCompile("`[^`]*`|\"(\\\\.|[^\"\\\\])*\"")

// mentions reports whether Go code uses package pkg, of which a text in it may
// have the name.
func mentions(code, pkg string) bool {
	return strings.Contains(literals.ReplaceAllString(code, `""`), pkg+".")
}

// A choice is an option of a select that is known when gen runs.
type choice struct{ Value, Human string }

// Choices are what a select offers.
func (f *fieldView) Choices() []choice {
	if f.Type == field.Bool {
		return []choice{{"true", "Yes"}, {"false", "No"}}
	}
	choices := make([]choice, len(f.Values))
	for i, value := range f.Values {
		choices[i] = choice{value, human(strings.ReplaceAll(value, "-", "_"))}
	}
	return choices
}

// control is the block of controls.html that shows it in a form.
func (f *fieldView) control() string {
	switch {
	case f.Type == field.Bool && (f.Optional || f.Private):
		return "select" // a checkbox has no third state
	case f.Type == field.String && f.Private:
		return "secret"
	case f.Type == field.Color && (f.Optional || f.Private):
		return "text" // a control for colours always has one
	}
	return f.Type.Control
}

// filter is the block of filters.html for it, "" if there is none.
func (f *fieldView) filter() string {
	switch f.Type {
	case field.Bool, field.Enum:
		return "select"
	case field.References, field.Many:
		return "reference"
	case field.Int, field.Float, field.Decimal, field.Date, field.Time, field.Timestamp:
		return "range"
	}
	return ""
}

// FilterName is the query parameter that filters by it.
func (f *fieldView) FilterName() string {
	if f.IsMany() {
		return f.Resource.ManyFilter(f.Field)
	}
	return f.Resource.filterName(f.Column())
}

// FilterAttributes are those of an input for one end of a range.
func (f *fieldView) FilterAttributes() string {
	switch f.Type {
	case field.Date:
		return ` type="date"`
	case field.Time:
		return ` type="time" step="any"`
	case field.Timestamp:
		return ` type="datetime-local" step="any"`
	case field.Int:
		return ` inputmode="numeric"`
	}
	return ` inputmode="decimal"`
}

// Zone says in which time zone its values are, after a blank.
func (f *fieldView) Zone() string {
	if f.Type == field.Timestamp {
		return " (UTC)"
	}
	return ""
}

// Attributes are the attributes of its control, each after a space.
func (f *fieldView) Attributes() string {
	attributes := f.Type.Attrs(f.Field)
	if f.control() != "textarea" {
		attributes += f.PatternAttr()
	}
	if !f.Optional && !f.Private && !f.IsMade() { // what is private may be left blank to keep it
		attributes += " required"
	}
	return attributes
}

// Blank is the option of a select that chooses nothing.
func (f *fieldView) Blank() string {
	if f.Optional && !f.Private {
		return "None"
	}
	return "Choose…"
}

// Hint is what its label says in smaller letters.
func (f *fieldView) Hint() string {
	var hints []string
	if f.Type == field.Timestamp {
		hints = append(hints, "UTC")
	}
	if f.Optional {
		hints = append(hints, "optional")
	}
	if len(hints) == 0 {
		return ""
	}
	return " <small>(" + strings.Join(hints, ", ") + ")</small>"
}

// Note is what people should know before they fill it in, "" if there is
// nothing to say.
func (f *fieldView) Note() string {
	var notes []string
	if f.Help != "" {
		notes = append(notes, inHTML(f.Help))
	}
	switch f.Type {
	case field.Int, field.Float, field.Decimal:
		notes = append(notes, f.span()...)
	case field.UUID:
		notes = append(notes, "Such as 123e4567-e89b-12d3-a456-426614174000.")
	case field.JSON:
		notes = append(notes, "Such as {&#34;key&#34;: &#34;value&#34;}.")
	case field.Color:
		if f.control() == "text" {
			notes = append(notes, "Such as #1e90ff.")
		}
	case field.Markdown:
		notes = append(notes, "In Markdown: *emphasis*, **strong**, [a link](https://example.com).")
	case field.Slug:
		if f.IsMade() {
			notes = append(notes, "Leave it blank to have it made from the "+f.sourceHuman()+".")
		}
	}
	if f.Private {
		notes = append(notes, "Never shown. When editing, leave blank to keep it.")
	}
	return strings.Join(notes, " ")
}

// span says which numbers it takes, if not all.
func (f *fieldView) span() []string {
	switch {
	case f.Min != nil && f.Max != nil:
		return []string{"From " + *f.Min + " to " + *f.Max + "."}
	case f.Min != nil:
		return []string{"At least " + *f.Min + "."}
	case f.Max != nil:
		return []string{"At most " + *f.Max + "."}
	}
	return nil
}

// A shownField is a field whose value a page shows. In a block of shows.html,
// Value is what to print, and Dot what comes before a method.
type shownField struct {
	*fieldView
	Value, Dot string
}

// show is the HTML that shows its value, if it has one.
func (f *fieldView) show(blocks *template.Template) (string, error) {
	value := "." + f.Resource.Member() + "." + f.Go()
	if !f.Optional || f.IsMany() {
		return blockOf(blocks, f.showBlock(), shownField{f, value, value})
	}
	guard := "with"
	if f.IsReference() {
		guard = "if" // its label is elsewhere
	}
	inner, err := blockOf(blocks, f.showBlock(), shownField{f, ".", ""})
	return fmt.Sprintf("{{ %s %s }}%s{{ end }}", guard, value, inner), err
}

// showBlock is the block of shows.html for its values.
func (f *fieldView) showBlock() string {
	if f.Type == field.Enum {
		return "enum"
	}
	return f.Type.Show
}

// CountQuery counts the rows that refer by it to a given one.
func (f *fieldView) CountQuery() string { return "Count" + f.Resource.GoPlural() + "By" + f.Go() }

// CountVar is a variable for what CountQuery returns, or for the first of the
// rows that it counts.
func (f *fieldView) CountVar() string { return camel(f.Resource.Plural) + "By" + f.Go() }

// isCounted reports whether somebody who deletes the row that it refers to is
// told how many there are.
func (f *fieldView) isCounted() bool { return f.OnDelete == field.Restrict || f.Target().HasPages() }

// Referrers says who refers by it. Of a tag and of tags, the one is what people
// take to be meant.
func (f *fieldView) Referrers() string {
	if f.Name == f.Target().Name || f.IsMany() && f.Name == f.Target().Plural && f.FilterName() != f.Column() {
		return f.Resource.HumansLower()
	}
	return f.Resource.HumansLower() + " by " + lowerHuman(f.Name)
}

// ReferrersUpper is the heading above who refers by it.
func (f *fieldView) ReferrersUpper() string { return upperFirst(f.Referrers()) }

// Fate is what becomes of the rows that refer by it to a row that is deleted, as
// a member of struct dependents.
func (f *fieldView) Fate() string {
	switch f.OnDelete {
	case field.Cascade:
		return "Deleted"
	case field.Nullify:
		return "Cleared"
	}
	return "Keeping"
}
