package dialecttest

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

// testRandom changes random definitions at random, with rows and without. A
// migration may stop at rows, but never fail in another way.
func testRandom(t *testing.T, d Database) {
	t.Parallel()
	for seed := range int64(15) {
		r := rand.New(rand.NewSource(seed))
		h := begin(t, d)
		first := randomResources(r, nil)
		h.become(first...)
		h.sample(first)
		facts := h.facts(h.db)
		if !h.planRandom(r, first) {
			continue
		}
		if !h.mayStop(upByOne) {
			for _, resource := range slices.Backward(first) {
				h.exec(`DELETE FROM "` + resource.Plural + `"`)
			}
		} else if !h.mayStop(down) {
			continue
		}
		h.up()
		h.downAndUp(facts)
	}
}

// randomResources are some of three resources, with the fields of old or with
// others. A reference points at an earlier resource.
func randomResources(r *rand.Rand, old []*schema.Resource) []*schema.Resource {
	var resources []*schema.Resource
	names := []string{"user", "post", "tag"}
	for i, name := range names[:3-r.Intn(2)] {
		now := &schema.Resource{Name: name, Plural: name + "s", Order: schema.Order{Column: "id"}}
		for _, name := range []string{"a", "b", "c", "order"} {
			f := schematest.Field(r, name, names[:i])
			if i < len(old) && r.Intn(2) == 0 {
				if was, found := old[i].Field(name); found {
					f = was
				}
			}
			if r.Intn(4) > 0 && f.Precision <= 15 { // SQLite has no more digits
				now.Fields = append(now.Fields, f)
			}
		}
		resources = append(resources, now)
	}
	return resources
}

// sample gives each table two rows.
func (h *history) sample(resources []*schema.Resource) {
	h.t.Helper()
	for _, resource := range resources {
		for i := range 2 {
			columns, values := []string{"id"}, []string{fmt.Sprint(i + 1)}
			for _, f := range resource.Stored() {
				columns = append(columns, f.Column())
				values = append(values, f.Type.SQL(f.Type.Sample(f)[i]))
			}
			h.insert([]string{fmt.Sprintf("%s (%s) %s", resource.Plural, strings.Join(columns, ", "), strings.Join(values, ", "))})
		}
		for _, f := range resource.Many() {
			own, other := resource.Ends(f)
			h.insert([]string{fmt.Sprintf("%s (%s, %s) 1, 2", resource.JoinTable(f), own.Column(), other.Column())})
		}
	}
}

// planRandom plans a change that nobody has to decide about, if it finds one.
func (h *history) planRandom(r *rand.Rand, from []*schema.Resource) bool {
	h.t.Helper()
	allow := everything(from)
	for range 200 {
		app := &schema.App{Name: "blog", Database: h.on.Dialect.Name(), Resources: randomResources(r, from)}
		if _, changes, decisions := diff.Changes(h.state, app, allow); len(decisions) == 0 && len(changes) > 0 {
			h.plan(allow, app.Resources...)
			return true
		}
	}
	return false
}

// everything allows to lose whatever resources have.
func everything(resources []*schema.Resource) diff.Allow {
	var allow diff.Allow
	for _, resource := range resources {
		allow.Drop = append(allow.Drop, resource.Name)
		for _, f := range resource.Fields {
			allow.Drop = append(allow.Drop, resource.Name+"."+f.Name)
			allow.Lossy = append(allow.Lossy, resource.Name+"."+f.Name)
		}
	}
	return allow
}

// mayStop migrates, and reports whether no guard stopped that.
func (h *history) mayStop(step step) bool {
	h.t.Helper()
	err := h.migrate(step)
	if err != nil && !strings.Contains(err.Error(), "stopped: ") {
		h.t.Fatalf("%v\n%s", err, h.files())
	}
	return err == nil
}
