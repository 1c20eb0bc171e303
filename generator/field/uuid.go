package field

import (
	"fmt"
	"regexp"
)

// UUID is an identifier that another system gave.
var UUID = &Type{
	Name:     "uuid",
	Summary:  "an identifier of 128 bits: token:uuid:unique",
	Go:       "uuid.UUID",
	Import:   "github.com/google/uuid",
	Requires: []string{"github.com/google/uuid v1.6.0"},
	SQLite:   "uuid",
	Postgres: is("uuid"),
	Catalog:  "uuid",
	Quoted:   true,
	Parser:   is("input.UUID()"),
	Literal:  func(_ Field, v string) string { return call("uuid.MustParse", v) },
	Valid:    validUUID,
	Sample: func(Field) [2]string {
		return [2]string{"6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90", "c2d9e8f7-1a3b-4e5c-8d6f-0a9b8c7d6e5f"}
	},
	JSON:    quoteValue,
	Control: "text",
	Attrs:   is(` maxlength="36" spellcheck="false"`),
	Show:    "text",
}

var uuidPattern = regexp.MustCompile(`^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$`)

func validUUID(_ Field, v string) error {
	if !uuidPattern.MatchString(v) {
		return fmt.Errorf("%q is not a UUID in lower case such as 6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90", v)
	}
	return nil
}
