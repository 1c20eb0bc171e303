package main

import (
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

// A gen that is killed at any moment leaves an application that the next run
// makes whole: all of the interrupted run, or nothing of it.
func TestKilled(t *testing.T) {
	const runs = 6
	random := rand.New(rand.NewPCG(1, 2))
	for range runs {
		dir := filepath.Join(t.TempDir(), "blog")
		gen(t, "", "new", dir, "-q")
		killed := command(dir, "resource", "post", "title", "body:text:optional", "price:decimal:10:2:optional")
		if err := killed.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(120)) * time.Millisecond)
		if err := killed.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = killed.Wait() // that it was killed is no news

		gen(t, dir, "resource", "post", "title", "body:text:optional", "price:decimal:10:2:optional")
		gen(t, dir, "check")
		migrations, err := filepath.Glob(filepath.Join(dir, "db/migrations/*.sql"))
		if err != nil || len(migrations) != 1 {
			t.Errorf("migrations: %v, %v", migrations, err)
		}
	}
}

// The same goes for a gen new: the next one completes it.
func TestKilledNew(t *testing.T) {
	const runs = 6
	random := rand.New(rand.NewPCG(3, 4))
	for range runs {
		dir := filepath.Join(t.TempDir(), "blog")
		killed := command("", "new", dir, "-q")
		if err := killed.Start(); err != nil {
			t.Fatal(err)
		}
		time.Sleep(time.Duration(random.IntN(80)) * time.Millisecond)
		if err := killed.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		_ = killed.Wait() // that it was killed is no news

		if _, err := os.Stat(filepath.Join(dir, "gen.lock")); err != nil {
			gen(t, "", "new", dir, "-q")
		} else {
			gen(t, dir, "apply") // all but the journal's end was in place
		}
		gen(t, dir, "check")
	}
}

// Two runs at the same time do one after the other what they were asked to.
func TestTwoAtOnce(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "blog")
	gen(t, "", "new", dir, "-q")
	other := command(dir, "resource", "post", "title")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	gen(t, dir, "resource", "page", "title")
	if err := other.Wait(); err != nil {
		t.Fatal(err)
	}
	gen(t, dir, "check")
	for _, name := range []string{"post", "page"} {
		if _, err := os.Stat(filepath.Join(dir, "web", name+".go")); err != nil {
			t.Error(err)
		}
	}
}

// command is gen in a process of its own, in dir.
func command(dir string, args ...string) *exec.Cmd {
	cmd := exec.Command(os.Args[0], args...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), asGen+"=1")
	return cmd
}

func gen(t *testing.T, dir string, args ...string) {
	t.Helper()
	if out, err := command(dir, args...).CombinedOutput(); err != nil {
		t.Fatalf("gen %q: %v\n%s", args, err, out)
	}
}
