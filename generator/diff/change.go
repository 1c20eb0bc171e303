package diff

import "strconv"

// A Change is one step from a schema to the next: Rename, CreateTable,
// AddForeignKey, AddColumn, AlterColumns, DropColumn, DropTable, CreateIndex,
// DropIndex, CreateSearch or DropSearch.
//
// Changes come in this order, and the tables that a change holds are as they
// are when its turn comes: drop searches, drop indexes, rename, create tables,
// add columns, alter columns, drop columns, drop tables, add foreign keys,
// create indexes, create searches.
type Change interface {
	// table is the name of the table that changes, before the change.
	table() string
}

// Rename gives a table, or columns of it, or both, other names, and with them
// its indexes, checks and foreign keys, whose names follow from these. The
// rows stay.
type Rename struct {
	// Old and New have the same columns in the same order and the same indexes
	// in the same order; nothing but names differs. A column may take the name
	// that another one gives up.
	Old, New Table
}

// CreateTable makes a table with its indexes.
type CreateTable struct {
	Table Table
	Later []string // columns that point at a table which is created later
}

// AddForeignKey makes a column point at a table that did not exist when the
// column was created, see CreateTable.Later.
type AddForeignKey struct {
	Table  Table
	Column Column
}

// AddColumn adds a column to a table that may have rows. A column that is
// required has a Fill.
type AddColumn struct {
	Table  string
	Column Column
	Fill   *Fill // what the rows get that are there; nil if they get NULL
}

// A Fill says what rows get that have no value: one of the two is set.
type Fill struct {
	Value *string // a value as gen.yaml spells it
	SQL   string  // an expression over the columns of the row
}

// String is f as a person is told of it: "draft", or an expression.
func (f *Fill) String() string {
	if f.Value != nil {
		return strconv.Quote(*f.Value)
	}
	return f.SQL
}

// AlterColumns changes what columns of a table hold.
type AlterColumns struct {
	// Old and New have columns and indexes of the same names in the same order.
	Old, New Table
	Columns  []ColumnChange // those that differ, in the order of the table
}

// A ColumnChange says how one column changes and what happens to its values.
// More than one thing may change at once: type, length, digits, values,
// whether it may be NULL, what it references, and what deleting that does.
type ColumnChange struct {
	Old, New Column
	Fill     *Fill  // replaces NULL where New is required; nil: there must be none
	Using    string // the new value as an expression over the row; "": a cast
	Map      []Mapping
	Lossy    bool // a person allowed that the cast changes values, such as by rounding
}

// A Mapping replaces one value of an enum with another.
type Mapping struct{ From, To string }

// DropColumn removes a column, the values of which are lost. No index holds it.
type DropColumn struct {
	Table  Table // with the column
	Column Column
}

// DropTable removes a table, the rows of which are lost. Tables that it points
// at are dropped after it, unless they point at each other.
type DropTable struct {
	Table Table
}

// CreateIndex adds an index to a table that may have rows.
type CreateIndex struct {
	Table string
	Index Index
}

// DropIndex removes an index.
type DropIndex struct {
	Table string
	Index Index
}

func (c Rename) table() string        { return c.Old.Name }
func (c CreateTable) table() string   { return c.Table.Name }
func (c AddForeignKey) table() string { return c.Table.Name }
func (c AddColumn) table() string     { return c.Table }
func (c AlterColumns) table() string  { return c.Old.Name }
func (c DropColumn) table() string    { return c.Table.Name }
func (c DropTable) table() string     { return c.Table.Name }
func (c CreateIndex) table() string   { return c.Table }
func (c DropIndex) table() string     { return c.Table }
