package generator

import (
	"context"
	"errors"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"
)

// A fork is an application on two branches.
type fork struct{ base, ours, theirs memory }

const forked = "app: blog\nresources:\n  post:\n    fields:\n      title: string\n  author:\n    fields:\n      name: string\n"

// newFork makes an application, and on each branch what one of the edits does
// to it, each at a time of its own.
func newFork(t *testing.T, ours, theirs func(memory)) fork {
	t.Helper()
	base, err := forkBase()
	if err != nil {
		t.Fatal(err)
	}
	f := fork{base, maps.Clone(base), maps.Clone(base)}
	ours(f.ours)
	f.ours.apply(t, 200)
	theirs(f.theirs)
	f.theirs.apply(t, 100)
	return f
}

// forkBase is the application that all forks begin with.
var forkBase = sync.OnceValues(func() (memory, error) {
	m := memory{definitionPath: forked}
	d, err := generate(context.Background(), m, testOptions())
	if err != nil {
		return nil, err
	}
	for _, c := range slices.Concat(d.changes, d.lock) {
		m[c.Path] = string(c.Data)
	}
	return m, nil
})

// apply runs gen, some seconds later than others.
func (m memory) apply(t *testing.T, seconds int) {
	t.Helper()
	o := testOptions()
	o.Now = o.Now.Add(time.Duration(seconds) * time.Second)
	d, err := generate(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	m.carryOut(t, d)
}

func (m memory) carryOut(t *testing.T, d *draft) {
	t.Helper()
	m.write(t, slices.Concat(d.changes, d.lock)...)
}

// merged is the folder as git leaves it when it merges theirs into ours.
func (f fork) merged(t *testing.T, style string) memory {
	t.Helper()
	out := make(memory)
	paths := slices.Sorted(maps.Keys(f.base))
	paths = slices.AppendSeq(paths, maps.Keys(f.ours))
	paths = slices.AppendSeq(paths, maps.Keys(f.theirs))
	slices.Sort(paths)
	for _, p := range slices.Compact(paths) {
		switch base, ours, theirs := f.base[p], f.ours[p], f.theirs[p]; {
		case ours == theirs || theirs == base:
			out[p] = ours
		case ours == base:
			out[p] = theirs
		default:
			out[p] = mergeFile(t, style, ours, base, theirs)
		}
	}
	return out
}

// mergeFile merges as git does.
func mergeFile(t *testing.T, style, ours, base, theirs string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"ours": ours, "base": base, "theirs": theirs} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.Command("git", slices.DeleteFunc([]string{"merge-file", "-p", style, "ours", "base", "theirs"}, func(s string) bool { return s == "" })...)
	cmd.Dir = dir
	out, err := cmd.Output() // its exit code is the number of conflicts
	if _, isExit := errors.AsType[*exec.ExitError](err); err != nil && !isExit {
		t.Fatal(err)
	}
	return string(out)
}

// define replaces a line of gen.yaml.
func define(old, new string) func(memory) {
	return func(m memory) { m[definitionPath] = strings.Replace(m[definitionPath], old, new, 1) }
}

const (
	titleLine = "      title: string\n"
	nameLine  = "      name: string\n"
)

func noEdit(memory) {}

// needs adds a module that the application needs, and a field that tells the
// branches apart.
func needs(module string) func(memory) {
	return func(m memory) {
		line := map[string]string{"example.com/a": titleLine, "example.com/b": nameLine}[module]
		define(line, line+"      more: text:optional\n")(m)
		m["go.mod"] = strings.Replace(m["go.mod"], "require (\n", "require (\n\t"+module+" v1.0.0\n", 1)
		m["go.sum"] = module + " v1.0.0 h1:x=\n" + m["go.sum"]
	}
}

// fieldsPath is a file of the user's in which gen adds lines for each field,
// above its last one.
const fieldsPath = "web/templates/post/fields.html"

// editFields adds a line of the user's where gen will add some.
func editFields(m memory) {
	define(nameLine, nameLine+"      views: int:default=0\n")(m)
	m[fieldsPath] = strings.TrimSuffix(m[fieldsPath], "{{ end }}\n") + "<p>mine</p>\n{{ end }}\n"
}

func rebased(t *testing.T, m memory, replan bool) (*draft, error) {
	t.Helper()
	o := testOptions()
	o.Now = o.Now.Add(time.Hour)
	return rebase(context.Background(), m, RebaseOptions{Options: o, Replan: replan})
}

// wantWhole checks that an application is one with itself.
func (m memory) wantWhole(t *testing.T) {
	t.Helper()
	for _, p := range slices.Sorted(maps.Keys(m)) {
		if conflictMarker([]byte(m[p])) > 0 {
			t.Errorf("%s has conflict markers:\n%s", p, m[p])
		}
	}
	problems, err := checkHistory(m)
	if err != nil || len(problems) > 0 {
		t.Errorf("the history: %v, %v", problems, err)
	}
	o := testOptions()
	o.Build = ""
	d, err := generate(context.Background(), m, o)
	if err != nil {
		t.Fatal(err)
	}
	if len(d.changes) > 0 || len(d.lock) > 0 {
		t.Errorf("another run would change %v, %d files", d.Actions, len(d.changes))
	}
	if d, err := rebased(t, m, false); err != nil || !d.Empty() {
		t.Errorf("another rebase: %+v, %v", d, err)
	}
}

// wantOrderIn checks that text has the parts one after the other.
func wantOrderIn(t *testing.T, text string, parts ...string) {
	t.Helper()
	rest := text
	for _, part := range parts {
		_, after, found := strings.Cut(rest, part)
		if !found {
			t.Fatalf("want %q in this order in\n%s", parts, text)
		}
		rest = after
	}
}

// only is the path that ends so.
func only(m memory, end string) string {
	for p := range m {
		if strings.HasSuffix(p, end) {
			return p
		}
	}
	return ""
}

// rename gives a migration another name, in gen.lock too.
func rename(m memory, from, to string) {
	m[to] = m[from]
	delete(m, from)
	m[lockPath] = strings.ReplaceAll(m[lockPath], from, to)
	m[lockPath] = strings.ReplaceAll(m[lockPath], strings.TrimPrefix(from, migrationsDir+"/"), strings.TrimPrefix(to, migrationsDir+"/"))
}
