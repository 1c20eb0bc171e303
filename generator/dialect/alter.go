package dialect

import (
	"fmt"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
)

// A move is what becomes of the values of one column.
type move struct {
	diff.ColumnChange
	value string // the new value as an expression over the old row
	some  string // the condition that those rows meet whose value changes; "" for all of them
	loses bool   // values may change, as a person agreed
}

// stays reports whether every row keeps its value as it is.
func (m move) stays() bool { return m.value == quote(m.Old.Name) }

// rechecked reports whether the check of the column differs.
func (m move) rechecked() bool { return check(m.Old) != check(m.New) }

// rekeyed reports whether the foreign key of the column differs.
func (m move) rekeyed() bool {
	return m.Old.References != m.New.References || m.Old.Field.OnDelete != m.New.Field.OnDelete
}

// mayBreak reports whether a value may not meet the check of the column.
func (m move) mayBreak() bool {
	old, to := m.Old.Field, m.New.Field
	switch {
	case !m.stays():
		return true
	case to.Type == field.Enum:
		return old.Type != field.Enum || slices.ContainsFunc(old.Values, func(v string) bool { return !slices.Contains(to.Values, v) })
	case old.Type == field.Enum:
		return slices.ContainsFunc(old.Values, func(v string) bool { return len(v) > to.Length })
	}
	return old.Length == 0 || old.Length > to.Length
}

func (m move) becomesRequired() bool { return !m.Old.Required() && m.New.Required() }
func (m move) becomesOptional() bool { return m.Old.Required() && !m.New.Required() }

// retyped reports whether d declares the column with another type.
func (m move) retyped(d Dialect) bool { return d.column(m.Old).typ != d.column(m.New).typ }

// alter guards what columns hold, and then changes it.
func alter(d Dialect, c diff.AlterColumns) []Statement {
	moves := make([]move, len(c.Columns))
	var list []guard
	for i, column := range c.Columns {
		var needed []guard
		moves[i], needed = moveOf(d, c.Old.Name, column)
		list = append(list, needed...)
	}
	list = append(list, collisions(c, moves)...)
	statements := d.alter(c, moves)
	if len(statements) > 0 {
		statements[0].loses = slices.ContainsFunc(moves, func(m move) bool { return m.loses })
	}
	return slices.Concat(guards(d, list), statements)
}

// moveOf is how the values of a column of table change, and what must not be
// the case for it.
func moveOf(d Dialect, table string, c diff.ColumnChange) (move, []guard) {
	m := move{ColumnChange: c, value: quote(c.Old.Name)}
	name := c.Old.Name
	var list []guard
	if c.Using != "" {
		m.value = mapped(d.typed(c.New.Field, c.Using), c.Map)
	} else {
		m.value = mapped(m.value, c.Map)
		m.some = among(quote(name), c.Map)
		list = m.convert(d, table)
	}
	if c.Fill != nil && c.New.Required() {
		m.some = or(m.some, c, m.value)
		m.value = fmt.Sprintf("coalesce(%s, %s)", m.value, fill(d, c.New, *c.Fill))
	}
	if c.New.Required() && (!c.Old.Required() || c.Using != "") && (c.Fill == nil || c.Fill.Value == nil) {
		list = append(list, empty(table, name, m.value))
	}
	if m.mayBreak() {
		list = append(list, broken(table, c.New, m.value)...)
	}
	if c.New.References != "" && (!m.stays() || c.Old.References != c.New.References) {
		list = append(list, orphans(table, name, m.value, c.New.References))
	}
	return m, list
}

// convert puts the cast to the new type around m's value.
func (m *move) convert(d Dialect, table string) []guard {
	old, to := m.Old.Field, m.New.Field
	conversion := d.conversion(old, to)
	if shorter, ok := cut(old, to); ok && m.Lossy && conversion.value == "" {
		conversion = shorter
	}
	var list []guard
	refuse := func(condition, problem string) {
		if condition != "" {
			list = append(list, refused(table, m.Old.Name, m.value, of(condition, `"value"`), problem))
		}
	}
	if kindOf(to) == texts {
		refuse(conversion.reads, described(old))
	} else {
		refuse(conversion.reads, described(to))
	}
	if m.Lossy {
		m.loses = conversion.keeps != ""
	} else {
		refuse(conversion.keeps, changed(to))
	}
	if conversion.value != "" {
		m.value, m.some = of(conversion.value, m.value), ""
	}
	return list
}

// mapped is value with some values replaced.
func mapped(value string, mappings []diff.Mapping) string {
	if len(mappings) == 0 {
		return value
	}
	var b strings.Builder
	b.WriteString("CASE " + value)
	for _, m := range mappings {
		fmt.Fprintf(&b, " WHEN %s THEN %s", text(m.From), text(m.To))
	}
	return b.String() + " ELSE " + value + " END"
}

// among is the condition that column has a value which is replaced.
func among(column string, mappings []diff.Mapping) string {
	if len(mappings) == 0 {
		return ""
	}
	values := make([]string, len(mappings))
	for i, m := range mappings {
		values[i] = text(m.From)
	}
	return column + " IN (" + strings.Join(values, ", ") + ")"
}

// or adds the rows without a value to those that some selects, if value is not
// converted.
func or(some string, c diff.ColumnChange, value string) string {
	missing := quote(c.Old.Name) + " IS NULL"
	switch {
	case some != "":
		return some + " OR " + missing
	case value == quote(c.Old.Name):
		return missing
	}
	return ""
}

// collisions stop where new values would not be unique.
func collisions(c diff.AlterColumns, moves []move) []guard {
	values := make(map[string]string)
	for _, m := range moves {
		if !m.stays() {
			values[m.Old.Name] = m.value
		}
	}
	var list []guard
	for _, x := range c.New.Indexes {
		expressions := quoteAll(x.Columns)
		changed := false
		for i, name := range x.Columns {
			if value, found := values[name]; found {
				expressions[i], changed = value, true
			}
		}
		if x.Unique && changed {
			list = append(list, duplicates(c.Old.Name, x, expressions))
		}
	}
	return list
}

// alterBack takes c back as far as that is possible.
func alterBack(d Dialect, c diff.AlterColumns) []Statement {
	back := diff.AlterColumns{Old: c.New, New: c.Old}
	var notes []string
	for _, column := range c.Columns {
		reverse, note := reversed(d, c.New, column)
		back.Columns = append(back.Columns, reverse)
		if note != "" {
			notes = append(notes, note)
		}
	}
	statements := alter(d, back)
	if len(notes) > 0 && len(statements) > 0 {
		statements = noted(statements, strings.Join(notes, "\n"))
	}
	return statements
}

// reversed is the change that leads back, and what it cannot bring back.
func reversed(d Dialect, t diff.Table, c diff.ColumnChange) (diff.ColumnChange, string) {
	back := diff.ColumnChange{Old: c.New, New: c.Old, Lossy: c.Using != ""}
	name := quote(c.Old.Name)
	if isImpossible(c.New, c.Old) {
		back.Using = substitute(d, t, c.Old, c.Old.Field.Unique)
		if back.Using == "" {
			back.Using = "NULL"
		}
		return back, fmt.Sprintf("The values that %s had do not come back.", name)
	}
	if f := c.Old.Field; c.Old.Required() && f.Default != nil {
		back.Fill = &diff.Fill{Value: f.Default}
	}
	ambiguous := false
	back.Map, ambiguous = mappedBack(c)
	switch {
	case c.Using != "":
		return back, fmt.Sprintf("What %s was before it was changed does not come back.", name)
	case c.Lossy && loses(d, c):
		return back, fmt.Sprintf("What %s was before it was cut or rounded does not come back.", name)
	case c.Fill != nil && c.New.Required() && !c.Old.Required():
		return back, fmt.Sprintf("Rows that had no %s keep the one that they got.", name)
	case ambiguous:
		return back, fmt.Sprintf("Values of %s that became one do not become two again.", name)
	}
	return back, ""
}

// loses reports whether casting the values of c may change them.
func loses(d Dialect, c diff.ColumnChange) bool {
	if _, cuts := cut(c.Old.Field, c.New.Field); cuts {
		return true
	}
	return d.conversion(c.Old.Field, c.New.Field).keeps != ""
}

// mappedBack is the map of c the other way round, for the values that were not
// there before, and whether some of them had become one.
func mappedBack(c diff.ColumnChange) (back []diff.Mapping, ambiguous bool) {
	for _, m := range c.Map {
		isOld := c.Old.Field.Type != field.Enum || slices.Contains(c.Old.Field.Values, m.To)
		isDone := slices.ContainsFunc(back, func(b diff.Mapping) bool { return b.From == m.To })
		if isOld || isDone {
			ambiguous = true
			continue
		}
		back = append(back, diff.Mapping{From: m.To, To: m.From})
	}
	return back, ambiguous
}
