package render

import (
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/seed-b1203020/gen/generator/field"
)

// SeedValue is the value of an invented row, as a Go expression.
func (f *fieldView) SeedValue() string {
	switch value := f.seedValue(); {
	case f.IsReference() && f.Optional:
		return fmt.Sprintf("OneOrNone(r, s.ids.%s)", f.Target().SeedIDs())
	case strings.HasPrefix(f.GoType(), "*"):
		return "Maybe(r, " + value + ")"
	default:
		return value
	}
}

// SeedSlug is the statement that makes a slug of the text of another field.
func (f *fieldView) SeedSlug() string {
	source := f.source()
	if !source.Optional {
		return f.seedSlug("p." + source.Go())
	}
	return fmt.Sprintf("if p.%s != nil {\n%s\n} else {\n%s\n}", source.Go(), f.seedSlug("*p."+source.Go()), f.seedSlug(strconv.Quote(f.Resource.Hyphened())))
}

func (f *fieldView) seedSlug(text string) string {
	return fmt.Sprintf("p.%s = r.Slug(%s)", f.Go(), text)
}

// seedValue is SeedValue of a required field.
func (f *fieldView) seedValue() string {
	if f.Pattern != "" {
		return f.seedOneOf(f.Matching(60))
	}
	switch f.Type {
	case field.Int, field.Float, field.Decimal:
		return f.seedNumber()
	case field.Date, field.Timestamp:
		return f.seedMoment()
	case field.Time:
		return f.seedTime()
	case field.Enum:
		return f.seedOneOf(f.Values)
	case field.References:
		if f.Unique {
			return fmt.Sprintf("Next(r, s.ids.%s)", f.Target().SeedIDs())
		}
		return fmt.Sprintf("One(r, s.ids.%s)", f.Target().SeedIDs())
	}
	return f.seedText()
}

// seedText is the value of the types that hold text, or are made like it.
func (f *fieldView) seedText() string {
	switch f.Type {
	case field.Bool:
		return "r.Bool()"
	case field.UUID:
		return "uuid.UUID(r.UUID())"
	case field.JSON:
		return "types.JSON(r.JSON())"
	case field.Email:
		return fmt.Sprintf("r.Email(%d)", f.Length)
	case field.URL:
		return fmt.Sprintf("r.URL(%d)", f.Length)
	case field.Phone:
		return "r.Phone()"
	case field.Color:
		return "r.Color()"
	case field.Slug:
		return "r.Slug(r.Title())"
	}
	return f.seedWords()
}

// seedWords is text of some length.
func (f *fieldView) seedWords() string {
	shortest := 0
	if f.Min != nil {
		shortest, _ = strconv.Atoi(*f.Min) // it was checked
	}
	var text string
	switch f.Type {
	case field.Text:
		text = fmt.Sprintf("r.Text(%d, %d)", shortest, f.Length)
	case field.Markdown:
		text = fmt.Sprintf("r.Markdown(%d, %d)", shortest, f.Length)
	default:
		text = fmt.Sprintf("r.Line(%q, %d, %d)", f.Resource.Name+"."+f.Name, shortest, f.Length)
	}
	if f.Unique {
		return fmt.Sprintf("r.Distinct(%s, %d)", text, f.Length)
	}
	return text
}

// seedOneOf is one of a few texts.
func (f *fieldView) seedOneOf(texts []string) string {
	quoted := make([]string, len(texts))
	for i, text := range texts {
		quoted[i] = strconv.Quote(text)
	}
	function := "r.OneOf("
	if f.Unique {
		function = "r.NextOf("
	}
	return function + strings.Join(quoted, ", ") + ")"
}

// spans are numbers that one expects, by the last word of a field's name.
var spans = []struct {
	words       string
	first, last int64
}{
	{"year", 1990, 2025},
	{"age", 18, 90},
	{"rating stars score grade priority level", 1, 5},
	{"percent percentage progress discount rate", 0, 100},
	{"latitude lat", -90, 90},
	{"longitude lng lon", -180, 180},
	{"quantity qty stock seats capacity amount", 1, 200},
	{"views likes visits downloads followers points", 0, 5000},
	{"minutes duration", 5, 180},
	{"salary income", 20000, 120000},
	{"position rank order", 1, 100},
}

// expected is what a number is between, where its bounds leave room.
func (f *fieldView) expected() (first, last int64) {
	if f.Unique {
		return 1, 1_000_000_000
	}
	word := f.Name[strings.LastIndexByte(f.Name, '_')+1:]
	for _, span := range spans {
		if slices.Contains(strings.Fields(span.words), word) {
			return span.first, span.last
		}
	}
	return 1, 500
}

// seedNumber is a number within the bounds, near what one expects.
func (f *fieldView) seedNumber() string {
	scale := int32(0)
	if f.Type != field.Int {
		scale = 2
	}
	if f.Type == field.Decimal {
		scale = int32(f.Scale)
	}
	first, last, ok := f.seedBounds(scale)
	switch {
	case !ok:
		return f.seedSample()
	case f.Type == field.Float && f.Unique:
		return fmt.Sprintf("float64(r.Count(%d, %d)) / 100", first, last)
	case f.Type == field.Float:
		return fmt.Sprintf("r.Measure(%s, %s)", hundredths(first), hundredths(last))
	}
	function := "Between"
	if f.Unique {
		function = "Count"
	}
	number := fmt.Sprintf("r.%s(%d, %d)", function, first, last)
	if f.Type == field.Decimal {
		return fmt.Sprintf("decimal.New(%s, -%d)", number, f.Scale)
	}
	return number
}

// hundredths is n/100 as a Go literal.
func hundredths(n int64) string { return decimal.New(n, -2).String() }

// seedBounds are the first and the last number, in units of the last of scale
// digits after the point; ok says whether such units fit at all.
func (f *fieldView) seedBounds(scale int32) (first, last int64, ok bool) {
	low, high := f.expected()
	from, to := decimal.New(low, 0), decimal.New(high, 0)
	least, most := f.limits()
	if from.LessThan(least) || to.GreaterThan(most) {
		from, to = decimal.Max(from, least), decimal.Min(to, most)
	}
	switch width := decimal.New(high-low, 0); {
	case from.LessThanOrEqual(to):
	case least.GreaterThan(decimal.New(high, 0)):
		from, to = least, decimal.Min(most, least.Add(width))
	default:
		from, to = decimal.Max(least, most.Sub(width)), most
		if f.Min == nil && most.IsPositive() {
			from = decimal.Max(from, decimal.Zero)
		}
	}
	from, to = from.Shift(scale).Ceil(), to.Shift(scale).Floor()
	inside := from.GreaterThanOrEqual(decimal.New(-1, 18)) && to.LessThanOrEqual(decimal.New(1, 18))
	return from.IntPart(), to.IntPart(), inside && from.LessThanOrEqual(to)
}

// limits are the least and the most that a number may be.
func (f *fieldView) limits() (least, most decimal.Decimal) {
	most = decimal.New(math.MaxInt64, 0)
	if f.Type == field.Decimal {
		most = decimal.New(1, int32(f.Precision-f.Scale)).Sub(decimal.New(1, int32(-f.Scale)))
	}
	least = most.Neg()
	if f.Min != nil {
		least = decimal.RequireFromString(*f.Min)
	}
	if f.Max != nil {
		most = decimal.RequireFromString(*f.Max)
	}
	return least, most
}

// seedSample is one of the two values that tests use.
func (f *fieldView) seedSample() string {
	samples := f.Samples()
	function := "One"
	if f.Unique {
		function = "Next"
	}
	return fmt.Sprintf("%s(r, []%s{%s, %s})", function, f.Type.Go, f.Type.Literal(f.Field, samples[0]), f.Type.Literal(f.Field, samples[1]))
}

// days are those that one expects, counted from today, by words of a field's
// name.
var days = []struct {
	words       string
	first, last int
}{
	{"born birth birthday birthdate dob", -80 * 365, -18 * 365},
	{"due deadline starts start begins begin ends end until expires expiry scheduled", 1, 90},
}

// seedMoment is a day or a moment.
func (f *fieldView) seedMoment() string {
	moment := "r.Day(-365, 0)"
	for _, span := range days {
		if slices.ContainsFunc(strings.Split(f.Name, "_"), func(word string) bool { return slices.Contains(strings.Fields(span.words), word) }) {
			moment = fmt.Sprintf("r.Day(%d, %d)", span.first, span.last)
		}
	}
	if f.Unique && f.Type == field.Date {
		moment = "r.NextDay()"
	}
	if f.Min != nil || f.Max != nil {
		moment = fmt.Sprintf("r.Within(%s, %s, %s)", moment, f.seedBound(f.Min), f.seedBound(f.Max))
	}
	if f.Type == field.Date {
		return "types.DateOf(" + moment + ")"
	}
	return moment
}

// seedBound is a bound of a day or a moment, as a time.Time.
func (f *fieldView) seedBound(bound *string) string {
	switch {
	case bound == nil:
		return "time.Time{}"
	case f.Type == field.Date:
		return f.Type.Literal(f.Field, *bound) + ".Time(time.UTC)"
	}
	return f.Type.Literal(f.Field, *bound)
}

// seedTime is a time of day: a quarter of an hour, unless bounds leave none.
func (f *fieldView) seedTime() string {
	if f.Min != nil || f.Max != nil {
		return f.seedSample()
	}
	if f.Unique {
		return "types.NewTimeOfDay(time.Duration(r.Count(0, 86399)) * time.Second)"
	}
	return "types.NewTimeOfDay(time.Duration(r.Between(32, 80)) * 15 * time.Minute)"
}
