package merge

import (
	"regexp"
	"slices"
	"strings"
	"text/template/parse"
)

// An action is what stands between {{ and }} in a template.
type action struct {
	start, end int    // in the text, with the braces
	word       string // the first, such as "define"
	args       string // what follows it
}

// actions finds the actions of a template. It fails where one is not closed.
func actions(text string) (list []action, ok bool) {
	for at := 0; ; {
		open := strings.Index(text[at:], "{{")
		if open < 0 {
			return list, true
		}
		start := at + open
		length := actionLength(text[start:])
		if length < 0 {
			return list, false
		}
		at = start + length
		inner := strings.TrimPrefix(text[start+2:at-2], "-")
		inner = strings.TrimSpace(strings.TrimSuffix(inner, "-"))
		word, args, _ := strings.Cut(inner, " ")
		list = append(list, action{start, at, word, strings.TrimSpace(args)})
	}
}

// actionLength is the length of the action that s starts with, or -1.
func actionLength(s string) int {
	for _, comment := range []string{"{{/*", "{{- /*"} {
		if strings.HasPrefix(s, comment) {
			return endOf(s, "*/", "}}")
		}
	}
	for i := 2; i < len(s); {
		switch {
		case strings.HasPrefix(s[i:], "}}"):
			return i + 2
		case s[i] == '"' || s[i] == '\'' || s[i] == '`':
			i += literalLength(s[i:])
		default:
			i++
		}
	}
	return -1
}

// endOf is where the last mark ends if s has all of them in order, or -1.
func endOf(s string, marks ...string) int {
	end := 0
	for _, mark := range marks {
		at := strings.Index(s[end:], mark)
		if at < 0 {
			return -1
		}
		end += at + len(mark)
	}
	return end
}

var htmlComment = regexp.MustCompile(`(?s)<!--.*?-->|\{\{(- )?/\*.*?\*/( -)?}}`)

// cutHTML cuts a template file at its definitions. It fails where anything but
// comments is outside of them.
func cutHTML(lines []string) ([]piece, bool) {
	text := strings.Join(lines, "")
	list, ok := actions(text)
	if !ok {
		return nil, false
	}
	c := cutter{lines: lines}
	line := func(at int) int { return strings.Count(text[:at], "\n") }
	depth, key, start := 0, "", 0
	for _, a := range list {
		switch a.word {
		case "define", "block":
			if depth == 0 {
				key, start = a.word+" "+a.name(), line(a.start)
				if start < c.next || !startsLine(text, a.start) {
					return nil, false
				}
			}
			depth++
		case "if", "range", "with":
			depth++
		case "end":
			if depth--; depth == 0 && key != "" {
				c.cut(declaration, key, start, line(a.end)+1)
				key = ""
			}
		}
	}
	pieces := c.finish()
	return pieces, depth == 0 && !c.says(func(text string) string { return htmlComment.ReplaceAllString(text, "") })
}

// name is the name that a defines, without quotes.
func (a action) name() string {
	name, _, _ := strings.Cut(a.args, " ")
	return strings.Trim(name, "\"`")
}

func startsLine(text string, at int) bool {
	return isBlank(text[strings.LastIndexByte(text[:at], '\n')+1 : at])
}

// htmlNames lists the templates that a file defines.
func htmlNames(src string) ([]string, error) {
	tree := parse.New("file")
	tree.Mode = parse.SkipFuncCheck
	if _, err := tree.Parse(src, "{{", "}}", map[string]*parse.Tree{}); err != nil {
		return nil, err
	}
	list, _ := actions(src)
	var names []string
	for _, a := range list {
		if slices.Contains([]string{"define", "block"}, a.word) {
			names = append(names, a.name())
		}
	}
	return names, nil
}
