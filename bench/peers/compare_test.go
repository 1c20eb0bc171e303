// Package peers compares what gen emits with what somebody would write by hand,
// in CPU time of the program and of the database.
package peers

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

const (
	posts       = 10_000
	authors     = 10
	connections = 32
	slices      = 4 // of each program, in turns
)

// The program written by hand runs on the tables that gen made, or on its own.
var databases = []string{"sqlite", "sqlite" + ownTables, "postgres"}

const ownTables = " own tables"

// A task is a kind of request; of it, i is different in each.
type task struct {
	name     string
	requests int // in a slice
	request  func(base string, i int) (*http.Request, error)
}

func get(path string) func(string, int) (*http.Request, error) {
	return func(base string, i int) (*http.Request, error) {
		return http.NewRequest("GET", base+strings.Replace(path, "ID", strconv.Itoa(1+i*7919%posts), 1), nil)
	}
}

var tasks = []task{
	{"list", 4000, get("/api/v1/posts")},
	{"item", 10000, get("/api/v1/posts/ID")},
	{"HTML list", 3000, get("/posts")},
	{"HTML item", 6000, get("/posts/ID")},
	{"create", 3000, func(base string, i int) (*http.Request, error) {
		r, err := http.NewRequest("POST", base+"/api/v1/posts", strings.NewReader(newPost(i)))
		r.Header.Set("Content-Type", "application/json")
		return r, err
	}},
}

func newPost(i int) string {
	return fmt.Sprintf(`{"title":"A title that is as long as most, number %d","author_id":%d,"body":%q,"status":"published","views":%d}`,
		i, 1+i%authors, strings.Repeat("Words that make a sentence. ", 30), i%1000)
}

// BenchmarkPeers reports, for each task, the CPU time of the emitted program
// with its database as a share of that of the one written by hand.
func BenchmarkPeers(b *testing.B) {
	dir := b.TempDir()
	run(b, ".", "go", "build", "-o", dir+"/gen", "../../cmd/gen")
	run(b, ".", "go", "build", "-o", dir+"/handwritten", "./handwritten")
	for _, database := range databases {
		app := filepath.Join(dir, database)
		if err := os.Mkdir(app, 0o700); err != nil {
			b.Fatal(err)
		}
		run(b, app, dir+"/gen", "-q", "new", "blog", "--from", abs(b, "posts.yaml"), "--db", strings.TrimSuffix(database, ownTables))
		run(b, app+"/blog", "go", "build", "-o", "../emitted", ".")
		b.Run(database, func(b *testing.B) { compare(b, app+"/emitted", dir+"/handwritten", database) })
	}
}

func compare(b *testing.B, emitted, handwritten, database string) {
	url, conn := emptyDatabase(b, database)
	ours := start(b, emitted, url, conn)
	fill(b, ours.base)
	if strings.HasSuffix(database, ownTables) {
		url = copyToOwnTables(b, url)
	}
	theirs := start(b, handwritten, url, conn)
	for _, t := range tasks {
		b.Run(t.name, func(b *testing.B) {
			for b.Loop() {
				for range 2 { // warm
					ours.do(b, t, 200)
					theirs.do(b, t, 200)
				}
				var mine, peers usage
				for range slices {
					mine.add(ours.measure(b, t))
					peers.add(theirs.measure(b, t))
				}
				n := float64(slices * t.requests)
				b.ReportMetric(mine.cpu.Seconds()/peers.cpu.Seconds(), "cpu/peer")
				b.ReportMetric(mine.cpu.Seconds()*1e6/n, "cpu-us")
				b.ReportMetric(peers.cpu.Seconds()*1e6/n, "peer-cpu-us")
				b.ReportMetric(peers.wall.Seconds()/mine.wall.Seconds(), "throughput/peer")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	b.Logf("%s: emitted %s, handwritten %s", database, ours.memory(b), theirs.memory(b))
}

// fill makes the rows of which both programs read.
func fill(b *testing.B, base string) {
	send := func(path, body string) {
		res, err := http.Post(base+path, "application/json", strings.NewReader(body))
		if err != nil {
			b.Fatal(err)
		}
		defer res.Body.Close()
		if res.StatusCode != http.StatusCreated {
			text, _ := io.ReadAll(res.Body)
			b.Fatalf("POST %s = %s %s", path, res.Status, text)
		}
	}
	for i := range authors {
		send("/api/v1/authors", fmt.Sprintf(`{"name":"Author Number %d"}`, i))
	}
	for i := range posts {
		send("/api/v1/posts", newPost(i))
	}
}

// A program answers requests.
type program struct {
	base   string
	cmd    *exec.Cmd
	conn   *pgx.Conn // to its database, nil for SQLite
	client *http.Client
}

func start(b *testing.B, path, url string, conn *pgx.Conn) *program {
	b.Helper()
	listener, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		b.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	p := &program{"http://" + address, exec.Command(path), conn, &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}}}
	p.cmd.Env = append(os.Environ(), "ADDR="+address, "DATABASE_URL="+url)
	log := new(bytes.Buffer)
	file, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err != nil {
		b.Fatal(err)
	}
	p.cmd.Stdout, p.cmd.Stderr = file, file
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		p.cmd.Process.Kill()
		p.cmd.Wait()
		file.Close()
	})
	for range 200 {
		if res, err := http.Get(p.base + "/posts"); err == nil {
			res.Body.Close()
			return p
		}
		time.Sleep(20 * time.Millisecond)
	}
	b.Fatalf("%s does not answer:\n%s", path, log)
	return nil
}

// do sends n requests over as many connections as there may be.
func (p *program) do(b *testing.B, t task, n int) {
	var next atomic.Int64
	var group sync.WaitGroup
	for range connections {
		group.Go(func() {
			for i := int(next.Add(1)); i <= n; i = int(next.Add(1)) {
				r, err := t.request(p.base, i)
				if err == nil {
					var res *http.Response
					if res, err = p.client.Do(r); err == nil {
						_, err = io.Copy(io.Discard, res.Body)
						res.Body.Close()
						if res.StatusCode >= 300 {
							err = fmt.Errorf("%s %s = %s", r.Method, r.URL, res.Status)
						}
					}
				}
				if err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
}

// A usage is what requests cost.
type usage struct{ cpu, wall time.Duration }

func (u *usage) add(v usage) { u.cpu, u.wall = u.cpu+v.cpu, u.wall+v.wall }

func (p *program) measure(b *testing.B, t task) usage {
	before, start := p.cpu(b), time.Now()
	p.do(b, t, t.requests)
	return usage{p.cpu(b) - before, time.Since(start)}
}

// cpu is the time that the program and its database have used.
func (p *program) cpu(b *testing.B) time.Duration {
	b.Helper()
	pids := []int{p.cmd.Process.Pid}
	if p.conn != nil {
		rows, err := p.conn.Query(context.Background(), `SELECT pid FROM pg_stat_activity
			WHERE datname = current_database() AND pid <> pg_backend_pid() OR backend_type IN ('walwriter', 'background writer')`)
		if err != nil {
			b.Fatal(err)
		}
		backends, err := pgx.CollectRows(rows, pgx.RowTo[int])
		if err != nil {
			b.Fatal(err)
		}
		pids = append(pids, backends...)
	}
	var ticks int64
	for _, pid := range pids {
		stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
		if err != nil {
			continue // a connection that was closed
		}
		fields := strings.Fields(string(stat[bytes.LastIndexByte(stat, ')'):]))
		for _, field := range fields[12:14] {
			n, err := strconv.ParseInt(field, 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// memory is what the program holds.
func (p *program) memory(b *testing.B) string {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.cmd.Process.Pid))
	if err != nil {
		b.Fatal(err)
	}
	_, rest, _ := strings.Cut(string(status), "VmRSS:")
	line, _, _ := strings.Cut(rest, "\n")
	return strings.TrimSpace(line)
}

func run(b *testing.B, dir, name string, args ...string) {
	b.Helper()
	cmd := exec.Command(name, args...)
	cmd.Dir = dir
	if out, err := cmd.CombinedOutput(); err != nil {
		b.Fatalf("%s %s: %v\n%s", name, strings.Join(args, " "), err, out)
	}
}

func abs(b *testing.B, path string) string {
	b.Helper()
	absolute, err := filepath.Abs(path)
	if err != nil {
		b.Fatal(err)
	}
	return absolute
}

// emptyDatabase is a database for one comparison, and a connection to watch it.
func emptyDatabase(b *testing.B, database string) (string, *pgx.Conn) {
	b.Helper()
	if strings.HasPrefix(database, "sqlite") {
		return filepath.Join(b.TempDir(), "blog.db"), nil
	}
	ctx := context.Background()
	config, err := pgx.ParseConfig(os.Getenv("TEST_DATABASE_URL"))
	if err != nil {
		b.Fatal(err)
	}
	admin, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		b.Fatal(err)
	}
	name := fmt.Sprintf("peers_%d", time.Now().UnixNano())
	if _, err := admin.Exec(ctx, "CREATE DATABASE "+name); err != nil {
		b.Fatal(err)
	}
	config.Database = name
	conn, err := pgx.ConnectConfig(ctx, config)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		conn.Close(ctx)
		if _, err := admin.Exec(ctx, "DROP DATABASE "+name+" WITH (FORCE)"); err != nil {
			b.Error(err)
		}
		admin.Close(ctx)
	})
	return fmt.Sprintf("postgres://%s@%s:%d/%s?sslmode=disable", config.User, config.Host, config.Port, name), conn
}
