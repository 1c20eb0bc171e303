package diff

import "slices"

// reindex compares the indexes of p's table with those that its resource asks
// for. One that stays may get another name, with its table or its columns.
func (c *comparison) reindex(p *pair) {
	come := indexes(p.resource)
	p.indexes = make(map[string]Index)
	p.now.Indexes = nil
	for _, old := range p.old.Indexes {
		i := slices.IndexFunc(come, func(x Index) bool {
			return x.Unique == old.Unique && slices.Equal(x.Columns, p.renamedColumns(old))
		})
		if i < 0 {
			c.dropped = append(c.dropped, DropIndex{p.old.Name, old})
			continue
		}
		p.indexes[old.Name] = come[i]
		p.now.Indexes = append(p.now.Indexes, old)
		come = slices.Delete(come, i, i+1)
	}
	for _, x := range come {
		c.indexed = append(c.indexed, CreateIndex{p.resource.Plural, x})
	}
}

// renamedColumns are the columns of x under the names of from now on, "" for
// those that go.
func (p *pair) renamedColumns(x Index) []string {
	columns := slices.Clone(x.Columns)
	for i, name := range columns {
		column, _ := p.old.Column(name)
		if column.Own() {
			continue
		}
		columns[i] = ""
		if f, stays := p.fields[column.Field.Name]; stays {
			columns[i] = f.Column()
		}
	}
	return columns
}

// indexPath is the field that x is the index of, or else the resource.
func indexPath(t Table, x Index) string {
	if c, _ := t.Column(x.Columns[0]); len(x.Columns) == 1 && !c.Own() {
		return t.Resource + "." + c.Field.Name
	}
	return t.Resource
}

// gooseTable is the table in which the migrations are counted.
const gooseTable = "goose_db_version"

// names reports tables and indexes that would have the same name. Every table
// has an index and a sequence of its own in PostgreSQL.
func (c *comparison) names(tables []Table) {
	taken := make(map[string]string)
	take := func(name, table, path string) {
		if other, found := taken[name]; found {
			c.decide(NameTaken, path, "rename the field, or give the resource another plural",
				"the name %q in the database is taken by table %q", name, other)
		}
		taken[name] = table
	}
	for _, t := range append([]Table{{Name: gooseTable}}, tables...) {
		take(t.Name, t.Name, t.Resource)
		take(t.Name+"_pkey", t.Name, t.Resource)
		take(t.Name+"_id_seq", t.Name, t.Resource)
		for _, x := range t.Indexes {
			take(x.Name, t.Name, indexPath(t, x))
		}
		for _, name := range searchNames(t) {
			take(name, t.Name, t.Resource)
			if slices.Contains(t.Search, name) {
				take(name, t.Name, t.Resource) // the column would be called as the search is
			}
		}
	}
}
