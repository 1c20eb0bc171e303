package dialect

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// Lines that a migration may begin with, for what SQL cannot say.
const (
	// SQLite must not look after foreign keys: with them on, dropping a table
	// deletes or empties the rows that point at it, and nothing inside of a
	// transaction can turn them off.
	foreignKeysOff = "-- gen:foreign_keys=off\n"
	// Values are lost, as a person agreed by name.
	destructive = "-- gen:destructive\n"
)

// Migration is the whole text of a file of goose that makes changes.
func Migration(d Dialect, changes []diff.Change) []byte {
	changes = InContext(changes)
	var up, down [][]Statement
	for _, c := range changes {
		up = append(up, d.Up(c))
	}
	for _, c := range slices.Backward(changes) {
		down = append(down, d.Down(c))
	}
	all := slices.Concat(slices.Concat(up...), slices.Concat(down...))
	keysOff := slices.ContainsFunc(all, func(s Statement) bool { return s.keysOff })

	var b bytes.Buffer
	if keysOff {
		b.WriteString(foreignKeysOff)
	}
	if slices.ContainsFunc(slices.Concat(up...), func(s Statement) bool { return s.loses }) {
		b.WriteString(destructive)
	}
	b.WriteString("-- +goose Up\n")
	writeFramed(&b, d, up, keysOff)
	b.WriteString("\n-- +goose Down\n")
	writeFramed(&b, d, down, keysOff)
	return b.Bytes()
}

// writeFramed writes the statements of each change, and around them what they
// need. A change of many statements stands apart.
func writeFramed(b *bytes.Buffer, d Dialect, changes [][]Statement, keysOff bool) {
	all := slices.Concat(changes...)
	frames := slices.Concat([][]Statement{d.begin(all, keysOff)}, changes, [][]Statement{d.end(all, keysOff)})
	frames = slices.DeleteFunc(frames, func(s []Statement) bool { return len(s) == 0 })
	for i, statements := range frames {
		if i > 0 && (stands(statements) || stands(frames[i-1]) && isLong(frames[i-1])) {
			b.WriteString("\n")
		}
		writeStatements(b, statements)
	}
}

// stands reports whether statements are easier to read with a blank line before.
func stands(statements []Statement) bool {
	return isLong(statements) || strings.HasPrefix(statements[0].SQL, "CREATE TABLE")
}

func isLong(statements []Statement) bool {
	return slices.ContainsFunc(statements, func(s Statement) bool { return s.Guard })
}

func writeStatements(b *bytes.Buffer, statements []Statement) {
	for _, s := range statements {
		for line := range strings.Lines(s.Note) {
			fmt.Fprintf(b, "-- %s\n", strings.TrimSuffix(line, "\n"))
		}
		if isMisread(s.SQL) {
			fmt.Fprintf(b, "-- +goose StatementBegin\n%s;\n-- +goose StatementEnd\n", s.SQL)
		} else {
			fmt.Fprintf(b, "%s;\n", s.SQL)
		}
	}
}

// isMisread reports whether goose, which knows no strings, would find a
// comment or the end of a statement in the midst of sql.
func isMisread(sql string) bool {
	return strings.Contains(sql, "--") || strings.Contains(sql, ";\n")
}
