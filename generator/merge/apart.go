package merge

// cuts gives the places up to end at which the changes of the two sides touch
// without having a line in common. Where both put lines in at one place, it is
// none: nobody can say whose come first.
func (m *lineMerge) cuts(end three[int]) []three[int] {
	var cuts []three[int]
	for at := m.at.base; at <= end.base; at++ {
		yours := gapAt(at, m.yours, [2]int{m.at.base, end.base}, [2]int{m.at.yours, end.yours})
		new := gapAt(at, m.new, [2]int{m.at.base, end.base}, [2]int{m.at.new, end.new})
		if yours.known() && new.known() && !(yours.filled() && new.filled()) {
			cuts = append(cuts, three[int]{at, yours.cut(new), new.cut(yours)})
		}
	}
	return cuts
}

// A gap is what a version has between two neighbouring lines of base: where
// the one before ends and where the one after begins, or -1 for a line that
// the version changed.
type gap struct{ before, after int }

// gapAt finds the gap before line at of base. lines are where the lines of base
// are in the version; base and version are the stretches that are looked at.
func gapAt(at int, lines []int, base, version [2]int) gap {
	g := gap{version[0], version[1]}
	if at > base[0] {
		if g.before = lines[at-1]; g.before >= 0 {
			g.before++
		}
	}
	if at < base[1] {
		g.after = lines[at]
	}
	return g
}

// known reports whether the version can be cut here.
func (g gap) known() bool { return g.before >= 0 || g.after >= 0 }

// filled reports whether the version put lines in here.
func (g gap) filled() bool { return g.before >= 0 && g.after > g.before }

// cut is where the version is cut. Lines that it put in go to the side on which
// the other version changed nothing.
func (g gap) cut(other gap) int {
	if g.before < 0 || g.filled() && other.before >= 0 {
		return g.after
	}
	return g.before
}
