package field

import (
	"fmt"
	"regexp"
	"time"
)

// now is the default of a timestamp that the application's clock gives.
const now = "now"

// Timestamp is a moment, kept in UTC to the microsecond.
var Timestamp = &Type{
	Name:     "timestamp",
	Aliases:  []string{"datetime", "timestamptz"},
	Summary:  "a moment, in UTC: published_at:timestamp; the default may be now",
	Go:       "time.Time",
	Import:   "time",
	SQLite:   "timestamp",
	Postgres: is("timestamptz"),
	Catalog:  "timestamptz",
	Quoted:   true,
	Stored:   func(v string) string { return parseTimestamp(v).Format("2006-01-02 15:04:05.999999-07:00") },
	Parser:   func(f Field) string { return bounded(f, "input.Timestamp()") },
	Literal:  timestampLiteral,
	Valid:    validTimestamp,
	Compare:  func(a, b string) int { return parseTimestamp(a).Compare(parseTimestamp(b)) },
	Sample:   sampleTimestamp,
	JSON:     func(v string) string { return quoteValue(parseTimestamp(v).Format(time.RFC3339Nano)) },
	Control:  "timestamp",
	Attrs:    func(f Field) string { return ` step="any"` + boundAttrs(f, localTimestamp) },
	Show:     "timestamp",
}

// timestampPattern keeps out what time.Parse lets through: a comma before the
// fraction, and more digits in it than a database holds.
var timestampPattern = regexp.MustCompile(`^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,6})?(Z|[+-][0-9]{2}:[0-9]{2})$`)

func validTimestamp(_ Field, v string) error {
	if v == now {
		return nil
	}
	t, err := time.Parse(time.RFC3339, v)
	if err != nil || !timestampPattern.MatchString(v) || t.UTC().Year() < 1 || t.UTC().Year() > 9999 {
		return fmt.Errorf("%q is not a moment such as 2026-11-21T09:45:00Z", v)
	}
	return nil
}

// parseTimestamp reads what validTimestamp accepted.
func parseTimestamp(v string) time.Time {
	t, _ := time.Parse(time.RFC3339, v)
	return t.UTC()
}

func timestampLiteral(_ Field, v string) string {
	if v == now {
		return "input.Now()"
	}
	t := parseTimestamp(v)
	return fmt.Sprintf("time.Date(%d, %d, %d, %d, %d, %d, %d, time.UTC)",
		t.Year(), int(t.Month()), t.Day(), t.Hour(), t.Minute(), t.Second(), t.Nanosecond())
}

// localTimestamp is v as an input of type datetime-local spells it.
func localTimestamp(v string) string {
	return parseTimestamp(v).Format("2006-01-02T15:04:05.999999")
}

func sampleTimestamp(f Field) [2]string {
	step := func(v string, by int64) string {
		return parseTimestamp(v).Add(time.Duration(by) * time.Second).Format(time.RFC3339Nano)
	}
	return pick(f, step, "2026-01-02T03:04:05Z", "2027-06-07T08:09:10Z")
}
