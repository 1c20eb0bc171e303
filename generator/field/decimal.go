package field

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// Decimal is an exact number.
var Decimal = &Type{
	Name:     "decimal",
	Aliases:  []string{"numeric"},
	Summary:  "an exact number, such as money; all digits, and those after the point: price:decimal:10:2",
	Args:     Precision,
	Go:       "decimal.Decimal",
	Import:   "github.com/shopspring/decimal",
	Requires: []string{"github.com/shopspring/decimal v1.6.0"},
	SQLite:   "decimal",
	Postgres: func(f Field) string { return fmt.Sprintf("numeric(%d,%d)", f.Precision, f.Scale) },
	Catalog:  "pg_catalog.numeric",
	Parser:   func(f Field) string { return bounded(f, call("input.Decimal", f.Precision, f.Scale)) },
	Literal:  func(_ Field, v string) string { return call("decimal.RequireFromString", v) },
	Valid:    validDecimal,
	Compare:  func(a, b string) int { return parseDecimal(a).Cmp(parseDecimal(b)) },
	Sample:   sampleDecimal,
	JSON:     quoteValue,
	Control:  "number",
	Attrs:    func(f Field) string { return numberAttrs(f, "decimal") },
	Show:     "decimal",
}

var decimalPattern = regexp.MustCompile(`^-?(0|[1-9][0-9]*)(\.[0-9]+)?$`)

func validDecimal(f Field, v string) error {
	if !decimalPattern.MatchString(v) {
		return fmt.Errorf("%q is not a number such as 12.50 or -3", v)
	}
	whole, fraction, _ := strings.Cut(strings.TrimPrefix(v, "-"), ".")
	if len(fraction) > f.Scale {
		return fmt.Errorf("%s has more than %s after the point", v, count(f.Scale, "digit"))
	}
	if whole != "0" && len(whole) > f.Precision-f.Scale {
		return fmt.Errorf("%s has more than %s before the point", v, count(f.Precision-f.Scale, "digit"))
	}
	return nil
}

// parseDecimal reads what validDecimal accepted.
func parseDecimal(v string) decimal.Decimal {
	d, _ := decimal.NewFromString(v)
	return d
}

// smallest is the smallest step between two values of f: 0.01 for scale 2.
func smallest(f Field) decimal.Decimal { return decimal.New(1, int32(-f.Scale)) }

func sampleDecimal(f Field) [2]string {
	step := func(v string, by int64) string {
		return parseDecimal(v).Add(smallest(f).Mul(decimal.NewFromInt(by))).StringFixed(int32(f.Scale))
	}
	samples := pick(f, step, "12.50", "7.25", "1.5", "2.5", "1", "2", step("0", 1), step("0", 2))
	for i, v := range samples {
		samples[i] = parseDecimal(v).StringFixed(int32(f.Scale))
	}
	return samples
}
