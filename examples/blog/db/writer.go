package db

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"io"
	"slices"
	"strings"
	"sync"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"
)

// A writer has the one connection that writes. What is to be written while
// another write is on its way to the disk waits, and is then written in one
// transaction: to bring a transaction to the disk takes far longer than to
// write a row. Nobody is told that something is stored before it is, and a
// write that fails fails alone.
//
// For package database/sql it is a driver, whose connections all share this one.
type writer struct {
	conn     driver.Conn // nil when it is closed
	prepared map[string]driver.Stmt
	turn     chan struct{} // is full while somebody uses what is above

	mu      sync.Mutex
	waiting []*write
}

// A write is a statement that waits for its turn.
type write struct {
	run  func() error
	err  error
	done chan struct{} // is closed when it has run, and is on the disk
}

// openWriter returns a pool for writing to the database called name.
func openWriter(ctx context.Context, name string) (*sql.DB, error) {
	connector, err := sqlite.NewConnector(name)
	if err != nil {
		return nil, err
	}
	w := &writer{prepared: map[string]driver.Stmt{}, turn: make(chan struct{}, 1)}
	// Changing a new file to WAL does not wait for busy_timeout. When several
	// processes start at once, all but one have to ask again.
	err = retryBusy(ctx, func() (err error) {
		w.conn, err = connector.Connect(ctx)
		return err
	})
	if err != nil {
		return nil, err
	}
	pool := sql.OpenDB(w)
	pool.SetMaxIdleConns(100) // they cost nothing
	return pool, nil
}

// Connect implements driver.Connector.
func (w *writer) Connect(context.Context) (driver.Conn, error) { return &writerConn{writer: w}, nil }

// Driver implements driver.Connector.
func (w *writer) Driver() driver.Driver { return &sqlite.Driver{} }

// Close does what still waits. The pool calls it when it is closed.
func (w *writer) Close() error {
	w.turn <- struct{}{}
	defer func() { <-w.turn }()
	w.write(w.take())
	err := errors.Join(w.forget(), w.conn.Close())
	w.conn = nil
	return err
}

// do calls run when its turn comes, unless ctx ends before.
func (w *writer) do(ctx context.Context, run func() error) error {
	job := &write{run: run, done: make(chan struct{})}
	w.mu.Lock()
	w.waiting = append(w.waiting, job)
	w.mu.Unlock()
	select {
	case w.turn <- struct{}{}:
		w.write(w.take())
		<-w.turn
	case <-job.done:
	case <-ctx.Done():
		if w.withdraw(job) {
			return ctx.Err()
		}
		<-job.done // it is being written
	}
	return job.err
}

// take returns what waits.
func (w *writer) take() []*write {
	w.mu.Lock()
	defer w.mu.Unlock()
	writes := w.waiting
	w.waiting = nil
	return writes
}

// withdraw reports whether job still waited. It does no more.
func (w *writer) withdraw(job *write) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	i := slices.Index(w.waiting, job)
	if i < 0 {
		return false
	}
	w.waiting = slices.Delete(w.waiting, i, i+1)
	return true
}

// write runs writes in one transaction, or each in its own if that one fails.
func (w *writer) write(writes []*write) {
	if len(writes) < 2 || !w.together(writes) {
		for _, job := range writes {
			job.err = job.run()
		}
	}
	for _, job := range writes {
		close(job.done)
	}
}

// together reports whether writes are done. Otherwise it is as if none had run.
func (w *writer) together(writes []*write) bool {
	tx, err := w.begin(context.Background(), driver.TxOptions{})
	if err != nil { // somebody else writes, for longer than busy_timeout
		for _, job := range writes {
			job.err = err
		}
		return true
	}
	for _, job := range writes {
		if job.err = job.run(); job.err != nil && !w.failedAlone(job.err) {
			tx.Rollback() // fails if SQLite itself has done it already
			return false
		}
	}
	return tx.Commit() == nil
}

// failedAlone reports whether the transaction goes on after err, without what the
// write did that gave it. So it is with a broken constraint, unless a trigger
// says ROLLBACK.
func (w *writer) failedAlone(err error) bool {
	var failed *sqlite.Error
	if !errors.As(err, &failed) || failed.Code()&0xff != sqlite3.SQLITE_CONSTRAINT {
		return false
	}
	// The way to ask whether there is a transaction is to begin another.
	tx, err := w.begin(context.Background(), driver.TxOptions{ReadOnly: true})
	if err != nil {
		return strings.Contains(err.Error(), "within a transaction")
	}
	tx.Rollback()
	return false
}

func (w *writer) begin(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	if w.conn == nil {
		return nil, driver.ErrBadConn // the pool then says that it is closed
	}
	return w.conn.(driver.ConnBeginTx).BeginTx(ctx, opts)
}

// prepare returns query prepared. SQLite parses as long as it takes to write a
// row, so those of every request are kept.
func (w *writer) prepare(query string) (driver.Stmt, error) {
	if stmt, ok := w.prepared[query]; ok {
		return stmt, nil
	}
	if w.conn == nil {
		return nil, driver.ErrBadConn
	}
	if len(w.prepared) >= maxStatements {
		if err := w.forget(); err != nil {
			return nil, err
		}
	}
	stmt, err := w.conn.Prepare(query)
	if err != nil {
		// SQLite finds out in the middle that another connection has changed the
		// schema, such as a migration, and may then miss tables that are there.
		stmt, err = w.conn.Prepare(query)
	}
	if err != nil {
		return nil, err
	}
	w.prepared[query] = stmt
	return stmt, nil
}

// forget closes all queries that are prepared.
func (w *writer) forget() error {
	var errs []error
	for _, stmt := range w.prepared {
		errs = append(errs, stmt.Close())
	}
	clear(w.prepared)
	return errors.Join(errs...)
}

// A writerConn is what package database/sql takes for a connection.
type writerConn struct {
	writer *writer
	tx     driver.Tx // has the turn until it ends; nil outside of a transaction
}

// do calls run, alone or among others. Inside a transaction it is its turn.
func (c *writerConn) do(ctx context.Context, query string, run func(driver.Stmt) error) error {
	runPrepared := func() error {
		stmt, err := c.writer.prepare(query)
		if err != nil {
			return err
		}
		return run(stmt)
	}
	if c.tx != nil {
		return runPrepared()
	}
	return c.writer.do(ctx, runPrepared)
}

// ExecContext implements driver.ExecerContext.
func (c *writerConn) ExecContext(ctx context.Context, query string, args []driver.NamedValue) (result driver.Result, err error) {
	err = c.do(ctx, query, func(stmt driver.Stmt) (err error) {
		result, err = stmt.(driver.StmtExecContext).ExecContext(ctx, args)
		return err
	})
	return result, err
}

// QueryContext implements driver.QueryerContext.
func (c *writerConn) QueryContext(ctx context.Context, query string, args []driver.NamedValue) (driver.Rows, error) {
	var read *readRows
	err := c.do(ctx, query, func(stmt driver.Stmt) error {
		rows, err := stmt.(driver.StmtQueryContext).QueryContext(ctx, args)
		if err != nil {
			return err
		}
		read, err = readAll(rows)
		return err
	})
	if err != nil {
		return nil, err
	}
	return read, nil
}

// BeginTx implements driver.ConnBeginTx.
func (c *writerConn) BeginTx(ctx context.Context, opts driver.TxOptions) (_ driver.Tx, err error) {
	select {
	case c.writer.turn <- struct{}{}:
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if c.tx, err = c.writer.begin(ctx, opts); err != nil {
		<-c.writer.turn
		return nil, err
	}
	return c, nil
}

// Commit implements driver.Tx.
func (c *writerConn) Commit() error { return c.end(c.tx.Commit()) }

// Rollback implements driver.Tx.
func (c *writerConn) Rollback() error { return c.end(c.tx.Rollback()) }

func (c *writerConn) end(err error) error {
	c.tx = nil
	<-c.writer.turn
	return err
}

// Begin makes a writerConn a driver.Conn. Package database/sql calls BeginTx.
func (c *writerConn) Begin() (driver.Tx, error) {
	return c.BeginTx(context.Background(), driver.TxOptions{})
}

// Prepare makes a writerConn a driver.Conn.
func (c *writerConn) Prepare(string) (driver.Stmt, error) {
	return nil, errors.New("what writes is prepared when it runs: call ExecContext or QueryContext")
}

// Close leaves the connection to the others.
func (c *writerConn) Close() error { return nil }

// readRows are rows that have been read, so that others may use the connection.
type readRows struct {
	columns []string
	values  [][]driver.Value
}

func readAll(rows driver.Rows) (*readRows, error) {
	defer rows.Close()
	read := &readRows{columns: rows.Columns()}
	for {
		row := make([]driver.Value, len(read.columns))
		switch err := rows.Next(row); {
		case errors.Is(err, io.EOF):
			return read, nil
		case err != nil:
			return nil, err
		}
		read.values = append(read.values, row)
	}
}

// Columns implements driver.Rows.
func (r *readRows) Columns() []string { return r.columns }

// Next implements driver.Rows.
func (r *readRows) Next(row []driver.Value) error {
	if len(r.values) == 0 {
		return io.EOF
	}
	copy(row, r.values[0])
	r.values = r.values[1:]
	return nil
}

// Close implements driver.Rows.
func (r *readRows) Close() error { return nil }
