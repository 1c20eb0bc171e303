package generator

import (
	"errors"
	"fmt"
	"io/fs"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

func TestProblemPlaces(t *testing.T) {
	for _, test := range []struct {
		problem Problem
		want    string
	}{
		{Problem{Message: "no gen.yaml"}, "no gen.yaml"},
		{Problem{Path: "gen.lock", Message: "missing"}, "gen.lock: missing"},
		{Problem{Path: "gen.yaml", Line: 12, Message: "tab"}, "gen.yaml:12: tab"},
		{Problem{Path: "gen.yaml", Line: 12, Column: 9, Message: "tab", Hint: "no"}, "gen.yaml:12:9: tab"},
	} {
		if got := test.problem.Error(); got != test.want {
			t.Errorf("got %q, want %q", got, test.want)
		}
	}
}

// An error of any stage has a code and a kind, also where it is wrapped.
func TestAsProblems(t *testing.T) {
	for _, test := range []struct {
		err  error
		code string
		kind Kind
	}{
		{schema.Errors{{File: "gen.yaml", Line: 1, Column: 1, Code: schema.BadType, Message: "x"}}, "GEN131", Usage},
		{schema.Errors{{Code: schema.FieldDiffers, Message: "x"}}, "GEN140", Decision},
		{tree.ErrLocked, "GEN317", Failure},
		{fmt.Errorf("%w: it holds notes.txt", tree.ErrNotEmpty), "GEN503", Usage},
		{&tree.StaleError{Paths: []string{"a.go"}}, "GEN311", Failure},
		{&tree.EditedError{Paths: []string{"a.go"}}, "GEN312", Decision},
		{&tree.DamagedError{Path: ".gen/journal", Reason: "x"}, "GEN313", Failure},
		{&tree.UnfinishedError{Err: fs.ErrPermission}, "GEN319", Failure},
		{fs.ErrPermission, "GEN320", Failure},
		{Problem{Code: "GEN303", Kind: Decision, Message: "x"}, "GEN303", Decision},
		{fmt.Errorf("outer: %w", Problems{{Code: "GEN303", Kind: Decision, Message: "x"}}), "GEN303", Decision},
	} {
		problems, ok := errors.AsType[Problems](AsProblems(test.err))
		if !ok || len(problems) != 1 {
			t.Errorf("%v becomes %#v", test.err, problems)
			continue
		}
		if p := problems[0]; p.Code != test.code || p.Kind != test.kind || p.Message == "" {
			t.Errorf("%v becomes %+v", test.err, p)
		}
	}
	if err := AsProblems(nil); err != nil {
		t.Errorf("nil becomes %v", err)
	}
}
