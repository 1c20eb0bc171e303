package main

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/seed-b1203020/gen/generator"
)

type explainOptions struct{ *global }

func newExplain(g *global) *cobra.Command {
	o := &explainOptions{global: g}
	return &cobra.Command{
		Use:   "explain [CODE]",
		Short: "Explain an error's code, or list all codes",
		Long: `Explain the code of an error or a decision, as --json shows it. Without a code,
list all of them.

Exit codes: 0 explained · 2 no such code.`,
		Example: `  gen explain GEN300
  gen explain`,
		Args:                  arguments(0, 1),
		DisableFlagsInUseLine: true,
		RunE:                  func(_ *cobra.Command, args []string) error { return o.run(args) },
	}
}

func (o *explainOptions) run(args []string) error {
	if len(args) == 0 {
		o.list()
		return nil
	}
	code := strings.ToUpper(args[0])
	e, found := generator.Explain(code)
	if !found {
		return usage("gen explain lists the codes", "no code %s", code)
	}
	o.out.set("code", e.Code)
	o.out.set("title", e.Title)
	o.out.set("text", e.Text)
	o.out.printf("%s: %s\n\n%s\n", e.Code, e.Title, wrap(e.Text, 80))
	return nil
}

func (o *explainOptions) list() {
	codes := map[string]string{}
	for _, e := range generator.Explanations() {
		codes[string(e.Code)] = e.Title
		o.out.printf("%s  %s\n", e.Code, e.Title)
	}
	o.out.set("codes", codes)
}

// wrap breaks text into lines of at most width characters.
func wrap(text string, width int) string {
	var b strings.Builder
	column := 0
	for _, word := range strings.Fields(text) {
		switch {
		case column == 0:
		case column+1+len(word) > width:
			b.WriteByte('\n')
			column = 0
		default:
			b.WriteByte(' ')
			column++
		}
		b.WriteString(word)
		column += len(word)
	}
	return b.String()
}
