// Package input reads what clients send, in HTML forms and in JSON, and says
// what is wrong with it.
//
// A form of the application lists its fields once, see web/*_form.go. Each line
// ties a name to a place in the form and to the rules for what may go there:
//
//	input.Required("title", &f.Title, input.String(0, 120))
//
// Read fills them in, and Show gives back what a browser shows.
package input

import (
	"bytes"
	"encoding/json"
	"errors"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"
)

// A Value is one value as a client sent it.
type Value struct {
	shape shape
	text  string   // what was typed or, of JSON, a string's content or the raw text of anything else
	texts []string // all that was typed, of a field that comes several times
}

// A shape is what a value looks like before it is parsed.
type shape int

// The shapes. HTML forms know only typed text.
const (
	isTyped shape = iota
	isString
	isNumber
	isBool
	isNull
	isNested // an object or an array
)

// Values are the fields of an HTML form, or the members of a JSON object.
type Values struct {
	fields map[string]Value
	typed  bool
}

// FromForm returns the fields of an HTML form. Of a field that comes several
// times the last one counts: a hidden "false" stands before each checkbox, so
// that one which is not checked is sent as well.
func FromForm(form url.Values) Values {
	fields := make(map[string]Value, len(form))
	for name, texts := range form {
		fields[name] = Value{shape: isTyped, text: newlines.Replace(texts[len(texts)-1]), texts: texts}
	}
	return Values{fields, true}
}

// Sought is what was typed into the search field of a select, to find what it
// does not offer. Its name is that of the select, with .find.
func (in Values) Sought(name string) string {
	if !in.typed {
		return ""
	}
	return strings.TrimSpace(in.fields[name+".find"].text)
}

// seeks reports whether the form was sent to find what to select, and not yet to
// be stored.
func (in Values) seeks(name string) bool {
	return in.Sought(name) != "" || in.typed && in.fields[".find"].text == name
}

// ErrNotObject says that a JSON document is something else than an object.
var ErrNotObject = errors.New("must be a JSON object")

// FromJSON returns the members of a JSON object.
func FromJSON(body []byte) (Values, error) {
	var members map[string]json.RawMessage
	err := json.Unmarshal(body, &members)
	if errors.As(err, new(*json.UnmarshalTypeError)) || err == nil && members == nil {
		return Values{}, ErrNotObject
	}
	if err != nil {
		return Values{}, err
	}
	fields := make(map[string]Value, len(members))
	for name, raw := range members {
		fields[name] = fromRaw(raw)
	}
	return Values{fields, false}, nil
}

func fromRaw(raw json.RawMessage) Value {
	switch raw[0] {
	case '"':
		if utf8.Valid(raw) && !bytes.Contains(raw, []byte(`\`)) {
			return Value{shape: isString, text: string(raw[1 : len(raw)-1])}
		}
		var text string
		if !utf8.Valid(raw) || hasHalfPair(raw) || json.Unmarshal(raw, &text) != nil {
			return Value{shape: isString, text: unstorable}
		}
		return Value{shape: isString, text: text}
	case '{', '[':
		return Value{shape: isNested, text: string(raw)}
	case 't', 'f':
		return Value{shape: isBool, text: string(raw)}
	case 'n':
		return Value{shape: isNull, text: ""}
	default:
		return Value{shape: isNumber, text: string(raw)}
	}
}

// surrogates finds pairs like \ud83d\ude00 in JSON, and in its group what is
// only half of one. A backslash that is escaped begins neither.
var surrogates = regexp.MustCompile(`(?i)\\\\|\\ud[89ab]..\\ud[c-f]|(\\ud[89a-f])`)

// hasHalfPair reports whether a string in raw is no Unicode text, for which
// encoding/json would put something else.
func hasHalfPair(raw []byte) bool {
	return bytes.Contains(raw, []byte(`\u`)) && slices.ContainsFunc(surrogates.FindAllSubmatchIndex(raw, -1), func(m []int) bool { return m[2] >= 0 })
}

// empty reports whether v cannot be the value of a field that must have one.
func (v Value) empty() bool {
	return v.blank() || v.shape == isString && strings.TrimSpace(v.text) == ""
}

// blank reports whether v stands for no value.
func (v Value) blank() bool {
	return v.shape == isNull || v.shape == isTyped && strings.TrimSpace(v.text) == ""
}

// unstorable stands for text that has no form in Go.
const unstorable = "\x00"

// storable reports whether both databases can keep the text.
func (v Value) storable() bool {
	return utf8.ValidString(v.text) && !strings.ContainsRune(v.text, 0)
}
