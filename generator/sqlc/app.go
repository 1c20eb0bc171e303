package sqlc

import (
	"crypto/sha256"
	"encoding/hex"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
)

// An app is a job with what follows from its parts: who mentions whom, the key
// of each part, and which parts must be run.
type app struct {
	conf    *config
	tables  []*table
	queries []*query
	job     Job
	dbKey   string
	dbStale bool
}

// A table is a Table, and the structs that sqlc makes of it.
type table struct {
	Table
	words   []string // names of the tables of the piece, in lower case
	structs []string
	key     string
	stale   bool
}

// A query is a file of queries.
type query struct {
	Query
	names  []queryName
	tables []*table // that it mentions, or all if it mentions none
	output string
	key    string
	stale  bool
}

// A queryName is one "-- name: ListPosts :many".
type queryName struct {
	name    string
	command string
	line    int
}

func newApp(conf *config, job Job) *app {
	a := &app{conf: conf, job: job}
	for _, t := range job.Tables {
		a.tables = append(a.tables, a.newTable(t))
	}
	for _, q := range job.Queries {
		if conf.reads(q.Path) {
			a.queries = append(a.queries, a.newQuery(q))
		}
	}
	slices.SortFunc(a.queries, func(x, y *query) int { return strings.Compare(x.Path, y.Path) })
	a.joinBulk()
	a.dbKey = a.digest(strconv.FormatBool(a.uses(":copyfrom")), strconv.FormatBool(a.uses(":batch")))
	return a
}

// createTable finds tables. Those of fts5vocab are none to sqlc.
var createTable = regexp.MustCompile(`(?im)^\s*CREATE\s+(?:VIRTUAL\s+)?TABLE\s+(?:IF\s+NOT\s+EXISTS\s+)?(?:"([^"]+)"|(\w+))(\s+USING\s+fts5vocab)?`)

func (a *app) newTable(t Table) *table {
	made := &table{Table: t, key: a.digest(t.SQL)}
	for _, m := range createTable.FindAllStringSubmatch(t.SQL, -1) {
		name := m[1] + m[2]
		made.words = append(made.words, strings.ToLower(name))
		if m[3] != "" {
			continue
		}
		made.structs = append(made.structs, a.conf.structName(name))
	}
	return made
}

func (a *app) newQuery(q Query) *query {
	made := &query{Query: q, names: parseNames(q.Data), output: a.conf.output(q.Path)}
	words := map[string]bool{}
	for w := range strings.FieldsFuncSeq(strings.ToLower(string(q.Data)), outsideWord) {
		words[w] = true
	}
	for _, t := range a.tables {
		if slices.ContainsFunc(t.words, func(w string) bool { return words[w] }) {
			made.tables = append(made.tables, t)
		}
	}
	if len(made.tables) == 0 {
		made.tables = a.tables
	}
	inputs := []string{q.Path, string(q.Data)}
	for _, t := range made.tables {
		inputs = append(inputs, t.SQL)
	}
	made.key = a.digest(inputs...)
	return made
}

func outsideWord(r rune) bool {
	return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r)
}

var namePattern = regexp.MustCompile(`^\S+ name: (\S+) (:\w+)`)

func parseNames(data []byte) []queryName {
	var names []queryName
	line := 0
	for text := range strings.Lines(string(data)) {
		line++
		if !strings.HasPrefix(text, "-- name: ") && !strings.HasPrefix(text, "/* name: ") {
			continue
		}
		if m := namePattern.FindStringSubmatch(text); m != nil {
			names = append(names, queryName{name: m[1], command: m[2], line: line})
		}
	}
	return names
}

// digest is the key of an output that follows from inputs and from the
// configuration.
func (a *app) digest(inputs ...string) string {
	return digest(append([]string{a.conf.digest}, inputs...)...)
}

func digest(inputs ...string) string {
	h := sha256.New()
	for _, s := range inputs {
		h.Write(strconv.AppendInt(nil, int64(len(s)), 10))
		h.Write([]byte{':'})
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil)[:16])
}

// bulk are the files with a :copyfrom or :batch query, of which sqlc gathers
// something in copyfrom.go, batch.go and db.go.
func (a *app) bulk() []*query {
	var bulk []*query
	for _, q := range a.queries {
		if q.uses(":copyfrom") || q.uses(":batch") {
			bulk = append(bulk, q)
		}
	}
	return bulk
}

// joinBulk gives the files of bulk one key, because they can only be run
// together.
func (a *app) joinBulk() {
	var keys []string
	for _, q := range a.bulk() {
		keys = append(keys, q.key)
	}
	key := a.digest(keys...)
	for _, q := range a.bulk() {
		q.key = key
	}
}

func (q *query) uses(command string) bool {
	return slices.ContainsFunc(q.names, func(n queryName) bool { return strings.HasPrefix(n.command, command) })
}

func (a *app) uses(command string) bool {
	return slices.ContainsFunc(a.queries, func(q *query) bool { return q.uses(command) })
}

// yours says whether path is a file of the user's queries.
func (a *app) yours(path string) bool {
	q := a.query(path)
	return q != nil && !q.Generated
}

// query is the file of queries at path, or nil.
func (a *app) query(path string) *query {
	for _, q := range a.queries {
		if q.Path == path {
			return q
		}
	}
	return nil
}
