package sqlc

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"regexp"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// check looks at the queries before sqlc does: at what it reports badly, and
// at what makes it write wrong SQL without a word.
func (a *app) check() Errors {
	errs := a.duplicates()
	for _, q := range a.queries {
		if a.conf.Engine == sqlite {
			errs = append(errs, q.foreignBytes()...)
		} else {
			errs = append(errs, q.lists()...)
		}
	}
	for i := range errs {
		if !a.yours(errs[i].Path) {
			errs[i].Hint = hintDefect
		}
	}
	errs.sort()
	return errs
}

// duplicates reports names that occur twice. They need not be equal: sqlc
// makes a constant of each, which begins with a small letter.
func (a *app) duplicates() Errors {
	type place struct {
		query *query
		line  int
	}
	var errs Errors
	seen := map[string]place{}
	for _, q := range a.queries {
		for _, n := range q.names {
			here := place{q, n.line}
			first, size := utf8.DecodeRuneInString(n.name)
			constant := string(unicode.ToLower(first)) + n.name[size:]
			there, ok := seen[constant]
			if !ok {
				seen[constant] = here
				continue
			}
			if here.query.Generated {
				here, there = there, here
			}
			errs = append(errs, Error{
				Path: here.query.Path, Line: here.line, Column: 1,
				Message: fmt.Sprintf("query %s is already in %s:%d", n.name, there.query.Path, there.line),
				Hint:    "give one of them another name",
			})
		}
	}
	return errs
}

// foreignBytes reports the first character of a file that is not ASCII.
func (q *query) foreignBytes() Errors {
	line := 0
	for text := range strings.Lines(string(q.Data)) {
		line++
		for i, r := range text {
			if r >= utf8.RuneSelf {
				return Errors{{
					Path: q.Path, Line: line, Column: i + 1,
					Message: fmt.Sprintf("%q is not ASCII, and sqlc damages SQLite queries that come after it", r),
					Hint:    "pass the text as a parameter, and write comments in ASCII",
				}}
			}
		}
	}
	return nil
}

// lists reports the first sqlc.slice of a file, which is for SQLite. sqlc
// makes a query of it that PostgreSQL refuses.
func (q *query) lists() Errors {
	before, _, found := strings.Cut(mask(string(q.Data)), "sqlc.slice")
	if !found {
		return nil
	}
	return Errors{{
		Path: q.Path, Line: strings.Count(before, "\n") + 1, Column: len(before) - strings.LastIndexByte(before, '\n'),
		Message: "sqlc.slice does not work with PostgreSQL",
		Hint:    "write id = ANY(CAST(sqlc.arg('ids') AS bigint[]))",
	}}
}

// verify looks at the SQL that sqlc wrote for SQLite, where it leaves out or
// misplaces parameters in some positions.
func (a *app) verify(b batch, out output) Errors {
	if a.conf.Engine != sqlite {
		return nil
	}
	var errs Errors
	for _, q := range b.queries {
		methods, err := parseMethods(out.files[q.output])
		if err != nil {
			errs = append(errs, Error{Path: q.Path, Message: "sqlc wrote Go that does not parse: " + err.Error()})
		}
		for _, n := range q.names {
			m, ok := methods[n.name]
			if !ok {
				continue
			}
			if message, hint := m.problem(); message != "" {
				errs = append(errs, Error{Path: q.Path, Line: n.line, Column: 1, Message: message, Hint: hint})
			}
		}
	}
	for i := range errs {
		if !a.yours(errs[i].Path) {
			errs[i].Hint = hintDefect
		}
	}
	return errs
}

// A method is a query as sqlc wrote it.
type method struct {
	sql    string
	params int // passed to the database as they are
	slices int // passed one element at a time
}

var (
	leftover    = regexp.MustCompile(`\bsqlc\.\w+|@\w+`)
	placeholder = regexp.MustCompile(`/\*SLICE:\w+\*/\?|\?\d*`)
)

// problem says what is wrong with the SQL of a method, and the way out.
func (m method) problem() (message, hint string) {
	code := mask(m.sql)
	if left := leftover.FindString(code); left != "" {
		return fmt.Sprintf("sqlc leaves %s in the SQL, where SQLite does not know it", left),
			"parameters do not work in ORDER BY, HAVING and ON CONFLICT DO UPDATE, nor after LIKE … ESCAPE without parentheses: " +
				"move them to a WITH or a subquery, use excluded, or add the parentheses"
	}
	highest, lists := 0, 0
	numbers := map[string]bool{}
	for _, p := range placeholder.FindAllString(code, -1) {
		number, _ := strconv.Atoi(strings.TrimPrefix(p, "?"))
		switch {
		case strings.HasPrefix(p, "/*"):
			lists++
		case lists > 0 && (number == 0 || number > highest):
			return "a parameter comes after sqlc.slice, and SQLite would give it an element of the list",
				"write sqlc.slice last in the query"
		default:
			numbers[p] = true
			highest = max(highest, number)
		}
	}
	switch {
	case lists > 1:
		return "sqlc.slice occurs more than once, and SQLite would mix the lists up", "use two queries, or json_each on one parameter"
	case lists > m.slices:
		return "sqlc leaves out the list of sqlc.slice", "write a plain column on the left of IN, without CAST"
	case len(numbers) > m.params:
		return fmt.Sprintf("sqlc passes %d of the %d parameters", m.params, len(numbers)), "write each parameter as sqlc.arg('name')"
	}
	return "", ""
}

// parseMethods reads the queries of a file that sqlc wrote, by name.
func parseMethods(source []byte) (map[string]method, error) {
	methods := map[string]method{}
	if source == nil {
		return methods, nil
	}
	file, err := parser.ParseFile(token.NewFileSet(), "", source, parser.SkipObjectResolution)
	if err != nil {
		return nil, err
	}
	for _, decl := range file.Decls {
		switch d := decl.(type) {
		case *ast.GenDecl:
			if name, sql := constant(d); name != "" {
				methods[name] = method{sql: sql}
			}
		case *ast.FuncDecl:
			m := methods[d.Name.Name]
			m.params, m.slices = passed(d.Body)
			methods[d.Name.Name] = m
		}
	}
	return methods, nil
}

var constantName = regexp.MustCompile(`^-- name: (\w+) `)

// constant is the query in a constant, and its name. sqlc writes the constant
// before the method.
func constant(decl *ast.GenDecl) (name, sql string) {
	if decl.Tok != token.CONST {
		return "", ""
	}
	spec := decl.Specs[0].(*ast.ValueSpec)
	literal, ok := spec.Values[0].(*ast.BasicLit)
	if !ok {
		return "", ""
	}
	sql, err := strconv.Unquote(literal.Value)
	m := constantName.FindStringSubmatch(sql)
	if err != nil || m == nil {
		return "", ""
	}
	return m[1], sql
}

// passed counts the parameters that a method passes on: the arguments after
// context and query, or what it gathers in queryParams if there is a list.
func passed(body *ast.BlockStmt) (params, slices int) {
	ast.Inspect(body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch name := called(call); name {
		case "ExecContext", "QueryContext", "QueryRowContext":
			if !call.Ellipsis.IsValid() {
				params += len(call.Args) - 2
			}
		case "append":
			if target, ok := call.Args[0].(*ast.Ident); ok && target.Name == "queryParams" {
				if _, element := call.Args[1].(*ast.Ident); element {
					slices++
				} else {
					params++
				}
			}
		}
		return true
	})
	return params, slices
}

func called(call *ast.CallExpr) string {
	switch f := call.Fun.(type) {
	case *ast.Ident:
		return f.Name
	case *ast.SelectorExpr:
		return f.Sel.Name
	}
	return ""
}

var opaque = regexp.MustCompile(`(?s)'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/`)

// mask blanks literals, quoted names and comments, but for the comments by
// which sqlc marks a list.
func mask(sql string) string {
	return opaque.ReplaceAllStringFunc(sql, func(part string) string {
		if strings.HasPrefix(part, "/*SLICE:") {
			return part
		}
		return strings.Map(func(r rune) rune {
			if r == '\n' {
				return r
			}
			return ' '
		}, part)
	})
}
