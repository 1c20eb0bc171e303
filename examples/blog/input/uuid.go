package input

import (
	"errors"
	"strings"

	"github.com/google/uuid"
)

// UUID reads universally unique identifiers (RFC 9562).
func UUID() Parser[uuid.UUID] {
	return Parser[uuid.UUID]{
		parse: func(v Value) (uuid.UUID, error) {
			const message = "must be a UUID such as 0190a6b0-7c1e-7d3a-9f6b-2c4d5e6f7a8b"
			text, err := v.line(message)
			if err != nil {
				return uuid.UUID{}, err
			}
			text = strings.TrimSpace(text)
			id, err := uuid.Parse(text)
			if err != nil || len(text) != len(id.String()) { // Parse knows other spellings
				return id, errors.New(message)
			}
			return id, nil
		},
		format: uuid.UUID.String,
	}
}
