package field

import "fmt"

// Bool is true or false.
var Bool = &Type{
	Name:     "bool",
	Aliases:  []string{"boolean"},
	Summary:  "true or false: published:bool:default=false",
	Go:       "bool",
	SQLite:   "boolean",
	Postgres: is("boolean"),
	Parser:   is("input.Bool()"),
	Literal:  bare,
	Valid:    validBool,
	Sample:   func(Field) [2]string { return [2]string{"false", "true"} },
	JSON:     same,
	Control:  "checkbox",
	Attrs:    is(""),
	Show:     "bool",
	Refuses: map[Modifier]string{
		Unique: "only two rows could ever be made",
	},
}

func validBool(_ Field, v string) error {
	if v != "true" && v != "false" {
		return fmt.Errorf("%q is neither true nor false", v)
	}
	return nil
}
