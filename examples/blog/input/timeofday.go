package input

import (
	"errors"
	"strings"
	"time"

	"blog/types"
)

// TimeOfDay reads times of the day.
func TimeOfDay() Parser[types.TimeOfDay] {
	return Parser[types.TimeOfDay]{
		parse: func(v Value) (types.TimeOfDay, error) {
			const message = "must be a time of day such as 09:30"
			text, err := v.line(message)
			if err != nil {
				return types.TimeOfDay{}, err
			}
			t, err := types.ParseTimeOfDay(strings.TrimSpace(text))
			if err != nil {
				return t, errors.New(message)
			}
			return t, nil
		},
		format:  controlTime,
		compare: types.TimeOfDay.Compare,
	}
}

// controlTime is how <input type="time"> spells t. It stops at milliseconds.
func controlTime(t types.TimeOfDay) string {
	return types.NewTimeOfDay(t.Duration().Truncate(time.Millisecond)).String()
}
