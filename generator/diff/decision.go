package diff

import (
	"github.com/seed-b1203020/gen/generator/schema"
)

// A Decision is a difference between gen.yaml and the schema that only a
// person can decide, or that this version of gen cannot make.
type Decision struct {
	Code    schema.Code
	Path    string // what it is about: "post.body", "post", or "database"
	Message string
	Hint    string // what to do about it
}

// The codes of this package.
const (
	ResourceGone    schema.Code = "GEN200"
	FieldGone       schema.Code = "GEN201"
	TableRenamed    schema.Code = "GEN202"
	TypeChanged     schema.Code = "GEN203"
	BecameRequired  schema.Code = "GEN204"
	BecameOptional  schema.Code = "GEN205"
	LengthChanged   schema.Code = "GEN206"
	DigitsChanged   schema.Code = "GEN207"
	ValuesChanged   schema.Code = "GEN208"
	UniqueAdded     schema.Code = "GEN209"
	UniqueRemoved   schema.Code = "GEN210"
	TargetChanged   schema.Code = "GEN211"
	OnDeleteChanged schema.Code = "GEN212"
	ValueNeeded     schema.Code = "GEN213"
	DatabaseChanged schema.Code = "GEN214"
	NameTaken       schema.Code = "GEN215"
)

// Explanations lists the codes of this package in order.
var Explanations = []schema.Explanation{
	{Code: ResourceGone, Title: "a resource is gone", Text: "gen.yaml no longer has a resource whose table the migrations made. Dropping the table would delete its rows, and renaming it is never guessed from a resource that vanished beside one that appeared. This version of gen does neither: put the resource back."},
	{Code: FieldGone, Title: "a field is gone", Text: "gen.yaml no longer has a field whose column the migrations made. Dropping the column would delete its values, and renaming it is never guessed from a field that vanished beside one that appeared. This version of gen does neither: put the field back."},
	{Code: TableRenamed, Title: "a table would be renamed", Text: "The plural of a resource names its table. Another plural needs a migration that renames the table, its indexes and its constraints, which this version of gen does not write: write the old plural as plural: in the resource."},
	{Code: TypeChanged, Title: "a type changed", Text: "The values in the column would have to become values of the other type, and not every one may have a counterpart. This version of gen does not convert columns: put the old type back, or add a field of the new type under another name."},
	{Code: BecameRequired, Title: "an optional field became required", Text: "Rows may hold no value in this column, so a person has to say what they get. This version of gen does not fill columns that are there: leave the field optional, and refuse the missing value in the form's check()."},
	{Code: BecameOptional, Title: "a required field became optional", Text: "The column is NOT NULL, and this version of gen does not change that. Leave the field required, or add an optional field under another name."},
	{Code: LengthChanged, Title: "a maximum length changed", Text: "The column's CHECK holds the maximum length, rows may be longer than a smaller one, and this version of gen does not replace checks. Put the old length back; a smaller one can be required in the form's check()."},
	{Code: DigitsChanged, Title: "the digits of a decimal changed", Text: "Values may have more digits than the new precision and scale hold, and the database would round them without a word. This version of gen does not convert columns: put the old precision and scale back."},
	{Code: ValuesChanged, Title: "the values of an enum changed", Text: "The column's CHECK lists the values, rows may hold one that is gone, and this version of gen does not replace checks. Put the old values back; their order is free."},
	{Code: UniqueAdded, Title: "values shall become unique", Text: "Rows that are there may hold the same value twice, and then no unique index can be made. This version of gen does not look for them: leave unique out, or declare it when the field is added as optional."},
	{Code: UniqueRemoved, Title: "values are no longer unique", Text: "A unique index is a promise that queries and forms rely on. This version of gen does not take it back: put unique back."},
	{Code: TargetChanged, Title: "a reference points at another resource", Text: "The ids in the column are those of rows of the old resource. Put the old resource back, or add a reference under another name."},
	{Code: OnDeleteChanged, Title: "what deleting the referenced row does changed", Text: "The foreign key says what happens to a row when the one that it points at is deleted, and this version of gen does not replace foreign keys. Put the old cascade, restrict or nullify back."},
	{Code: ValueNeeded, Title: "rows need a value for a new required field", Text: "The table exists, so it may have rows, and a required field needs a value in each of them. Give the field a default, which these rows get, or make it optional. A reference has no default, so it has to be optional."},
	{Code: DatabaseChanged, Title: "the database changed", Text: "The migrations are written for one database and do not run on the other. Put the old database back; for the other one, make a new application from the same gen.yaml with gen new --from."},
	{Code: NameTaken, Title: "two names are the same in the database", Text: "Tables and indexes share one set of names, and an index is named after its table and columns: posts_title_idx. Two of them came out the same. Rename the field, or give the resource another plural."},
}
