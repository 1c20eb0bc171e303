package dialecttest

import "github.com/seed-b1203020/gen/generator/diff"

// long is a name of 57 characters; one of a field may have 59.
const long = "abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefghi_abcdefg"

var twoUsers = []string{"users (name) 'Ann'", "users (name) 'Bob'"}

// renames are changes of names, which keep every row and every value.
var renames = []evolution{
	{
		name: "field",
		from: "post: {fields: {title: string:80:unique, status: enum:draft:live, body: text}}",
		to:   "post: {fields: {headline: {type: string, max: 80, unique: true, was: title}, state: {type: enum, values: [draft, live], was: status}, body: text}}",
		rows: []string{"posts (title, status, body) 'One', 'draft', 'a'", "posts (title, status, body) 'Two', 'live', 'b'"},
		want: []string{"posts: headline = 'One' AND state = 'draft'", "posts: headline = 'Two'"},
		back: []string{"posts: title = 'One' AND status = 'draft'"},
	},
	{
		name:    "fields swap names",
		from:    "post: {fields: {a: string:20:unique, b: string:30:index}}",
		to:      "post: {fields: {b: {type: string, max: 20, unique: true, was: a}, a: {type: string, max: 30, index: true, was: b}}}",
		rows:    []string{"posts (a, b) 'was a', 'was b'", "posts (a, b) 'x', 'y'"},
		touched: "posts.a posts.b",
		want:    []string{"posts: b = 'was a' AND a = 'was b'"},
		back:    []string{"posts: a = 'was a' AND b = 'was b'"},
	},
	{
		name:    "fields pass names on in a circle",
		from:    "post: {fields: {a: string:20, b: string:30, c: enum:x:y}}",
		to:      "post: {fields: {b: {type: string, max: 20, was: a}, c: {type: string, max: 30, was: b}, a: {type: enum, values: [x, y], was: c}}}",
		rows:    []string{"posts (a, b, c) '1', '2', 'x'", "posts (a, b, c) '3', '4', 'y'"},
		touched: "posts.a posts.b posts.c",
		want:    []string{"posts: b = '1' AND c = '2' AND a = 'x'"},
		back:    []string{"posts: a = '1' AND b = '2' AND c = 'x'"},
	},
	{
		name: "resource with children",
		from: `user: {fields: {name: string}}
post:
  fields: {title: string:80:unique, status: enum:draft:live, user: references, parent: references:post:optional:nullify}
  unique: [[user, status]]
comment: {fields: {post: references:cascade, body: text}}`,
		to: `user: {fields: {name: string}}
article:
  was: post
  fields: {title: string:80:unique, status: enum:draft:live, user: references, parent: references:article:optional:nullify}
  unique: [[user, status]]
comment: {fields: {article: references:cascade, body: text}}`,
		rows: []string{
			"users (name) 'Ann'", "posts (title, status, user_id) 'One', 'draft', 1", "posts (title, status, user_id, parent_id) 'Two', 'live', 1, 1",
			"comments (post_id, body) 2, 'hello'",
		},
		want: []string{"articles: title = 'Two' AND parent_id = 1", "comments: article_id = 2"},
		back: []string{"posts: title = 'Two' AND parent_id = 1", "comments: post_id = 2"},
	},
	{
		name: "resource and its fields, with others at once",
		from: "post: {fields: {title: string:80, views: string:9}}",
		to: `article:
  was: post
  fields:
    headline: {type: string, max: 40, was: title, unique: true}
    views: {type: int, default: 0}
    slug: {type: string, backfill: {sql: lower(headline)}}`,
		rows:    []string{"posts (title, views) 'One', '12'", "posts (title, views) 'Two', '7'"},
		touched: "posts.views",
		want:    []string{"articles: headline = 'One' AND views = 12 AND slug = 'one'"},
		back:    []string{"posts: title = 'One' AND views = '12'"},
	},
	{
		name: "keywords and long names",
		from: "order: {plural: select, fields: {from: string:20:unique, where: {type: enum, values: [asc, desc]}, " + long + ": string:9:index, group: references:order:optional:cascade}}",
		to: "table: {plural: " + long + "_s, was: order, fields: {to: {type: string, max: 20, unique: true, was: from}, when: {type: enum, values: [asc, desc], was: where}, " +
			long + "_z: {type: string, max: 9, index: true, was: " + long + "}, user: {type: references, resource: table, optional: true, cascade: true, was: group}}}",
		rows: []string{"select (from, where, " + long + ") 'a', 'asc', 'x'", "select (from, where, " + long + ", group_id) 'b', 'desc', 'y', 1"},
		want: []string{long + `_s: "to" = 'b' AND "when" = 'desc' AND user_id = 1`},
		back: []string{`select: "from" = 'b' AND "where" = 'desc' AND group_id = 1`},
	},
	{
		name: "a name that a dropped field had",
		from: "post: {fields: {body: text, content: text}}",
		to:   "post: {fields: {body: {type: text, was: content}}}", allow: diff.Allow{Drop: []string{"post.body"}},
		rows:    []string{"posts (body, content) 'old', 'new'"},
		touched: "posts.body",
		want:    []string{"posts: body = 'new'"},
		back:    []string{"posts: content = 'new' AND body <> 'old'"},
	},
}

// drops lose what a person agreed to lose, and nothing else.
var drops = []evolution{
	{
		name: "fields of every kind",
		from: `user: {fields: {name: string}}
post:
  fields: {title: string:80, code: string:9:unique, at: timestamp, price: "decimal:8:2", likes: int:default=3, status: enum:a:b, note: text:optional, user: references:optional, by: {type: references, resource: user, optional: true, cascade: true}}
  index: [[status, title]]`,
		to: "user: {fields: {name: string}}\npost: {fields: {title: string:80}}",
		allow: diff.Allow{Drop: []string{
			"post.code", "post.at", "post.price", "post.likes", "post.status", "post.note", "post.user", "post.by",
		}},
		rows: []string{
			"users (name) 'Ann'",
			"posts (title, code, at, price, likes, status, note, user_id, by_id) 'One', 'x', '2026-01-02 03:04:05+00:00', 1.5, 7, 'b', 'n', 1, 1",
			"posts (title, code, at, price, likes, status) 'Two', 'y', '2026-01-02 03:04:05+00:00', 2.5, 8, 'a'",
		},
		touched: "posts.code posts.at posts.price posts.likes posts.status posts.note posts.user_id posts.by_id",
		want:    []string{"posts: title = 'One'", "posts: title = 'Two'"},
		back:    []string{"posts: title = 'One' AND code = '1' AND price = 12.50 AND likes = 3 AND note IS NULL AND user_id IS NULL AND by_id IS NULL", "posts: code = '2'"},
	},
	{
		name: "tables with rows that point at each other",
		from: `user: {fields: {name: string, team: references:optional, boss: references:user:optional:cascade}}
team: {fields: {name: string, lead: references:user:optional:nullify, next: references:team:optional}}
badge: {fields: {name: string, user: references:cascade}}
note: {fields: {name: string, user: references:optional:nullify}}`,
		to:    "note: {fields: {name: string}}",
		allow: diff.Allow{Drop: []string{"user", "team", "badge", "note.user"}},
		rows: []string{
			"users (name) 'Ann'", "teams (name, lead_id) 'Red', 1", "users (name, team_id, boss_id) 'Bob', 1, 1", "teams (name, lead_id, next_id) 'Blue', 2, 1",
			"badges (name, user_id) 'b', 2", "notes (name, user_id) 'n', 1",
		},
		touched: "notes.user_id",
		want:    []string{"notes: name = 'n'"},
		back:    []string{"notes: name = 'n' AND user_id IS NULL"},
	},
	{
		name:  "a table and the reference to it",
		from:  "user: {fields: {name: string}}\npost: {fields: {title: string, user: references:optional:cascade}}",
		to:    "post: {fields: {title: string}}",
		allow: diff.Allow{Drop: []string{"user", "post.user"}},
		rows:  []string{"users (name) 'Ann'", "posts (title, user_id) 'One', 1"}, touched: "posts.user_id",
		want: []string{"posts: title = 'One'"},
		back: []string{"posts: title = 'One' AND user_id IS NULL"},
	},
}
