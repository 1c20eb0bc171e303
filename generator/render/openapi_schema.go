package render

import "slices"

// createdExample is when the rows of examples were made.
const createdExample = "2026-01-02T03:04:05Z"

// uuidExample is the id of a row then, where ids are UUIDs.
const uuidExample = "019b7ced-ed08-7000-8000-000000000001"

// schemaName is the name of r's schema with the suffix: PostInput.
func (r *resourceView) schemaName(suffix string) string { return r.freeName(suffix, sharedSchemas) }

// freeName is r's name with a suffix. If that stands for something else, an
// underscore follows: a resource price_input has the name PriceInput, and the
// input of prices is PriceInput_.
func (r *resourceView) freeName(suffix string, taken []string) string {
	name := r.Go() + suffix
	if owner, found := r.app.owners[name]; found && owner != r.Name || slices.Contains(taken, name) {
		name += "_"
	}
	return name
}

// schemas adds what bodies and answers of r are made of.
func (r *resourceView) schemas(to *ordered) {
	to.add(r.schemaName(""), r.rowSchema())
	to.add(r.schemaName("Input"), r.inputSchema())
	to.add(r.schemaName("Patch"), r.patchSchema())
	to.add(r.schemaName("List"), r.listSchema())
}

// rowSchema is a row as answers show it.
func (r *resourceView) rowSchema() *jsonSchema {
	s := &jsonSchema{Type: jsonTypes{"object"}, Description: upperFirst(r.AHuman()) + ".", Examples: []any{r.rowExample()}}
	moment := &jsonSchema{Type: jsonTypes{"string"}, Format: "date-time", ReadOnly: true}
	id := r.idSchema()
	id.ReadOnly = true
	s.Properties.add("id", id)
	for _, f := range r.Public() {
		s.Properties.add(f.Column(), f.answered())
	}
	s.Properties.add("created_at", moment)
	s.Properties.add("updated_at", moment)
	for _, p := range s.Properties {
		s.Required = append(s.Required, p.Name)
	}
	for _, f := range r.Includes() {
		s.Properties.add(f.Name, f.embedded())
	}
	return s
}

func (r *resourceView) rowExample() ordered {
	example := ordered{{"id", r.idExample()}}
	for _, f := range r.Public() {
		example.add(f.Column(), f.shown())
	}
	return append(example, ordered{{"created_at", createdExample}, {"updated_at", createdExample}}...)
}

// idExample is an id of r.
func (r *resourceView) idExample() any {
	if r.ByUUID {
		return uuidExample
	}
	return 1
}

// embedded is what f refers to, beside its id or its ids.
func (f *fieldView) embedded() *jsonSchema {
	s := ref(f.Target().schemaName(""))
	switch {
	case f.IsMany():
		s = &jsonSchema{Type: jsonTypes{"array"}, Items: s}
	case f.Optional:
		s = &jsonSchema{AnyOf: []*jsonSchema{s, {Type: jsonTypes{"null"}}}}
	}
	s.Description = "With include=" + f.Name + "."
	return s
}

// inputSchema is what makes a row, or all of one anew.
func (r *resourceView) inputSchema() *jsonSchema {
	var example ordered
	s := &jsonSchema{Type: jsonTypes{"object"}, Description: "All of " + r.AHuman() + " that clients decide.", AdditionalProperties: new(false)}
	for _, f := range r.Inputs() {
		s.Properties.add(f.Column(), f.initial())
		if !f.Optional && !f.HasDefault() && !f.IsMade() {
			s.Required = append(s.Required, f.Column())
		}
		example.add(f.Column(), f.example(0))
	}
	s.Examples = []any{example}
	return s
}

// patchSchema is what changes a part of a row.
func (r *resourceView) patchSchema() *jsonSchema {
	var example ordered
	s := &jsonSchema{Type: jsonTypes{"object"}, Description: "What changes of " + r.AHuman() + ".", AdditionalProperties: new(false)}
	for i, f := range r.Inputs() {
		s.Properties.add(f.Column(), f.accepted())
		if i == 0 {
			example.add(f.Column(), f.example(1))
		}
	}
	s.Examples = []any{example}
	return s
}

// listSchema is a page of rows.
func (r *resourceView) listSchema() *jsonSchema {
	return &jsonSchema{
		Type: jsonTypes{"object"}, Description: "A page of " + r.HumansLower() + ".",
		Properties: ordered{
			{"items", &jsonSchema{Type: jsonTypes{"array"}, Items: ref(r.schemaName(""))}},
			{"total", &jsonSchema{Type: jsonTypes{"integer"}, Format: "int64", Minimum: "0", Description: "How many match, on all pages. With after, only count=exact tells."}},
			{"page", &jsonSchema{Type: jsonTypes{"integer"}, Format: "int64", Minimum: "1", Description: "The number of this page. Not there with after."}},
			{"per_page", &jsonSchema{Type: jsonTypes{"integer"}, Format: "int64", Minimum: "1", Maximum: "100"}},
			{"next", &jsonSchema{Type: jsonTypes{"string", "null"}, Description: "The after of the next page, null on the last one."}},
		},
		Required: []string{"items", "per_page", "next"},
		Examples: []any{ordered{{"items", []any{r.rowExample()}}, {"total", 1}, {"page", 1}, {"per_page", 20}, {"next", nil}}},
	}
}

func numberSchema() *jsonSchema { return &jsonSchema{Type: jsonTypes{"integer"}, Format: "int64"} }

func uuidSchema() *jsonSchema { return &jsonSchema{Type: jsonTypes{"string"}, Format: "uuid"} }

// idSchema is the schema of r's ids.
func (r *resourceView) idSchema() *jsonSchema {
	if r.ByUUID {
		return uuidSchema()
	}
	return numberSchema()
}
