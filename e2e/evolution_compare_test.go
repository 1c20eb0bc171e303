package e2e

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// former finds what r was in app, nil if it is new. A was that app has as well
// is spent.
func former(app *schema.App, r *schema.Resource) *schema.Resource {
	now := app.Resource(r.Name)
	if old := app.Resource(r.Was); r.Was != "" && old != nil && (now == nil || now.Was != r.Was) {
		return old
	}
	return now
}

// formerField finds what f of r was in old. Old was called names[i][0] where
// it is called names[i][1] now.
func formerField(old, r *schema.Resource, f field.Field, renamed map[string]string) (field.Field, bool) {
	was := func(f field.Field) string {
		name := r.Hint(f.Name).Was
		if _, found := old.Field(name); !found || name != "" && hintIn(old, f.Name) == name {
			return ""
		}
		return name
	}
	if name := was(f); name != "" {
		return old.Field(name)
	}
	for _, other := range r.Fields {
		if other.Name != f.Name && was(other) == f.Name {
			return field.Field{}, false // another one took it over
		}
	}
	if now, found := old.Field(f.Name); found || f.Type != field.References || f.Name != f.Resource {
		return now, found
	}
	return old.Field(renamed[f.Resource]) // a reference that is called like its resource
}

// hintIn is the former name that a field of r had, "" if there is none.
func hintIn(r *schema.Resource, name string) string {
	if _, found := r.Field(name); !found {
		return ""
	}
	return r.Hint(name).Was
}

// formerNames are those of the resources in app that were called otherwise.
func formerNames(before, app *schema.App) map[string]string {
	renamed := map[string]string{}
	for _, r := range app.Resources {
		if old := former(before, r); old != nil && old.Name != r.Name {
			renamed[r.Name] = old.Name
		}
	}
	return renamed
}

// A pairing is a column before and after a change.
type pairing struct {
	table, column       string // after
	oldTable, oldColumn string // "" if it is new
	field               field.Field
	same                bool // it holds what it held
}

// pairings are those of all columns in app.
func pairings(before, app *schema.App) []pairing {
	var all []pairing
	renamed := formerNames(before, app)
	for _, r := range app.Resources {
		old := former(before, r)
		for _, f := range r.Fields {
			p := pairing{table: r.Plural, column: f.Column(), field: f}
			if old != nil {
				p.oldTable = old.Plural
				if was, found := formerField(old, r, f, renamed); found {
					p.oldColumn, p.same = was.Column(), holdsSame(was, f, renamed)
				}
			}
			all = append(all, p)
		}
		for _, name := range []string{"id", "created_at", "updated_at"} {
			p := pairing{table: r.Plural, column: name}
			if old != nil {
				p.oldTable, p.oldColumn, p.same = old.Plural, name, true
			}
			all = append(all, p)
		}
	}
	return all
}

// holdsSame reports whether a field of these two kinds keeps its values.
func holdsSame(was, is field.Field, renamed map[string]string) bool {
	if was.Type == field.References && is.Type == field.References {
		return was.Resource == is.Resource || renamed[is.Resource] == was.Resource
	}
	isText := func(f field.Field) bool {
		return f.Type == field.String || f.Type == field.Text || f.Type == field.Email || f.Type == field.URL
	}
	return was.Type == is.Type && was.Precision == is.Precision && was.Scale == is.Scale || isText(was) && isText(is)
}

// compare holds what is there after step n to what was there before it, and to
// what the cases want. Every value of every column is looked at.
func (e *evolvingApp) compare(t *testing.T, n int, before, after dump) {
	t.Helper()
	was, is := e.parsed(t, n-1), e.parsed(t, n)
	wanted := e.wanted(t, n)
	for _, p := range pairings(was, is) {
		got := after[p.table].values(p.column)
		e.values += len(got)
		if p.column == "id" {
			e.rows += len(got)
			e.equal(t, p.table, "the last id of "+p.table, before.last(p.oldTable), after.last(p.table))
		}
		key := p.table + "." + p.column
		if want, found := wanted[key]; found {
			delete(wanted, key)
			for i, v := range got {
				got[i] = e.plain(p.field, v)
			}
			e.equal(t, p.table, key, want, got)
			continue
		}
		e.equal(t, p.table, key, kept(t, p, before, len(got)), got)
	}
	for key := range wanted {
		t.Errorf("there is no column %s", key)
	}
}

// kept are the literals that a column has of which no case says anything: those
// that it had, or NULL.
func kept(t *testing.T, p pairing, before dump, rows int) []string {
	t.Helper()
	switch {
	case rows == 0 && p.column != "id":
		return nil
	case p.oldTable == "":
		return nil // a new table has no rows
	case p.oldColumn == "" && p.field.Optional:
		return slices.Repeat([]string{"NULL"}, len(before[p.oldTable].rows))
	case !p.same:
		t.Fatalf("no case says what %s.%s holds now", p.table, p.column)
	}
	return before[p.oldTable].values(p.oldColumn)
}

func (e *evolvingApp) equal(t *testing.T, table, what string, want, got []string) {
	t.Helper()
	if !slices.Equal(want, got) {
		t.Errorf("%s: %s holds %q, want %q", e.nameOf(table), what, got, want)
	}
}

// nameOf is the name of the case that table belongs to.
func (e *evolvingApp) nameOf(table string) string {
	for i, c := range e.cases {
		if strings.HasPrefix(table, prefix(i)) {
			return c.name
		}
	}
	return "a case with names of its own"
}

// wanted are the values that the cases want after step n, by table.column.
func (e *evolvingApp) wanted(t *testing.T, n int) map[string][]string {
	t.Helper()
	wanted := map[string][]string{}
	for i, c := range e.cases {
		if n > len(c.steps()) {
			continue
		}
		for _, table := range c.steps()[n-1].want {
			columns := strings.Split(own(i, table.columns), ", ")
			for _, row := range table.rows {
				values := strings.Split(own(i, row), ", ")
				if len(values) != len(columns) {
					t.Fatalf("%s: %q are not values of %q", c.name, row, table.columns)
				}
				for k, column := range columns {
					key := own(i, table.name) + "." + column
					wanted[key] = append(wanted[key], values[k])
				}
			}
		}
	}
	return wanted
}

// wantBack checks that down brought back all that step n had left alone.
func (e *evolvingApp) wantBack(t *testing.T, n int, before, back dump) {
	t.Helper()
	wanted := e.wanted(t, n)
	for _, p := range pairings(e.parsed(t, n-1), e.parsed(t, n)) {
		if _, changed := wanted[p.table+"."+p.column]; p.same && !changed {
			want, got := before[p.oldTable].values(p.oldColumn), back[p.oldTable].values(p.oldColumn)
			e.equal(t, p.table, p.oldTable+"."+p.oldColumn+" after down", want, got)
		}
	}
}

// wantAgain checks that going down and up again makes no difference, but to
// what cannot come back.
func (e *evolvingApp) wantAgain(t *testing.T, n int, first, again dump) {
	t.Helper()
	var forgotten []string
	for i, c := range e.cases {
		if n <= len(c.steps()) {
			for _, column := range c.steps()[n-1].forgets {
				forgotten = append(forgotten, own(i, column))
			}
		}
	}
	for table, rows := range first {
		for column := range rows.columns {
			if !slices.Contains(forgotten, table+"."+column) {
				e.equal(t, table, table+"."+column+" after down and up", rows.values(column), again[table].values(column))
			}
		}
	}
}

// origins are the names that the resources have after n steps, by those of the
// beginning.
func (e *evolvingApp) origins(t *testing.T, n int) map[string]string {
	t.Helper()
	origin := map[string]string{}
	app := e.parsed(t, 0)
	for _, r := range app.Resources {
		origin[r.Name] = r.Name
	}
	for i := 1; i <= n; i++ {
		next, of := e.parsed(t, i), map[string]string{}
		for _, r := range next.Resources {
			if old := former(app, r); old != nil && origin[old.Name] != "" {
				of[r.Name] = origin[old.Name]
			}
		}
		app, origin = next, of
	}
	names := map[string]string{}
	for name, first := range origin {
		names[first] = name
	}
	return names
}

// A mark is what a person adds to a file, which nobody else has in mind.
type mark struct{ path, text string }

// marks are the edits in files of a resource, called name by now, which is the
// i-th of those that stay.
func marks(name string, i int) []mark {
	return []mark{
		{"web/" + name + ".go", fmt.Sprintf("\n// mine%d is a constant that a person added.\nconst mine%[1]d = %[1]d\n", i)},
		{"web/templates/" + name + "/show.html", fmt.Sprintf("<!-- mine%d -->\n", i)},
	}
}

// edit marks files of the resources that stay through all steps, and returns
// the names that those have now.
func (e *evolvingApp) edit(t *testing.T, steps int) []string {
	t.Helper()
	stay := slices.Sorted(maps.Keys(e.origins(t, steps)))
	for i, name := range stay {
		for _, m := range marks(name, i) {
			path := filepath.Join(e.app, m.path)
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			write(t, path, string(data)+m.text)
		}
	}
	return stay
}

// wantEdits checks that the edits are where the resources are after n steps.
func (e *evolvingApp) wantEdits(t *testing.T, n int, stay []string) {
	t.Helper()
	names := e.origins(t, n)
	for i, origin := range stay {
		for _, m := range marks(names[origin], i) {
			data, err := os.ReadFile(filepath.Join(e.app, m.path))
			if err != nil || strings.Count(string(data), m.text) != 1 {
				t.Errorf("the edit in %s is gone: %v", m.path, err)
			}
		}
	}
}
