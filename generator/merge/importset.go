package merge

import (
	"slices"
	"strings"
)

// An importSet decides which imports stay, and where.
type importSet struct {
	lists  three[imports]
	used   three[map[string]bool] // qualifiers of the three versions
	merged map[string]bool        // and of the merged file
}

// lines is the merged import list.
func (s *importSet) lines() []string {
	keep := s.keep()
	host, guest := s.lists.yours, s.lists.new
	if len(host.lines) == 0 || slices.Equal(host.lines, s.lists.base.lines) {
		host, guest = guest, host
	}
	added := map[int][]string{}
	for _, spec := range guest.specs {
		if keep[spec.key] && !host.has(spec.key) {
			at, alone := host.place(spec, guest, keep)
			added[at] = append(added[at], guest.spell(spec, alone)...)
		}
	}
	return host.rebuild(keep, added, s.lists.base.lines)
}

// commentedByGen reports whether both changed the list, and gen a comment in it
// that does not come with a new import.
func (s *importSet) commentedByGen() bool {
	base, generated := s.lists.base, s.lists.new
	if slices.Equal(s.lists.yours.lines, base.lines) {
		return false
	}
	for i, line := range generated.lines {
		added := slices.ContainsFunc(generated.specs, func(s importSpec) bool { return s.start <= i && i < s.end && !base.has(s.key) })
		if strings.Contains(line, "//") && !added && !slices.Contains(base.lines, line) {
			return true
		}
	}
	return false
}

// keep decides by key. What one side added stays and what one side dropped
// goes, except that an import must be there if, and only if, the file uses it.
func (s *importSet) keep() map[string]bool {
	keep, provided := map[string]bool{}, map[string]bool{}
	all := slices.Concat(s.lists.yours.specs, s.lists.new.specs)
	for _, spec := range all {
		if keep[spec.key] = s.agreed(spec.key) && (!s.known(spec) || s.needs(spec)); keep[spec.key] {
			for _, name := range spec.names {
				provided[name] = true
			}
		}
	}
	for _, spec := range all {
		isProvided := slices.ContainsFunc(spec.names, func(name string) bool { return provided[name] && s.merged[name] })
		if !keep[spec.key] && s.known(spec) && s.needs(spec) && !isProvided {
			keep[spec.key] = true
		}
	}
	return keep
}

// agreed reports whether both sides have an import, or one added it.
func (s *importSet) agreed(key string) bool {
	base, yours, generated := s.lists.base.has(key), s.lists.yours.has(key), s.lists.new.has(key)
	return yours && generated || !base
}

// known reports whether the name in the file can be told, because a version
// that imports it uses it.
func (s *importSet) known(spec importSpec) bool {
	return s.lists.yours.has(spec.key) && uses(s.used.yours, spec) ||
		s.lists.new.has(spec.key) && uses(s.used.new, spec)
}

func (s *importSet) needs(spec importSpec) bool { return uses(s.merged, spec) }

func uses(names map[string]bool, spec importSpec) bool {
	return slices.ContainsFunc(spec.names, func(name string) bool { return names[name] })
}

func (l imports) has(key string) bool {
	return slices.ContainsFunc(l.specs, func(s importSpec) bool { return s.key == key })
}

// place is the line before which spec of guest goes: in the group of its like,
// in order if the group is.
func (l imports) place(spec importSpec, guest imports, keep map[string]bool) (at int, alone bool) {
	like := importSpec{start: l.end(), end: l.end(), alone: l.end() == len(l.lines)}
	most := -1
	for _, s := range l.specs {
		if alike := likenessOfImports(s, spec, guest); keep[s.key] && alike > most {
			like, most = s, alike
		}
	}
	var paths []string
	at = -1
	for _, s := range l.specs {
		if s.group != like.group {
			continue
		}
		paths = append(paths, s.path)
		if at < 0 && s.path > spec.path {
			at = s.start
		}
		like = s
	}
	if at < 0 || !slices.IsSorted(paths) {
		at = like.end
	}
	return at, like.alone
}

// end is the line of the last parenthesis, or the one after the last import.
func (l imports) end() int {
	if n := len(l.lines); n > 0 && strings.TrimSpace(l.lines[n-1]) == ")" {
		return n - 1
	}
	return len(l.lines)
}

// likenessOfImports weighs the start of the paths, then whether both have a
// domain, then whether gen puts them side by side.
func likenessOfImports(host, spec importSpec, guest imports) int {
	alike := 0
	a, b := strings.Split(host.path, "/"), strings.Split(spec.path, "/")
	for i := 0; i < min(len(a), len(b)) && a[i] == b[i]; i++ {
		alike += 4
	}
	if strings.Contains(a[0], ".") == strings.Contains(b[0], ".") {
		alike += 2
	}
	for _, s := range guest.specs {
		if s.key == host.key && s.group == spec.group {
			alike++
		}
	}
	return alike
}

// spell gives the lines of spec for a place in parentheses or alone.
func (l imports) spell(spec importSpec, alone bool) []string {
	var lines []string
	for _, line := range l.lines[spec.start:spec.end] {
		line = strings.TrimPrefix(strings.TrimSpace(line), "import ") + "\n"
		switch {
		case !alone:
			line = "\t" + line
		case !strings.HasPrefix(line, "//"):
			line = "import " + line
		}
		lines = append(lines, line)
	}
	return lines
}

// rebuild leaves out what is not kept and puts the added ones in. Of what is
// left out, comments stay that are not in base, because they are the person's.
func (l imports) rebuild(keep map[string]bool, added map[int][]string, base []string) []string {
	lines := slices.Clone(l.lines)
	dropped := false
	for _, s := range l.specs {
		for i := s.start; i < s.end && !keep[s.key]; i++ {
			dropped = true
			_, comment, found := strings.Cut(lines[i], "//")
			lines[i] = ""
			if found && !slices.Contains(base, l.lines[i]) {
				lines[i] = indentation(l.lines[i]) + "//" + comment
			}
		}
	}
	var result []string
	for i := 0; i <= len(lines); i++ {
		result = append(result, added[i]...)
		if i < len(lines) && lines[i] != "" {
			result = append(result, lines[i])
		}
	}
	if dropped {
		return withoutEmptyGroups(result)
	}
	return result
}

// withoutEmptyGroups removes the blank lines and parentheses that dropped
// imports leave behind.
func withoutEmptyGroups(lines []string) []string {
	opens := func(line string) bool { return strings.TrimSpace(line) == "import (" }
	closes := func(line string) bool { return strings.TrimSpace(line) == ")" }
	var kept []string
	for i, line := range lines {
		before := ""
		if len(kept) > 0 {
			before = kept[len(kept)-1]
		}
		switch {
		case isBlank(line) && (isBlank(before) || opens(before) || i+1 == len(lines) || closes(lines[i+1])):
		case closes(line) && opens(before):
			kept = kept[:len(kept)-1]
		default:
			kept = append(kept, line)
		}
	}
	return kept
}
