package render

import "strings"

// The media types of bodies.
const (
	jsonType    = "application/json"
	patchType   = "application/merge-patch+json"
	problemType = "application/problem+json"
)

// collection is what answers at the address of all rows.
func (r *resourceView) collection() apiPath {
	list := r.operation("list"+r.GoPlural(), "List "+r.HumansLower(),
		"Gives a page of the "+r.HumansLower()+" that match all filters.",
		answer("The "+r.HumansLower()+".", r.schemaName("List")), "200 400")
	list.Parameters = r.listParameters()

	created := tagged("The new "+r.HumanLower()+".", r.schemaName(""))
	created.Headers = append(ordered{{"Location", apiHeader{Ref: pointer("headers", "Location")}}}, created.Headers...)
	create := r.operation("create"+r.Go(), "Create "+r.AHuman(),
		"Stores a new "+r.HumanLower()+". What is left out gets its default, or stays empty.",
		created, "201 400 403 413 415 422")
	create.RequestBody = body(r.schemaName("Input"), jsonType)
	return apiPath{Get: list, Post: create}
}

// member is what answers at the address of one row.
func (r *resourceView) member() apiPath {
	return apiPath{
		Parameters: []apiParameter{r.idParameter()},
		Get:        r.getOperation(),
		Put: r.changeOperation("replace", "Replace "+r.AHuman(),
			"Changes all of it: what is left out gets its default, or becomes empty.",
			body(r.schemaName("Input"), jsonType)),
		Patch: r.changeOperation("update", "Change "+r.AHuman(),
			"Merges the body into it (RFC 7396): what is left out stays as it is, and null empties it.",
			body(r.schemaName("Patch"), patchType, jsonType)),
		Delete: r.deleteOperation(),
	}
}

// idParameter is the id in an address. Most resources share it.
func (r *resourceView) idParameter() apiParameter {
	switch {
	case r.ByUUID:
		return parameter("uuid")
	case r.BySlug:
		return parameter("slug")
	}
	return parameter("id")
}

func (r *resourceView) getOperation() *apiOperation {
	get := r.operation("get"+r.Go(), "Get "+r.AHuman(), "Gives one "+r.HumanLower()+" by its "+r.namedBy()+".",
		tagged("The "+r.HumanLower()+".", r.schemaName("")), "200 304 400 404")
	get.Parameters = append(r.includeParameter(), parameter("IfNoneMatch"))
	return get
}

func (r *resourceView) changeOperation(verb, summary, description string, body *apiBody) *apiOperation {
	change := r.operation(verb+r.Go(), summary, description,
		tagged("The "+r.HumanLower()+" as it is now.", r.schemaName("")), "200 400 403 404 409 412 413 415 422")
	change.Parameters = []apiParameter{parameter("IfMatch")}
	change.RequestBody = body
	return change
}

func (r *resourceView) deleteOperation() *apiOperation {
	remove := r.operation("delete"+r.Go(), "Delete "+r.AHuman(), "Deletes it for good. It stays while other rows need it.",
		apiResponse{Description: "It is gone."}, "204 400 403 404 409 412")
	remove.Parameters = []apiParameter{parameter("IfMatch")}
	return remove
}

// operation answers with success, or with one of the other statuses. The first
// of statuses is that of success.
func (r *resourceView) operation(id, summary, description string, success apiResponse, statuses string) *apiOperation {
	var responses ordered
	for i, status := range strings.Fields(statuses + " 429 500") {
		if i == 0 {
			responses.add(status, success)
		} else {
			responses.add(status, apiResponse{Ref: pointer("responses", statusName(status))})
		}
	}
	return &apiOperation{
		OperationID: id, Summary: summary, Description: description,
		Tags: []string{r.HumanPlural()}, Responses: responses,
	}
}

// listParameters are those that choose a page, its order, and what is in it.
func (r *resourceView) listParameters() []apiParameter {
	parameters := []apiParameter{parameter("page"), parameter("per_page"), parameter("after"), parameter("count"), r.sortParameter()}
	parameters = append(parameters, r.includeParameter()...)
	parameters = append(parameters, r.searchParameter()...)
	for _, c := range r.ListColumns() {
		for _, o := range c.operators() {
			name := c.Name + o.suffix()
			if o.name == "" {
				name = r.filterName(c.Name)
			}
			parameters = append(parameters, apiParameter{
				Name: name, In: "query", Description: c.human + " " + o.phrase + ".",
				AllowEmpty: c.nullable && !o.ordered, Schema: c.schema,
			})
		}
	}
	for _, f := range r.Many() {
		parameters = append(parameters, apiParameter{
			Name: f.FilterName(), In: "query", Description: f.said() + " have this among them.", Schema: f.Target().idSchema(),
		})
	}
	return parameters
}

func (r *resourceView) sortParameter() apiParameter {
	var choices []any
	for _, c := range r.ListColumns() {
		choices = append(choices, c.Name, "-"+c.Name)
	}
	return listOf("sort", "Sorts by these, one after the other; - is for descending. The default is "+r.Order.String()+".", choices)
}

// includeParameter embeds what the rows refer to, if they refer to anything.
func (r *resourceView) includeParameter() []apiParameter {
	var choices []any
	for _, f := range r.Includes() {
		choices = append(choices, f.Name)
	}
	if choices == nil {
		return nil
	}
	return []apiParameter{listOf("include", "Embeds these beside their ids.", choices)}
}

// searchParameter finds rows by their words, if it finds any.
func (r *resourceView) searchParameter() []apiParameter {
	if !r.Searchable() {
		return nil
	}
	return []apiParameter{{
		Name: "q", In: "query", AllowEmpty: true,
		Description: "Has all of these words in its " + r.SearchedHuman() + "; the last may be the beginning of one. Where many rows have them, there is no total unless count asks for it.",
		Schema:      &jsonSchema{Type: jsonTypes{"string"}, MaxLength: 200},
	}}
}

// listOf is a query parameter with some of choices, between commas.
func listOf(name, description string, choices []any) apiParameter {
	return apiParameter{
		Name: name, In: "query", Description: description, Style: "form", Explode: new(false),
		Schema: &jsonSchema{Type: jsonTypes{"array"}, UniqueItems: true, Items: &jsonSchema{Type: jsonTypes{"string"}, Enum: choices}},
	}
}

func body(schema string, types ...string) *apiBody {
	b := &apiBody{Required: true}
	for _, t := range types {
		b.Content.add(t, apiMedia{ref(schema)})
	}
	return b
}

func answer(description, schema string) apiResponse {
	return apiResponse{Description: description, Content: ordered{{jsonType, apiMedia{ref(schema)}}}}
}

// tagged is an answer with an ETag.
func tagged(description, schema string) apiResponse {
	a := answer(description, schema)
	a.Headers = ordered{{"ETag", apiHeader{Ref: pointer("headers", "ETag")}}}
	return a
}

func pointer(kind, name string) string { return "#/components/" + kind + "/" + name }

func parameter(name string) apiParameter { return apiParameter{Ref: pointer("parameters", name)} }

func ref(name string) *jsonSchema { return &jsonSchema{Ref: pointer("schemas", name)} }
