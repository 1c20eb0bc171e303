// Package peers compares what gen emits with what somebody would write by hand
// or with a framework, in CPU time of the program and of the database.
package peers

import (
	"flag"
	"fmt"
	"net/http"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
)

const (
	posts       = 10_000
	authors     = 10
	connections = 32
	turns       = 4           // of each program
	turn        = time.Second // of requests
)

var only = flag.String("peers", "", "the names of the peers to measure, with commas; all if empty")

// A task is a kind of request; of it, i is different in each.
type task struct {
	name    string
	request func(p *program, i int) (*http.Request, error)
}

var tasks = []task{
	{"list", func(p *program, _ int) (*http.Request, error) { return p.get(p.api.list) }},
	{"item", func(p *program, i int) (*http.Request, error) { return p.get(p.api.posts + "/" + someID(i)) }},
	{"HTML list", func(p *program, _ int) (*http.Request, error) { return p.get("/posts") }},
	{"HTML item", func(p *program, i int) (*http.Request, error) { return p.get("/posts/" + someID(i)) }},
	{"create", func(p *program, i int) (*http.Request, error) { return p.post(p.api.posts, newPost(i)) }},
}

// targets is what the emitted program is to reach, in the order of tasks.
var targets = map[string][]float64{
	"postgres": {0.35, 1.30, 0.60, 1.25, 1.10},
	"sqlite":   {0.50, 1.50, 0.75, 1.30, 1.20},
}

func someID(i int) string { return strconv.Itoa(1 + i*7919%posts) }

func newPost(i int) string {
	return fmt.Sprintf(`{"title":%q,"author_id":%d,"body":%q,"status":"published","views":%d}`,
		title(i), 1+i%authors, strings.Repeat("Words that make a sentence. ", 30), i%1000)
}

func title(i int) string { return fmt.Sprintf("A title that is as long as most, number %d", i) }

// BenchmarkPeers reports, for each task, the CPU time of the emitted program
// with its database as a share of that of the one written by hand, and prints
// tables of all that could be measured.
func BenchmarkPeers(b *testing.B) {
	dir := b.TempDir()
	run(b, ".", "go", "build", "-o", dir+"/gen", "../../cmd/gen")
	run(b, ".", "go", "build", "-o", dir+"/handwritten", "./handwritten")
	built, missing := buildFrameworks(b)
	byHand := peer{name: "handwritten", databases: both, command: []string{dir + "/handwritten"}, api: rest}
	own := byHand
	own.name, own.databases, own.ownTables = "handwritten on own tables", []string{"sqlite"}, true
	for _, database := range both {
		peers := []peer{{name: "emitted", databases: both, command: []string{emit(b, dir, database)}, api: rest}, byHand, own}
		peers = slices.DeleteFunc(append(peers, built...), func(p peer) bool { return !slices.Contains(p.databases, database) })
		b.Run(database, func(b *testing.B) { compare(b, peers, database) })
	}
	for _, line := range missing {
		fmt.Println("not measured:", line)
	}
}

// emit makes the application of posts.yaml, and is the path of its program.
func emit(b *testing.B, dir, database string) string {
	b.Helper()
	app := dir + "/" + database
	if err := os.Mkdir(app, 0o700); err != nil {
		b.Fatal(err)
	}
	run(b, app, dir+"/gen", "-q", "new", "blog", "--from", abs(b, "posts.yaml"), "--db", database)
	run(b, app+"/blog", "go", "build", "-o", "../emitted", ".")
	return app + "/emitted"
}

// compare measures the peers. The first is the emitted one, the second the one
// written by hand.
func compare(b *testing.B, peers []peer, database string) {
	source := fillSource(b, peers[0], database)
	var programs []*program
	for _, peer := range peers {
		p := start(b, peer, source.copyFor(b, peer))
		if peer.fills {
			p.fill(b)
		}
		p.check(b)
		programs = append(programs, p)
	}
	results := table{database: database, programs: programs}
	for _, t := range tasks {
		b.Run(t.name, func(b *testing.B) {
			for b.Loop() {
				used := measure(b, t, programs)
				if b.Failed() {
					return
				}
				results.add(t.name, used)
				mine, peers := used[0], used[1]
				b.ReportMetric(mine.cpuPerRequest()/peers.cpuPerRequest(), "cpu/peer")
				b.ReportMetric(mine.cpuPerRequest(), "cpu-us")
				b.ReportMetric(peers.cpuPerRequest(), "peer-cpu-us")
				b.ReportMetric(mine.throughput()/peers.throughput(), "throughput/peer")
			}
			b.ReportMetric(0, "ns/op")
		})
	}
	results.print(b)
}

// measure lets the programs take turns, after each has become warm.
func measure(b *testing.B, t task, programs []*program) []usage {
	for _, p := range programs {
		p.do(b, t, 2*turn)
	}
	used := make([]usage, len(programs))
	for range turns {
		for i, p := range programs {
			used[i].add(p.measure(b, t))
		}
	}
	return used
}

// A usage is what requests cost.
type usage struct {
	requests  int
	cpu, wall time.Duration
}

func (u *usage) add(v usage) {
	u.requests, u.cpu, u.wall = u.requests+v.requests, u.cpu+v.cpu, u.wall+v.wall
}

// cpuPerRequest is in microseconds.
func (u usage) cpuPerRequest() float64 { return u.cpu.Seconds() * 1e6 / float64(u.requests) }

func (u usage) throughput() float64 { return float64(u.requests) / u.wall.Seconds() }
