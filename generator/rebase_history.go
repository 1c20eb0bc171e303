package generator

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/tree"
)

const schemaPath = "db/schema.sql"

// A revision is a migration that only one of the branches has.
type revision struct {
	path   string
	text   []byte
	theirs bool
}

// history makes one list of migrations of the two, and the schema that they add
// up to.
func (r *rebasing) history() error {
	ours, err := r.revisions(r.ours.lock.Migrations, r.theirs.lock.Migrations, false)
	if err != nil {
		return err
	}
	theirs, err := r.revisions(r.theirs.lock.Migrations, r.ours.lock.Migrations, true)
	if err != nil {
		return err
	}
	if r.options.Replan {
		state, err := r.theirState(ours, theirs)
		if err != nil {
			return err
		}
		r.drop(ours)
		r.record(theirs, state)
		return nil
	}
	r.renumber(ours, theirs)
	all := slices.Concat(ours, theirs)
	slices.SortFunc(all, func(a, b revision) int { return cmp.Compare(version(a.path), version(b.path)) })
	state, err := r.unite(ours, theirs, all)
	if err != nil {
		return err
	}
	if len(ours) > 0 && len(theirs) > 0 {
		r.note("one history of %s here and %s of the other branch: a database applies those that it lacks", names(ours), names(theirs))
	}
	r.record(all, state)
	return nil
}

func names(list []revision) string {
	var names []string
	for _, m := range list {
		names = append(names, path.Base(m.path))
	}
	return strings.Join(names, ", ")
}

// revisions reads the migrations of mine that others does not list. They must
// be what mine says they are.
func (r *rebasing) revisions(mine, others []sum, theirs bool) ([]revision, error) {
	var list []revision
	for _, m := range without(mine, others) {
		file, err := r.disk.read(m.Path)
		if err != nil {
			return nil, err
		}
		text, other, _ := sides(file.Data)
		if theirs {
			text = other
		}
		problem := Problem{Kind: Decision, Path: m.Path, Hint: "restore it from version control, then run gen migrate rebase again"}
		switch {
		case file.absent():
			problem.Code, problem.Message = "GEN308", "deleted, and databases have it applied"
			return nil, problem
		case tree.Sum(text) != m.Sum:
			problem.Code, problem.Message = "GEN307", "edited, and databases may have it applied as it was"
			return nil, problem
		}
		list = append(list, revision{m.Path, text, theirs})
	}
	return list, nil
}

// without is list without what others has as well.
func without(list, others []sum) []sum {
	return slices.DeleteFunc(slices.Clone(list), func(s sum) bool { return slices.Contains(others, s) })
}

// drop takes the migrations of ours away: what they did is planned anew.
func (r *rebasing) drop(ours []revision) {
	for _, m := range ours {
		r.united.texts[m.path] = nil
		r.note("%s: dropped: a database that has applied it has to go down first, with a program built before the merge (migrate down)", m.path)
	}
}

// theirState gives the schema that the other branch had. Version control may
// have put into its side of gen.lock what it merged without a conflict, but the
// sum of db/schema.sql there tells which schema it was.
func (r *rebasing) theirState(ours, theirs []revision) (diff.State, error) {
	state := r.theirs.state
	if len(ours) == 0 {
		return state, nil
	}
	was, _ := r.theirs.lock.file(schemaPath)
	d := dialect.For(state.Database)
	for _, s := range []diff.State{state, diff.Subtract(state, r.steps(ours), r.steps(theirs))} {
		if tree.Sum(dialect.Schema(d, s.Tables)) == was.Sum {
			return s, nil
		}
	}
	return state, Problem{
		Code: "GEN345", Kind: Decision, Path: lockPath,
		Message: "what the schema of the other branch was cannot be told, because git merged a part of it",
		Hint: fmt.Sprintf("take the other branch's: git checkout --theirs gen.lock; remove %s from %s; then run gen migrate rebase --replan again",
			names(ours), migrationsDir),
	}
}

// renumber gives those migrations of ours later versions whose versions are
// taken by theirs.
func (r *rebasing) renumber(ours, theirs []revision) {
	taken := make(map[int64]bool)
	for _, s := range slices.Concat(r.ours.lock.Migrations, r.theirs.lock.Migrations) {
		taken[version(s.Path)] = true
	}
	for i, m := range ours {
		if !slices.ContainsFunc(theirs, func(t revision) bool { return version(t.path) == version(m.path) }) {
			continue
		}
		number, title, _ := strings.Cut(path.Base(m.path), "_")
		for taken[version(m.path)] {
			number = diff.Version(time.Time{}, number)
			m.path = migrationsDir + "/" + number + "_" + title
		}
		taken[version(m.path)] = true
		r.united.texts[ours[i].path] = nil
		r.note("%s: now %s, for the other branch has a migration of the same version; a database that has applied it has to go down first, with a program built before the merge (migrate down)",
			ours[i].path, path.Base(m.path))
		ours[i] = m
	}
}

// unite gives the schema that all migrations add up to.
func (r *rebasing) unite(ours, theirs, all []revision) (diff.State, error) {
	switch {
	case len(theirs) == 0:
		return r.ours.state, nil
	case len(ours) == 0:
		return r.theirs.state, nil
	}
	state, clashes := diff.Union(r.ours.state, r.theirs.state, r.steps(all))
	if len(clashes) == 0 {
		return state, nil
	}
	problems := make(Problems, len(clashes))
	for i, c := range clashes {
		problems[i] = clashProblem(c)
	}
	return state, problems
}

// steps says what migrations do.
func (r *rebasing) steps(list []revision) []diff.Step {
	var tables []string
	for _, t := range slices.Concat(r.ours.state.Tables, r.theirs.state.Tables) {
		tables = append(tables, t.Name)
	}
	steps := make([]diff.Step, len(list))
	for i, m := range list {
		steps[i] = stepOf(m.path, string(m.text), m.theirs, tables)
	}
	return steps
}

func clashProblem(c diff.Clash) Problem {
	p := Problem{
		Code: "GEN345", Kind: Decision, Path: migrationsDir,
		Message: c.Text,
		Hint:    "gen migrate rebase --replan drops the migrations of your branch alone, and plans what gen.yaml still needs after those of the other",
	}
	if c.Ours != "" {
		p.Message = fmt.Sprintf("%s of your branch and %s of the other: %s", c.Ours, c.Theirs, c.Text)
	}
	return p
}

// record writes down the history: the migrations that both branches have, those
// in list, and the schema.
func (r *rebasing) record(list []revision, state diff.State) {
	r.lock.Migrations = without(r.ours.lock.Migrations, without(r.ours.lock.Migrations, r.theirs.lock.Migrations))
	for _, m := range list {
		r.united.texts[m.path] = m.text
		r.lock.Migrations = append(r.lock.Migrations, sum{m.path, tree.Sum(m.text)})
	}
	r.lock.State = diff.Encode(state)
	last := slices.MaxFunc(append(slices.Clone(r.lock.Migrations), sum{}), func(a, b sum) int {
		return cmp.Compare(version(a.Path), version(b.Path))
	})
	if r.lock.Head = ""; last.Path != "" {
		r.lock.Head = path.Base(last.Path)
	}
}

func (r *rebasing) note(format string, args ...any) {
	r.notes = append(r.notes, fmt.Sprintf(format, args...))
}
