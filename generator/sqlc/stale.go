package sqlc

import "slices"

// mark finds out what must be run: that whose key changed, and that whose
// output is not at hand.
func (a *app) mark() {
	a.dbStale = a.dbKey != a.job.Keys[a.conf.db()] || !a.has(a.conf.db())
	for _, q := range a.queries {
		q.stale = q.key != a.job.Keys[q.Path] || len(q.names) > 0 && !a.has(q.output)
	}
	a.markBulk()
	known := a.previousStructs()
	for _, t := range a.tables {
		t.stale = t.key != a.job.Keys[a.tableID(t)]
		for _, name := range t.structs {
			t.stale = t.stale || !known[name]
		}
	}
}

func (a *app) markBulk() {
	bulk := a.bulk()
	stale := a.dbStale || slices.ContainsFunc(bulk, func(q *query) bool { return q.stale })
	for _, name := range a.gathered() {
		stale = stale || !a.has(name)
	}
	for _, q := range bulk {
		q.stale = stale
	}
}

func (a *app) has(path string) bool {
	return a.job.Previous[path] != nil
}

// gathered are the files that sqlc makes of all the files of bulk together.
func (a *app) gathered() []string {
	var names []string
	if a.uses(":copyfrom") {
		names = append(names, a.conf.copyfrom())
	}
	if a.uses(":batch") {
		names = append(names, a.conf.batch())
	}
	return names
}

// kept are the files of the last run that are still right. db.go is replaced
// by that of this run, if there is one.
func (a *app) kept() map[string][]byte {
	files := map[string][]byte{}
	keep := func(path string) {
		if a.has(path) {
			files[path] = a.job.Previous[path]
		}
	}
	keep(a.conf.db())
	for _, q := range a.queries {
		if !q.stale && len(q.names) > 0 {
			keep(q.output)
		}
	}
	for _, name := range a.gathered() {
		keep(name)
	}
	return files
}

// keys are the keys of all that this run gives.
func (a *app) keys() map[string]string {
	keys := map[string]string{a.conf.db(): a.dbKey}
	for _, q := range a.queries {
		keys[q.Path] = q.key
	}
	for _, t := range a.tables {
		keys[a.tableID(t)] = t.key
	}
	return keys
}

// tableID names a table among the keys: db/schema.sql:posts.
func (a *app) tableID(t *table) string {
	return a.conf.Schema + ":" + t.Name
}

func (a *app) staleQueries() []*query {
	var stale []*query
	for _, q := range a.queries {
		if q.stale {
			stale = append(stale, q)
		}
	}
	return stale
}

// A batch is what one child works on.
type batch struct {
	queries []*query
	tables  []*table
	defines bool // its db.go is that of the application
}

// splitAbove is how many files one child takes on before they are split: a
// second child warms its parser up again, and sqlc's for PostgreSQL is fast.
var splitAbove = map[string]int{sqlite: 8, postgres: 60}

// batches splits the work among children. Each gets the tables that its
// queries mention; the last one also the tables that no query asks for.
func (a *app) batches() []batch {
	var batches []batch
	for _, queries := range a.split(a.staleQueries()) {
		batches = append(batches, a.newBatch(queries))
	}
	seen := map[*table]bool{}
	for _, b := range batches {
		for _, t := range b.tables {
			seen[t] = true
		}
	}
	var left []*table
	for _, t := range a.tables {
		if t.stale && !seen[t] {
			left = append(left, t)
		}
	}
	if len(batches) == 0 && (len(left) > 0 || a.dbStale) {
		batches = []batch{a.newBatch(nil)}
	}
	if len(left) > 0 {
		last := &batches[len(batches)-1]
		last.tables = append(last.tables, left...)
	}
	return batches
}

func (a *app) newBatch(queries []*query) batch {
	b := batch{queries: queries, defines: len(a.bulk()) == 0}
	mentioned := map[*table]bool{}
	for _, q := range queries {
		b.defines = b.defines || q.uses(":copyfrom") || q.uses(":batch")
		for _, t := range q.tables {
			mentioned[t] = true
		}
	}
	for _, t := range a.tables {
		if mentioned[t] {
			b.tables = append(b.tables, t)
		}
	}
	return b
}

// split cuts queries into runs of about the same size, one for each processor,
// if there are enough of them and they can be run apart.
func (a *app) split(queries []*query) [][]*query {
	if len(queries) == 0 {
		return nil
	}
	parts := min(processors, len(queries)/4)
	if len(queries) <= splitAbove[a.conf.Engine] || len(a.bulk()) > 0 {
		parts = 1
	}
	total := 0
	for _, q := range queries {
		total += len(q.Data)
	}
	var runs [][]*query
	size, start := 0, 0
	for i, q := range queries {
		size += len(q.Data)
		if size*parts >= total*(len(runs)+1) || i == len(queries)-1 {
			runs = append(runs, queries[start:i+1])
			start = i + 1
		}
	}
	return runs
}
