package render

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/field"
)

// Searches are the resources in which q finds words.
func (a appView) Searches() []*resourceView {
	return onlyResources(a.Resources, (*resourceView).Searchable)
}

// APISearches are those of them that have a JSON API.
func (a appView) APISearches() []*resourceView {
	return onlyResources(a.Searches(), (*resourceView).HasAPI)
}

// APISearchesHuman names these.
func (a appView) APISearchesHuman() string {
	var names []string
	for _, r := range a.APISearches() {
		names = append(names, r.HumansLower())
	}
	return listed(names)
}

// Searchable reports whether q finds words in some of its fields.
func (r *resourceView) Searchable() bool { return len(r.searched()) > 0 }

// searched are the fields in which q finds words.
func (r *resourceView) searched() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return f.Has(field.Search) })
}

// listParams are the query parameters that mean the same in every list.
var listParams = []string{"page", "per_page", "sort", "after", "count", "include"}

// filterName is the query parameter that filters by a column. Some names mean
// something else in a list.
func (r *resourceView) filterName(column string) string {
	if slices.Contains(listParams, column) || column == "q" && r.Searchable() {
		return column + "[eq]"
	}
	return column
}

// SearchedHuman names the fields in which q finds words: title, notes and body.
func (r *resourceView) SearchedHuman() string {
	var names []string
	for _, f := range r.searched() {
		names = append(names, lowerHuman(f.Name))
	}
	return listed(names)
}

// listed is names in a sentence: a, b and c.
func listed(names []string) string {
	last := len(names) - 1
	if last < 1 {
		return strings.Join(names, "")
	}
	return strings.Join(names[:last], ", ") + " and " + names[last]
}

// Matches is the Go expression of the condition that a row has certain words.
func (r *resourceView) Matches() string {
	return "`" + dialect.For(r.app.Database).Match(r.table) + "`"
}

// Contains is the Go expression of the condition that a row of a PostgreSQL
// database has a certain text somewhere.
func (r *resourceView) Contains() string {
	return "`" + dialect.Postgres{}.Contains(r.table) + "`"
}
