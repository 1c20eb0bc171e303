package web

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"blog/db"
)

// This file holds what the handlers of all resources share.

// maxTries is how often a change is tried while others change the same row. Of
// many that try at once one succeeds, and chance says which.
const maxTries = 1000

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

// dependents are the rows that refer to another one, by what becomes of them
// when it is deleted: "comments (3)".
type dependents struct {
	Deleted, Cleared []string
	Keeping          []string // they keep it
}

// counted adds how many there are of what to names, if there are any.
func counted(names []string, what string, n int64) []string {
	if n == 0 {
		return names
	}
	return append(names, fmt.Sprintf("%s (%d)", what, n))
}

// inUse is the failure to delete what others keep.
func (d dependents) inUse(what string) error {
	detail := fmt.Sprintf("This %s can't be deleted while others refer to it", what)
	if len(d.Keeping) > 0 {
		detail += ": " + strings.Join(d.Keeping, ", ")
	}
	return failure{http.StatusConflict, detail + "."}
}

// labelOf is what a select or a heading calls a row: its label or, if that is
// blank, what it is and its number.
func labelOf(what string, id int64, label string) string {
	if label == "" {
		return fmt.Sprintf("%s %d", what, id)
	}
	return label
}

// maxOptions is the most that a form or a filter offers of other rows. Where
// there are more, a search field stands beside them.
const maxOptions = 100

// A finding is what a search field shows.
type finding struct{ Text string }

// children are the first of the rows that refer to the one on a page.
type children struct {
	Heading string
	Rows    []link
	All     *link // nil if there are no more
	New     *link
}

// mostChildren is how many of them a page shows.
const mostChildren = 10

// childrenOf loads the rows of a list that have id in a field.
func childrenOf[R any](ctx context.Context, app *App, l listing[R], heading, field string, id any, show func(R) link) (children, error) {
	has, filter := db.Compare(field, db.Equal, id), field
	for _, m := range l.members {
		if m.field == field {
			has, filter = db.Joined(m.table, m.own, m.other, id), m.Name
		}
	}
	rows, err := l.rows(ctx, app.db, db.Selection{Where: []db.Condition{has}}, mostChildren+1, 0)
	c := children{Heading: heading, New: &link{"New " + l.one, fmt.Sprintf("/%s/new?%s=%v", l.name, field, id)}}
	if len(rows) > mostChildren {
		rows = rows[:mostChildren]
		c.All = &link{"All " + l.many, fmt.Sprintf("/%s?%s=%v", l.name, filter, id)}
	}
	c.Rows = each(rows, show)
	return c, err
}

// A deletion is what templates/delete.html asks about.
type deletion struct {
	What string
	link
	Others dependents
}

// An option is one choice of a select.
type option struct {
	Value, Label string
}

// A checkbox is an option of which several can be chosen.
type checkbox struct {
	option
	Checked bool
}

// A formControls is what a page with a form shows: the texts that its controls
// hold, what is wrong, and what its selects offer, each by the field's name.
type formControls struct {
	Text       map[string]string
	Errors     map[string]string
	Options    map[string][]option
	Finds      map[string]*finding // of selects that do not offer all rows
	Checkboxes map[string][]checkbox
}

// redirect sends the browser on, with a message for the next page.
func (app *App) redirect(w http.ResponseWriter, r *http.Request, to, notice string) error {
	app.setNotice(w, url.QueryEscape(notice), 60)
	http.Redirect(w, r, to, http.StatusSeeOther)
	return nil
}
