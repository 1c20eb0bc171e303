package diff

// A Change is one step from a schema to the next: CreateTable, AddForeignKey,
// AddColumn, CreateIndex or DropIndex.
type Change interface {
	// table is the name of the table that changes.
	table() string
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

// AddColumn adds a column to a table that may have rows. The column is
// optional or has a default, which the rows get that are there if it is
// required.
type AddColumn struct {
	Table  string
	Column Column
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

func (c CreateTable) table() string   { return c.Table.Name }
func (c AddForeignKey) table() string { return c.Table.Name }
func (c AddColumn) table() string     { return c.Table }
func (c CreateIndex) table() string   { return c.Table }
func (c DropIndex) table() string     { return c.Table }
