package schema

import (
	"time"

	"entgo.io/ent"
	"entgo.io/ent/schema/edge"
	"entgo.io/ent/schema/field"
)

// A Post is written by an author.
type Post struct{ ent.Schema }

// Fields are the columns.
func (Post) Fields() []ent.Field {
	return []ent.Field{
		field.Int64("id"),
		field.String("title").NotEmpty().MaxLen(120),
		field.Int64("author_id"),
		field.Text("body").NotEmpty(),
		field.Enum("status").Values("draft", "published", "archived").Default("draft"),
		field.Int64("views").Default(0).StructTag(`json:"views"`),
		field.Time("published_at").Default(time.Now),
		field.Time("created_at").Default(time.Now).Immutable(),
		field.Time("updated_at").Default(time.Now).UpdateDefault(time.Now),
	}
}

// Edges are the references.
func (Post) Edges() []ent.Edge {
	return []ent.Edge{edge.From("author", Author.Type).Ref("posts").Field("author_id").Unique().Required().StructTag(`json:"-"`)}
}
