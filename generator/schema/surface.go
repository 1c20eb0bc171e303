package schema

import (
	"fmt"

	"gopkg.in/yaml.v3"
)

// A surface is what of an application, or of a resource, clients get to see.
type surface struct {
	path []string // of the keys
	in   string   // where, in messages: `resource "post": `

	noAPI, noHTML *bool
}

// surfaceKey reads api or html, which is true or false.
func (p *parser) surfaceKey(s surface, key string, n *yaml.Node) {
	to := s.noAPI
	if key == "html" {
		to = s.noHTML
	}
	var on bool
	if n.Kind != yaml.ScalarNode || n.ShortTag() != "!!bool" || n.Decode(&on) != nil {
		p.fail(at(n), WrongKind, fmt.Sprintf("write %s: false, or leave it out", key), "%s%s is true or false, not %s", s.in, key, kind(n))
		return
	}
	*to = !on
}

// checkSurface refuses what nobody could reach.
func (p *parser) checkSurface(s surface) {
	if *s.noAPI && *s.noHTML {
		p.fail(p.app.Pos(append(s.path, "html")...), BadSurface, "leave one of the two out", "%sit has neither pages nor an API, so nobody could reach it", s.in)
	}
}

func (a *App) surface() surface { return surface{nil, "", &a.NoAPI, &a.NoHTML} }

func (r *Resource) surface() surface {
	return surface{[]string{"resources", r.Name}, fmt.Sprintf("resource %q: ", r.Name), &r.NoAPI, &r.NoHTML}
}
