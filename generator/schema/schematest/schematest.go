// Package schematest makes random definitions for tests.
package schematest

import (
	"fmt"
	"math/rand"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

var (
	resourceNames = strings.Fields("post user category comment blog_post order group status person event invoice ticket")
	fieldNames    = strings.Fields(`title body name type select order group user error string values default price
		views note a b1 published_on url_path html_text id_card range map func is_open key`)
)

// Random writes a valid definition, in short and long forms, for either
// database. Equal sources give equal definitions.
func Random(r *rand.Rand) []byte {
	names := pick(r, resourceNames, 1+r.Intn(4))
	var b strings.Builder
	fmt.Fprintf(&b, "app: blog\ndatabase: %s\n", pick(r, []string{"sqlite", "postgres"}, 1)[0])
	if r.Intn(8) == 0 {
		b.WriteString("html: false\n")
	}
	b.WriteString("\nresources:\n")
	for i, name := range names {
		resource(&b, r, name, names[:i])
	}
	return []byte(b.String())
}

// Field is a random valid field called name. A reference points at one of
// targets; without any there are no references.
func Field(r *rand.Rand, name string, targets []string) field.Field {
	for {
		f := candidate(r, name, targets)
		if len(f.Check()) == 0 {
			return f
		}
	}
}

func pick(r *rand.Rand, from []string, n int) []string {
	shuffled := slices.Clone(from)
	r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
	return shuffled[:n]
}

func resource(b *strings.Builder, r *rand.Rand, name string, targets []string) {
	fmt.Fprintf(b, "  %s:\n", name)
	if r.Intn(8) == 0 {
		fmt.Fprintf(b, "    was: former_%s\n", name)
	}
	if r.Intn(3) == 0 {
		fmt.Fprintf(b, "    order: %s\n", pick(r, []string{"-created_at", "id", "updated_at"}, 1)[0])
	}
	id := "int"
	if r.Intn(4) == 0 {
		id = pick(r, []string{"uuid", "slug", "int"}, 1)[0]
		fmt.Fprintf(b, "    id: %s\n", id)
	}
	if r.Intn(8) == 0 {
		fmt.Fprintf(b, "    %s\n", pick(r, []string{"html: false", "html: true", "api: true"}, 1)[0])
	}
	b.WriteString("    fields:\n")
	if id == "slug" {
		b.WriteString("      name_in_urls: slug\n")
	}
	var listed []string
	for _, fieldName := range pick(r, fieldNames, 1+r.Intn(8)) {
		f := Field(r, fieldName, targets)
		for f.IsMany() && field.Singular(fieldName) == name || f.Type == field.Slug && id == "slug" {
			f = Field(r, fieldName, targets) // both columns of its table would be the same, or it would be a second slug
		}
		f.Search = f.Search && id != "uuid"
		write(b, r, f)
		samples := f.Samples()
		if f.Indexable() == "" && f.IndexBytes() < 1300 && samples[0] != samples[1] {
			listed = append(listed, fieldName)
		}
	}
	if len(listed) > 1 {
		fmt.Fprintf(b, "    %s:\n      - [%s]\n", pick(r, []string{"unique", "index"}, 1)[0], strings.Join(listed[:2], ", "))
	}
}

// candidate is a random field, which may be invalid.
func candidate(r *rand.Rand, name string, targets []string) field.Field {
	f := field.New(name, field.Types[r.Intn(len(field.Types))])
	switch f.Type.Args {
	case field.Max:
		if r.Intn(2) == 0 {
			f.Length = f.Type.Lengths.Shortest + r.Intn(300)
		}
	case field.Precision:
		f.Precision = 1 + r.Intn(15)
		f.Scale = r.Intn(f.Precision + 1)
	case field.Values:
		f.Values = pick(r, strings.Fields("draft published private 10 A-b null true index"), 1+r.Intn(5))
	case field.Resource:
		f.Resource = ""
		if len(targets) > 0 {
			f.Resource = targets[r.Intn(len(targets))]
		}
	}
	for range r.Intn(4) {
		f.Set(field.Modifiers[r.Intn(len(field.Modifiers))], value(r, f))
	}
	return f
}

// value is a random value of f, or a small number.
func value(r *rand.Rand, f field.Field) string {
	values := []string{"1", "3", "now", "today", `it's: a #"tricky" \ value`, "two\nlines", "null", "~"}
	if samples := f.Samples(); r.Intn(4) > 0 {
		return samples[r.Intn(2)]
	}
	return values[r.Intn(len(values))]
}

func write(b *strings.Builder, r *rand.Rand, f field.Field) {
	if r.Intn(2) == 0 {
		fmt.Fprintf(b, "      %s: %q  # short\n", f.Name, field.Short(f))
		return
	}
	fmt.Fprintf(b, "      %s: {%s}\n", f.Name, strings.Join(slices.Concat(entries(f), texts(r), hints(r, f)), ", "))
}

// texts are entries that only people mind.
func texts(r *rand.Rand) []string {
	var all []string
	for _, key := range []string{"label", "help"} {
		if r.Intn(8) == 0 {
			all = append(all, fmt.Sprintf("%s: %q", key, pick(r, []string{"It's: one, {two}", "# ünder", "null", "12", "said \"so\""}, 1)[0]))
		}
	}
	return all
}

// hints are entries that mean nothing to a database in which nothing was
// called former, which is so for all others of this package.
func hints(r *rand.Rand, f field.Field) []string {
	var all []string
	rarely := func() bool { return r.Intn(8) == 0 }
	if rarely() {
		all = append(all, "was: former_"+f.Name)
	}
	if v := f.Samples()[0]; rarely() && f.CheckValue(v) == nil {
		all = append(all, fmt.Sprintf("backfill: %q", v))
	}
	if f.Type == field.Enum && rarely() {
		all = append(all, fmt.Sprintf("map: {former: %q}", f.Values[0]))
	}
	return all
}

// entries are those of f's long form.
func entries(f field.Field) []string {
	all := []string{"type: " + f.Type.Name}
	switch f.Type.Args {
	case field.Max:
		if f.Length != f.Type.Lengths.Default {
			all = append(all, fmt.Sprint("max: ", f.Length))
		}
	case field.Precision:
		all = append(all, fmt.Sprint("precision: ", f.Precision), fmt.Sprint("scale: ", f.Scale))
	case field.Values:
		all = append(all, fmt.Sprintf(`values: ["%s"]`, strings.Join(f.Values, `", "`)))
	case field.Resource:
		all = append(all, "resource: "+f.Resource)
	}
	for _, m := range f.Modifiers() {
		switch m {
		case field.Default:
			all = append(all, fmt.Sprintf("default: %q", *f.Default))
		case field.Min:
			all = append(all, fmt.Sprintf("min: %q", *f.Min))
		case field.MaxValue:
			all = append(all, fmt.Sprintf("max: %q", *f.Max))
		default:
			all = append(all, string(m)+": true")
		}
	}
	return all
}
