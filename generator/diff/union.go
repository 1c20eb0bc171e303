package diff

import (
	"fmt"
	"slices"
)

// A Step is one migration that only one of two branches has: what it does, as
// far as it matters for whether the other branch's may run before or after it.
type Step struct {
	File    string
	Theirs  bool     // it is of the other branch
	Tables  []string // that it names
	Changes bool     // it does more than add: it changes or removes what was there

	Created []string    // tables
	Columns [][2]string // table and column, that it adds in this order
	Indexes []string    // that it creates
	Search  []string    // tables whose search it creates
}

// A Clash is two migrations of two branches whose order matters, or that do the
// same twice.
type Clash struct{ Ours, Theirs, Text string }

// Union gives the schema that the migrations of two branches add up to, from
// the schema of each and the migrations that only one of them has, in the order
// of their versions. Columns are in the order in which a new database gets
// them. There is no such schema where there are clashes.
//
// Version control may have merged parts of the two schemas already, so ours may
// have some of what theirs adds, and the other way round.
func Union(ours, theirs State, steps []Step) (State, []Clash) {
	u := &union{ours: ours, theirs: theirs, steps: steps}
	u.findClashes()
	out := State{Database: ours.Database}
	for _, t := range slices.Concat(ours.Tables, theirs.Tables) {
		if _, done := out.named(t.Name); done || u.isCreated(t.Name) {
			continue
		}
		if merged, there := u.table(t.Name); there {
			out.Tables = append(out.Tables, merged)
		}
	}
	for _, s := range steps {
		for _, name := range s.Created {
			if t, there := u.side(s.Theirs).named(name); there {
				out.Tables = append(out.Tables, t)
			}
		}
	}
	return out, u.clashes
}

// named finds the table called name.
func (s State) named(name string) (Table, bool) {
	i := slices.IndexFunc(s.Tables, func(t Table) bool { return t.Name == name })
	if i < 0 {
		return Table{}, false
	}
	return s.Tables[i], true
}

type union struct {
	ours, theirs State
	steps        []Step
	clashes      []Clash
}

func (u *union) side(theirs bool) State {
	if theirs {
		return u.theirs
	}
	return u.ours
}

func (u *union) isCreated(table string) bool {
	return slices.ContainsFunc(u.steps, func(s Step) bool { return slices.Contains(s.Created, table) })
}

// findClashes holds each migration of ours against each of theirs.
func (u *union) findClashes() {
	for _, a := range u.steps {
		for _, b := range u.steps {
			if text := clash(a, b); !a.Theirs && b.Theirs && text != "" {
				u.clashes = append(u.clashes, Clash{a.File, b.File, text})
			}
		}
	}
}

// clash says why two migrations do not get along, or "".
func clash(a, b Step) string {
	if table, found := common(a.Tables, b.Tables); found && (a.Changes || b.Changes) {
		return fmt.Sprintf("both are about table %q, and not only add to it", table)
	}
	if table, found := common(a.Created, b.Created); found {
		return fmt.Sprintf("both create table %q", table)
	}
	if column, found := common(a.Columns, b.Columns); found {
		return fmt.Sprintf("both add column %q of table %q", column[1], column[0])
	}
	if index, found := common(a.Indexes, b.Indexes); found {
		return fmt.Sprintf("both create index %q", index)
	}
	if table, found := common(a.Search, b.Search); found {
		return fmt.Sprintf("both make table %q searchable", table)
	}
	return ""
}

// common finds the first of a that is in b as well.
func common[T comparable](a, b []T) (first T, found bool) {
	i := slices.IndexFunc(a, func(x T) bool { return slices.Contains(b, x) })
	if i < 0 {
		return first, false
	}
	return a[i], true
}

// table gives the table called name, which both branches began with: that of
// the branch which alone has to do with it, or with what either adds.
func (u *union) table(name string) (Table, bool) {
	about := func(theirs bool) bool {
		return slices.ContainsFunc(u.steps, func(s Step) bool {
			return s.Theirs == theirs && slices.Contains(s.Tables, name)
		})
	}
	switch ours, theirs := about(false), about(true); {
	case ours && theirs:
		return u.bothAdd(name), true
	case theirs:
		return u.theirs.named(name)
	default:
		return u.ours.named(name)
	}
}

// bothAdd gives a table to which both branches added.
func (u *union) bothAdd(name string) Table {
	a, _ := u.ours.named(name)
	b, _ := u.theirs.named(name)
	out, other := a.without(u.steps, nil), b.without(u.steps, nil)
	if !sameTable(out, other) {
		u.clashes = append(u.clashes, Clash{Text: fmt.Sprintf("table %q is not defined alike on the two branches", name)})
	}
	for _, s := range u.steps {
		from, _ := u.side(s.Theirs).named(name)
		for _, added := range s.Columns {
			if c, found := from.Column(added[1]); found && added[0] == name {
				out.Columns = append(out.Columns, c)
			}
		}
		for _, x := range from.Indexes {
			if slices.Contains(s.Indexes, x.Name) {
				out.Indexes = append(out.Indexes, x)
			}
		}
		if slices.Contains(s.Search, name) {
			out.Search = from.Search
		}
	}
	slices.SortFunc(out.Indexes, byName)
	return out
}

// Subtract gives a schema without what steps add to it, except for what others
// add as well.
func Subtract(s State, steps, others []Step) State {
	tables := s.Tables
	s.Tables = nil
	for _, t := range tables {
		creates := func(s Step) bool { return slices.Contains(s.Created, t.Name) }
		if !slices.ContainsFunc(steps, creates) || slices.ContainsFunc(others, creates) {
			s.Tables = append(s.Tables, t.without(steps, others))
		}
	}
	return s
}

// without is t without the columns, indexes and search that steps add to it,
// except for those that others add as well.
func (t Table) without(steps, others []Step) Table {
	columns, indexes := t.Columns, t.Indexes
	t.Columns, t.Indexes = nil, nil
	for _, c := range columns {
		adds := func(s Step) bool { return slices.Contains(s.Columns, [2]string{t.Name, c.Name}) }
		if !slices.ContainsFunc(steps, adds) || slices.ContainsFunc(others, adds) {
			t.Columns = append(t.Columns, c)
		}
	}
	for _, x := range indexes {
		adds := func(s Step) bool { return slices.Contains(s.Indexes, x.Name) }
		if !slices.ContainsFunc(steps, adds) || slices.ContainsFunc(others, adds) {
			t.Indexes = append(t.Indexes, x)
		}
	}
	adds := func(s Step) bool { return slices.Contains(s.Search, t.Name) }
	if slices.ContainsFunc(steps, adds) && !slices.ContainsFunc(others, adds) {
		t.Search = nil
	}
	return t
}

// sameTable reports whether the database does not mind the difference between
// two tables of one name.
func sameTable(a, b Table) bool {
	sameColumn := func(x, y Column) bool { return x.Name == y.Name && !differs(x, y) }
	sameIndex := func(x, y Index) bool {
		return x.Name == y.Name && x.Unique == y.Unique && slices.Equal(x.Columns, y.Columns)
	}
	return a.Resource == b.Resource && slices.EqualFunc(a.Columns, b.Columns, sameColumn) &&
		slices.EqualFunc(a.Indexes, b.Indexes, sameIndex) && slices.Equal(a.Search, b.Search)
}
