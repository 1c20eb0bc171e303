package schema

// A Hint says how the rows that are there follow a change of a field. It
// counts once, when the change is made, and is inert ever after.
type Hint struct {
	Was      string            // the field's former name
	Backfill *Backfill         // what rows without a value get
	Using    map[string]string // database to the SQL of the new value
	Map      []Mapping         // former values of an enum, in the order of gen.yaml
}

// A Backfill is a value or an SQL expression; one of the two is set.
type Backfill struct {
	Value *string           // as gen.yaml spells it
	SQL   map[string]string // database to SQL; one text for all of them is there for each
}

// A Mapping replaces one value of an enum with another.
type Mapping struct{ From, To string }

// Hint is what r's definition says about changes of the field called name.
func (r *Resource) Hint(field string) Hint { return r.Hints[field] }

// setHint keeps h for the field called name, if it says anything.
func (r *Resource) setHint(name string, h Hint) {
	if h.isEmpty() {
		return
	}
	if r.Hints == nil {
		r.Hints = map[string]Hint{}
	}
	r.Hints[name] = h
}

func (h Hint) isEmpty() bool {
	return h.Was == "" && h.Backfill == nil && h.Using == nil && h.Map == nil
}
