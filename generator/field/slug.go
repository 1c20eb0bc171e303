package field

import (
	"errors"
	"fmt"
	"regexp"
)

// slugLength leaves room in an index, and in the address bar.
const slugLength = 100

// Slug is a short name for addresses.
var Slug = &Type{
	Name:     "slug",
	Aliases:  []string{"permalink"},
	Summary:  "a short name for addresses, always unique; slug:slug:title makes it from the title where it is left empty; with id: slug of the resource, it names rows in addresses",
	Args:     Source,
	Lengths:  Lengths{Default: slugLength, Bytes: 1},
	Words:    true,
	Go:       "string",
	Requires: []string{"github.com/gosimple/unidecode v1.0.1"},
	SQLite:   "text",
	Postgres: is("text"),
	Check:    lengthCheck,
	Quoted:   true,
	Parser:   is("input.Slug()"),
	Literal:  quote,
	Valid:    validSlug,
	Sample:   func(Field) [2]string { return [2]string{"first-one", "second-one"} },
	JSON:     quoteValue,
	Control:  "text",
	Attrs:    func(f Field) string { return lengthAttrs(f) + ` spellcheck="false" autocapitalize="none"` },
	Show:     "text",
	Refuses: map[Modifier]string{
		Default: "no two rows have the same",
		Private: "it is there to be seen",
	},
}

var slugPattern = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

func validSlug(f Field, v string) error {
	if !slugPattern.MatchString(v) {
		return fmt.Errorf("%q is not lower-case letters, digits and single hyphens, such as my-post", v)
	}
	if len(v) > slugLength {
		return fmt.Errorf("%q is longer than %s", v, count(slugLength, "character"))
	}
	return nil
}

// IsMade reports whether f gets a value from another field where it has none.
func (f Field) IsMade() bool { return f.Source != "" }

// MadeFrom says why f's value cannot be made from the field source, or nil.
func (f Field) MadeFrom(source Field) error {
	switch {
	case source.Name == f.Name:
		return errors.New("it cannot be made from itself")
	case source.Type.Go != "string":
		return fmt.Errorf("it is made from text, and %q is of type %s", source.Name, source.Type.Name)
	case source.Private:
		return fmt.Errorf("%q is private, and everybody would see it in the slug", source.Name)
	case source.Readonly:
		return fmt.Errorf("%q is never taken from input", source.Name)
	}
	return nil
}
