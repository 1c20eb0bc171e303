package peers

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"
)

// check is that a program does the work that is measured: what it answers holds
// the same rows as what others do, and it tells right from wrong.
func (p *program) check(b *testing.B) {
	b.Helper()
	p.checkList(b, posts)
	p.checkItem(b)
	p.checkPages(b)
	p.checkCreate(b)
}

func (p *program) checkList(b *testing.B, total int) {
	b.Helper()
	var list struct {
		Items             []map[string]any
		Total, TotalItems int
	}
	p.decode(b, p.fetch(b, p.api.list, 200), &list)
	if got := list.Total + list.TotalItems; got != total {
		b.Fatalf("%s: a total of %d, want %d", p.name, got, total)
	}
	if len(list.Items) != 20 {
		b.Fatalf("%s: %d items, want 20", p.name, len(list.Items))
	}
	for i, item := range list.Items {
		if total == posts {
			p.checkPost(b, item, posts-1-i)
		}
	}
}

func (p *program) checkItem(b *testing.B) {
	b.Helper()
	var item map[string]any
	p.decode(b, p.fetch(b, p.api.posts+"/17", 200), &item)
	p.checkPost(b, item, 16)
	p.fetch(b, p.api.posts+"/123456", 404)
}

// checkPost is that an item is the i-th that was made.
func (p *program) checkPost(b *testing.B, item map[string]any, i int) {
	b.Helper()
	var want map[string]any
	p.decode(b, newPost(i), &want)
	want["id"] = i + 1
	for key, value := range want {
		if fmt.Sprint(item[key]) != fmt.Sprint(value) {
			b.Fatalf("%s: %s = %v of post %d, want %v", p.name, key, item[key], i+1, value)
		}
	}
	for _, key := range []string{"published_at", "created_at", "updated_at"} {
		text, _ := item[key].(string)
		if p.fills {
			text = strings.Replace(text, " ", "T", 1) // PocketBase's own form
		}
		if _, err := time.Parse(time.RFC3339, text); err != nil {
			b.Fatalf("%s: %s of post %d: %v", p.name, key, i+1, err)
		}
	}
}

func (p *program) checkPages(b *testing.B) {
	b.Helper()
	list := p.fetch(b, "/posts", 200)
	if got := strings.Count(list, `<th scope="row"`); got != 20 {
		b.Fatalf("%s: %d rows, want 20:\n%s", p.name, got, list)
	}
	p.contains(b, list, "<form", "<select", title(posts-1), "Author Number 9", "published", "999", "of 500")
	p.contains(b, p.fetch(b, "/posts/17", 200), title(16), "Author Number 6", "Words that make a sentence.", "published", "<dd>16</dd>")
	p.fetch(b, "/posts/123456", 404)
}

func (p *program) contains(b *testing.B, page string, texts ...string) {
	b.Helper()
	for _, text := range texts {
		if !strings.Contains(page, text) {
			b.Fatalf("%s: a page without %q:\n%s", p.name, text, page)
		}
	}
}

// checkCreate is that a valid post is created, and that others are not.
func (p *program) checkCreate(b *testing.B) {
	b.Helper()
	long := strings.Repeat("x", 121)
	for _, wrong := range []string{
		strings.Replace(newPost(0), title(0), "", 1),
		strings.Replace(newPost(0), title(0), long, 1),
		strings.Replace(newPost(0), "published", "unheard", 1),
		`{"title":"Without a body and an author"}`,
	} {
		if status, body := p.create(b, wrong); status < 400 {
			b.Fatalf("%s: a wrong post is answered with %d: %s", p.name, status, body)
		}
	}
	p.checkList(b, posts)
	status, body := p.create(b, newPost(posts))
	if status != http.StatusCreated && status != http.StatusOK {
		b.Fatalf("%s: create = %d %s", p.name, status, body)
	}
	var made map[string]any
	p.decode(b, body, &made)
	if made["title"] != title(posts) {
		b.Fatalf("%s: created %s", p.name, body)
	}
	p.checkList(b, posts+1)
}

func (p *program) create(b *testing.B, body string) (int, string) {
	b.Helper()
	r, err := p.post(p.api.posts, body)
	if err != nil {
		b.Fatal(err)
	}
	return p.answer(b, r)
}

func (p *program) fetch(b *testing.B, path string, want int) string {
	b.Helper()
	r, err := p.get(path)
	if err != nil {
		b.Fatal(err)
	}
	status, body := p.answer(b, r)
	if status != want {
		b.Fatalf("%s: GET %s = %d, want %d: %s", p.name, path, status, want, body)
	}
	return body
}

func (p *program) answer(b *testing.B, r *http.Request) (int, string) {
	b.Helper()
	res, err := p.client.Do(r)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		b.Fatal(err)
	}
	return res.StatusCode, string(body)
}

func (p *program) decode(b *testing.B, text string, v any) {
	b.Helper()
	if err := json.Unmarshal([]byte(text), v); err != nil {
		b.Fatalf("%s: %v: %s", p.name, err, text)
	}
}
