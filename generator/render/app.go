package render

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// An appView is an application as templates see it.
type appView struct {
	*schema.App
	Resources []*resourceView
	tables    []diff.Table
	outline   outline
}

// newAppView has the views of all resources, in one scope.
func newAppView(in Input) appView {
	app := appView{App: in.App, tables: in.Tables, outline: newOutline(in.App)}
	all := &scope{views: make(map[string]*resourceView)}
	for _, resource := range in.App.Resources {
		r := &resourceView{Resource: resource, app: app.outline, scope: all}
		if i := slices.IndexFunc(in.Tables, func(t diff.Table) bool { return t.Resource == r.Name }); i >= 0 {
			r.table = in.Tables[i]
		}
		for _, f := range resource.Fields {
			r.Fields = append(r.Fields, &fieldView{Field: f, Resource: r})
		}
		all.views[r.Name] = r
		app.Resources = append(app.Resources, r)
	}
	for _, r := range app.Resources {
		for i, f := range r.Fields {
			switch f.Type {
			case field.References:
				f.Target().incoming = append(f.Target().incoming, edge{r.Name, i})
			case field.Many:
				f.Target().holders = append(f.Target().holders, edge{r.Name, i})
			}
		}
	}
	app.chooseSamples()
	return app
}

// Human is the application's name in headings.
func (a appView) Human() string { return human(a.Name) }

// DatabaseURLHelp says what DATABASE_URL is.
func (a appView) DatabaseURLHelp() string {
	if onPostgres(a) {
		return "PostgreSQL to use, such as postgres://localhost/" + a.Name
	}
	return "file of the SQLite database (" + a.Name + ".db)"
}

// Postgres reports whether it keeps its data in PostgreSQL.
func (a appView) Postgres() bool { return onPostgres(a) }

// DatabaseName is what people call its database.
func (a appView) DatabaseName() string {
	if onPostgres(a) {
		return "PostgreSQL"
	}
	return "SQLite"
}

// UUID reports whether a field is a UUID, which needs a module.
func (a appView) UUID() bool { return uses("uuid")(a) }

// Decimal reports whether a field is a decimal, which needs a module.
func (a appView) Decimal() bool { return uses("decimal")(a) }

// Markdown reports whether a page shows Markdown, which needs a module.
func (a appView) Markdown() bool { return showsMarkdown(a) }

// MakesSlugs reports whether a slug is made from text, which needs a module.
func (a appView) MakesSlugs() bool { return makesSlugs(a) }

// HasIncludes reports whether the API includes what rows refer to.
func (a appView) HasIncludes() bool {
	return slices.ContainsFunc(a.Resources, (*resourceView).Including)
}

// IncludesReferences reports whether it includes the row of a reference.
func (a appView) IncludesReferences() bool { return a.includes((*fieldView).IsReference) }

// IncludesMany reports whether it includes the rows of a set.
func (a appView) IncludesMany() bool {
	return a.includes(func(f *fieldView) bool { return f.IsMany() })
}

// includes reports whether the API includes what a field refers to for which
// asked is true.
func (a appView) includes(asked func(*fieldView) bool) bool {
	return slices.ContainsFunc(a.APIResources(), func(r *resourceView) bool { return slices.ContainsFunc(r.Includes(), asked) })
}

// HasOptions reports whether a form has a select of rows.
func (a appView) HasOptions() bool { return slices.ContainsFunc(a.Resources, (*resourceView).Offered) }

// HasDependents reports whether rows refer to rows.
func (a appView) HasDependents() bool {
	return slices.ContainsFunc(a.Resources, func(r *resourceView) bool { return len(r.Dependents()) > 0 })
}

// HasChildren reports whether the page of a row shows others that refer to it.
func (a appView) HasChildren() bool {
	return slices.ContainsFunc(a.PageResources(), func(r *resourceView) bool { return len(r.Children()) > 0 })
}

// HasChoices reports whether a list is filtered by a select of rows.
func (a appView) HasChoices() bool {
	return slices.ContainsFunc(a.Resources, (*resourceView).Filtering)
}

// chooseSamples decides which references and sets of rows samples follow: all
// that are required, and of the others those that do not lead back.
func (a appView) chooseSamples() {
	for _, optional := range []bool{false, true} {
		for _, r := range a.Resources {
			for _, f := range r.Fields {
				if f.Target() != nil && !f.Readonly && f.Optional == optional {
					f.sampled = !f.Target().leadsTo(r)
				}
			}
		}
	}
}

// leadsTo reports whether samples of r need rows of other.
func (r *resourceView) leadsTo(other *resourceView) bool {
	if r == other {
		return true
	}
	for _, target := range r.SampleTargets() {
		if target.leadsTo(other) {
			return true
		}
	}
	return false
}
