package field

// IsLong reports whether t is text of many lines.
func (t *Type) IsLong() bool { return t == Text || t == Markdown }

// Text is text of many lines.
var Text = &Type{
	Name:     "text",
	Summary:  "many lines of text, of any length unless told: body:text:5000",
	Args:     Max,
	Lengths:  Lengths{Shortest: 1, Longest: 1000000, Indexed: 500, Bytes: 4},
	Words:    true,
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   func(f Field) string { return call("input.Text", f.minLength(), f.Length) },
	Literal:  quote,
	Valid:    validText,
	Sample:   func(f Field) [2]string { return sampleText(f, "First", "Second") },
	JSON:     quoteValue,
	Control:  "textarea",
	Attrs:    lengthAttrs,
	Show:     "lines",
}
