package generator

import (
	"fmt"
	"strings"
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
