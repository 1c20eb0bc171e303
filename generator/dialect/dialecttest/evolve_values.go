package dialecttest

import "github.com/seed-b1203020/gen/generator/diff"

// alterations change what columns hold, and rows that suit go with them.
var alterations = []evolution{
	{
		name: "required, filled with a value and with an expression",
		from: "post: {fields: {title: string, note: string:optional, slug: string:optional}}",
		to:   `post: {fields: {title: string, note: {type: string, backfill: "none"}, slug: {type: string, backfill: {sql: "lower(title) || '-' || id"}}}}`,
		rows: []string{"posts (title) 'One'", "posts (title, note, slug) 'Two', 'mine', 'own'"}, touched: "posts.note posts.slug",
		want: []string{"posts: note = 'none' AND slug = 'one-1'", "posts: note = 'mine' AND slug = 'own'"},
		back: []string{"posts: note = 'none' AND slug = 'one-1'"},
	},
	{
		name: "required, by its default",
		from: "post: {fields: {title: string, likes: int:optional}}",
		to:   "post: {fields: {title: string, likes: int:default=5}}",
		rows: []string{"posts (title) 'One'", "posts (title, likes) 'Two', 9"}, touched: "posts.likes",
		want: []string{"posts: likes = 5", "posts: likes = 9"},
	},
	{
		name: "optional",
		from: "post: {fields: {title: string, status: enum:a:b, likes: int:default=2}}",
		to:   "post: {fields: {title: string, status: enum:a:b:optional, likes: int:optional}}",
		rows: []string{"posts (title, status, likes) 'One', 'a', 1"},
	},
	{
		name: "new required fields",
		from: "user: {fields: {name: string}}\npost: {fields: {title: string}}",
		to: `user: {fields: {name: string}}
post:
  fields:
    title: string
    slug: {type: string, max: 60, unique: true, backfill: {sql: "lower(title) || '-' || id"}}
    kind: {type: string, max: 9, backfill: {sql: "(SELECT name FROM users ORDER BY id LIMIT 1)"}}
    price: {type: decimal, precision: 8, scale: 2, backfill: "12.50"}
    nick: {type: string, optional: true, backfill: "it's; -- so"}
    user: {type: references, cascade: true, backfill: {sql: "SELECT min(id) FROM users"}}
    other: {type: references, resource: user, backfill: {sql: "2"}}`,
		rows: append(twoUsers, "posts (title) 'One'", "posts (title) 'Two'"),
		want: []string{"posts: title = 'Two' AND slug = 'two-2' AND kind = 'Ann' AND price = 12.5 AND nick = 'it''s; -- so' AND user_id = 1 AND other_id = 2"},
	},
	{
		name: "longer and shorter",
		from: "post: {fields: {a: string:10, b: string:10, c: text, d: text:50}}",
		to:   "post: {fields: {a: string:99, b: string:3, c: string:20, d: text}}",
		rows: []string{"posts (a, b, c, d) 'aaaaaaaaaa', 'ééé', 'c', 'd'"},
	},
	{
		name:  "shorter, and cut",
		from:  "post: {fields: {a: string:10}}",
		to:    "post: {fields: {a: string:3}}",
		allow: diff.Allow{Lossy: []string{"post.a"}},
		rows:  []string{"posts (a) 'éàü-long'", "posts (a) 'b'"}, touched: "posts.a",
		want: []string{"posts: a = 'éàü'", "posts: a = 'b'"},
	},
	{
		name: "values of an enum",
		from: "post: {fields: {status: enum:draft:published:hidden, kind: enum:a:b}}",
		to:   "post: {fields: {status: {type: enum, values: [draft, live], map: {published: live, hidden: draft}}, kind: enum:a:b:c}}",
		rows: []string{"posts (status, kind) 'published', 'a'", "posts (status, kind) 'hidden', 'b'", "posts (status, kind) 'draft', 'b'"}, touched: "posts.status",
		want: []string{"posts: status = 'live' AND id = 1", "posts: status = 'draft' AND id = 2"},
		back: []string{"posts: status = 'published' AND id = 1", "posts: status = 'draft' AND id = 2"},
	},
	{
		name: "an enum to text, and text to an enum",
		from: "post: {fields: {a: enum:x:y, b: string:20}}",
		to:   "post: {fields: {a: string:5, b: {type: enum, values: [one, two], map: {eins: one}}}}",
		rows: []string{"posts (a, b) 'x', 'eins'", "posts (a, b) 'y', 'two'"}, touched: "posts.b",
		want: []string{"posts: a = 'x' AND b = 'one'", "posts: a = 'y' AND b = 'two'"},
	},
	{
		name: "types of text",
		from: "post: {fields: {a: string, b: text, c: email, d: string:50}}",
		to:   "post: {fields: {a: email, b: string:90, c: text, d: url:60}}",
		rows: []string{"posts (a, b, c, d) 'a@example.com', 'b', 'c@example.com', 'https://example.com'"},
	},
	{
		name: "using",
		from: "user: {fields: {name: string:unique}}\npost: {fields: {author: string, length: string, tags: string}}",
		to: `user: {fields: {name: string:unique}}
post:
  fields:
    author: string
    length: {type: float, using: {sqlite: "CAST(replace(length, ' cm', '') AS real)", postgres: "replace(length, ' cm', '')::float8"}}
    tags: {type: json, using: {sqlite: "json_array(tags)", postgres: "jsonb_build_array(tags)"}}`,
		rows: append(twoUsers, "posts (author, length, tags) 'Bob', '1.5 cm', 'red'"), touched: "posts.length posts.tags",
		want: []string{"posts: length = 1.5"},
	},
	{
		name: "using a query",
		from: "user: {fields: {name: string:unique}}\npost: {fields: {user: {type: string}, owner: {type: string, optional: true}}}",
		to: `user: {fields: {name: string:unique}}
post: {fields: {writer: {type: int, was: user, using: "(SELECT u.id FROM users u WHERE u.name = writer)"}, owner: {type: int, optional: true, using: "(SELECT u.id FROM users u WHERE u.name = owner)"}}}`,
		rows: append(twoUsers, "posts (user, owner) 'Bob', 'Ann'", "posts (user) 'Ann'"), touched: "posts.owner posts.user", once: true,
		want: []string{"posts: writer = 2 AND owner = 1", "posts: writer = 1 AND owner IS NULL"},
		back: []string{`posts: "user" = '2' AND owner = '1'`},
	},
	{
		name: "what deleting does",
		from: "user: {fields: {name: string}}\npost: {fields: {user: references:optional, editor: references:user:optional:nullify}}",
		to:   "user: {fields: {name: string}}\npost: {fields: {user: references:optional:cascade, editor: references:user:optional}}",
		rows: append(twoUsers, "posts (user_id, editor_id) 1, 2", "posts (user_id) 2"),
	},
	{
		name: "another target",
		from: "user: {fields: {name: string}}\nteam: {fields: {name: string}}\npost: {fields: {title: string, owner: references:user}}",
		to:   `user: {fields: {name: string}}` + "\n" + `team: {fields: {name: string}}` + "\n" + `post: {fields: {title: string, owner: {type: references, resource: team, optional: true, using: "NULL"}}}`,
		rows: append(twoUsers, "teams (name) 'Red'"), touched: "posts.owner_id",
	},
	{
		name: "unique and indexed",
		from: "post: {fields: {a: string, b: string:optional, c: int}}",
		to:   "post: {fields: {a: string:unique, b: string:optional:unique, c: int}, unique: [[b, c]], index: [[c, a]]}",
		rows: []string{"posts (a, c) 'x', 1", "posts (a, c) 'y', 1", "posts (a, b, c) 'z', 'b', 1"},
	},
	{
		name: "no longer unique",
		from: "post: {fields: {a: string:unique, b: int}, unique: [[b, a]]}",
		to:   "post: {fields: {a: string, b: int}}",
		rows: []string{"posts (a, b) 'x', 1", "posts (a, b) 'y', 1"},
	},
	{
		name: "several changes of one table",
		from: "user: {fields: {name: string}}\npost: {fields: {title: string:50:index, views: string, user: references:optional, status: enum:a:b, old: text:optional}, unique: [[title, views]]}",
		to: `user: {fields: {name: string, email: email:optional}}
post:
  fields:
    title: string:90:index
    views: int
    user: {type: references, cascade: true, backfill: {sql: "1"}}
    status: {type: enum, values: [b, c], map: {a: c}, optional: true}
    extra: timestamp:default=now
  unique: [[title, views]]`,
		allow: diff.Allow{Drop: []string{"post.old"}},
		rows:  append(twoUsers, "posts (title, views, status, old) 'One', '-5', 'a', 'x'", "posts (title, views, user_id, status) 'One', '0', 2, 'b'"), touched: "posts.views posts.user_id posts.status posts.old",
		want: []string{"posts: views = -5 AND user_id = 1 AND status = 'c' AND extra IS NOT NULL", "posts: views = 0 AND user_id = 2 AND status = 'b'"},
		back: []string{"posts: views = '-5' AND user_id = 1 AND status = 'a' AND old IS NULL"},
	},
}

// guarded are changes that stop where rows would not survive them.
var guarded = []evolution{
	{
		name:    "text that is no number",
		from:    "post: {fields: {title: string, views: string}}",
		to:      "post: {fields: {title: string, views: int}}",
		rows:    []string{"posts (title, views) 'One', '12'", "posts (title, views) 'Two', 'abc'", "posts (title, views) 'Three', '1.5'", "posts (title, views) 'Four', ''"},
		stopped: "posts.views is not a whole number of 64 bits in 3 rows, such as 'abc' (id 2): correct them, then migrate again",
		mend:    `UPDATE "posts" SET "views" = '0' WHERE "id" > 1`, touched: "posts.views",
		want: []string{"posts: views = 12"},
		back: []string{"posts: views = '12'"},
	},
	{
		name:    "no value",
		from:    "post: {fields: {title: string:optional}}",
		to:      `post: {fields: {title: {type: string, backfill: {sql: "nullif('a', 'a')"}}}}`,
		rows:    []string{"posts (title) 'One'", "posts (title) NULL"},
		stopped: "posts.title has no value in 1 row, such as the one with id 2: give them one, then migrate again",
		mend:    `UPDATE "posts" SET "title" = 'Two' WHERE "id" = 2`,
	},
	{
		name:    "no value to fill with",
		from:    "post: {fields: {title: string}}",
		to:      `post: {fields: {title: string, slug: {type: string, backfill: {sql: "nullif(title, 'One')"}}}}`,
		rows:    []string{"posts (title) 'One'", "posts (title) 'Two'"},
		stopped: "posts.slug has no value in 1 row, such as the one with id 1",
		mend:    `UPDATE "posts" SET "title" = 'Eins' WHERE "id" = 1`,
	},
	{
		name:    "too long to fill with",
		from:    "post: {fields: {title: string}}",
		to:      "post: {fields: {title: string, slug: {type: string, max: 3, backfill: {sql: title}}}}",
		rows:    []string{"posts (title) 'One'", "posts (title) '" + long + "'"},
		stopped: "posts.slug is longer than 3 characters in 1 row, such as '" + long[:40] + "…' (id 2)",
	},
	{
		name:    "filled with the id of no row",
		from:    "user: {fields: {name: string}}\npost: {fields: {title: string}}",
		to:      "user: {fields: {name: string}}\npost: {fields: {title: string, user: {type: references, backfill: {sql: '7'}}}}",
		rows:    []string{"posts (title) 'One'"},
		stopped: "posts.user_id is the id of no row of users in 1 row, such as '7' (id 1)",
	},
	{
		name:    "too long",
		from:    "post: {fields: {title: string:20}}",
		to:      "post: {fields: {title: string:3}}",
		rows:    []string{"posts (title) 'ééé'", "posts (title) 'éééé'", "posts (title) 'fünf\n.'"},
		stopped: "posts.title is longer than 3 characters in 2 rows, such as 'éééé' (id 2)",
		mend:    `UPDATE "posts" SET "title" = 'x'`,
	},
	{
		name:    "a value that goes",
		from:    "post: {fields: {status: enum:a:b:c}}",
		to:      "post: {fields: {status: {type: enum, values: [b, d], map: {a: d}}}}",
		rows:    []string{"posts (status) 'a'", "posts (status) 'c'"},
		stopped: "posts.status is none of b, d in 1 row, such as 'c' (id 2)",
		mend:    `UPDATE "posts" SET "status" = 'b' WHERE "status" = 'c'`, touched: "posts.status",
		want: []string{"posts: status = 'd'"},
		back: []string{"posts: status = 'a'"},
	},
	{
		name:    "not unique",
		from:    "post: {fields: {slug: string:optional, lang: string}}",
		to:      "post: {fields: {slug: string:optional:unique, lang: string}}",
		rows:    []string{"posts (slug, lang) 'a', 'x'", "posts (slug, lang) 'b', 'x'", "posts (slug, lang) 'b', 'y'", "posts (slug, lang) NULL, 'y'", "posts (slug, lang) NULL, 'y'"},
		stopped: "posts.slug is not unique in 2 rows, such as 'b' (id 2): make them differ, then migrate again",
		mend:    `UPDATE "posts" SET "slug" = 'c' WHERE "id" = 3`,
	},
	{
		name:    "not unique together",
		from:    "post: {fields: {slug: string:optional, n: int}}",
		to:      "post: {fields: {slug: string:optional, n: int}, unique: [[n, slug]]}",
		rows:    []string{"posts (slug, n) 'a', 1", "posts (slug, n) 'a', 2", "posts (slug, n) 'a', 2", "posts (n) 3", "posts (n) 3"},
		stopped: "posts.n, slug is not unique in 2 rows, such as '2, a' (id 2)",
	},
	{
		name:    "no longer unique once rounded",
		from:    `post: {fields: {price: {type: decimal, precision: 8, scale: 2, unique: true}}}`,
		to:      `post: {fields: {price: {type: int, unique: true}}}`,
		allow:   diff.Allow{Lossy: []string{"post.price"}},
		rows:    []string{"posts (price) 1.25", "posts (price) 1.30"},
		stopped: "posts.price is not unique in 2 rows, such as '1' (id 1)",
	},
	{
		name:    "ids of rows that are not there",
		from:    "user: {fields: {name: string}}\npost: {fields: {title: string, user: int:optional}}",
		to:      "user: {fields: {name: string}}\npost: {fields: {title: string, owner: {type: references, resource: user, was: user, optional: true}}}",
		rows:    append(twoUsers, "posts (title, user) 'One', 2", "posts (title, user) 'Two', 3", "posts (title) 'Three'"),
		stopped: "posts.owner_id is the id of no row of users in 1 row, such as '3' (id 2)",
		mend:    `UPDATE "posts" SET "user" = 1 WHERE "id" = 2`,
		want:    []string{"posts: owner_id = 2", "posts: owner_id = 1", "posts: owner_id IS NULL"},
	},
	{
		name:    "another target without a row",
		from:    "user: {fields: {name: string}}\nteam: {fields: {name: string}}\npost: {fields: {title: string, owner: references:user}}",
		to:      "user: {fields: {name: string}}\nteam: {fields: {name: string}}\npost: {fields: {title: string, owner: {type: references, resource: team, using: owner_id}}}",
		rows:    append(twoUsers, "teams (name) 'Red'", "posts (title, owner_id) 'One', 1", "posts (title, owner_id) 'Two', 2"),
		stopped: "posts.owner_id is the id of no row of teams in 1 row, such as '2' (id 2)",
	},
}
