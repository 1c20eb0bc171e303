package diff

import (
	"fmt"
	"slices"
	"strings"
)

// A Risk says what a change does to the rows that are there.
type Risk string

// The risks, from the least.
const (
	Kept    Risk = "kept"    // every row and every value stays
	Guarded Risk = "checked" // the migration stops, and changes nothing, if a row stands in the way
	Lost    Risk = "lost"    // rows or values are gone afterwards
)

// RiskOf says what c does to the rows, as a word and as a sentence, which is
// "" if there is nothing to say.
func RiskOf(c Change) (Risk, string) {
	switch c := c.(type) {
	case AddColumn:
		return riskOfFill(c)
	case AlterColumns:
		return riskOfColumns(c)
	case DropColumn:
		return Lost, fmt.Sprintf("the values of %s.%s are lost", c.Table.Name, c.Column.Name)
	case DropTable:
		return Lost, fmt.Sprintf("the rows of %s are lost", c.Table.Name)
	case CreateIndex:
		if c.Index.Unique {
			return Guarded, "stops if two rows have the same " + strings.Join(c.Index.Columns, ", ")
		}
	}
	return Kept, ""
}

func riskOfFill(c AddColumn) (Risk, string) {
	switch {
	case c.Fill == nil:
		return Kept, ""
	case c.Fill.Value == nil && c.Column.Required():
		return Guarded, fmt.Sprintf("rows that are there get %s; stops if that gives one no value", c.Fill)
	}
	return Kept, fmt.Sprintf("rows that are there get %s", c.Fill)
}

// riskOfColumns is the greatest risk of the columns, with all that there is to
// say.
func riskOfColumns(c AlterColumns) (Risk, string) {
	risk := Kept
	var sentences []string
	for _, column := range c.Columns {
		r, said := riskOfColumn(column)
		if r == Lost || risk == Kept {
			risk = r
		}
		sentences = append(sentences, said...)
	}
	return risk, strings.Join(sentences, "; ")
}

func riskOfColumn(c ColumnChange) (Risk, []string) {
	name := c.New.Name
	risk := Kept
	var said []string
	stops := func(format string, args ...any) {
		risk = Guarded
		said = append(said, "stops if "+fmt.Sprintf(format, args...))
	}
	cast := castOf(c.Old, c.New)
	switch {
	case c.Using != "":
		said = append(said, fmt.Sprintf("%s becomes %s", name, c.Using))
	case cast == Checked:
		stops("a row has a %s that is no %s", name, spelled(c.New.Field))
	}
	if c.New.Required() && c.Old.Field.Optional {
		if c.Fill != nil {
			said = append(said, fmt.Sprintf("rows without a %s get %s", name, c.Fill))
		}
		if c.Fill == nil || c.Fill.SQL != "" {
			stops("a row has no %s", name)
		}
	}
	if n := c.New.Field.Length; n > 0 && (c.Old.Field.Length == 0 || n < c.Old.Field.Length) {
		stops("a row has a %s of more than %d characters", name, n)
	}
	if gone := goneValues(c); len(gone) > 0 && cast == Same {
		stops("a row has the %s %s", name, strings.Join(gone, " or "))
	}
	if c.New.References != "" && c.New.References != c.Old.References {
		stops("a row has a %s that is the id of none of %s", name, c.New.References)
	}
	if cast == Narrowing && c.Using == "" {
		return Lost, append(said, fmt.Sprintf("values of %s are rounded or cut to %s", name, spelled(c.New.Field)))
	}
	return risk, said
}

// goneValues are the values of an enum that are no more, and that no mapping
// replaces.
func goneValues(c ColumnChange) []string {
	var gone []string
	for _, v := range c.Old.Field.Values {
		isMapped := slices.ContainsFunc(c.Map, func(m Mapping) bool { return m.From == v })
		if !isMapped && len(c.New.Field.Values) > 0 && !slices.Contains(c.New.Field.Values, v) {
			gone = append(gone, v)
		}
	}
	return gone
}
