package main

import (
	"runtime"
	"runtime/debug"
	"strings"

	"github.com/spf13/cobra"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/seed-b1203020/gen/generator/sqlc"
)

type versionOptions struct{ *global }

func newVersion(g *global) *cobra.Command {
	o := &versionOptions{global: g}
	return &cobra.Command{
		Use:   "version",
		Short: "Print the version of gen",
		Long: `Print the version of gen, of the Go that built it, and of the sqlc inside it.

Exit codes: 0 printed.`,
		Example: `  gen version
  gen version --json`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(*cobra.Command, []string) error { return o.run() },
	}
}

func (o *versionOptions) run() error {
	v := thisVersion()
	o.out.set("version", string(v))
	o.out.set("go", runtime.Version())
	o.out.set("sqlc", sqlc.Version)
	o.out.printf("gen %s (%s %s/%s, sqlc %s)\n", v, runtime.Version(), runtime.GOOS, runtime.GOARCH, sqlc.Version)
	return nil
}

// A version is what Go recorded of the module that gen was built from: v1.2.3
// of a release, a pseudo-version of a clone, or "dev".
type version string

func thisVersion() version {
	info, ok := debug.ReadBuildInfo()
	if !ok || !semver.IsValid(info.Main.Version) {
		return "dev"
	}
	return version(info.Main.Version)
}

// recorded is the version for gen.lock, in which every clone of gen is the
// same, so that it does not change with each commit to gen.
func (v version) recorded() string {
	if module.IsPseudoVersion(string(v)) || v.modified() {
		return "dev"
	}
	return string(v)
}

// build identifies the program as far as what it emits goes, or is "".
func (v version) build() string {
	if v == "dev" || v.modified() {
		return ""
	}
	return string(v) + " " + runtime.Version()
}

func (v version) modified() bool { return strings.HasSuffix(string(v), "+dirty") }
