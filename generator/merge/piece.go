package merge

import (
	"slices"
	"strings"
)

// A kind says how a piece finds its counterpart and how it is merged.
type kind int

const (
	free        kind = iota // what stands between named pieces, mostly comments
	declaration             // what has a name
	importList
	paragraph // of a function that only makes calls
	end       // of the file: no lines, only the blank ones before it
)

// A piece is a stretch of a file that is merged by itself, and moves as one.
type piece struct {
	kind  kind
	key   string   // such as "func (App).createPost"
	index int      // among the pieces of the file
	start int      // the first of lines in the file
	gap   []string // the blank lines before it
	lines []string
}

// sort is the first word of the key: a function never becomes a type.
func (p *piece) sort() string {
	sort, _, _ := strings.Cut(p.key, " ")
	return sort
}

// name is the last word of the key, without a receiver.
func (p *piece) name() string {
	return p.key[strings.LastIndexAny(p.key, " .")+1:]
}

// A cutter cuts lines from the start to the end.
type cutter struct {
	lines  []string
	next   int // the first line that is in no piece yet
	pieces []piece
}

// cut makes a piece of the lines from start to end, and a free one of what was
// left before them.
func (c *cutter) cut(k kind, key string, start, end int) {
	c.free(start)
	c.add(piece{kind: k, key: key}, start, end)
}

// free makes a piece of the lines before limit that are not blank.
func (c *cutter) free(limit int) {
	start, end := c.next, limit
	for start < end && isBlank(c.lines[start]) {
		start++
	}
	for start < end && isBlank(c.lines[end-1]) {
		end--
	}
	if start < end {
		c.add(piece{kind: free}, start, end)
	}
}

func (c *cutter) add(p piece, start, end int) {
	p.index, p.start = len(c.pieces), start
	p.gap, p.lines = c.lines[c.next:start], c.lines[start:end]
	c.pieces = append(c.pieces, p)
	c.next = end
}

// finish gives the pieces, with one for the end of the file.
func (c *cutter) finish() []piece {
	c.cut(end, "end", len(c.lines), len(c.lines))
	return c.pieces
}

// says reports whether a free piece is more than comments, which are what
// without takes away.
func (c *cutter) says(without func(text string) string) bool {
	return slices.ContainsFunc(c.pieces, func(p piece) bool {
		return p.kind == free && !isBlank(without(content(p)))
	})
}

func isBlank(line string) bool { return strings.TrimSpace(line) == "" }
