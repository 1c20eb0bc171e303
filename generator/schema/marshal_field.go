package schema

import (
	"slices"
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// A pair is one entry of a mapping; both sides are spelled for within braces.
type pair struct{ key, value string }

// braces writes pairs as a mapping in braces.
func braces(pairs []pair) string {
	entries := make([]string, len(pairs))
	for i, p := range pairs {
		entries[i] = p.key + ": " + p.value
	}
	return "{" + strings.Join(entries, ", ") + "}"
}

// LongForm is f in its long form on one line, with what h says:
// {type: string, max: 120, was: title}.
func LongForm(f field.Field, h Hint) string {
	pairs := append([]pair{{"type", f.Type.Name}}, argumentPairs(f)...)
	for _, m := range f.Modifiers() {
		pairs = append(pairs, modifierPair(f, m))
	}
	return braces(slices.Concat(pairs, textPairs(f), hintPairs(f, h)))
}

func textPairs(f field.Field) []pair {
	var pairs []pair
	for _, p := range []pair{{"label", f.Label}, {"help", f.Help}, {"pattern", f.Pattern}} {
		if p.value != "" {
			pairs = append(pairs, pair{p.key, flowText(p.value)})
		}
	}
	return pairs
}

func argumentPairs(f field.Field) []pair {
	switch {
	case f.Type.Args == field.Max && f.Length != f.Type.Lengths.Default:
		return []pair{{"max", strconv.Itoa(f.Length)}}
	case f.Type.Args == field.Precision:
		return []pair{{"precision", strconv.Itoa(f.Precision)}, {"scale", strconv.Itoa(f.Scale)}}
	case f.Type.Args == field.Values:
		values := make([]string, len(f.Values))
		for i, v := range f.Values {
			values[i] = flowText(v)
		}
		return []pair{{"values", "[" + strings.Join(values, ", ") + "]"}}
	case f.Type.Args == field.Resource && f.Resource != field.New(f.Name, f.Type).Resource:
		return []pair{{"resource", flowText(f.Resource)}}
	case f.IsMade():
		return []pair{{"from", flowText(f.Source)}}
	}
	return nil
}

func modifierPair(f field.Field, m field.Modifier) pair {
	switch m {
	case field.Default:
		return pair{string(m), value(f.Type, *f.Default)}
	case field.Min:
		if f.Type.Args == field.Max {
			return pair{string(m), *f.Min} // a number of characters
		}
		return pair{string(m), value(f.Type, *f.Min)}
	case field.MaxValue:
		return pair{string(m), value(f.Type, *f.Max)}
	}
	return pair{string(m), "true"}
}

// value spells v without quotes where they would only be in the way.
func value(t *field.Type, v string) string {
	if slices.Contains([]*field.Type{field.Int, field.Float, field.Decimal, field.Bool}, t) {
		return v
	}
	return flowText(v)
}

func hintPairs(f field.Field, h Hint) []pair {
	var pairs []pair
	if h.Was != "" {
		pairs = append(pairs, pair{"was", flowText(h.Was)})
	}
	switch b := h.Backfill; {
	case b == nil:
	case b.Value != nil:
		pairs = append(pairs, pair{"backfill", value(f.Type, *b.Value)})
	default:
		pairs = append(pairs, pair{"backfill", braces([]pair{{"sql", sqlText(b.SQL)}})})
	}
	if h.Using != nil {
		pairs = append(pairs, pair{"using", sqlText(h.Using)})
	}
	if h.Map != nil {
		mapped := make([]pair, len(h.Map))
		for i, m := range h.Map {
			mapped[i] = pair{flowText(m.From), flowText(m.To)}
		}
		pairs = append(pairs, pair{"map", braces(mapped)})
	}
	return pairs
}

// sqlText writes expressions, which are one where they are equal.
func sqlText(spelled map[string]string) string {
	sqlite, inSQLite := spelled[SQLite]
	postgres, inPostgres := spelled[Postgres]
	if inSQLite && inPostgres && sqlite == postgres {
		return flowText(sqlite)
	}
	var pairs []pair
	if inSQLite {
		pairs = append(pairs, pair{SQLite, flowText(sqlite)})
	}
	if inPostgres {
		pairs = append(pairs, pair{Postgres, flowText(postgres)})
	}
	return braces(pairs)
}
