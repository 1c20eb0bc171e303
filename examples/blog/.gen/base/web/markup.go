package web

import (
	"html/template"
	"strings"
	"time"
)

// Pieces of HTML that are in every row of a table, or in every option of a
// select. Templates call them by name; in Go they take a fraction of the time.
var markup = template.FuncMap{
	"link":     linkTag,
	"datetime": timeTag,
	"options":  optionTags,
}

// linkTag is a link to a page of the application.
func linkTag(url, label string) template.HTML {
	if !strings.HasPrefix(url, "/") || strings.HasPrefix(url, "//") {
		url = "#"
	}
	return template.HTML(`<a href="` + template.HTMLEscapeString(url) + `">` + template.HTMLEscapeString(label) + `</a>`)
}

// timeTag is a point in time, for people and for programs.
func timeTag(t time.Time) template.HTML {
	const tag = `<time datetime="2006-01-02T15:04:05Z07:00">2 Jan 2006, 15:04 UTC</time>`
	return template.HTML(t.UTC().Format(tag))
}

// optionTags are the options of a select, of which one is selected.
func optionTags(options []option, selected string) template.HTML {
	var b strings.Builder
	for _, o := range options {
		b.WriteString("\n        <option value=\"" + template.HTMLEscapeString(o.Value) + `"`)
		if o.Value == selected {
			b.WriteString(" selected")
		}
		b.WriteString(">" + template.HTMLEscapeString(o.Label) + "</option>")
	}
	return template.HTML(b.String())
}
