package e2e

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
)

func TestEmptyApplicationIsGreen(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) { wantGreen(t, newApp(t, database, "")) })
}

func TestExampleIsGreen(t *testing.T) {
	definition, err := os.ReadFile("../examples/blog.yaml")
	if err != nil {
		t.Fatal(err)
	}
	onBoth(t, func(t *testing.T, database string) { wantGreen(t, newApp(t, database, string(definition))) })
}

// Every type works with every modifier that it does not refuse.
func TestEveryTypeAndModifierIsGreen(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) { wantGreen(t, newApp(t, database, everything(t))) })
}

// Words that mean something in Go, in SQL or in templates work as names.
func TestAwkwardNamesAreGreen(t *testing.T) {
	definition, err := os.ReadFile("testdata/names.yaml")
	if err != nil {
		t.Fatal(err)
	}
	onBoth(t, func(t *testing.T, database string) { wantGreen(t, newApp(t, database, string(definition))) })
}

// The web package does not know which database it is on.
func TestWebIsTheSameOnBothDatabases(t *testing.T) {
	definition := everything(t)
	var webs []map[string]string
	for _, database := range databases {
		web := snapshot(t, newApp(t, database, definition)+"/web")
		webs = append(webs, web)
	}
	wantSame(t, webs[0], webs[1])
}

// The committed example is what gen emits today. When it is not, and only a
// template changed:
// go run ./cmd/gen -C examples/blog apply. Otherwise: scripts/example.
func TestExampleIsFresh(t *testing.T) {
	want(t, 0, "../examples/blog", gen, "check")
	var definitions []string
	for _, path := range []string{"../examples/blog.yaml", "../examples/blog/gen.yaml"} {
		data, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		definitions = append(definitions, string(data))
	}
	if definitions[0] != definitions[1] {
		t.Error("examples/blog.yaml and examples/blog/gen.yaml differ")
	}
}

// everything is a definition with a resource for each type, that has a field
// for each combination of modifiers.
func everything(t *testing.T) string {
	t.Helper()
	var text strings.Builder
	text.WriteString("app: blog\ndatabase: sqlite\nresources:\n  target:\n    fields:\n      name: string\n")
	for _, typ := range field.Types {
		fmt.Fprintf(&text, "  every_%s:\n    fields:\n", typ.Name)
		for i, spec := range combinations(t, typ) {
			fmt.Fprintf(&text, "      f%d: %q\n", i, spec)
		}
	}
	return text.String()
}

// arguments of the types that need some.
var arguments = map[string]string{"string": ":40", "decimal": ":10:2", "enum": ":draft:live", "references": ":target", "many": ":target"}

// combinations lists the type alone, with each modifier, and with each two.
func combinations(t *testing.T, typ *field.Type) []string {
	t.Helper()
	words := []string{""}
	samples := typ.Sample(field.Field{Name: "f", Type: typ, Length: 40, Precision: 10, Scale: 2, Values: []string{"draft", "live"}})
	for _, m := range field.Modifiers {
		word := ":" + string(m)
		if m.TakesValue() {
			value := samples[0]
			if typ.Compare == nil && m != field.Default {
				value = "3"
			}
			if m == field.MaxValue && typ.Compare != nil {
				value = samples[1]
			}
			if m == field.MaxValue && typ.Compare == nil {
				value = "30"
			}
			word += "=" + value
		}
		words = append(words, word)
	}
	var specs []string
	seen := map[string]bool{}
	for i, first := range words {
		for _, second := range words[i:] {
			if second == first {
				second = ""
			}
			spec := typ.Name + arguments[typ.Name] + first + second
			if _, err := field.ParseField("f:" + spec); err == nil && !seen[spec] {
				seen[spec] = true
				specs = append(specs, spec)
			}
		}
	}
	if len(specs) < 4 && typ != field.Many { // which takes no modifier but optional
		t.Fatalf("%s takes only %q", typ.Name, specs)
	}
	return specs
}
