package render

import (
	"slices"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/schema"
)

// This file is about fields that are many: sets of other rows, which a table
// of their own keeps.

// Many are the fields of it that are sets of other rows.
func (r *resourceView) Many() []*fieldView { return only(r.Fields, (*fieldView).IsMany) }

func (r *resourceView) hasMany() bool { return len(r.Many()) > 0 }

// StoredInputs are the fields that clients may send and that have a column.
func (r *resourceView) StoredInputs() []*fieldView {
	return only(r.Inputs(), func(f *fieldView) bool { return !f.IsMany() })
}

// HasMany reports whether a resource has many of another one.
func (a appView) HasMany() bool { return hasMany(a) }

func hasMany(a appView) bool { return slices.ContainsFunc(a.Resources, (*resourceView).hasMany) }

// HasCheckboxes reports whether a form has checkboxes for rows.
func (a appView) HasCheckboxes() bool {
	return slices.ContainsFunc(a.Resources, (*resourceView).Ticked)
}

// Ticked reports whether a form has a checkbox for each of its rows.
func (r *resourceView) Ticked() bool {
	return slices.ContainsFunc(r.Holders(), func(f *fieldView) bool { return f.Resource.HasPages() })
}

// Sought reports whether a form offers its rows.
func (r *resourceView) Sought() bool { return r.Offered() || r.Ticked() }

// Finding are the fields whose controls offer rows.
func (r *resourceView) Finding() []*fieldView { return slices.Concat(r.InputReferences(), r.Many()) }

// Labelled reports whether others ask for the labels of its rows.
func (r *resourceView) Labelled() bool { return len(r.Incoming()) > 0 || len(r.Holders()) > 0 }

// Row is the Go type of its rows outside of package db, with all that they
// have many of.
func (r *resourceView) Row() string {
	if r.hasMany() {
		return "db." + r.RowInDB()
	}
	return r.RowInDB()
}

// RowInDB is Row inside of package db.
func (r *resourceView) RowInDB() string {
	if r.hasMany() {
		return r.Go() + "Row"
	}
	return "store." + r.Go()
}

// RowImport is the package of Row.
func (r *resourceView) RowImport() string {
	if r.hasMany() {
		return r.Module() + "/db"
	}
	return r.Module() + "/store"
}

// Params is the type of what a query, Create or Update, takes, outside of
// package db.
func (r *resourceView) Params(query string) string {
	if r.hasMany() {
		return "db." + r.ParamsInDB(query)
	}
	return r.ParamsInDB(query)
}

// ParamsInDB is Params inside of package db.
func (r *resourceView) ParamsInDB(query string) string {
	if r.hasMany() {
		return query + r.Go() + "Params"
	}
	return "store." + query + r.Go() + "Params"
}

// Writer is the method that stores a row: one of package store or, where there
// is more to store, one of db. Where it makes slugs as well, another one is in
// front of that.
func (r *resourceView) Writer(query string) string {
	switch {
	case !r.hasMany():
		return "Queries." + query + r.Go()
	case r.makesSlugs():
		return camel(query + "_" + r.Name)
	}
	return query + r.Go()
}

// Table is the table that keeps what it is many of.
func (f *fieldView) Table() string { return f.Resource.JoinTable(f.Field) }

// TableGo is Table as part of Go names.
func (f *fieldView) TableGo() string { return schema.GoName(f.Table()) }

// OwnColumn is the column of Table with the ids of its own resource.
func (f *fieldView) OwnColumn() string {
	own, _ := f.Resource.Ends(f.Field)
	return own.Column()
}

// OtherColumn is the column of Table with the ids that it is many of.
func (f *fieldView) OtherColumn() string {
	_, other := f.Resource.Ends(f.Field)
	return other.Column()
}

// OwnGo is OwnColumn in Go structs.
func (f *fieldView) OwnGo() string { return f.Resource.app.GoName(f.OwnColumn()) }

// OtherGo is OtherColumn in Go structs.
func (f *fieldView) OtherGo() string { return f.Resource.app.GoName(f.OtherColumn()) }

// OwnIn is the condition of a query for what some rows have many of.
func (f *fieldView) OwnIn() string {
	return dialect.For(f.Resource.app.Database).InIDs(f.OwnColumn(), "ids", f.Resource.ByUUID)
}

// OtherIn is the condition of a query for what it shall be many of.
func (f *fieldView) OtherIn() string {
	return dialect.For(f.Resource.app.Database).InIDs("other.id", "ids", f.ByUUID)
}

// RemovedIn is the condition of a query for what it shall no longer be many of.
func (f *fieldView) RemovedIn() string {
	return dialect.For(f.Resource.app.Database).InIDs(f.OtherColumn(), "ids", f.ByUUID)
}

// ListVar is a variable for what Table says about several rows.
func (f *fieldView) ListVar() string { return camel(f.Table()) }

// ManyUUIDs reports whether it or what it has many of has ids that are UUIDs.
func (r *resourceView) ManyUUIDs() bool {
	return r.ByUUID || slices.ContainsFunc(r.Many(), func(f *fieldView) bool { return f.ByUUID })
}

// manySample is a list of samples, as a Go expression.
func (f *fieldView) manySample(i int) string {
	list := "[]" + f.Resource.AnyID()
	switch name := f.Target().Camel(); {
	case !f.sampled:
		return list + "{}"
	case i == 0:
		return list + "{" + name + "A, " + name + "B}"
	default:
		return list + "{" + name + "B}"
	}
}
