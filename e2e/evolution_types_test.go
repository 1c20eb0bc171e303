package e2e

import (
	"fmt"
	"slices"
	"strings"
)

// changedTypes are fields that hold something else from now on: for each two
// types that there is a way between, values that go it.
var changedTypes = slices.Concat([]evolution{
	retyped("string", "text", "'One' > One", "'' > "),
	retyped("text", "string:10", "'ÄÖÜ' > ÄÖÜ"),
	retyped("string", "email", "'a@example.com' > a@example.com"),
	retyped("email", "text", "'a@example.com' > a@example.com"),
	retyped("text", "url", "'https://example.com' > https://example.com"),
	retyped("url", "string:300", "'https://example.com' > https://example.com"),
	retyped("text", "enum:draft:live", "'draft' > draft", "'live' > live"),
	retyped("string:20", "enum:draft:live", "'draft' > draft"),
	retyped("enum:draft:live", "string:20", "'draft' > draft"),
	retyped("enum:draft:live", "text", "'live' > live"),

	retyped("text", "int", "'7' > 7", "'-12' > -12", "'9223372036854775807' > 9223372036854775807"),
	retyped("string:20", "int", "'0' > 0"),
	retyped("text", "float", "'2.5' > 2.5", "'-1e3' > -1000"),
	retyped("text", "decimal:10:2", "'12.50' > 12.5", "'-3' > -3"),
	retyped("text", "bool", "'true' > true", "'false' > false"),
	retyped("text", "date", "'2026-01-02' > 2026-01-02", "'2024-02-29' > 2024-02-29"),
	retyped("text", "time", "'09:30' > 09:30:00", "'23:59:59.5' > 23:59:59.5"),
	retyped("text", "timestamp", "'2026-01-02T03:04:05Z' > 2026-01-02 03:04:05", "'2026-01-02 03:04:05.25+00:00' > 2026-01-02 03:04:05.25"),
	retyped("text", "uuid", "'6BA7B810-9dad-11d1-80b4-00c04fd430c8' > 6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
	retyped("text", "json", `'{"a":1}' > {"a":1}`, "'[]' > []"),
	retyped("url", "json", `'[1]' > [1]`),

	retyped("int", "text", "7 > 7", "-9223372036854775808 > -9223372036854775808"),
	retyped("int", "string:20", "0 > 0"),
	retyped("float", "text", "2.5 > 2.5", "-0.125 > -0.125"),
	retyped("decimal:10:2", "text", "12.5 > 12.50", "-3 > -3.00"),
	retyped("decimal:10:0", "string:12", "1234567890 > 1234567890"),
	retyped("bool", "text", "TRUE > true", "FALSE > false"),
	retyped("date", "text", "'2026-01-02' > 2026-01-02"),
	retyped("time", "text", "'09:30:00.000000' > 09:30:00", "'23:59:59.500000' > 23:59:59.5"),
	retyped("timestamp", "text", "'2026-01-02 03:04:05+00:00' > 2026-01-02T03:04:05Z", "'2026-01-02 03:04:05.25+00:00' > 2026-01-02T03:04:05.25Z"),
	retyped("uuid", "string:36", "'6ba7b810-9dad-11d1-80b4-00c04fd430c8' > 6ba7b810-9dad-11d1-80b4-00c04fd430c8"),
	retyped("json", "text", "'[1]' > [1]", `'{}' > {}`),

	retyped("int", "float", "7 > 7", "-9007199254740992 > -9007199254740992"),
	retyped("int", "decimal:10:2", "7 > 7", "-99999999 > -99999999"),
	retyped("float", "int", "7.0 > 7", "2.75 > 3", "-1.25 > -1").lossy(),
	retyped("float", "decimal:10:2", "2.5 > 2.5", "0.126 > 0.13").lossy(),
	retyped("decimal:10:0", "int", "1234567890 > 1234567890"),
	retyped("decimal:10:2", "int", "12.50 > 13", "-3 > -3").lossy(),
	retyped("decimal:10:2", "float", "12.5 > 12.5"),
	retyped("decimal:15:1", "float", "12345678901234.5 > 12345678901234.5"),
	retyped("decimal:10:2", "decimal:12:2", "99999999.99 > 99999999.99"),
	retyped("decimal:10:2", "decimal:12:4", "99999999.99 > 99999999.99"),
	retyped("decimal:10:2", "decimal:6:2", "9999.99 > 9999.99"),
	retyped("decimal:10:2", "decimal:10:1", "12.25 > 12.3", "-0.14 > -0.1").lossy(),

	retyped("bool", "int", "TRUE > 1", "FALSE > 0"),
	retyped("int", "bool", "1 > true", "0 > false"),
	retyped("date", "timestamp", "'2026-01-02' > 2026-01-02 00:00:00"),
	retyped("timestamp", "date", "'2026-01-02 23:30:00+00:00' > 2026-01-02").lossy(),
	retyped("timestamp", "time", "'2026-01-02 23:30:05.25+00:00' > 23:30:05.25").lossy().forgetting(),

	expressed("json", "type: bool", "a ->> 'on'", "(a ->> 'on')::boolean", `'{"on": true}' > true`, `'{"on": false}' > false`),
	expressed("date", "type: int", "CAST(substr(a, 1, 4) AS integer)", "extract(year FROM a)::bigint", "'2026-01-02' > 2026", "'1999-12-31' > 1999"),
	expressed("enum:low:high", "type: int", "CASE a WHEN 'low' THEN 1 ELSE 9 END", "CASE a WHEN 'low' THEN 1 ELSE 9 END", "'low' > 1", "'high' > 9"),
	expressed("int", "type: enum, values: [low, high]", "iif(a < 5, 'low', 'high')", "CASE WHEN a < 5 THEN 'low' ELSE 'high' END", "1 > low", "9 > high"),
	expressed("text", "type: int", "length(a)", "length(a)", "'seven' > 5", "'-1; --' > 6"),
	expressed("float", "type: int", "CAST(a AS integer)", "trunc(a)::bigint", "2.75 > 2", "-2.75 > -2"),
}, []evolution{
	{
		name:   "text becomes a number, with a value for NULL",
		before: "~post: {fields: {title: string, views: 'text:optional', rank: 'int:optional:index'}}",
		rows:   in("~posts", "title, views, rank", "'One', '7', 1", "'Two', NULL, NULL"),
		step: step{
			after: "~post: {fields: {title: string, views: {type: int, backfill: 3}, rank: {type: string, max: 9, unique: true, backfill: {sql: \"'5'\"}}}}",
			want:  in("~posts", "views, rank", "7, 1", "3, 5"),
		},
	},
	{
		name:   "two values become an enum's through a map",
		before: "~post: {fields: {title: string, status: 'enum:a:b:c:unique:optional'}}",
		rows:   in("~posts", "title, status", "'One', 'a'", "'Two', 'b'", "'Three', NULL", "'Four', NULL"),
		step: step{
			after: "~post: {fields: {title: string, status: {type: enum, values: [x, y, c], optional: true, unique: true, map: {a: y, b: x}}}}",
			want:  in("~posts", "status", "y", "x", "NULL", "NULL"),
		},
	},
	{
		name:   "text becomes an enum through a map",
		before: "~post: {fields: {status: text}}",
		rows:   in("~posts", "status", "'Draft'", "'Published'", "'live'"),
		step: step{
			after: "~post: {fields: {status: {type: enum, values: [draft, live], map: {Draft: draft, Published: live}}}}",
			want:  in("~posts", "status", "draft", "live", "live"),
		},
	},
})

// retyped is a required and an optional field, each between others, that
// change their type. A value is "SQL > what it becomes"; the optional field
// has it as well, but for the first row, where it has none.
func retyped(from, to string, values ...string) evolution {
	e := evolution{
		name:   from + " becomes " + to,
		before: fmt.Sprintf("~post: {fields: {first: string, a: '%s', b: '%[1]s:optional', last: 'int:default=1'}}", from),
		step: step{
			after: fmt.Sprintf("~post: {fields: {first: string, a: '%s', b: '%[1]s:optional', last: 'int:default=1'}}", to),
		},
	}
	var old, is []string
	for i, value := range values {
		was, becomes, _ := strings.Cut(value, " > ")
		optional := map[bool][2]string{true: {"NULL", "NULL"}, false: {was, becomes}}[i == 0]
		old = append(old, fmt.Sprintf("'row %d', %s, %s, %[1]d", i, was, optional[0]))
		is = append(is, becomes+", "+optional[1])
	}
	e.rows, e.want = in("~posts", "first, a, b, last", old...), in("~posts", "a, b", is...)
	return e
}

// lossy is e with the permission to round or cut.
func (e evolution) lossy() evolution {
	e.allow = []string{"--allow-lossy ~post.a", "--allow-lossy ~post.b"}
	return e
}

// forgetting is e without a way back for its values.
func (e evolution) forgetting() evolution {
	e.forgets = []string{"~posts.a", "~posts.b"}
	return e
}

// expressed is a field that changes its type to the one in keys by an
// expression, with values as retyped has them.
func expressed(from, keys, sqlite, postgres string, values ...string) evolution {
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	e := evolution{
		name:   from + " becomes {" + keys + "} by an expression",
		before: "~post: {fields: {first: string, a: '" + from + ":optional'}}",
		step: step{
			after:   fmt.Sprintf("~post: {fields: {first: string, a: {%s, optional: true, using: {sqlite: %s, postgres: %s}}}}", keys, quoted(sqlite), quoted(postgres)),
			forgets: []string{"~posts.a"}, // no expression leads back
		},
	}
	var old, is []string
	for _, value := range values {
		was, becomes, _ := strings.Cut(value, " > ")
		old, is = append(old, "'x', "+was), append(is, becomes)
	}
	e.rows, e.want = in("~posts", "first, a", old...), in("~posts", "a", is...)
	return e
}
