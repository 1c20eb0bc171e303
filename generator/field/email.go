package field

import (
	"fmt"
	"net/mail"
	"strings"
)

// Email is an e-mail address.
var Email = &Type{
	Name:     "email",
	Summary:  "an e-mail address: email:email:unique",
	Args:     Max,
	Lengths:  Lengths{Shortest: 6, Longest: 254, Default: 254, Indexed: 254, Bytes: 4},
	Words:    true,
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   func(f Field) string { return call("input.Email", f.Length) },
	Literal:  quote,
	Valid:    validEmail,
	Sample: func(f Field) [2]string {
		return fitting(f, [2]string{"one@example.com", "two@example.com"}, [2]string{"a@b.io", "b@b.io"})
	},
	JSON:    quoteValue,
	Control: "email",
	Attrs:   lengthAttrs,
	Show:    "email",
	Refuses: map[Modifier]string{
		Min: "an address is checked as a whole",
	},
}

func validEmail(f Field, v string) error {
	if err := validLine(f, v); err != nil {
		return err
	}
	address, err := mail.ParseAddress(v)
	isASCII := !strings.ContainsFunc(v, func(r rune) bool { return r > '~' })
	if err != nil || !isASCII || address.Address != v || !strings.Contains(v[strings.LastIndexByte(v, '@'):], ".") {
		return fmt.Errorf("%q is not an address such as ann@example.com", v)
	}
	return nil
}
