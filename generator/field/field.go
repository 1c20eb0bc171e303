// Package field knows the types that a resource's field may have, and the
// compact grammar that declares one: title:string:120:unique.
//
// To add a type, copy string.go, change it, and list it in Types.
// TestTypes then says what is missing.
package field

// Types lists every type, in the order that gen types shows them.
var Types = []*Type{
	String, Text, Int, Float, Decimal, Bool, Date, Time, Timestamp,
	UUID, JSON, Enum, Email, URL, Phone, Color, Slug, Markdown, References, Many,
}

// A Type says how one kind of value looks in each language that gen emits.
// It is data wherever that is possible; a func member gets the field, because
// what it gives depends on the field's arguments or modifiers.
type Type struct {
	Name    string   // in gen.yaml and on the command line
	Aliases []string // accepted as well, because hands know them
	Summary string   // one line for gen types
	Args    Args     // what may follow the name
	Lengths Lengths  // of its values, where Args is Max
	Words   bool     // its values are made of words, which q can find

	Go       string   // Go type of a required value
	Import   string   // import path that Go needs, or ""; "{module}" is the application's module
	Nilable  bool     // the Go type has a null of its own, so an optional value needs no pointer
	Requires []string // modules that an application needs because of it, "path version"

	SQLite   string                // column type: lower case, without arguments, as sqlc wants it
	Postgres func(f Field) string  // column type
	Catalog  string                // PostgreSQL's name of the type in sqlc's catalog: "pg_catalog.numeric"; "" if sqlc needs no override
	Check    func(f Field) string  // SQL condition on the quoted column %s, or "" ; nil if there never is one
	Quoted   bool                  // a value is quoted in SQL
	Stored   func(v string) string // the value v as a database spells it; nil if that is as in gen.yaml

	Parser  func(f Field) string           // Go expression of package input that reads and shows a value: input.String(0, 120)
	Literal func(f Field, v string) string // Go expression of the value v, which Valid accepted
	Valid   func(f Field, v string) error  // is v a value of this field? (min and max are checked by the caller)
	Compare func(a, b string) int          // order of two valid values; nil if min and max make no sense
	Sample  func(f Field) [2]string        // two different valid values, spelled as in gen.yaml; both respect min, max and arguments
	JSON    func(v string) string          // Go expression of the value v as the API spells it: "title", 12, true

	Control string               // block in templates/html/controls.html.tmpl
	Attrs   func(f Field) string // more attributes of the control, each after a space
	Show    string               // block in templates/html/shows.html.tmpl

	Refuses map[Modifier]string // modifiers that make no sense, and why
}

// MarshalText gives the type's name, which says it all.
func (t *Type) MarshalText() ([]byte, error) { return []byte(t.Name), nil }

// Args says what may follow a type's name.
type Args int

// The kinds of arguments.
const (
	NoArgs    Args = iota
	Max            // a maximum length: string:120
	Precision      // precision and scale, both needed: decimal:10:2
	Values         // one or more values: enum:draft:published
	Resource       // a resource, if the field is not named after it: references:user, many:tag
	Source         // the field that it is made from, if any: slug:title
)

// Lengths are the bounds of a maximum length, counted in characters.
type Lengths struct {
	Shortest, Longest int
	Default           int // if none is given; 0 for no maximum
	Indexed           int // the longest that still fits into an index
	Bytes             int // the most that a character takes
}

// A Modifier is a word that may follow type and arguments.
type Modifier string

// The modifiers.
const (
	Optional Modifier = "optional"
	Unique   Modifier = "unique"
	Index    Modifier = "index"
	Search   Modifier = "search"
	Default  Modifier = "default" // default=V
	Min      Modifier = "min"     // min=N: a value, or a length for text
	MaxValue Modifier = "max"     // max=N
	Private  Modifier = "private"
	Readonly Modifier = "readonly"
	Cascade  Modifier = "cascade"
	Restrict Modifier = "restrict"
	Nullify  Modifier = "nullify"
)

// Modifiers lists all of them, in the order in which Format writes them.
var Modifiers = []Modifier{
	Optional, Unique, Index, Search, Default, Min, MaxValue,
	Private, Readonly, Cascade, Restrict, Nullify,
}

// TakesValue reports whether m is spelled m=V.
func (m Modifier) TakesValue() bool {
	return m == Default || m == Min || m == MaxValue
}

// OnDelete is what deleting the referenced row does: Cascade, Restrict or
// Nullify.
type OnDelete = Modifier

// A Field is one value of a resource, as gen.yaml declares it.
type Field struct {
	Name string // "title"; of a reference without its _id
	Type *Type

	Length    int      // maximum length in characters, 0 for none
	Precision int      // of a decimal: all digits
	Scale     int      // of a decimal: digits after the point
	Values    []string // of an enum
	Resource  string   // of a reference or many: the resource it points at
	ByUUID    bool     // of a reference or many: the ids of that resource are UUIDs; set by whoever knows it
	Source    string   // of a slug: the field that it is made from, or ""

	Optional bool
	Unique   bool
	Index    bool
	Search   bool // q finds words in it
	Private  bool
	Readonly bool
	OnDelete OnDelete // of a reference: "restrict" unless said otherwise

	Default *string // as spelled in gen.yaml, checked by Type.Valid; nil for none
	Min     *string // a value, or for text a length; nil for none
	Max     *string // a value; a length given as max=N is in Length

	Texts
}

// Column is the name of the field's column, of its form control and of its
// JSON member. Many has the last two alone.
func (f Field) Column() string {
	switch f.Type {
	case References:
		return f.Name + "_id"
	case Many:
		return Singular(f.Name) + "_ids"
	}
	return f.Name
}
