package tree

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"strconv"
	"testing"
	"time"
)

// victimEnv names the folder in which the test binary, started again by
// TestKill, writes until it is killed.
const victimEnv = "TREE_TEST_VICTIM"

const victimFiles = 200

func TestMain(m *testing.M) {
	if dir := os.Getenv(victimEnv); dir != "" {
		fmt.Fprintln(os.Stderr, writeForever(dir))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever writes one round after the other, and takes every second one
// back: every file says its round, and half of the files have a name of their
// round.
func writeForever(dir string) error {
	d, err := Open(dir)
	if err != nil {
		return err
	}
	if _, err := d.Lock(context.Background()); err != nil {
		return err
	}
	if _, err := d.Recover(); err != nil {
		return err
	}
	fmt.Println("writing")
	for {
		for _, step := range []func(*Dir) error{writeRound, writeRound, takeBack} {
			if err := step(d); err != nil {
				return err
			}
		}
	}
}

func writeRound(d *Dir) error {
	round, err := currentRound(d)
	if err != nil {
		return err
	}
	return d.Write(roundChanges(round+1), roundLast(round+1))
}

func currentRound(d *Dir) (int, error) {
	data, err := d.Read("gen.lock")
	if errors.Is(err, fs.ErrNotExist) {
		return 0, nil
	}
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(string(data))
}

func roundFile(round, i int) string {
	if i%2 == 0 {
		return fmt.Sprintf("web/%d.go", i)
	}
	return fmt.Sprintf("web/round%d/%d.go", round, i)
}

func roundChanges(round int) []Change {
	before, now := []byte(strconv.Itoa(round-1)), []byte(strconv.Itoa(round))
	var changes []Change
	for i := range victimFiles {
		c := Change{Path: roundFile(round, i), Data: now}
		switch {
		case round > 1 && i%2 == 0:
			c.Was = Sum(before)
		case round > 1:
			changes = append(changes, Change{Path: roundFile(round-1, i), Was: Sum(before), Remove: true})
		}
		changes = append(changes, c)
	}
	return changes
}

func roundLast(round int) Change {
	c := Change{Path: "gen.lock", Data: []byte(strconv.Itoa(round))}
	if round > 1 {
		c.Was = Sum([]byte(strconv.Itoa(round - 1)))
	}
	return c
}

func roundContents(round int) files {
	want := files{"gen.lock": strconv.Itoa(round)}
	for i := range victimFiles {
		want[roundFile(round, i)] = strconv.Itoa(round)
	}
	return want
}

// TestKill kills a process with SIGKILL while it writes, and checks each time
// that the folder is of one round.
func TestKill(t *testing.T) {
	dir := t.TempDir()
	d, unlock := locked(t, dir)
	begin := time.Now()
	if err := writeRound(d); err != nil {
		t.Fatal(err)
	}
	pace := time.Since(begin)
	unlock()

	var finished, dropped, last int
	for kills := 0; kills < 5 || kills < 20 && time.Since(begin) < 3*time.Second; kills++ {
		killVictim(t, dir, rand.N(2*pace))
		r, round := recoverRound(t, dir)
		if round < last-1 {
			t.Errorf("round %d came after round %d, and one at most was taken back", round, last)
		}
		last = round
		if r.Finished != nil {
			finished++
		}
		if r.Dropped {
			dropped++
		}
	}
	t.Logf("%d rounds; writes completed later: %d, dropped: %d", last, finished, dropped)
	if finished+dropped == 0 {
		t.Error("no write was ever interrupted")
	}
}

func recoverRound(t *testing.T, dir string) (Recovery, int) {
	t.Helper()
	d, unlock := locked(t, dir)
	defer unlock()
	r, err := d.Recover()
	if err != nil {
		t.Fatal(err)
	}
	round, err := currentRound(d)
	if err != nil {
		t.Fatal(err)
	}
	if want := roundContents(round); !maps.Equal(contents(t, dir), want) {
		t.Fatalf("after %+v the folder is not that of round %d", r, round)
	}
	return r, round
}

// killVictim starts a writer and kills it some time after it began.
func killVictim(t *testing.T, dir string, after time.Duration) {
	t.Helper()
	exe, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	victim := exec.Command(exe)
	victim.Env = append(os.Environ(), victimEnv+"="+dir)
	victim.Stderr = os.Stderr
	output, err := victim.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := victim.Start(); err != nil {
		t.Fatal(err)
	}
	if _, err := bufio.NewReader(output).ReadString('\n'); err != nil {
		t.Errorf("the writer did not begin: %v", err)
	}
	time.Sleep(after)
	if err := victim.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	if err := victim.Wait(); err == nil || victim.ProcessState.Exited() {
		t.Fatalf("the writer ended by itself: %v", err)
	}
}
