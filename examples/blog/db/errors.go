package db

import "errors"

// Kind is the kind of rule that a Violation breaks.
type Kind string

const (
	Unique     Kind = "unique"      // the value is taken
	ForeignKey Kind = "foreign key" // it refers to nothing, or something still refers to it
	Check      Kind = "check"       // a CHECK says no
	NotNull    Kind = "not null"    // the value is missing
)

// Violation is an error of the database: what was to be written breaks one of
// its rules. It holds what the database says, and databases say different
// things: SQLite names nothing when a foreign key is broken, and the constraint
// only when it is a check.
type Violation struct {
	Kind       Kind
	Table      string
	Columns    []string
	Constraint string

	err error
}

func (v *Violation) Error() string { return v.err.Error() }
func (v *Violation) Unwrap() error { return v.err }

// AsViolation returns the Violation in err, if there is one.
func AsViolation(err error) (*Violation, bool) {
	if v, ok := errors.AsType[*Violation](err); ok {
		return v, true
	}
	v := violation(err)
	return v, v != nil
}
