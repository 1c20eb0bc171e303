package web

import (
	"errors"
	"io"
	"mime"
	"net/http"

	"blog/input"
)

// readJSON reads the JSON object in the body of r.
func readJSON(r *http.Request) (input.Values, error) {
	if kind := mediaType(r); kind != "application/json" && kind != "application/merge-patch+json" {
		return input.Values{}, failure{http.StatusUnsupportedMediaType, "Send JSON, with Content-Type: application/json."}
	}
	body, err := io.ReadAll(r.Body)
	if err != nil {
		return input.Values{}, unreadable(err)
	}
	values, err := input.FromJSON(body)
	switch {
	case errors.Is(err, input.ErrNotObject):
		return values, failure{http.StatusUnprocessableEntity, "The body must be a JSON object."}
	case err != nil:
		return values, badRequest("The body is not JSON: %v.", err)
	}
	return values, nil
}

// readForm reads the HTML form in the body of r.
func readForm(r *http.Request) (input.Values, error) {
	var err error
	switch mediaType(r) {
	case "application/x-www-form-urlencoded":
		err = r.ParseForm()
	case "multipart/form-data":
		err = r.ParseMultipartForm(maxBody)
	default:
		return input.Values{}, failure{http.StatusUnsupportedMediaType, "Send an HTML form."}
	}
	if err != nil {
		return input.Values{}, unreadable(err)
	}
	return input.FromForm(r.PostForm), nil
}

// mediaType is what r says its body is, without parameters.
func mediaType(r *http.Request) string {
	kind, _, _ := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return kind
}

// unreadable is the failure of a body that breaks off, or never ends.
func unreadable(err error) error {
	if tooLarge(err) {
		return err
	}
	return badRequest("The request can't be read.")
}
