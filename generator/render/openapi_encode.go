package render

import (
	"bytes"
	"encoding/json"
	"reflect"
	"strings"
	"unicode/utf8"
)

// An encoder makes nodes of values, with the members that encoding/json would
// write. That one copies the text of what is ordered once for each level around
// it, and a document has many.
type encoder struct {
	members map[reflect.Type][]taggedMember
	text    bytes.Buffer
	plain   *json.Encoder // to text
	err     error         // the first
}

// A taggedMember is a member of a struct, as its tag describes it.
type taggedMember struct {
	field     int
	name      string
	omitEmpty bool
}

// layOut is value in JSON, laid out for people.
func layOut(value any) ([]byte, error) {
	e := &encoder{members: make(map[reflect.Type][]taggedMember)}
	e.plain = json.NewEncoder(&e.text)
	e.plain.SetEscapeHTML(false)
	var b bytes.Buffer
	e.node("", value).write(&b, "")
	b.WriteByte('\n')
	return b.Bytes(), e.err
}

// node is the value with the name as nodes have it.
func (e *encoder) node(name string, value any) *jsonNode {
	if object, isOrdered := value.(ordered); isOrdered {
		n := newNode(name, "{}")
		for _, m := range object {
			n.add(e.node(e.name(m.Name), m.Value))
		}
		return n
	}
	if types, areTypes := value.(jsonTypes); areTypes && len(types) == 1 {
		return e.scalar(name, types[0])
	}
	switch v := reflect.ValueOf(value); v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			return e.node(name, v.Elem().Interface())
		}
	case reflect.Struct:
		return e.object(name, v)
	case reflect.Slice:
		if _, isRaw := value.(json.RawMessage); !isRaw && !v.IsNil() {
			return e.array(name, v)
		}
	}
	return e.scalar(name, value)
}

func (e *encoder) array(name string, v reflect.Value) *jsonNode {
	n := newNode(name, "[]")
	for i := range v.Len() {
		n.add(e.node("", v.Index(i).Interface()))
	}
	return n
}

func (e *encoder) object(name string, v reflect.Value) *jsonNode {
	n := newNode(name, "{}")
	for _, m := range e.tagged(v.Type()) {
		field := v.Field(m.field)
		isEmpty := field.IsZero() || field.Kind() == reflect.Slice && field.Len() == 0
		if !m.omitEmpty || !isEmpty {
			n.add(e.node(m.name, field.Interface()))
		}
	}
	return n
}

func (e *encoder) tagged(t reflect.Type) []taggedMember {
	members, known := e.members[t]
	if !known {
		for i := range t.NumField() {
			name, options, _ := strings.Cut(t.Field(i).Tag.Get("json"), ",")
			members = append(members, taggedMember{i, e.name(name), options == "omitempty"})
		}
		e.members[t] = members
	}
	return members
}

// name is a name as nodes have it.
func (e *encoder) name(name string) string { return e.scalar("", name).scalar + ": " }

// scalar is a value that encoding/json knows what to do with.
func (e *encoder) scalar(name string, value any) *jsonNode {
	n := &jsonNode{name: name}
	if text, isText := value.(string); isText && !strings.ContainsFunc(text, isEscaped) {
		n.scalar = `"` + text + `"`
	} else {
		e.text.Reset()
		if err := e.plain.Encode(value); err != nil && e.err == nil {
			e.err = err
		}
		n.scalar = strings.TrimSuffix(e.text.String(), "\n")
	}
	n.width = len(name) + len(n.scalar)
	return n
}

// isEscaped reports whether a string of JSON might have r in another form.
func isEscaped(r rune) bool { return r < ' ' || r >= utf8.RuneSelf || r == '"' || r == '\\' }
