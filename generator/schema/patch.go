package schema

import (
	"bytes"
	"errors"
	"strconv"
	"strings"

	"gopkg.in/yaml.v3"
)

// patch edits the text of a definition step by step, and reads it anew after
// each, so that no step needs to know of the ones before. A path leads through
// the names of mappings and the numbers of elements of lists.
type patch struct {
	source
	root   *yaml.Node
	broken bool // a step could not be made
}

func newPatch(data []byte) *patch {
	p := &patch{source: newSource(data)}
	p.read()
	return p
}

func (p *patch) read() {
	var doc yaml.Node
	if decode(yaml.NewDecoder(bytes.NewReader(p.data)), &doc) != nil || len(doc.Content) == 0 {
		p.broken = true
		return
	}
	p.root = doc.Content[0]
}

// replace is one step: text in the place of the bytes from start to end.
func (p *patch) replace(start, end int, text string) {
	p.splice(start, end, text)
	p.read()
}

// check stops the patch unless sound.
func (p *patch) check(sound bool) bool {
	p.broken = p.broken || !sound
	return !p.broken
}

// result is the edited text, if it means want, and otherwise the error cannot.
func (p *patch) result(want *App, cannot error) ([]byte, error) {
	if p.broken {
		return nil, cannot
	}
	edited, err := Parse(definition, p.bytes())
	if err != nil {
		return nil, blame(err, cannot)
	}
	if !bytes.Equal(Marshal(edited), Marshal(want)) {
		return nil, cannot
	}
	return p.bytes(), nil
}

// blame tells errors of what was asked for from those of the edit itself, for
// which it gives cannot.
func blame(err, cannot error) error {
	var errs Errors
	if !errors.As(err, &errs) {
		return err
	}
	for _, err := range errs {
		if err.Code < BadAppName {
			return cannot
		}
		err.File, err.Line, err.Column = "", 0, 0
	}
	return errs
}

// A spot is what a path leads to: an entry of a mapping or an element of a
// list, in its parent. An element has no key.
type spot struct{ parent, key, value *yaml.Node }

// first is where the spot begins.
func (s spot) first() *yaml.Node {
	if s.key != nil {
		return s.key
	}
	return s.value
}

// find follows path.
func (p *patch) find(path ...string) (spot, bool) {
	found := spot{value: p.root}
	for _, name := range path {
		if found.value == nil {
			return spot{}, false
		}
		found = child(found.value, name)
	}
	return found, found.value != nil
}

func child(n *yaml.Node, name string) spot {
	if n.Kind != yaml.SequenceNode {
		key, value := entry(n, name)
		return spot{n, key, value}
	}
	if i, err := strconv.Atoi(name); err == nil && i < len(n.Content) {
		return spot{n, nil, n.Content[i]}
	}
	return spot{}
}

// entry finds the key called name and its value.
func entry(n *yaml.Node, name string) (key, value *yaml.Node) {
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == name {
			return n.Content[i], n.Content[i+1]
		}
	}
	return nil, nil
}

func isFlow(n *yaml.Node) bool { return n.Style&yaml.FlowStyle != 0 }

// value is the text that path leads to, or "".
func (p *patch) value(path ...string) string {
	if found, ok := p.find(path...); ok {
		return found.value.Value
	}
	return ""
}

// length counts the elements or entries of what path leads to.
func (p *patch) length(path ...string) int {
	found, ok := p.find(path...)
	if !ok {
		return 0
	}
	return len(found.value.Content)
}

// extent is where the text n stands, if that can be told.
func (p *patch) extent(n *yaml.Node) (start, end int, found bool) {
	start = p.offset(at(n))
	switch quoted := n.Style & (yaml.DoubleQuotedStyle | yaml.SingleQuotedStyle); {
	case n.Kind != yaml.ScalarNode || start >= len(p.data):
		return 0, 0, false
	case quoted != 0:
		return start, p.quoteEnd(start) + 1, true
	default:
		return start, start + len(n.Value), n.Value != "" && bytes.HasPrefix(p.data[start:], []byte(n.Value))
	}
}

// respell puts name in the place of the text n, in quotes if n has them.
func (p *patch) respell(n *yaml.Node, name string) {
	start, end, found := p.extent(n)
	if !p.check(found) {
		return
	}
	if quote := p.data[start]; quote == '"' || quote == '\'' {
		p.replace(start, end, string(quote)+name+string(quote))
		return
	}
	p.replace(start, end, flowText(name))
}

// rename gives the entry that path leads to another name.
func (p *patch) rename(name string, path ...string) {
	if found, ok := p.find(path...); p.check(ok) {
		p.respell(found.key, name)
	}
}

// set gives the entry or element that path leads to another name as its value.
func (p *patch) set(name string, path ...string) {
	if found, ok := p.find(path...); p.check(ok) {
		p.respell(found.value, name)
	}
}

// put writes spelled in the place of the text that path leads to.
func (p *patch) put(spelled string, path ...string) {
	found, ok := p.find(path...)
	if !p.check(ok) {
		return
	}
	start, end, told := p.extent(found.value)
	if p.check(told) {
		p.replace(start, end, spelled)
	}
}

// add gives the mapping that path leads to the entry key: name, as its last
// one unless the key is there.
func (p *patch) add(key, name string, path ...string) {
	found, ok := p.find(path...)
	if !p.check(ok && found.value.Kind == yaml.MappingNode && len(found.value.Content) > 0) {
		return
	}
	if _, there := entry(found.value, key); there != nil {
		p.respell(there, name)
		return
	}
	spelled := key + ": " + flowText(name)
	if isFlow(found.value) {
		p.check(p.addToFlow(p.offset(at(found.value)), spelled))
	} else {
		n := len(found.value.Content)
		last, value := found.value.Content[n-2], found.value.Content[n-1]
		indent := last.Column - 1
		p.insertAfterLine(p.blockEnd(p.offset(at(last)), indent, value), strings.Repeat(" ", indent)+spelled+p.newline)
	}
	p.read()
}

// addFirst is add, but on lines of their own the entry is the first one.
func (p *patch) addFirst(key, name string, path ...string) {
	found, ok := p.find(path...)
	if !p.check(ok && found.value.Kind == yaml.MappingNode && len(found.value.Content) > 0) {
		return
	}
	if _, there := entry(found.value, key); there != nil || isFlow(found.value) {
		p.add(key, name, path...)
		return
	}
	indent := found.value.Content[0].Column - 1
	p.insertAfterLine(p.lineEnd(p.offset(at(found.key))), strings.Repeat(" ", indent)+key+": "+flowText(name)+p.newline)
	p.read()
}
