package dialecttest

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// An evolution is a change of a definition that meets rows.
type evolution struct {
	name     string
	from, to string   // the resources of two definitions, as in gen.yaml
	rows     []string // "posts (title, views) 'One', 1": rows under the first definition
	allow    diff.Allow

	stopped string   // what the migration says that does not run, "" if it does
	mend    string   // SQL after which it runs
	touched string   // columns whose values may differ: "posts.views posts.title"
	want    []string // conditions that one row each meets afterwards: "posts: title = 'One'"
	once    bool     // after it was taken back, it does not suit what it left
	back    []string // conditions that one row each meets after the migration was taken back
}

func testEvolutions(t *testing.T, d Database) {
	for _, e := range slices.Concat(renames, alterations, guarded, drops, joined) {
		t.Run(e.name, func(t *testing.T) {
			t.Parallel()
			e.run(t, d)
		})
	}
}

// run proves an evolution with its rows, with one and with none, and takes it
// back and makes it again.
func (e evolution) run(t *testing.T, d Database) {
	e.meet(t, d, e.rows)
	if e.stopped == "" && len(e.rows) > 1 {
		e.empty(t, d, e.rows[:1])
	}
	e.empty(t, d, nil)
}

// meet makes the change where rows are.
func (e evolution) meet(t *testing.T, d Database, rows []string) {
	t.Helper()
	h := begin(t, d)
	h.become(parse(t, d, e.from)...)
	h.insert(rows)
	facts, before := h.facts(h.db), h.contents()
	h.plan(e.allow, parse(t, d, e.to)...)
	if e.stopped != "" {
		h.stops(e.stopped)
		if e.mend == "" {
			return
		}
		h.exec(e.mend)
		before = h.contents()
	}
	h.up()
	h.keeps(before, e.touched)
	h.meets(e.want)
	h.down()
	h.same("down did not lead back", unordered(facts), unordered(h.facts(h.db)))
	h.keeps(before, e.touched)
	h.meets(e.back)
	if e.once {
		return
	}
	h.up()
	h.meets(e.want)
}

// empty makes the change where hardly a row is, forth and back.
func (e evolution) empty(t *testing.T, d Database, rows []string) {
	t.Helper()
	h := begin(t, d)
	h.become(parse(t, d, e.from)...)
	h.insert(rows)
	facts, before := h.facts(h.db), h.contents()
	h.plan(e.allow, parse(t, d, e.to)...)
	h.up()
	h.keeps(before, e.touched)
	h.downAndUp(facts)
}

// parse reads the resources of a definition.
func parse(t *testing.T, d Database, resources string) []*schema.Resource {
	t.Helper()
	text := "app: blog\ndatabase: " + d.Dialect.Name() + "\nresources:\n  " + strings.ReplaceAll(strings.TrimSpace(resources), "\n", "\n  ") + "\n"
	app, err := schema.Parse("gen.yaml", []byte(text))
	if err != nil {
		t.Fatalf("%v\n%s", err, text)
	}
	return app.Resources
}

// insert adds rows, each of which is "posts (title, views) 'One', 1".
func (h *history) insert(rows []string) {
	h.t.Helper()
	for _, row := range rows {
		name, rest, _ := strings.Cut(row, " (")
		columns, values, _ := strings.Cut(rest, ") ")
		isJoin := slices.ContainsFunc(h.state.Tables, func(t diff.Table) bool { return t.Name == name && t.IsJoin() })
		if !isJoin {
			columns += ", created_at, updated_at"
			values += ", CURRENT_TIMESTAMP, CURRENT_TIMESTAMP"
		}
		h.exec(fmt.Sprintf(`INSERT INTO "%s" ("%s") VALUES (%s)`, name, strings.ReplaceAll(columns, ", ", `", "`), values))
	}
}

// meets expects that each condition, "posts: title = 'One'", selects one row.
func (h *history) meets(conditions []string) {
	h.t.Helper()
	for _, condition := range conditions {
		table, where, _ := strings.Cut(condition, ": ")
		h.count(1, table, where)
	}
}

// stops expects that the last migration says said, and changes nothing.
func (h *history) stops(said string) {
	h.t.Helper()
	facts, rows, version := h.facts(h.db), h.contents(), h.version()
	err := h.migrate(upByOne)
	if err == nil {
		h.t.Fatalf("the migration did not say %q\n%s", said, h.files())
	}
	if !strings.Contains(err.Error(), "stopped: "+said) {
		h.t.Fatalf("got %v\nwant %q\n%s", err, said, h.files())
	}
	h.same("the migration stopped and changed the schema", facts, h.facts(h.db))
	h.same("the migration stopped and changed rows", values(rows, ""), values(h.contents(), ""))
	if now := h.version(); now != version {
		h.t.Errorf("the migration stopped and the version went from %d to %d", version, now)
	}
}

func (h *history) version() int64 {
	h.t.Helper()
	var version int64
	if err := h.db.QueryRow(`SELECT max("version_id") FROM "goose_db_version"`).Scan(&version); err != nil {
		h.t.Fatal(err)
	}
	return version
}

// contents is all values of the database: by "table.column" those of each id
// or, where there are no ids, of each row by its number.
type contents map[string]map[string]string

func (h *history) contents() contents {
	h.t.Helper()
	all := contents{}
	for _, t := range h.tables() {
		rows, err := h.db.Query(fmt.Sprintf(`SELECT * FROM "%s" ORDER BY 1, 2`, t))
		if err != nil {
			h.t.Fatal(err)
		}
		columns, err := rows.Columns()
		if err != nil {
			h.t.Fatal(err)
		}
		for n := 1; rows.Next(); n++ {
			row, into := make([]any, len(columns)), make([]any, len(columns))
			for i := range row {
				into[i] = &row[i]
			}
			if err := rows.Scan(into...); err != nil {
				h.t.Fatal(err)
			}
			id := fmt.Sprint("row ", n)
			if at := slices.Index(columns, "id"); at >= 0 {
				id = fmt.Sprint(row[at])
			}
			for i, name := range columns {
				key := t + "." + name
				if all[key] == nil {
					all[key] = map[string]string{}
				}
				all[key][id] = fmt.Sprintf("%T %[1]v", row[i])
			}
		}
		if err := rows.Close(); err != nil {
			h.t.Fatal(err)
		}
	}
	return all
}

// tables lists the tables of the application.
func (h *history) tables() []string {
	h.t.Helper()
	var names []string
	for _, fact := range h.facts(h.db) {
		if rest, found := strings.CutPrefix(fact, `column ["`); found {
			name, _, _ := strings.Cut(rest, `"`)
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// keeps expects that every value is as before, apart from those of columns
// that are gone or touched.
func (h *history) keeps(before contents, touched string) {
	h.t.Helper()
	after := h.contents()
	h.same("values differ", values(both(before, after), touched), values(both(after, before), touched))
}

// both is what a has of the columns that b has as well.
func both(a, b contents) contents {
	c := maps.Clone(a)
	maps.DeleteFunc(c, func(column string, _ map[string]string) bool { return b[column] == nil })
	return c
}

// values lists the values in c, without those of the columns touched.
func values(c contents, touched string) []string {
	var list []string
	for column, ids := range c {
		if slices.Contains(strings.Fields(touched), column) {
			continue
		}
		for id, value := range ids {
			list = append(list, fmt.Sprintf("%s of %s is %s", column, id, value))
		}
	}
	return list
}
