package diff

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// longestTitle is the most characters of a migration's title.
const longestTitle = 60

// Title says in a few words what changes do, for a file's name: create_posts,
// add_subtitle_to_posts, rename_title_of_posts.
func Title(changes []Change) string {
	phrases := slices.Concat(renamings(changes), about(changes, "create_", created), additions(changes),
		alterations(changes), removals(changes), about(changes, "drop_", droppedTable))
	if len(phrases) == 0 {
		what := "change_indexes_of_"
		if !slices.ContainsFunc(changes, isOfIndex) {
			what = "change_search_of_"
		}
		for _, table := range touched(changes) {
			phrases = append(phrases, what+table)
		}
	}
	return clip(phrase("", phrases, ""))
}

func isOfIndex(c Change) bool {
	switch c.(type) {
	case CreateIndex, DropIndex:
		return true
	}
	return false
}

// renamings are the phrases for tables and columns that are renamed.
func renamings(changes []Change) []string {
	var phrases []string
	for _, c := range changes {
		c, ok := c.(Rename)
		if !ok {
			continue
		}
		if c.Old.Name != c.New.Name {
			phrases = append(phrases, "rename_"+c.Old.Name+"_to_"+c.New.Name)
		}
		var columns []string
		for i, old := range c.Old.Columns {
			if to := c.New.Columns[i].Name; to != old.Name {
				columns = append(columns, old.Name+"_to_"+to)
			}
		}
		if len(columns) > 0 {
			phrases = append(phrases, phrase("rename_", columns, "_in_"+c.New.Name))
		}
	}
	return phrases
}

// about is the phrase for the tables to which one kind of change happens.
func about(changes []Change, verb string, table func(Change) string) []string {
	var tables []string
	for _, c := range changes {
		if name := table(c); name != "" {
			tables = append(tables, name)
		}
	}
	if len(tables) == 0 {
		return nil
	}
	return []string{phrase(verb, tables, "")}
}

func created(c Change) string {
	if c, ok := c.(CreateTable); ok {
		return c.Table.Name
	}
	return ""
}

func droppedTable(c Change) string {
	if c, ok := c.(DropTable); ok {
		return c.Table.Name
	}
	return ""
}

// columnsOf are phrases of one kind, a table each.
func columnsOf(changes []Change, before, between string, columns func(Change) []string) []string {
	var phrases []string
	for _, table := range touched(changes) {
		var names []string
		for _, c := range changes {
			if c.table() == table {
				names = append(names, columns(c)...)
			}
		}
		if len(names) > 0 {
			phrases = append(phrases, phrase(before, names, between+table))
		}
	}
	return phrases
}

func additions(changes []Change) []string {
	return columnsOf(changes, "add_", "_to_", func(c Change) []string {
		if c, ok := c.(AddColumn); ok {
			return []string{c.Column.Name}
		}
		return nil
	})
}

func alterations(changes []Change) []string {
	return columnsOf(changes, "change_", "_of_", func(c Change) []string {
		var names []string
		if c, ok := c.(AlterColumns); ok {
			for _, column := range c.Columns {
				names = append(names, column.New.Name)
			}
		}
		return names
	})
}

func removals(changes []Change) []string {
	return columnsOf(changes, "drop_", "_from_", func(c Change) []string {
		if c, ok := c.(DropColumn); ok {
			return []string{c.Column.Name}
		}
		return nil
	})
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
