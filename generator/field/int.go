package field

import (
	"cmp"
	"fmt"
	"strconv"
)

// Int is a whole number of 64 bits.
var Int = &Type{
	Name:     "int",
	Aliases:  []string{"integer", "bigint"},
	Summary:  "a whole number of 64 bits: views:int:min=0",
	Go:       "int64",
	SQLite:   "integer",
	Postgres: is("bigint"),
	Parser:   func(f Field) string { return bounded(f, "input.Int()") },
	Literal:  bare,
	Valid:    validInt,
	Compare:  func(a, b string) int { return cmp.Compare(parseInt(a), parseInt(b)) },
	Sample:   sampleInt,
	JSON:     same,
	Control:  "number",
	Attrs:    func(f Field) string { return numberAttrs(f, "numeric") },
	Show:     "text",
}

func validInt(_ Field, v string) error {
	n, err := strconv.ParseInt(v, 10, 64)
	if isOutOfRange(err) {
		return fmt.Errorf("%s does not fit into 64 bits", v)
	}
	if err != nil || strconv.FormatInt(n, 10) != v {
		return fmt.Errorf("%q is not a whole number such as 12 or -3", v)
	}
	return nil
}

// parseInt reads what validInt accepted.
func parseInt(v string) int64 {
	n, _ := strconv.ParseInt(v, 10, 64)
	return n
}

func sampleInt(f Field) [2]string {
	step := func(v string, by int64) string { return strconv.FormatInt(parseInt(v)+by, 10) }
	return pick(f, step, "1", "2")
}
