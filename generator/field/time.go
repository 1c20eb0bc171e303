package field

import (
	"fmt"
	"regexp"
	"time"
)

// Time is a time of day, without a zone.
var Time = &Type{
	Name:     "time",
	Summary:  "a time of day: opens_at:time:default=09:30",
	Go:       "types.TimeOfDay",
	Import:   "{module}/types",
	SQLite:   "time",
	Postgres: is("time"),
	Catalog:  "pg_catalog.time",
	Quoted:   true,
	Stored:   func(v string) string { return parseTime(v).Format("15:04:05.000000") }, // so that text sorts by time
	Parser:   func(f Field) string { return bounded(f, "input.TimeOfDay()") },
	Literal:  func(_ Field, v string) string { return call("types.MustTimeOfDay", v) },
	Valid:    validTime,
	Compare:  func(a, b string) int { return parseTime(a).Compare(parseTime(b)) },
	Sample:   sampleTime,
	JSON:     quoteValue,
	Control:  "time",
	Attrs:    func(f Field) string { return ` step="any"` + boundAttrs(f, same) },
	Show:     "time",
}

var timePattern = regexp.MustCompile(`^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$`)

func validTime(_ Field, v string) error {
	if !timePattern.MatchString(v) {
		return fmt.Errorf("%q is not a time of day such as 09:30 or 23:59:59", v)
	}
	return nil
}

// parseTime reads what validTime accepted.
func parseTime(v string) time.Time {
	if t, err := time.Parse("15:04", v); err == nil {
		return t
	}
	t, _ := time.Parse("15:04:05", v)
	return t
}

func sampleTime(f Field) [2]string {
	step := func(v string, by int64) string {
		t := parseTime(v)
		moved := t.Add(time.Duration(by) * time.Second)
		if moved.YearDay() != t.YearDay() {
			return v
		}
		return moved.Format("15:04:05.999999")
	}
	return pick(f, step, "09:30", "18:45")
}
