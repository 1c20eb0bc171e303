package render

import (
	"fmt"
	"html"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// Human is what pages call the field.
func (f *fieldView) Human() string {
	if f.Label != "" {
		return inHTML(f.Label)
	}
	return human(f.Name)
}

// HumanLower is Human behind another word: find author.
func (f *fieldView) HumanLower() string {
	if f.Label != "" {
		return f.Human()
	}
	return lowerHuman(f.Name)
}

// said is its label as plain text.
func (f *fieldView) said() string {
	if f.Label != "" {
		return f.Label
	}
	return human(f.Name)
}

// sourceHuman is what pages call the field that it is made from, within a
// sentence.
func (f *fieldView) sourceHuman() string {
	if source := f.source(); source.Label != "" {
		return "field “" + source.Human() + "”"
	}
	return lowerHuman(f.Source)
}

// inHTML spells a text of gen.yaml so that it stays a text in HTML, and in a
// template of the application.
func inHTML(text string) string {
	return strings.ReplaceAll(html.EscapeString(text), "{", "&#123;")
}

// parser is the expression that reads its values.
func (f *fieldView) parser() string {
	parser := f.Kept().Parser(f.Field)
	if f.NamesRows() {
		parser = "input.Address()"
	}
	if f.Pattern == "" {
		return parser
	}
	return fmt.Sprintf("input.Matching(%s, %s)", parser, f.PatternVar())
}

// PatternVar is the variable that holds its pattern.
func (f *fieldView) PatternVar() string { return f.Resource.Camel() + f.Go() + "Pattern" }

// PatternLiteral is its pattern as a Go literal.
func (f *fieldView) PatternLiteral() string { return rawString(f.Pattern) }

func rawString(text string) string {
	if strings.Contains(text, "`") {
		return fmt.Sprintf("%q", text)
	}
	return "`" + text + "`"
}

// Patterned are the inputs whose values have to match a pattern.
func (r *resourceView) Patterned() []*fieldView {
	return only(r.Inputs(), func(f *fieldView) bool { return f.Pattern != "" })
}

// counted reports whether a page says how many characters are left.
func (f *fieldView) counted() bool {
	return !f.Readonly && f.control() == "textarea" && f.Type != field.JSON && f.Length > 0
}

// Counts reports whether a control of its form counts characters.
func (r *resourceView) Counts() bool {
	return len(only(r.Fields, (*fieldView).counted)) > 0
}

func counts(a appView) bool {
	return len(onlyResources(a.PageResources(), (*resourceView).Counts)) > 0
}

func patterns(a appView) bool {
	return len(onlyResources(a.Resources, func(r *resourceView) bool { return len(r.Patterned()) > 0 })) > 0
}

// onlyResources returns the resources for which keep is true.
func onlyResources(resources []*resourceView, keep func(*resourceView) bool) []*resourceView {
	var kept []*resourceView
	for _, r := range resources {
		if keep(r) {
			kept = append(kept, r)
		}
	}
	return kept
}
