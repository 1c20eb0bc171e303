package schema

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// The limits of a definition.
const (
	maxSize  = 1 << 20
	maxDepth = 16
)

var bom = []byte("\xef\xbb\xbf")

// document reads data, which is one YAML document of plain nodes, or reports
// why it is not.
func (p *parser) document(data []byte) *yaml.Node {
	if !p.text(data) {
		return nil
	}
	data = bytes.TrimPrefix(data, bom)
	p.lines = strings.Split(string(data), "\n")
	decoder := yaml.NewDecoder(bytes.NewReader(data))
	var doc, second yaml.Node
	err := decode(decoder, &doc)
	if errors.Is(err, io.EOF) {
		p.fail(Position{1, 1}, BadText, "app: blog is a beginning", "the definition is empty")
		return nil
	}
	if err == nil {
		err = decode(decoder, &second)
	}
	switch {
	case err == nil:
		p.fail(at(&second), RefusedYAML, "remove the line ---", "a second document begins here")
		return nil
	case !errors.Is(err, io.EOF):
		p.syntax(err)
		return nil
	}
	root := doc.Content[0]
	p.plain(root, 1)
	return root
}

// decode reads one document. The parser is known to panic on some inputs that
// are no YAML.
func decode(decoder *yaml.Decoder, node *yaml.Node) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("yaml: %v", r)
		}
	}()
	return decoder.Decode(node)
}

// text reports whether data is text of a sane size.
func (p *parser) text(data []byte) bool {
	if len(data) > maxSize {
		p.fail(Position{1, 1}, BadText, "", "the definition is larger than 1 MiB")
		return false
	}
	for i := 0; i < len(data); {
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			p.fail(place(data, i), BadText, "save the file as UTF-8", "invalid UTF-8")
			return false
		}
		if r == '\u0085' || r == '\u2028' || r == '\u2029' || r == '\r' && !bytes.HasPrefix(data[i:], []byte("\r\n")) {
			p.fail(place(data, i), BadText, "end lines with a newline", "the character %U, which YAML reads as the end of a line", r)
			return false
		}
		if r == 0 {
			p.fail(place(data, i), BadText, "remove it", "a NUL byte")
			return false
		}
		i += size
	}
	return true
}

// place is where the byte at offset stands.
func place(data []byte, offset int) Position {
	before := data[:offset]
	start := bytes.LastIndexByte(before, '\n') + 1
	return Position{
		Line:   bytes.Count(before, []byte("\n")) + 1,
		Column: utf8.RuneCount(bytes.TrimPrefix(before[start:], bom)) + 1,
	}
}

var syntaxError = regexp.MustCompile(`^yaml: (?:line (\d+): )?(.*)$`)

// syntax reports an error of the YAML parser, which knows only the line, and
// blames the first tab in an indentation if there is one.
func (p *parser) syntax(err error) {
	for i, line := range p.lines {
		if tab := strings.IndexByte(line[:len(line)-len(strings.TrimLeft(line, " \t"))], '\t'); tab >= 0 && strings.TrimSpace(line) != "" {
			p.fail(Position{i + 1, tab + 1}, BadYAML, "indent with spaces", "a tab in the indentation")
			return
		}
	}
	match := syntaxError.FindStringSubmatch(strings.ReplaceAll(err.Error(), "\n", " "))
	if match == nil {
		match = []string{"", "", err.Error()}
	}
	number, _ := strconv.Atoi(match[1])
	if strings.HasPrefix(match[2], "did not find expected") {
		number++ // such errors count lines from zero
	}
	number = min(max(number, 1), len(p.lines))
	line := p.lines[number-1]
	column := utf8.RuneCountInString(line[:len(line)-len(strings.TrimLeft(line, " "))]) + 1
	p.fail(Position{number, column}, BadYAML, syntaxHint(match[2]), "%s", match[2])
}

func syntaxHint(message string) string {
	switch {
	case strings.Contains(message, "mapping values are not allowed"):
		return "indent the lines of one block alike, and quote a text that contains a colon and a space"
	case strings.Contains(message, "could not find expected ':'"):
		return "write key: value, with a space after the colon"
	case strings.Contains(message, "did not find expected"), strings.Contains(message, "unexpected end of stream"):
		return "indent the lines of one block alike, close every bracket and quote, and quote what begins with #"
	case strings.Contains(message, "cannot start any token"):
		return "quote a text that begins with a special character"
	}
	return ""
}

// plain refuses what YAML offers beyond mappings, lists and texts, and marks
// it as reported.
func (p *parser) plain(n *yaml.Node, depth int) {
	if reason, hint := refused(n, depth); reason != "" {
		p.fail(at(n), RefusedYAML, hint, "%s", reason)
		p.reported[n] = true
		return
	}
	if n.Kind != yaml.MappingNode {
		for _, child := range n.Content {
			p.plain(child, depth+1)
		}
		return
	}
	first := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if !p.key(key, first) {
			p.reported[key] = true
			continue
		}
		p.plain(value, depth+1)
	}
}

func refused(n *yaml.Node, depth int) (reason, hint string) {
	switch {
	case n.Kind == yaml.AliasNode:
		return fmt.Sprintf("the alias *%s", n.Value), "aliases are not read here: write it out"
	case n.Anchor != "":
		return fmt.Sprintf("the anchor &%s", n.Anchor), "anchors are not read here: remove it"
	case n.Style&yaml.TaggedStyle != 0:
		return fmt.Sprintf("the tag %s", n.Tag), "tags are not read here: remove it"
	case depth > maxDepth:
		return "the definition is nested too deeply", "write the inner mappings out as resources or fields"
	}
	return "", ""
}

// key checks one key of a mapping whose earlier keys are in first.
func (p *parser) key(key *yaml.Node, first map[string]*yaml.Node) bool {
	if reason, hint := refused(key, 0); reason != "" {
		p.fail(at(key), RefusedYAML, hint, "%s", reason)
		return false
	}
	if key.Kind == yaml.ScalarNode && key.ShortTag() == "!!merge" {
		p.fail(at(key), RefusedYAML, "merge keys are not read here: write it out", "the merge key <<")
		return false
	}
	if key.Kind != yaml.ScalarNode {
		p.fail(at(key), BadKey, "write one name, and its value after a colon", "a key is a text, not %s", kind(key))
		return false
	}
	if key.ShortTag() != "!!str" {
		p.fail(at(key), BadKey, fmt.Sprintf("quote it: %q", key.Value), "YAML reads the key %q as %s", key.Value, kind(key))
		return false
	}
	if other, found := first[key.Value]; found {
		p.fail(at(key), DuplicateKey, "remove one of them", "the key %q is there twice: it stands in line %d too", key.Value, other.Line)
		return false
	}
	first[key.Value] = key
	return true
}

// kind is what n holds, in words.
func kind(n *yaml.Node) string {
	switch n.Kind {
	case yaml.MappingNode:
		return "a mapping"
	case yaml.SequenceNode:
		return "a list"
	case yaml.AliasNode:
		return "an alias"
	}
	switch n.ShortTag() {
	case "!!null":
		return "nothing"
	case "!!bool":
		return "true or false"
	case "!!int", "!!float":
		return "a number"
	case "!!timestamp":
		return "a date"
	}
	return "a text"
}

func at(n *yaml.Node) Position { return Position{max(n.Line, 1), max(n.Column, 1)} }
