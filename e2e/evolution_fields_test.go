package e2e

import (
	"fmt"
	"slices"
	"strings"
)

// addedFields are fields of every type that a table with two rows gets: an
// optional one, and required ones with a default, with a value for the rows
// that are there, and with an expression for them.
var addedFields = slices.Concat([]evolution{
	added("string:60", "type: string, max: 60", "It's new; -- a 'ü'", "upper(title)", "ONE", "TWO"),
	added("text", "type: text", "Some text", "title || ' ' || id", "One 1", "Two 2"),
	added("email", "type: email", "a@example.com", "lower(title) || '@example.com'", "one@example.com", "two@example.com"),
	added("url", "type: url", "https://example.com/a", "'https://example.com/' || id", "https://example.com/1", "https://example.com/2"),
	added("enum:draft:live", "type: enum, values: [draft, live]", "live", "CASE WHEN id = 1 THEN 'draft' ELSE 'live' END", "draft", "live"),
	added("int", "type: int", "-9223372036854775808", "id * 10", "10", "20"),
	added("float", "type: float", "2.5", "id / 4.0", "0.25", "0.5"),
	added("decimal:10:2", "type: decimal, precision: 10, scale: 2", "12.5", "id * 1.25", "1.25", "2.5"),
	added("bool", "type: bool", "true", "title = 'One'", "true", "false"),
	added("date", "type: date", "2026-01-02", "'2026-02-28'", "2026-02-28", "2026-02-28"),
	added("time", "type: time", "09:30", "'10:45:00.500000'", "10:45:00.5", "10:45:00.5"),
	added("timestamp", "type: timestamp", "2026-01-02T03:04:05Z", "'2026-02-28 23:59:59+00:00'", "2026-02-28 23:59:59", "2026-02-28 23:59:59"),
	added("uuid", "type: uuid", "6ba7b810-9dad-11d1-80b4-00c04fd430c8", "'6ba7b811-9dad-11d1-80b4-00c04fd430c8'",
		"6ba7b811-9dad-11d1-80b4-00c04fd430c8", "6ba7b811-9dad-11d1-80b4-00c04fd430c8"),
	added("json", "type: json", `{"a":1}`, `'{"b":2}'`, `{"b":2}`, `{"b":2}`),
}, []evolution{
	{
		name:   "reference added",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string}}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:optional', editor: {type: references, resource: ~user, backfill: {sql: 'id'}}, " +
				"owner: {type: references, resource: ~user, cascade: true, backfill: {sql: '(SELECT max(id) FROM ~users)'}}, reader: 'references:~user:optional:nullify:unique'}}",
			want: in("~posts", "author_id, editor_id, owner_id, reader_id", "NULL, 1, 2, NULL", "NULL, 2, 2, NULL"),
		},
	},
	{
		name:   "reference to a resource that is added as well",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~post: {fields: {title: string, ~tag: 'references:optional'}}\n~tag: {fields: {name: string}}",
			then:  in("~tags", "name", "'new'").in("~posts", "title, ~tag_id", "'Three', 1"),
		},
	},
	{
		name:   "self-reference added",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~post: {fields: {title: string, parent: 'references:~post:optional:cascade'}}",
			then:  in("~posts", "title, parent_id", "'Three', 2"),
		},
	},
	{
		name:   "circular references added",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~user: {fields: {name: string, best: 'references:~post:optional:nullify'}}\n~post: {fields: {title: string, author: {type: references, resource: ~user, backfill: {sql: '1'}}}}",
			want:  in("~posts", "author_id", "1", "1"),
			then:  in("~users", "name, best_id", "'Grace', 2"),
		},
	},
	{
		name:   "optional fields with a value for the rows",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~post: {fields: {title: string, slug: {type: string, optional: true, unique: true, backfill: {sql: lower(title)}}, rank: {type: int, optional: true, backfill: 3}}}",
			want:  in("~posts", "slug, rank", "one, 3", "two, 3"),
		},
	},
	{
		name:   "required and unique with an expression",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~post: {fields: {title: string, slug: {type: string, unique: true, backfill: {sql: {sqlite: lower(title), postgres: lower(title)}}}}}",
			want:  in("~posts", "slug", "one", "two"),
		},
	},
	{
		name:   "default and another value for the rows",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'"),
		step: step{
			after: "~post: {fields: {title: string, live: {type: bool, default: false, backfill: true}, rank: {type: int, default: 0, min: 0, max: 9, backfill: 9}}}",
			want:  in("~posts", "live, rank", "true, 9"),
		},
	},
	{
		name:   "added in front, with an index",
		before: "~post: {fields: {title: string}, order: title}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: "~post: {fields: {kind: 'enum:a:b:default=a:index', title: string, year: 'int:optional'}, order: -year, index: [[kind, year]]}",
			want:  in("~posts", "kind", "a", "a"),
		},
	},
	{
		name:   "to a table without rows",
		before: "~post: {fields: {title: string}}\n~note: {fields: {text: text}}",
		rows:   in("~posts", "title", "'One'"),
		step: step{
			after: "~post: {fields: {title: string}}\n~note: {fields: {text: text, rank: {type: int, unique: true, backfill: {sql: id}}, ~post: {type: references, backfill: {sql: '1'}}}}",
			then:  in("~notes", "text, rank, ~post_id", "'x', 1, 1"),
		},
	},
})

// added is a resource that gets four fields of a type, once in short form and
// once as keys. Both rows get value, and those of the last field one and two.
func added(short, keys, value, sql, one, two string) evolution {
	quoted := func(s string) string { return "'" + strings.ReplaceAll(s, "'", "''") + "'" }
	sample := value
	switch keys {
	case "type: time":
		sample = "09:30:00"
	case "type: timestamp":
		sample = "2026-01-02 03:04:05"
	}
	return evolution{
		name:   "every " + short,
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{
			after: fmt.Sprintf("~post: {fields: {title: string, may: '%s:optional', must: {%s, default: %s}, filled: {%[2]s, backfill: %[3]s}, made: {%[2]s, backfill: {sql: %[4]s}}}}",
				short, keys, quoted(value), quoted(sql)),
			want: in("~posts", "must, filled, made", sample+", "+sample+", "+one, sample+", "+sample+", "+two),
		},
	}
}

// changedFields are fields that go, get other names, or change places.
var changedFields = []evolution{
	{
		name:   "field dropped",
		before: "~post: {fields: {title: string, body: text}}",
		rows:   in("~posts", "title, body", "'One', 'x'", "'Two', 'y'"),
		step:   step{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~post.body"}},
	},
	{
		name:   "fields of many kinds dropped",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, a: 'string:20:unique:optional', b: 'enum:x:y', c: 'int:index', d: 'decimal:5:2', e: bool, f: 'references:~user:cascade', g: json, h: uuid, i: 'date:default=2026-01-02'}}",
		rows: in("~users", "name", "'Ada'").in("~posts", "title, a, b, c, d, e, f_id, g, h, i",
			"'One', NULL, 'x', 1, 1.5, TRUE, 1, '{}', '6ba7b810-9dad-11d1-80b4-00c04fd430c8', '2026-01-02'"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, f: 'references:~user:cascade'}}",
			allow: []string{"--allow-drop ~post.a,~post.b,~post.c", "--allow-drop ~post.d --allow-drop ~post.e", "--allow-drop ~post.g,~post.h,~post.i"},
		},
	},
	{
		name:   "optional reference dropped",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:optional'}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1", "'Two', NULL"),
		step:   step{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string}}", allow: []string{"--allow-drop ~post.author"}},
	},
	{
		name:   "field of an index and a rule dropped",
		before: "~post: {fields: {title: string, year: int, kind: string}, unique: [[title, year]], index: [[kind, year]], order: -year, label: kind}",
		rows:   in("~posts", "title, year, kind", "'One', 2025, 'a'", "'One', 2026, 'b'"),
		step:   step{after: "~post: {fields: {title: string, kind: string}, index: [[kind]]}", allow: []string{"--allow-drop ~post.year"}},
	},
	{
		name:   "field renamed",
		before: "~post: {fields: {title: 'string:80:index', body: text}}",
		rows:   in("~posts", "title, body", "'One', 'x'", "'Two', 'y'"),
		step:   step{after: "~post: {fields: {headline: {type: string, max: 80, index: true, was: title}, body: text}}"},
	},
	{
		name:   "enum and bounded text renamed",
		before: "~post: {fields: {title: string, status: 'enum:draft:live', summary: 'string:40:unique'}, order: status, unique: [[title, status]]}",
		rows:   in("~posts", "title, status, summary", "'One', 'live', 'x'", "'Two', 'draft', 'y'"),
		step: step{after: "~post: {fields: {title: string, state: {type: enum, values: [draft, live], was: status}, abstract: {type: string, max: 40, unique: true, was: summary}}, " +
			"order: state, unique: [[title, state]]}"},
	},
	{
		name:   "reference renamed",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:cascade'}, unique: [[author, title]]}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title, author_id", "'One', 2", "'Two', 1"),
		step:   step{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, writer: {type: references, resource: ~user, cascade: true, was: author}}, unique: [[writer, title]]}"},
	},
	{
		name:   "field renamed and retyped",
		before: "~post: {fields: {title: string, views: text}}",
		rows:   in("~posts", "title, views", "'One', '7'", "'Two', '-12'"),
		step:   step{after: "~post: {fields: {title: string, hits: {type: int, was: views, index: true}}}", want: in("~posts", "hits", "7", "-12")},
	},
	{
		name:   "fields swapped",
		before: "~post: {fields: {a: string, b: 'string:index'}}",
		rows:   in("~posts", "a, b", "'1', 'x'", "'2', 'y'"),
		step:   step{after: "~post: {fields: {b: {type: string, was: a}, a: {type: string, index: true, was: b}}}"},
	},
	{
		name:   "fields of two types swapped",
		before: "~post: {fields: {a: 'string:9', b: 'int:optional', c: 'enum:x:y'}}",
		rows:   in("~posts", "a, b, c", "'1', 5, 'x'", "'2', NULL, 'y'"),
		step:   step{after: "~post: {fields: {c: {type: string, max: 9, was: a}, a: {type: int, optional: true, was: b}, b: {type: enum, values: [x, y], was: c}}}"},
	},
	{
		name:   "chain of names",
		before: "~post: {fields: {a: string, b: int, c: bool}}",
		rows:   in("~posts", "a, b, c", "'1', 5, TRUE", "'2', 6, FALSE"),
		step:   step{after: "~post: {fields: {b: {type: string, was: a}, c: {type: int, was: b}, d: {type: bool, was: c}}}"},
	},
	{
		name:   "dropped, and another takes the name",
		before: "~post: {fields: {body: string, text: text}}",
		rows:   in("~posts", "body, text", "'One', 'long one'", "'Two', 'long two'"),
		step:   step{after: "~post: {fields: {body: {type: text, was: text}}}", allow: []string{"--allow-drop ~post.body"}},
	},
	{
		name:   "renamed, and a new one takes the name",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step: step{after: "~post: {fields: {headline: {type: string, was: title}, title: {type: string, backfill: {sql: upper(headline)}}}}",
			want: in("~posts", "title", "ONE", "TWO")},
	},
	{
		name:   "the same field in two resources renamed",
		before: "~post: {fields: {title: string}}\n~note: {fields: {title: 'string:unique', text: text}}",
		rows:   in("~posts", "title", "'One'").in("~notes", "title, text", "'Two', 'x'"),
		step:   step{after: "~post: {fields: {name: {type: string, was: title}}}\n~note: {fields: {name: {type: string, unique: true, was: title}, text: text}}"},
	},
	{
		name:   "names that are keywords",
		before: "~select: {fields: {select: string, group: 'int:index', order: 'string:20'}, unique: [[select, order]]}",
		rows:   in("~selects", "select, group, order", "'One', 1, 'x'", "'Two', 2, 'y'"),
		step: step{after: "~select: {fields: {where: {type: string, was: select}, from: {type: text, was: group}, table: {type: string, max: 30, optional: true, was: order}, limit: 'int:default=1', user: 'string:optional'}, unique: [[where, table]]}",
			want: in("~selects", "from, limit", "1, 1", "2, 1")},
	},
	{
		name:   "names of 59 characters",
		before: "~p: {fields: {" + long("a") + ": 'string:20:index', " + long("b") + ": 'enum:x:y', title: string}}",
		rows:   in("~ps", long("a")+", "+long("b")+", title", "'One', 'x', 'A'", "'Two', 'y', 'B'"),
		step: step{after: "~p: {fields: {" + long("c") + ": {type: string, max: 30, unique: true, was: " + long("a") + "}, " + long("d") + ": {type: enum, values: [x, y, z], was: " + long("b") + "}, title: string, " +
			long("e") + ": 'int:default=2:index'}}", want: in("~ps", long("e"), "2", "2")},
	},
	{
		name:   "swapped names that were swapped before",
		before: "~post: {fields: {a: string, b: string}}",
		rows:   in("~posts", "a, b", "'1', 'x'"),
		step:   step{after: "~post: {fields: {a: {type: string, was: b}, b: {type: string, was: a}}}"},
		more: []step{
			{after: "~post: {fields: {a: {type: string, was: b}, b: {type: string, was: a}, c: 'int:default=1'}}", want: in("~posts", "c", "1")},
			{after: "~post: {fields: {a: string, b: string, c: int}}"},
		},
	},
	{
		name:   "only the application minds",
		before: "~post: {fields: {title: string, secret: string, views: 'int:default=0', code: string}}",
		rows:   in("~posts", "title, secret, views, code", "'One', 'x', 5, 'c'"),
		step:   step{after: "~post: {label: code, order: -created_at, fields: {views: 'int:default=7:min=0:max=99', title: 'string:min=2', secret: 'string:private', code: 'string:readonly:default=none'}}"},
	},
	{
		name:   "order of fields",
		before: "~post: {fields: {a: string, b: int, c: bool}}",
		rows:   in("~posts", "a, b, c", "'1', 5, TRUE"),
		step:   step{after: "~post: {fields: {c: bool, d: 'text:optional', a: string, b: int}}"},
	},
	{
		name:   "many changes of one resource",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, body: text, status: 'enum:draft:published', views: 'text:optional', author: 'references:~user', old: 'int:index'}, order: title}",
		rows: in("~users", "name", "'Ada'").in("~posts", "title, body, status, views, author_id, old",
			"'One', 'x', 'published', '7', 1, 3", "'Two', 'y', 'draft', NULL, 1, 4"),
		step: step{
			after: "~user: {fields: {name: 'string:100'}}\n~post: {fields: {headline: {type: string, max: 60, unique: true, was: title}, body: 'text:optional', status: {type: enum, values: [draft, live], map: {published: live}, default: draft}, " +
				"views: {type: int, backfill: 0}, author: 'references:~user:optional:nullify', slug: {type: string, backfill: {sql: lower(headline)}}, ~tag: 'references:optional'}, order: -headline, index: [[status, views]]}\n~tag: {fields: {name: string}}",
			allow: []string{"--allow-drop ~post.old"},
			want:  in("~posts", "status, views, slug", "live, 7, one", "draft, 0, two"),
		},
	},
}

// long is a name of as many characters as a field may have.
func long(letter string) string { return strings.Repeat(letter, 59) }
