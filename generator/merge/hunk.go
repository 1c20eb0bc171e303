package merge

import (
	"slices"
	"strings"
)

// A hunk is a stretch of a merged file: lines that are agreed on, or a clash
// of the three versions.
type hunk struct {
	lines []string
	clash *three[[]string]
	piece string // where the clash is
}

// side gives the lines of h if one side wins.
func (h hunk) side(r Resolution) []string {
	switch {
	case h.clash == nil:
		return h.lines
	case r == Mine:
		return h.clash.yours
	}
	return h.clash.new
}

func clean(hunks []hunk) bool {
	return !slices.ContainsFunc(hunks, func(h hunk) bool { return h.clash != nil })
}

// agree is the hunk of lines, if there are any.
func agree(lines []string) []hunk {
	if len(lines) == 0 {
		return nil
	}
	return []hunk{{lines: lines}}
}

// agreed joins the lines that are agreed on.
func agreed(hunks []hunk) []string {
	var lines []string
	for _, h := range hunks {
		lines = append(lines, h.lines...)
	}
	return lines
}

// named says for each clash in which piece it is.
func named(hunks []hunk, piece string) []hunk {
	for i := range hunks {
		hunks[i].piece = piece
	}
	return hunks
}

// render writes hunks with git's conflict markers.
func render(hunks []hunk, labels Labels) (lines []string, conflicts []Conflict) {
	for _, h := range hunks {
		if h.clash == nil {
			lines = append(lines, h.lines...)
			continue
		}
		conflicts = append(conflicts, Conflict{len(lines) + 1, h.piece})
		lines = append(lines, marker("<<<<<<<", labels.Yours))
		lines = append(lines, h.clash.yours...)
		lines = append(lines, marker("|||||||", labels.Base))
		lines = append(lines, h.clash.base...)
		lines = append(lines, marker("=======", ""))
		lines = append(lines, h.clash.new...)
		lines = append(lines, marker(">>>>>>>", labels.New))
	}
	return lines, conflicts
}

func marker(sign, label string) string {
	return strings.TrimSpace(sign+" "+label) + "\n"
}
