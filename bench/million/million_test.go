// Package million measures lists of a million rows.
package million

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	_ "github.com/jackc/pgx/v5/stdlib"
	_ "modernc.org/sqlite"
)

// requests is how many there are of each kind; the figures are their medians.
const requests = 50

// kinds are what is asked for. In each, %d is another number each time, so that
// no answer is remembered from the one before.
var kinds = []struct{ name, path string }{
	{"list", "/api/v1/posts"},
	{"page", "/api/v1/posts?page=%d"},
	{"deep-page", "/api/v1/posts?page=2500%d"},
	{"key", "/api/v1/posts?KEY"},
	{"key-groups", "/api/v1/posts?sort=-status&KEY"},
	{"key-none", "/api/v1/posts?sort=rating&KEY"},
	{"key-frequent", "/api/v1/posts?status=draft&KEY"},
	{"html", "/posts?page=%d"},
	{"frequent", "/api/v1/posts?status=draft&after="},
	{"rare", "/api/v1/posts?status=archived&after="},
	{"author", "/api/v1/posts?author_id=%d"},
	{"range-of-most", "/api/v1/posts?views[gte]=%d&after="},
	{"range-of-few", "/api/v1/posts?views[lt]=%d&after="},
	{"none", "/api/v1/posts?rating=&after="},
	{"two", "/api/v1/posts?status=draft&author_id=%d&after="},
	{"sort", "/api/v1/posts?sort=-views"},
	{"sort-text", "/api/v1/posts?sort=title"},
	{"sort-none-first", "/api/v1/posts?sort=-rating"},
	{"sort-groups", "/api/v1/posts?sort=status"},
	{"frequent-sort", "/api/v1/posts?status=draft&sort=-views&after="},
	{"rare-sort", "/api/v1/posts?status=archived&sort=title&after="},
	{"frequent-total", "/api/v1/posts?status=draft"},
	{"range-total", "/api/v1/posts?views[gte]=%d"},
}

func BenchmarkMillion(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		b.Run(database, func(b *testing.B) { measure(b, database) })
	}
}

func measure(b *testing.B, database string) {
	app := emit(b, database)
	url, driver := filepath.Join(b.TempDir(), "blog.db"), "sqlite"
	if database == "postgres" {
		url, driver = emptyDatabase(b), "pgx"
	}
	migrate := exec.Command(app, "migrate", "up")
	migrate.Env = append(os.Environ(), "DATABASE_URL="+url)
	if out, err := migrate.CombinedOutput(); err != nil {
		b.Fatalf("migrate: %v\n%s", err, out)
	}
	fill(b, driver, url)
	base := start(b, app, url)
	for _, kind := range kinds {
		b.Run(kind.name, func(b *testing.B) {
			asked := kind.path
			if list, deep := strings.CutSuffix(asked, "KEY"); deep {
				asked = list + "after=" + middle(b, base+list)
			}
			var times []time.Duration
			for i := range requests {
				path := asked
				if strings.Contains(path, "%d") {
					path = fmt.Sprintf(path, i+1)
				}
				begin := time.Now()
				get(b, base+path)
				times = append(times, time.Since(begin))
			}
			slices.Sort(times)
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(times[requests/2].Microseconds())/1000, "median-ms")
			b.ReportMetric(float64(times[requests-1].Microseconds())/1000, "slowest-ms")
		})
	}
}

// emit is the built application of posts.yaml.
func emit(b *testing.B, database string) string {
	b.Helper()
	dir := b.TempDir()
	definition, err := filepath.Abs("posts.yaml")
	if err != nil {
		b.Fatal(err)
	}
	gen, program := filepath.Join(dir, "gen"), filepath.Join(dir, "program")
	run(b, ".", "go", "build", "-o", gen, "../../cmd/gen")
	run(b, dir, gen, "new", "blog", "--db", database, "--from", definition)
	run(b, filepath.Join(dir, "blog"), "go", "build", "-o", program, ".")
	return program
}

func run(b *testing.B, dir, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

// Half of the posts are drafts, and a thousand are archived. The numbers come
// from i, in no order that ids have.
const posts = `
INSERT INTO authors (name, created_at, updated_at)
SELECT 'Author ' || i, %[1]s, %[1]s FROM numbers WHERE i <= 5000;
INSERT INTO posts (title, author_id, body, status, views, rating, published_at, created_at, updated_at)
SELECT 'Title ' || (i * 7919 %% 1000003), 1 + i * 31 %% 5000, 'A text that is as long as a line.',
	CASE WHEN i %% 2 = 0 THEN 'draft' WHEN i %% 1000 = 1 THEN 'archived' ELSE 'published' END,
	i * 7919 %% 100003, CASE WHEN i %% 3 > 0 THEN (i %% 50) / 10.0 END, %[1]s, %[1]s, %[1]s
FROM numbers;
DROP TABLE numbers;`

// fill makes a million posts by five thousand authors.
func fill(b *testing.B, driver, url string) {
	b.Helper()
	numbers := `CREATE TABLE numbers AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 1000000) SELECT i FROM n;`
	moment, after := `datetime(1700000000 + i * 30, 'unixepoch') || '+00:00'`, ""
	if driver == "pgx" {
		numbers = `CREATE TABLE numbers AS SELECT i FROM generate_series(1::bigint, 1000000) AS i;`
		moment, after = `to_timestamp(1700000000 + i * 30)`, `VACUUM ANALYZE`
	}
	conn, err := sql.Open(driver, url)
	if err != nil {
		b.Fatal(err)
	}
	defer conn.Close()
	for statement := range strings.SplitSeq(numbers+fmt.Sprintf(posts, moment)+after, ";") {
		if _, err := conn.Exec(statement); err != nil {
			b.Fatalf("%s: %v", statement, err)
		}
	}
}

// start starts the application and waits until it answers.
func start(b *testing.B, app, url string) string {
	b.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		b.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	cmd := exec.Command(app)
	cmd.Env = append(os.Environ(), "ADDR="+address, "DATABASE_URL="+url)
	if err := cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	for range 200 {
		if res, err := http.Get("http://" + address + "/readyz"); err == nil {
			res.Body.Close()
			return "http://" + address
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.Fatal("the application does not answer")
	return ""
}

// middle is the cursor behind the 200,000th row of a list.
func middle(b *testing.B, list string) string {
	b.Helper()
	var answer struct{ Next string }
	if err := json.Unmarshal(get(b, list+"page=2000&per_page=100"), &answer); err != nil || answer.Next == "" {
		b.Fatalf("%s has no middle: %v", list, err)
	}
	return answer.Next
}

func get(b *testing.B, url string) []byte {
	b.Helper()
	res, err := http.Get(url)
	if err != nil {
		b.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil || res.StatusCode != http.StatusOK {
		b.Fatalf("%s = %s %s %v", url, res.Status, text, err)
	}
	return text
}

// emptyDatabase is one that is gone when the benchmark ends.
func emptyDatabase(b *testing.B) string {
	b.Helper()
	config, err := pgx.ParseConfig(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		b.Fatal(err)
	}
	admin := func(statement string) {
		conn, err := pgx.ConnectConfig(context.Background(), config)
		if err != nil {
			b.Fatal(err)
		}
		defer conn.Close(context.Background())
		if _, err := conn.Exec(context.Background(), statement); err != nil {
			b.Fatal(err)
		}
	}
	name := fmt.Sprintf("million_%d", time.Now().UnixNano())
	admin("CREATE DATABASE " + name)
	b.Cleanup(func() { admin("DROP DATABASE " + name + " WITH (FORCE)") })
	return fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable", config.User, config.Host, config.Port, name)
}
