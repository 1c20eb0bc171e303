package web

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"net/http"
	"path"
	"slices"
	"strings"
	"sync"
)

// apiDocs answers GET /api/docs: what openapi.json says, for people.
func (app *App) apiDocs(w http.ResponseWriter, r *http.Request) error {
	page, err := readDocs()
	if err != nil {
		return err
	}
	page.Origin = "http://" + r.Host
	if app.production {
		page.Origin = "https://" + r.Host
	}
	return app.render(w, r, http.StatusOK, "openapi", page)
}

// A documentation is what templates/openapi.html shows.
type documentation struct {
	Origin string
	Rules  []string // that hold everywhere
	Groups []docsGroup
}

// A docsGroup is all about one resource.
type docsGroup struct {
	Name, ID   string
	Operations []docsOperation
}

// A docsOperation is one thing that clients can ask for.
type docsOperation struct {
	ID, Method, Path, Summary, Description string
	Parameters, Fields                     docsTable
	Request, Answer                        docsExample
	Statuses                               []docsStatus
}

// A docsTable lists values that clients send.
type docsTable struct {
	Label string
	Rows  []docsValue
}

// A docsValue is a parameter, or a field of a body.
type docsValue struct {
	Name, Place, Operators string
	Required               bool
	Kind, Description      string
}

// A docsExample is a body.
type docsExample struct{ MediaType, Text string }

type docsStatus struct{ Code, Description string }

// readDocs makes the page of openapi.json, once.
var readDocs = sync.OnceValues(func() (documentation, error) {
	var document apiDocument
	if err := json.Unmarshal(openAPI, &document); err != nil {
		return documentation{}, fmt.Errorf("openapi.json: %w", err)
	}
	page := documentation{Rules: strings.Split(document.Info.Description, "\n\n")}
	for _, tag := range document.Tags {
		page.Groups = append(page.Groups, document.group(tag.Name))
	}
	return page, nil
})

func (d apiDocument) group(tag string) docsGroup {
	group := docsGroup{Name: tag}
	for _, p := range d.Paths {
		for method, o := range p.Value.operations() {
			if !slices.Contains(o.Tags, tag) {
				continue
			}
			operation := d.operation(*o, p.Value.Parameters)
			operation.Method, operation.Path = method, d.Servers[0].URL+p.Name
			group.ID = cmp.Or(group.ID, strings.Trim(p.Name, "/"))
			group.Operations = append(group.Operations, operation)
		}
	}
	return group
}

// operations yields those at a path, by method.
func (p apiPath) operations() func(yield func(string, *apiOperation) bool) {
	return func(yield func(string, *apiOperation) bool) {
		for i, o := range []*apiOperation{p.Get, p.Post, p.Put, p.Patch, p.Delete} {
			if o != nil && !yield([]string{"GET", "POST", "PUT", "PATCH", "DELETE"}[i], o) {
				return
			}
		}
	}
}

func (d apiDocument) operation(o apiOperation, shared []apiParameter) docsOperation {
	operation := docsOperation{
		ID: o.OperationID, Summary: o.Summary, Description: o.Description,
		Parameters: docsTable{"Parameters: " + o.Summary, d.parameters(slices.Concat(shared, o.Parameters))},
	}
	if len(o.RequestBody.Content) > 0 {
		schema := d.resolve(o.RequestBody.Content[0].Value.Schema)
		operation.Fields = docsTable{"Body: " + o.Summary, schema.fields()}
		operation.Request = exampleOf(o.RequestBody.Content[0].Name, schema)
	}
	for _, r := range o.Responses {
		response := r.Value
		if response.Ref != "" {
			response = d.Components.Responses[path.Base(response.Ref)]
		} else if len(response.Content) > 0 {
			operation.Answer = exampleOf(response.Content[0].Name, d.resolve(response.Content[0].Value.Schema))
		}
		operation.Statuses = append(operation.Statuses, docsStatus{r.Name, response.Description})
	}
	return operation
}

// parameters lists parameters; those that compare one field are one.
func (d apiDocument) parameters(parameters []apiParameter) []docsValue {
	var values []docsValue
	for _, p := range parameters {
		if p.Ref != "" {
			p = d.Components.Parameters[path.Base(p.Ref)]
		}
		if _, operator, ok := strings.Cut(p.Name, "["); ok && len(values) > 0 {
			values[len(values)-1].Operators += " [" + operator
			continue
		}
		values = append(values, docsValue{
			Name: p.Name, Place: p.In, Required: p.Required, Kind: p.Schema.kind(), Description: p.Description,
		})
	}
	return values
}

func (d apiDocument) resolve(s apiSchema) apiSchema {
	if s.Ref != "" {
		return d.Components.Schemas[path.Base(s.Ref)]
	}
	return s
}

// fields lists the members of an object.
func (s apiSchema) fields() []docsValue {
	values := make([]docsValue, len(s.Properties))
	for i, p := range s.Properties {
		values[i] = docsValue{
			Name: p.Name, Required: slices.Contains(s.Required, p.Name), Kind: p.Value.kind(), Description: p.Value.Description,
		}
	}
	return values
}

// kind says in words what s allows.
func (s apiSchema) kind() string {
	words := []string{"any"}
	switch t := s.Type.(type) {
	case string:
		words[0] = t
	case []any:
		words[0] = strings.ReplaceAll(strings.Trim(fmt.Sprint(t), "[]"), " ", " or ")
	}
	if s.Items != nil {
		return "list of " + s.Items.kind()
	}
	if s.Format != "" && s.Format != "int64" && s.Format != "double" {
		words = append(words, s.Format)
	}
	if s.Enum != nil {
		values := slices.DeleteFunc(slices.Clone(s.Enum), func(value any) bool { return value == nil }) // the type says it
		words = append(words, strings.ReplaceAll(strings.Trim(fmt.Sprint(values), "[]"), " ", " or "))
	}
	for _, limit := range []struct {
		name  string
		value any
		ok    bool
	}{
		{"at least %v characters", s.MinLength, s.MinLength > 1},
		{"at most %v characters", s.MaxLength, s.MaxLength > 0},
		{"at least %v", s.Minimum, s.Minimum != ""},
		{"at most %v", s.Maximum, s.Maximum != ""},
		{"default %v", s.Default, s.Default != nil},
	} {
		if limit.ok {
			words = append(words, fmt.Sprintf(limit.name, limit.value))
		}
	}
	return strings.Join(words, ", ")
}

func exampleOf(mediaType string, s apiSchema) docsExample {
	var text bytes.Buffer
	if len(s.Examples) > 0 && json.Indent(&text, s.Examples[0], "", "  ") == nil {
		return docsExample{mediaType, text.String()}
	}
	return docsExample{MediaType: mediaType}
}

// Curl is a command that does the operation.
func (o docsOperation) Curl(origin string) string {
	command := "curl"
	if o.Method != "GET" {
		command += " -X " + o.Method
	}
	command += " '" + origin + strings.ReplaceAll(o.Path, "{id}", "1") + "'"
	if o.Request.Text != "" {
		command += " \\\n  -H 'Content-Type: " + o.Request.MediaType + "' \\\n  -d '" +
			strings.ReplaceAll(o.Request.Text, "'", `'\''`) + "'"
	}
	return command
}
