package generator

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/sqlc"
	"github.com/seed-b1203020/gen/generator/tree"
)

const queriesDir = "db/queries"

// compile runs sqlc on the queries of gen and of the user, and returns the
// files of store/ with the keys by which the next run knows what is unchanged.
func compile(ctx context.Context, in *input, files []tree.File, tables []diff.Table) ([]tree.File, []sum, error) {
	job := sqlc.Job{Previous: make(map[string][]byte), Keys: make(map[string]string)}
	for _, piece := range dialect.Pieces(in.dialect, tables) {
		job.Tables = append(job.Tables, sqlc.Table{Name: piece.Name, SQL: piece.SQL})
	}
	for _, f := range files {
		switch {
		case f.Path == "sqlc.yaml":
			job.Config = f.Data
		case path.Dir(f.Path) == queriesDir && !in.owns(f.Path):
			job.Queries = append(job.Queries, sqlc.Query{Path: f.Path, Data: f.Data, Generated: true})
		}
	}
	if err := in.addUserQueries(&job); err != nil {
		return nil, nil, err
	}
	if err := in.addPrevious(&job); err != nil {
		return nil, nil, err
	}
	result, err := sqlc.Generate(ctx, job)
	if err != nil {
		return nil, nil, in.sqlcProblems(err)
	}
	return storeFiles(result), keysOf(result), nil
}

func (in *input) addUserQueries(job *sqlc.Job) error {
	paths, err := in.disk.userQueries(in.lock)
	if err != nil {
		return err
	}
	for _, p := range paths {
		if p == in.options.restore || slices.ContainsFunc(job.Queries, func(q sqlc.Query) bool { return q.Path == p }) {
			continue // in the way of gen's: the decider says so
		}
		file, err := in.disk.read(p)
		if err != nil {
			return err
		}
		job.Queries = append(job.Queries, sqlc.Query{Path: p, Data: file.Data})
	}
	return nil
}

// owns reports whether the file at path is the user's alone, and stays so.
func (in *input) owns(path string) bool {
	f, _ := in.lock.file(path)
	return f.Owned && path != in.options.restore
}

// userQueries lists the files of queries that are not gen's.
func (d *disk) userQueries(l *lock) ([]string, error) {
	paths, err := d.list(queriesDir)
	return slices.DeleteFunc(paths, func(p string) bool {
		f, emitted := l.file(p)
		return emitted && !f.Owned || path.Ext(p) != ".sql"
	}), err
}

// addPrevious adds what sqlc made in the last run, as far as it is still there
// as it was.
func (in *input) addPrevious(job *sqlc.Job) error {
	for _, s := range in.lock.Queries {
		job.Keys[s.Path] = s.Sum
	}
	for _, f := range in.lock.Files {
		if !strings.HasPrefix(f.Path, "store/") {
			continue
		}
		file, err := in.disk.read(f.Path)
		if err != nil {
			return err
		}
		if !f.Owned && file.says(f.Sum) {
			job.Previous[f.Path] = plain(file.Data)
		}
	}
	return nil
}

// sqlcProblems are those that sqlc has with the queries, or the one of running
// it.
func (in *input) sqlcProblems(err error) error {
	errs, ok := errors.AsType[sqlc.Errors](err)
	if !ok {
		return Problem{Code: "GEN401", Kind: Failure, Message: err.Error()}
	}
	problems := make(Problems, len(errs))
	for i, e := range errs {
		problems[i] = Problem{
			Code: "GEN400", Kind: Usage, Path: e.Path, Line: e.Line, Column: e.Column,
			Message: e.Message, Hint: cmp.Or(renamedHint(in.renames, e.Message), e.Hint),
		}
	}
	return problems
}

// renamedHint says what a table or a column that is not found is called now.
func renamedHint(renames []diff.Renamed, message string) string {
	said := wordsOf("", []byte(message))
	for _, r := range renames {
		if said[r.From.Plural] && r.From.Plural != r.To.Plural {
			return fmt.Sprintf("%s is called %s from now on: write that in the query, and run gen again", r.From.Plural, r.To.Plural)
		}
		for i, f := range r.From.Fields {
			if said[f.Column()] {
				return fmt.Sprintf("%s is called %s from now on: write that in the query, and run gen again", f.Column(), r.To.Fields[i].Column())
			}
		}
	}
	return ""
}

func storeFiles(result sqlc.Result) []tree.File {
	files := make([]tree.File, len(result.Files))
	for i, f := range result.Files {
		files[i] = tree.File{Path: f.Path, Owner: tree.Gen, Data: f.Data}
	}
	return files
}

func keysOf(result sqlc.Result) []sum {
	keys := make([]sum, 0, len(result.Keys))
	for path, key := range result.Keys {
		keys = append(keys, sum{path, key})
	}
	slices.SortFunc(keys, func(a, b sum) int { return strings.Compare(a.Path, b.Path) })
	return keys
}
