package generator

// A Plan is what one run does, or would do.
type Plan struct {
	DryRun    bool        // nothing was written
	Actions   []Action    // files, in the order of the application's table of contents
	Changes   []Change    // of the database's schema
	Migration string      // path of the new migration
	Routes    []Route     // that the run adds
	API       []APIChange // what clients will notice
	Templates []string    // paths of those files of Actions that another version of gen emits differently
	Notes     []string    // what a person should know
}

// An Action is what one run does to one file.
type Action struct {
	Verb string `json:"verb"`
	Path string `json:"path"`
	From string `json:"from,omitempty"` // where the file was until now, if it moves

	Old []byte `json:"-"` // what is on disk, nil if there is no file
	New []byte `json:"-"` // what will be, nil if the file is removed or stays
}

// A Change is one step of the new migration.
type Change struct {
	Text   string   `json:"text"`
	SQL    []string `json:"sql"`
	Data   string   `json:"data,omitempty"`   // what becomes of the rows: "kept", "checked" or "lost"
	Reason string   `json:"reason,omitempty"` // why, as a sentence
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
