package field

import (
	"fmt"
	"regexp"
	"strings"
)

// Phone is a telephone number, as people write it.
var Phone = &Type{
	Name:     "phone",
	Aliases:  []string{"tel", "telephone"},
	Summary:  "a telephone number, as people write it: +1 (555) 010-9999",
	Lengths:  Lengths{Default: 32, Bytes: 1},
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   is("input.Phone()"),
	Literal:  quote,
	Valid:    validPhone,
	Sample:   func(Field) [2]string { return [2]string{"+1 (555) 010-9999", "555-0100"} },
	JSON:     quoteValue,
	Control:  "phone",
	Attrs:    lengthAttrs,
	Show:     "phone",
}

// phonePattern is a digit or more with what stands between, before and after.
var phonePattern = regexp.MustCompile(`^[+(]?[0-9 ()-]{2,31}$`)

func validPhone(_ Field, v string) error {
	if !phonePattern.MatchString(v) || strings.TrimSpace(v) != v || !strings.ContainsAny(v, "0123456789") {
		return fmt.Errorf("%q is not a number such as +1 (555) 010-9999", v)
	}
	return nil
}
