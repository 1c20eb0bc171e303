package render

import "encoding/json"

// The types in this file are those of OpenAPI 3.1 and of its JSON Schema, as
// far as the document of an application needs them.

type apiDocument struct {
	Generated  string        `json:"x-generated"`
	OpenAPI    string        `json:"openapi"`
	Info       apiInfo       `json:"info"`
	Servers    []apiServer   `json:"servers"`
	Security   []struct{}    `json:"security"` // empty: the API asks nobody who they are
	Tags       []apiTag      `json:"tags"`
	Paths      ordered       `json:"paths"`
	Components apiComponents `json:"components"`
}

type apiInfo struct {
	Title       string `json:"title"`
	Version     string `json:"version"`
	Description string `json:"description"`
}

type apiServer struct {
	URL         string `json:"url"`
	Description string `json:"description"`
}

type apiTag struct {
	Name        string `json:"name"`
	Description string `json:"description"`
}

type apiComponents struct {
	Schemas    ordered `json:"schemas"`
	Parameters ordered `json:"parameters"`
	Headers    ordered `json:"headers"`
	Responses  ordered `json:"responses"`
}

type apiPath struct {
	Parameters []apiParameter `json:"parameters,omitempty"`
	Get        *apiOperation  `json:"get,omitempty"`
	Post       *apiOperation  `json:"post,omitempty"`
	Put        *apiOperation  `json:"put,omitempty"`
	Patch      *apiOperation  `json:"patch,omitempty"`
	Delete     *apiOperation  `json:"delete,omitempty"`
}

type apiOperation struct {
	OperationID string         `json:"operationId"`
	Summary     string         `json:"summary"`
	Description string         `json:"description"`
	Tags        []string       `json:"tags"`
	Parameters  []apiParameter `json:"parameters,omitempty"`
	RequestBody *apiBody       `json:"requestBody,omitempty"`
	Responses   ordered        `json:"responses"`
}

type apiParameter struct {
	Ref         string      `json:"$ref,omitempty"`
	Name        string      `json:"name,omitempty"`
	In          string      `json:"in,omitempty"`
	Description string      `json:"description,omitempty"`
	Required    bool        `json:"required,omitempty"`
	AllowEmpty  bool        `json:"allowEmptyValue,omitempty"`
	Style       string      `json:"style,omitempty"`
	Explode     *bool       `json:"explode,omitempty"`
	Schema      *jsonSchema `json:"schema,omitempty"`
}

type apiBody struct {
	Required bool    `json:"required"`
	Content  ordered `json:"content"`
}

type apiMedia struct {
	Schema *jsonSchema `json:"schema"`
}

type apiResponse struct {
	Ref         string  `json:"$ref,omitempty"`
	Description string  `json:"description,omitempty"`
	Headers     ordered `json:"headers,omitempty"`
	Content     ordered `json:"content,omitempty"`
}

type apiHeader struct {
	Ref         string      `json:"$ref,omitempty"`
	Description string      `json:"description,omitempty"`
	Schema      *jsonSchema `json:"schema,omitempty"`
}

// A jsonSchema says what a value has to be.
type jsonSchema struct {
	Ref                  string        `json:"$ref,omitempty"`
	Description          string        `json:"description,omitempty"`
	Type                 jsonTypes     `json:"type,omitempty"`
	Format               string        `json:"format,omitempty"`
	Enum                 []any         `json:"enum,omitempty"`
	Minimum              json.Number   `json:"minimum,omitempty"`
	Maximum              json.Number   `json:"maximum,omitempty"`
	MinLength            int           `json:"minLength,omitempty"`
	MaxLength            int           `json:"maxLength,omitempty"`
	Pattern              string        `json:"pattern,omitempty"`
	Default              any           `json:"default,omitempty"`
	Items                *jsonSchema   `json:"items,omitempty"`
	MaxItems             int           `json:"maxItems,omitempty"`
	UniqueItems          bool          `json:"uniqueItems,omitempty"`
	Properties           ordered       `json:"properties,omitempty"`
	Required             []string      `json:"required,omitempty"`
	AdditionalProperties *bool         `json:"additionalProperties,omitempty"`
	AnyOf                []*jsonSchema `json:"anyOf,omitempty"`
	Not                  *jsonSchema   `json:"not,omitempty"`
	ReadOnly             bool          `json:"readOnly,omitempty"`
	WriteOnly            bool          `json:"writeOnly,omitempty"`
	Examples             []any         `json:"examples,omitempty"`
}

// jsonTypes are the types that a value may have. One stands without brackets.
type jsonTypes []string

// An ordered is a JSON object whose members keep their order.
type ordered []jsonMember

type jsonMember struct {
	Name  string
	Value any
}

func (o *ordered) add(name string, value any) { *o = append(*o, jsonMember{name, value}) }
