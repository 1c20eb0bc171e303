package diff

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// longestTitle is the most characters of a migration's title.
const longestTitle = 60

// Title says in a few words what changes do, for a file's name: create_posts,
// add_subtitle_to_posts.
func Title(changes []Change) string {
	var phrases []string
	if tables := created(changes); len(tables) > 0 {
		phrases = append(phrases, phrase("create_", tables, ""))
	}
	for _, table := range touched(changes) {
		if columns := added(changes, table); len(columns) > 0 {
			phrases = append(phrases, phrase("add_", columns, "_to_"+table))
		}
	}
	if len(phrases) == 0 {
		for _, table := range touched(changes) {
			phrases = append(phrases, "change_indexes_of_"+table)
		}
	}
	return clip(phrase("", phrases, ""))
}

// phrase joins names to a_b_and_c, or to a_and_2_more if that would be long.
func phrase(before string, names []string, after string) string {
	if len(names) == 0 {
		return ""
	}
	last := len(names) - 1
	if last == 0 {
		return before + names[0] + after
	}
	whole := before + strings.Join(names[:last], "_") + "_and_" + names[last] + after
	if len(whole) <= longestTitle {
		return whole
	}
	more := fmt.Sprintf("_and_%d_more%s", last, after)
	return clip(before+names[0][:min(len(names[0]), max(8, longestTitle-len(before)-len(more)))]) + more
}

func clip(title string) string {
	return strings.TrimRight(title[:min(len(title), longestTitle)], "_")
}

func created(changes []Change) []string {
	var tables []string
	for _, c := range changes {
		if c, ok := c.(CreateTable); ok {
			tables = append(tables, c.Table.Name)
		}
	}
	return tables
}

func added(changes []Change, table string) []string {
	var columns []string
	for _, c := range changes {
		if c, ok := c.(AddColumn); ok && c.Table == table {
			columns = append(columns, c.Column.Name)
		}
	}
	return columns
}

// touched lists the tables that change, each once.
func touched(changes []Change) []string {
	var tables []string
	seen := make(map[string]bool)
	for _, c := range changes {
		if !seen[c.table()] {
			tables = append(tables, c.table())
		}
		seen[c.table()] = true
	}
	return tables
}

const versionLayout = "20060102150405"

// Version is the version of a migration that is made now: the time, or what
// comes after last, which is the version or the file name of the one before.
func Version(now time.Time, last string) string {
	version := now.UTC().Format(versionLayout)
	last, _, _ = strings.Cut(last, "_")
	before, _ := strconv.ParseInt(last, 10, 64) // what is no number comes before everything
	if next, _ := strconv.ParseInt(version, 10, 64); before < next {
		return version
	}
	if t, err := time.Parse(versionLayout, last); err == nil {
		return t.Add(time.Second).Format(versionLayout)
	}
	return strconv.FormatInt(before+1, 10)
}
