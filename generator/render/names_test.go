package render

import "testing"

func TestNames(t *testing.T) {
	for _, test := range []struct{ snake, camel, variable, human, article string }{
		{"post", "post", "post", "Post", "a post"},
		{"blog_post", "blogPost", "blogPost", "Blog post", "a blog post"},
		{"author", "author", "author", "Author", "an author"},
		{"user", "user", "user", "User", "a user"},
		{"upload", "upload", "upload", "Upload", "an upload"},
		{"type", "type", "typeRow", "Type", "a type"},
		{"error", "error", "errorRow", "Error", "an error"},
		{"url", "url", "url", "URL", "a URL"},
		{"api_key", "apiKey", "apiKey", "API key", "an API key"},
		{"page", "page", "pageRow", "Page", "a page"},
	} {
		words := lowerHuman(test.snake)
		for name, pair := range map[string][2]string{
			"camel":    {camel(test.snake), test.camel},
			"variable": {variable(test.snake), test.variable},
			"human":    {human(test.snake), test.human},
			"article":  {article(words), test.article},
		} {
			if pair[0] != pair[1] {
				t.Errorf("%s(%q) = %q, want %q", name, test.snake, pair[0], pair[1])
			}
		}
	}
}
