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

func newNode(name, ends string) *jsonNode {
	return &jsonNode{name: name, ends: ends, width: len(name) + len(ends)}
}

func (n *jsonNode) add(child *jsonNode) {
	if len(n.inside) > 0 {
		n.width += len(", ")
	}
	n.inside = append(n.inside, child)
	n.width += child.width
}

// write lays n out for people: what fits on a line stands on one, so that a
// parameter or a field is a line, and a change of it a line of a diff.
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
