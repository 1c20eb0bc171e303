package field

import (
	"errors"
	"fmt"
	"regexp"
	"strconv"
	"strings"
)

// An Error is what is wrong with a definition of a field.
type Error struct {
	Part    string // "name", "type", "length", "precision", "scale", "values", "resource", or a modifier
	Offset  int    // in bytes, where the definition was one string
	Message string
	Hint    string // how to mend it, or ""
}

// Error is the message alone; the hint is for whoever prints it.
func (e *Error) Error() string { return e.Message }

// Check says everything that is wrong with f.
func (f Field) Check() []*Error {
	var c checker
	c.f = f
	c.add(f.checkColumn())
	c.arguments()
	if len(c.errs) > 0 {
		return c.errs
	}
	c.refused()
	c.bounds()
	c.texts()
	if len(c.errs) > 0 {
		return c.errs
	}
	c.defaults()
	c.indexes()
	c.together()
	return c.errs
}

// checker collects what is wrong with a field.
type checker struct {
	f    Field
	errs []*Error
}

func (c *checker) add(err *Error) {
	if err != nil {
		c.errs = append(c.errs, err)
	}
}

func (c *checker) fail(part Modifier, hint, format string, args ...any) {
	c.add(&Error{Part: string(part), Message: fmt.Sprintf(format, args...), Hint: hint})
}

// arguments holds what follows the type against the type's limits.
func (c *checker) arguments() {
	f := c.f
	switch f.Type.Args {
	case Max:
		limit := f.Type.Lengths
		if f.Length != 0 && (f.Length < limit.Shortest || f.Length > limit.Longest) || f.Length == 0 && limit.Default != 0 {
			c.fail("length", "", "the maximum length of %s is %d to %d, not %d", f.Type.Name, limit.Shortest, limit.Longest, f.Length)
		}
	case Precision:
		c.precision()
	case Values:
		c.values()
	case Resource:
		if err := CheckName(f.Resource, longestName); err != nil {
			c.fail("resource", err.Hint, "of the resource, %s", err.Message)
		}
	}
}

func (c *checker) precision() {
	const hint = "all digits, then those after the point: decimal:10:2"
	switch f := c.f; {
	case f.Precision == 0:
		c.fail("precision", hint, "decimal needs its number of digits")
	case f.Precision < 1 || f.Precision > 38:
		c.fail("precision", hint, "a decimal has 1 to 38 digits, not %d", f.Precision)
	case f.Scale < 0 || f.Scale > f.Precision:
		c.fail("scale", hint, "of %s, %d cannot stand after the point", count(f.Precision, "digit"), f.Scale)
	}
}

var valuePattern = regexp.MustCompile(`^[A-Za-z0-9][A-Za-z0-9_-]*$`)

func (c *checker) values() {
	if n := len(c.f.Values); n < 1 || n > 100 {
		c.fail("values", "write them after the type: enum:draft:published", "an enum has 1 to 100 values, not %d", n)
	}
	seen := map[string]string{}
	for _, v := range c.f.Values {
		if len(v) > 63 || !valuePattern.MatchString(v) {
			c.fail("values", "a value is up to 63 letters, digits, dashes and underscores, such as in-review", "value %q is not allowed", v)
			continue
		}
		name := ValueName(v)
		if other, found := seen[name]; found {
			c.fail("values", "leave one of them out", "values %q and %q would have the same name in Go", other, v)
		}
		seen[name] = v
	}
}

// ValueName is the enum value v as the end of a Go name: in-review is
// InReview.
func ValueName(v string) string {
	var b strings.Builder
	for part := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == '-' || r == '_' }) {
		b.WriteString(strings.ToUpper(part[:1]) + part[1:])
	}
	return b.String()
}

// refused reports the modifiers that the type refuses.
func (c *checker) refused() {
	for _, m := range c.f.Modifiers() {
		if reason := c.f.Type.Reason(m); reason != "" {
			c.fail(m, "leave "+string(m)+" out", "%s cannot be %s: %s", c.f.Type.Name, phrase(m), reason)
		}
	}
}

// phrase is m in the sentence "a bool cannot be …".
func phrase(m Modifier) string {
	switch m {
	case Index:
		return "indexed"
	case Search:
		return "searched"
	case Unique, Optional, Private, Readonly:
		return string(m)
	}
	return "given " + string(m)
}

// bounds checks min and max, and that min is not the larger one.
func (c *checker) bounds() {
	f := c.f
	if f.Type.Args == Max {
		c.minimumLength()
		return
	}
	f.Min, f.Max = nil, nil
	for _, bound := range []struct {
		m Modifier
		v *string
	}{{Min, c.f.Min}, {MaxValue, c.f.Max}} {
		if bound.v == nil {
			continue
		}
		if err := f.Type.Valid(f, *bound.v); err != nil {
			c.fail(bound.m, "", "%s: %v", bound.m, err)
		} else if *bound.v == now || *bound.v == today {
			c.fail(bound.m, "check it in the form's check()", "%s cannot be %s: it would be another value every time", bound.m, *bound.v)
		}
	}
	if len(c.errs) == 0 && c.f.Min != nil && c.f.Max != nil && f.Type.Compare(*c.f.Min, *c.f.Max) > 0 {
		c.fail(Min, "", "min=%s is more than max=%s", *c.f.Min, *c.f.Max)
	}
}

func (c *checker) minimumLength() {
	if c.f.Min == nil {
		return
	}
	longest := c.f.Length
	if longest == 0 {
		longest = c.f.Type.Lengths.Longest
	}
	n, err := strconv.Atoi(*c.f.Min)
	if err != nil || n < 1 || strconv.Itoa(n) != *c.f.Min {
		c.fail(Min, "such as min=3", "min is a number of characters here, not %q", *c.f.Min)
	} else if n > longest {
		c.fail(Min, "", "min=%d is more than the maximum length %d", n, longest)
	}
}

func (c *checker) defaults() {
	f := c.f
	if f.Default == nil {
		return
	}
	v := *f.Default
	if err := f.Type.Valid(f, v); err != nil {
		c.fail(Default, "", "default: %v", err)
	} else if bound, broken := f.breaks(v); broken != "" && f.isClock(v) {
		c.fail(Default, fmt.Sprintf("leave %s or default out", bound), "default=%s %s", v, broken)
	} else if broken != "" {
		c.fail(Default, "", "default=%s %s", v, broken)
	}
}

// CheckValue says why no row of f can hold v, as gen.yaml spells it.
func (f Field) CheckValue(v string) error {
	if f.Type.Args == Resource {
		return errors.New("whether a row with that id exists is not known here")
	}
	if err := f.Type.Valid(f, v); err != nil {
		return err
	}
	if _, broken := f.breaks(v); broken != "" {
		return fmt.Errorf("%s %s", v, broken)
	}
	return nil
}

// isClock reports whether v is another value every time.
func (f Field) isClock(v string) bool {
	return f.Type == Timestamp && v == now || f.Type == Date && v == today
}

// breaks says which bound of f the valid value v breaks, or may break one
// day, or "".
func (f Field) breaks(v string) (bound Modifier, broken string) {
	switch {
	case !f.isClock(v):
		return "", outside(f, v)
	case f.Max != nil:
		return MaxValue, "will one day be more than max=" + *f.Max
	case f.Min != nil && *f.Min > clock:
		return Min, "may be less than min=" + *f.Min
	}
	return "", ""
}

// clock is the day that now and today are later than, whenever they are asked.
const clock = "2026-01-01"

// IndexBytes is the most that a value of f takes in an index.
func (f Field) IndexBytes() int {
	if f.Type.Lengths.Bytes == 0 {
		return 64
	}
	return max(f.Length, 1) * f.Type.Lengths.Bytes
}

// Indexable says why f cannot be in an index, or "".
func (f Field) Indexable() string {
	if reason := f.Type.Reason(Index); reason != "" {
		return reason
	}
	if f.Type.Args == Max && (f.Length == 0 || f.Length > f.Type.Lengths.Indexed) {
		return fmt.Sprintf("a row of an index holds 2704 bytes in PostgreSQL, so the maximum length must be %d or less", f.Type.Lengths.Indexed)
	}
	return ""
}

func (c *checker) indexes() {
	f := c.f
	for _, m := range []Modifier{Unique, Index} {
		if !f.Has(m) || f.Type.Args != Max {
			continue
		}
		if reason := f.Indexable(); reason != "" {
			hint := fmt.Sprintf("write %s:%d", f.Type.Name, min(f.Type.Lengths.Indexed, 255))
			c.fail(m, hint, "this %s cannot be %s: %s", f.Type.Name, phrase(m), reason)
		}
	}
	samples := f.Samples()
	if f.Unique && f.Default != nil {
		c.fail(Unique, "leave unique or default out", "a second row with the default would not be unique")
	} else if f.Unique && samples[0] == samples[1] {
		c.fail(Unique, "", "only one value is possible, so a second row could not be made")
	}
}

// together refuses modifiers that contradict each other.
func (c *checker) together() {
	f := c.f
	if f.Search && f.Private {
		c.fail(Search, "leave search or private out", "a private field cannot be searched: what is found would tell of it")
	}
	if f.Search && (f.Name == "rank" || f.Name == "rowid") {
		c.fail(Search, "choose another name", "a field called %s cannot be searched: SQLite's search has a column of that name", f.Name)
	}
	if f.OnDelete == Nullify && !f.Optional {
		c.fail(Nullify, "write optional:nullify", "nullify needs optional: a required reference cannot become empty")
	}
	if f.IsMade() && f.Optional {
		c.fail(Optional, "leave optional out", "what is made from another field always has a value")
	}
	if f.IsMade() && f.Readonly {
		c.fail(Readonly, "leave readonly out, or what it is made from", "what is made from another field can be written by hand")
	}
	if f.Readonly && !f.Optional && f.Default == nil {
		c.fail(Readonly, "add optional or default=V", "nothing could ever set a field that is readonly, required and without a default")
	}
}
