package schema

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// Marshal writes a definition in its one canonical form: every default that
// might change is written out, every field is in its short form, unless it has
// a hint. Parse reads it back.
func Marshal(a *App) []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "app: %s\n", text(a.Name))
	fmt.Fprintf(&b, "module: %s\n", text(a.Module))
	fmt.Fprintf(&b, "database: %s\n", text(a.Database))
	marshalSwitch(&b, "api", a.NoAPI, false)
	marshalSwitch(&b, "html", a.NoHTML, false)
	b.WriteString("resources:\n")
	for _, r := range a.Resources {
		r.marshal(&b, a)
	}
	return b.Bytes()
}

// marshalSwitch writes what is switched off, or on where it would be off.
func marshalSwitch(b *bytes.Buffer, key string, off, byDefault bool) {
	if off != byDefault {
		fmt.Fprintf(b, "%s: %t\n", key, !off)
	}
}

func (r *Resource) marshal(b *bytes.Buffer, a *App) {
	fmt.Fprintf(b, "  %s:\n", text(r.Name))
	if r.Was != "" {
		fmt.Fprintf(b, "    was: %s\n", text(r.Was))
	}
	fmt.Fprintf(b, "    plural: %s\n", text(r.Plural))
	if r.Label != "" {
		fmt.Fprintf(b, "    label: %s\n", text(r.Label))
	}
	fmt.Fprintf(b, "    order: %s\n", text(r.Order.String()))
	switch {
	case r.ByUUID:
		fmt.Fprintf(b, "    id: %s\n", field.UUID.Name)
	case r.BySlug:
		fmt.Fprintf(b, "    id: %s\n", field.Slug.Name)
	}
	marshalSwitch(b, "    api", r.NoAPI, a.NoAPI)
	marshalSwitch(b, "    html", r.NoHTML, a.NoHTML)
	b.WriteString("    fields:\n")
	for _, f := range r.Fields {
		fmt.Fprintf(b, "      %s: %s\n", text(f.Name), spelled(f, r.Hint(f.Name)))
	}
	marshalLists(b, "unique", r.Unique)
	marshalLists(b, "index", r.Index)
}

// spelled is a field as gen.yaml has it after the name.
func spelled(f field.Field, h Hint) string {
	if h.isEmpty() && f.Texts == (field.Texts{}) {
		return text(field.Short(f))
	}
	return LongForm(f, h)
}

func marshalLists(b *bytes.Buffer, key string, lists [][]string) {
	if len(lists) == 0 {
		return
	}
	fmt.Fprintf(b, "    %s:\n", key)
	for _, list := range lists {
		names := make([]string, len(list))
		for i, name := range list {
			names[i] = flowText(name)
		}
		fmt.Fprintf(b, "      - [%s]\n", strings.Join(names, ", "))
	}
}

// text spells s as a YAML text on one line, quoted where it would be read as
// something else.
func text(s string) string {
	if strings.ContainsAny(s, "\n\r") {
		return fmt.Sprintf("%q", s)
	}
	data, err := yaml.Marshal(s)
	if err != nil {
		return fmt.Sprintf("%q", s)
	}
	return strings.TrimSuffix(string(data), "\n")
}

// flowText is text for within brackets or braces.
func flowText(s string) string {
	spelled := text(s)
	if spelled == s && strings.ContainsAny(s, ",[]{}") {
		return "'" + strings.ReplaceAll(s, "'", "''") + "'"
	}
	return spelled
}
