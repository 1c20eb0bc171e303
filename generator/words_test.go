package generator

import (
	"slices"
	"testing"
)

func TestRespelled(t *testing.T) {
	post := []spelling{{"posts", "articles", true}, {"post", "article", true}}
	long := []spelling{{"posts", "blog_posts", true}, {"post", "blog_post", true}}
	short := []spelling{{"blog_posts", "posts", true}, {"blog_post", "post", true}}
	key := []spelling{{"api_key", "url", false}}
	news := []spelling{{"news", "stories", true}, {"news", "story", true}}
	for _, test := range []struct {
		word      string
		spellings []spelling
		want      []string
	}{
		{"post", post, []string{"article"}},
		{"posts", post, []string{"articles"}},
		{"post_id", post, []string{"article_id"}},
		{"GetPost", post, []string{"GetArticle"}},
		{"ListPostsParams", post, []string{"ListArticlesParams"}},
		{"listPostsJSON", post, []string{"listArticlesJSON"}},
		{"postURL", post, []string{"articleURL"}},
		{"newPostForm", post, []string{"newArticleForm"}},
		{"JSONPost", post, []string{"JSONArticle"}},
		{"Postal", post, nil},
		{"repost", post, nil},
		{"poster", post, nil},
		{"subtitle", []spelling{{"title", "headline", false}}, nil},
		{"post", long, []string{"blog_post", "blogPost"}},
		{"newPostForm", long, []string{"newBlogPostForm"}},
		{"postURL", long, []string{"blogPostURL"}},
		{"blog_post", short, []string{"post"}},
		{"blogPostURL", short, []string{"postURL"}},
		{"CreateBlogPostParams", short, []string{"CreatePostParams"}},
		{"APIKey", key, []string{"URL"}},
		{"GetNews", news, []string{"GetStories", "GetStory"}},
	} {
		if got := respelled(test.word, test.spellings); !slices.Equal(got, test.want) {
			t.Errorf("%s: got %q, want %q", test.word, got, test.want)
		}
	}
}

func TestSplitWords(t *testing.T) {
	got := splitWords("a.db.GetPost(ctx, \"/posts/{id}\") // blog_post, naïve1\r\n")
	want := []string{"a", "db", "GetPost", "ctx", "posts", "id", "blog_post", "naïve1"}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
