package generator

import (
	"path"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
)

// What the names of tables, columns and indexes look like in SQL.
const (
	sqlName    = `(?:"([^"]+)"|(\w+))`
	notThere   = `(?:IF\s+NOT\s+EXISTS\s+)?`
	ifThere    = `(?:IF\s+EXISTS\s+)?`
	sqlStarts  = `(?is)^`
	alterTable = sqlStarts + `ALTER\s+TABLE\s+` + ifThere + `(?:ONLY\s+)?` + sqlName + `\s+`
)

// The statements that say something about the schema. All others, such as
// guards and what fills new columns, are about rows.
var (
	createsTable  = regexp.MustCompile(sqlStarts + `CREATE\s+TABLE\s+` + notThere + sqlName)
	createsTemp   = regexp.MustCompile(sqlStarts + `CREATE\s+TEMP(?:ORARY)?\s+TABLE\s+` + notThere + sqlName)
	createsIndex  = regexp.MustCompile(sqlStarts + `CREATE\s+(?:UNIQUE\s+)?INDEX\s+(?:CONCURRENTLY\s+)?` + notThere + sqlName)
	createsFTS    = regexp.MustCompile(sqlStarts + `CREATE\s+VIRTUAL\s+TABLE\s+"(\w+)_search"`)
	createsGIN    = regexp.MustCompile(sqlStarts + `CREATE\s+INDEX\s+"\w+_gin"\s+ON\s+"(\w+)"`)
	addsColumn    = regexp.MustCompile(alterTable + `ADD\s+COLUMN\s+` + notThere + sqlName)
	addsConstrain = regexp.MustCompile(alterTable + `ADD\s+CONSTRAINT\s+` + sqlName)
	altersColumn  = regexp.MustCompile(alterTable + `ALTER\s+(?:COLUMN\s+)?` + sqlName + `\s`)
	altersTable   = regexp.MustCompile(alterTable)
	dropsTable    = regexp.MustCompile(sqlStarts + `DROP\s+TABLE\s+` + ifThere + `(?:temp\.)?` + sqlName)
	dropsIndex    = regexp.MustCompile(sqlStarts + `DROP\s+INDEX\s+`)

	quotedName = regexp.MustCompile(`"[^"]+"|\w+`)
)

// stepOf says what the migration at p, with the given text, does to the tables
// of a schema. What it does not understand counts as more than an addition.
func stepOf(p, text string, theirs bool, tables []string) diff.Step {
	s := diff.Step{File: path.Base(p), Theirs: theirs}
	head, rest, _ := strings.Cut(text, "-- +goose Up")
	up, _, _ := strings.Cut(rest, "-- +goose Down")
	s.Changes = strings.Contains(head, "-- gen:foreign_keys=off") || strings.Contains(head, "-- gen:destructive")
	var temporary []string
	for _, statement := range statements(up) {
		if m := createsTemp.FindStringSubmatch(statement); m != nil {
			temporary = append(temporary, m[1]+m[2])
		} else if !adds(&s, statement) && !drops(temporary, statement) && (altersTable.MatchString(statement) || isDrop(statement)) {
			s.Changes = true
		}
	}
	for _, name := range quotedName.FindAllString(up, -1) {
		name = strings.Trim(name, `"`)
		if (slices.Contains(tables, name) || slices.Contains(s.Created, name)) && !slices.Contains(s.Tables, name) {
			s.Tables = append(s.Tables, name)
		}
	}
	return s
}

// adds takes down what a statement adds to the schema, and reports whether it
// is one that adds.
func adds(s *diff.Step, statement string) bool {
	name := func(m []string, i int) string { return m[2*i+1] + m[2*i+2] }
	if m := createsTable.FindStringSubmatch(statement); m != nil {
		s.Created = append(s.Created, name(m, 0))
		return true
	}
	for _, searches := range []*regexp.Regexp{createsFTS, createsGIN} {
		if m := searches.FindStringSubmatch(statement); m != nil {
			s.Search = append(s.Search, m[1])
			return true
		}
	}
	if m := createsIndex.FindStringSubmatch(statement); m != nil {
		s.Indexes = append(s.Indexes, name(m, 0))
		return true
	}
	if m := addsColumn.FindStringSubmatch(statement); m != nil {
		s.Columns = append(s.Columns, [2]string{name(m, 0), name(m, 1)})
		return true
	}
	if m := altersColumn.FindStringSubmatch(statement); m != nil {
		return slices.Contains(s.Columns, [2]string{name(m, 0), name(m, 1)})
	}
	m := addsConstrain.FindStringSubmatch(statement)
	return m != nil && isNew(s, name(m, 0), name(m, 1))
}

// isNew reports whether a constraint, which is named after its table and
// column, is on something that the same migration adds.
func isNew(s *diff.Step, table, constraint string) bool {
	return slices.Contains(s.Created, table) || slices.ContainsFunc(s.Columns, func(c [2]string) bool {
		return c[0] == table && strings.HasPrefix(constraint, table+"_"+c[1]+"_")
	})
}

func isDrop(statement string) bool {
	return dropsTable.MatchString(statement) || dropsIndex.MatchString(statement)
}

// drops reports whether a statement drops one of the tables.
func drops(tables []string, statement string) bool {
	m := dropsTable.FindStringSubmatch(statement)
	return m != nil && slices.Contains(tables, m[1]+m[2])
}

// statements cuts SQL at the semicolons that end a line, and leaves comments
// out. What a string or the body of a function holds may count as statements
// of its own: that finds more of them, never fewer.
func statements(sql string) []string {
	var lines []string
	for line := range strings.Lines(sql) {
		if !strings.HasPrefix(strings.TrimSpace(line), "--") {
			lines = append(lines, strings.TrimRight(line, "\r\n\t "))
		}
	}
	var list []string
	for statement := range strings.SplitSeq(strings.Join(lines, "\n")+"\n", ";\n") {
		if statement = strings.TrimSpace(statement); statement != "" {
			list = append(list, statement)
		}
	}
	return list
}
