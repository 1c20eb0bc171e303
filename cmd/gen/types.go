package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator/field"
)

type typesOptions struct{ *global }

func newTypes(g *global) *cobra.Command {
	o := &typesOptions{global: g}
	return &cobra.Command{
		Use:   "types",
		Short: "List the types and modifiers of fields",
		Long: `List the types that a field may have, what may follow them, and the modifiers. A
field is name[:type[:argument...]][:modifier...], on the command line and in
gen.yaml.

Exit codes: 0 listed.`,
		Example: `  gen types
  gen types --json`,
		Args:                  arguments(0, 0),
		DisableFlagsInUseLine: true,
		RunE:                  func(*cobra.Command, []string) error { return o.run() },
	}
}

// A typeFact is what --json says about a type.
type typeFact struct {
	Name      string   `json:"name"`
	Aliases   []string `json:"aliases"`
	Arguments string   `json:"arguments"`
	Summary   string   `json:"summary"`
}

var argumentForms = map[field.Args]string{
	field.NoArgs:    "",
	field.Max:       "[:MAX]",
	field.Precision: ":PRECISION:SCALE",
	field.Values:    ":VALUE...",
	field.Resource:  "[:RESOURCE]",
	field.Source:    "[:FIELD]",
}

// modifierTexts says what each modifier does.
var modifierTexts = map[field.Modifier]string{
	field.Optional: "may be left out; fields are required otherwise",
	field.Unique:   "no two rows have the same value",
	field.Index:    "has an index, for queries of your own",
	field.Search:   "words in it are found by ?q= in lists; a search may give the beginning of the last one",
	field.Default:  "the value when it is left out",
	field.Min:      "the smallest value, or the shortest length",
	field.MaxValue: "the largest value, or the longest length",
	field.Private:  "never leaves the server",
	field.Readonly: "never taken from input",
	field.Cascade:  "of a reference: deleting the other row deletes this one",
	field.Restrict: "of a reference: the other row cannot be deleted (what happens anyway)",
	field.Nullify:  "of a reference: deleting the other row empties this field",
}

func (o *typesOptions) run() error {
	var facts []typeFact
	o.out.printf("Types:\n")
	for _, t := range field.Types {
		facts = append(facts, typeFact{t.Name, append([]string{}, t.Aliases...), argumentForms[t.Args], t.Summary})
		name := t.Name + argumentForms[t.Args]
		o.out.printf("  %-25s %s\n", name, t.Summary)
		if len(t.Aliases) > 0 {
			o.out.printf("  %-25s also written %s\n", "", strings.Join(t.Aliases, ", "))
		}
	}
	o.out.printf("\nModifiers:\n")
	modifiers := map[string]string{}
	for _, m := range field.Modifiers {
		modifiers[string(m)] = modifierTexts[m]
		form := string(m)
		if m.TakesValue() {
			form += "=V"
		}
		o.out.printf("  %-25s %s\n", form, modifierTexts[m])
	}
	o.out.set("types", facts)
	o.out.set("modifiers", modifiers)
	return nil
}
