package field

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
)

// Format is f as ParseField reads it, in its one canonical spelling.
func Format(f Field) string { return f.Name + ":" + Short(f) }

// Short is Format without the name: the short form in gen.yaml.
func Short(f Field) string {
	args := arguments(f)
	s := f.Type.Name
	if isMistakable(f, args) {
		s += "{" + strings.Join(args, ",") + "}"
	} else {
		s = strings.Join(append([]string{s}, args...), ":")
	}
	for _, m := range f.Modifiers() {
		s += ":" + string(m)
		if m.TakesValue() {
			s += "=" + escape(f.Type, f.value(m))
		}
	}
	return s
}

// arguments are what follows the type's name.
func arguments(f Field) []string {
	switch f.Type.Args {
	case Max:
		if f.Length != f.Type.Lengths.Default {
			return []string{strconv.Itoa(f.Length)}
		}
	case Precision:
		return []string{strconv.Itoa(f.Precision), strconv.Itoa(f.Scale)}
	case Values:
		return slices.Clone(f.Values)
	case Resource:
		if f.Resource != New(f.Name, f.Type).Resource {
			return []string{f.Resource}
		}
	case Source:
		if f.Source != "" {
			return []string{f.Source}
		}
	}
	return nil
}

// isMistakable reports whether args between colons could be read as
// modifiers, or the modifier after them as an argument.
func isMistakable(f Field, args []string) bool {
	for _, arg := range args {
		if isModifier(arg) {
			return true
		}
	}
	modifiers := f.Modifiers()
	return f.Type == Enum && len(modifiers) > 0 && mistakable(modifiers[0], len(args))
}

// escape spells a value so that split leaves it in one piece.
func escape(t *Type, v string) string {
	parts := strings.Split(strings.NewReplacer(`\`, `\\`, "\n", `\n`).Replace(v), ":")
	s := parts[0]
	for _, part := range parts[1:] {
		if !continues(t, part) {
			s += `\`
		}
		s += ":" + part
	}
	return s
}

// String is Format, for messages of tests.
func (f Field) String() string {
	if f.Type == nil {
		return fmt.Sprintf("%s of no type", f.Name)
	}
	return Format(f)
}
