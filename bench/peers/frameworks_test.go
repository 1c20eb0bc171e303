package peers

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// A peer is a program that does the work of posts.yaml.
type peer struct {
	name      string
	dir       string // its folder here; in a copy of it, everything happens
	databases []string
	build     [][]string // fails where something is missing
	command   []string   // listens to ADDR and uses DATABASE_URL
	api       api
	fills     bool   // rows are kept in its own way, in a folder, and made by its API
	scheme    string // before the path of an SQLite database
	ownTables bool   // without the indexes that gen makes
}

// An api is where the JSON is.
type api struct{ list, posts string }

var (
	rest    = api{"/api/v1/posts", "/api/v1/posts"}
	records = api{"/api/collections/posts/records?perPage=20&sort=-@rowid", "/api/collections/posts/records"}
)

var (
	both      = []string{"sqlite", "postgres"}
	goBuild   = []string{"go", "build", "-o", "program", "."}
	goProgram = []string{"./program"}
)

var frameworks = []peer{
	{name: "gin + gorm", dir: "gin-gorm", databases: both, build: [][]string{goBuild}, command: goProgram, api: rest},
	{name: "gin + gorm on own tables", dir: "gin-gorm", databases: []string{"sqlite"}, build: [][]string{goBuild}, command: goProgram, api: rest, ownTables: true},
	{name: "chi + Ent", dir: "chi-ent", databases: both, build: [][]string{{"go", "generate", "./ent"}, goBuild}, command: goProgram, api: rest},
	{name: "PocketBase", dir: "pocketbase", databases: []string{"sqlite"}, build: [][]string{goBuild}, command: goProgram, api: records, fills: true},
	{name: "Fastify", dir: "fastify", databases: both, build: [][]string{{"npm", "ci", "--no-audit", "--no-fund", "--loglevel=error"}},
		command: []string{"node", "main.js"}, api: rest},
	{name: "Django", dir: "django", databases: both, build: [][]string{{"gunicorn", "--check-config"}},
		command: []string{"gunicorn"}, api: rest},
	{name: "Rails", dir: "rails", databases: both, build: [][]string{{"bundle", "check"}},
		command: []string{"bundle", "exec", "puma"}, api: rest, scheme: "sqlite3:"},
}

// buildFrameworks makes the programs that can be made here, and tells why others
// can't.
func buildFrameworks(b *testing.B) (built []peer, missing []string) {
	b.Helper()
	for _, p := range frameworks {
		if *only != "" && !slices.Contains(strings.Split(*only, ","), p.name) {
			missing = append(missing, p.name+": not among -peers")
			continue
		}
		dir := filepath.Join(b.TempDir(), p.dir)
		if err := os.CopyFS(dir, os.DirFS(p.dir)); err != nil {
			b.Fatal(err)
		}
		p.dir = dir
		if err := buildIn(dir, p.build); err != nil {
			missing = append(missing, fmt.Sprintf("%s: %v", p.name, err))
			continue
		}
		built = append(built, p)
	}
	return built, missing
}

func buildIn(dir string, commands [][]string) error {
	for _, command := range commands {
		cmd := exec.Command(command[0], command[1:]...)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "ADDR=127.0.0.1:0", "DATABASE_URL=postgres://localhost/postgres") // for what checks its settings
		if out, err := cmd.CombinedOutput(); err != nil {
			return fmt.Errorf("%s: %w\n%s", strings.Join(command, " "), err, out)
		}
	}
	return nil
}

func run(b *testing.B, dir, name string, args ...string) {
	b.Helper()
	if err := buildIn(dir, [][]string{append([]string{name}, args...)}); err != nil {
		b.Fatal(err)
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
