package dialecttest

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/schema"
)

// A cast is a change of type that nothing but the two types explains. Values
// are SQL; "1.5 > 2" is one and what becomes of it.
type cast struct {
	from, to string
	kept     []string // have their counterpart, and come back with the migration down
	alike    []string // have their counterpart, and come back in another spelling
	lossy    []string // change, which a person has to allow
	refused  []string // have no counterpart
	foreign  []string // that only SQLite takes into such a column, and that have no counterpart
	said     string   // of what is refused
	only     string   // the database that has such a field, "" if both do
	changed  string   // what is said of what is lossy; "" if a person has to allow it before
}

var casts = []cast{
	{
		from: "string", to: "int", said: "is not a whole number of 64 bits",
		kept:    []string{"'0' > 0", "'-7' > -7", "'9223372036854775807' > 9223372036854775807", "'-9223372036854775808' > -9223372036854775808"},
		refused: []string{"'abc'", "''", "' 1'", "'1 '", "'007'", "'+1'", "'-0'", "'1.0'", "'1e3'", "'9223372036854775808'", "'99999999999999999999999'"},
		foreign: []string{"x'31'"},
	},
	{
		from: "text", to: "float", said: "is not a number", changed: "would lose digits",
		kept:    []string{"'0.5' > 0.5", "'12' > 12"},
		alike:   []string{"'-1e20' > -1e20", "'1.50' > 1.5"},
		lossy:   []string{"'0.10000000000000000001' > 0.1"},
		refused: []string{"'abc'", "''", "'NaN'", "'Infinity'", "'1e400'", "'.5'", "'1.'", "' 1'", "'0x10'", "'1,5'"},
		foreign: []string{"x'31'"},
	},
	{
		from: "string", to: "decimal:6:2", said: "is not a number of at most 4 digits before the point", changed: "would be rounded",
		kept:    []string{"'9999.99' > 9999.99", "'1.10' > 1.1"},
		alike:   []string{"'-0.5' > -0.5", "'0' > 0", "'1e2' > 100"},
		lossy:   []string{"'0.125' > 0.13", "'1.0049' > 1.00"},
		refused: []string{"'10000'", "'9999.999'", "'x'", "'NaN'", "'1 000'"},
	},
	{
		from: "string", to: "bool", said: "is neither true nor false",
		kept: []string{"'true' > true", "'false' > false"}, refused: []string{"'TRUE'", "'1'", "'yes'", "''"},
	},
	{
		from: "string", to: "date", said: "is not a day such as 2026-11-21",
		kept:    []string{"'2024-02-29' > '2024-02-29'", "'0001-01-01' > '0001-01-01'"},
		refused: []string{"'2026-02-29'", "'2026-2-3'", "'2026-13-01'", "'2026-00-10'", "'2026-01-00'", "'2026-01-32'", "'today'", "'0000-01-01'", "'2026-01-02 03:04'", "'01.02.2026'"},
	},
	{
		from: "string", to: "time", said: "is not a time of day such as 09:30",
		kept:    []string{"'09:30:00' > '09:30:00.000000'", "'23:59:59.5' > '23:59:59.500000'"},
		refused: []string{"'24:00'", "'09:60'", "'9:30'", "'09:3'", "'09:30:'", "'09:30:00.'", "'09:30:00.1234567'", "'noon'", "'09-30'", "'10:00 PM'"},
	},
	{
		from: "string", to: "timestamp", said: "is not a moment in UTC such as 2026-11-21T09:45:00Z",
		kept: []string{
			"'2026-01-02T03:04:05Z' > '2026-01-02 03:04:05+00:00'", "'2026-07-02T03:04:05.000001Z' > '2026-07-02 03:04:05.000001+00:00'",
			"'2026-07-02T03:04:05.5Z' > '2026-07-02 03:04:05.5+00:00'",
		},
		refused: []string{
			"'2026-01-02'", "'2026-01-02T03:04:05'", "'2026-01-02T03:04:05+02:00'", "'2026-02-30T03:04:05Z'", "'2026-01-02T24:00:00Z'", "'now'", "'2026-01-02T03:04Z'",
			"'2026-01-02T03:04:05.1234567Z'", "'2026-01-02T03:04:055Z'", "'2026-01-02T03:04:05.1.2Z'",
		},
	},
	{
		from: "string", to: "uuid", said: "is not a UUID",
		kept:    []string{"'6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90' > '6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90'"},
		refused: []string{"'6f1c2a4e7b0d4c539a372f6e8d1b5c90'", "'{6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90}'", "'gf1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90'", "''"},
	},
	{
		from: "text", to: "json", said: "is not a JSON document",
		kept:    []string{`'{"a": [1, "é"]}' > '{"a": [1, "é"]}'`, "'3' > '3'", `'"x"' > '"x"'`},
		refused: []string{"'{'", "'abc'", "''", "'null'", "' null '", `'{"a": 1,}'`},
		foreign: []string{`x'7b7d'`},
	},
	{
		from: "text", to: "enum:a:b", said: "is none of a, b",
		kept: []string{"'a' > 'a'", "'b' > 'b'"}, refused: []string{"'A'", "'c'", "''"},
	},
	{
		from: "int", to: "string:3", said: "is longer than 3 characters",
		kept: []string{"0 > '0'", "-12 > '-12'"}, refused: []string{"1000"},
	},
	{
		from: "int", to: "float", changed: "would lose digits",
		kept:    []string{"0 > 0", "-9007199254740992 > -9007199254740992"},
		lossy:   []string{"9007199254740993 > 9007199254740992"},
		foreign: []string{"'abc'", "1.5"}, said: "is not a number",
	},
	{
		from: "int", to: "decimal:5:2", said: "is not a number of at most 3 digits before the point",
		kept: []string{"999 > 999", "-999 > -999", "0 > 0"}, refused: []string{"1000", "-1000", "9223372036854775807"}, foreign: []string{"'abc'"},
	},
	{
		from: "int", to: "bool", said: "is neither true nor false",
		kept: []string{"0 > false", "1 > true"}, refused: []string{"2", "-1"}, foreign: []string{"'true'"},
	},
	{
		from: "float", to: "int", said: "is not a whole number of 64 bits",
		kept:    []string{"1.0 > 1", "-3.0 > -3", "9007199254740992.0 > 9007199254740992"},
		lossy:   []string{"2.5 > 3", "-2.5 > -3", "0.4 > 0"},
		refused: []string{"1e19", "9223372036854775808.0"}, foreign: []string{"'abc'"},
	},
	{
		from: "float", to: "decimal:6:2", said: "is not a number of at most 4 digits before the point",
		kept: []string{"1.5 > 1.5", "0.07 > 0.07", "9999.99 > 9999.99"}, lossy: []string{"0.333333 > 0.33", "1e-9 > 0"},
		refused: []string{"10000.0", "9999.999", "1e300"}, foreign: []string{"'abc'"},
	},
	{
		from: "float", to: "text", said: "is not a number",
		kept: []string{"0.5 > '0.5'", "0.30000000000000004 > '0.30000000000000004'"}, foreign: []string{"x'31'"},
	},
	{
		from: "decimal:8:2", to: "decimal:12:3", kept: []string{"1.25 > 1.25", "999999.99 > 999999.99"},
	},
	{
		from: "decimal:8:2", to: "decimal:5:2", said: "is not a number of at most 3 digits before the point",
		kept: []string{"999.99 > 999.99"}, refused: []string{"1000"}, foreign: []string{"'abc'"},
	},
	{
		from: "decimal:8:3", to: "decimal:8:1", said: "is not a number of at most 7 digits before the point",
		kept: []string{"1.5 > 1.5"}, lossy: []string{"1.25 > 1.3", "-1.25 > -1.3", "1.04 > 1"}, foreign: []string{"'abc'"},
	},
	{
		from: "decimal:8:2", to: "int", said: "is not a whole number of 64 bits",
		kept: []string{"12 > 12", "-3 > -3"}, lossy: []string{"2.5 > 3", "1.49 > 1"}, foreign: []string{"'abc'"},
	},
	{
		from: "decimal:8:2", to: "float", kept: []string{"0.10 > 0.1", "123456.78 > 123456.78"}, said: "is not a number", foreign: []string{"'abc'"},
	},
	{
		from: "decimal:20:2", to: "float", only: schema.Postgres,
		kept: []string{"0.10 > 0.1"}, lossy: []string{"123456789012345678.91 > 123456789012345680"},
	},
	{
		from: "decimal:8:2", to: "string", kept: []string{"0.10 > '0.10'", "-12 > '-12.00'"}, said: "is not a number", foreign: []string{"'abc'"},
	},
	{
		from: "bool", to: "int", kept: []string{"true > 1", "false > 0"}, said: "is not a whole number of 64 bits", foreign: []string{"'yes'", "2"},
	},
	{
		from: "bool", to: "string", kept: []string{"true > 'true'", "false > 'false'"}, said: "is neither true nor false", foreign: []string{"2"},
	},
	{
		from: "date", to: "timestamp", said: "is not a moment",
		kept: []string{"'2026-07-02' > '2026-07-02 00:00:00+00:00'"}, foreign: []string{"'2026'", "5"},
	},
	{
		from: "date", to: "string", kept: []string{"'2026-07-02' > '2026-07-02'"},
	},
	{
		from: "time", to: "string", kept: []string{"'09:30:00.000000' > '09:30:00'", "'10:00:00.500000' > '10:00:00.5'"},
	},
	{
		from: "timestamp", to: "string", said: "is not a moment",
		kept:    []string{"'2026-07-02 13:04:05+00:00' > '2026-07-02T13:04:05Z'", "'2026-01-02 00:00:00.25+00:00' > '2026-01-02T00:00:00.25Z'"},
		foreign: []string{"'2026-07-02 13:04:05+02:00'", "'soon'", "12345"},
	},
	{
		from: "timestamp", to: "date", said: "is not a day",
		kept: []string{"'2026-07-02 00:00:00+00:00' > '2026-07-02'"}, lossy: []string{"'2026-07-02 23:59:59.999999+00:00' > '2026-07-02'"}, foreign: []string{"'soon'"},
	},
	{
		from: "timestamp", to: "time", said: "is not a time of day",
		lossy: []string{"'2026-07-02 23:59:59.5+00:00' > '23:59:59.500000'", "'2026-07-02 00:00:00+00:00' > '00:00:00.000000'"}, foreign: []string{"'soon'"},
	},
	{
		from: "uuid", to: "string", kept: []string{"'6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90' > '6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90'"},
	},
	{
		from: "json", to: "text", kept: []string{`'{"a": 1}' > '{"a": 1}'`},
	},
}

func testCasts(t *testing.T, d Database) {
	for _, c := range casts {
		if c.only != "" && c.only != d.Dialect.Name() {
			continue
		}
		t.Run(c.from+" to "+c.to, func(t *testing.T) {
			t.Parallel()
			c.refuse(t, d)
			c.keep(t, d)
			c.lose(t, d)
		})
	}
}

// history is one of a post with a value of c.from, and a migration that makes
// it one of c.to.
func (c cast) history(t *testing.T, d Database, allow diff.Allow) *history {
	t.Helper()
	h := begin(t, d)
	h.become(c.post(c.from))
	h.plan(allow, c.post(c.to))
	return h
}

func (cast) post(typ string) *schema.Resource { return resource("post", "value:"+typ+":optional") }

// allowed is what a person has to allow before there is a migration at all.
func (c cast) allowed() diff.Allow {
	if len(c.lossy) > 0 && c.changed == "" {
		return diff.Allow{Lossy: []string{"post.value"}}
	}
	return diff.Allow{}
}

// refuse tries the values that have no counterpart, one after the other.
func (c cast) refuse(t *testing.T, d Database) {
	t.Helper()
	h := c.history(t, d, c.allowed())
	values := c.refused
	if d.Dialect.Name() == schema.SQLite {
		values = append(values[:len(values):len(values)], c.foreign...)
	}
	try := func(value, said string) {
		h.insert([]string{"posts (value) " + value, "posts (value) NULL"})
		h.stops("posts.value " + said)
		h.exec(`DELETE FROM "posts"`)
	}
	for _, value := range values {
		try(value, c.said)
	}
	if c.changed != "" {
		for _, value := range c.lossy {
			before, _, _ := strings.Cut(value, " > ")
			try(before, c.changed)
		}
	}
}

// keep changes the values that have a counterpart, and brings them back.
func (c cast) keep(t *testing.T, d Database) {
	t.Helper()
	h := c.history(t, d, c.allowed())
	c.become(h, slices.Concat(c.kept, c.alike))
	want := c.contents(t, d, c.kept)
	h.down()
	if missing := without(want, values(h.contents(), "")); len(missing) > 0 {
		t.Errorf("the values did not come back: %q\n%s", missing, h.files())
	}
}

// lose changes the values that a person agreed to change.
func (c cast) lose(t *testing.T, d Database) {
	t.Helper()
	if len(c.lossy) == 0 {
		return
	}
	h := c.history(t, d, diff.Allow{Lossy: []string{"post.value"}})
	c.become(h, c.lossy)
	if !strings.Contains(h.files(), "-- gen:destructive\n") {
		t.Errorf("the migration does not say that it is destructive:\n%s", h.files())
	}
	before := h.facts(h.db)
	h.down()
	h.up()
	h.same("down and up led elsewhere", before, h.facts(h.db))
}

// become migrates values and a NULL, and expects what they are to be.
func (c cast) become(h *history, pairs []string) {
	h.t.Helper()
	for i, pair := range pairs {
		before, _, _ := strings.Cut(pair, " > ")
		h.exec(fmt.Sprintf(`INSERT INTO "posts" VALUES (%d, %s, '2026-01-02', '2026-01-02')`, i+1, before))
	}
	h.exec(`INSERT INTO "posts" VALUES (1000, NULL, '2026-01-02', '2026-01-02')`)
	h.up()
	h.count(1, "posts", `"id" = 1000 AND "value" IS NULL`)
	for i, pair := range pairs {
		_, after, _ := strings.Cut(pair, " > ")
		h.count(1, "posts", fmt.Sprintf(`"id" = %d AND "value" = %s`, i+1, after))
	}
}

// contents is what a table has that the first half of pairs was put into.
func (c cast) contents(t *testing.T, d Database, pairs []string) []string {
	t.Helper()
	h := begin(t, d)
	h.become(c.post(c.from))
	for i, pair := range pairs {
		before, _, _ := strings.Cut(pair, " > ")
		h.exec(fmt.Sprintf(`INSERT INTO "posts" VALUES (%d, %s, '2026-01-02', '2026-01-02')`, i+1, before))
	}
	return values(h.contents(), "")
}
