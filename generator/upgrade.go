package generator

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	goversion "go/version"
	"io/fs"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/semver"

	"github.com/seed-b1203020/gen/generator/render"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
	"github.com/seed-b1203020/gen/templates"
)

// release is the version that this source becomes. A gen that was not built
// from a release counts as this one.
const release = "v0.3.0"

// readLock reads gen.lock, and refuses one that a newer gen wrote.
func readLock(data []byte, o Options) (*lock, error) {
	l, err := decodeLock(data)
	if err != nil {
		return nil, err
	}
	this := o.Version
	if !semver.IsValid(this) {
		this = release
	}
	if semver.Compare(l.Gen, this) <= 0 { // what is no version comes before all
		return l, nil
	}
	return nil, Problem{
		Code: "GEN305", Kind: Failure, Path: lockPath,
		Message: fmt.Sprintf("written by gen %s, which is newer than this one (%s)", l.Gen, this),
		Hint:    fmt.Sprintf("install gen %s or a later version", l.Gen),
	}
}

// templatesSum covers the templates of this gen, and the Go whose gofmt formats
// what they make.
var templatesSum = sync.OnceValues(func() (string, error) {
	hash := sha256.New()
	fmt.Fprintf(hash, "%s\x00", goversion.Lang(runtime.Version()))
	err := fs.WalkDir(templates.FS, ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := templates.FS.ReadFile(path)
		fmt.Fprintf(hash, "%s\x00%s\x00", path, tree.Sum(data))
		return err
	})
	return "sha256:" + hex.EncodeToString(hash.Sum(nil)), err
})

const baseDefinitionPath = baseDir + definitionPath

// upgraded lists the files that this gen emits otherwise than the one that ran
// last, whatever changed in gen.yaml: what the definition of then gives now is
// not what it gave then.
func (in *input) upgraded() ([]string, error) {
	sum, err := templatesSum()
	if err != nil || in.lock.Templates == "" || in.lock.Templates == sum {
		return nil, err
	}
	base, err := in.disk.read(baseDefinitionPath)
	if err != nil {
		return nil, err
	}
	app, err := schema.Parse(definitionPath, base.Data)
	if err != nil {
		return nil, nil // lost, or of a time with other rules: then it cannot be told
	}
	files, err := render.App(render.Input{App: app, Tables: in.state.Tables})
	if err != nil {
		return nil, err
	}
	return in.lock.differing(files), nil
}

// differing lists the files that are not what l says was emitted. Those that
// sqlc makes or that gen shares with Go do not count.
func (l *lock) differing(files []tree.File) []string {
	var paths []string
	for _, f := range files {
		was, known := l.file(f.Path)
		isShared := f.Path == "go.mod" || f.Path == "go.sum"
		if !isShared && (!known || was.Sum != tree.Sum(f.Data)) {
			paths = append(paths, f.Path)
		}
	}
	for _, was := range l.Files {
		isThere := slices.ContainsFunc(files, func(f tree.File) bool { return f.Path == was.Path })
		if !isThere && !strings.HasPrefix(was.Path, "store/") {
			paths = append(paths, was.Path)
		}
	}
	return paths
}

// shown lists the paths of the actions on files that gen upgraded.
func shown(actions []Action, upgraded []string) []string {
	var paths []string
	for _, a := range actions {
		if a.Verb != Skip && (slices.Contains(upgraded, a.Path) || slices.Contains(upgraded, a.From)) {
			paths = append(paths, a.Path)
		}
	}
	return paths
}
