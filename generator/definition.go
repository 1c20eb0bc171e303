package generator

import (
	"bytes"
	"fmt"
	"strings"

	"gopkg.in/yaml.v3"
)

const (
	definitionPath = "gen.yaml"
	schemaComment  = "# yaml-language-server: $schema=gen.schema.json\n"
)

var byteOrderMark = []byte("\ufeff")

// A Start is what gen new is told about an application. What is "" is left to
// the definition, or else to gen.
type Start struct {
	Name       string
	Module     string
	Database   string
	NoHTML     bool   // resources have no pages
	Definition []byte // to begin with, nil for none
}

// NewDefinition returns the text of the first gen.yaml.
func NewDefinition(s Start) ([]byte, error) {
	text := bytes.TrimPrefix(s.Definition, byteOrderMark)
	if text == nil {
		text = fmt.Appendf(nil, "app: %s\nmodule: %s\ndatabase: sqlite\n", s.Name, s.Name)
		if s.NoHTML {
			text = append(text, "html: false\n"...)
		}
		text = append(text, "\nresources: {}\n"...)
	}
	for _, key := range []struct{ name, value string }{
		{"html", s.html()}, {"database", s.Database}, {"module", s.Module}, {"app", s.Name},
	} {
		var err error
		if text, err = setKey(text, key.name, key.value); err != nil {
			return nil, err
		}
	}
	if !bytes.Contains(text, []byte("yaml-language-server:")) {
		text = append([]byte(strings.TrimSpace(schemaComment)+lineEnd(text)), text...)
	}
	return text, nil
}

// html is the value of the key html, or "" to leave it as it is.
func (s Start) html() string {
	if s.NoHTML {
		return "false"
	}
	return ""
}

// lineEnd is how the lines of text end.
func lineEnd(text []byte) string {
	if bytes.Contains(text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// setKey gives a top-level key of a definition a value, unless that is "", and
// leaves every other byte alone.
func setKey(text []byte, key, value string) ([]byte, error) {
	if value == "" {
		return text, nil
	}
	node, err := topLevel(text, key)
	if err != nil {
		return nil, err
	}
	if node != nil {
		return replaceScalar(text, node, value), nil
	}
	line := fmt.Sprintf("%s: %s%s", key, value, lineEnd(text))
	at := afterComments(text)
	return bytes.Join([][]byte{text[:at], []byte(line), text[at:]}, nil), nil
}

// topLevel returns the value of a top-level key, or nil. What is wrong with
// the text otherwise is for the parser of definitions to say.
func topLevel(text []byte, key string) (*yaml.Node, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil || len(doc.Content) == 0 {
		return nil, nil
	}
	root := doc.Content[0]
	if root.Kind != yaml.MappingNode || root.Style&yaml.FlowStyle != 0 {
		return nil, Problem{Code: "GEN506", Kind: Usage, Message: "the definition is not a list of keys, each on its own line"}
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		if value := root.Content[i+1]; root.Content[i].Value == key && value.Kind == yaml.ScalarNode {
			return value, nil
		}
	}
	return nil, nil
}

// afterComments is the offset of the first line that is neither a comment nor
// the start of the document.
func afterComments(text []byte) int {
	at := 0
	for line := range bytes.Lines(text) {
		if !bytes.HasPrefix(line, []byte("#")) && !bytes.HasPrefix(line, []byte("---")) {
			break
		}
		at += len(line)
	}
	return at
}

// replaceScalar writes value where node stands, on one line.
func replaceScalar(text []byte, node *yaml.Node, value string) []byte {
	lines := strings.SplitAfter(string(text), "\n")
	line := []rune(lines[node.Line-1])
	start := node.Column - 1
	length := len([]rune(node.Value))
	if node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle) != 0 {
		length += 2
	}
	end := min(start+length, len(line))
	lines[node.Line-1] = string(line[:start]) + value + string(line[end:])
	return []byte(strings.Join(lines, ""))
}
