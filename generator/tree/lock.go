package tree

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"github.com/gofrs/flock"
)

const (
	lockWait = 5 * time.Second
	lockPoll = 20 * time.Millisecond
)

// Lock keeps every other gen out of the folder until unlock is called or the
// process ends, however it ends. While another gen is at work it waits some
// seconds, then returns [ErrLocked].
func (d *Dir) Lock(ctx context.Context) (unlock func(), err error) {
	if err := d.makeStateDir(); err != nil {
		return nil, err
	}
	waiting, cancel := context.WithTimeout(ctx, d.wait)
	defer cancel()
	lock := flock.New(filepath.Join(d.name, filepath.FromSlash(lockFile)), flock.SetPermissions(0o644))
	if _, err := lock.TryLockContext(waiting, lockPoll); err != nil {
		lock.Close()
		switch {
		case ctx.Err() != nil:
			return nil, ctx.Err()
		case errors.Is(err, context.DeadlineExceeded):
			return nil, ErrLocked
		}
		return nil, fmt.Errorf("lock %s: %w", lockFile, err)
	}
	d.locked = true
	return func() {
		d.locked = false
		lock.Close()
	}, nil
}

// makeStateDir makes .gen. The lock is opened by its full path, so neither
// may be a link that leads elsewhere.
func (d *Dir) makeStateDir() error {
	there, err := d.exists(stateDir)
	if err != nil {
		return err
	}
	if !there {
		return d.root.MkdirAll(stateDir, 0o755)
	}
	info, err := d.root.Lstat(stateDir)
	if err != nil {
		return err
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder", stateDir)
	}
	_, err = d.sum(lockFile)
	return err
}
