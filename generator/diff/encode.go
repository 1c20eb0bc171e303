package diff

import (
	"bytes"
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// Encode writes s as YAML, one item a line, so that git merges what two
// branches add to different tables. Decode reads it.
func Encode(s State) []byte {
	var b bytes.Buffer
	if s.Database != "" {
		fmt.Fprintf(&b, "database: %s\n", s.Database)
	}
	if len(s.Tables) > 0 {
		b.WriteString("tables:\n")
	}
	for _, t := range s.Tables {
		fmt.Fprintf(&b, "  %s:\n    resource: %s\n", scalar(t.Name), scalar(t.Resource))
		if t.Was != "" {
			fmt.Fprintf(&b, "    was: %s\n", scalar(t.Was))
		}
		b.WriteString("    columns:\n")
		for _, c := range t.Columns {
			fmt.Fprintf(&b, "      - %s\n", c.encoded())
		}
		encodeIndexes(&b, "unique", t.Indexes, true)
		encodeIndexes(&b, "index", t.Indexes, false)
		if len(t.Search) > 0 {
			fmt.Fprintf(&b, "    search: %s\n", list(t.Search))
		}
	}
	return b.Bytes()
}

// encoded is c as an item of a list in YAML.
func (c Column) encoded() string {
	switch name, short := scalar(c.Field.Name), field.Short; {
	case c.Field.ByUUID && c.Own():
		return c.Name + ": " + field.UUID.Name
	case c.Own():
		return c.Name
	case c.Was != "":
		return fmt.Sprintf("%s: {field: %s, was: %s}", name, strconv.QuoteToASCII(short(c.Field)), scalar(c.Was))
	default:
		return name + ": " + scalar(short(c.Field))
	}
}

func encodeIndexes(b *bytes.Buffer, key string, indexes []Index, unique bool) {
	for _, x := range indexes {
		if x.Unique != unique {
			continue
		}
		if key != "" {
			fmt.Fprintf(b, "    %s:\n", key)
			key = ""
		}
		fmt.Fprintf(b, "      - %s: %s\n", scalar(x.Name), list(x.Columns))
	}
}

// list is names as a list of YAML on one line.
func list(names []string) string {
	items := make([]string, len(names))
	for i, name := range names {
		items[i] = scalar(name)
	}
	return "[" + strings.Join(items, ", ") + "]"
}

// plain is what needs no quotes in YAML. What YAML takes for null or a number
// is a string for Decode all the same.
var plain = regexp.MustCompile(`^[a-z][A-Za-z0-9_.:=-]*[A-Za-z0-9_]$|^[a-z]$`)

func scalar(s string) string {
	if plain.MatchString(s) {
		return s
	}
	return strconv.QuoteToASCII(s)
}
