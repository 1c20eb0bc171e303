package schema

// checkSearches refuses searches in a resource whose rows SQLite's search cannot
// tell apart: it knows them by numbers.
func (p *parser) checkSearches(r *Resource) {
	if p.app.Database != SQLite || !r.ByUUID {
		return
	}
	for _, f := range r.Fields {
		if pos := p.app.Pos("resources", r.Name, "fields", f.Name); f.Search && !p.failedAt(pos) {
			p.fail(pos, BadModifier, "leave search or id: uuid out, or write database: postgres",
				"field %q: SQLite's search needs ids that are numbers", f.Name)
		}
	}
}
