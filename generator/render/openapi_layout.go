package render

import (
	"bytes"
	"slices"
)

// lineWidth is the most that the layout puts on one line.
const lineWidth = 160

// A jsonNode is a value of a JSON document, with its name if it is a member.
type jsonNode struct {
	name   string // with quotes, a colon and a space; "" for none
	scalar string
	ends   string // the brackets of an object or an array
	inside []*jsonNode
	width  int // on one line
}

// layOut lays JSON out for people: what fits on a line stands on one, so that a
// parameter or a field is a line, and a change of it a line of a diff. The JSON
// is an object or an array, as marshal gives it.
func layOut(data []byte) []byte {
	var b bytes.Buffer
	reader := nodeReader{data: data}
	reader.node("").write(&b, "")
	b.WriteByte('\n')
	return b.Bytes()
}

// A nodeReader reads JSON that is right and has no blanks.
type nodeReader struct {
	data []byte
	at   int
}

// node reads a value, which is called name.
func (r *nodeReader) node(name string) *jsonNode {
	n := &jsonNode{name: name}
	switch r.data[r.at] {
	case '{':
		n.ends = "{}"
	case '[':
		n.ends = "[]"
	default:
		n.scalar = r.scalar()
		n.width = len(name) + len(n.scalar)
		return n
	}
	n.width = len(name) + len(n.ends)
	for r.at++; r.data[r.at] != n.ends[1]; {
		if r.data[r.at] == ',' {
			r.at++
			n.width += len(", ")
		}
		child := r.node(r.member(n.ends))
		n.inside = append(n.inside, child)
		n.width += child.width
	}
	r.at++
	return n
}

// member reads the name that a value has in an object.
func (r *nodeReader) member(ends string) string {
	if ends != "{}" {
		return ""
	}
	name := r.scalar()
	r.at++ // the colon
	return name + ": "
}

// scalar reads text, or anything else up to what ends it.
func (r *nodeReader) scalar() string {
	start := r.at
	if r.data[r.at] != '"' {
		r.at += bytes.IndexAny(r.data[r.at:], ",]}")
		return string(r.data[start:r.at])
	}
	for r.at++; r.data[r.at] != '"'; r.at++ {
		if r.data[r.at] == '\\' {
			r.at++
		}
	}
	r.at++
	return string(r.data[start:r.at])
}

func (n *jsonNode) write(b *bytes.Buffer, indent string) {
	if indent != "" && len(indent)+n.width < lineWidth || n.isPlain() {
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
