package generator

import (
	"cmp"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/tree"
)

const migrationsDir = "db/migrations"

// history is the migrations on disk, from the first to the last.
func (d *disk) history() ([]string, error) {
	paths, err := d.list(migrationsDir)
	if err != nil {
		return nil, err
	}
	paths = slices.DeleteFunc(paths, func(p string) bool { return version(p) == 0 })
	slices.SortStableFunc(paths, func(a, b string) int { return cmp.Compare(version(a), version(b)) })
	return paths, nil
}

// version is the number that a migration's file begins with, 0 if p is none.
func version(p string) int64 {
	name := path.Base(p)
	digits, _, _ := strings.Cut(name, "_")
	n, err := strconv.ParseInt(digits, 10, 64)
	if err != nil || path.Ext(name) != ".sql" || path.Dir(p) != migrationsDir {
		return 0
	}
	return n
}

// recorded returns what gen.lock says of the migrations: those that it knows,
// those that a person added after the last of them, and the new one.
func (d *disk) recorded(old *lock, history []string, added tree.File) ([]sum, error) {
	sums := slices.Clone(old.Migrations)
	last := int64(0)
	for _, m := range sums {
		last = max(last, version(m.Path))
	}
	for _, p := range history {
		if version(p) <= last {
			continue
		}
		there, err := d.read(p)
		if err != nil {
			return nil, err
		}
		sums = append(sums, sum{p, there.Sum})
	}
	if added.Path != "" {
		sums = append(sums, sum{added.Path, tree.Sum(added.Data)})
	}
	return sums, nil
}

// checkMigrations says how the migrations on disk differ from those that
// gen.lock records: applied migrations must stay what they were.
func (d *disk) checkMigrations(old *lock) (Problems, error) {
	history, err := d.history()
	if err != nil {
		return nil, err
	}
	var problems Problems
	last := int64(0)
	for _, m := range old.Migrations {
		last = max(last, version(m.Path))
		there, err := d.read(m.Path)
		if err != nil {
			return nil, err
		}
		switch {
		case there.absent():
			problems = append(problems, migrationProblem("GEN308", m.Path, "deleted, and databases have it applied",
				"restore it from version control"))
		case !there.says(m.Sum):
			problems = append(problems, migrationProblem("GEN307", m.Path, "edited, and databases may have it applied as it was",
				"restore it from version control, and make the change in a new migration"))
		}
	}
	return append(problems, outOfOrder(old, history, last)...), nil
}

// outOfOrder finds migrations that a database which is up to date would never
// apply, and versions that are there twice.
func outOfOrder(old *lock, history []string, last int64) Problems {
	var problems Problems
	known := pathsOf(old.Migrations)
	for i, p := range history {
		if i > 0 && version(p) == version(history[i-1]) {
			problems = append(problems, migrationProblem("GEN309", p, "has the version of "+path.Base(history[i-1]),
				"give it a version of its own, later than all others"))
		} else if version(p) <= last && !slices.Contains(known, p) {
			problems = append(problems, migrationProblem("GEN309", p, "unknown to gen.lock, and earlier than the last migration that it knows",
				"if it came with another branch, run gen migrate rebase; otherwise give it a version later than all others"))
		}
	}
	return problems
}

func migrationProblem(code, path, message, hint string) Problem {
	return Problem{Code: code, Kind: Difference, Path: path, Message: message, Hint: hint}
}
