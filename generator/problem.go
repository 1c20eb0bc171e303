package generator

import (
	"errors"
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// A Kind says what a problem asks of the reader.
type Kind string

// The kinds of problems.
const (
	Failure    Kind = "failure"    // the disk or the environment
	Usage      Kind = "usage"      // the command line or the definition
	Decision   Kind = "decision"   // only a person can decide
	Conflict   Kind = "conflict"   // written, with conflicts left in files
	Difference Kind = "difference" // the tree is not what it should be
)

// A Problem is one thing that is wrong, and the way out.
type Problem struct {
	Code    string `json:"code"`
	Kind    Kind   `json:"kind"`
	Path    string `json:"path,omitempty"` // relative to the application
	Line    int    `json:"line,omitempty"` // from 1; 0 if unknown
	Column  int    `json:"column,omitempty"`
	Message string `json:"message"`
	Hint    string `json:"hint,omitempty"`
}

// Error returns the place and the message, without the hint.
func (p Problem) Error() string {
	var b strings.Builder
	if p.Path != "" {
		b.WriteString(p.Path)
		if p.Line > 0 {
			fmt.Fprintf(&b, ":%d", p.Line)
		}
		if p.Line > 0 && p.Column > 0 {
			fmt.Fprintf(&b, ":%d", p.Column)
		}
		b.WriteString(": ")
	}
	b.WriteString(p.Message)
	return b.String()
}

// Problems is everything that is wrong with one run, in the order in which it
// is shown. It is never empty when it is an error.
type Problems []Problem

// Error returns a line for each problem.
func (p Problems) Error() string {
	lines := make([]string, len(p))
	for i, problem := range p {
		lines[i] = problem.Error()
	}
	return strings.Join(lines, "\n")
}

// err returns nil when there is no problem.
func (p Problems) err() error {
	if len(p) == 0 {
		return nil
	}
	return p
}

// AsProblems gives an error of any stage the form in which a person is told.
func AsProblems(err error) error {
	if err == nil {
		return nil
	}
	if p, ok := errors.AsType[Problems](err); ok {
		return p
	}
	if p, ok := errors.AsType[Problem](err); ok {
		return Problems{p}
	}
	if errs, ok := errors.AsType[schema.Errors](err); ok {
		return schemaProblems(errs)
	}
	return Problems{diskProblem(err)}
}

func schemaProblems(errs schema.Errors) Problems {
	problems := make(Problems, len(errs))
	for i, e := range errs {
		problems[i] = Problem{
			Code: string(e.Code), Kind: Usage, Path: e.File, Line: e.Line, Column: e.Column,
			Message: e.Message, Hint: e.Hint,
		}
		if e.Code == schema.FieldDiffers {
			problems[i].Kind = Decision
		}
	}
	return problems
}

// diskProblem describes what went wrong around the application's folder.
func diskProblem(err error) Problem {
	p := Problem{Code: "GEN320", Kind: Failure, Message: err.Error()}
	stale, isStale := errors.AsType[*tree.StaleError](err)
	edited, isEdited := errors.AsType[*tree.EditedError](err)
	_, isDamaged := errors.AsType[*tree.DamagedError](err)
	_, isUnfinished := errors.AsType[*tree.UnfinishedError](err)
	switch {
	case errors.Is(err, tree.ErrLocked):
		p.Code, p.Hint = "GEN317", "wait for the other gen to finish, then run this one again"
	case errors.Is(err, tree.ErrNotEmpty):
		p.Code, p.Kind, p.Hint = "GEN503", Usage, "choose another name, or empty the folder first"
	case isStale:
		p.Code = "GEN311"
		p.Message = "changed while gen was at work: " + strings.Join(stale.Paths, ", ")
		p.Hint = "run gen again"
	case isEdited:
		p.Code, p.Kind = "GEN312", Decision
		p.Message = "edited after an interrupted run of gen: " + strings.Join(edited.Paths, ", ")
		p.Hint = "move your versions to other names, and run gen again: it completes the run, and you can put your changes back"
	case isDamaged:
		p.Code, p.Hint = "GEN313", "restore the folder from version control, remove .gen/journal and .gen/stage, and run gen apply"
	case isUnfinished:
		p.Code, p.Hint = "GEN319", "mend what the message says and run gen apply: it completes the run"
	}
	return p
}
