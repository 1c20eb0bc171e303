package input

import (
	"errors"
	"strings"

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
		format:  types.TimeOfDay.String,
		compare: types.TimeOfDay.Compare,
	}
}
