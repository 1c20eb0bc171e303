package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/term"
)

// errDeclined ends a command with exit code 3: a person was asked, and did not
// say yes.
var errDeclined = errors.New("not agreed to")

// isTerminal reports whether a person can answer.
func isTerminal(in io.Reader) bool {
	file, ok := in.(*os.File)
	return ok && term.IsTerminal(int(file.Fd()))
}

// ask asks a person a question. Anything but yes is no: another answer, the
// end of input, and an interrupt.
func (o *output) ask(ctx context.Context, in io.Reader, question string) bool {
	_ = o.stdout.Flush() // its error stays, and end tells it
	fmt.Fprintf(o.stderr, "%s [y/N] ", question)
	answer := make(chan string, 1)
	go func() {
		line, _ := bufio.NewReader(in).ReadString('\n') // what cannot be read is no
		answer <- line
	}()
	select {
	case line := <-answer:
		return slices.Contains([]string{"y", "yes"}, strings.ToLower(strings.TrimSpace(line)))
	case <-ctx.Done():
		fmt.Fprintln(o.stderr)
		return false
	}
}
