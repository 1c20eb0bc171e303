package sqlc

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"strings"
)

// diagnose makes errors of what sqlc printed. Where that does not say which
// file is meant, each file is tried alone.
func (a *app) diagnose(ctx context.Context, b batch, printed string) error {
	c := parseComplaint(printed)
	if len(b.queries) > 1 && (c.vague || len(c.errs) == 0) {
		if err := a.tryAlone(ctx, b); err != nil {
			return err
		}
	}
	if len(c.errs) == 0 {
		c.errs = Errors{{Path: a.suspect(b), Message: cmp.Or(c.rest, "sqlc gave up and does not say why")}}
	}
	for i, e := range c.errs {
		if e.Path == a.conf.Schema {
			e = b.inTable(e)
		}
		e.Hint = a.hint(e)
		c.errs[i] = e
	}
	return c.errs
}

func (a *app) tryAlone(ctx context.Context, b batch) error {
	var all Errors
	for _, q := range b.queries {
		_, err := a.runBatch(ctx, a.newBatch([]*query{q}))
		if errs, ok := errors.AsType[Errors](err); ok {
			all = append(all, errs...)
		} else if err != nil {
			return err
		}
	}
	if len(all) == 0 {
		return nil
	}
	return all
}

// suspect is the file to name where sqlc names none.
func (a *app) suspect(b batch) string {
	if len(b.queries) == 1 {
		return b.queries[0].Path
	}
	return configPath
}

// inTable names the table instead of the line: the schema of a batch has other
// lines than that of the application.
func (b batch) inTable(e Error) Error {
	end := 0
	for _, t := range b.tables {
		end += strings.Count(t.SQL, "\n") + 1
		if e.Line <= end {
			e.Message = fmt.Sprintf("table %s: %s", t.Name, e.Message)
			break
		}
	}
	e.Line, e.Column = 0, 0
	return e
}
