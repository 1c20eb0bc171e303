//go:build !linux

package tree

// exchange swaps two files in one step, where the system can.
func (d *Dir) exchange(string, string) (bool, error) { return false, nil }
