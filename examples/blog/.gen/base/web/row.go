package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strconv"
)

// This file holds what the handlers of all resources share.

// maxTries is how often a change is tried while others change the same row.
const maxTries = 100

var errBusy = failure{http.StatusConflict, "Others keep changing this. Try again."}

// idOf returns the {id} in the URL. An id has one spelling, so that a page has
// one address.
func idOf(r *http.Request) (int64, error) {
	id, err := strconv.ParseInt(r.PathValue("id"), 10, 64)
	if err != nil || strconv.FormatInt(id, 10) != r.PathValue("id") {
		return 0, errNotFound
	}
	return id, nil
}

// labelOf is what a select or a heading calls a row: its label or, if that is
// blank, what it is and its number.
func labelOf(what string, id int64, label string) string {
	if label == "" {
		return fmt.Sprintf("%s %d", what, id)
	}
	return label
}

// maxOptions is the most that a select in a form offers.
const maxOptions = 500

// maxChoices is the most that a select offers which filters a list.
const maxChoices = 100

// An option is one choice of a select.
type option struct {
	Value, Label string
}

// A formControls is what a page with a form shows: the texts that its controls
// hold, what is wrong, and what its selects offer, each by the field's name.
type formControls struct {
	Text    map[string]string
	Errors  map[string]string
	Options map[string][]option
}

// redirect sends the browser on, with a message for the next page.
func (app *App) redirect(w http.ResponseWriter, r *http.Request, to, notice string) error {
	app.setNotice(w, url.QueryEscape(notice), 60)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
