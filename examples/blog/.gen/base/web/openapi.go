package web

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

// openAPI describes the API to programs (OpenAPI 3.1). It is made from gen.yaml.
//
//go:embed openapi.json
var openAPI []byte

var openAPITag = fmt.Sprintf(`"%.16x"`, sha256.Sum256(openAPI))

// serveOpenAPI answers GET /api/v1/openapi.json.
func serveOpenAPI(w http.ResponseWriter, r *http.Request) error {
	w.Header().Set("Content-Type", "application/json")
	w.Header().Set("ETag", openAPITag)
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(openAPI))
	return nil
}

// What follows is the part of the document that templates/openapi.html shows.

type apiDocument struct {
	Info       struct{ Title, Description string }
	Servers    []struct{ URL string }
	Tags       []struct{ Name string }
	Paths      members[apiPath]
	Components struct {
		Schemas    map[string]apiSchema
		Parameters map[string]apiParameter
		Responses  map[string]apiResponse
	}
}

type apiPath struct {
	Parameters                    []apiParameter
	Get, Post, Put, Patch, Delete *apiOperation
}

type apiOperation struct {
	OperationID, Summary, Description string
	Tags                              []string
	Parameters                        []apiParameter
	RequestBody                       struct{ Content members[apiMedia] }
	Responses                         members[apiResponse]
}

type apiParameter struct {
	Ref                   string `json:"$ref"`
	Name, In, Description string
	Required              bool
	Schema                apiSchema
}

type apiResponse struct {
	Ref         string `json:"$ref"`
	Description string
	Content     members[apiMedia]
}

type apiMedia struct{ Schema apiSchema }

type apiSchema struct {
	Ref                  string `json:"$ref"`
	Type                 any
	Format, Description  string
	Enum                 []any
	Minimum, Maximum     json.Number
	MinLength, MaxLength int
	Default              any
	Items                *apiSchema
	Properties           members[apiSchema]
	Required             []string
	Examples             []json.RawMessage
}

// members are those of a JSON object, in their order.
type members[T any] []member[T]

type member[T any] struct {
	Name  string
	Value T
}

// UnmarshalJSON reads a JSON object.
func (m *members[T]) UnmarshalJSON(data []byte) error {
	decoder := json.NewDecoder(bytes.NewReader(data))
	if _, err := decoder.Token(); err != nil {
		return err
	}
	for decoder.More() {
		name, err := decoder.Token()
		if err != nil {
			return err
		}
		var value T
		if err := decoder.Decode(&value); err != nil {
			return err
		}
		*m = append(*m, member[T]{fmt.Sprint(name), value})
	}
	return nil
}
