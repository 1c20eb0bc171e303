package e2e

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// A genRun is a run of gen that tests interrupt, watch or cripple.
type genRun struct {
	cmd            *exec.Cmd
	stdout, stderr bytes.Buffer
}

// genCommand prepares a run in dir.
func genCommand(dir string, args ...string) *genRun {
	r := &genRun{cmd: exec.Command(gen, args...)}
	r.cmd.Dir = dir
	r.cmd.Env = os.Environ()
	r.cmd.Stdout, r.cmd.Stderr = &r.stdout, &r.stderr
	return r
}

func (r *genRun) start(t *testing.T) {
	t.Helper()
	if err := r.cmd.Start(); err != nil {
		t.Fatal(err)
	}
}

// end waits for the run and returns its exit code, -1 if it was killed.
func (r *genRun) end(t *testing.T) int {
	t.Helper()
	if err := r.cmd.Wait(); err != nil && r.cmd.ProcessState == nil {
		t.Fatal(err)
	}
	return r.cmd.ProcessState.ExitCode()
}

// wantExit runs to the end and checks the exit code.
func (r *genRun) wantExit(t *testing.T, code int) {
	t.Helper()
	r.start(t)
	if got := r.end(t); got != code {
		t.Fatalf("%s: exit code %d, want %d\n%s%s", strings.Join(r.cmd.Args[1:], " "), got, code, &r.stdout, &r.stderr)
	}
}

// wantSaid checks that stderr holds each of the texts.
func (r *genRun) wantSaid(t *testing.T, texts ...string) {
	t.Helper()
	for _, text := range texts {
		if !strings.Contains(r.stderr.String(), text) {
			t.Errorf("%s: stderr does not say %q:\n%s", strings.Join(r.cmd.Args[1:], " "), text, &r.stderr)
		}
	}
}

// A victim is a command that is killed, in a copy of a folder.
type victim struct {
	name   string
	folder func(t *testing.T) string // what is there before
	app    string                    // the application, in the folder
	args   []string
}

const crashDefinition = `
app: blog
resources:
  author:
    fields: {name: string, email: email:unique}
  post:
    fields: {title: "string:120", body: text, author: references}
`

var crashAddition = []string{"resource", "comment", "post:references:cascade", "body:text", "rating:int:default=0"}

func victims() []victim {
	existing := func(t *testing.T) string { return filepath.Dir(newApp(t, "sqlite", crashDefinition)) }
	return []victim{
		{"new", func(t *testing.T) string {
			dir := t.TempDir()
			write(t, filepath.Join(dir, "definition.yaml"), crashDefinition)
			return dir
		}, "blog", []string{"new", "blog", "--from", "definition.yaml"}},
		{"resource", existing, "blog", append([]string{"-C", "blog"}, crashAddition...)},
		{"apply", func(t *testing.T) string {
			dir := existing(t)
			edit(t, filepath.Join(dir, "blog/gen.yaml"), "resources:\n", "resources:\n  tag: {fields: {label: string}}\n")
			return dir
		}, "blog", []string{"-C", "blog", "apply"}},
	}
}

// kills is how often each command is killed.
const kills = 10

// A gen that was killed at any moment leaves an application that the same
// command completes, to the byte like one that was never disturbed.
func TestKilled(t *testing.T) {
	for _, v := range victims() {
		t.Run(v.name, func(t *testing.T) {
			before := v.folder(t)
			reference := copyOf(t, before)
			begin := time.Now()
			genCommand(reference, v.args...).wantExit(t, 0)
			length := time.Since(begin)
			complete := snapshot(t, filepath.Join(reference, v.app))

			var notes []string
			for i := range kills {
				dir := copyOf(t, before)
				kill(t, v, dir, i, length)
				notes = append(notes, finish(t, v, dir, complete))
			}
			t.Logf("of %d runs that were killed, completed later: %d, dropped: %d", kills,
				count(notes, "completed an interrupted run"), count(notes, "interrupted before it changed"))
			if count(notes, "interrupted") == 0 {
				t.Error("no run was killed while it wrote")
			}
		})
	}
}

// kill starts a run and kills it: every other time as soon as it begins to
// write or has just committed, otherwise at a moment of its usual length.
func kill(t *testing.T, v victim, dir string, i int, length time.Duration) {
	t.Helper()
	r := genCommand(dir, v.args...)
	r.cmd.Env = append(r.cmd.Env, "TMPDIR="+filepath.Dir(gen)) // where what it leaves is removed at last
	r.start(t)
	done := make(chan int, 1)
	go func() { done <- r.end(t) }()
	switch state := filepath.Join(dir, v.app, ".gen"); i % 4 {
	case 0:
		waitFor(filepath.Join(state, "stage"), done)
		time.Sleep(rand.N(5 * time.Millisecond))
	case 2:
		waitFor(filepath.Join(state, "journal"), done)
		time.Sleep(rand.N(5 * time.Millisecond))
	default:
		time.Sleep(length * time.Duration(i) / kills)
	}
	r.cmd.Process.Kill() // it may have ended by itself
	done <- <-done
}

// waitFor returns when path is there or a run is done.
func waitFor(path string, done chan int) {
	for len(done) == 0 {
		if _, err := os.Lstat(path); err == nil {
			return
		}
		time.Sleep(50 * time.Microsecond)
	}
}

// finish runs a killed command again, and returns what that says.
func finish(t *testing.T, v victim, dir string, complete map[string]string) string {
	t.Helper()
	app := filepath.Join(dir, v.app)
	again := genCommand(dir, v.args...)
	if _, err := os.Stat(filepath.Join(app, "gen.lock")); err == nil && v.name == "new" {
		again = genCommand(app, "apply") // all that was left to do, if anything
	}
	again.wantExit(t, 0)
	wantSame(t, complete, snapshot(t, app))
	for _, left := range []string{".gen/stage", ".gen/journal"} {
		if _, err := os.Lstat(filepath.Join(app, left)); err == nil {
			t.Errorf("%s is left", left)
		}
	}
	last := genCommand(app, "apply")
	last.wantExit(t, 0)
	if !strings.Contains(last.stdout.String(), "nothing to do") {
		t.Errorf("gen apply = %q, want nothing to do", &last.stdout)
	}
	return again.stderr.String()
}

func count(texts []string, part string) int {
	n := 0
	for _, text := range texts {
		if strings.Contains(text, part) {
			n++
		}
	}
	return n
}

func copyOf(t *testing.T, dir string) string {
	t.Helper()
	to := filepath.Join(t.TempDir(), "copy")
	if err := os.CopyFS(to, os.DirFS(dir)); err != nil {
		t.Fatal(err)
	}
	return to
}

func write(t *testing.T, path, text string) {
	t.Helper()
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

// Of several gens that start at once each does its work, one after the other.
func TestManyAtOnce(t *testing.T) {
	app := newApp(t, "sqlite", crashDefinition)
	var runs []*genRun
	for i := range 4 {
		runs = append(runs, genCommand(app, "resource", fmt.Sprintf("item%d", i), "title", "post:references"))
	}
	for _, r := range runs {
		r.start(t)
	}
	for _, r := range runs {
		if code := r.end(t); code != 0 {
			t.Errorf("exit code %d\n%s", code, &r.stderr)
		}
	}
	want(t, 0, app, gen, "check")
	if n := len(glob(t, app, "db/migrations/*_create_item*.sql")); n != 4 {
		t.Errorf("%d migrations, want 4", n)
	}
}

// Two gens that make the same application make one.
func TestNewTwiceAtOnce(t *testing.T) {
	dir := t.TempDir()
	first, second := genCommand(dir, "new", "blog"), genCommand(dir, "new", "blog")
	first.start(t)
	second.start(t)
	codes := []int{first.end(t), second.end(t)}
	if codes[0] != 0 && codes[1] != 0 {
		t.Errorf("exit codes %v, want a 0\n%s%s", codes, &first.stderr, &second.stderr)
	}
	for i, r := range []*genRun{first, second} {
		if codes[i] != 0 && !strings.Contains(r.stderr.String(), "gen: hint: ") {
			t.Errorf("exit code %d without a hint:\n%s", codes[i], &r.stderr)
		}
	}
	want(t, 0, filepath.Join(dir, "blog"), gen, "check")
}

func glob(t *testing.T, app, pattern string) []string {
	t.Helper()
	paths, err := filepath.Glob(filepath.Join(app, pattern))
	if err != nil {
		t.Fatal(err)
	}
	return paths
}

// Where the disk refuses, nothing changes and the message says what is wrong.
func TestRefusedByTheDisk(t *testing.T) {
	t.Run("read-only folder", func(t *testing.T) {
		app := newApp(t, "sqlite", crashDefinition)
		for _, folder := range []string{".", "web/templates", "db/migrations"} {
			before := snapshot(t, app)
			r := genCommand(app, crashAddition...)
			asOrdinaryUser(t, r.cmd, app)
			if err := os.Chmod(filepath.Join(app, folder), 0o555); err != nil {
				t.Fatal(err)
			}
			r.wantExit(t, 1)
			if err := os.Chmod(filepath.Join(app, folder), 0o777); err != nil {
				t.Fatal(err)
			}
			r.wantSaid(t, "gen: error: ", "permission denied")
			if folder != "." {
				r.wantSaid(t, folder)
			}
			wantSame(t, before, snapshot(t, app))
		}
		genCommand(app, crashAddition...).wantExit(t, 0)
	})
	t.Run("no folder can be made", func(t *testing.T) {
		dir := t.TempDir()
		r := genCommand(dir, "new", "blog")
		asOrdinaryUser(t, r.cmd, dir)
		if err := os.Chmod(dir, 0o555); err != nil {
			t.Fatal(err)
		}
		r.wantExit(t, 1)
		r.wantSaid(t, "gen: error: ", "permission denied")
	})
	t.Run("no space", func(t *testing.T) {
		app := newApp(t, "sqlite", crashDefinition)
		before := snapshot(t, app)
		refused := 0
		for blocks := 1; ; blocks *= 2 {
			r := genCommand(app, crashAddition...)
			r.limit(t, blocks)
			r.start(t)
			if code := r.end(t); code == 0 {
				break
			} else if code != 1 || strings.Contains(r.stderr.String(), "defect") {
				t.Errorf("files of %d blocks: exit code %d\n%s", blocks, code, &r.stderr)
			}
			r.wantSaid(t, "gen: error: ", "file too large")
			wantSame(t, before, snapshot(t, app))
			refused++
		}
		if refused < 3 {
			t.Errorf("refused %d times", refused)
		}
		want(t, 0, app, gen, "check")
	})
}

// limit lets the disk take files of at most some blocks, as if it was full.
func (r *genRun) limit(t *testing.T, blocks int) {
	t.Helper()
	sh, err := exec.LookPath("sh")
	if err != nil {
		t.Fatal(err)
	}
	script := fmt.Sprintf(`ulimit -f %d; exec "$@"`, blocks)
	r.cmd.Path, r.cmd.Args = sh, append([]string{"sh", "-c", script, "sh", gen}, r.cmd.Args[1:]...)
}

// What an editor saves while gen writes is never lost: either gen stops and
// leaves it, or it comes after what gen wrote.
func TestSavedMeanwhile(t *testing.T) {
	app := newApp(t, "sqlite", crashDefinition)
	for range 10 {
		dir := copyOf(t, app)
		page := filepath.Join(dir, "web/templates/post/show.html")
		saved := snapshot(t, dir)["web/templates/post/show.html"] + "<!-- mine -->\n"
		write(t, page+"~", saved)
		r := genCommand(dir, "resource", "post", "summary:string:optional")
		r.start(t)
		done := make(chan int, 1)
		go func() { done <- r.end(t) }()
		waitFor(filepath.Join(dir, ".gen/journal"), done)
		time.Sleep(rand.N(10 * time.Millisecond))
		if err := os.Rename(page+"~", page); err != nil {
			t.Fatal(err)
		}
		code := <-done
		if text, err := os.ReadFile(page); err != nil || string(text) != saved {
			t.Errorf("exit code %d, and what was saved is gone: %v\n%s", code, err, &r.stderr)
		}
		if code == 0 {
			continue // saved after gen's
		}
		r.wantSaid(t, "web/templates/post/show.html", "gen: hint: ")
		if err := os.Rename(page, page+".mine"); err != nil {
			t.Fatal(err)
		}
		genCommand(dir, "resource", "post", "summary:string:optional").wantExit(t, 0)
		genCommand(dir, "check").wantExit(t, 0)
	}
}

// asOrdinaryUser lets a command run by root do what others may do.
func asOrdinaryUser(t *testing.T, cmd *exec.Cmd, dir string) {
	t.Helper()
	if os.Geteuid() != 0 {
		return
	}
	const nobody = 65534
	cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	err := filepath.WalkDir(dir, func(path string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chown(path, nobody, nobody)
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, reached := range []string{gen, dir} { // t.TempDir and MkdirTemp are closed to others
		for parent := filepath.Dir(reached); parent != os.TempDir() && parent != "/"; parent = filepath.Dir(parent) {
			if err := os.Chmod(parent, 0o755); err != nil {
				t.Fatal(err)
			}
		}
	}
}
