// Package dialecttest holds every dialect to the same promises, on a real
// database: Run is the suite, and SQLite and Postgres are what it runs on.
package dialecttest

import (
	"context"
	"database/sql"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/pressly/goose/v3"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A Database is a database to test a dialect on.
type Database struct {
	Dialect dialect.Dialect
	Goose   goose.Dialect
	// Open gives an empty database that lives as long as the test.
	Open func(testing.TB) *sql.DB
	// Introspect says what db holds, a fact a line, in a fixed order.
	Introspect func(ctx context.Context, db *sql.DB) ([]string, error)

	found string // the query for the rows of a table that a condition matches
}

// Run runs the suite on d.
func Run(t *testing.T, d Database) {
	t.Run("create", func(t *testing.T) { testCreate(t, d) })
	t.Run("add", func(t *testing.T) { testAdd(t, d) })
	t.Run("indexes", func(t *testing.T) { testIndexes(t, d) })
	t.Run("rules", func(t *testing.T) { testRules(t, d) })
	t.Run("on delete", func(t *testing.T) { testOnDelete(t, d) })
	t.Run("circles", func(t *testing.T) { testCircles(t, d) })
	t.Run("names", func(t *testing.T) { testNames(t, d) })
	t.Run("defaults", func(t *testing.T) { testDefaults(t, d) })
	t.Run("evolutions", func(t *testing.T) { testEvolutions(t, d) })
	t.Run("casts", func(t *testing.T) { testCasts(t, d) })
	t.Run("search", func(t *testing.T) { testSearch(t, d) })
	t.Run("rebuild", func(t *testing.T) { testRebuild(t, d) })
	t.Run("random", func(t *testing.T) { testRandom(t, d) })
	t.Run("own", func(t *testing.T) { testOwn(t, d) })
}

// A history is an application whose definition changes: a database, and the
// migrations that were made for it.
type history struct {
	t          *testing.T
	on         Database
	db         *sql.DB
	state      diff.State
	migrations fstest.MapFS
	fresh      map[string][]string // what a database holds that is made from a text of Schema
}

// What a person allowed.
var (
	noAllow   = diff.Allow{}
	dropPosts = diff.Allow{Drop: []string{"post"}}
)

// A step is how goose migrates.
type step func(*goose.Provider, context.Context) (*goose.MigrationResult, error)

var (
	upByOne step = (*goose.Provider).UpByOne
	down    step = (*goose.Provider).Down
)

func begin(t *testing.T, d Database) *history {
	t.Helper()
	return &history{t: t, on: d, db: d.Open(t), migrations: fstest.MapFS{}, fresh: map[string][]string{}}
}

// become migrates the database to what resources ask for, and proves that it
// is then as Schema says.
func (h *history) become(resources ...*schema.Resource) {
	h.t.Helper()
	h.plan(noAllow, resources...)
	h.up()
}

// plan adds a migration to what resources ask for.
func (h *history) plan(allow diff.Allow, resources ...*schema.Resource) {
	h.t.Helper()
	app := &schema.App{Name: "blog", Database: h.on.Dialect.Name(), Resources: resources}
	to, changes, decisions := diff.Changes(h.state, app, allow)
	if len(decisions) > 0 {
		h.t.Fatalf("decisions: %v", decisions)
	}
	name := fmt.Sprintf("%05d_%s.sql", len(h.migrations)+1, diff.Title(changes))
	h.migrations[name] = &fstest.MapFile{Data: dialect.Migration(h.on.Dialect, changes)}
	h.state = to
}

// up applies what is pending, and compares the result with a fresh schema.
func (h *history) up() {
	h.t.Helper()
	if err := h.migrate(upByOne); err != nil {
		h.t.Fatalf("up: %v\n%s", err, h.files())
	}
	text := string(dialect.Schema(h.on.Dialect, h.state.Tables))
	if h.fresh[text] == nil {
		fresh := h.on.Open(h.t)
		if _, err := fresh.Exec(text); err != nil {
			h.t.Fatalf("schema: %v", err)
		}
		h.fresh[text] = h.facts(fresh)
	}
	h.same("the migrations do not add up to the schema", h.fresh[text], h.facts(h.db))
	h.intact()
}

// down takes the last migration back.
func (h *history) down() {
	h.t.Helper()
	if err := h.migrate(down); err != nil {
		h.t.Fatalf("down: %v\n%s", err, h.files())
	}
	h.intact()
}

// downAndUp takes the last migration back and applies it again, twice, and
// proves that the schema was the one of before.
func (h *history) downAndUp(before []string) {
	h.t.Helper()
	for range 2 {
		h.down()
		h.same("down did not lead back", unordered(before), unordered(h.facts(h.db)))
		h.up()
	}
}

// migrate runs the last migration as an application does: without foreign keys
// if its first line asks for that.
func (h *history) migrate(step step) error {
	h.t.Helper()
	if strings.HasPrefix(h.files(), "-- gen:foreign_keys=off\n") {
		h.exec("PRAGMA foreign_keys = OFF")
		defer h.exec("PRAGMA foreign_keys = ON")
	}
	_, err := step(h.goose(), h.t.Context())
	return err
}

var place = regexp.MustCompile(`^(column \["[^"]*"), ?[0-9]+`)

// unordered is facts without the places of columns: one that is dropped and
// added again comes last.
func unordered(facts []string) []string {
	list := make([]string, len(facts))
	for i, fact := range facts {
		list[i] = place.ReplaceAllString(fact, "$1")
	}
	return list
}

func (h *history) goose() *goose.Provider {
	h.t.Helper()
	p, err := goose.NewProvider(h.on.Goose, h.db, h.migrations)
	if err != nil {
		h.t.Fatal(err)
	}
	return p
}

func (h *history) facts(db *sql.DB) []string {
	h.t.Helper()
	facts, err := h.on.Introspect(h.t.Context(), db)
	if err != nil {
		h.t.Fatal(err)
	}
	return facts
}

// same fails with the facts that only one of the two has.
func (h *history) same(problem string, want, got []string) {
	h.t.Helper()
	if missing, extra := without(want, got), without(got, want); len(missing)+len(extra) > 0 {
		h.t.Fatalf("%s:\nmissing %q\nextra   %q\n%s", problem, missing, extra, h.files())
	}
}

// without gives the members of a that are not in b.
func without(a, b []string) []string {
	count := make(map[string]int)
	for _, s := range b {
		count[s]++
	}
	var only []string
	for _, s := range a {
		if count[s]--; count[s] < 0 {
			only = append(only, s)
		}
	}
	return only
}

// files is the text of the last migration, for messages.
func (h *history) files() string {
	for name, file := range h.migrations {
		if name[:5] == fmt.Sprintf("%05d", len(h.migrations)) {
			return string(file.Data)
		}
	}
	return ""
}

func (h *history) exec(query string, args ...any) {
	h.t.Helper()
	if _, err := h.db.Exec(query, args...); err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
}

// count expects the number of rows of table that condition selects.
func (h *history) count(want int, table, condition string) {
	h.t.Helper()
	var got int
	query := fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE %s`, table, condition)
	if err := h.db.QueryRow(query).Scan(&got); err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	if got != want {
		h.t.Errorf("%s: got %d rows, want %d", query, got, want)
	}
}
