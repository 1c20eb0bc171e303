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
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A program is a peer that answers requests, with a database of its own.
type program struct {
	peer
	base   string
	cmd    *exec.Cmd
	conn   *pgx.Conn // to its database, nil for SQLite
	client *http.Client
	next   atomic.Int64 // the number of the next request
}

// start runs a peer in a process group of its own, and waits until it answers.
func start(b *testing.B, peer peer, db database) *program {
	b.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		b.Fatal(err)
	}
	address := listener.Addr().String()
	listener.Close()
	p := &program{peer: peer, base: "http://" + address, conn: db.conn,
		cmd:    exec.Command(peer.command[0], peer.command[1:]...),
		client: &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{MaxIdleConnsPerHost: connections}}}
	p.cmd.Dir = peer.dir
	p.cmd.Env = append(os.Environ(), "ADDR="+address, "DATABASE_URL="+db.url)
	p.cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	log, err := os.Create(filepath.Join(b.TempDir(), "log"))
	if err != nil {
		b.Fatal(err)
	}
	p.cmd.Stdout, p.cmd.Stderr = log, log
	if err := p.cmd.Start(); err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		syscall.Kill(-p.cmd.Process.Pid, syscall.SIGKILL)
		p.cmd.Wait()
		log.Close()
	})
	p.await(b, log.Name())
	return p
}

func (p *program) await(b *testing.B, log string) {
	b.Helper()
	for range 600 {
		if res, err := p.client.Get(p.base + "/posts"); err == nil {
			res.Body.Close()
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	text, _ := os.ReadFile(log)
	b.Fatalf("%s does not answer:\n%s", p.name, text)
}

// stop lets the program finish its work.
func (p *program) stop(b *testing.B) {
	b.Helper()
	p.cmd.Process.Signal(syscall.SIGTERM)
	if err := p.cmd.Wait(); err != nil {
		b.Fatalf("%s: %v", p.name, err)
	}
}

func (p *program) get(path string) (*http.Request, error) {
	return http.NewRequest("GET", p.base+path, nil)
}

func (p *program) post(path, body string) (*http.Request, error) {
	r, err := http.NewRequest("POST", p.base+path, strings.NewReader(body))
	if err == nil {
		r.Header.Set("Content-Type", "application/json")
	}
	return r, err
}

// do sends requests for a while, over as many connections as there may be, and
// tells their number.
func (p *program) do(b *testing.B, t task, d time.Duration) int {
	b.Helper()
	var sent atomic.Int64
	var group sync.WaitGroup
	end := time.Now().Add(d)
	for range connections {
		group.Go(func() {
			for time.Now().Before(end) && !b.Failed() {
				if err := p.send(t, int(p.next.Add(1))); err != nil {
					b.Errorf("%s: %v", p.name, err)
				}
				sent.Add(1)
			}
		})
	}
	group.Wait()
	return int(sent.Load())
}

func (p *program) send(t task, i int) error {
	r, err := t.request(p, i)
	if err != nil {
		return err
	}
	res, err := p.client.Do(r)
	if err != nil {
		return err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode >= 300 {
		return fmt.Errorf("%s %s = %s %s", r.Method, r.URL, res.Status, body)
	}
	return err
}

func (p *program) measure(b *testing.B, t task) usage {
	before, start := p.cpu(b), time.Now()
	n := p.do(b, t, turn)
	return usage{n, p.cpu(b) - before, time.Since(start)}
}

// cpu is the time that the program and its database have used.
func (p *program) cpu(b *testing.B) time.Duration {
	b.Helper()
	pids := p.processes(b)
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
		for _, field := range stat(pid, 14, 15) { // in user mode, in the kernel
			n, err := strconv.ParseInt(field, 10, 64)
			if err != nil {
				b.Fatal(err)
			}
			ticks += n
		}
	}
	return time.Duration(ticks) * 10 * time.Millisecond
}

// processes is the program with its workers.
func (p *program) processes(b *testing.B) []int {
	b.Helper()
	entries, err := os.ReadDir("/proc")
	if err != nil {
		b.Fatal(err)
	}
	group, pids := strconv.Itoa(p.cmd.Process.Pid), []int(nil)
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue // not a process
		}
		if field := stat(pid, 5); len(field) == 1 && field[0] == group {
			pids = append(pids, pid)
		}
	}
	return pids
}

// stat is what proc(5) tells of a process, by the numbers that it has there.
// It is empty for one that is gone.
func stat(pid int, numbers ...int) []string {
	line, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	if err != nil {
		return nil
	}
	fields := strings.Fields(string(line[bytes.LastIndexByte(line, ')'):]))
	chosen := make([]string, len(numbers))
	for i, n := range numbers {
		chosen[i] = fields[n-2]
	}
	return chosen
}

// memory is what the program holds with its workers; what they share counts once.
func (p *program) memory(b *testing.B) string {
	b.Helper()
	total := 0
	for _, pid := range p.processes(b) {
		rollup, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			b.Fatal(err)
		}
		_, rest, _ := strings.Cut(string(rollup), "\nPss:")
		fields := strings.Fields(rest)
		kilobytes, err := strconv.Atoi(fields[0])
		if err != nil {
			b.Fatal(err)
		}
		total += kilobytes
	}
	return fmt.Sprintf("%d MB", total/1024)
}
