package e2e

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// node is the folder with what tests need from npm.
const node = "testdata/node"

// npm is the path of a program that comes from npm.
func npm(t *testing.T, program string) string {
	t.Helper()
	path, err := filepath.Abs(filepath.Join(node, "node_modules/.bin", program))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v; scripts/test installs it", err)
	}
	return path
}

const clientDefinition = `
app: blog
resources:
  author:
    fields: {name: string}
  tag:
    fields: {name: string}
  post:
    fields:
      title: string:40
      body: text:search
      status: enum:draft:published:default=draft
      rank: int:default=0
      price: decimal:10:2:optional
      views: int:default=0:readonly
      secret: string:optional:private
      author: references
      editor: references:author:optional:nullify
      tags: many
`

// A client of an application passes tsc and does its work in Node.
func TestTypeScriptClient(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		app := newApp(t, database, clientDefinition)
		dir := compileClient(t, app, "use.ts", "types.ts")
		s := serve(t, app, database)
		out := want(t, 0, dir, "node", "out/use.js", s.url)
		if out != "done\n" {
			t.Errorf("use.ts printed %q", out)
		}
	})
}

// Clients of any application pass tsc, whatever its names are.
func TestTypeScriptOfAwkwardNames(t *testing.T) {
	names, err := os.ReadFile("testdata/names.yaml")
	if err != nil {
		t.Fatal(err)
	}
	for _, definition := range []string{string(names), described(), everything(t)} {
		compileClient(t, newApp(t, "sqlite", definition))
	}
}

// compileClient makes a client of an application, and compiles it together with
// some of the files in testdata. It returns the folder.
func compileClient(t *testing.T, app string, with ...string) string {
	t.Helper()
	dir := t.TempDir()
	want(t, 0, app, gen, "client", "ts", "--out", filepath.Join(dir, "client.ts"))
	for _, name := range append(with, "package.json", "tsconfig.json") {
		data, err := os.ReadFile(filepath.Join(node, name))
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), data, 0o600); err != nil {
			t.Fatal(err)
		}
	}
	modules, err := filepath.Abs(filepath.Join(node, "node_modules"))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(modules, filepath.Join(dir, "node_modules")); err != nil {
		t.Fatal(err)
	}
	want(t, 0, dir, npm(t, "tsc"), "-p", ".")
	return dir
}

// Those who lint documents for a living find nothing.
func TestOpenAPIPassesLinters(t *testing.T) {
	for name, definition := range map[string]string{"client": clientDefinition, "described": described(), "slugs": addressed} {
		app := newApp(t, "sqlite", definition)
		document := filepath.Join(app, "web", "openapi.json")
		for _, linter := range [][]string{
			{"redocly", "lint", "--config", "redocly.yaml", document},
			{"spectral", "lint", "--fail-severity", "hint", "--ruleset", "spectral.yaml", document},
		} {
			cmd := exec.Command(npm(t, linter[0]), linter[1:]...)
			cmd.Dir = node
			cmd.Env = append(os.Environ(), "REDOCLY_TELEMETRY=off", "REDOCLY_SUPPRESS_UPDATE_NOTICE=true")
			if out, err := cmd.CombinedOutput(); err != nil {
				t.Errorf("%s of %s: %v\n%s", linter[0], name, err, out)
			}
		}
	}
}
