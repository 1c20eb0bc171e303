//go:build !(linux || darwin || freebsd)

package tree

// writable is answered by the attempt itself where there is no asking first.
func writable(string) error { return nil }
