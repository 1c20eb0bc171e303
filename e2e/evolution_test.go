package e2e

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

// An evolution is a part of a definition that changes while there are rows. In
// all its texts "~" stands for a word that keeps its names apart from those of
// other evolutions, which share an application with it.
type evolution struct {
	name     string
	database string // the only one that it is for, "" for both
	before   string // entries of resources in gen.yaml
	rows     tables // put into the tables of before
	step            // the first change
	more     []step // what happens later
}

// A step is one change of gen.yaml.
type step struct {
	after string   // the resources from now on, "" if they stay as they are
	allow []string // flags of gen apply
	// want is what the columns hold after it that hold something else than
	// before it: those with another type, and those that are new and required.
	want tables
	// forgets names the columns, like ~posts.title, whose values do not come
	// back when the migration is taken back and applied again.
	forgets []string
	then    tables // rows that are added after it
}

// A table is what some columns hold in all rows, in the order of the ids.
type table struct {
	name, columns string
	rows          []string
}

type tables []table

// in is what columns of one table hold, a row a text, such as "'One', NULL" if
// it shall be inserted, and "One, NULL" if it is what there should be.
func in(name, columns string, rows ...string) tables { return tables{{name, columns, rows}} }

func (t tables) in(name, columns string, rows ...string) tables {
	return append(t, table{name, columns, rows})
}

var onlyCases = flag.String("cases", "", "run only those evolutions whose names match this `pattern`")

// TestEvolution changes definitions in every way there is, under rows.
func TestEvolution(t *testing.T) {
	groups := []struct {
		name  string
		cases []evolution
	}{
		{"added", addedFields}, {"fields", changedFields}, {"rules", changedRules}, {"types", changedTypes},
		{"references", changedReferences}, {"searches", changedSearches}, {"resources", changedResources}, {"histories", histories},
	}
	for _, group := range groups {
		for _, database := range databases {
			for cases := range slices.Chunk(selected(t, group.cases, database), groupSize) {
				t.Run(group.name+"/"+database, func(t *testing.T) {
					t.Parallel()
					newEvolving(t, database, cases).run(t)
				})
			}
		}
	}
}

// groupSize is how many cases share an application. The tests of one with many
// resources take longer than those of two with half as many.
const groupSize = 30

// selected are the cases for database that -cases asks for.
func selected(t *testing.T, cases []evolution, database string) []evolution {
	t.Helper()
	pattern, err := regexp.Compile(*onlyCases)
	if err != nil {
		t.Fatal(err)
	}
	return slices.DeleteFunc(slices.Clone(cases), func(c evolution) bool {
		return c.database != "" && c.database != database || !pattern.MatchString(c.name)
	})
}

// steps are all changes of e.
func (e evolution) steps() []step { return append([]step{e.step}, e.more...) }

// resources are those of e once n of its steps are done.
func (e evolution) resources(n int) string {
	text := e.before
	for _, s := range e.steps()[:min(n, len(e.steps()))] {
		if s.after != "" {
			text = s.after
		}
	}
	return text
}

// An evolvingApp is one whose definition holds many evolutions, which
// go through their steps together.
type evolvingApp struct {
	database string
	cases    []evolution
	app      string
	behind   populated // has the rows of the beginning, and no migration since
	populated
	rows, values int // how many were compared
}

// steps is the number of changes that the definition goes through.
func (e *evolvingApp) steps() int {
	steps := 0
	for _, c := range e.cases {
		steps = max(steps, len(c.steps()))
	}
	return steps
}

// prefix is what "~" means in the texts of the case at i.
func prefix(i int) string { return fmt.Sprintf("c%02d_", i) }

func own(i int, text string) string { return strings.ReplaceAll(text, "~", prefix(i)) }

// definition is gen.yaml after n steps.
func (e *evolvingApp) definition(n int) string {
	var text strings.Builder
	fmt.Fprintf(&text, "app: blog\ndatabase: %s\nresources:\n", e.database)
	for i, c := range e.cases {
		for line := range strings.Lines(own(i, c.resources(n))) {
			text.WriteString("  " + strings.TrimRight(line, "\n") + "\n")
		}
	}
	return text.String()
}

// parsed is the definition after n steps.
func (e *evolvingApp) parsed(t *testing.T, n int) *schema.App {
	t.Helper()
	app, err := schema.Parse("gen.yaml", []byte(e.definition(n)))
	if err != nil {
		t.Fatalf("%v\n%s", err, e.definition(n))
	}
	return app
}

// newEvolving makes the application and two databases with the rows of the
// beginning.
func newEvolving(t *testing.T, database string, cases []evolution) *evolvingApp {
	t.Helper()
	e := &evolvingApp{database: database, cases: cases}
	for n := range e.steps() + 1 {
		e.parsed(t, n)
	}
	e.app = newApp(t, database, e.definition(0))
	e.populated = newPopulated(t, database)
	all := []populated{e.populated}
	if e.steps() > 1 {
		e.behind = newPopulated(t, database)
		all = append(all, e.behind)
	}
	for _, p := range all {
		p.found(t, e.app)
		for i, c := range cases {
			if len(c.rows) == 0 {
				t.Fatalf("%s has no rows", c.name)
			}
			p.insert(t, i, c.rows)
		}
		p.forward(t, e.parsed(t, 0))
	}
	return e
}

func (e *evolvingApp) build(t *testing.T) string {
	t.Helper()
	program := filepath.Join(t.TempDir(), "blog")
	want(t, 0, e.app, "go", "build", "-o", program, ".")
	return program
}

// run goes through all steps, and looks at the application at the end.
func (e *evolvingApp) run(t *testing.T) {
	steps := e.steps()
	stay := e.edit(t, steps)
	for n := 1; n <= steps; n++ {
		migrations := len(glob(t, e.app, "db/migrations/*.sql"))
		e.change(t, n)
		if len(glob(t, e.app, "db/migrations/*.sql")) > migrations {
			e.follow(t, n)
		}
		e.wantEdits(t, n, stay)
	}
	if steps > 1 {
		e.behind.migrate(t, 0, e.build(t), "up")
		wantFacts(t, "a database that is several versions behind differs", e.fresh(t), e.behind.facts(t))
	}
	if out := want(t, 0, e.app, "gofmt", "-l", "."); out != "" {
		t.Errorf("gofmt would change:\n%s", out)
	}
	want(t, 0, e.app, "go", "vet", "./...")
	if out := want(t, 0, e.app, "go", "test", "-vet=off", "./..."); strings.Contains(out, "SKIP") {
		t.Errorf("tests were skipped:\n%s", out)
	}
	t.Logf("%d cases, %d rows and %d values compared", len(e.cases), e.rows, e.values)
}

// flags are those of gen apply for step n.
func (e *evolvingApp) flags(n int) []string {
	var flags []string
	for i, c := range e.cases {
		if n <= len(c.steps()) {
			for _, flag := range c.steps()[n-1].allow {
				flags = append(flags, strings.Fields(own(i, flag))...)
			}
		}
	}
	return flags
}

// change makes step n of the definition and of the files, takes it back, and
// makes it again.
func (e *evolvingApp) change(t *testing.T, n int) {
	t.Helper()
	write(t, filepath.Join(e.app, "gen.yaml"), e.definition(n))
	before := photo(t, e.app)
	args := append([]string{"apply"}, e.flags(n)...)
	genCommand(e.app, args...).wantExit(t, 0)
	after := photo(t, e.app)
	want(t, 0, e.app, gen, "undo")
	wantSame(t, before, photo(t, e.app))
	genCommand(e.app, args...).wantExit(t, 0)
	wantSame(t, after, photo(t, e.app))
	for _, command := range []string{"apply", "plan"} {
		if out := want(t, 0, e.app, gen, command); !strings.Contains(out, "nothing to do") {
			t.Errorf("gen %s = %q, want nothing to do", command, out)
		}
	}
	want(t, 0, e.app, gen, "check")
	wantSame(t, after, photo(t, e.app))
	if t.Failed() {
		t.FailNow()
	}
}

// photo is a snapshot with modes.
func photo(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := snapshot(t, dir)
	for path, text := range files {
		info, err := os.Stat(filepath.Join(dir, path))
		if err != nil {
			t.Fatal(err)
		}
		files[path] = info.Mode().String() + "\n" + text
	}
	return files
}

// follow makes step n of the database, takes it back, and makes it again.
func (e *evolvingApp) follow(t *testing.T, n int) {
	t.Helper()
	program := e.build(t)
	was, is := e.parsed(t, n-1), e.parsed(t, n)
	before, facts := e.dump(t, was), e.facts(t)

	e.migrate(t, 0, program, "up")
	first := e.dump(t, is)
	e.compare(t, n, before, first)
	e.wantSound(t, is)
	fresh := e.fresh(t)
	wantFacts(t, "the migrated database is not like a fresh one", fresh, e.facts(t))

	e.migrate(t, 0, program, "down")
	wantFacts(t, "down does not lead back", unplaced(facts), unplaced(e.facts(t)))
	e.wantBack(t, n, before, e.dump(t, was))
	e.migrate(t, 0, program, "up")
	wantFacts(t, "up again differs", fresh, e.facts(t))
	e.wantAgain(t, n, first, e.dump(t, is))
	e.wantSound(t, is)
	for i, c := range e.cases {
		if n <= len(c.steps()) {
			e.insert(t, i, c.steps()[n-1].then)
		}
	}
}

// fresh is what a database holds that db/schema.sql made.
func (e *evolvingApp) fresh(t *testing.T) []string {
	t.Helper()
	p := newPopulated(t, e.database)
	text, err := os.ReadFile(filepath.Join(e.app, "db/schema.sql"))
	if err != nil {
		t.Fatal(err)
	}
	p.exec(t, string(text))
	return p.facts(t)
}
