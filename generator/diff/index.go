package diff

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
)

// indexes lists the indexes of r's table, sorted by name: those that gen.yaml
// asks for, and one for each column that lists can be filtered and sorted by.
func indexes(r *schema.Resource) []Index {
	var x indexer
	for _, f := range r.Stored() {
		if f.Unique {
			x.add(true, f.Column())
		}
	}
	for _, names := range r.Unique {
		x.add(true, r.Columns(names)...)
	}
	for _, names := range r.Index {
		x.add(false, r.Columns(names)...)
	}
	if isJoin(r.Name) {
		return x.named(r.Plural) // its key begins with the other column
	}
	x.lists(r)
	for _, f := range r.Stored() {
		if (f.Index || f.Type == field.References) && !x.begins(f.Column()) {
			x.add(false, f.Column())
		}
	}
	return x.pruned().named(r.Plural)
}

// lists adds the indexes of r's lists. Each has the columns of an order, so
// that it finds the rows with a value, or around one, and has them sorted. One
// of a group goes on with the order of the list, which then is the order of
// each group: the newest drafts, the comments of a post.
func (x *indexer) lists(r *schema.Resource) {
	for _, f := range r.Fields {
		if !r.Lists(f) || f.Unique && !f.Optional {
			continue
		}
		if r.Groups(f) {
			x.add(false, f.Column(), r.Order.Column, ID)
		}
		if !r.Groups(f) || r.OrderIsOptional() {
			x.add(false, f.Column(), ID)
		}
	}
	x.add(false, CreatedAt, ID)
	x.add(false, UpdatedAt, ID)
}

// An indexer collects the indexes of a table, without names.
type indexer []Index

func (x *indexer) add(unique bool, columns ...string) {
	if !x.has(columns...) {
		*x = append(*x, Index{Columns: columns, Unique: unique})
	}
}

// has reports whether there is an index of exactly these columns.
func (x indexer) has(columns ...string) bool {
	return slices.ContainsFunc(x, func(x Index) bool { return slices.Equal(x.Columns, columns) })
}

// begins reports whether an index begins with column.
func (x indexer) begins(column string) bool {
	return slices.ContainsFunc(x, func(x Index) bool { return x.Columns[0] == column })
}

// pruned is x without what serves nothing: an index is of use for all that its
// first columns alone would be.
func (x indexer) pruned() indexer {
	return slices.DeleteFunc(slices.Clone(x), func(short Index) bool {
		return !short.Unique && slices.ContainsFunc(x, func(long Index) bool {
			n := len(short.Columns)
			return len(long.Columns) > n && slices.Equal(long.Columns[:n], short.Columns)
		})
	})
}

// named gives the indexes their names. Where columns a_b and c would give the
// same name as a and b_c, both get a hash of their columns.
func (x indexer) named(table string) []Index {
	count := make(map[string]int)
	for i := range x {
		x[i].Name = Name(table, x[i].kind(), x[i].Columns...)
		count[x[i].Name]++
	}
	for i := range x {
		if count[x[i].Name] > 1 {
			x[i].Name = tailed(table+"_"+strings.Join(x[i].Columns, "_"), x[i].kind(), strings.Join(x[i].Columns, ","))
		}
	}
	slices.SortFunc(x, byName)
	return x
}

func byName(a, b Index) int { return strings.Compare(a.Name, b.Name) }

func (x Index) kind() string {
	if x.Unique {
		return "key"
	}
	return "idx"
}

// longestName is the most bytes of a name that PostgreSQL keeps.
const longestName = 63

// Name is the name of a constraint or an index: posts_title_check. One that
// PostgreSQL would cut is cut here, and ends in a hash of the whole.
func Name(table, kind string, columns ...string) string {
	body := table + "_" + strings.Join(columns, "_")
	if name := body + "_" + kind; len(name) <= longestName {
		return name
	}
	return tailed(body, kind, body)
}

func tailed(body, kind, hashed string) string {
	sum := sha256.Sum256([]byte(hashed))
	tail := "_" + hex.EncodeToString(sum[:4]) + "_" + kind
	return body[:min(len(body), longestName-len(tail))] + tail
}
