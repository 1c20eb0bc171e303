package generator

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/semver"
)

// mergeMod returns the go.mod on disk with what the application needs: a
// requirement that is absent is added and one that is older is raised. Nothing
// is lowered or taken away, for go get and go mod tidy write here too. The
// bytes are those of theirs when nothing is lacking.
func mergeMod(theirs, needed []byte) ([]byte, error) {
	have, err := modfile.Parse("go.mod", theirs, nil)
	if err != nil {
		return nil, modProblem(err)
	}
	want, err := modfile.Parse("go.mod", needed, nil)
	if err != nil {
		return nil, err
	}
	changed, err := raiseGo(have, want)
	if err != nil {
		return nil, err
	}
	if have.Module == nil || have.Module.Mod.Path != want.Module.Mod.Path {
		changed = true
		if err := have.AddModuleStmt(want.Module.Mod.Path); err != nil {
			return nil, err
		}
	}
	if !require(have, want) && !changed {
		return theirs, nil
	}
	have.Cleanup()
	return have.Format()
}

// require adds and raises the requirements of want, and reports whether there
// were any to add or raise.
func require(have, want *modfile.File) bool {
	requirements := slices.Clone(have.Require)
	changed := false
	for _, w := range want.Require {
		i := slices.IndexFunc(requirements, func(h *modfile.Require) bool { return h.Mod.Path == w.Mod.Path })
		switch {
		case i < 0:
			changed = true
			requirements = append(requirements, &modfile.Require{Mod: w.Mod, Indirect: w.Indirect})
		case semver.Compare(requirements[i].Mod.Version, w.Mod.Version) < 0:
			changed = true
			requirements[i].Mod.Version = w.Mod.Version
		}
	}
	if changed {
		have.SetRequireSeparateIndirect(requirements)
	}
	return changed
}

func raiseGo(have, want *modfile.File) (changed bool, err error) {
	if want.Go == nil || have.Go != nil && semver.Compare("v"+have.Go.Version, "v"+want.Go.Version) >= 0 {
		return false, nil
	}
	return true, have.AddGoStmt(want.Go.Version)
}

func modProblem(err error) error {
	p := Problem{Code: "GEN316", Kind: Usage, Path: "go.mod", Message: err.Error(), Hint: "mend go.mod: go mod edit says what is wrong with it"}
	if list, ok := err.(modfile.ErrorList); ok && len(list) > 0 {
		p.Line, p.Column, p.Message = list[0].Pos.Line, list[0].Pos.LineRune, fmt.Sprint(list[0].Err)
	}
	return Problems{p}
}

// mergeSum returns the go.sum on disk with the lines of needed that it lacks,
// sorted as Go sorts them; the bytes are those of theirs when it lacks none.
func mergeSum(theirs, needed []byte) []byte {
	lines := sumLines(theirs)
	lacking := false
	for _, line := range sumLines(needed) {
		if !slices.Contains(lines, line) {
			lacking = true
			lines = append(lines, line)
		}
	}
	if !lacking {
		return theirs
	}
	slices.SortFunc(lines, compareSums)
	return []byte(strings.Join(lines, "\n") + "\n")
}

func sumLines(data []byte) []string {
	var lines []string
	for line := range bytes.Lines(data) {
		if line = bytes.TrimSpace(line); len(line) > 0 {
			lines = append(lines, string(line))
		}
	}
	return lines
}

// compareSums orders by module, then by version, then puts the module before
// its go.mod, as cmd/go does.
func compareSums(a, b string) int {
	pathA, restA, _ := strings.Cut(a, " ")
	pathB, restB, _ := strings.Cut(b, " ")
	if c := strings.Compare(pathA, pathB); c != 0 {
		return c
	}
	versionA, _, _ := strings.Cut(restA, " ")
	versionB, _, _ := strings.Cut(restB, " ")
	versionA, fileA, _ := strings.Cut(versionA, "/")
	versionB, fileB, _ := strings.Cut(versionB, "/")
	if c := semver.Compare(versionA, versionB); c != 0 {
		return c
	}
	if c := strings.Compare(versionA, versionB); c != 0 {
		return c
	}
	return strings.Compare(fileA, fileB)
}
