package merge

import (
	"regexp"
	"strings"
)

var queryName = regexp.MustCompile(`^--\s*name:\s*(\S+)`)

var sqlComment = regexp.MustCompile(`(?m)^\s*--.*`)

// cutSQL cuts a query file where sqlc's comments name a query. The comment
// lines right above belong to it. It fails where a statement has no name.
func cutSQL(lines []string) ([]piece, bool) {
	c := cutter{lines: lines}
	key, start := "", 0
	finish := func(next int) {
		if key == "" {
			return
		}
		c.cut(declaration, key, start, endOfQuery(lines[:next]))
	}
	for i, line := range lines {
		name := queryName.FindStringSubmatch(line)
		if name == nil {
			continue
		}
		above := i
		for above > max(c.next, start) && strings.HasPrefix(lines[above-1], "--") {
			above--
		}
		if key != "" && above <= start {
			return nil, false
		}
		finish(above)
		key, start = "query "+name[1], above
	}
	finish(len(lines))
	return c.finish(), !c.says(func(text string) string { return sqlComment.ReplaceAllString(text, "") })
}

// endOfQuery is the line after the last statement of lines and the comments
// right below it.
func endOfQuery(lines []string) int {
	end := len(lines)
	for isBlank(lines[end-1]) || strings.HasPrefix(lines[end-1], "--") && !queryName.MatchString(lines[end-1]) {
		end--
	}
	for end < len(lines) && !isBlank(lines[end]) {
		end++
	}
	return end
}

// sqlNames lists the queries of a file.
func sqlNames(src string) ([]string, error) {
	var names []string
	for line := range strings.Lines(src) {
		if name := queryName.FindStringSubmatch(line); name != nil {
			names = append(names, name[1])
		}
	}
	return names, nil
}
