package field

import (
	"cmp"
	"fmt"
	"regexp"
	"strconv"
)

// Float is a binary floating point number.
var Float = &Type{
	Name:     "float",
	Aliases:  []string{"double", "real"},
	Summary:  "a measured number, not exact: weight:float:min=0",
	Go:       "float64",
	SQLite:   "real",
	Postgres: is("double precision"),
	Parser:   func(f Field) string { return bounded(f, "input.Float()") },
	Literal:  bare,
	Valid:    validFloat,
	Compare:  func(a, b string) int { return cmp.Compare(parseFloat(a), parseFloat(b)) },
	Sample:   sampleFloat,
	JSON:     same,
	Control:  "number",
	Attrs:    func(f Field) string { return numberAttrs(f, "decimal") },
	Show:     "text",
}

// floatPattern is what Go, SQL, JSON and HTML all read as the same number.
var floatPattern = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?$`)

func validFloat(_ Field, v string) error {
	if !floatPattern.MatchString(v) {
		return fmt.Errorf("%q is not a number such as 1.5 or -3", v)
	}
	if _, err := strconv.ParseFloat(v, 64); err != nil {
		return fmt.Errorf("%s does not fit into 64 bits", v)
	}
	return nil
}

// parseFloat reads what validFloat accepted.
func parseFloat(v string) float64 {
	n, _ := strconv.ParseFloat(v, 64)
	return n
}

func sampleFloat(f Field) [2]string {
	candidates := []string{"1.5", "2.5", "0.5", "0.25"}
	if f.Min != nil && f.Max != nil {
		middle := parseFloat(*f.Min)/2 + parseFloat(*f.Max)/2
		candidates = append(candidates, strconv.FormatFloat(middle, 'g', -1, 64))
	}
	step := func(v string, by int64) string {
		return strconv.FormatFloat(parseFloat(v)+float64(by), 'g', -1, 64)
	}
	return pick(f, step, candidates...)
}
