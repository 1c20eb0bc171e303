package tree

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestLockKeepsOthersOut(t *testing.T) {
	dir := t.TempDir()
	_, unlock := locked(t, dir)
	second := open(t, dir)
	second.wait = 50 * time.Millisecond
	if _, err := second.Lock(t.Context()); !errors.Is(err, ErrLocked) {
		t.Errorf("error is %v, want ErrLocked", err)
	}
	unlock()
	unlockSecond, err := second.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	unlockSecond()
}

func TestLockWaits(t *testing.T) {
	dir := t.TempDir()
	_, unlock := locked(t, dir)
	time.AfterFunc(60*time.Millisecond, unlock)
	second := open(t, dir)
	unlockSecond, err := second.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	unlockSecond()
}

func TestLockCanceled(t *testing.T) {
	dir := t.TempDir()
	locked(t, dir)
	ctx, cancel := context.WithTimeout(t.Context(), 30*time.Millisecond)
	defer cancel()
	if _, err := open(t, dir).Lock(ctx); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("error is %v, want the context's", err)
	}
}

func TestLockIsNeeded(t *testing.T) {
	d := open(t, t.TempDir())
	if err := d.Write([]Change{{Path: "a"}}); !errors.Is(err, errNotLocked) {
		t.Errorf("Write without the lock: %v", err)
	}
	if _, err := d.Recover(); !errors.Is(err, errNotLocked) {
		t.Errorf("Recover without the lock: %v", err)
	}
	unlock, err := d.Lock(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	unlock()
	if err := d.Write([]Change{{Path: "a"}}); !errors.Is(err, errNotLocked) {
		t.Errorf("Write after unlock: %v", err)
	}
}

func TestLockRefusesLinks(t *testing.T) {
	for _, link := range []string{stateDir, lockFile} {
		t.Run(link, func(t *testing.T) {
			outside, dir := t.TempDir(), t.TempDir()
			full := filepath.Join(dir, link)
			if err := os.MkdirAll(filepath.Dir(full), 0o755); err != nil {
				t.Fatal(err)
			}
			if err := os.Symlink(filepath.Join(outside, "new"), full); err != nil {
				t.Fatal(err)
			}
			if _, err := open(t, dir).Lock(t.Context()); err == nil {
				t.Error("Lock follows the link")
			}
			wantContents(t, outside, files{})
		})
	}
}
