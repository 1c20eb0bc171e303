package render

// This file says who has pages and who has an API. What is not asked for is
// not emitted.

// HasPages reports whether it has pages.
func (r *resourceView) HasPages() bool { return !r.NoHTML }

// HasAPI reports whether it has a JSON API.
func (r *resourceView) HasAPI() bool { return !r.NoAPI }

// PageResources are the resources that have pages.
func (a appView) PageResources() []*resourceView {
	return onlyResources(a.Resources, (*resourceView).HasPages)
}

// HasAPIOnly reports whether a resource has a JSON API and no pages.
func (a appView) HasAPIOnly() bool {
	return len(onlyResources(a.Resources, func(r *resourceView) bool { return r.NoHTML })) > 0
}

// APIResources are the resources that have a JSON API.
func (a appView) APIResources() []*resourceView {
	return onlyResources(a.Resources, (*resourceView).HasAPI)
}

// HasPages reports whether there is a page, if only that which says that there
// are no resources yet.
func (a appView) HasPages() bool {
	if hasResources(a) {
		return len(a.PageResources()) > 0
	}
	return !a.NoHTML
}

// HasForms reports whether there is a page with a form.
func (a appView) HasForms() bool { return len(a.PageResources()) > 0 }

// HasFormsOnly reports whether a resource has pages and no JSON API.
func (a appView) HasFormsOnly() bool {
	return len(onlyResources(a.Resources, func(r *resourceView) bool { return r.NoAPI })) > 0
}

// HasAPI reports whether a resource has a JSON API.
func (a appView) HasAPI() bool {
	return len(a.APIResources()) > 0
}

// Surface is what it has, for people.
func (a appView) Surface() string {
	switch {
	case !a.HasPages():
		return "a JSON API"
	case hasResources(a) && !a.HasAPI():
		return "pages"
	}
	return "pages and a JSON API"
}

// ofResources are the files of a resource that only some resources have.
var ofResources = map[string]func(*resourceView) bool{
	"go/db/resource_slug.go":    (*resourceView).makesSlugs,
	"go/db/resource_many.go":    (*resourceView).hasMany,
	"go/web/resource_api.go":    (*resourceView).HasAPI,
	"html/resource/index.html":  (*resourceView).HasPages,
	"html/resource/show.html":   (*resourceView).HasPages,
	"html/resource/new.html":    (*resourceView).HasPages,
	"html/resource/edit.html":   (*resourceView).HasPages,
	"html/resource/fields.html": (*resourceView).HasPages,
}
