package input

import (
	"errors"
	"strings"
	"time"

	"blog/types"
)

// Today is the current day in UTC.
func Today() types.Date {
	return types.DateOf(time.Now().UTC())
}

// Date reads calendar days.
func Date() Parser[types.Date] {
	return Parser[types.Date]{
		parse: func(v Value) (types.Date, error) {
			const message = "must be a day such as 2026-01-31"
			text, err := v.line(message)
			if err != nil {
				return types.Date{}, err
			}
			d, err := types.ParseDate(strings.TrimSpace(text))
			if err != nil {
				return d, errors.New(message)
			}
			return d, nil
		},
		format:  types.Date.String,
		compare: types.Date.Compare,
	}
}
