package field

import (
	"fmt"
	"strings"
	"time"
)

// today is the default of a date that the application's clock gives.
const today = "today"

// Date is a calendar day.
var Date = &Type{
	Name:     "date",
	Summary:  "a calendar day: born_on:date; the default may be today",
	Go:       "types.Date",
	Import:   "{module}/types",
	SQLite:   "date",
	Postgres: is("date"),
	Catalog:  "date",
	Quoted:   true,
	Parser:   func(f Field) string { return bounded(f, "input.Date()") },
	Literal:  dateLiteral,
	Valid:    validDate,
	Compare:  strings.Compare,
	Sample:   sampleDate,
	JSON:     quoteValue,
	Control:  "date",
	Attrs:    func(f Field) string { return boundAttrs(f, same) },
	Show:     "time",
}

func validDate(_ Field, v string) error {
	if v == today {
		return nil
	}
	if d, err := time.Parse(time.DateOnly, v); err != nil || d.Year() == 0 {
		return fmt.Errorf("%q is not a day such as 2026-11-21", v)
	}
	return nil
}

func dateLiteral(_ Field, v string) string {
	if v == today {
		return "input.Today()"
	}
	return call("types.MustDate", v)
}

func sampleDate(f Field) [2]string {
	step := func(v string, by int64) string {
		d, _ := time.Parse(time.DateOnly, v)
		return d.AddDate(0, 0, int(by)).Format(time.DateOnly)
	}
	return pick(f, step, "2026-01-02", "2027-03-04")
}
