package dialect

import (
	"fmt"
	"slices"
	"strconv"
)

// A name is one that becomes another.
type name struct{ old, to string }

// inOrder puts renames into an order in which no name is taken when it is
// given. Where names move in a circle, one of them waits under a name that
// nothing else has.
func inOrder(names []name) []name {
	left := slices.DeleteFunc(slices.Clone(names), func(n name) bool { return n.old == n.to })
	var steps []name
	for waiting := 1; len(left) > 0; {
		i := slices.IndexFunc(left, func(n name) bool {
			return !slices.ContainsFunc(left, func(other name) bool { return other.old == n.to })
		})
		if i < 0 {
			interim := "interim " + strconv.Itoa(waiting)
			waiting++
			steps = append(steps, name{left[0].old, interim})
			left[0].old = interim
			continue
		}
		steps = append(steps, left[i])
		left = slices.Delete(left, i, i+1)
	}
	return steps
}

func renameTable(old, to string) Statement {
	return Statement{SQL: fmt.Sprintf("ALTER TABLE %s RENAME TO %s", quote(old), quote(to))}
}

func renameColumns(table string, names []name) []Statement {
	return renameAll("ALTER TABLE "+quote(table)+" RENAME COLUMN %s TO %s", names)
}

// renameAll spells renames, each by format.
func renameAll(format string, names []name) []Statement {
	var statements []Statement
	for _, n := range inOrder(names) {
		statements = append(statements, Statement{SQL: fmt.Sprintf(format, quote(n.old), quote(n.to))})
	}
	return statements
}
