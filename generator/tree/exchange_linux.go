package tree

import (
	"os"
	"path"

	"golang.org/x/sys/unix"
)

// exchange swaps two files in one step, so that what an editor saved a moment
// ago ends up at the other name and not nowhere. It reports false where the
// file system cannot do that.
func (d *Dir) exchange(a, b string) (bool, error) {
	from, err := d.root.Open(path.Dir(a))
	if err != nil {
		return false, err
	}
	defer from.Close()
	to, err := d.root.Open(path.Dir(b))
	if err != nil {
		return false, err
	}
	defer to.Close()
	err = unix.Renameat2(int(from.Fd()), path.Base(a), int(to.Fd()), path.Base(b), unix.RENAME_EXCHANGE)
	if err == unix.EINVAL || err == unix.ENOSYS || err == unix.ENOENT || err == unix.EXDEV {
		return false, nil
	}
	if err != nil {
		return false, &os.LinkError{Op: "exchange", Old: a, New: b, Err: err}
	}
	return true, nil
}
