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
	"github.com/seed-b1203020/gen/generator/diff"
)

// The rules of what gen prints. All of it is printed here, and plans in
// report.go and diff.go.
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
//   - Nothing is asked but by gen destroy, and only of a person at a terminal.
type output struct {
	stdout *bufio.Writer
	stderr io.Writer

	quiet     bool
	json      bool
	colour    bool // on stdout
	errColour bool // on stderr

	object     []member // of --json
	problemSet generator.Problems
	commands   []string // of the last block
	written    bool     // the application was changed
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
	cyan   = "36"
	bold   = "1"
)

var verbColours = map[string]string{
	"create": green, "update": yellow, "merge": yellow, "remove": red, "conflict": red,
	"identical": blue, "skip": yellow, "sql": bold, "route": bold,
	string(diff.Kept): green, string(diff.Guarded): yellow, string(diff.Lost): red,
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

// notes prints what a person should know, also of a run that failed.
func (o *output) notes(p *generator.Plan) {
	if p == nil || o.quiet {
		return
	}
	for _, text := range p.Notes {
		o.say(yellow, "note", text)
	}
}

// list is a list that JSON shows as one also when it is empty.
func list[T any](items []T) []T { return append([]T{}, items...) }

// next is the last block: the commands that most people want now.
func (o *output) next(commands ...string) {
	o.commands = commands
	o.set("next", commands)
}

// problems prints what is wrong, each with its hint, and returns the exit
// code.
func (o *output) problems(problems generator.Problems) int {
	o.problemSet = problems
	for i, p := range problems {
		o.say(red, "error", p.Error())
		last := i+1 == len(problems) || problems[i+1].Hint != p.Hint
		if p.Hint != "" && last {
			o.say(yellow, "hint", p.Hint)
		}
	}
	return exitCodeOf(problems)
}

// say prints a message to stderr, after what is printed already. Further lines
// of it are indented.
func (o *output) say(colour, word, text string) {
	_ = o.stdout.Flush() // its error stays, and end tells it
	word = paint(o.errColour, colour, "gen: "+word+":")
	fmt.Fprintf(o.stderr, "%s %s\n", word, strings.ReplaceAll(text, "\n", "\n  "))
}

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

// end prints what comes last, and returns the exit code.
func (o *output) end(code int) int {
	if len(o.commands) > 0 {
		o.printf("\nNext:\n  %s\n", strings.Join(o.commands, "\n  "))
	}
	if o.json {
		o.set("problems", list(o.problemSet))
		o.set("exit_code", code)
		o.printObject()
	}
	if err := o.stdout.Flush(); err != nil && (code == 0 || o.written) {
		return o.unprinted(err)
	}
	return code
}

// unprinted says that the report got lost, and whether the work did.
func (o *output) unprinted(err error) int {
	text := "the report could not be printed: " + cause(err)
	if o.written {
		text = "everything is written, but " + text
	}
	fmt.Fprintf(o.stderr, "%s %s\n", paint(o.errColour, red, "gen: error:"), text)
	return 1
}

// printObject prints the facts in the order in which they were set.
func (o *output) printObject() {
	for i, m := range o.object {
		var value bytes.Buffer
		encoder := json.NewEncoder(&value)
		encoder.SetEscapeHTML(false)
		encoder.SetIndent("  ", "  ")
		if err := encoder.Encode(m.value); err != nil {
			panic(fmt.Sprintf("%s is no JSON: %v", m.key, err)) // all of them are plain structs
		}
		separator := ",\n"
		if i == 0 {
			separator = "{\n"
		}
		fmt.Fprintf(o.stdout, "%s  %q: %s", separator, m.key, bytes.TrimSpace(value.Bytes()))
	}
	fmt.Fprint(o.stdout, "\n}\n")
}
