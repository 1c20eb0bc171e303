// Package templates holds the files that gen emits, as text/template sources.
//
// Two template languages meet here. Text between <% and %> runs now, in gen.
// Text between {{ and }} is copied, and runs later, in the emitted application.
//
// The folders mirror the emitted application: go/web/routes.go.tmpl becomes
// web/routes.go, html/layout.html.tmpl becomes web/templates/layout.html. The
// word "resource" in a path stands for the resource's name. The client in ts is
// for others, and is no part of an application.
package templates

import "embed"

// FS holds the templates.
//
//go:embed go html project sql ts
var FS embed.FS
