package e2e

// changedResources are resources that come, go, or get other names, alone and
// with those that refer to them.
var changedResources = []evolution{
	{
		name:   "resource added",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'"),
		step: step{
			after: "~post: {fields: {title: string}}\n~note: {fields: {text: string, ~post: 'references:cascade', reply: 'references:~note:optional'}, unique: [[~post, text]]}",
			then:  in("~notes", "text, ~post_id, reply_id", "'x', 1, NULL", "'y', 1, 1"),
		},
	},
	{
		name:   "resources that refer to each other added",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'"),
		step: step{
			after: "~post: {fields: {title: string}}\n~a: {fields: {name: string, b: 'references:~b:optional', ~post: references}}\n~b: {fields: {name: string, a: 'references:~a'}}",
			then:  in("~as", "name, b_id, ~post_id", "'x', NULL, 1").in("~bs", "name, a_id", "'y', 1"),
		},
	},
	{
		name:   "resource dropped",
		before: "~post: {fields: {title: string}}\n~note: {fields: {text: 'text'}}",
		rows:   in("~posts", "title", "'One'").in("~notes", "text", "'x'", "'y'"),
		step:   step{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~note"}},
	},
	{
		name:   "child dropped",
		before: "~post: {fields: {title: string}}\n~note: {fields: {text: text, ~post: 'references:cascade', reply: 'references:~note:optional'}}",
		rows:   in("~posts", "title", "'One'").in("~notes", "text, ~post_id, reply_id", "'x', 1, NULL", "'y', 1, 1"),
		step:   step{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~note"}},
	},
	{
		name:   "parent and the reference dropped",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:optional:cascade'}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1", "'Two', NULL"),
		step:   step{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~user,~post.author"}},
	},
	{
		name:   "family dropped",
		before: "~a: {fields: {name: string}}\n~b: {fields: {name: string, c: 'references:~c:optional', a: 'references:~a:optional:cascade'}}\n~c: {fields: {name: string, b: 'references:~b:optional:cascade'}}",
		rows: in("~as", "name", "'x'").in("~bs", "name, c_id, a_id", "'x', NULL, 1").in("~cs", "name, b_id", "'x', 1").
			in("~bs", "name, c_id, a_id", "'y', 1, 1"),
		step: step{after: "~a: {fields: {name: string}}", allow: []string{"--allow-drop ~b", "--allow-drop ~c"}},
	},
	{
		name:   "resource renamed",
		before: "~post: {fields: {title: 'string:40:unique', status: 'enum:a:b:index'}, unique: [[title, status]], order: title}",
		rows:   in("~posts", "title, status", "'One', 'a'", "'Two', 'b'"),
		step:   step{after: "~article: {was: ~post, fields: {title: 'string:40:unique', status: 'enum:a:b:index'}, unique: [[title, status]], order: title}"},
	},
	{
		name:   "resource with children of every kind renamed",
		before: "~post: {fields: {title: string, parent: 'references:~post:optional:cascade'}}\n" + children,
		rows: in("~posts", "title, parent_id", "'One', NULL", "'Two', 1").in("~notes", "text, ~post_id", "'x', 2", "'y', 1").
			in("~likes", "by, ~post_id", "'x', NULL", "'y', 2").in("~marks", "by, ~post_id", "'x', 1"),
		step: step{after: "~article: {was: ~post, fields: {title: string, parent: 'references:~article:optional:cascade'}}\n" +
			"~note: {fields: {text: text, ~article: 'references:cascade'}}\n" +
			"~like: {fields: {by: string, ~article: 'references:optional:nullify'}}\n" +
			"~mark: {fields: {by: string, post: {type: references, resource: ~article, was: ~post}}}"},
	},
	{
		name:   "parent renamed, and the field of the child stays",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:cascade'}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1"),
		step:   step{after: "~person: {was: ~user, fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~person:cascade'}}"},
	},
	{
		name:   "parent and child renamed together",
		before: "~post: {fields: {title: string}}\n~note: {fields: {text: string, ~post: 'references:cascade'}, unique: [[~post, text]]}",
		rows:   in("~posts", "title", "'One'", "'Two'").in("~notes", "text, ~post_id", "'x', 2", "'y', 1"),
		step: step{after: "~article: {was: ~post, fields: {headline: {type: string, was: title}}}\n" +
			"~remark: {was: ~note, fields: {body: {type: string, was: text}, ~article: 'references:cascade'}, unique: [[~article, body]]}"},
	},
	{
		name:   "resource renamed and rebuilt",
		before: "~post: {fields: {title: string, views: text}}\n~note: {fields: {text: text, ~post: 'references:cascade'}}",
		rows:   in("~posts", "title, views", "'One', '7'").in("~notes", "text, ~post_id", "'x', 1"),
		step: step{after: "~article: {was: ~post, fields: {title: string, views: int}}\n~note: {fields: {text: text, ~article: references}}",
			want: in("~articles", "views", "7")},
	},
	{
		name:   "names passed on",
		before: "~a: {fields: {name: string}}\n~b: {fields: {rank: int, a: 'references:~a'}}",
		rows:   in("~as", "name", "'x'", "'y'").in("~bs", "rank, a_id", "1, 2", "2, 1", "3, 1"),
		step:   step{after: "~b: {was: ~a, fields: {name: string}}\n~c: {was: ~b, fields: {rank: int, a: 'references:~b'}}"},
	},
	{
		name:   "plural",
		before: "~person: {fields: {name: 'string:20:unique'}}\n~post: {fields: {title: string, author: 'references:~person:cascade'}}",
		rows:   in("~people", "name", "'Ada'").in("~posts", "title, author_id", "'One', 1"),
		step:   step{after: "~person: {plural: ~persons, fields: {name: 'string:20:unique'}}\n~post: {fields: {title: string, author: 'references:~person:cascade'}}"},
	},
	{
		name:   "renamed, and the plural stays",
		before: "~post: {plural: ~items, fields: {title: 'string:index'}}",
		rows:   in("~items", "title", "'One'"),
		step:   step{after: "~article: {was: ~post, plural: ~items, fields: {title: 'string:index'}}"},
	},
	{
		name:   "dropped, and a renamed one has children of its own",
		before: "~a: {fields: {name: string}}\n~b: {fields: {name: string, a: 'references:~a:optional'}}",
		rows:   in("~as", "name", "'x'").in("~bs", "name, a_id", "'y', 1"),
		step: step{after: "~c: {was: ~b, fields: {name: string}}\n~d: {fields: {text: text, ~c: references}}", allow: []string{"--allow-drop ~a", "--allow-drop ~c.a"},
			then: in("~ds", "text, ~c_id", "'x', 1")},
	},
	{
		name:   "a name of 40 characters",
		before: "~p: {fields: {name: string}}\n~q: {fields: {text: text, ~p: references}}",
		rows:   in("~ps", "name", "'x'").in("~qs", "text, ~p_id", "'y', 1"),
		step:   step{after: "~" + long("n")[:36] + ": {was: ~p, fields: {name: string}, unique: [[name]]}\n~q: {fields: {text: text, ~" + long("n")[:36] + ": references}}"},
	},
	{
		name:   "a word of Go and SQL",
		before: "~type: {fields: {name: string}}",
		rows:   in("~types", "name", "'x'"),
		step:   step{after: "~select: {was: ~type, fields: {func: {type: string, was: name}}}"},
	},
	{
		name:   "five things at once",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string, body: text, user: 'references:~user'}}\n~old: {fields: {name: string}}",
		rows:   in("~users", "name", "'Ada'").in("~posts", "title, body, user_id", "'One', 'x', 1").in("~olds", "name", "'x'"),
		step: step{
			after: "~person: {was: ~user, fields: {name: 'string:unique', nick: 'string:optional'}}\n" +
				"~article: {was: ~post, fields: {headline: {type: string, was: title}, author: {type: references, resource: ~person, cascade: true, was: user}, rank: 'int:default=1'}}\n~tag: {fields: {name: string, ~article: references}}",
			allow: []string{"--allow-drop ~article.body", "--allow-drop ~old"},
			want:  in("~articles", "rank", "1"),
			then:  in("~tags", "name, ~article_id", "'x', 1"),
		},
	},
}

// histories are changes one after the other, each of what the last one left.
var histories = []evolution{
	{
		name:   "resource renamed, then a field, then back",
		before: "~post: {fields: {title: 'string:80:index', body: text}}\n~note: {fields: {text: text, ~post: 'references:cascade'}}",
		rows:   in("~posts", "title, body", "'One', 'x'", "'Two', 'y'").in("~notes", "text, ~post_id", "'x', 1", "'y', 2"),
		step: step{after: "~article: {was: ~post, fields: {title: 'string:80:index', body: text}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}",
			then: in("~articles", "title, body", "'Three', 'z'").in("~notes", "text, ~article_id", "'z', 41")},
		more: []step{
			{after: "~article: {was: ~post, fields: {headline: {type: string, max: 80, index: true, was: title}, body: text}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}"},
			{after: "~article: {was: ~post, fields: {headline: {type: string, max: 80, index: true, was: title}, body: text, title: 'string:optional'}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}",
				then: in("~articles", "headline, body, title", "'Four', 'z', 'IV'")},
			{after: "~post: {was: ~article, fields: {headline: 'string:80:index', body: text, title: 'string:optional'}}\n~note: {fields: {text: text, ~post: 'references:cascade'}}"},
			{after: "~post: {fields: {title: {type: string, max: 80, index: true, was: headline}, body: text}}\n~note: {fields: {text: text, ~post: 'references:cascade'}}", allow: []string{"--allow-drop ~post.title"}},
		},
	},
	{
		name:   "a field grows up",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step:   step{after: "~post: {fields: {title: string, rank: 'text:optional'}}", then: in("~posts", "title, rank", "'Three', '3'")},
		more: []step{
			{after: "~post: {fields: {title: string, rank: {type: text, backfill: '0'}}}", want: in("~posts", "rank", "0", "0", "3")},
			{after: "~post: {fields: {title: string, rank: int}}", want: in("~posts", "rank", "0", "0", "3")},
			{after: "~post: {fields: {title: string, place: {type: int, was: rank, index: true}}}"},
			{after: "~post: {fields: {title: string, place: 'decimal:6:1:default=1:index'}}", want: in("~posts", "place", "0", "0", "3")},
			{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~post.place"}},
		},
	},
	{
		name:   "a reference comes, changes and goes",
		before: "~user: {fields: {name: string}}\n~post: {fields: {title: string}}",
		rows:   in("~users", "name", "'Ada'", "'Grace'").in("~posts", "title", "'One'", "'Two'"),
		step: step{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: 'references:~user:optional'}}",
			then: in("~posts", "title, author_id", "'Three', 2")},
		more: []step{
			{after: "~user: {fields: {name: string}}\n~post: {fields: {title: string, author: {type: references, resource: ~user, cascade: true, backfill: {sql: '1'}}}}",
				want: in("~posts", "author_id", "1", "1", "2")},
			{after: "~person: {was: ~user, fields: {name: string}}\n~post: {fields: {title: string, author: {type: references, resource: ~person, optional: true, nullify: true}}}"},
			{after: "~person: {fields: {name: string}}\n~post: {fields: {title: string, writer: {type: references, resource: ~person, optional: true, nullify: true, unique: false, index: true, was: author}}}"},
			{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~post.writer,~person"}},
		},
	},
	{
		name:   "an enum over time",
		before: "~post: {fields: {status: 'enum:new:old'}}",
		rows:   in("~posts", "status", "'new'", "'old'"),
		step:   step{after: "~post: {fields: {status: 'enum:new:old:stale:default=new'}}", then: in("~posts", "status", "'stale'")},
		more: []step{
			{after: "~post: {fields: {status: {type: enum, values: [fresh, old], map: {new: fresh, stale: old}}}}", want: in("~posts", "status", "fresh", "old", "old"),
				forgets: []string{"~posts.status"}},
			{after: "~post: {fields: {state: {type: enum, values: [fresh, old], was: status, map: {new: fresh, stale: old}}}}"},
			{after: "~post: {fields: {state: 'string:20:optional'}}", want: in("~posts", "state", "fresh", "old", "old")},
			{after: "~post: {fields: {state: 'enum:fresh:old:optional'}}", want: in("~posts", "state", "fresh", "old", "old")},
		},
	},
	{
		name:   "comes, goes, and comes again",
		before: "~post: {fields: {title: string}}",
		rows:   in("~posts", "title", "'One'"),
		step:   step{after: "~post: {fields: {title: string, rank: 'int:default=1'}}\n~tag: {fields: {name: string}}", want: in("~posts", "rank", "1"), then: in("~tags", "name", "'x'")},
		more: []step{
			{after: "~post: {fields: {title: string}}", allow: []string{"--allow-drop ~post.rank", "--allow-drop ~tag"}},
			{after: "~post: {fields: {title: string, rank: 'text:optional'}}\n~tag: {fields: {name: 'string:30:unique', ~post: references}}", then: in("~tags", "name, ~post_id", "'x', 1")},
			{after: "~post: {fields: {title: string, rank: 'string:20:optional:unique'}}\n~label: {was: ~tag, fields: {name: 'string:30', ~post: 'references:cascade'}}"},
		},
	},
	{
		name:   "slugs in addresses, under other names, and out of them",
		before: "~post: {fields: {title: string, slug: 'slug:title'}}\n" + noted,
		rows:   in("~posts", "title, slug", "'One', 'one'", "'Two', 'new'").in("~notes", "text, ~post_id", "'x', 1"),
		step:   step{after: "~post: {id: slug, fields: {title: string, slug: 'slug:title'}}\n" + noted},
		more: []step{
			{after: "~post: {id: slug, fields: {title: string, handle: {type: slug, from: title, was: slug}}}\n" + noted, then: in("~posts", "title, handle", "'Three', '3'")},
			{after: "~article: {was: ~post, id: slug, api: false, fields: {title: string, handle: 'slug:title'}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}"},
			{after: "~article: {fields: {title: string, handle: 'string:120:unique'}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}",
				want: in("~articles", "handle", "one", "new", "3")},
		},
	},
	{
		name:   "slugs in addresses of a new field",
		before: "~post: {api: false, fields: {title: string}}",
		rows:   in("~posts", "title", "'One'", "'Two'"),
		step:   step{after: "~post: {id: slug, fields: {title: string, slug: {type: slug, from: title, backfill: {sql: lower(title)}}, parent: 'references:~post:optional'}}", want: in("~posts", "slug", "one", "two")},
		more:   []step{{after: "~post: {html: false, fields: {title: string}}", allow: []string{"--allow-drop ~post.slug", "--allow-drop ~post.parent"}}},
	},
	{
		name:   "a new one under the name of before",
		before: "~post: {fields: {title: string}}\n~note: {fields: {text: text, ~post: 'references:cascade'}}",
		rows:   in("~posts", "title", "'One'").in("~notes", "text, ~post_id", "'x', 1"),
		step:   step{after: "~article: {was: ~post, fields: {title: string}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}"},
		more: []step{
			{after: "~article: {was: ~post, fields: {title: string}}\n~note: {fields: {text: text, ~article: 'references:cascade'}}\n~post: {fields: {body: text, ~article: references}}",
				then: in("~posts", "body, ~article_id", "'new', 1")},
			{after: "~article: {was: ~post, fields: {title: string}}\n~note: {fields: {text: text, ~article: 'references:cascade', ~post: 'references:optional'}}\n~post: {fields: {text: {type: text, was: body}, ~article: references}}"},
		},
	},
	{
		name:   "hints that stay for ever",
		before: "~post: {fields: {title: string, views: text, status: 'enum:a:b'}}",
		rows:   in("~posts", "title, views, status", "'One', '7', 'b'"),
		step:   step{after: hinted + "}}", want: in("~articles", "views, status, slug", "7, c, one")},
		more: []step{
			{after: hinted + ", extra: 'text:optional'}}", then: in("~articles", "headline, views, status, slug", "'Two', 8, 'c', 'two'")},
			{after: hinted + ", extra: {type: text, backfill: none}}}", want: in("~articles", "extra", "none", "none")},
			{after: hinted + ", title: {type: string, backfill: {sql: headline}}, extra: {type: text, backfill: none}}}", want: in("~articles", "title", "One", "Two")},
		},
	},
}

const noted = "~note: {fields: {text: text, ~post: 'references:cascade'}}"

const hinted = "~article: {was: ~post, fields: {headline: {type: string, was: title}, views: {type: int, using: 'CAST(views AS integer)'}, " +
	"status: {type: enum, values: [a, c], map: {b: c}}, slug: {type: string, backfill: {sql: lower(headline)}}"
