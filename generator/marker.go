package generator

import "bytes"

// conflictMarker returns the line of the first conflict that git left in
// data, or 0. A lone row of equals signs is a heading in Markdown, so both
// outer markers must be there.
func conflictMarker(data []byte) int {
	if !bytes.Contains(data, []byte("\n>>>>>>> ")) {
		return 0
	}
	number := 0
	for line := range bytes.Lines(data) {
		number++
		if bytes.HasPrefix(line, []byte("<<<<<<< ")) {
			return number
		}
	}
	return 0
}

func markerProblem(path string, line int) Problem {
	p := Problem{
		Code: "GEN303", Kind: Decision, Path: path, Line: line,
		Message: "conflict markers of an unfinished merge",
		Hint:    "finish the merge in this file, then run gen again",
	}
	if path == lockPath {
		p.Hint = "finish the merge of gen.yaml, then run gen migrate rebase: it makes one history of both branches"
	}
	return p
}
