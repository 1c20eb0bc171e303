package types

import (
	"database/sql/driver"
	"errors"
	"fmt"
	"time"
)

// Date is a day of the calendar, without a time of day or a time zone: a
// birthday, or the day of an invoice. Dates are comparable with ==. The zero
// Date is January 1 of year 1.
type Date struct {
	midnight time.Time // in UTC
}

// NewDate returns the day, as time.Date does: October 32 is November 1.
func NewDate(year int, month time.Month, day int) Date {
	return Date{time.Date(year, month, day, 0, 0, 0, 0, time.UTC)}
}

// DateOf returns the day of t in t's time zone.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

// ParseDate returns the date that s is, from 0001-01-01 to 9999-12-31.
func ParseDate(s string) (Date, error) {
	t, err := time.Parse(time.DateOnly, s)
	if err != nil || t.Year() < 1 {
		return Date{}, errors.New("not a date such as 2026-11-21")
	}
	return Date{t}, nil
}

// MustDate is like ParseDate but panics if s is not a date.
func MustDate(s string) Date {
	d, err := ParseDate(s)
	if err != nil {
		panic(fmt.Sprintf("types: %q is %v", s, err))
	}
	return d
}

// String returns the date as 2026-11-21.
func (d Date) String() string { return d.midnight.Format(time.DateOnly) }

// Time returns the first moment of the day in loc.
func (d Date) Time(loc *time.Location) time.Time {
	year, month, day := d.midnight.Date()
	return time.Date(year, month, day, 0, 0, 0, 0, loc)
}

// AddDays returns the date n days later, or earlier if n is negative.
func (d Date) AddDays(n int) Date { return Date{d.midnight.AddDate(0, 0, n)} }

// Compare returns -1 if d is before e, +1 if it is after, and 0 if both are the
// same day.
func (d Date) Compare(e Date) int { return d.midnight.Compare(e.midnight) }

// Before reports whether d is before e.
func (d Date) Before(e Date) bool { return d.Compare(e) < 0 }

// After reports whether d is after e.
func (d Date) After(e Date) bool { return d.Compare(e) > 0 }

// IsZero reports whether d is the zero Date.
func (d Date) IsZero() bool { return d == Date{} }

// Scan reads a column.
func (d *Date) Scan(src any) (err error) {
	switch v := src.(type) {
	case time.Time:
		*d = DateOf(v)
	case string:
		*d, err = ParseDate(v)
	default:
		err = fmt.Errorf("types: cannot read a %T as a date", src)
	}
	return err
}

// Value is what is stored.
func (d Date) Value() (driver.Value, error) { return d.String(), nil }

// MarshalText makes a date 2026-11-21 in JSON and in the keys of maps.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText is ParseDate.
func (d *Date) UnmarshalText(text []byte) (err error) {
	*d, err = ParseDate(string(text))
	return err
}
