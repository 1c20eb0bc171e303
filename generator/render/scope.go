package render

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/schema"
)

// This file says what the files of a resource are made from, so that a run can
// tell which of them come out as they did before.

// A scope is what templates see from one resource: its view, and those of the
// resources that were looked at from there. All that leads from one resource to
// another goes through it.
type scope struct {
	whole map[string]*resourceView // what views are copied from; nil if all are there
	views map[string]*resourceView // by the names of resources
	saw   []string                 // names, in the order in which they were asked for
}

// newScope begins with the view of r, which is among those of all resources.
func newScope(r *resourceView) (*scope, *resourceView) {
	s := &scope{whole: r.scope.views, views: make(map[string]*resourceView)}
	return s, s.view(r.Name)
}

// view is the view of the resource called name.
func (s *scope) view(name string) *resourceView {
	r, seen := s.views[name]
	if !seen && s.whole != nil {
		r = s.whole[name].in(s)
		s.views[name] = r
		s.saw = append(s.saw, name)
	}
	return r
}

// An edge is a field of a resource that leads to another one.
type edge struct {
	Resource string
	Field    int
}

// fields are the fields at the other ends of edges.
func (s *scope) fields(edges []edge) []*fieldView {
	fields := make([]*fieldView, len(edges))
	for i, e := range edges {
		fields[i] = s.view(e.Resource).Fields[e.Field]
	}
	return fields
}

// in copies r into the scope.
func (r *resourceView) in(s *scope) *resourceView {
	other := *r
	other.scope = s
	other.Fields = make([]*fieldView, len(r.Fields))
	for i, f := range r.Fields {
		other.Fields[i] = &fieldView{Field: f.Field, Resource: &other, sampled: f.sampled}
	}
	return &other
}

// An outline is all that the files of a resource see of the application as a
// whole: no more of the resources than their names and ids.
type outline struct {
	*schema.App
	owners map[string]string // the names of resources by those of their Go types
}

func newOutline(app *schema.App) outline {
	o := outline{&schema.App{Module: app.Module, Database: app.Database}, make(map[string]string)}
	for _, r := range app.Resources {
		o.Resources = append(o.Resources, &schema.Resource{Name: r.Name, Plural: r.Plural, ByUUID: r.ByUUID})
		o.owners[r.GoName()] = r.Name
	}
	return o
}

func (o outline) uuids() bool {
	return slices.ContainsFunc(o.Resources, func(r *schema.Resource) bool { return r.ByUUID })
}

func (o outline) anyID() string {
	if o.uuids() {
		return "any"
	}
	return "int64"
}

// fingerprints are the fingerprints of all that files of resources can be made from.
type fingerprints struct {
	outline   string
	resources map[string]string // by name
}

func (a appView) fingerprints() (fingerprints, error) {
	outline, err := fingerprint(a.outline.App)
	if err != nil {
		return fingerprints{}, err
	}
	p := fingerprints{outline, make(map[string]string)}
	for _, r := range a.Resources {
		if p.resources[r.Name], err = r.fingerprint(); err != nil {
			return fingerprints{}, err
		}
	}
	return p, nil
}

// of is the fingerprint of what is seen with the resources called names, "" if
// one of them is not there.
func (p fingerprints) of(names []string) string {
	hash := sha256.New()
	fmt.Fprintln(hash, p.outline)
	for _, name := range names {
		if p.resources[name] == "" {
			return ""
		}
		fmt.Fprintln(hash, name, p.resources[name])
	}
	return hex.EncodeToString(hash.Sum(nil))
}

// fingerprint covers all that a view has before it looks at others.
func (r *resourceView) fingerprint() (string, error) {
	sampled := make([]bool, len(r.Fields))
	for i, f := range r.Fields {
		sampled[i] = f.sampled
	}
	return fingerprint([]any{r.Resource, r.table, sampled, r.incoming, r.holders})
}

func fingerprint(value any) (string, error) {
	data, err := json.Marshal(value)
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:]), err
}
