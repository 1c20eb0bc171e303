package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/diff"
)

// plan prints what a run did, or would do: the changes of the schema, the files
// and the new URLs. With sections they have headings, and each change of the
// schema comes with what becomes of the rows, and with its SQL:
//
//	Schema, data is checked first:
//	         sql  change posts.body
//	     checked  stops if a row has no body
//	              ALTER TABLE "posts" ALTER COLUMN "body" SET NOT NULL;
func (o *output) plan(p *generator.Plan, sections bool) {
	o.facts(p)
	o.written = !p.DryRun && !p.Empty()
	if sections {
		o.sections(p)
	} else {
		o.changes(p.Changes, false)
		o.actions(p.Actions)
		o.routes(p.Routes)
	}
	if p.Empty() {
		o.printf("nothing to do\n")
	}
	o.notes(p)
}

// facts are those of --json.
func (o *output) facts(p *generator.Plan) {
	o.set("dry_run", p.DryRun)
	o.set("changes", list(p.Changes))
	o.set("migration", p.Migration)
	o.set("actions", list(p.Actions))
	o.set("templates", list(p.Templates))
	o.set("routes", list(p.Routes))
	o.set("api", list(p.API))
	o.set("notes", list(p.Notes))
}

// sections prints a plan under headings, without those that hold nothing.
func (o *output) sections(p *generator.Plan) {
	breaking, compatible := partition(p.API, func(c generator.APIChange) bool { return c.Breaking })
	ours, others := partition(p.Actions, func(a generator.Action) bool { return slices.Contains(p.Templates, a.Path) })
	gap := ""
	for _, section := range []struct {
		title string
		lines int
		print func()
	}{
		{"Schema, " + safety(p.Changes), len(p.Changes), func() { o.changes(p.Changes, true) }},
		{"API, breaks clients", len(breaking), func() { o.clients(breaking) }},
		{"API", len(compatible), func() { o.clients(compatible) }},
		{"Files", len(others), func() { o.actions(others) }},
		{"Files that this version of gen emits differently", len(ours), func() { o.actions(ours) }},
		{"New URLs", len(p.Routes), func() { o.routes(p.Routes) }},
	} {
		if section.lines > 0 {
			o.printf("%s%s\n", gap, paint(o.colour, bold, section.title+":"))
			section.print()
			gap = "\n"
		}
	}
}

// safety says what the worst of the changes does to the rows.
func safety(changes []generator.Change) string {
	worst := "all data stays"
	for _, c := range changes {
		switch c.Data {
		case string(diff.Lost):
			return "loses data"
		case string(diff.Guarded):
			worst = "data is checked first"
		}
	}
	return worst
}

// partition sets apart the items that are so, in their order.
func partition[T any](items []T, is func(T) bool) (those, others []T) {
	for _, item := range items {
		if is(item) {
			those = append(those, item)
		} else {
			others = append(others, item)
		}
	}
	return those, others
}

// changes prints the steps of the migration. In full they come with their SQL,
// and with what becomes of the rows also where they are safe.
func (o *output) changes(changes []generator.Change, full bool) {
	for i, c := range changes {
		if full && i > 0 {
			o.printf("\n")
		}
		o.verb("sql", c.Text)
		if c.Reason != "" && (full || c.Data == string(diff.Lost)) {
			o.verb(c.Data, strings.ReplaceAll(c.Reason, "; ", "\n"+margin))
		}
		if full {
			o.statements(c.SQL)
		}
	}
}

// margin is as wide as the column of verbs.
const margin = "              "

func (o *output) statements(statements []string) {
	for _, s := range statements {
		o.printf("%s%s\n", margin, strings.ReplaceAll(s, "\n", "\n"+margin))
	}
}

func (o *output) actions(actions []generator.Action) {
	for _, a := range actions {
		what := a.Path
		if a.From != "" {
			what = fmt.Sprintf("%s (was %s)", a.Path, a.From)
		}
		o.verb(a.Verb, what)
	}
}

// clients prints what clients of the API will notice.
func (o *output) clients(changes []generator.APIChange) {
	for _, c := range changes {
		o.printf("  %s\n", c.Text)
	}
}

// routes prints the paths under which the others lie.
func (o *output) routes(routes []generator.Route) {
	var paths []string
	for _, r := range routes {
		path, _, _ := strings.Cut(r.Path, "/{")
		path = strings.TrimSuffix(path, "/new")
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
			o.verb("route", path)
		}
	}
}

// losses prints what a run would delete, of the database and of the files.
func (o *output) losses(p *generator.Plan) {
	lost, _ := partition(p.Changes, func(c generator.Change) bool { return c.Data == string(diff.Lost) })
	removed, _ := partition(p.Actions, func(a generator.Action) bool { return a.Verb == generator.Remove })
	o.changes(lost, false)
	o.actions(removed)
}
