package input

import (
	"errors"
	"strings"
	"time"
)

// Now is the current time as both databases keep it: UTC, in microseconds.
func Now() time.Time { return time.Now().UTC().Truncate(time.Microsecond) }

// NowAfter is the current time, or just after t if the clock has not moved since.
func NowAfter(t time.Time) time.Time {
	if now := Now(); now.After(t) {
		return now
	}
	return t.Add(time.Microsecond)
}

// Timestamp reads points in time: RFC 3339 or, from an HTML form, a day and a
// time in UTC.
func Timestamp() Parser[time.Time] {
	return Parser[time.Time]{
		parse: func(v Value) (time.Time, error) {
			const message = "must be a time such as 2026-01-31T09:30:00Z"
			text, err := v.line(message)
			if err != nil {
				return time.Time{}, err
			}
			return parseTimestamp(strings.TrimSpace(text), v.shape == isTyped, message)
		},
		format:  func(t time.Time) string { return strings.TrimSuffix(t.UTC().Format(controlLayout), ".000") },
		compare: time.Time.Compare,
	}
}

// controlLayout is how <input type="datetime-local"> spells a time. It stops at
// milliseconds.
const controlLayout = "2006-01-02T15:04:05.000"

func parseTimestamp(text string, typed bool, message string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	if err != nil && typed {
		for _, layout := range []string{"2006-01-02T15:04", "2006-01-02T15:04:05"} {
			if t, err = time.Parse(layout, text); err == nil {
				break
			}
		}
	}
	t = t.UTC().Truncate(time.Microsecond)
	switch {
	case err != nil:
		return t, errors.New(message)
	case t.Year() < 1 || t.Year() > 9999:
		return t, errors.New("must be between the years 1 and 9999")
	}
	return t, nil
}
