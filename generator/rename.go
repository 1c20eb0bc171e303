package generator

import (
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/merge"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

// A renaming carries the new names of resources and fields into what the user
// wrote.
//
// Which words are meant is not guessed from the names alone. A word changes if
// gen emitted it before, emits it nowhere any more, and emits what it becomes
// by the rename: GetPost becomes GetArticle because the queries say so now. For
// a file of gen's, its own old and new text decide first. New names of a
// resource count in the whole application, those of a field in the files of its
// resource.
type renaming struct {
	everywhere scope
	fields     []fieldScope
}

// A scope is some files in which a word means the same.
type scope struct {
	spellings []spelling
	old, new  words
}

// A fieldScope is those files of a resource with renamed fields that have one
// extension: in pages a name may stay that is gone from Go.
type fieldScope struct {
	scope
	from, to  *schema.Resource
	paths     []string // of all files of the resource now
	extension string
}

// newRenaming finds out what the renames mean for the words of an application.
// It is nil if there are none.
func newRenaming(d *disk, old *lock, renames []diff.Renamed, files []tree.File) (*renaming, error) {
	if len(renames) == 0 {
		return nil, nil
	}
	before, err := emittedBefore(d, old)
	if err != nil {
		return nil, err
	}
	now := &vocabulary{texts: make(map[string][]byte), like: before}
	for _, f := range files {
		now.texts[f.Path] = f.Data
	}
	r := new(renaming)
	for _, renamed := range renames {
		r.everywhere.spellings = append(r.everywhere.spellings, resourceSpellings(renamed)...)
		r.fields = append(r.fields, fieldScopes(renamed, before, now)...)
	}
	if len(r.everywhere.spellings) > 0 {
		r.everywhere.old, r.everywhere.new = before.in(before.paths()), now.in(now.paths())
	}
	return r, nil
}

// fieldScopes gives the scopes of the renamed fields of a resource.
func fieldScopes(renamed diff.Renamed, before, now *vocabulary) []fieldScope {
	spellings := fieldSpellings(renamed)
	if len(spellings) == 0 {
		return nil
	}
	oldPaths, newPaths := resourcePaths(renamed.From.Name), resourcePaths(renamed.To.Name)
	var scopes []fieldScope
	for _, extension := range []string{".go", ".html", ".sql"} {
		isOther := func(p string) bool { return path.Ext(p) != extension }
		s := scope{
			spellings: spellings,
			old:       before.in(slices.DeleteFunc(slices.Clone(oldPaths), isOther)),
			new:       now.in(slices.DeleteFunc(slices.Clone(newPaths), isOther)),
		}
		scopes = append(scopes, fieldScope{s, renamed.From, renamed.To, newPaths, extension})
	}
	return scopes
}

// isOf reports whether the file at p is of the resource, and of the extension.
func (s fieldScope) isOf(p string) bool {
	return path.Ext(p) == s.extension && slices.Contains(s.paths, p)
}

// emittedBefore reads what gen emitted last: its own files, unless they were
// edited, and the bases of the user's.
func emittedBefore(d *disk, old *lock) (*vocabulary, error) {
	before := &vocabulary{texts: make(map[string][]byte)}
	for _, f := range old.Files {
		at := f.Path
		if f.Owner == tree.Yours {
			at = baseDir + f.Path
		}
		file, err := d.read(at)
		if err != nil {
			return nil, err
		}
		if file.says(f.Sum) {
			before.texts[f.Path] = file.Data
		}
	}
	return before, nil
}

// apply gives the base of a file and what the user has of it the new names,
// and says what was changed in the lines that the user wrote. A nil renaming
// changes nothing.
func (r *renaming) apply(m meeting, base []byte) (newBase, yours []byte, lines []renamedLine) {
	if r == nil {
		return base, m.there.Data, nil
	}
	names := r.of(m.new, base)
	newBase, yours, numbers := names.Apply(m.new.Path, base, m.there.Data)
	return newBase, yours, renamedLines(m.there.Data, yours, numbers)
}

// of is what changes in one file.
func (r *renaming) of(f tree.File, base []byte) merge.Renaming {
	names := newNames()
	r.everywhere.add(names)
	own := scope{spellings: r.everywhere.spellings, old: wordsOf(f.Path, base), new: wordsOf(f.Path, f.Data)}
	for _, s := range r.fields {
		if s.isOf(f.Path) {
			s.add(names)
			own.spellings = slices.Concat(own.spellings, s.spellings)
		}
	}
	own.add(names)
	for word := range own.new {
		if own.old[word] {
			delete(names.Idents, word)
			delete(names.Names, word)
		}
	}
	return names
}

func newNames() merge.Renaming {
	return merge.Renaming{Idents: make(map[string]string), Names: make(map[string]string), Paths: make(map[string]string)}
}

// add adds the words of the scope that have become others.
func (s scope) add(names merge.Renaming) {
	for _, word := range slices.Sorted(maps.Keys(s.old)) {
		if s.new[word] {
			continue
		}
		s.addWord(names, word)
	}
	for _, p := range s.spellings {
		if p.path && s.old[p.old] && s.new[p.new] {
			names.Paths["/"+p.old] = "/" + p.new
		}
	}
}

// addWord adds what a word that is gone has become, if that is there: as an
// identifier, and as a name in lower case.
func (s scope) addWord(names merge.Renaming, word string) {
	isIdent, isName := false, false
	for _, spelled := range respelled(word, s.spellings) {
		if !s.new[spelled] {
			continue
		}
		if !isName && isSnake(word) && isSnake(spelled) {
			names.Names[word], isName = spelled, true
		}
		if !isIdent && !strings.Contains(spelled, "_") {
			names.Idents[word], isIdent = spelled, true
		}
	}
}

// A renamedLine is a line of the user's in which names were changed.
type renamedLine struct {
	text     string // as it is now
	old, new string // the first word that differs
}

func renamedLines(before, after []byte, numbers []int) []renamedLine {
	if len(numbers) == 0 {
		return nil
	}
	was, is := strings.Split(string(plain(before)), "\n"), strings.Split(string(plain(after)), "\n")
	var lines []renamedLine
	for _, n := range numbers {
		if n < 1 || n > len(was) || n > len(is) {
			continue
		}
		line := renamedLine{text: is[n-1]}
		line.old, line.new = firstDifference(was[n-1], is[n-1])
		lines = append(lines, line)
	}
	return lines
}

// firstDifference gives the first words in which two lines differ.
func firstDifference(was, is string) (old, new string) {
	a, b := splitWords(was), splitWords(is)
	for i := range min(len(a), len(b)) {
		if a[i] != b[i] {
			return a[i], b[i]
		}
	}
	return was, is
}

// noteRenamed says where names were changed in what the user wrote.
func (d *decider) noteRenamed(p string, text []byte, renamed []renamedLine) {
	if len(renamed) == 0 {
		return
	}
	var pairs, numbers []string
	lines := strings.Split(string(plain(text)), "\n")
	at := 0
	for _, r := range renamed {
		if pair := r.old + " to " + r.new; !slices.Contains(pairs, pair) {
			pairs = append(pairs, pair)
		}
		if i := slices.Index(lines[at:], r.text); i >= 0 {
			at += i + 1
			numbers = append(numbers, strconv.Itoa(at))
		}
	}
	place := "in your lines"
	if len(numbers) > 0 {
		place = "in your " + plural(len(numbers), "line") + " " + strings.Join(numbers, ", ")
	}
	d.note("%s: renamed %s %s", p, strings.Join(pairs, ", "), place)
}

func plural(n int, thing string) string {
	if n == 1 {
		return thing
	}
	return thing + "s"
}

func resourceSpellings(r diff.Renamed) []spelling {
	if r.From.Name == r.To.Name && r.From.Plural == r.To.Plural {
		return nil
	}
	return []spelling{
		{r.From.Plural, r.To.Plural, true},
		{r.From.Name, r.To.Name, true},
	}
}

func fieldSpellings(r diff.Renamed) []spelling {
	var spellings []spelling
	for i, f := range r.From.Fields {
		spellings = append(spellings, spelling{f.Name, r.To.Fields[i].Name, false})
		if f.IsMany() { // tag_ids comes of tags
			spellings = append(spellings, spelling{field.Singular(f.Name), field.Singular(r.To.Fields[i].Name), false})
		}
	}
	return spellings
}
