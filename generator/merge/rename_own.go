package merge

import (
	"go/scanner"
	"go/token"
	"regexp"
	"strings"
)

// inGo finds identifiers, and names and paths in string literals.
func (r Renaming) inGo(src string) []nameEdit {
	var s scanner.Scanner
	files := token.NewFileSet()
	file := files.AddFile("", -1, len(src))
	s.Init(file, []byte(src), func(token.Position, string) {}, 0)
	var edits []nameEdit
	for {
		pos, tok, literal := s.Scan()
		at := file.Offset(pos)
		switch tok {
		case token.EOF:
			return edits
		case token.IDENT:
			if to, ok := r.Idents[literal]; ok {
				edits = append(edits, nameEdit{at, len(literal), to})
			}
		case token.STRING:
			edits = append(edits, r.inLiteral(src[at:], at)...)
		}
	}
}

// inLiteral finds what is a name in the string literal that s starts with.
func (r Renaming) inLiteral(s string, offset int) []nameEdit {
	length := literalLength(s)
	if length < 2 {
		return nil
	}
	inner := s[1 : length-1]
	if to, ok := r.Names[inner]; ok {
		return []nameEdit{{offset + 1, len(inner), to}}
	}
	edits := r.in(inner, offset+1, nil, r.Paths)
	if strings.ContainsAny(inner, " \n") {
		return edits
	}
	at := 0
	for segment := range strings.SplitSeq(inner, "/") {
		if to, ok := r.Names[segment]; ok {
			edits = append(edits, nameEdit{offset + 1 + at, len(segment), to})
		}
		at += len(segment) + 1
	}
	return edits
}

var namingAttribute = regexp.MustCompile(`(?:^|[\s"'])(?:name|for|id|href|action|aria-describedby|hx-[a-z-]+)\s*=\s*("[^"]*"|'[^']*')`)

// inHTML finds names in actions, and in the attributes that hold names and
// addresses.
func (r Renaming) inHTML(text string) []nameEdit {
	list, _ := actions(text)
	var edits []nameEdit
	markup := []byte(text)
	for _, a := range list {
		edits = append(edits, r.inAction(text[a.start:a.end], a.start)...)
		for i := a.start; i < a.end; i++ {
			markup[i] = 0
		}
	}
	for _, at := range namingAttribute.FindAllSubmatchIndex(markup, -1) {
		value := string(markup[at[2]:at[3]])
		if !strings.Contains(value, "://") {
			edits = append(edits, r.in(value, at[2], []map[string]string{r.Names}, r.Paths)...)
		}
	}
	return edits
}

// inAction finds fields, variables and string literals.
func (r Renaming) inAction(s string, offset int) []nameEdit {
	if strings.Contains(s, "/*") {
		return nil
	}
	var edits []nameEdit
	tables := []map[string]string{r.Idents, r.Names}
	for i := 2; i < len(s)-2; {
		if length := literalLength(s[i:]); length > 0 {
			if s[i] == '"' || s[i] == '`' {
				edits = append(edits, r.inLiteral(s[i:], offset+i)...)
			}
			i += length
			continue
		}
		length := wordLength(s[i:])
		if before := s[i-1]; before == '.' || before == '$' {
			if to, ok := lookup(s[i:i+length], tables); ok {
				edits = append(edits, nameEdit{offset + i, length, to})
			}
		}
		i += max(length, 1)
	}
	return edits
}

// inSQL finds identifiers outside of comments and texts.
func (r Renaming) inSQL(text string) []nameEdit {
	var edits []nameEdit
	for i := 0; i < len(text); {
		length := sqlOpaque(text[i:])
		if length == 0 {
			length = wordLength(text[i:])
			edits = append(edits, r.in(text[i:i+length], i, []map[string]string{r.Names}, nil)...)
		}
		i += max(length, 1)
	}
	return edits
}

// sqlOpaque is the length of the comment or text that s starts with.
func sqlOpaque(s string) int {
	length := 0
	switch {
	case strings.HasPrefix(s, "--"):
		length = endOf(s, "\n")
	case strings.HasPrefix(s, "/*"):
		length = endOf(s, "*/")
	case strings.HasPrefix(s, "'"):
		length = endOf(s, "'", "'")
	}
	if length < 0 {
		return len(s)
	}
	return length
}
