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
	kind, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	if err != nil || kind != "application/json" && kind != "application/merge-patch+json" {
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
	if err := r.ParseForm(); err != nil {
		return input.Values{}, unreadable(err)
	}
	return input.FromForm(r.PostForm), nil
}

// unreadable is the failure of a body that breaks off, or never ends.
func unreadable(err error) error {
	if tooLarge(err) {
		return err
	}
	return badRequest("The request can't be read.")
}
