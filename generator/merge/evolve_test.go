package merge

import (
	"fmt"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"text/template/parse"
)

// emittedFiles are files of the example that gen merges.
func emittedFiles(t *testing.T) map[string][]string {
	t.Helper()
	files := map[string][]string{}
	for _, pattern := range []string{"main.go", "web/*.go", "db/*.go", "web/templates/*.html", "web/templates/*/*.html", "web/static/*.css", "db/queries/*.sql", "README.md", ".github/workflows/*.yml"} {
		paths, err := filepath.Glob("../../examples/blog/" + pattern)
		if err != nil || len(paths) == 0 {
			t.Fatalf("no files like %s: %v", pattern, err)
		}
		for _, path := range paths {
			data, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			files[path] = readText(data).lines
		}
	}
	return files
}

// A tally counts what became of random merges.
type tally struct {
	merges, hunks, kept, conflicts, falseConflicts, damage int
}

// TestEditsSurvive crosses random edits of a person with random changes of gen,
// and goes on with the result. What the person wrote is in it or in a conflict,
// what gen wrote too unless the person deleted the piece, and nothing that is
// gone comes back.
func TestEditsSurvive(t *testing.T) {
	files := emittedFiles(t)
	paths := slices.Sorted(maps.Keys(files))
	var count tally
	for seed := range casesOr(250) {
		r := random(seed)
		path := paths[r.IntN(len(paths))]
		base, yours := files[path], files[path]
		for round := range 3 {
			you := newAuthor(fmt.Sprintf("mine%d", round), path, yours, r)
			you.change(1+r.IntN(4), you.insertLine, you.changeLine, you.add, you.remove, you.move, you.rename, you.reformat, you.use, you.remark)
			gen := newAuthor(fmt.Sprintf("gen%d", round), path, base, r)
			gen.change(1+r.IntN(4), gen.insertLine, gen.changeLine, gen.insertLine, gen.changeLine, gen.add, gen.remove, gen.use)
			e := evolution{t, seed, round, path, three[[]string]{base, you.lines(), gen.lines()}, you, gen}
			result := e.check(&count)
			if len(result.Conflicts) > 0 || t.Failed() {
				break
			}
			base, yours = e.v.new, slices.Collect(strings.Lines(string(result.Text)))
		}
		if count.damage > 3 {
			break
		}
	}
	t.Logf("%+v", count)
	if count.falseConflicts*100 > count.merges {
		t.Errorf("too many conflicts in files in which no piece was changed by both: %d", count.falseConflicts)
	}
}

// An evolution is one random merge.
type evolution struct {
	t           *testing.T
	seed, round int
	path        string
	v           three[[]string]
	you, gen    *author
}

func (e evolution) check(count *tally) Result {
	data := each(e.v, func(lines []string) []byte { return []byte(strings.Join(lines, "")) })
	result := File(e.path, data.base, data.yours, data.new, Options{Labels: testLabels})
	if e.seed%20 == 0 {
		checkLaws(e.t, e.path, data.base, data.yours, data.new)
		checkLineEnds(e.t, e.path, data.base, data.yours, data.new)
	}
	problems := e.damage(result)
	for _, problem := range problems {
		e.t.Errorf("seed %d, round %d, %s: %s", e.seed, e.round, e.path, problem)
	}
	count.merges++
	count.damage += len(problems)
	count.hunks += e.you.marks + e.gen.marks
	count.kept += e.you.marks + e.gen.marks - len(problems)
	if len(result.Conflicts) > 0 {
		count.conflicts++
	}
	if len(result.Conflicts) > 0 && e.round == 0 && e.apart() {
		count.falseConflicts++
		e.t.Logf("seed %d, %s: conflict in %q, which not both changed", e.seed, e.path, result.Conflicts[0].Piece)
	}
	return result
}

// apart reports whether no piece was changed by both.
func (e evolution) apart() bool {
	for key := range e.you.touched {
		if e.gen.touched[key] {
			return false
		}
	}
	return true
}

var markPattern = regexp.MustCompile(`(mine|gen)\d+Mark\d+`)

// damage lists what the merge lost, brought back or broke.
func (e evolution) damage(result Result) []string {
	text := string(result.Text)
	var problems []string
	marks := func(lines []string) []string { return markPattern.FindAllString(strings.Join(lines, ""), -1) }
	old := marks(e.v.base)
	isNew := func(mark string) bool { return !slices.Contains(old, mark) }
	for _, mark := range marks(e.v.yours) {
		if isNew(mark) && !hasWord(text, mark) {
			problems = append(problems, "lost "+mark)
		}
	}
	for _, mark := range marks(e.v.new) {
		if isNew(mark) && !hasWord(text, mark) && len(result.Notes) == 0 {
			problems = append(problems, "lost "+mark+" without a note")
		}
	}
	if len(result.Conflicts) > 0 {
		return problems
	}
	problems = append(problems, e.back(text)...)
	if err := parses(e.path, text); err != nil {
		problems = append(problems, err.Error())
	}
	return problems
}

// back lists lines that occurred once, that one side removed, and that are
// there all the same. Short ones say nothing: they are written anew.
func (e evolution) back(text string) []string {
	trimmed := func(lines []string) map[string]int {
		count := map[string]int{}
		for _, line := range lines {
			count[looseGo(line)]++
		}
		return count
	}
	base, yours, generated := trimmed(e.v.base), trimmed(e.v.yours), trimmed(e.v.new)
	result := trimmed(slices.Collect(strings.Lines(text)))
	var back []string
	for line, n := range base {
		gone := min(yours[line], generated[line]) == 0 && max(yours[line], generated[line]) <= 1
		isImport := strings.HasPrefix(line, `"`) || strings.HasPrefix(line, "import")
		if n == 1 && gone && result[line] > 0 && !isImport && len(line) > 10 {
			back = append(back, fmt.Sprintf("%q is back", line))
		}
	}
	return back
}

var version = regexp.MustCompile(`/v\d+$`)

// packageName is the name of the package with a quoted path.
func packageName(quoted string) string {
	target := version.ReplaceAllString(strings.Trim(quoted, `"`), "")
	return target[strings.LastIndex(target, "/")+1:]
}

// parses reports what is wrong with the syntax or the imports of a file.
func parses(path, text string) error {
	switch filepath.Ext(path) {
	case ".go":
		f, err := parser.ParseFile(token.NewFileSet(), "", text, 0)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			if name := packageName(spec.Path.Value); spec.Name == nil && !strings.Contains(text, name+".") {
				return fmt.Errorf("%s is imported and not used", name)
			}
		}
	case ".html":
		tree := parse.New("")
		tree.Mode = parse.SkipFuncCheck
		_, err := tree.Parse(text, "", "", map[string]*parse.Tree{})
		return err
	}
	return nil
}
