package field

import (
	"fmt"
	"net/url"
)

// URL is a web address.
var URL = &Type{
	Name:     "url",
	Summary:  "a web address, http or https: homepage:url:optional",
	Args:     Max,
	Lengths:  Lengths{Shortest: 12, Longest: 2048, Default: 2048, Indexed: 2048, Bytes: 1},
	Go:       "string",
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   func(f Field) string { return call("input.URL", f.Length) },
	Literal:  quote,
	Valid:    validURL,
	Sample: func(f Field) [2]string {
		return fitting(f, [2]string{"https://example.com/one", "https://example.com/two"}, [2]string{"https://a.io", "https://b.io"})
	},
	JSON:    quoteValue,
	Control: "url",
	Attrs:   lengthAttrs,
	Show:    "url",
	Refuses: map[Modifier]string{
		Min: "an address is checked as a whole",
	},
}

func validURL(f Field, v string) error {
	if err := validLine(f, v); err != nil {
		return err
	}
	u, err := url.Parse(v)
	if err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Hostname() == "" || !isGraphic(v) {
		return fmt.Errorf("%q is not an address such as https://example.com", v)
	}
	return nil
}
