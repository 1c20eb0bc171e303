package schema

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/module"

	"github.com/seed-b1203020/gen/generator/field"
)

// appDefaults fills in what the definition leaves out.
func (p *parser) appDefaults() {
	a := p.app
	given := func(key string) bool {
		_, found := a.positions[key]
		return found
	}
	if !given("app") {
		p.fail(Position{1, 1}, MissingKey, "add app: blog", "the key app is missing")
	}
	if !given("module") {
		a.Module = a.Name
	}
	if !given("database") {
		a.Database = SQLite
	}
}

func checkDatabase(name string) *Error {
	databases := []string{SQLite, Postgres}
	if slices.Contains(databases, name) {
		return nil
	}
	err := &Error{Code: BadDatabase, Message: fmt.Sprintf("unknown database %q", name), Hint: "the databases are " + strings.Join(databases, " and ")}
	if guess := field.Suggest(name, databases); guess != "" {
		err.Hint = fmt.Sprintf("did you mean %q?", guess)
	}
	return err
}

// CheckModule says what is wrong with the path of an application's module.
func CheckModule(path string) *Error {
	hint := "such as github.com/you/blog, or the application's name"
	if err := module.CheckImportPath(path); err != nil {
		reason := strings.TrimPrefix(err.Error(), fmt.Sprintf("malformed import path %q: ", path))
		return &Error{Code: BadModule, Message: fmt.Sprintf("module %q: %s", path, reason), Hint: hint}
	}
	first, _, _ := strings.Cut(path, "/")
	if isStandard(first) || slices.Contains(goWords, first) {
		return &Error{Code: BadModule, Message: fmt.Sprintf("module %q: Go's own packages begin with %q", path, first), Hint: hint}
	}
	return nil
}

// idTypes are the types that can name the rows of a resource.
var idTypes = []string{field.Int.Name, field.UUID.Name, field.Slug.Name}

// checkID checks what names the rows of a resource.
func checkID(kind string) *Error {
	if slices.Contains(idTypes, kind) {
		return nil
	}
	return &Error{Code: BadID, Message: fmt.Sprintf("ids cannot be of type %q", kind), Hint: "id is int, which is the default, uuid or slug"}
}

// checkField checks what package field cannot know.
func (p *parser) checkField(f field.Field, pos Position) {
	if p.app.Database == SQLite && f.Type == field.Decimal && f.Precision > 15 {
		p.fail(pos, BadArgument, "write decimal:15:2, or database: postgres",
			"field %q: SQLite keeps 15 digits of a decimal exactly, not %d", f.Name, f.Precision)
	}
}

// ownColumns are those that every resource has.
var ownColumns = []string{"id", "created_at", "updated_at"}

// shown are the types that can stand for a row.
var shown = []*field.Type{field.String, field.Text, field.Email, field.URL, field.Enum, field.Phone, field.Slug}

func defaultLabel(r *Resource) string {
	for _, f := range r.Fields {
		if f.Type == field.String && !f.Private {
			return f.Name
		}
	}
	return ""
}

func (p *parser) checkLabel(r *Resource, pos Position) {
	f, found := r.Field(r.Label)
	switch {
	case !found && p.isBroken(r, r.Label):
	case !found:
		p.fail(pos, BadLabel, p.guessField(r, r.Label), "resource %q: label %q is no field", r.Name, r.Label)
	case !slices.Contains(shown, f.Type):
		p.fail(pos, BadLabel, "a label is a string, text, email, url, phone, slug or enum", "resource %q: a label cannot be of type %s", r.Name, f.Type.Name)
	case f.Private:
		p.fail(pos, BadLabel, "choose another field", "resource %q: label %q is private, so it cannot be shown", r.Name, r.Label)
	}
}

// isBroken reports whether r has a field called name that could not be read,
// or lacks fields altogether, which was said.
func (p *parser) isBroken(r *Resource, name string) bool {
	return len(r.Fields) == 0 || slices.Contains(p.defined[r], name)
}

// guessField is the hint for a name that is none of r's fields, nor of others.
func (p *parser) guessField(r *Resource, name string, others ...string) string {
	names := p.defined[r]
	if guess := field.Suggest(name, slices.Concat(names, others)); guess != "" {
		return fmt.Sprintf("did you mean %q?", guess)
	}
	return "the fields are " + strings.Join(names, ", ")
}

func (p *parser) checkOrder(r *Resource, pos Position) {
	if slices.Contains(ownColumns, r.Order.Column) {
		return
	}
	f, found := r.Field(r.Order.Column)
	in := fmt.Sprintf("resource %q: ", r.Name)
	switch {
	case !found && p.isBroken(r, r.Order.Column):
	case !found:
		p.fail(pos, BadOrder, p.guessField(r, r.Order.Column, ownColumns...), "%sorder %q is no field", in, r.Order.Column)
	case f.Type == field.References:
		p.fail(pos, BadOrder, "choose another field", "%slists cannot be ordered by a reference: its number says nothing", in)
	case f.Private:
		p.fail(pos, BadOrder, "choose another field", "%slists cannot be ordered by a private field: the order would tell of it", in)
	case f.Indexable() != "":
		p.fail(pos, BadOrder, "choose another field", "%slists cannot be ordered by %q: %s", in, f.Name, f.Indexable())
	}
}

// checkListed checks one field of a unique or an index, after those before it.
func (p *parser) checkListed(r *Resource, in, name string, before []string, pos Position) bool {
	f, found := r.Field(name)
	switch {
	case !found && p.isBroken(r, name):
	case slices.Contains(before, name):
		p.fail(pos, BadList, "remove one of them", "%s: field %q is there twice", in, name)
	case !found && !slices.Contains(ownColumns, name):
		p.fail(pos, BadList, p.guessField(r, name, ownColumns...), "%s: unknown field %q", in, name)
	case found && f.Indexable() != "":
		p.fail(pos, BadList, "", "%s: field %q: %s", in, name, f.Indexable())
	default:
		return true
	}
	return false
}

// maxIndexBytes is what fits into a row of a PostgreSQL index.
const maxIndexBytes = 2600

// checkList checks a whole unique or index.
func (p *parser) checkList(r *Resource, in string, names []string, pos Position) bool {
	if len(names) == 0 {
		p.fail(pos, BadList, "- [author, title]", "%s: a list without a field", in)
		return false
	}
	bytes, values := 0, false
	for _, name := range names {
		f, found := r.Field(name)
		if !found {
			values = true
			continue
		}
		bytes += f.IndexBytes()
		samples := f.Samples()
		values = values || samples[0] != samples[1]
	}
	if bytes > maxIndexBytes {
		p.fail(pos, BadList, "give the texts a smaller maximum length, such as string:120",
			"%s: up to %d bytes, and a row of an index holds %d", in, bytes, maxIndexBytes)
		return false
	}
	if !values && strings.HasSuffix(in, "unique") {
		p.fail(pos, BadList, "", "%s: only one value is possible, so a second row could not be made", in)
		return false
	}
	return true
}
