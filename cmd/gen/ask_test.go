package main

import (
	"bytes"
	"context"
	"io"
	"os"
	"strings"
	"testing"
)

func TestAsk(t *testing.T) {
	for answer, want := range map[string]bool{
		"y\n": true, "Y\r\n": true, "yes\n": true, " Yes \n": true, "y": true,
		"": false, "\n": false, "n\n": false, "no\n": false, "yep\n": false, "\ny\n": false,
	} {
		var stdout, stderr bytes.Buffer
		out := newOutput(&stdout, &stderr)
		out.printf("what is lost\n")
		if got := out.ask(t.Context(), strings.NewReader(answer), "delete it?"); got != want {
			t.Errorf("%q is taken for %v", answer, got)
		}
		if stdout.String() != "what is lost\n" || stderr.String() != "delete it? [y/N] " {
			t.Errorf("printed %q and %q", &stdout, &stderr)
		}
	}
}

// An interrupt is no, although nothing is typed any more.
func TestAskInterrupted(t *testing.T) {
	in, typed := io.Pipe()
	defer typed.Close()
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if newOutput(new(bytes.Buffer), new(bytes.Buffer)).ask(ctx, in, "delete it?") {
		t.Error("an interrupt is taken for yes")
	}
}

func TestTerminals(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	defer null.Close()
	if isTerminal(null) || isTerminal(strings.NewReader("y\n")) {
		t.Error("nobody is there to answer")
	}
}
