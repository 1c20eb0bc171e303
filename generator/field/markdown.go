package field

// Markdown is text of many lines that pages show formatted.
var Markdown = &Type{
	Name:     "markdown",
	Aliases:  []string{"md"},
	Summary:  "many lines of Markdown, which pages show formatted: body:markdown:20000",
	Args:     Max,
	Lengths:  Lengths{Shortest: 1, Longest: 1000000, Indexed: 500, Bytes: 4},
	Words:    true,
	Go:       "string",
	Requires: []string{"github.com/yuin/goldmark v1.8.7"},
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   func(f Field) string { return call("input.Text", f.minLength(), f.Length) },
	Literal:  quote,
	Valid:    validText,
	Sample:   func(f Field) [2]string { return sampleText(f, "*First*", "**Second**") },
	JSON:     quoteValue,
	Control:  "textarea",
	Attrs:    lengthAttrs,
	Show:     "markdown",
}
