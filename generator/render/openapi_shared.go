package render

import (
	"encoding/json"
	"slices"
)

// sharedSchemas are the names of the schemas that are no resource's.
var sharedSchemas = []string{"Problem", "FieldError"}

// problemSchemas are what errors look like.
func problemSchemas() ordered {
	text := func(description string) *jsonSchema {
		return &jsonSchema{Type: jsonTypes{"string"}, Description: description}
	}
	return ordered{
		{"Problem", &jsonSchema{
			Type: jsonTypes{"object"}, Description: "What went wrong (RFC 9457).",
			Properties: ordered{
				{"type", text("about:blank: the status says what kind of problem it is.")},
				{"title", text("The status in words.")},
				{"status", &jsonSchema{Type: jsonTypes{"integer"}, Minimum: "400", Maximum: "599"}},
				{"detail", text("What went wrong this time.")},
				{"errors", &jsonSchema{Type: jsonTypes{"array"}, Description: "Which fields are wrong.", Items: ref("FieldError")}},
			},
			Required: []string{"type", "title", "status", "detail"},
			Examples: []any{ordered{
				{"type", "about:blank"}, {"title", "Not Found"}, {"status", 404}, {"detail", "There is nothing at this address."},
			}},
		}},
		{"FieldError", &jsonSchema{
			Type: jsonTypes{"object"}, Description: "What is wrong with a field.",
			Properties: ordered{{"field", text("Its name.")}, {"message", text("What is wrong, to come after its name.")}},
			Required:   []string{"field", "message"},
		}},
	}
}

// sharedParameters are those of several operations.
func (a appView) sharedParameters() ordered {
	query := func(name, description string, schema *jsonSchema) jsonMember {
		return jsonMember{name, apiParameter{Name: name, In: "query", Description: description, Schema: schema}}
	}
	header := func(key, name, description string) jsonMember {
		return jsonMember{key, apiParameter{Name: name, In: "header", Description: description, Schema: &jsonSchema{Type: jsonTypes{"string"}}}}
	}
	number := func(most string, absent int) *jsonSchema {
		return &jsonSchema{Type: jsonTypes{"integer"}, Format: "int64", Minimum: "1", Maximum: json.Number(most), Default: absent}
	}
	id := func(schema *jsonSchema) apiParameter {
		return apiParameter{Name: "id", In: "path", Required: true, Description: "The id of the row.", Schema: schema}
	}
	var ids ordered
	if a.numbersInURLs() {
		ids.add("id", id(numberSchema()))
	}
	if a.UUIDs() {
		ids.add("uuid", id(uuidSchema()))
	}
	if a.SlugAPI() {
		ids.add("slug", apiParameter{Name: "id", In: "path", Required: true, Description: "The slug of the row, or its id.", Schema: addressSchema()})
	}
	return append(ids, ordered{
		query("page", "The number of the page.", number("1000000000", 1)),
		query("per_page", "How many rows a page has.", number("100", 20)),
		query("after", "The next of the page before; empty for the first page.", &jsonSchema{Type: jsonTypes{"string"}}),
		query("count", "Has the total counted anew.", &jsonSchema{Type: jsonTypes{"string"}, Enum: []any{"exact"}}),
		header("IfMatch", "If-Match", "The ETag that the row has to have."),
		header("IfNoneMatch", "If-None-Match", "The ETag of what the client has already."),
	}...)
}

func sharedHeaders() ordered {
	text := &jsonSchema{Type: jsonTypes{"string"}}
	return ordered{
		{"ETag", apiHeader{Description: "Changes with the row.", Schema: text}},
		{"Location", apiHeader{Description: "The address of the new row.", Schema: text}},
		{"RetryAfter", apiHeader{Description: "In how many seconds to try again.", Schema: &jsonSchema{Type: jsonTypes{"integer"}, Minimum: "0"}}},
	}
}

// An apiStatus is an answer that several operations have.
type apiStatus struct{ status, name, description string }

// apiStatuses are all of them.
var apiStatuses = []apiStatus{
	{"304", "NotModified", "It is unchanged."},
	{"400", "BadRequest", "The body is no JSON, or a query parameter or its value is not one of those that can be."},
	{"403", "Forbidden", "A page of another site asked for it."},
	{"404", "NotFound", "There is nothing with this id."},
	{"409", "Conflict", "Others keep it from being done."},
	{"412", "PreconditionFailed", "If-Match names an ETag that the row does not have any more."},
	{"413", "TooLarge", "The body is larger than 1 MiB."},
	{"415", "UnsupportedMediaType", "The body is said to be something else than JSON."},
	{"422", "Invalid", "Fields are wrong, and errors says which."},
	{"429", "TooManyRequests", "The client asks too often."},
	{"500", "InternalError", "Something went wrong on our side."},
}

// statusName is the name of the response with the status.
func statusName(status string) string {
	i := slices.IndexFunc(apiStatuses, func(s apiStatus) bool { return s.status == status })
	return apiStatuses[i].name
}

func sharedResponses() ordered {
	var responses ordered
	for _, s := range apiStatuses {
		response := apiResponse{Description: s.description, Content: ordered{{problemType, apiMedia{ref("Problem")}}}}
		switch s.status {
		case "304":
			response.Content = nil
			response.Headers = ordered{{"ETag", apiHeader{Ref: pointer("headers", "ETag")}}}
		case "429":
			response.Headers = ordered{{"Retry-After", apiHeader{Ref: pointer("headers", "RetryAfter")}}}
		}
		responses.add(s.name, response)
	}
	return responses
}
