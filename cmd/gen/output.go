package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"

	"github.com/seed-b1203020/gen/generator"
)

// The rules of what gen prints. All of it is printed here.
//
//   - What was done, or asked for, goes to stdout; errors, hints and notes go
//     to stderr, as lines that begin with "gen: error:", "gen: hint:" and
//     "gen: note:".
//   - A file is a line: the verb, right-aligned in 12 columns, two spaces, and
//     the path, relative to the application and with slashes.
//   - The last block is "Next:" with at most three commands.
//   - --json prints one object to stdout, and nothing else. -q prints errors
//     and hints only.
//   - Colour is for terminals, never with NO_COLOR or TERM=dumb, and says
//     nothing that the words do not say.
//   - Nothing is ever asked.
type output struct {
	stdout *bufio.Writer
	stderr io.Writer

	quiet      bool
	json       bool
	colour     bool     // on stdout
	errColour  bool     // on stderr
	object     []member // of --json
	problemSet generator.Problems
}

func newOutput(stdout, stderr io.Writer) *output {
	return &output{
		stdout: bufio.NewWriter(stdout), stderr: stderr,
		colour: colours(stdout), errColour: colours(stderr),
	}
}

// colours reports whether w is a terminal that shows colours.
func colours(w io.Writer) bool {
	file, ok := w.(*os.File)
	return ok && os.Getenv("NO_COLOR") == "" && os.Getenv("TERM") != "dumb" && term.IsTerminal(int(file.Fd()))
}

// The colours of verbs and of the words before messages.
const (
	red    = "31"
	green  = "32"
	yellow = "33"
	blue   = "34"
	bold   = "1"
)

var verbColours = map[string]string{
	"create": green, "update": yellow, "remove": red, "conflict": red,
	"identical": blue, "skip": yellow, "sql": bold, "route": bold,
}

func paint(on bool, colour, text string) string {
	if !on || colour == "" {
		return text
	}
	return "\x1b[" + colour + "m" + text + "\x1b[0m"
}

// printf prints to stdout, for people.
func (o *output) printf(format string, args ...any) {
	if !o.quiet && !o.json {
		fmt.Fprintf(o.stdout, format, args...)
	}
}

// verb prints one line of what is done.
func (o *output) verb(verb, what string) {
	padded := fmt.Sprintf("%12s", verb)
	o.printf("%s  %s\n", paint(o.colour, verbColours[verb], padded), what)
}

// A member is one fact of the object of --json.
type member struct {
	key   string
	value any
}

// set adds a fact to the object of --json.
func (o *output) set(key string, value any) { o.object = append(o.object, member{key, value}) }

// plan prints what a run did, or would do; sql adds the statements.
func (o *output) plan(p *generator.Plan, sql bool) {
	o.set("dry_run", p.DryRun)
	o.set("changes", list(p.Changes))
	o.set("migration", p.Migration)
	o.set("actions", list(p.Actions))
	o.set("routes", list(p.Routes))
	o.set("api", list(p.API))
	o.set("notes", list(p.Notes))
	for _, c := range p.Changes {
		o.verb("sql", c.Text)
		if sql {
			o.statements(c.SQL)
		}
	}
	for _, a := range p.Actions {
		o.verb(a.Verb, a.Path)
	}
	for _, path := range pages(p.Routes) {
		o.verb("route", path)
	}
	if sql && len(p.API) > 0 {
		o.printf("\nAPI:\n  %s\n", strings.Join(p.API, "\n  "))
	}
	if p.Empty() {
		o.printf("nothing to do\n")
	}
	o.notes(p)
}

// notes prints what a person should know, also of a run that failed.
func (o *output) notes(p *generator.Plan) {
	if p == nil || o.quiet {
		return
	}
	for _, text := range p.Notes {
		fmt.Fprintf(o.stderr, "%s %s\n", paint(o.errColour, yellow, "gen: note:"), text)
	}
}

// list is a list that JSON shows as one also when it is empty.
func list[T any](items []T) []T { return append([]T{}, items...) }

func (o *output) statements(statements []string) {
	for _, s := range statements {
		o.printf("%14s%s\n", "", strings.ReplaceAll(s, "\n", "\n"+strings.Repeat(" ", 14)))
	}
}

// pages shortens routes to the paths under which the others lie.
func pages(routes []generator.Route) []string {
	var paths []string
	for _, r := range routes {
		path, _, _ := strings.Cut(r.Path, "/{")
		path = strings.TrimSuffix(path, "/new")
		if !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	return paths
}

// next prints the commands that most people want now.
func (o *output) next(commands ...string) {
	o.set("next", commands)
	o.printf("\nNext:\n  %s\n", strings.Join(commands, "\n  "))
}

// problems prints what is wrong, each with its hint, and returns the exit
// code.
func (o *output) problems(problems generator.Problems) int {
	o.problemSet = problems
	for i, p := range problems {
		fmt.Fprintf(o.stderr, "%s %s\n", paint(o.errColour, red, "gen: error:"), indented(p.Error()))
		last := i+1 == len(problems) || problems[i+1].Hint != p.Hint
		if p.Hint != "" && last {
			fmt.Fprintf(o.stderr, "%s %s\n", paint(o.errColour, yellow, "gen: hint:"), indented(p.Hint))
		}
	}
	return exitCodeOf(problems)
}

// indented keeps further lines of a message apart from the next message.
func indented(text string) string { return strings.ReplaceAll(text, "\n", "\n  ") }

// exitCodeOf is the code of the gravest kind of problem.
func exitCodeOf(problems generator.Problems) int {
	kinds := []struct {
		kind generator.Kind
		code int
	}{
		{generator.Usage, 2}, {generator.Failure, 1}, {generator.Decision, 3},
		{generator.Conflict, 4}, {generator.Difference, 5},
	}
	for _, k := range kinds {
		if slices.ContainsFunc(problems, func(p generator.Problem) bool { return p.Kind == k.kind }) {
			return k.code
		}
	}
	return 1
}

// end prints the object of --json and returns the exit code.
func (o *output) end(code int) int {
	if o.json {
		o.set("problems", list(o.problemSet))
		o.set("exit_code", code)
		if err := o.printObject(); err != nil {
			fmt.Fprintln(o.stderr, "gen: error:", err)
			return 1
		}
	}
	if err := o.stdout.Flush(); err != nil && code == 0 {
		fmt.Fprintln(o.stderr, "gen: error:", err)
		return 1
	}
	return code
}

// printObject prints the facts in the order in which they were set.
func (o *output) printObject() error {
	for i, m := range o.object {
		var value bytes.Buffer
		encoder := json.NewEncoder(&value)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("  ", "  ")
		if err := encoder.Encode(m.value); err != nil {
			return err
		}
		separator := ",\n"
		if i == 0 {
			separator = "{\n"
		}
		fmt.Fprintf(o.stdout, "%s  %q: %s", separator, m.key, bytes.TrimSpace(value.Bytes()))
	}
	_, err := o.stdout.WriteString("\n}\n")
	return err
}
