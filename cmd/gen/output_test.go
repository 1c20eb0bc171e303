package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator"
)

func TestHintsAreSaidOnce(t *testing.T) {
	var stderr bytes.Buffer
	out := newOutput(new(bytes.Buffer), &stderr)
	out.problems(generator.Problems{
		{Path: "a.go", Message: "missing", Hint: "run gen apply"},
		{Path: "b.go", Message: "missing\nsince when?", Hint: "run gen apply"},
		{Message: "other"},
	})
	const want = `gen: error: a.go: missing
gen: error: b.go: missing
  since when?
gen: hint: run gen apply
gen: error: other
`
	if stderr.String() != want {
		t.Errorf("got:\n%s\nwant:\n%s", &stderr, want)
	}
}

func TestExitCodes(t *testing.T) {
	of := func(kinds ...generator.Kind) generator.Problems {
		var problems generator.Problems
		for _, k := range kinds {
			problems = append(problems, generator.Problem{Kind: k, Message: "x"})
		}
		return problems
	}
	for _, test := range []struct {
		err  error
		want int
	}{
		{nil, 0},
		{errDiffers, 5},
		{errDeclined, 3},
		{errors.New("disk full"), 1},
		{of(generator.Failure), 1},
		{of(generator.Usage), 2},
		{of(generator.Decision), 3},
		{of(generator.Conflict), 4},
		{of(generator.Difference), 5},
		{of(generator.Difference, generator.Usage), 2},
		{of(generator.Decision, generator.Difference), 3},
	} {
		out := newOutput(new(bytes.Buffer), new(bytes.Buffer))
		if got := exitCode(out, test.err); got != test.want {
			t.Errorf("%v: exit code %d, want %d", test.err, got, test.want)
		}
	}
}

func TestJSONIsOneObject(t *testing.T) {
	for _, args := range [][]string{
		{"types", "--json"}, {"version", "--json"}, {"explain", "--json"}, {"explain", "GEN300", "--json"},
		{"completion", "fish", "--json"}, {"frobnicate", "--json"},
	} {
		var stdout, stderr bytes.Buffer
		code := run(context.Background(), args, strings.NewReader(""), &stdout, &stderr)
		var object struct {
			ExitCode *int `json:"exit_code"`
			Problems []generator.Problem
		}
		decoder := json.NewDecoder(&stdout)
		decoder.UseNumber()
		if err := decoder.Decode(&object); err != nil {
			t.Errorf("gen %s: %v", args, err)
			continue
		}
		if decoder.More() || object.ExitCode == nil || *object.ExitCode != code || (code == 0) != (len(object.Problems) == 0) {
			t.Errorf("gen %s: exit code %d, %+v", args, code, object)
		}
	}
}

// A report that cannot be printed is an error that says whether the work was
// done.
func TestUnprinted(t *testing.T) {
	full, err := os.OpenFile("/dev/full", os.O_WRONLY, 0)
	if err != nil {
		t.Fatal(err)
	}
	defer full.Close()
	for _, test := range []struct {
		dryRun bool
		code   int
		want   string
	}{
		{false, 0, "gen: error: everything is written, but the report could not be printed: no space left on device\n"},
		{false, 4, "gen: error: everything is written, but the report could not be printed: no space left on device\n"},
		{true, 0, "gen: error: the report could not be printed: no space left on device\n"},
	} {
		var stderr bytes.Buffer
		out := newOutput(full, &stderr)
		out.plan(&generator.Plan{DryRun: test.dryRun, Actions: []generator.Action{{Verb: generator.Create, Path: "a.go"}}}, false)
		if code := out.end(test.code); code != 1 || stderr.String() != test.want {
			t.Errorf("exit code %d: %s", code, &stderr)
		}
	}
}

// A reader that goes away, as head does, is no reason to panic.
func TestBrokenPipe(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	read.Close()
	defer write.Close()
	if code := run(context.Background(), []string{"explain"}, strings.NewReader(""), write, new(bytes.Buffer)); code != 1 {
		t.Errorf("exit code %d", code)
	}
}

func TestColoursAreForTerminals(t *testing.T) {
	if colours(new(bytes.Buffer)) {
		t.Error("a buffer is no terminal")
	}
	file, err := os.Create(t.TempDir() + "/file")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	if colours(file) {
		t.Error("a file is no terminal")
	}
	if got := paint(true, red, "x"); got != "\x1b[31mx\x1b[0m" {
		t.Errorf("got %q", got)
	}
	if got := paint(false, red, "x"); got != "x" {
		t.Errorf("got %q", got)
	}
}
