package main

import (
	"fmt"
	"strings"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/merge"
)

// A diffFact is what --diff --json says about a file.
type diffFact struct {
	Path string `json:"path"`
	Diff string `json:"diff"`
}

// diffs prints what changes in each file.
func (o *output) diffs(actions []generator.Action) {
	facts := []diffFact{}
	for _, a := range actions {
		text := unified(a)
		if text == "" {
			continue
		}
		facts = append(facts, diffFact{a.Path, text})
		o.printf("\n")
		for line := range strings.Lines(text) {
			line = strings.TrimSuffix(line, "\n")
			o.printf("%s\n", paint(o.colour, diffColour(line), line))
		}
	}
	o.set("diffs", facts)
}

// unified is the difference that an action makes, in the form that git and
// patch read.
func unified(a generator.Action) string {
	if a.Verb == generator.Skip || a.Verb == generator.Identical {
		return ""
	}
	text := merge.Unified(a.Path, a.Old, a.New)
	if a.From == "" {
		return text
	}
	text = strings.Replace(text, "--- a/"+a.Path, "--- a/"+a.From, 1)
	return fmt.Sprintf("diff --git a/%s b/%s\nrename from %s\nrename to %s\n%s", a.From, a.Path, a.From, a.Path, text)
}

func diffColour(line string) string {
	switch {
	case strings.HasPrefix(line, "--- "), strings.HasPrefix(line, "+++ "), strings.HasPrefix(line, "diff "):
		return bold
	case strings.HasPrefix(line, "@@"):
		return cyan
	case strings.HasPrefix(line, "-"):
		return red
	case strings.HasPrefix(line, "+"):
		return green
	}
	return ""
}
