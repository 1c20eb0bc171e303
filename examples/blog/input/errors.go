package input

import (
	"errors"
	"slices"
)

var (
	errBlank    = errors.New("can't be blank")
	errReadonly = errors.New("can't be changed")
	errSought   = errors.New("has to be chosen from what was found")
	errNotText  = errors.New("has characters that can't be stored")
)

// An Error says what is wrong with a field.
type Error struct {
	Field   string `json:"field"`
	Message string `json:"message"`
}

// Errors lists what is wrong with a form, at most one entry a field.
type Errors []Error

// Error makes Errors an error that a handler can return.
func (e Errors) Error() string { return "some fields are not valid" }

// Err is e as an error, nil if nothing is wrong.
func (e Errors) Err() error {
	if len(e) == 0 {
		return nil
	}
	return e
}

// Add records what is wrong with a field, unless something is already.
func (e *Errors) Add(field, message string) {
	if !slices.ContainsFunc(*e, func(err Error) bool { return err.Field == field }) {
		*e = append(*e, Error{field, message})
	}
}

// Check records message for field unless ok.
func (e *Errors) Check(field string, ok bool, message string) {
	if !ok {
		e.Add(field, message)
	}
}

// ByField returns the messages by field.
func (e Errors) ByField() map[string]string {
	messages := make(map[string]string, len(e))
	for _, err := range e {
		messages[err.Field] = err.Message
	}
	return messages
}
