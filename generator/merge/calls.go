package merge

import (
	"go/ast"
	"go/parser"
	"go/token"
	"strings"
)

// cutCalls cuts a function that only registers things by name, such as the one
// that lists all routes, into paragraphs. It calls methods of one value with a
// text as the first argument, and the order of the calls means nothing. What
// comes before the first call and the return at the end stay where they are.
func cutCalls(lines []string) ([]piece, bool) {
	files := token.NewFileSet()
	f, err := parser.ParseFile(files, "", "package p\n"+strings.Join(lines, ""), parser.SkipObjectResolution)
	if err != nil || len(f.Decls) != 1 {
		return nil, false
	}
	d, ok := f.Decls[0].(*ast.FuncDecl)
	if !ok || d.Body == nil {
		return nil, false
	}
	called, ok := onlyCalls(d.Body.List)
	c := callCutter{cutter{lines: lines}, func(p token.Pos) int { return files.PositionFor(p, false).Line - 2 }}
	if !ok || !c.ownLines(d.Body) {
		return nil, false
	}
	c.cut(declaration, "func calls "+called, 0, c.line(d.Body.Lbrace)+1)
	c.body(d.Body.List)
	c.cut(declaration, "func end", c.line(d.Body.Rbrace), len(lines))
	return c.finish(), true
}

// onlyCalls finds the variable whose methods all statements call, apart from
// assignments at the start and a return at the end.
func onlyCalls(list []ast.Stmt) (called string, ok bool) {
	for i, s := range list {
		name := calledOn(s)
		switch {
		case name != "" && (called == "" || called == name):
			called = name
		case isReturn(s) && i == len(list)-1:
		case isAssignment(s) && called == "":
		default:
			return "", false
		}
	}
	return called, called != ""
}

func calledOn(s ast.Stmt) string {
	if expr, ok := s.(*ast.ExprStmt); ok {
		if call, ok := expr.X.(*ast.CallExpr); ok && len(call.Args) > 0 && isText(call.Args[0]) {
			if method, ok := call.Fun.(*ast.SelectorExpr); ok {
				if x, ok := method.X.(*ast.Ident); ok {
					return x.Name
				}
			}
		}
	}
	return ""
}

func isText(e ast.Expr) bool {
	literal, ok := e.(*ast.BasicLit)
	return ok && literal.Kind == token.STRING
}

func isReturn(s ast.Stmt) bool {
	_, ok := s.(*ast.ReturnStmt)
	return ok
}

func isAssignment(s ast.Stmt) bool {
	_, ok := s.(*ast.AssignStmt)
	return ok
}

type callCutter struct {
	cutter
	line func(token.Pos) int
}

// ownLines reports whether no two statements share a line.
func (c *callCutter) ownLines(body *ast.BlockStmt) bool {
	before := c.line(body.Lbrace)
	for _, s := range body.List {
		if c.line(s.Pos()) <= before {
			return false
		}
		before = c.line(s.End() - 1)
	}
	return before < c.line(body.Rbrace)
}

// body cuts where there is a blank line or a comment between statements.
func (c *callCutter) body(list []ast.Stmt) {
	for i := 0; i < len(list); {
		start := c.withComment(c.line(list[i].Pos()))
		sort := c.sort(list[i])
		end := c.line(list[i].End()-1) + 1
		for i++; i < len(list) && c.line(list[i].Pos()) == end && c.sort(list[i]) == sort; i++ {
			end = c.line(list[i].End()-1) + 1
		}
		if sort == "" {
			c.cut(paragraph, "", start, end)
		} else {
			c.cut(declaration, sort, start, end)
		}
	}
}

// sort is the key of statements that stay where they are.
func (c *callCutter) sort(s ast.Stmt) string {
	switch {
	case isReturn(s):
		return "func return"
	case isAssignment(s):
		return "func start"
	}
	return ""
}

// withComment is the first line of the comment right above a line.
func (c *callCutter) withComment(line int) int {
	for line > c.next && !isBlank(c.lines[line-1]) {
		line--
	}
	return line
}
