// Package e2e holds tests of gen and of the applications that it emits, as
// their users have them: with the built command, in an empty folder, on both
// databases, and in a browser.
package e2e

import (
	"bytes"
	"context"
	"fmt"
	"io/fs"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// gen and staticcheck are the built commands.
var gen, staticcheck string

// goFlags let the go command make an application for a test: optimized less, and
// the same in every folder, so that a package that another application or
// another run had already is not compiled again. Tests run, however often they
// passed.
const goFlags = "-trimpath -gcflags=blog/...=-l -ldflags=-w -count=1"

// now is the second in which gen runs, so that equal definitions give equal
// applications.
const now = "1795000000"

func TestMain(m *testing.M) {
	os.Exit(func() int {
		dir, err := os.MkdirTemp("", "gen-e2e")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer os.RemoveAll(dir)
		os.Setenv("GOFLAGS", os.Getenv("GOFLAGS")+" "+goFlags)
		os.Setenv("SOURCE_DATE_EPOCH", now)
		os.Setenv("GOGC", "400") // compilers and linters take a fifth less time, and more memory
		gen, staticcheck = filepath.Join(dir, "gen"), filepath.Join(dir, "staticcheck")
		for program, pkg := range map[string]string{gen: "../cmd/gen", staticcheck: "honnef.co/go/tools/cmd/staticcheck"} {
			if out, err := exec.Command("go", "build", "-o", program, pkg).CombinedOutput(); err != nil {
				fmt.Fprintf(os.Stderr, "build %s: %v\n%s", pkg, err, out)
				return 1
			}
		}
		return m.Run()
	}())
}

// databases are the values of --db. Every test runs on both.
var databases = []string{"sqlite", "postgres"}

// onBoth runs a test for each database, both at once.
func onBoth(t *testing.T, test func(t *testing.T, database string)) {
	for _, database := range databases {
		t.Run(database, func(t *testing.T) {
			t.Parallel()
			test(t, database)
		})
	}
}

// run runs a command in dir and returns what it prints and its exit code.
func run(t *testing.T, dir, name string, args ...string) (string, int) {
	t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	return output(t, cmd)
}

// output runs cmd and returns what it prints and its exit code.
func output(t *testing.T, cmd *exec.Cmd) (string, int) {
	t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil && cmd.ProcessState == nil {
		t.Fatalf("%s: %v", cmd.Path, err)
	}
	return string(out), cmd.ProcessState.ExitCode()
}

// want runs a command that has to end with code, and returns what it prints.
func want(t *testing.T, code int, dir, name string, args ...string) string {
	t.Helper()
	out, got := run(t, dir, name, args...)
	if got != code {
		t.Fatalf("%s %s: exit code %d, want %d\n%s", filepath.Base(name), strings.Join(args, " "), got, code, out)
	}
	return out
}

// newApp emits an application from a definition, "" for none, and returns its
// folder.
func newApp(t *testing.T, database, definition string) string {
	t.Helper()
	dir := t.TempDir()
	args := []string{"new", "blog", "--db", database}
	if definition != "" {
		file := filepath.Join(dir, "definition.yaml")
		if err := os.WriteFile(file, []byte(definition), 0o600); err != nil {
			t.Fatal(err)
		}
		args = append(args, "--from", file)
	}
	want(t, 0, dir, gen, args...)
	return filepath.Join(dir, "blog")
}

// wantGreen checks an application as its reviewer would: formatted, vetted,
// linted, tested, and left alone by another run of gen.
func wantGreen(t *testing.T, app string) {
	t.Helper()
	before := snapshot(t, app)
	if out := want(t, 0, app, "gofmt", "-l", "."); out != "" {
		t.Errorf("gofmt would change:\n%s", out)
	}
	want(t, 0, app, "go", "vet", "./...")
	want(t, 0, app, staticcheck, "./...")
	if out := want(t, 0, app, "go", "test", "-vet=off", "./..."); strings.Contains(out, "SKIP") {
		t.Errorf("tests were skipped:\n%s", out)
	}
	if out := want(t, 0, app, gen, "apply"); !strings.Contains(out, "nothing to do") {
		t.Errorf("gen apply = %q, want nothing to do", out)
	}
	want(t, 0, app, gen, "check")
	wantSame(t, before, snapshot(t, app))
}

// snapshot is the content of every file below dir, but for locks.
func snapshot(t *testing.T, dir string) map[string]string {
	t.Helper()
	files := map[string]string{}
	err := fs.WalkDir(os.DirFS(dir), ".", func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() || path == ".gen/lock" || strings.HasPrefix(path, ".gen/undo/") {
			return err
		}
		data, err := os.ReadFile(filepath.Join(dir, path))
		files[path] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func wantSame(t *testing.T, before, after map[string]string) {
	t.Helper()
	for path, text := range before {
		if got, ok := after[path]; !ok {
			t.Errorf("%s is gone", path)
		} else if got != text {
			t.Errorf("%s changed", path)
		}
	}
	for path := range after {
		if _, ok := before[path]; !ok {
			t.Errorf("%s is new", path)
		}
	}
}

// A server is a running application.
type server struct {
	url      string
	database string // DATABASE_URL
	cmd      *exec.Cmd
	log      *bytes.Buffer
}

// serve builds an application and starts it on an empty database, with
// variables such as "APP_ENV=staging" in its environment.
func serve(t *testing.T, app, database string, env ...string) *server {
	t.Helper()
	return start(t, app, emptyDatabase(t, database), env...)
}

// start builds an application and starts it on the database at url.
func start(t *testing.T, app, url string, env ...string) *server {
	t.Helper()
	program := filepath.Join(t.TempDir(), "blog")
	want(t, 0, app, "go", "build", "-o", program, ".")
	address := freeAddress(t)
	s := &server{url: "http://" + address, database: url, cmd: exec.Command(program), log: new(bytes.Buffer)}
	s.cmd.Env = append(append(os.Environ(), "ADDR="+address, "DATABASE_URL="+url), env...)
	s.cmd.Stdout, s.cmd.Stderr = s.log, s.log
	if err := s.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.stop(t) })
	for range 200 {
		if res, err := http.Get(s.url + "/readyz"); err == nil {
			res.Body.Close()
			return s
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatalf("%s does not answer:\n%s", s.url, s.log)
	return nil
}

// ports counts those that were given. They are below those that systems give to
// clients, one of which could take a port before the application does.
var ports atomic.Int64

// freeAddress is one that nobody listens on, and no other test gets.
func freeAddress(t *testing.T) string {
	t.Helper()
	for range 1000 {
		address := fmt.Sprintf("localhost:%d", 10_000+(int64(os.Getpid())+ports.Add(1))%10_000)
		if listener, err := net.Listen("tcp", address); err == nil {
			listener.Close()
			return address
		}
	}
	t.Fatal("no port is free")
	return ""
}

// stop ends the application as an administrator would.
func (s *server) stop(t *testing.T) {
	t.Helper()
	if s.cmd.ProcessState != nil {
		return
	}
	if err := s.cmd.Process.Signal(os.Interrupt); err != nil {
		t.Error(err)
	}
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("application ended with %v:\n%s", err, s.log)
	}
}

// emptyDatabase makes a database that is gone when the test ends.
func emptyDatabase(t *testing.T, database string) string {
	t.Helper()
	if database == "sqlite" {
		return filepath.Join(t.TempDir(), "blog.db")
	}
	url := os.Getenv("TEST_DATABASE_URL")
	if url == "" {
		t.Fatal("TEST_DATABASE_URL is not set; scripts/test starts a server and sets it")
	}
	config, err := pgx.ParseConfig(url)
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("e2e_%d", time.Now().UnixNano())
	admin := func(sql string) {
		conn, err := pgx.ConnectConfig(context.Background(), config)
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), sql); err != nil {
			t.Fatal(err)
		}
	}
	admin("CREATE DATABASE " + name)
	t.Cleanup(func() { admin("DROP DATABASE " + name + " WITH (FORCE)") })
	return fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable", config.User, config.Host, config.Port, name)
}

// edit replaces text in a file, as a person would.
func edit(t *testing.T, path, old, new string) {
	t.Helper()
	data, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), old) {
		t.Fatalf("%s does not contain %q", path, old)
	}
	if err := os.WriteFile(path, []byte(strings.Replace(string(data), old, new, 1)), 0o600); err != nil {
		t.Fatal(err)
	}
}
