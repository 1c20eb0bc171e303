package input

import (
	"encoding/json"
	"errors"
	"io"
	"strings"

	"blog/types"
)

// JSON reads JSON documents: any value in JSON, its text in an HTML form.
func JSON() Parser[types.JSON] {
	return Parser[types.JSON]{
		parse: func(v Value) (types.JSON, error) {
			text := v.text
			if v.shape == isString {
				quoted, err := json.Marshal(text)
				if err != nil {
					return nil, err
				}
				text = string(quoted)
			}
			return types.JSON(text), checkJSON(text)
		},
		format: types.JSON.String,
	}
}

// maxDepth is how deep JSON may nest, far below what databases stop at.
const maxDepth = 100

// checkJSON refuses what PostgreSQL cannot keep, so that both databases take
// the same documents.
func checkJSON(text string) error {
	if !json.Valid([]byte(text)) {
		return errors.New("must be JSON")
	}
	if hasHalfPair([]byte(text)) {
		return errNotText
	}
	tokens := json.NewDecoder(strings.NewReader(text))
	tokens.UseNumber()
	for depth := 0; ; {
		token, err := tokens.Token()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return errors.New("must be JSON")
		}
		switch token := token.(type) {
		case json.Delim:
			if token == '{' || token == '[' {
				depth++
			} else {
				depth--
			}
			if depth > maxDepth {
				return errors.New("is nested too deeply")
			}
		case string:
			if strings.ContainsRune(token, 0) {
				return errNotText
			}
		case json.Number:
			if !withinFloat(token) {
				return errors.New("has a number that is too large or too small")
			}
		}
	}
}

// withinFloat reports whether n is neither too large nor too small for a
// float64, which is what most readers of JSON make of it.
func withinFloat(n json.Number) bool {
	f, err := n.Float64()
	mantissa, _, _ := strings.Cut(strings.ToLower(n.String()), "e")
	return err == nil && (f != 0 || !strings.ContainsAny(mantissa, "123456789"))
}

// OptionalJSON is a field that may have no document. It needs no pointer:
// a nil document is none.
func OptionalJSON(name string, to *types.JSON) Field {
	f := Default(name, to, JSON())
	set := f.set
	f.set = func(v Value) error {
		if v.blank() {
			*to = nil
			return nil
		}
		return set(v)
	}
	return f
}
