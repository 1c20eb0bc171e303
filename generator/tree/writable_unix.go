//go:build linux || darwin || freebsd

package tree

import "syscall"

// writable reports why this process may not add or remove files in dir.
func writable(dir string) error {
	const writeAndSearch = 2 | 1
	return syscall.Access(dir, writeAndSearch)
}
