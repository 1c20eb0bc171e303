package field

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/gobuffalo/flect"
)

// longestName leaves room in PostgreSQL's 63 bytes for what gen appends.
const longestName = 59

var namePattern = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)

// reserved are the columns that every resource has, or gen uses itself.
var reserved = map[string]string{
	"id":                  "every resource has it",
	"created_at":          "every resource has it",
	"updated_at":          "every resource has it",
	"previous_updated_at": "gen's queries use it",
}

// CheckName says what is wrong with the name of a field, resource or table
// that may have longest bytes.
func CheckName(name string, longest int) *Error {
	fail := func(message string) *Error {
		return &Error{Part: "name", Message: message, Hint: "a name is lower-case letters, digits and single underscores, such as published_at"}
	}
	switch {
	case name == "":
		return fail("the name is empty")
	case len(name) > longest:
		return &Error{Part: "name", Message: fmt.Sprintf("name %q is longer than %d bytes", name, longest), Hint: "choose a shorter name"}
	case !namePattern.MatchString(name):
		err := fail(fmt.Sprintf("name %q is not allowed", name))
		if snake := snakeCase(name); snake != name && namePattern.MatchString(snake) {
			err.Hint = fmt.Sprintf("did you mean %q?", snake)
		}
		return err
	}
	return nil
}

// checkColumn says what is wrong with f's name and column.
func (f Field) checkColumn() *Error {
	if err := CheckName(f.Name, longestName); err != nil {
		return err
	}
	if err := CheckName(f.Column(), longestName); err != nil {
		return err
	}
	if base, found := strings.CutSuffix(f.Name, "_ids"); found && f.IsMany() {
		return &Error{Part: "name", Message: fmt.Sprintf("many is named without _ids: its ids would be called %s", f.Column()),
			Hint: fmt.Sprintf("did you mean %q?", flect.Pluralize(base))}
	}
	if base, found := strings.CutSuffix(f.Name, "_id"); found && f.Type == References {
		return &Error{Part: "name", Message: fmt.Sprintf("a reference is named without _id: its column would be %s", f.Column()),
			Hint: fmt.Sprintf("did you mean %q?", base)}
	}
	if reason := reserved[f.Column()]; reason != "" {
		return &Error{Part: "name", Message: fmt.Sprintf("the name %q is taken: %s", f.Name, reason), Hint: "choose another name"}
	}
	return nil
}

// snakeCase spells publishedAt and Published-At as published_at.
func snakeCase(name string) string {
	var b strings.Builder
	for i, r := range name {
		switch {
		case r == '-' || r == ' ' || r == '.':
			r = '_'
		case r >= 'A' && r <= 'Z':
			if i > 0 && name[i-1] >= 'a' && name[i-1] <= 'z' {
				b.WriteByte('_')
			}
			r += 'a' - 'A'
		}
		b.WriteRune(r)
	}
	return strings.Trim(b.String(), "_")
}
