// Command gen makes web applications from a definition, and keeps them in step
// with it.
//
// Each subcommand has a file of its own: an options struct, a constructor that
// declares flags and help, and a run method. What people read is printed by
// output.go, report.go and diff.go only.
package main

import (
	"context"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"github.com/seed-b1203020/gen/generator/sqlc"
)

func main() {
	if len(os.Args) > 1 && os.Args[1] == sqlc.Command {
		os.Exit(sqlc.Main(os.Args[2:]))
	}
	debug.SetGCPercent(400) // gen lives for a moment, and hardly needs to collect garbage
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is gen without its process: it returns the exit code.
func run(ctx context.Context, args []string, stdin io.Reader, stdout, stderr io.Writer) int {
	out := newOutput(stdout, stderr)
	root := newRoot(out)
	root.SetIn(stdin)
	root.SetArgs(args)
	return out.end(exitCode(out, root.ExecuteContext(ctx)))
}
