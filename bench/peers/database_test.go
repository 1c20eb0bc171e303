package peers

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A database is what one program reads and writes, with a connection to watch it.
type database struct {
	url  string
	conn *pgx.Conn // nil for SQLite
}

// A source is the database that those of all programs are copied from.
type source struct {
	file   string    // SQLite's
	admin  *pgx.Conn // PostgreSQL's
	config pgx.ConnConfig
	name   string
	copies int
}

// fillSource makes the tables and the rows by means of the emitted program.
func fillSource(b *testing.B, emitted peer, kind string) *source {
	b.Helper()
	s := &source{file: filepath.Join(b.TempDir(), "source.db")}
	db := database{url: s.file}
	if kind == "postgres" {
		s.connect(b)
		db = s.create(b, s.name, "template0")
	}
	p := start(b, emitted, db)
	p.fill(b)
	p.stop(b)
	if db.conn != nil {
		if _, err := db.conn.Exec(context.Background(), "VACUUM ANALYZE"); err != nil {
			b.Fatal(err)
		}
		db.conn.Close(context.Background())
	}
	return s
}

// copyFor is a database with the same rows, or for a peer that keeps rows its
// own way, an empty folder.
func (s *source) copyFor(b *testing.B, p peer) database {
	b.Helper()
	if p.fills {
		return database{url: b.TempDir()}
	}
	if s.admin != nil {
		s.copies++
		return s.create(b, fmt.Sprintf("%s_%d", s.name, s.copies), s.name)
	}
	if p.ownTables {
		return database{url: copyToOwnTables(b, s.file)}
	}
	rows, err := os.ReadFile(s.file)
	if err != nil {
		b.Fatal(err)
	}
	file := filepath.Join(b.TempDir(), "blog.db")
	if err := os.WriteFile(file, rows, 0o600); err != nil {
		b.Fatal(err)
	}
	return database{url: p.scheme + file}
}

func (s *source) connect(b *testing.B) {
	b.Helper()
	config, err := pgx.ParseConfig(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		b.Fatal(err)
	}
	if s.admin, err = pgx.ConnectConfig(context.Background(), config); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { s.admin.Close(context.Background()) })
	s.config, s.name = *config, fmt.Sprintf("peers_%d", time.Now().UnixNano())
}

func (s *source) create(b *testing.B, name, template string) database {
	b.Helper()
	ctx := context.Background()
	if _, err := s.admin.Exec(ctx, "CREATE DATABASE "+name+" TEMPLATE "+template); err != nil {
		b.Fatal(err)
	}
	config := s.config.Copy()
	config.Database = name
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		conn.Close(ctx)
		if _, err := s.admin.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			b.Error(err)
		}
	})
	return database{fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable", config.User, config.Host, config.Port, name), conn}
}

// fill makes the rows that are read. A peer whose ids clients choose is sent
// those that the others count.
func (p *program) fill(b *testing.B) {
	b.Helper()
	send := func(path, body string, i int) {
		if p.fills {
			body = fmt.Sprintf(`{"id":"%d",%s`, i+1, strings.TrimPrefix(body, "{"))
		}
		res, err := p.client.Post(p.base+path, "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		defer res.Body.Close()
		if text, _ := io.ReadAll(res.Body); res.StatusCode != http.StatusCreated && res.StatusCode != http.StatusOK {
			b.Fatalf("POST %s = %s %s", path, res.Status, text)
		}
	}
	for i := range authors {
		send(strings.Replace(p.api.posts, "posts", "authors", 1), fmt.Sprintf(`{"name":"Author Number %d"}`, i), i)
	}
	for i := range posts {
		send(p.api.posts, newPost(i), i)
	}
}
