package merge

import (
	"path"
	"slices"
	"strings"
)

// A form is what the merge knows about one sort of files. Without cut, a file
// is one piece.
type form struct {
	cut     func(lines []string) ([]piece, bool)            // into pieces that cover all lines
	loose   func(line string) string                        // lines with the same result differ in white space only
	apart   bool                                            // changes of neighbouring lines do not clash
	raw     bool                                            // strings may span lines, with white space that counts
	names   func(src string) (declared []string, err error) // what must not be declared twice
	imports bool                                            // has a list of imports
	calls   func(lines []string) ([]piece, bool)            // cuts a function that only makes calls into its paragraphs
	format  func(lines []string) ([]string, bool)           // fails where lines do not parse
}

// formOf chooses by the end of a file's name.
func formOf(name string) form {
	switch strings.ToLower(path.Ext(name)) {
	case ".go":
		return form{cut: cutGo, loose: looseGo, raw: true, names: goNames, imports: true, calls: cutCalls, format: formatGo}
	case ".html", ".gohtml", ".tmpl":
		return form{cut: cutHTML, loose: strings.TrimSpace, apart: true, names: htmlNames}
	case ".css":
		return form{cut: cutCSS, loose: strings.TrimSpace, apart: true}
	case ".md":
		return form{loose: trimEnd, apart: true}
	case ".sql":
		return form{cut: cutSQL, loose: strings.TrimSpace, names: sqlNames}
	}
	return form{loose: trimEnd}
}

// trimEnd is for files in which indentation has a meaning.
func trimEnd(line string) string { return strings.TrimRight(line, " \t\n") }

// cutAll cuts the three versions, or none of them. There may be no base.
func cutAll(v three[[]string], cut func([]string) ([]piece, bool)) (pieces three[[]piece], ok bool) {
	if cut == nil || len(v.yours) == 0 || len(v.new) == 0 {
		return pieces, false
	}
	ok = true
	pieces = each(v, func(lines []string) []piece {
		if len(lines) == 0 {
			return nil
		}
		pieces, complete := cut(lines)
		ok = ok && complete
		return pieces
	})
	return pieces, ok
}

// spaced reports whether a and b differ in white space only.
func (f form) spaced(a, b []string) bool {
	return slices.Equal(a, b) || !f.rawIn(a, b) && slices.Equal(f.words(a), f.words(b))
}

// rawIn reports whether a string may span lines.
func (f form) rawIn(versions ...[]string) bool {
	return f.raw && slices.ContainsFunc(slices.Concat(versions...), func(line string) bool {
		return strings.Count(line, "`")%2 == 1
	})
}

func (f form) words(lines []string) []string {
	words := make([]string, 0, len(lines))
	for _, line := range lines {
		if line = f.loose(line); strings.TrimSpace(line) != "" {
			words = append(words, line)
		}
	}
	return words
}

// tidy formats the result if the person's file and gen's are formatted.
func (f form) tidy(v three[[]string], lines []string) []string {
	if f.format == nil || !f.formatted(v.yours) || !f.formatted(v.new) {
		return lines
	}
	if formatted, ok := f.format(lines); ok {
		return formatted
	}
	return lines
}

func (f form) formatted(lines []string) bool {
	formatted, ok := f.format(lines)
	return ok && slices.Equal(formatted, lines)
}

// sound reports whether the result parses and declares nothing twice, as far
// as the three versions do.
func (f form) sound(v three[[]string], result []string) bool {
	if f.names == nil {
		return true
	}
	var known []string
	for _, lines := range [][]string{v.base, v.yours, v.new} {
		twice, err := f.twice(lines)
		if err != nil {
			return true
		}
		known = append(known, twice...)
	}
	twice, err := f.twice(result)
	return err == nil && !slices.ContainsFunc(twice, func(name string) bool { return !slices.Contains(known, name) })
}

// twice lists the names that are declared more than once.
func (f form) twice(lines []string) ([]string, error) {
	if len(lines) == 0 {
		return nil, nil
	}
	names, err := f.names(strings.Join(lines, ""))
	slices.Sort(names)
	var twice []string
	for i := 1; i < len(names); i++ {
		if names[i] == names[i-1] {
			twice = append(twice, names[i])
		}
	}
	return twice, err
}
