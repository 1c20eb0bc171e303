package input

import (
	"errors"
	"fmt"
	"regexp"
	"strings"

	"github.com/shopspring/decimal"
)

// plainDecimal leaves out exponents: 1e1000000000 is short to send and long to
// print.
var plainDecimal = regexp.MustCompile(`^[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)$`)

// Decimal reads exact numbers of precision digits, scale of them after the
// point. JSON may have them as text, which is exact in every language.
func Decimal(precision, scale int) Parser[decimal.Decimal] {
	limit := decimal.New(1, int32(precision-scale))
	return Parser[decimal.Decimal]{
		parse: func(v Value) (decimal.Decimal, error) {
			const message = "must be a number such as 12.50"
			if v.shape == isBool || v.shape == isNested {
				return decimal.Decimal{}, errors.New(message)
			}
			text := strings.TrimSpace(v.text)
			if !plainDecimal.MatchString(text) || len(text) > 100 {
				return decimal.Decimal{}, errors.New(message)
			}
			d, err := decimal.NewFromString(text)
			switch {
			case err != nil:
				return d, errors.New(message)
			case !d.Equal(d.Truncate(int32(scale))):
				return d, fmt.Errorf("must have at most %d digits after the point", scale)
			case d.Abs().GreaterThanOrEqual(limit):
				return d, fmt.Errorf("must have at most %d digits before the point", precision-scale)
			}
			return d, nil
		},
		format:  func(d decimal.Decimal) string { return d.StringFixed(int32(scale)) },
		compare: decimal.Decimal.Cmp,
	}
}

// FixedDecimal is an optional decimal as the API shows it.
func FixedDecimal(d *decimal.Decimal, scale int32) *string {
	if d == nil {
		return nil
	}
	text := d.StringFixed(scale)
	return &text
}
