package schema

import (
	"fmt"
	"slices"
	"strings"

	"gopkg.in/yaml.v3"

	"github.com/seed-b1203020/gen/generator/field"
)

// Parse reads a definition; file is its name in messages. The error is of
// type Errors and holds everything that is wrong.
func Parse(file string, data []byte) (*App, error) {
	p := &parser{
		file:     file,
		app:      &App{positions: map[string]Position{}},
		reported: map[*yaml.Node]bool{},
		defined:  map[*Resource][]string{},
	}
	if root := p.document(data); root != nil {
		p.application(root)
	}
	if len(p.errs) > 0 {
		return nil, p.errs.sorted()
	}
	return p.app, nil
}

// parser turns nodes into an App.
type parser struct {
	file     string
	lines    []string
	app      *App
	errs     Errors
	reported map[*yaml.Node]bool    // nodes with which something is wrong that was said already
	defined  map[*Resource][]string // the names of all fields, also of those that could not be read
}

func (p *parser) fail(pos Position, code Code, hint, format string, args ...any) {
	p.errs = append(p.errs, &Error{
		File: p.file, Line: pos.Line, Column: pos.Column,
		Code: code, Message: fmt.Sprintf(format, args...), Hint: hint,
	})
}

// failedAt reports whether something is wrong at pos.
func (p *parser) failedAt(pos Position) bool {
	return slices.ContainsFunc(p.errs, func(err *Error) bool { return Position{err.Line, err.Column} == pos })
}

// keys are those that a mapping may have.
type keys struct {
	allowed []string
	later   []string // known, and not available in this version
}

var (
	appKeys      = keys{allowed: []string{"app", "module", "database", "api", "html", "resources"}}
	resourceKeys = keys{
		allowed: []string{"label", "order", "plural", "fields", "unique", "index", "id", "api", "html", "was"},
		later:   []string{"search", "help"},
	}
)

// object calls each for every sound entry of the mapping n.
func (p *parser) object(n *yaml.Node, what string, path []string, each func(key, value *yaml.Node)) bool {
	if p.reported[n] {
		return false
	}
	if n.Kind != yaml.MappingNode {
		p.fail(at(n), WrongKind, mappingHint(n), "%s is a mapping of names, not %s", what, kind(n))
		return false
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if p.reported[key] {
			continue
		}
		p.app.positions[pathKey(append(slices.Clone(path), key.Value))] = at(key)
		if !p.reported[value] {
			each(key, value)
		}
	}
	return true
}

// mappingHint says how to make a mapping of n.
func mappingHint(n *yaml.Node) string {
	switch {
	case n.Kind == yaml.SequenceNode:
		return "leave out the dashes and brackets: write name: value, one a line"
	case strings.Contains(n.Value, ":"):
		return "put a space after the colon"
	}
	return "write name: value on lines of their own, indented below it"
}

// unknown reports a key that is not among the allowed ones.
func (p *parser) unknown(key *yaml.Node, in string, k keys) {
	if slices.Contains(k.later, key.Value) {
		p.fail(at(key), NotAvailable, "leave it out", "%skey %q is not available in this version", in, key.Value)
		return
	}
	hint := "the keys are " + strings.Join(k.allowed, ", ")
	if guess := field.Suggest(key.Value, k.allowed); guess != "" {
		hint = fmt.Sprintf("did you mean %q? %s", guess, hint)
	}
	p.fail(at(key), UnknownKey, hint, "%sunknown key %q", in, key.Value)
}

// str reads a text.
func (p *parser) str(n *yaml.Node, what string) (string, bool) {
	if n.Kind == yaml.ScalarNode && n.ShortTag() == "!!str" {
		return n.Value, true
	}
	hint := ""
	if n.Kind == yaml.ScalarNode && n.ShortTag() != "!!null" {
		hint = fmt.Sprintf("quote it: %q", n.Value)
	}
	p.fail(at(n), WrongKind, hint, "%s is a text, not %s", what, kind(n))
	return "", false
}

// checked reads a text that check finds nothing wrong with.
func (p *parser) checked(n *yaml.Node, what string, check func(string) *Error) string {
	s, ok := p.str(n, what)
	if !ok {
		return ""
	}
	if err := check(s); err != nil {
		p.fail(at(n), err.Code, err.Hint, "%s", err.Message)
	}
	return s
}

// application reads the whole definition.
func (p *parser) application(root *yaml.Node) {
	a := p.app
	var resources *yaml.Node
	sound := p.object(root, "the definition", nil, func(key, value *yaml.Node) {
		switch key.Value {
		case "app":
			a.Name = p.checked(value, "app", CheckAppName)
		case "module":
			a.Module = p.checked(value, "module", CheckModule)
		case "database":
			a.Database = p.checked(value, "database", checkDatabase)
		case "api", "html":
			p.surfaceKey(a.surface(), key.Value, value)
		case "resources":
			resources = value
		default:
			p.unknown(key, "", appKeys)
		}
	})
	if !sound {
		return
	}
	p.appDefaults()
	p.checkSurface(a.surface())
	if resources != nil && resources.ShortTag() != "!!null" {
		p.resources(resources)
	}
	p.checkRelations()
}

func (p *parser) resources(n *yaml.Node) {
	p.object(n, "resources", []string{"resources"}, func(key, value *yaml.Node) {
		r := &Resource{Name: key.Value, Plural: Plural(key.Value), Order: newestFirst, NoAPI: p.app.NoAPI, NoHTML: p.app.NoHTML}
		p.app.Resources = append(p.app.Resources, r)
		p.resource(r, key, value)
	})
}

func (p *parser) resource(r *Resource, key, n *yaml.Node) {
	path := []string{"resources", r.Name}
	in := fmt.Sprintf("resource %q: ", r.Name)
	named := p.checkResourceName(r, at(key))
	var rest []func()
	fields, plural := false, false
	sound := p.object(n, fmt.Sprintf("resource %q", r.Name), path, func(key, value *yaml.Node) {
		switch key.Value {
		case "fields":
			fields = true
			p.fields(r, value)
		case "plural":
			plural = true
			r.Plural, _ = p.str(value, in+"plural")
		case "label":
			if label, ok := p.str(value, in+"label"); ok {
				r.Label = label
				rest = append(rest, func() { p.checkLabel(r, at(value)) })
			}
		case "order":
			if order, ok := p.str(value, in+"order"); ok {
				r.Order.Column, r.Order.Desc = strings.CutPrefix(order, "-")
				rest = append(rest, func() { p.checkOrder(r, at(value)) })
			}
		case "id":
			kind := p.checked(value, in+"id", checkID)
			r.ByUUID, r.BySlug = kind == field.UUID.Name, kind == field.Slug.Name
		case "api", "html":
			p.surfaceKey(r.surface(), key.Value, value)
		case "was":
			r.Was = p.checked(value, in+"was", checkFormerResource)
		case "unique":
			rest = append(rest, func() { r.Unique = p.lists(r, key.Value, value) })
		case "index":
			rest = append(rest, func() { r.Index = p.lists(r, key.Value, value) })
		default:
			p.unknown(key, in, resourceKeys)
		}
	})
	if sound && !fields {
		p.fail(at(key), MissingKey, "fields: {title: string} is a beginning", "%sit has no fields", in)
	}
	if named || plural {
		p.checkPlural(r)
	}
	if !p.app.NoAPI || !p.app.NoHTML { // otherwise the application was refused
		p.checkSurface(r.surface())
	}
	if r.Label == "" {
		r.Label = defaultLabel(r)
	}
	for _, check := range rest {
		check()
	}
}

// listHint says what unique or index holds.
func listHint(key string) string {
	return fmt.Sprintf("- [author, title]; for a single field, add %s to what its line says", key)
}

// lists reads what unique or index holds.
func (p *parser) lists(r *Resource, key string, n *yaml.Node) [][]string {
	in := fmt.Sprintf("resource %q: %s", r.Name, key)
	if n.Kind != yaml.SequenceNode {
		p.fail(at(n), WrongKind, listHint(key), "%s is a list of lists of fields, not %s", in, kind(n))
		return nil
	}
	var all [][]string
	for i, item := range n.Content {
		p.app.positions[pathKey([]string{"resources", r.Name, key, fmt.Sprint(i)})] = at(item)
		if p.reported[item] {
			continue
		}
		if item.Kind != yaml.SequenceNode {
			p.fail(at(item), WrongKind, listHint(key), "%s is a list of lists of fields; this is %s", in, kind(item))
			continue
		}
		if list := p.list(r, in, item); list != nil {
			if slices.ContainsFunc(all, func(other []string) bool { return slices.Equal(other, list) }) {
				p.fail(at(item), BadList, "remove one of them", "%s: [%s] is there twice", in, strings.Join(list, ", "))
			}
			all = append(all, list)
		}
	}
	return all
}

// list reads the names of fields that n holds.
func (p *parser) list(r *Resource, in string, n *yaml.Node) []string {
	var names []string
	sound := true
	for _, item := range n.Content {
		if p.reported[item] {
			sound = false
			continue
		}
		name, ok := p.str(item, in+": a field")
		if ok {
			ok = p.checkListed(r, in, name, names, at(item))
		}
		sound = sound && ok
		names = append(names, name)
	}
	if !sound || !p.checkList(r, in, names, at(n)) {
		return nil
	}
	return names
}
