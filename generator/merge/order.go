package merge

import "slices"

// A table finds the entry of each piece.
type table map[*piece]*entry

// entries lists the pieces in the person's order. Where the person kept the
// order of base, gen may change it. What only the other side has comes after
// what it comes after there.
func entries(v three[[]piece]) []*entry {
	yours, generated := align(v.base, v.yours), align(v.base, v.new)
	t := table{}
	for i := range v.base {
		e := &entry{base: &v.base[i]}
		if at := yours.to[i]; at >= 0 {
			e.yours = &v.yours[at]
			t[e.yours] = e
		}
		if at := generated.to[i]; at >= 0 {
			e.new = &v.new[at]
			t[e.new] = e
		}
	}
	t.added(v.yours, v.new)
	if inOrder(yours.to) && !inOrder(generated.to) {
		return t.order(v.new, v.yours)
	}
	return t.order(v.yours, v.new)
}

// added makes the entries of what is not in base. What both sides added under
// one name is one entry, and so is free text in the same place.
func (t table) added(yours, generated []piece) {
	type where struct{ key, after string }
	byKey := map[where]*entry{}
	at := func(ps []piece, i int) where {
		if ps[i].kind == free {
			return where{after: preceding(ps, i)}
		}
		return where{key: ps[i].key}
	}
	for i := range yours {
		if p := &yours[i]; t[p] == nil {
			t[p] = &entry{yours: p}
			byKey[at(yours, i)] = t[p]
		}
	}
	for i := range generated {
		p := &generated[i]
		if t[p] != nil {
			continue
		}
		e := byKey[at(generated, i)]
		if e == nil || e.new != nil || p.kind == paragraph {
			e = &entry{}
		}
		e.new, t[p] = p, e
	}
}

// inOrder reports whether what is still there is in the order of base.
func inOrder(to []int) bool {
	before := -1
	for _, at := range to {
		if at < 0 {
			continue
		}
		if at < before {
			return false
		}
		before = at
	}
	return true
}

// order lists the entries of first, and inserts those that only second has.
func (t table) order(first, second []piece) []*entry {
	var order []*entry
	for i := range first {
		order = append(order, t[&first[i]])
	}
	for i := range second {
		if e := t[&second[i]]; !slices.Contains(order, e) {
			order = slices.Insert(order, t.place(order, second, i), e)
		}
	}
	return order
}

// place is where second[i] belongs in order: after what is before it, or
// before what comes next.
func (t table) place(order []*entry, second []piece, i int) int {
	if i > 0 {
		return slices.Index(order, t[&second[i-1]]) + 1
	}
	for j := range second {
		if at := slices.Index(order, t[&second[j]]); at >= 0 {
			return at
		}
	}
	return len(order)
}
