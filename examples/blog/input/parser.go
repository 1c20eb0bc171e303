package input

import (
	"cmp"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// A Parser reads values of one type and shows them.
type Parser[T any] struct {
	parse   func(Value) (T, error)
	format  func(T) string
	compare func(a, b T) int
	rules   []func(T) error
	unsent  *Value // what leaving it out of an HTML form means
}

// Min refuses values below min.
func (p Parser[T]) Min(min T) Parser[T] {
	return p.rule(func(v T) bool { return p.compare(v, min) >= 0 }, "must be at least "+p.format(min))
}

// Max refuses values above max.
func (p Parser[T]) Max(max T) Parser[T] {
	return p.rule(func(v T) bool { return p.compare(v, max) <= 0 }, "must be at most "+p.format(max))
}

func (p Parser[T]) rule(ok func(T) bool, message string) Parser[T] {
	p.rules = append(slices.Clip(p.rules), func(v T) error {
		if !ok(v) {
			return errors.New(message)
		}
		return nil
	})
	return p
}

func (p Parser[T]) read(v Value) (T, error) {
	parsed, err := p.parse(v)
	if err != nil {
		return parsed, err
	}
	for _, rule := range p.rules {
		if err := rule(parsed); err != nil {
			return parsed, err
		}
	}
	return parsed, nil
}

// shows reports whether v is value as a control shows it, in the page's spelling
// or, of a time, in the browser's.
func (p Parser[T]) shows(v Value, value T) bool {
	parsed, err := p.parse(v)
	return v.text == p.format(value) || err == nil && p.format(parsed) == p.format(value)
}

// Int reads whole numbers of 64 bits.
func Int() Parser[int64] {
	return Parser[int64]{
		parse: func(v Value) (int64, error) {
			text, err := v.number("must be a whole number")
			if err != nil {
				return 0, err
			}
			n, err := strconv.ParseInt(text, 10, 64)
			if errors.Is(err, strconv.ErrRange) {
				return 0, fmt.Errorf("must be between %d and %d", math.MinInt64, math.MaxInt64)
			}
			if err != nil {
				return 0, errors.New("must be a whole number")
			}
			return n, nil
		},
		format:  func(n int64) string { return strconv.FormatInt(n, 10) },
		compare: cmp.Compare[int64],
	}
}

// Float reads floating-point numbers.
func Float() Parser[float64] {
	return Parser[float64]{
		parse: func(v Value) (float64, error) {
			text, err := v.number("must be a number")
			if err != nil {
				return 0, err
			}
			n, err := strconv.ParseFloat(text, 64)
			if errors.Is(err, strconv.ErrRange) {
				return 0, errors.New("is too large")
			}
			if err != nil || strings.Trim(text, "+-.0123456789eE") != "" { // such as Inf and 0x10
				return 0, errors.New("must be a number")
			}
			return n + 0, nil // -0 becomes 0, as SQLite has it
		},
		format:  func(n float64) string { return strconv.FormatFloat(n, 'f', -1, 64) },
		compare: cmp.Compare[float64],
	}
}

// ID reads the id of another resource.
func ID() Parser[int64] {
	p := Int()
	parse := p.parse
	p.parse = func(v Value) (int64, error) {
		id, err := parse(v)
		if err != nil {
			return 0, errors.New("must be an id")
		}
		return id, nil
	}
	return p
}

// Bool reads true and false. A checkbox that an HTML form leaves out is false.
func Bool() Parser[bool] {
	return Parser[bool]{
		parse: func(v Value) (bool, error) {
			switch {
			case v.shape == isBool:
				return v.text == "true", nil
			case v.shape == isTyped && slices.Contains([]string{"true", "on", "1"}, v.text):
				return true, nil
			case v.shape == isTyped && slices.Contains([]string{"false", "off", "0"}, v.text):
				return false, nil
			}
			return false, errors.New("must be true or false")
		},
		format: strconv.FormatBool,
		unsent: &Value{shape: isTyped, text: "false"},
	}
}

// number is the text of a number, typed or as JSON has it.
func (v Value) number(message string) (string, error) {
	switch v.shape {
	case isTyped:
		return strings.TrimSpace(v.text), nil
	case isNumber:
		return v.text, nil
	}
	return "", errors.New(message)
}

// line is what was typed, or a JSON string.
func (v Value) line(message string) (string, error) {
	if v.shape == isTyped || v.shape == isString {
		return v.text, nil
	}
	return "", errors.New(message)
}
