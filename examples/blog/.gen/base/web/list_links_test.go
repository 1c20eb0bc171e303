package web

import (
	"fmt"
	"html/template"
	"net/url"
	"strings"
	"testing"
	"time"

	"blog/db"
)

// What a page's links say, the page understands.
func TestListLinks(t *testing.T) {
	p := &paging{Page: 2, PerPage: 10, Total: 25, cursor: "x", query: url.Values{"a[gte]": {"1"}, "page": {"2"}},
		order: []db.Order{{Column: "id", Desc: true}}}
	for _, test := range []struct{ got, want string }{
		{p.Prev(), "?a%5Bgte%5D=1&page=1"},
		{p.Next(), "?a%5Bgte%5D=1&page=3"},
		{p.SortBy("id"), "?a%5Bgte%5D=1&sort=id"},
		{p.Sorted("id"), "descending"},
		{p.Sorted("a"), ""},
		{fmt.Sprint(p.Last()), "3"},
	} {
		if test.got != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	p.filters = "q \"words\"\n"
	if !p.Filtered() || p.Narrowed() {
		t.Errorf("of a search: filtered %v, narrowed %v", p.Filtered(), p.Narrowed())
	}
	p.byKey = true
	if next := p.Next(); !strings.HasSuffix(next, "after=x") || p.Prev() != "" {
		t.Errorf("next = %q, prev = %q", next, p.Prev())
	}
}

func TestMarkup(t *testing.T) {
	for _, test := range []struct{ got, want template.HTML }{
		{linkTag("/a?b=1&c", "<b>"), `<a href="/a?b=1&amp;c">&lt;b&gt;</a>`},
		{linkTag("javascript:x", "x"), `<a href="#">x</a>`},
		{timeTag(time.Date(2026, 1, 2, 3, 4, 5, 0, time.FixedZone("", 3600))), `<time datetime="2026-01-02T02:04:05Z">2 Jan 2026, 02:04 UTC</time>`},
		{optionTags([]option{{`"`, "<"}, {"2", "b"}}, "2"), "\n        <option value=\"&#34;\">&lt;</option>\n        <option value=\"2\" selected>b</option>"},
	} {
		if test.got != test.want {
			t.Errorf("got  %s\nwant %s", test.got, test.want)
		}
	}
}
