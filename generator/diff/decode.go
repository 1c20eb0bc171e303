package diff

import (
	"errors"
	"fmt"
	"slices"

	"github.com/seed-b1203020/gen/generator/field"
	"gopkg.in/yaml.v3"
)

// Decode reads what Encode wrote. Its errors name lines of data.
func Decode(data []byte) (State, error) {
	s, err := decode(data)
	if err != nil {
		return s, err
	}
	return s, s.resolve()
}

// DecodeSide is Decode for one side of a merge. Version control may have added
// an index of the other side, and not its column: such an index is left out.
func DecodeSide(data []byte) (State, error) {
	s, err := decode(data)
	if err != nil {
		return s, err
	}
	for i, t := range s.Tables {
		s.Tables[i].Indexes = slices.DeleteFunc(t.Indexes, func(x Index) bool { return !hasAll(t, x.Columns) })
	}
	return s, s.resolve()
}

func decode(data []byte) (State, error) {
	var s State
	var doc yaml.Node
	if err := yaml.Unmarshal(data, &doc); err != nil {
		return s, err
	}
	if len(doc.Content) == 0 {
		return s, nil
	}
	err := eachPair(doc.Content[0], func(key string, value *yaml.Node) (err error) {
		switch key {
		case "database":
			s.Database = value.Value
		case "tables":
			s.Tables, err = decodeTables(value)
		default:
			err = fmt.Errorf("unknown key %q", key)
		}
		return err
	})
	if err != nil {
		return State{}, err
	}
	return s, nil
}

func decodeTables(n *yaml.Node) ([]Table, error) {
	var tables []Table
	err := eachPair(n, func(name string, value *yaml.Node) error {
		t := Table{Name: name}
		if err := eachPair(value, t.decode); err != nil {
			return err
		}
		slices.SortFunc(t.Indexes, byName)
		tables = append(tables, t)
		return nil
	})
	return tables, err
}

// decode reads one key of a table.
func (t *Table) decode(key string, value *yaml.Node) error {
	switch key {
	case "resource":
		t.Resource = value.Value
		return nil
	case "was":
		t.Was = value.Value
		return nil
	case "columns":
		return eachItem(value, t.decodeColumn)
	case "search":
		return decodeList(value, &t.Search)
	case "unique", "index":
		return eachItem(value, func(item *yaml.Node) error {
			return eachPair(item, func(name string, columns *yaml.Node) error {
				x := Index{Name: name, Unique: key == "unique"}
				err := decodeList(columns, &x.Columns)
				t.Indexes = append(t.Indexes, x)
				return err
			})
		})
	}
	return fmt.Errorf("unknown key %q", key)
}

func decodeList(n *yaml.Node, names *[]string) error {
	return eachItem(n, func(item *yaml.Node) error {
		*names = append(*names, item.Value)
		return nil
	})
}

func (t *Table) decodeColumn(n *yaml.Node) error {
	if n.Kind == yaml.ScalarNode {
		t.Columns = append(t.Columns, Column{Name: n.Value})
		return nil
	}
	return eachPair(n, func(name string, value *yaml.Node) error {
		if name == ID && value.Value == field.UUID.Name {
			t.Columns = append(t.Columns, Column{Name: ID, Field: field.Field{ByUUID: true}})
			return nil
		}
		c, err := decodeField(name, value)
		t.Columns = append(t.Columns, c)
		return err
	})
}

// decodeField reads what encoded writes after the name.
func decodeField(name string, n *yaml.Node) (Column, error) {
	var c Column
	short := n.Value
	if n.Kind == yaml.MappingNode {
		err := eachPair(n, func(key string, value *yaml.Node) error {
			switch key {
			case "field":
				short = value.Value
			case "was":
				c.Was = value.Value
			default:
				return fmt.Errorf("unknown key %q", key)
			}
			return nil
		})
		if err != nil {
			return c, err
		}
	}
	f, errs := field.Parse(name, short)
	if len(errs) > 0 {
		return c, errs[0]
	}
	c.Name, c.Field = f.Column(), f
	return c, nil
}

// resolve finds the tables that columns point at, and what is amiss.
func (s State) resolve() error {
	for _, t := range s.Tables {
		for i, c := range t.Columns {
			switch {
			case c.Own() && !slices.Contains([]string{ID, CreatedAt, UpdatedAt}, c.Name):
				return fmt.Errorf("table %q has a column %q without a type", t.Name, c.Name)
			case c.Field.Type == field.References:
				to, found := s.Table(c.Field.Resource)
				if !found {
					return fmt.Errorf("column %q of table %q references %q, which has no table", c.Name, t.Name, c.Field.Resource)
				}
				t.Columns[i].References, t.Columns[i].Field.ByUUID = to.Name, to.ByUUID()
			}
		}
		for _, x := range t.Indexes {
			if len(x.Columns) == 0 || !hasAll(t, x.Columns) {
				return fmt.Errorf("index %q names a column that table %q does not have", x.Name, t.Name)
			}
		}
		if !hasAll(t, t.Search) {
			return fmt.Errorf("the search of table %q names a column that it does not have", t.Name)
		}
	}
	return s.duplicates()
}

// duplicates finds what a careless merge leaves: tables, columns and indexes
// that are there twice.
func (s State) duplicates() error {
	seen := make(map[string]bool)
	once := func(what string) error {
		if seen[what] {
			return errors.New(what + " is there twice")
		}
		seen[what] = true
		return nil
	}
	var errs []error
	for _, t := range s.Tables {
		errs = append(errs, once(fmt.Sprintf("table %q", t.Name)), once(fmt.Sprintf("resource %q", t.Resource)))
		for _, c := range t.Columns {
			errs = append(errs, once(fmt.Sprintf("column %q of table %q", c.Name, t.Name)))
		}
		for _, x := range t.Indexes {
			errs = append(errs, once(fmt.Sprintf("index %q", x.Name)))
		}
	}
	return errors.Join(errs...)
}

// eachPair calls f with the pairs of the mapping n.
func eachPair(n *yaml.Node, f func(key string, value *yaml.Node) error) error {
	if n.Kind != yaml.MappingNode {
		return at(n.Line, errors.New("keys and values are needed here"))
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if err := f(n.Content[i].Value, n.Content[i+1]); err != nil {
			return at(n.Content[i].Line, err)
		}
	}
	return nil
}

// eachItem calls f with the items of the sequence n.
func eachItem(n *yaml.Node, f func(item *yaml.Node) error) error {
	if n.Kind != yaml.SequenceNode {
		return at(n.Line, errors.New("a list is needed here"))
	}
	for _, item := range n.Content {
		if err := f(item); err != nil {
			return at(item.Line, err)
		}
	}
	return nil
}

// A lineError is an error that knows its line.
type lineError struct {
	line int
	err  error
}

func (e lineError) Error() string { return fmt.Sprintf("line %d: %v", e.line, e.err) }
func (e lineError) Unwrap() error { return e.err }

// at gives err its line, unless it has a more exact one.
func at(line int, err error) error {
	if errors.As(err, new(lineError)) {
		return err
	}
	return lineError{line, err}
}
