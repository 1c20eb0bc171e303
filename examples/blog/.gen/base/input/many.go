package input

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
)

// maxMany is the most values that a client may send of many.
const maxMany = 1000

var errNotList = errors.New("must be a list of ids")

// Many is a field that is a set of values: in JSON a list, in an HTML form
// every control of its name. Blank ones do not count: a hidden one stands
// before the checkboxes, so that a form says also that none is checked.
func Many[T comparable](name string, to *[]T, p Parser[T]) Field {
	return Field{
		name: name,
		many: true,
		set: func(v Value) error {
			sent, err := v.list()
			if err != nil {
				return err
			}
			set := make([]T, 0, len(sent))
			seen := make(map[T]bool, len(sent))
			for _, v := range sent {
				parsed, err := p.read(v)
				if err != nil {
					return err
				}
				if !seen[parsed] {
					set = append(set, parsed)
				}
				seen[parsed] = true
			}
			*to = set
			return nil
		},
		show: func() string {
			var texts []string
			for _, value := range *to {
				texts = append(texts, p.format(value))
			}
			return strings.Join(texts, " ")
		},
		shown: func(Value) bool { return false },
	}
}

// list returns the values that v consists of.
func (v Value) list() ([]Value, error) {
	var values []Value
	switch v.shape {
	case isNull:
	case isTyped:
		for _, text := range v.texts {
			values = append(values, Value{shape: isTyped, text: text})
		}
		values = slices.DeleteFunc(values, Value.blank)
	default:
		var items []json.RawMessage
		if v.shape != isNested || json.Unmarshal([]byte(v.text), &items) != nil {
			return nil, errNotList
		}
		for _, item := range items {
			values = append(values, fromRaw(item))
		}
	}
	for _, value := range values {
		switch {
		case value.blank():
			return nil, errNotList
		case !value.storable():
			return nil, errNotText
		}
	}
	if len(values) > maxMany {
		return nil, fmt.Errorf("can be at most %d", maxMany)
	}
	return values, nil
}
