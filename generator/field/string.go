package field

// String is one line of text.
var String = &Type{
	Name:     "string",
	Aliases:  []string{"varchar", "str"},
	Summary:  "one line of text, at most 255 characters unless told: title:string:120",
	Args:     Max,
	Lengths:  Lengths{Shortest: 1, Longest: 10000, Default: 255, Indexed: 600, Bytes: 4},
	Words:    true,
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   func(f Field) string { return call("input.String", f.minLength(), f.Length) },
	Literal:  quote,
	Valid:    validLine,
	Sample:   func(f Field) [2]string { return sampleText(f, "One", "Two") },
	JSON:     quoteValue,
	Control:  "text",
	Attrs:    lengthAttrs,
	Show:     "text",
}
