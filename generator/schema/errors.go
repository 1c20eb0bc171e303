package schema

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An Error is one thing that is wrong with a definition.
type Error struct {
	File         string
	Line, Column int // 0 where gen.yaml does not hold what is wrong
	Code         Code
	Message      string
	Hint         string // how to mend it, or ""
}

// Error gives place and message; the hint is for whoever prints it.
func (e *Error) Error() string {
	if e.Line == 0 {
		return e.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Errors is everything that is wrong with a definition, sorted by place.
type Errors []*Error

// Error gives one error a line.
func (errs Errors) Error() string {
	lines := make([]string, len(errs))
	for i, err := range errs {
		lines[i] = err.Error()
	}
	return strings.Join(lines, "\n")
}

// sorted sorts errs by place and leaves out what was said before.
func (errs Errors) sorted() Errors {
	slices.SortStableFunc(errs, func(a, b *Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
	return slices.CompactFunc(errs, func(a, b *Error) bool { return *a == *b })
}
