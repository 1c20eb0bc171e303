package sqlc

import (
	"cmp"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// An Error is a problem in one file. Line and Column count from 1 and are 0
// where they are not known. Hint, if there is one, says the way out.
type Error struct {
	Path    string
	Line    int
	Column  int
	Message string
	Hint    string
}

func (e Error) Error() string {
	switch {
	case e.Line == 0:
		return fmt.Sprintf("%s: %s", e.Path, e.Message)
	case e.Column == 0:
		return fmt.Sprintf("%s:%d: %s", e.Path, e.Line, e.Message)
	}
	return fmt.Sprintf("%s:%d:%d: %s", e.Path, e.Line, e.Column, e.Message)
}

// Errors are all the problems of a run, by path and line.
type Errors []Error

func (e Errors) Error() string {
	var lines []string
	for _, err := range e {
		lines = append(lines, err.Error())
	}
	return strings.Join(lines, "\n")
}

func (e Errors) sort() {
	slices.SortStableFunc(e, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}

const (
	hintDefect = "gen wrote this file, so this is a defect of gen: please report it together with gen.yaml"
	hintTables = "tables and columns come from gen.yaml: change the query, or add to gen.yaml what is missing"
)

// hint says the way out of an error that sqlc reports.
func (a *app) hint(e Error) string {
	if !a.yours(e.Path) {
		return hintDefect
	}
	if missing.MatchString(e.Message) {
		return hintTables
	}
	return ""
}

var (
	located = regexp.MustCompile(`^(.+\.sql):(\d+):(\d+): (.*)$`)
	antlr   = regexp.MustCompile(`^line (\d+):(\d+) (.*)$`)
	missing = regexp.MustCompile(`^(?:table|relation|column)\b.*\b(?:does not exist|not found)`)
)

// A complaint is what sqlc printed in vain.
type complaint struct {
	errs  Errors // with a file
	rest  string // the first line that names no file, or ""
	vague bool   // it may be about another file than the one that is named
}

// parseComplaint reads what sqlc printed. The parser for SQLite prints the
// true place of a syntax error by itself and without the file, before sqlc
// reports the file with the place 1:1; the two are paired.
func parseComplaint(text string) complaint {
	var c complaint
	var syntax []Error
	for line := range strings.Lines(text) {
		line = strings.TrimSpace(line)
		if m := antlr.FindStringSubmatch(line); m != nil {
			syntax = append(syntax, Error{Line: atoi(m[1]), Column: atoi(m[2]) + 1, Message: m[3]})
		} else if m := located.FindStringSubmatch(line); m != nil {
			c.errs = append(c.errs, Error{Path: m[1], Line: atoi(m[2]), Column: column(m[3], m[4]), Message: m[4]})
		} else if c.rest == "" && !strings.HasPrefix(line, "# package ") {
			c.rest = strings.TrimPrefix(line, "error generating code: ")
		}
	}
	c.pair(syntax)
	return c
}

// refusedByDisk returns what kept sqlc from working in its folder, a full disk
// for one, if that is what it printed.
func refusedByDisk(printed, dir string) error {
	refusal := regexp.MustCompile(`(?:open|mkdir|write|close) ` + regexp.QuoteMeta(dir) + `.*`)
	if message := refusal.FindString(printed); message != "" {
		return errors.New("run sqlc: " + message)
	}
	return nil
}

// column corrects the column of a syntax error in PostgreSQL's dialect, which
// sqlc counts from 2.
func column(digits, message string) int {
	n := atoi(digits)
	if n > 1 && strings.HasPrefix(message, "syntax error at or near") {
		n--
	}
	return n
}

// pair gives the one file with a syntax error its true place: that of the
// first message, from which the others usually follow. What the parser
// expected there is a list of half its keywords, and left out.
func (c *complaint) pair(syntax []Error) {
	paired := 0
	for i, e := range c.errs {
		same := func(s Error) bool { return s.Message == e.Message }
		if e.Line == 1 && e.Column == 1 && slices.ContainsFunc(syntax, same) {
			message, _, _ := strings.Cut(syntax[0].Message, " expecting ")
			e.Line, e.Column, e.Message = syntax[0].Line, syntax[0].Column, "syntax error: "+message
			c.errs[i] = e
			paired++
		}
	}
	c.vague = paired > 1
}

// atoi reads digits that a pattern matched.
func atoi(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return 0
	}
	return n
}
