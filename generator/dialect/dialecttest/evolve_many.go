package dialecttest

import "github.com/seed-b1203020/gen/generator/diff"

// tagged are a post and two tags, and which of them it has.
var tagged = []string{
	"tags (name) 'go'", "tags (name) 'sql'", "posts (title) 'One'", "posts (title) 'Two'",
	"post_tags (post_id, tag_id) 1, 2", "post_tags (post_id, tag_id) 2, 1", "post_tags (post_id, tag_id) 2, 2",
}

// joined are changes of fields that are many, and of what they join.
var joined = []evolution{
	{
		name: "many is added",
		from: "tag: {fields: {name: string}}\npost: {fields: {title: string:80}}",
		to:   "tag: {fields: {name: string}}\npost: {fields: {title: string:80, tags: many, related: many:post}}",
		rows: []string{"tags (name) 'go'", "posts (title) 'One'"},
		want: []string{"posts: title = 'One'"},
	},
	{
		name: "many is dropped",
		from: "tag: {fields: {name: string}}\npost: {fields: {title: string:80, tags: many}}",
		to:   "tag: {fields: {name: string}}\npost: {fields: {title: string:80}}", allow: diff.Allow{Drop: []string{"post.tags"}},
		rows:    tagged,
		want:    []string{"posts: title = 'One'", "tags: name = 'sql'"},
		back:    []string{"posts: title = 'One'"},
		touched: "post_tags.post_id post_tags.tag_id",
	},
	{
		name: "many goes with its resource",
		from: "tag: {fields: {name: string}}\npost: {fields: {title: string:80, tags: many}}",
		to:   "tag: {fields: {name: string}}", allow: diff.Allow{Drop: []string{"post"}},
		rows:    tagged,
		want:    []string{"tags: name = 'sql'"},
		touched: "post_tags.post_id post_tags.tag_id posts.id posts.title posts.created_at posts.updated_at",
	},
	{
		name: "many gets another name",
		from: "tag: {fields: {name: string}}\npost: {fields: {title: string:80, tags: many}}",
		to:   "tag: {fields: {name: string}}\npost: {fields: {title: string:80, labels: {type: many, resource: tag, was: tags}}}",
		rows: tagged,
		want: []string{"post_labels: post_id = 1 AND label_id = 2", "post_labels: post_id = 2 AND label_id = 1"},
		back: []string{"post_tags: post_id = 1 AND tag_id = 2"},
	},
	{
		name: "both resources of many get other names",
		from: "tag: {fields: {name: string}}\npost: {fields: {title: string:80, tags: many}}",
		to: `label: {was: tag, fields: {name: string}}
article: {was: post, fields: {title: string:80, labels: {type: many, was: tags}}}`,
		rows: tagged,
		want: []string{"article_labels: article_id = 1 AND label_id = 2", "article_labels: article_id = 2 AND label_id = 1"},
		back: []string{"post_tags: post_id = 1 AND tag_id = 2"},
	},
	{
		name: "a resource that has many of itself is renamed",
		from: "post: {fields: {title: string:80, related: many:post}}",
		to:   "article: {was: post, fields: {title: string:80, related: many:article}}",
		rows: []string{"posts (title) 'One'", "posts (title) 'Two'", "post_related (post_id, related_id) 1, 2"},
		want: []string{"article_related: article_id = 1 AND related_id = 2"},
		back: []string{"post_related: post_id = 1 AND related_id = 2"},
	},
	{
		name:    "both sides of many are changed",
		from:    "tag: {fields: {name: string}}\npost: {fields: {title: string:80, views: string:9, tags: many}}",
		to:      "tag: {fields: {name: string, posts: many}}\npost: {fields: {title: string:80, views: int, tags: many}}",
		rows:    []string{"tags (name) 'go'", "posts (title, views) 'One', '12'", "posts (title, views) 'Two', '7'", "post_tags (post_id, tag_id) 2, 1"},
		touched: "posts.views",
		want:    []string{"posts: views = 12", "post_tags: post_id = 2 AND tag_id = 1"},
		back:    []string{"posts: views = '12'"},
	},
}
