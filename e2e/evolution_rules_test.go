package e2e

// changedRules are fields of the same type of which something else is asked.
var changedRules = []evolution{
	{
		name:   "optional becomes required",
		before: "~post: {fields: {title: 'string:optional', body: 'text:optional', at: 'timestamp:optional'}}",
		rows:   in("~posts", "title, body, at", "'One', 'x', '2026-01-02 03:04:05+00:00'"),
		step:   step{after: "~post: {fields: {title: string, body: text, at: timestamp}}"},
	},
	{
		name:   "optional becomes required, with a value for NULL",
		before: "~post: {fields: {title: 'string:optional', views: 'int:optional', live: 'bool:optional', status: 'enum:a:b:optional'}}",
		rows:   in("~posts", "title, views, live, status", "'One', 5, TRUE, 'a'", "NULL, NULL, NULL, NULL"),
		step: step{
			after: "~post: {fields: {title: {type: string, backfill: none}, views: 'int:default=3', live: {type: bool, default: true, backfill: false}, status: {type: enum, values: [a, b], backfill: {sql: \"'b'\"}}}}",
			want:  in("~posts", "title, views, live, status", "One, 5, true, a", "none, 3, false, b"),
		},
	},
	{
		name:   "optional reference becomes required",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:optional:nullify'}}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title, author_id", "'One', 2", "'Two', NULL"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: {type: references, resource: ~user, backfill: {sql: '(SELECT min(id) FROM ~users)'}}}}",
			want:  in("~posts", "author_id", "2", "1"),
		},
	},
	{
		name:   "required becomes optional",
		before: "~post: {fields: {title: 'string:20', views: 'int:default=1', status: 'enum:a:b', code: 'string:unique'}}",
		rows:   in("~posts", "title, views, status, code", "'One', 5, 'a', 'x'", "'Two', 6, 'b', 'y'"),
		step: step{
			after: "~post: {fields: {title: 'string:20:optional', views: 'int:optional', status: 'enum:a:b:optional', code: 'string:unique:optional'}}",
		},
	},
	{
		name:   "required reference becomes optional",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user'}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1"),
		step:   step{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:optional'}}"},
	},
	{
		name:   "longer",
		before: "~post: {fields: {title: 'string:20', code: 'string:5:unique'}}",
		rows:   in("~posts", "title, code", "'ÄÖÜ', 'abcde'"),
		step:   step{after: "~post: {fields: {title: 'string:200', code: 'string:6:unique'}}", then: in("~posts", "title, code", "'Two', 'abcdef'")},
	},
	{
		name:   "shorter, and no row is too long",
		before: "~post: {fields: {title: 'string:20', code: string}}",
		rows:   in("~posts", "title, code", "'ÄÖÜß', 'abcde'"),
		step:   step{after: "~post: {fields: {title: 'string:4', code: 'string:5'}}"},
	},
	{
		name:   "shorter, and rows are cut",
		before: "~post: {fields: {title: 'string:20'}}",
		rows:   in("~posts", "title", "'ÄÖÜßabc'", "'Two'"),
		step:   step{after: "~post: {fields: {title: 'string:4'}}", allow: []string{"--allow-lossy ~post.title"}, want: in("~posts", "title", "ÄÖÜß", "Two")},
	},
	{
		name:   "with and without a length",
		before: "~post: {fields: {title: text, body: 'string:40', link: 'string:optional'}}",
		rows:   in("~posts", "title, body, link", "'One', 'x', NULL"),
		step:   step{after: "~post: {fields: {title: 'string:40', body: text, link: 'text:optional'}}"},
	},
	{
		name:   "values of an enum added",
		before: "~post: {fields: {status: 'enum:draft:live', kind: 'enum:a:b:optional:index'}}",
		rows:   in("~posts", "status, kind", "'draft', NULL", "'live', 'a'"),
		step: step{after: "~post: {fields: {status: 'enum:draft:review:live', kind: 'enum:a:b:c:optional:index'}}",
			then: in("~posts", "status, kind", "'draft', NULL")},
	},
	{
		name:   "value of an enum removed that no row has",
		before: "~post: {fields: {status: 'enum:draft:review:live:default=draft'}}",
		rows:   in("~posts", "status", "'draft'", "'live'"),
		step:   step{after: "~post: {fields: {status: 'enum:draft:live:default=draft'}}"},
	},
	{
		name:   "values of an enum renamed",
		before: "~post: {fields: {status: 'enum:draft:published:archived'}}",
		rows:   in("~posts", "status", "'draft'", "'published'", "'archived'"),
		step: step{after: "~post: {fields: {status: {type: enum, values: [draft, live, gone], map: {published: live, archived: gone}}}}",
			want: in("~posts", "status", "draft", "live", "gone")},
	},
	{
		name:   "values of an enum merged",
		before: "~post: {fields: {status: 'enum:draft:published:archived:index'}}",
		rows:   in("~posts", "status", "'draft'", "'published'", "'archived'"),
		step: step{after: "~post: {fields: {status: {type: enum, values: [draft, live], map: {published: live, archived: live}, index: true}}}",
			want: in("~posts", "status", "draft", "live", "live")},
	},
	{
		name:   "order of an enum's values",
		before: "~post: {fields: {status: 'enum:draft:live'}}",
		rows:   in("~posts", "status", "'draft'"),
		step:   step{after: "~post: {fields: {status: 'enum:live:draft'}}"},
	},
	{
		name:   "unique on",
		before: "~post: {fields: {title: string, code: 'string:optional', views: 'int:index'}}",
		rows:   in("~posts", "title, code, views", "'One', NULL, 1", "'Two', NULL, 2", "'Three', 'x', 3"),
		step:   step{after: "~post: {fields: {title: 'string:unique', code: 'string:optional:unique', views: 'int:unique'}}"},
	},
	{
		name:   "unique off",
		before: "~post: {fields: {title: 'string:unique', views: 'int:unique'}}",
		rows:   in("~posts", "title, views", "'One', 1"),
		step:   step{after: "~post: {fields: {title: string, views: 'int:index'}}", then: in("~posts", "title, views", "'One', 1")},
	},
	{
		name:   "unique together on",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, year: 'int:optional', author: 'references:~user'}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, year, author_id", "'One', 1, 1", "'One', 2, 1", "'Two', NULL, 1", "'Two', NULL, 1"),
		step:   step{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, year: 'int:optional', author: 'references:~user'}, unique: [[title, year], [author, title, year]]}"},
	},
	{
		name:   "unique together changed and off",
		before: "~post: {fields: {title: string, year: int, kind: string}, unique: [[title, year], [kind, year]]}",
		rows:   in("~posts", "title, year, kind", "'One', 1, 'a'", "'One', 2, 'b'"),
		step:   step{after: "~post: {fields: {title: string, year: int, kind: string}, unique: [[year, title]]}"},
	},
	{
		name:   "index on and off",
		before: "~post: {fields: {title: 'string:index', year: int, kind: string}, index: [[title, kind]]}",
		rows:   in("~posts", "title, year, kind", "'One', 1, 'a'"),
		step:   step{after: "~post: {fields: {title: string, year: 'int:index', kind: string}, index: [[kind, title]]}"},
	},
	{
		name:   "order changed",
		before: "~post: {fields: {title: string, year: int}, order: -year}",
		rows:   in("~posts", "title, year", "'One', 1", "'Two', 2"),
		step:   step{after: "~post: {fields: {title: string, year: int}, order: title}"},
	},
	{
		name:   "everything about one field",
		before: "~post: {fields: {title: 'string:80:default=x', status: 'enum:a:b:index:default=a'}}",
		rows:   in("~posts", "title, status", "'One', 'a'", "'Two', 'b'"),
		step: step{after: "~post: {fields: {title: 'string:60:optional:index:min=2:private', status: {type: enum, values: [a, c], map: {b: c}, optional: true, readonly: true}}}",
			want: in("~posts", "status", "a", "c")},
	},
	{
		name:   "label",
		before: "~user: {fields: {name: string, nick: string}}\n~post: {fields: {title: string, author: 'references:~user'}}",
		rows:   in("~users", "name, nick", "'Ada', 'a'").in("~posts", "title, author_id", "'One', 1"),
		step:   step{after: "~user: {label: nick, fields: {name: string, nick: string}}\n~post: {fields: {title: string, author: 'references:~user'}}"},
	},
}

// changedReferences are references of which something changes, and rows that
// refer to tables that are rebuilt.
var changedReferences = []evolution{
	onDelete("restrict", "cascade"), onDelete("cascade", "restrict"), onDelete("restrict", "nullify"),
	onDelete("nullify", "restrict"), onDelete("cascade", "nullify"), onDelete("nullify", "cascade"),
	{
		name:   "another target",
		before: "~user: {fields: {name: string}}\n~team: {fields: {name: string}}\n~post: {fields: {title: string, owner: 'references:~user:optional'}}",
		rows: in("~users", "name", "'Ada'", "'Grace'").in("~teams", "name", "'Grace'", "'Ada'").
			in("~posts", "title, owner_id", "'One', 1", "'Two', 2"),
		step: step{
			after: "~user: {fields: {name: string}}\n~team: {fields: {name: string}}\n~post: {fields: {title: string, owner: {type: references, resource: ~team, optional: true, using: '(SELECT t.id FROM ~teams t JOIN ~users u ON u.name = t.name WHERE u.id = owner_id)'}}}",
			want:  in("~posts", "owner_id", "2", "1"), forgets: []string{"~posts.owner_id"},
		},
	},
	{
		name:   "number becomes a reference",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author_id: int, editor_id: 'int:optional'}}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title, author_id, editor_id", "'One', 2, NULL", "'Two', 1, 2"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: {type: references, resource: ~user, was: author_id}, editor: {type: references, resource: ~user, optional: true, nullify: true, was: editor_id}}}",
			want:  in("~posts", "author_id, editor_id", "2, NULL", "1, 2"),
		},
	},
	{
		name:   "reference becomes a number",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:cascade'}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author_id: {type: int, was: author}}}",
			want:  in("~posts", "author_id", "1"),
		},
	},
	{
		name:   "text becomes a reference",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: string}}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title, author", "'One', 'Grace'", "'Two', 'Ada'"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, writer: {type: references, resource: ~user, optional: true, was: author, using: '(SELECT u.id FROM ~users u WHERE u.name = writer_id)'}}}",
			want:  in("~posts", "writer_id", "2", "1"), forgets: []string{"~posts.writer_id"},
		},
	},
	{
		name:   "parent of children of every kind rebuilt",
		before: "~post: {fields: {title: string, views: text, best: 'references:~note:optional:nullify', parent: 'references:~post:optional:cascade'}}\n" + children,
		rows: in("~posts", "title, views, best_id, parent_id", "'One', '7', NULL, NULL", "'Two', '8', NULL, 1", "'Three', '9', NULL, 2").
			in("~notes", "text, ~post_id", "'x', 1", "'y', 1", "'z', 3").in("~likes", "by, ~post_id", "'x', 1", "'y', NULL").
			in("~marks", "by, ~post_id", "'x', 2"),
		step: step{
			after: "~post: {fields: {title: string, views: int, best: 'references:~note:optional:nullify', parent: 'references:~post:optional'}}\n" + children,
			want:  in("~posts", "views", "7", "8", "9"),
		},
	},
	{
		name:   "child and parent rebuilt",
		before: "~user: {fields: {name: string, age: text}}\n~post: {fields: {title: string, views: text, author: 'references:~user:cascade'}}",
		rows:   in("~users", "name, age", "'Ada', '36'").in("~posts", "title, views, author_id", "'One', '7', 1"),
		step: step{
			after: "~user: {fields: {name: string, age: int}}\n~post: {fields: {title: string, views: int, author: 'references:~user'}}",
			want:  in("~users", "age", "36").in("~posts", "views", "7"),
		},
	},
	{
		name:   "circle of required references changed",
		before: "~user: {fields: {name: string, best: 'references:~post:optional:nullify'}}\n~post: {fields: {title: string, author: 'references:~user'}}",
		rows:   in("~users", "name, best_id", "'Ada', NULL").in("~posts", "title, author_id", "'One', 1").in("~users", "name, best_id", "'Grace', 1"),
		step: step{
			after: "~user: {fields: {name: string, best: 'references:~post:optional:cascade'}}\n~post: {fields: {title: string, author: 'references:~user:cascade'}}",
		},
	},
	{
		name:   "rebuilt with indexes",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: 'string:40:unique', kind: 'enum:a:b:index', author: 'references:~user'}, unique: [[title, author]], index: [[kind, title]], order: kind}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, kind, author_id", "'One', 'a', 1", "'Two', 'b', 1"),
		step: step{
			after: "~user: {fields: {name: string}}\n~post: {fields: {title: 'string:40:unique', kind: 'enum:a:b:index', author: 'references:~user:cascade'}, unique: [[title, author]], index: [[kind, title]], order: kind}",
		},
	},
}

// children point at posts in every way.
const children = "~note: {fields: {text: text, ~post: 'references:cascade'}}\n" +
	"~like: {fields: {by: string, ~post: 'references:optional:nullify'}}\n" +
	"~mark: {fields: {by: string, ~post: references}}"

// onDelete changes what deleting a user does to posts.
func onDelete(from, to string) evolution {
	define := func(action string) string {
		optional := map[bool]string{true: ":optional"}[from == "nullify" || to == "nullify"]
		return "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:" + action + optional + "'}}\n~note: {fields: {text: text, ~post: 'references:cascade'}}"
	}
	return evolution{
		name:   "on delete " + from + " becomes " + to,
		before: define(from),
		rows: in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title, author_id", "'One', 2", "'Two', 1").
			in("~notes", "text, ~post_id", "'x', 1", "'y', 2"),
		step: step{after: define(to)},
	}
}
