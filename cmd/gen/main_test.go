package main

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/seed-b1203020/gen/generator/sqlc"
)

// asGen makes the test binary gen itself, for tests that need a process.
const asGen = "TEST_AS_GEN"

func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == sqlc.Command {
		os.Exit(sqlc.Main(os.Args[2:]))
	}
	if os.Getenv(asGen) != "" {
		main()
		return
	}
	testscript.Main(m, map[string]func(){"gen": main})
}

func TestScripts(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"exits":     exits,
			"remember":  remember,
			"unchanged": unchanged,
			"changed":   changed,
			"edit":      edit,
			"lines":     lines,
		},
	})
}

// Each command has a script that uses it, and examples and exit codes in its
// help.
func TestEachCommandIsShown(t *testing.T) {
	scripts := readScripts(t)
	for _, cmd := range leaves(newRoot(newOutput(new(bytes.Buffer), new(bytes.Buffer)))) {
		checkHelp(t, cmd)
		script := strings.Fields(cmd.CommandPath())[1] + ".txtar"
		if _, err := os.Stat(filepath.Join("testdata/script", script)); err != nil {
			t.Errorf("%s has no script of its own: %v", cmd.CommandPath(), err)
		}
		cmd.Flags().VisitAll(func(f *pflag.Flag) {
			if !strings.Contains(scripts, "--"+f.Name) {
				t.Errorf("no script uses %s --%s", cmd.CommandPath(), f.Name)
			}
		})
	}
}

// leaves are the commands below cmd that do something themselves.
func leaves(cmd *cobra.Command) []*cobra.Command {
	var list []*cobra.Command
	for _, c := range cmd.Commands() {
		if c.HasSubCommands() {
			list = append(list, leaves(c)...)
		} else {
			list = append(list, c)
		}
	}
	return list
}

func checkHelp(t *testing.T, cmd *cobra.Command) {
	name := cmd.CommandPath()
	if !strings.Contains(cmd.Example, name) {
		t.Errorf("%s has no example", name)
	}
	if !strings.Contains(cmd.Long, "Exit codes:") {
		t.Errorf("the help of %s does not say its exit codes", name)
	}
	for line := range strings.Lines(cmd.Long + "\n" + cmd.Example) {
		if len([]rune(strings.TrimRight(line, "\n"))) > 85 {
			t.Errorf("%s: a line of help is too long: %q", name, line)
		}
	}
}

func readScripts(t *testing.T) string {
	paths, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, path := range paths {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.HasPrefix(data, []byte("# ")) {
			t.Errorf("%s does not begin by saying what it shows", path)
		}
		all.Write(data)
	}
	return all.String()
}
