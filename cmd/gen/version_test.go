package main

import "testing"

// gen.lock names releases only, and a gen that was built from a changed clone
// does not take itself for any other.
func TestVersion(t *testing.T) {
	for _, test := range []struct {
		version  version
		recorded string
		known    bool
	}{
		{"v1.2.3", "v1.2.3", true},
		{"v1.2.3-rc.1", "v1.2.3-rc.1", true},
		{"v0.0.0-20261121094500-0123456789ab", "dev", true},
		{"v0.0.0-20261121094500-0123456789ab+dirty", "dev", false},
		{"v1.2.3+dirty", "dev", false},
		{"dev", "dev", false},
	} {
		if got := test.version.recorded(); got != test.recorded {
			t.Errorf("%s is recorded as %s", test.version, got)
		}
		if got := test.version.build() != ""; got != test.known {
			t.Errorf("%s is known: %v", test.version, got)
		}
	}
	if thisVersion() == "" {
		t.Error("no version")
	}
}
