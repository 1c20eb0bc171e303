// Package sqlc turns the tables and queries of an application into Go, and is
// the only caller of sqlc: files in, files out, nothing read or written in the
// application's folder.
//
// sqlc is linked in, but it reads and writes a disk and ends the process on an
// error in the SQL. So it runs in children: the running program starts itself
// again with [Command] as its first argument, in temporary folders. A program
// that calls [Generate] must hand that command to [Main] first thing:
//
//	if len(os.Args) > 1 && os.Args[1] == sqlc.Command {
//		os.Exit(sqlc.Main(os.Args[2:]))
//	}
//
// Only what changed is run. What sqlc makes of a file of queries follows from
// the configuration, the file itself and the tables that it mentions; what it
// makes of a table, from the configuration and the table. [Result.Keys] records
// digests of these; a later [Job] brings them back together with the files of
// then, and what has the same key is taken over. A child sees only the tables
// that its queries mention, so one changed resource costs the same in an
// application of a hundred as in one of one. The files are those that a plain
// sqlc generate would write.
//
// sqlc reports errors in many forms, and lets some mistakes pass that make
// wrong SQL. [Errors] says all of them in one form, by file, line and column.
package sqlc

import (
	"context"
	"maps"
	"slices"
)

// Version is the version of sqlc that is linked in.
const Version = "v1.31.1"

// A File is a file of the application; Path is slash-separated and relative to
// its folder.
type File struct {
	Path string
	Data []byte
}

// A Table is a piece of db/schema.sql: a table with its indexes, and any table
// that goes along with it.
type Table struct {
	Name string
	SQL  string
}

// A Query is a file of db/queries. Generated says that gen wrote it, so that an
// error in it is a defect of gen.
type Query struct {
	Path      string
	Data      []byte
	Generated bool
}

// A Job is all that sqlc needs to know of an application.
type Job struct {
	Config  []byte // sqlc.yaml; it names the dialect and the folders
	Tables  []Table
	Queries []Query

	// Previous holds what the last run gave, by path, and Keys the keys that
	// it gave along. Both may be nil. A file that was edited since must not be
	// in Previous.
	Previous map[string][]byte
	Keys     map[string]string
}

// A Result is the complete output of sqlc.
type Result struct {
	Files []File            // sorted by path; a file of the output folder that is not here is stale
	Keys  map[string]string // to bring back in the next Job
	Ran   int               // how many files of queries sqlc was run on
}

// Generate runs sqlc on what changed since the last run, and returns all that
// it makes of the application. An error that the SQL causes is of type
// [Errors].
func Generate(ctx context.Context, job Job) (Result, error) {
	conf, err := parseConfig(job.Config)
	if err != nil {
		return Result{}, err
	}
	app := newApp(conf, job)
	if errs := app.check(); len(errs) > 0 {
		return Result{}, errs
	}
	app.mark()
	fresh, err := app.run(ctx, app.batches())
	if err != nil {
		return Result{}, err
	}
	files, err := app.compose(fresh)
	if err != nil {
		return Result{}, err
	}
	return Result{Files: files, Keys: app.keys(), Ran: len(app.staleQueries())}, nil
}

// compose puts together what this run and the last one gave.
func (a *app) compose(fresh []output) ([]File, error) {
	models, err := a.composeModels(fresh)
	if err != nil {
		return nil, err
	}
	files := a.kept()
	for _, out := range fresh {
		maps.Copy(files, out.files)
	}
	files[a.conf.models()] = models
	var list []File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		list = append(list, File{Path: name, Data: files[name]})
	}
	return list, nil
}
