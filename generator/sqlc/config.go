package sqlc

import (
	"bytes"
	"fmt"
	"path"
	"strings"
	"unicode"
	"unicode/utf8"

	"gopkg.in/yaml.v3"
)

// configPath is where the configuration lies in an application.
const configPath = "sqlc.yaml"

// A config is what this package must know of sqlc.yaml.
type config struct {
	Engine  string `yaml:"engine"`
	Schema  string `yaml:"schema"`
	Queries string `yaml:"queries"`
	Gen     struct {
		Go struct {
			Out         string            `yaml:"out"`
			ExactNames  bool              `yaml:"emit_exact_table_names"`
			Rename      map[string]string `yaml:"rename"`
			Initialisms []string          `yaml:"initialisms"`
			Interface   bool              `yaml:"emit_interface"`
			Prepared    bool              `yaml:"emit_prepared_queries"`
			OmitUnused  bool              `yaml:"omit_unused_structs"`
		} `yaml:"go"`
	} `yaml:"gen"`

	source []byte
	digest string // of the source and the version of sqlc
}

func parseConfig(source []byte) (*config, error) {
	var file struct {
		SQL []config `yaml:"sql"`
	}
	if err := yaml.NewDecoder(bytes.NewReader(source)).Decode(&file); err != nil {
		return nil, fmt.Errorf("%s: %w", configPath, err)
	}
	if len(file.SQL) != 1 {
		return nil, fmt.Errorf("%s: %d entries in sql, not one", configPath, len(file.SQL))
	}
	c := file.SQL[0]
	if c.Gen.Go.Initialisms == nil {
		c.Gen.Go.Initialisms = []string{"id"}
	}
	c.source = source
	c.digest = digest(Version, string(source))
	return &c, c.validate()
}

// validate refuses what would make one output depend on all the queries, or
// the name of a struct on more than its table.
func (c *config) validate() error {
	for _, rule := range []struct {
		broken  bool
		problem string
	}{
		{c.Engine != sqlite && c.Engine != postgres, fmt.Sprintf("engine is %q, not sqlite or postgresql", c.Engine)},
		{c.Schema == "" || c.Queries == "" || c.Gen.Go.Out == "", "schema, queries and out must each name one path"},
		{!c.Gen.Go.ExactNames, "emit_exact_table_names must be true"},
		{c.Gen.Go.Interface, "emit_interface must be false"},
		{c.Gen.Go.Prepared, "emit_prepared_queries must be false"},
		{c.Gen.Go.OmitUnused, "omit_unused_structs must be false"},
	} {
		if rule.broken {
			return fmt.Errorf("%s: %s", configPath, rule.problem)
		}
	}
	return nil
}

// The dialects, as sqlc calls them.
const (
	sqlite   = "sqlite"
	postgres = "postgresql"
)

func (c *config) models() string   { return path.Join(c.Gen.Go.Out, "models.go") }
func (c *config) db() string       { return path.Join(c.Gen.Go.Out, "db.go") }
func (c *config) copyfrom() string { return path.Join(c.Gen.Go.Out, "copyfrom.go") }
func (c *config) batch() string    { return path.Join(c.Gen.Go.Out, "batch.go") }

// output is where the Go of a file of queries goes.
func (c *config) output(query string) string {
	return path.Join(c.Gen.Go.Out, path.Base(query)+".go")
}

// reads says whether sqlc reads the file: it goes through one folder, and
// passes over hidden files and over those that it takes for migrations down.
func (c *config) reads(query string) bool {
	name := path.Base(query)
	return path.Dir(query) == path.Clean(c.Queries) && strings.HasSuffix(name, ".sql") &&
		!strings.HasPrefix(name, ".") && !strings.HasSuffix(name, ".down.sql")
}

// structName is sqlc's name of the struct of a table.
func (c *config) structName(table string) string {
	if name := c.Gen.Go.Rename[table]; name != "" {
		return name
	}
	words := strings.FieldsFunc(table, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for i, word := range words {
		words[i] = c.title(word)
	}
	name := strings.Join(words, "")
	if first, _ := utf8.DecodeRuneInString(name); unicode.IsDigit(first) {
		return "_" + name
	}
	return name
}

func (c *config) title(word string) string {
	for _, initialism := range c.Gen.Go.Initialisms {
		if word == initialism {
			return strings.ToUpper(word)
		}
	}
	first, size := utf8.DecodeRuneInString(word)
	return string(unicode.ToTitle(first)) + word[size:]
}
