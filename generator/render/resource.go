package render

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A resourceView is a resource as templates see it.
type resourceView struct {
	*schema.Resource
	Fields []*fieldView

	app               outline
	scope             *scope
	table             diff.Table
	incoming, holders []edge
}

// Incoming are the references to it, from all resources.
func (r *resourceView) Incoming() []*fieldView { return r.scope.fields(r.incoming) }

// Holders are the fields of all resources that are many of it.
func (r *resourceView) Holders() []*fieldView { return r.scope.fields(r.holders) }

func (r *resourceView) Module() string      { return r.app.Module }
func (r *resourceView) Go() string          { return schema.GoName(r.Name) }
func (r *resourceView) GoPlural() string    { return schema.GoName(r.Plural) }
func (r *resourceView) Camel() string       { return camel(r.Name) }
func (r *resourceView) Var() string         { return variable(r.Name) }
func (r *resourceView) Human() string       { return human(r.Name) }
func (r *resourceView) HumanPlural() string { return human(r.Plural) }
func (r *resourceView) HumanLower() string  { return lowerHuman(r.Name) }
func (r *resourceView) HumansLower() string { return lowerHuman(r.Plural) }
func (r *resourceView) AHuman() string      { return article(lowerHuman(r.Name)) }

// Member is what the row is called in the structs that pages show.
func (r *resourceView) Member() string {
	if slices.Contains([]string{"Children", "Form", "Label", "Lists", "Refs", "URL"}, r.Go()) {
		return r.Go() + "Row" // the structs have a member of that name
	}
	return r.Go()
}

// only returns the fields for which keep is true.
func only(fields []*fieldView, keep func(*fieldView) bool) []*fieldView {
	var kept []*fieldView
	for _, f := range fields {
		if keep(f) {
			kept = append(kept, f)
		}
	}
	return kept
}

// Inputs are the fields that clients may send.
func (r *resourceView) Inputs() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return !f.Readonly })
}

// Public are the fields that clients get to see.
func (r *resourceView) Public() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return !f.Private })
}

// PrivateFields are those that never leave the server.
func (r *resourceView) PrivateFields() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return f.Private })
}

// Defaults are the fields that an empty form has a value for.
func (r *resourceView) Defaults() []*fieldView { return only(r.Inputs(), (*fieldView).HasDefault) }

// ReadonlyDefaults are the fields that only a new row gets a value for.
func (r *resourceView) ReadonlyDefaults() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return f.Readonly && f.HasDefault() })
}

// InputReferences are the references that clients may send.
func (r *resourceView) InputReferences() []*fieldView {
	return only(r.Inputs(), (*fieldView).IsReference)
}

// ShownReferences are the references that pages show.
func (r *resourceView) ShownReferences() []*fieldView {
	return only(r.Public(), (*fieldView).IsReference)
}

// RequiredReferences are those of ShownReferences that every row has.
func (r *resourceView) RequiredReferences() []*fieldView {
	return only(r.ShownReferences(), func(f *fieldView) bool { return !f.Optional })
}

// OptionalReferences are the others of ShownReferences.
func (r *resourceView) OptionalReferences() []*fieldView {
	return only(r.ShownReferences(), func(f *fieldView) bool { return f.Optional })
}

// ShownTargets are the resources of which pages show rows with a row, each
// once.
func (r *resourceView) ShownTargets() []*resourceView {
	return targets(slices.Concat(r.ShownReferences(), r.Many()))
}

// SampleTargets are the resources that samples need rows of.
func (r *resourceView) SampleTargets() []*resourceView {
	return targets(only(r.Inputs(), func(f *fieldView) bool { return f.sampled }))
}

func targets(references []*fieldView) []*resourceView {
	var found []*resourceView
	for _, f := range references {
		if !slices.Contains(found, f.Target()) {
			found = append(found, f.Target())
		}
	}
	return found
}

// Dependents are the references that deleting a row is about: those that keep
// it and, of what pages tell, those that go with it or become empty.
func (r *resourceView) Dependents() []*fieldView {
	return only(r.Incoming(), (*fieldView).isCounted)
}

// Counted are its own references that deleting the other row is about.
func (r *resourceView) Counted() []*fieldView {
	return only(r.Fields, func(f *fieldView) bool { return f.IsReference() && f.isCounted() })
}

// Parents are its own references and sets that show its rows on the pages of
// the others, and that samples have.
func (r *resourceView) Parents() []*fieldView {
	if !r.HasPages() {
		return nil
	}
	return only(r.Finding(), func(f *fieldView) bool { return f.sampled && !f.Private && f.Target().HasPages() })
}

// Children are the references and sets whose rows the page of a row shows.
func (r *resourceView) Children() []*fieldView {
	return only(slices.Concat(r.Incoming(), r.Holders()), func(f *fieldView) bool { return !f.Private && f.Resource.HasPages() })
}

// Offered reports whether a select offers its rows, in forms or in filters.
func (r *resourceView) Offered() bool {
	return r.Filtering() || slices.ContainsFunc(r.Incoming(), func(f *fieldView) bool { return !f.Readonly && f.Resource.HasPages() })
}

// Filtering reports whether lists of others are filtered by its rows.
func (r *resourceView) Filtering() bool {
	return slices.ContainsFunc(slices.Concat(r.Incoming(), r.Holders()), func(f *fieldView) bool {
		return !f.Private && f.Resource.HasPages() && f.filter() != ""
	})
}

// Linked reports whether pages link to its rows by their labels.
func (r *resourceView) Linked() bool {
	return r.Sought() || slices.ContainsFunc(r.Incoming(), func(f *fieldView) bool { return !f.Private && f.Resource.HasPages() })
}

// Sampled reports whether the samples of other resources need rows of it.
func (r *resourceView) Sampled() bool {
	return slices.ContainsFunc(slices.Concat(r.Incoming(), r.Holders()), func(f *fieldView) bool { return f.sampled && !f.Readonly })
}

// LabelField is the field that headings and selects show, nil for none.
func (r *resourceView) LabelField() *fieldView {
	for _, f := range r.Fields {
		if f.Name == r.Label {
			return f
		}
	}
	return nil
}

// LabelIsOptional reports whether a row may have no label.
func (r *resourceView) LabelIsOptional() bool {
	f := r.LabelField()
	return f != nil && f.Optional
}

// LabelValue is a row's label, as a Go expression.
func (r *resourceView) LabelValue() string {
	switch f := r.LabelField(); {
	case f == nil:
		return `""`
	case f.Optional:
		return "label"
	default:
		return "row." + f.Go()
	}
}

// LabelHeading is the heading of the column with the label.
func (r *resourceView) LabelHeading() string {
	if f := r.LabelField(); f != nil {
		return f.Human()
	}
	return r.Human()
}

// Columns are the fields that the list shows beside the label: the first few
// that fit into a cell.
func (r *resourceView) Columns() []*fieldView {
	const most = 5
	fit := only(r.Public(), func(f *fieldView) bool {
		return f != r.LabelField() && !f.Type.IsLong() && f.Type != field.JSON && f.Type != field.UUID
	})
	return fit[:min(len(fit), most)]
}

// Listed are the fields that clients may filter and sort by.
func (r *resourceView) Listed() []*fieldView {
	return only(r.Fields, (*fieldView).IsListed)
}

// Filters are the fields that the page with its list can be filtered by: the
// references and, of those in the table, the ones with values to choose from or
// a range. Text is for searching.
func (r *resourceView) Filters() []*fieldView {
	columns := r.Columns()
	return only(r.Public(), func(f *fieldView) bool {
		return f.filter() != "" && (f.Target() != nil || slices.Contains(columns, f) || f == r.LabelField())
	})
}

// FilterReferences are those of Filters that are about other rows.
func (r *resourceView) FilterReferences() []*fieldView {
	return only(r.Filters(), func(f *fieldView) bool { return f.Target() != nil })
}

// Finds are the query parameters of its page that find what to filter by.
func (r *resourceView) Finds() []string {
	var names []string
	if r.HasPages() {
		for _, f := range r.FilterReferences() {
			names = append(names, f.FilterName()+".find")
		}
	}
	return names
}

// Includes are the references and sets whose rows the API includes on demand,
// beside their ids. A name that stands for something else already is not one.
func (r *resourceView) Includes() []*fieldView {
	taken := []string{"ID", "CreatedAt", "UpdatedAt"}
	for _, f := range r.Fields {
		taken = append(taken, f.Go(), f.Column())
	}
	return only(r.Public(), func(f *fieldView) bool {
		if f.Target() == nil || !f.Target().HasAPI() || slices.Contains(taken, f.IncludedGo()) || slices.Contains(taken, f.Name) {
			return false
		}
		taken = append(taken, f.IncludedGo())
		return true
	})
}

// Including reports whether its API includes something.
func (r *resourceView) Including() bool { return r.HasAPI() && len(r.Includes()) > 0 }

// LabelColumnName is the column that the heading of the labels sorts by, "" if
// lists cannot be sorted by it.
func (r *resourceView) LabelColumnName() string {
	switch f := r.LabelField(); {
	case f == nil:
		return "id"
	case slices.Contains(r.Listed(), f):
		return f.Column()
	}
	return ""
}

// uses reports whether it has a field of the type.
func (r *resourceView) uses(typeName string) bool {
	return slices.ContainsFunc(r.Fields, func(f *fieldView) bool { return f.Kept().Name == typeName }) ||
		r.ByUUID && typeName == field.UUID.Name
}

// FormImports are the imports of its form.
func (r *resourceView) FormImports() string {
	paths := []string{"context", r.Module() + "/db", r.Module() + "/input", r.Module() + "/store", r.uuidImport()}
	for _, f := range r.Fields {
		if path := r.importOf(f); path != "" && f.needs(path[strings.LastIndex(path, "/")+1:]) {
			paths = append(paths, path)
		}
	}
	return importLines(paths)
}

// ViewImports are the imports of its views.
func (r *resourceView) ViewImports() string {
	paths := []string{"context", r.uuidImport()}
	if !r.BySlug {
		paths = append(paths, "fmt")
	}
	if r.HasPages() {
		paths = append(paths, r.Module()+"/input", r.RowImport())
		for _, target := range r.ShownTargets() {
			paths = append(paths, target.uuidImport())
		}
	}
	if r.HasAPI() {
		paths = append(paths, "time", r.RowImport())
		for _, f := range r.Public() {
			paths = append(paths, r.jsonImport(f))
		}
	}
	if r.Sought() {
		paths = append(paths, "slices", r.Module()+"/store")
	}
	if r.Ticked() {
		paths = append(paths, "strings")
	}
	if r.Sought() && !r.ByUUID {
		paths = append(paths, "strconv")
	}
	return importLines(paths)
}

// jsonImport is the package that f needs in the API's answers, or "".
func (r *resourceView) jsonImport(f *fieldView) string {
	switch {
	case f.Type != field.Decimal:
		return r.importOf(f)
	case f.Optional:
		return r.Module() + "/input"
	}
	return ""
}

// ListImports are the imports of what its lists offer.
func (r *resourceView) ListImports() string {
	paths := []string{"context", r.Module() + "/db", r.Module() + "/input", r.Module() + "/store"}
	if r.HasAPI() {
		for _, f := range r.Includes() {
			paths = append(paths, f.Target().uuidImport())
		}
	}
	if r.Searchable() {
		paths = append(paths, r.Module()+"/db")
	}
	return importLines(paths)
}

func (r *resourceView) importOf(f *fieldView) string {
	return strings.Replace(f.Kept().Import, "{module}", r.Module(), 1)
}

// importLines is the inside of an import declaration: the standard library,
// then the others.
func importLines(paths []string) string {
	slices.Sort(paths)
	var standard, others strings.Builder
	for _, path := range slices.Compact(paths) {
		switch first, _, _ := strings.Cut(path, "/"); {
		case path == "":
		case strings.Contains(first, ".") || isOwn(path):
			others.WriteString("\t\"" + path + "\"\n")
		default:
			standard.WriteString("\t\"" + path + "\"\n")
		}
	}
	return strings.TrimSuffix(standard.String()+"\n"+others.String(), "\n")
}

// isOwn reports whether path is a package of the application.
func isOwn(path string) bool {
	for _, pkg := range []string{"/db", "/input", "/store", "/types"} {
		if strings.HasSuffix(path, pkg) {
			return true
		}
	}
	return false
}
