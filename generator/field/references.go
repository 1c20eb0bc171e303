package field

// Kept is the type that f's values are kept as: that of the ids, for a
// reference and for many.
func (f Field) Kept() *Type {
	if f.Type.Args == Resource && f.ByUUID {
		return UUID
	}
	return f.Type
}

// References is another resource's row: the column holds its id.
var References = &Type{
	Name:     "references",
	Aliases:  []string{"belongs_to", "reference", "ref"},
	Summary:  "a row of another resource: author:references:user",
	Args:     Resource,
	Go:       "int64",
	SQLite:   "integer",
	Postgres: is("bigint"),
	Parser:   is("input.ID()"),
	Literal:  bare,
	Valid:    validInt,
	Sample:   func(Field) [2]string { return [2]string{"1", "2"} },
	JSON:     same,
	Control:  "reference",
	Attrs:    is(""),
	Show:     "reference",
	Refuses: map[Modifier]string{
		Default: "whether a row with that id exists is not known here",
	},
}
