package generator

// A Plan is what one run does, or would do.
type Plan struct {
	DryRun    bool     // nothing was written
	Actions   []Action // files, in the order of the application's table of contents
	Changes   []Change // of the database's schema
	Migration string   // path of the new migration
	Routes    []Route  // that the run adds
	API       []string // what clients will notice
	Notes     []string // what a person should know
}

// A Change is one step of the new migration.
type Change struct {
	Text string   `json:"text"`
	SQL  []string `json:"sql"`
}

// Empty reports whether there is nothing to do.
func (p *Plan) Empty() bool {
	for _, a := range p.Actions {
		if a.Verb != Skip {
			return false
		}
	}
	return true
}
