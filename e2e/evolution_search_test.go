package e2e

// changedSearches are fields in which words are found, and what else changes
// in their tables.
var changedSearches = []evolution{
	{
		name:   "search on, elsewhere, and off",
		before: "~post: {fields: {title: string, body: 'text:optional'}}",
		rows:   in("~posts", "title, body", "'One word', 'x'", "'Two words', NULL"),
		step:   step{after: "~post: {fields: {title: 'string:search', body: 'text:optional'}}", then: in("~posts", "title, body", "'Three', 'y'")},
		more: []step{
			{after: "~post: {fields: {title: 'string:search', body: 'text:optional:search'}}"},
			{after: "~post: {fields: {title: string, body: 'text:optional:search'}}", then: in("~posts", "title, body", "'Four', 'z'")},
			{after: "~post: {fields: {title: string, body: 'text:optional'}}"},
		},
	},
	{
		name:   "searched fields renamed, and their resource",
		before: "~post: {fields: {title: 'string:search', body: 'text:optional:search'}}",
		rows:   in("~posts", "title, body", "'One', 'x'", "'Two', NULL"),
		step: step{
			after: "~post: {fields: {headline: {type: string, search: true, was: title}, body: 'text:optional:search'}}",
			then:  in("~posts", "headline, body", "'Three', 'y'"),
		},
		more: []step{
			{after: "~article: {was: ~post, fields: {headline: 'string:search', body: 'text:optional:search'}}", then: in("~articles", "headline, body", "'Four', 'z'")},
			{after: "~article: {fields: {body: {type: string, search: true, was: headline}, headline: {type: text, optional: true, search: true, was: body}}}"},
		},
	},
	{
		name:   "searched table rebuilt",
		before: "~post: {fields: {title: 'string:search', views: string, parent: 'references:~post:optional'}}\n~note: {fields: {text: 'text:search', post: 'references:~post:cascade'}}",
		rows: in("~posts", "title, views, parent_id", "'One', '7', NULL", "'Two', '8', 1").
			in("~notes", "text, post_id", "'x', 2"),
		step: step{
			after: "~post: {fields: {title: 'string:search', views: int, parent: 'references:~post:optional'}}\n~note: {fields: {text: 'text:search', post: 'references:~post:cascade'}}",
			want:  in("~posts", "views", "7", "8"),
		},
		more: []step{
			{after: "~post: {fields: {title: 'string:search', views: int, parent: 'references:~post:optional:cascade'}}\n~note: {fields: {text: 'text:search', post: 'references:~post'}}"},
			{after: "~post: {fields: {title: 'string:search', views: int, parent: 'references:~post:optional'}, index: [[views, title]]}\n~note: {fields: {text: 'text:search', post: 'references:~post'}}"},
		},
	},
	{
		name:   "searched field of another length, required, filled, unique",
		before: "~post: {fields: {title: 'string:20:search:optional', code: 'string:search'}}",
		rows:   in("~posts", "title, code", "'One', 'a'", "NULL, 'b'"),
		step: step{
			after: "~post: {fields: {title: {type: string, max: 30, search: true, backfill: none}, code: 'string:search:unique', body: {type: text, search: true, backfill: some words}}}",
			want:  in("~posts", "title, body", "One, some words", "none, some words"),
		},
	},
	{
		name:   "searched field becomes another type",
		before: "~post: {fields: {title: 'string:search', code: 'string:search'}}",
		rows:   in("~posts", "title, code", "'One', '7'", "'Two', '8'"),
		step:   step{after: "~post: {fields: {title: 'text:search', code: int}}", want: in("~posts", "code", "7", "8")},
		more:   []step{{after: "~post: {fields: {title: 'text:search', code: 'string:search'}}", want: in("~posts", "code", "7", "8")}},
	},
	{
		name:   "searched field and resource dropped",
		before: "~post: {fields: {title: 'string:search', body: 'text:search'}}\n~note: {fields: {text: 'text:search'}}",
		rows:   in("~posts", "title, body", "'One', 'x'").in("~notes", "text", "'x'"),
		step: step{
			after: "~post: {fields: {title: 'string:search'}}", allow: []string{"--allow-drop ~post.body", "--allow-drop ~note"},
			forgets: []string{"~posts.body"},
		},
	},
}
