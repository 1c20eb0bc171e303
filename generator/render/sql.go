package render

import (
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// schemaFile is what the migrations add up to.
func (a appView) schemaFile() tree.File {
	return tree.File{Path: "db/schema.sql", Owner: tree.Gen, Data: dialect.Schema(dialect.For(a.Database), a.tables)}
}

// Arg is the parameter of a query for f's column.
func (f *fieldView) Arg() string { return dialect.Arg(f.Column()) }

// InIDs is the condition of a query for rows by their ids.
func (r *resourceView) InIDs() string {
	return dialect.For(r.app.Database).InIDs("id", "ids", r.ByUUID)
}

// Unchanged is the condition of an UPDATE that nobody else was faster.
func (r *resourceView) Unchanged() string {
	return dialect.For(r.app.Database).Unchanged("updated_at", "previous_updated_at")
}

// OrderBy is the order of lists. Ids make it the same every time. Rows without
// a value count as the largest: an index of PostgreSQL has them there, and
// SQLite takes its own twice.
func (r *resourceView) OrderBy() string {
	direction, nulls := "", " NULLS LAST"
	if r.Order.Desc {
		direction, nulls = " DESC", " NULLS FIRST"
	}
	if r.Order.Column == "id" {
		return `"id"` + direction
	}
	if !r.isOptional(r.Order.Column) {
		nulls = ""
	}
	return `"` + r.Order.Column + `"` + direction + nulls + `, "id"` + direction
}

func (r *resourceView) isOptional(column string) bool {
	return slices.ContainsFunc(r.Fields, func(f *fieldView) bool { return f.Column() == column && f.Optional })
}

// LabelColumn is the label as text that is never null.
func (r *resourceView) LabelColumn() string {
	if f := r.LabelField(); f != nil {
		return `CAST(coalesce("` + f.Column() + `", '') AS text)`
	}
	return `CAST('' AS text)`
}

// Position is the function that finds text in a text.
func (r *resourceView) Position() string {
	if r.app.Database == schema.Postgres {
		return "strpos"
	}
	return "instr"
}

// OptionsOrder is the order of what selects offer: that of their labels, if it
// has an index.
func (r *resourceView) OptionsOrder() string {
	if f := r.LabelField(); f != nil && f.IsListed() {
		return `"` + f.Column() + `", "id"`
	}
	return `"id"`
}

// columns joins the columns of fields, as format spells each. In it, C is the
// column and @C its parameter.
func columns(fields []string, format string) string {
	spelled := make([]string, len(fields))
	for i, column := range fields {
		spelled[i] = strings.NewReplacer("@C", dialect.Arg(column), "C", `"`+column+`"`).Replace(format)
	}
	return strings.Join(spelled, ", ")
}

// written are the columns that a new row gets values for.
func (r *resourceView) written() []string {
	var names []string
	if r.ByUUID {
		names = append(names, "id")
	}
	for _, f := range r.Fields {
		if (!f.Readonly || f.HasDefault()) && !f.IsMany() {
			names = append(names, f.Column())
		}
	}
	return append(names, "created_at", "updated_at")
}

// InsertColumns are the columns of an INSERT.
func (r *resourceView) InsertColumns() string { return columns(r.written(), "C") }

// InsertValues are its parameters.
func (r *resourceView) InsertValues() string { return columns(r.written(), "@C") }

// Assignments are those of an UPDATE.
func (r *resourceView) Assignments() string {
	var names []string
	for _, f := range r.StoredInputs() {
		names = append(names, f.Column())
	}
	return columns(append(names, "updated_at"), "C = @C")
}

// SQLCEngine is what sqlc calls the database.
func (a appView) SQLCEngine() string { return dialect.For(a.Database).Engine() }

// SQLCPackage is what sqlc calls the driver.
func (a appView) SQLCPackage() string {
	if onPostgres(a) {
		return "pgx/v5"
	}
	return "database/sql"
}

// An override tells sqlc the Go type of a column type.
type override struct {
	DBType, Import, Type string
	Pointer              bool // when it is nullable
}

// Overrides are those of all types, so that sqlc.yaml stays as it is when a
// field of another type is added.
func (a appView) Overrides() []override {
	var overrides []override
	for _, t := range field.Types {
		dbType := t.SQLite
		if onPostgres(a) {
			dbType = t.Catalog
		}
		if t.Import == "" || dbType == "" {
			continue
		}
		_, name, _ := strings.Cut(t.Go, ".")
		path := strings.Replace(t.Import, "{module}", a.Module, 1)
		overrides = append(overrides, override{dbType, path, name, !t.Nilable})
	}
	return overrides
}
