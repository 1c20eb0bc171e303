package types

import (
	"cmp"
	"database/sql/driver"
	"errors"
	"fmt"
	"strings"
	"time"
)

// TimeOfDay is what a clock shows, to the microsecond, without a day or a time
// zone: when a shop opens. Times of day are comparable with ==. The zero
// TimeOfDay is midnight.
type TimeOfDay struct {
	micros int64 // since midnight
}

// NewTimeOfDay returns the time of day that is d after midnight. What exceeds a
// day, or a microsecond, is cut off.
func NewTimeOfDay(d time.Duration) TimeOfDay {
	const day = 24 * time.Hour
	return TimeOfDay{((d%day + day) % day).Microseconds()}
}

// TimeOfDayOf returns what a clock shows at t in t's time zone.
func TimeOfDayOf(t time.Time) TimeOfDay {
	hour, minute, second := t.Clock()
	return TimeOfDay{int64(hour*3600+minute*60+second)*1e6 + int64(t.Nanosecond())/1e3}
}

// ParseTimeOfDay returns the time of day that s is: 09:30, 09:30:15 or
// 09:30:15.25, with up to six digits after the point.
func ParseTimeOfDay(s string) (TimeOfDay, error) {
	wrong := errors.New("not a time such as 09:30 or 09:30:15")
	layout := "15:04:05"
	whole, fraction, isFraction := strings.Cut(s, ".")
	switch {
	case len(whole) == len("15:04") && !isFraction:
		layout = "15:04"
	case len(whole) != len(layout), isFraction && (fraction == "" || len(fraction) > 6):
		return TimeOfDay{}, wrong
	}
	t, err := time.Parse(layout, s)
	if err != nil {
		return TimeOfDay{}, wrong
	}
	return TimeOfDayOf(t), nil
}

// MustTimeOfDay is like ParseTimeOfDay but panics if s is not a time of day.
func MustTimeOfDay(s string) TimeOfDay {
	t, err := ParseTimeOfDay(s)
	if err != nil {
		panic(fmt.Sprintf("types: %q is %v", s, err))
	}
	return t
}

// String returns the time of day as 09:30, or 09:30:15.25 if it is not a whole
// minute.
func (t TimeOfDay) String() string {
	layout := "15:04:05.999999"
	if t.micros%60e6 == 0 {
		layout = "15:04"
	}
	return time.Time{}.Add(t.Duration()).Format(layout)
}

// Duration returns how long after midnight t is, on a day when no clock is
// changed.
func (t TimeOfDay) Duration() time.Duration { return time.Duration(t.micros) * time.Microsecond }

// Compare returns -1 if t is before u, +1 if it is after, and 0 if both are the
// same.
func (t TimeOfDay) Compare(u TimeOfDay) int { return cmp.Compare(t.micros, u.micros) }

// Before reports whether t is before u.
func (t TimeOfDay) Before(u TimeOfDay) bool { return t.micros < u.micros }

// After reports whether t is after u.
func (t TimeOfDay) After(u TimeOfDay) bool { return t.micros > u.micros }

// Scan reads a column.
func (t *TimeOfDay) Scan(src any) (err error) {
	switch v := src.(type) {
	case time.Time:
		*t = TimeOfDayOf(v)
	case string:
		*t, err = ParseTimeOfDay(v)
	default:
		err = fmt.Errorf("types: cannot read a %T as a time of day", src)
	}
	return err
}

// Value is what is stored: all six digits, so that text sorts by time.
func (t TimeOfDay) Value() (driver.Value, error) {
	return time.Time{}.Add(t.Duration()).Format("15:04:05.000000"), nil
}

// MarshalText makes a time of day 09:30 in JSON and in the keys of maps.
func (t TimeOfDay) MarshalText() ([]byte, error) { return []byte(t.String()), nil }

// UnmarshalText is ParseTimeOfDay.
func (t *TimeOfDay) UnmarshalText(text []byte) (err error) {
	*t, err = ParseTimeOfDay(string(text))
	return err
}
