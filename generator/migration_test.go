package generator

import (
	"slices"
	"testing"
	"time"

	"github.com/seed-b1203020/gen/generator/dialect"
	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/tree"
)

const (
	first  = "db/migrations/20260101000000_create_posts.sql"
	second = "db/migrations/20260201000000_add_body_to_posts.sql"
)

func recordedHistory() (memory, *lock) {
	folder := memory{first: "1", second: "2", "db/migrations/README.md": "read me"}
	return folder, &lock{
		Head:       "20260201000000_add_body_to_posts.sql",
		Migrations: []sum{{first, tree.Sum([]byte("1"))}, {second, tree.Sum([]byte("2"))}},
	}
}

func TestCheckMigrations(t *testing.T) {
	for _, test := range []struct {
		name   string
		change func(memory)
		want   []string
	}{
		{"as recorded", func(memory) {}, nil},
		{"edited", func(m memory) { m[first] = "mine" }, []string{"GEN307 " + first}},
		{"deleted", func(m memory) { delete(m, second) }, []string{"GEN308 " + second}},
		{"one of the user's, later", func(m memory) { m["db/migrations/20260301000000_mine.sql"] = "3" }, nil},
		{"one of the user's, earlier", func(m memory) { m["db/migrations/20260115000000_mine.sql"] = "3" }, []string{"GEN309 db/migrations/20260115000000_mine.sql"}},
		{"one version twice", func(m memory) {
			m["db/migrations/20260301000000_a.sql"], m["db/migrations/20260301000000_b.sql"] = "3", "4"
		}, []string{"GEN309 db/migrations/20260301000000_b.sql"}},
		{"no migration", func(m memory) { m["db/migrations/notes.sql"], m["db/migrations/1_x.txt"] = "", "" }, nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			folder, l := recordedHistory()
			test.change(folder)
			problems, err := newDisk(folder).checkMigrations(l)
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range problems {
				got = append(got, p.Code+" "+p.Path)
				if p.Kind != Difference || p.Hint == "" {
					t.Errorf("%+v", p)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

// What a person adds after the last migration is recorded with the next one,
// so that an edit to it is noticed from then on.
func TestRecorded(t *testing.T) {
	folder, l := recordedHistory()
	folder["db/migrations/20260115000000_too_early.sql"] = "x"
	folder["db/migrations/20260301000000_mine.sql"] = "3"
	d := newDisk(folder)
	history, err := d.history()
	if err != nil {
		t.Fatal(err)
	}
	added := tree.File{Path: "db/migrations/20260401000000_new.sql", Data: []byte("4")}
	got, err := d.recorded(l, history, added)
	if err != nil {
		t.Fatal(err)
	}
	want := append(l.Migrations,
		sum{"db/migrations/20260301000000_mine.sql", tree.Sum([]byte("3"))},
		sum{added.Path, tree.Sum([]byte("4"))})
	if !slices.Equal(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestNewMigrationIsTheLast(t *testing.T) {
	now := time.Date(2026, 1, 15, 0, 0, 0, 0, time.UTC)
	changes := []diff.Change{diff.CreateTable{Table: diff.Table{Name: "posts", Columns: []diff.Column{{Name: diff.ID}}}}}
	for _, test := range []struct {
		name, head string
		history    []string
		want       string
	}{
		{"the first one", "", nil, "db/migrations/20260115000000_create_posts.sql"},
		{"after one from a clock ahead", "20260201000000_x.sql", nil, "db/migrations/20260201000001_create_posts.sql"},
		{"after one of the user's", "20260101000000_x.sql", []string{first, second}, "db/migrations/20260201000001_create_posts.sql"},
		{"after a deleted one", "20260201000000_x.sql", []string{first}, "db/migrations/20260201000001_create_posts.sql"},
	} {
		t.Run(test.name, func(t *testing.T) {
			in := &input{options: Options{Now: now}, lock: &lock{Head: test.head}, dialect: dialect.For("sqlite")}
			if got := newMigration(in, test.history, changes).Path; got != test.want {
				t.Errorf("got %s, want %s", got, test.want)
			}
		})
	}
}
