package seed

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"math/rand/v2"
	"strconv"
	"time"
)

// A Row gives the values of one row. They are random, and the same each time.
type Row struct {
	*rand.Rand
	Number  int       // of the row in its table, from 0
	Created time.Time // within the past year, the first rows first

	try   int // how often its values were taken
	today time.Time
}

const day = 24 * time.Hour

// plainRows is how many rows have texts without a number in them, because that
// few most likely differ by themselves.
const plainRows = 40

// newRow is the row with a number in a table that gets so many of them.
func newRow(table string, number, rows, try int) *Row {
	source := rand.NewChaCha8(sha256.Sum256(fmt.Append(nil, table, number, try)))
	r := &Row{Rand: rand.New(source), Number: number, try: try, today: time.Now().UTC().Truncate(day)}
	age := 1 - (float64(number)+r.Float64())/float64(rows)
	r.Created = r.today.Add(-time.Duration(age * float64(365*day))).Truncate(time.Second)
	return r
}

// Maybe is v in most rows, and nothing in the others.
func Maybe[T any](r *Row, v T) *T {
	if r.IntN(4) == 0 {
		return nil
	}
	return &v
}

// One is one of some values.
func One[T any](r *Row, values []T) (v T) {
	if len(values) > 0 {
		v = values[r.IntN(len(values))]
	}
	return v
}

// OneOrNone is one of some values, or none.
func OneOrNone[T any](r *Row, values []T) *T {
	if len(values) == 0 {
		return nil
	}
	return Maybe(r, One(r, values))
}

// Some are up to three of some values, in their order.
func Some[T any](r *Row, values []T) []T {
	n := r.IntN(min(len(values), 3) + 1)
	first := r.IntN(len(values) - n + 1)
	return values[first : first+n]
}

// Next is another one of some values for each row, as long as there are any.
func Next[T any](r *Row, values []T) (v T) {
	if len(values) > 0 {
		v = values[(r.Number+r.try)%len(values)]
	}
	return v
}

// OneOf is one of some texts.
func (r *Row) OneOf(texts ...string) string { return One(r, texts) }

// NextOf is another one of some texts for each row, as long as there are any.
func (r *Row) NextOf(texts ...string) string { return Next(r, texts) }

// Bool is true in half of all rows.
func (r *Row) Bool() bool { return r.IntN(2) == 0 }

// Between is a whole number from first to last.
func (r *Row) Between(first, last int64) int64 { return first + r.Int64N(last-first+1) }

// Count is another whole number from first to last for each row, as long as
// there are any.
func (r *Row) Count(first, last int64) int64 {
	return first + int64(r.Number+r.try)%(last-first+1)
}

// Measure is a number from first to last, with up to two digits after the point
// where there is room for them.
func (r *Row) Measure(first, last float64) float64 {
	v := first + r.Float64()*(last-first)
	if short := math.Round(v*100) / 100; short >= first && short <= last {
		return short
	}
	return v
}

// Day is a moment in the days from first to last, counted from today.
func (r *Row) Day(first, last int) time.Time {
	return r.today.Add(time.Duration(r.Between(int64(first)*86400, int64(last)*86400)) * time.Second)
}

// NextDay is the start of another day for each row, ever longer ago.
func (r *Row) NextDay() time.Time { return r.today.AddDate(0, 0, -r.Number-r.try) }

// Within is t or, if that is out of bounds, a moment near the one that it
// passes. A bound may be zero.
func (r *Row) Within(t, first, last time.Time) time.Time {
	beyond := func(room time.Duration) time.Duration {
		if !first.IsZero() && !last.IsZero() {
			room = min(room, last.Sub(first))
		}
		return time.Duration(r.Int64N(int64(room/time.Second)+1)) * time.Second
	}
	switch {
	case !first.IsZero() && t.Before(first):
		return first.Add(beyond(365 * day))
	case !last.IsZero() && t.After(last):
		return last.Add(-beyond(365 * day))
	}
	return t
}

// UUID is a random UUID, of version 4.
func (r *Row) UUID() (id [16]byte) {
	binary.BigEndian.PutUint64(id[:], r.Uint64())
	binary.BigEndian.PutUint64(id[8:], r.Uint64())
	id[6] = id[6]&0x0f | 0x40
	id[8] = id[8]&0x3f | 0x80
	return id
}

// ID is a UUID that grows with the time at which the row was made, of version 7.
func (r *Row) ID() [16]byte {
	id := r.UUID()
	millis := binary.BigEndian.AppendUint64(nil, uint64(r.Created.UnixMilli()))
	copy(id[:6], millis[2:])
	id[6] = id[6]&0x0f | 0x70
	return id
}

// mark is what makes a text differ from those of other rows, "" for none.
func (r *Row) mark() string {
	switch {
	case r.try > 1:
		return strconv.FormatUint(r.Uint64N(1e12), 36)
	case r.try == 1 || r.Number >= plainRows:
		return strconv.Itoa(r.Number + 1)
	}
	return ""
}
