package render

import (
	"bytes"
	"encoding/json"
	"slices"
	"strings"
)

// lineWidth is the most that the layout puts on one line.
const lineWidth = 160

// A jsonNode is a value of a JSON document, with its name if it is a member.
type jsonNode struct {
	name   string // with quotes, a colon and a space; "" for none
	scalar string
	ends   string // the brackets of an object or an array
	inside []*jsonNode
}

// layOut lays JSON out for people: what fits on a line stands on one, so that a
// parameter or a field is a line, and a change of it a line of a diff.
func layOut(data []byte) ([]byte, error) {
	decoder := json.NewDecoder(bytes.NewReader(data))
	decoder.UseNumber()
	root, err := readNode(decoder)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	root.write(&b, "")
	b.WriteByte('\n')
	return b.Bytes(), nil
}

func readNode(decoder *json.Decoder) (*jsonNode, error) {
	token, err := decoder.Token()
	if err != nil {
		return nil, err
	}
	open, nested := token.(json.Delim)
	if !nested {
		return &jsonNode{scalar: plainJSON(token)}, nil
	}
	n := &jsonNode{ends: map[json.Delim]string{'{': "{}", '[': "[]"}[open]}
	for decoder.More() {
		var name string
		if open == '{' {
			key, err := decoder.Token()
			if err != nil {
				return nil, err
			}
			name = plainJSON(key) + ": "
		}
		child, err := readNode(decoder)
		if err != nil {
			return nil, err
		}
		child.name = name
		n.inside = append(n.inside, child)
	}
	_, err = decoder.Token()
	return n, err
}

// plainJSON is a scalar in JSON, with <, > and & as themselves.
func plainJSON(scalar any) string {
	var b strings.Builder
	encoder := json.NewEncoder(&b)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(scalar); err != nil {
		panic(err) // scalars always encode
	}
	return strings.TrimSuffix(b.String(), "\n")
}

func (n *jsonNode) write(b *bytes.Buffer, indent string) {
	if indent != "" && len(indent)+n.width() < lineWidth || n.isPlain() {
		n.writeLine(b)
		return
	}
	b.WriteString(n.name + n.ends[:1])
	for i, child := range n.inside {
		if i > 0 {
			b.WriteByte(',')
		}
		b.WriteString("\n" + indent + "  ")
		child.write(b, indent+"  ")
	}
	b.WriteString("\n" + indent + n.ends[1:])
}

// isPlain reports whether n is a scalar or a list of them, which stays on one
// line however long it is.
func (n *jsonNode) isPlain() bool {
	return len(n.inside) == 0 || n.ends == "[]" && !slices.ContainsFunc(n.inside, func(child *jsonNode) bool { return child.ends != "" })
}

func (n *jsonNode) width() int {
	width := len(n.name) + len(n.scalar) + len(n.ends) + 2*max(len(n.inside)-1, 0)
	for _, child := range n.inside {
		width += child.width()
	}
	return width
}

func (n *jsonNode) writeLine(b *bytes.Buffer) {
	b.WriteString(n.name + n.scalar)
	if n.ends == "" {
		return
	}
	b.WriteString(n.ends[:1])
	for i, child := range n.inside {
		if i > 0 {
			b.WriteString(", ")
		}
		child.writeLine(b)
	}
	b.WriteString(n.ends[1:])
}
