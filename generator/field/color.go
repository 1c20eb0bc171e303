package field

import (
	"fmt"
	"regexp"
)

// Color is a colour on screens.
var Color = &Type{
	Name:     "color",
	Aliases:  []string{"colour"},
	Summary:  "a colour, as #rrggbb: accent:color:default=#0b57c2",
	Lengths:  Lengths{Default: len("#rrggbb"), Bytes: 1},
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   is("input.Color()"),
	Literal:  quote,
	Valid:    validColor,
	Sample:   func(Field) [2]string { return [2]string{"#1e90ff", "#c71585"} },
	JSON:     quoteValue,
	Control:  "color",
	Attrs:    is(""),
	Show:     "color",
}

var colorPattern = regexp.MustCompile(`^#[0-9a-f]{6}$`)

func validColor(_ Field, v string) error {
	if !colorPattern.MatchString(v) {
		return fmt.Errorf("%q is not a colour in lower case such as #1e90ff", v)
	}
	return nil
}
