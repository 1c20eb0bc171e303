package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/seed-b1203020/gen/generator"
	"github.com/seed-b1203020/gen/generator/field"
)

// runFlags are the flags of every command that changes the application:
// whether it writes, and what a person decides because gen never does.
type runFlags struct {
	dryRun    bool
	conflicts string
	drop      []string
	lossy     []string
}

func (f *runFlags) declare(flags *pflag.FlagSet) {
	flags.BoolVar(&f.dryRun, "dry-run", false, "say what would be done, and write nothing")
	f.declareDecisions(flags)
}

func (f *runFlags) declareDecisions(flags *pflag.FlagSet) {
	flags.StringVar(&f.conflicts, "conflicts", "", "settle conflicts in files with `HOW`: markers, mine or generated")
	flags.StringSliceVar(&f.drop, "allow-drop", nil, "delete the values of `NAME`, a field (post.body) or a resource (post)")
	flags.StringSliceVar(&f.lossy, "allow-lossy", nil, "let values of the field `NAME` (post.price) be rounded or cut")
	flags.SortFlags = false
}

// decided are the options of a run with what the flags say.
func (f *runFlags) decided(g *global) (generator.Options, error) {
	o := g.options(f.dryRun)
	how, err := resolution(f.conflicts)
	if err != nil {
		return o, err
	}
	o.Conflicts, o.AllowDrop, o.AllowLossy = how, f.drop, f.lossy
	return o, checkAllowed(f.drop, f.lossy)
}

var resolutions = []string{"markers", "mine", "generated"}

func resolution(how string) (generator.Resolution, error) {
	if how == "" || slices.Contains(resolutions, how) {
		return generator.Resolution(how), nil
	}
	hint := "--conflicts is markers, mine or generated"
	if guess := field.Suggest(how, resolutions); guess != "" {
		hint = fmt.Sprintf("did you mean --conflicts=%s?", guess)
	}
	return "", usage(hint, "unknown way to settle conflicts %q", how)
}

// allowable is the form of what --allow-drop and --allow-lossy name.
var allowable = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z][a-z0-9_]*)?$`)

func checkAllowed(drop, lossy []string) error {
	for _, name := range drop {
		if !allowable.MatchString(name) {
			return usage("for example: --allow-drop post.body", "--allow-drop: %q is neither a field nor a resource", name)
		}
	}
	for _, name := range lossy {
		if !allowable.MatchString(name) || !strings.Contains(name, ".") {
			return usage("for example: --allow-lossy post.price", "--allow-lossy: %q is not a field", name)
		}
	}
	return nil
}
