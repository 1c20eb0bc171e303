// Package schema is what Ent's code is made of.
package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// An Author writes posts.
type Author struct{ ent.Schema }

// Fields are the columns.
func (Author) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("id"),
		field.String("name").NotEmpty().MaxLen(80),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges are the references.
func (Author) Edges() []ent.Edge {
	return []ent.Edge{edge.To("posts", Post.Type)}
}
