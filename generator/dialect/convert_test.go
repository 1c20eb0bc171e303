package dialect

import (
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/diff"
	"github.com/seed-b1203020/gen/generator/field"
)

// example is a field of type t with the arguments that it needs.
func example(t *field.Type) field.Field {
	f := field.New("value", t)
	switch t.Args {
	case field.Precision:
		f.Precision, f.Scale = 10, 2
	case field.Values:
		f.Values = []string{"a", "b"}
	}
	return f
}

// TestEveryCastIsSpelled holds each dialect to what diff says can be cast.
func TestEveryCastIsSpelled(t *testing.T) {
	for _, d := range []Dialect{SQLite{}, Postgres{}} {
		for _, from := range field.Types {
			for _, to := range field.Types {
				old, f := example(from), example(to)
				c := d.conversion(old, f)
				retyped := d.column(diff.Column{Name: "v", Field: old}).typ != d.column(diff.Column{Name: "v", Field: f}).typ
				switch cast := diff.CastOf(old, f); {
				case cast != diff.Impossible && retyped && c.value == "":
					t.Errorf("%s: %s cannot become %s", d.Name(), from.Name, to.Name)
				case cast == diff.Narrowing && c.keeps == "":
					t.Errorf("%s: nothing says what %s loses as %s", d.Name(), from.Name, to.Name)
				case cast == diff.Widening && c.keeps != "":
					t.Errorf("%s: %s may lose something as %s", d.Name(), from.Name, to.Name)
				}
			}
		}
	}
}

// TestNothingOfASession keeps out casts that depend on a session's settings.
func TestNothingOfASession(t *testing.T) {
	for _, from := range []*field.Type{field.Date, field.Timestamp} {
		c := Postgres{}.conversion(example(from), example(field.Text))
		if strings.Contains(c.value, "CAST({} AS text)") {
			t.Errorf("%s becomes text by DateStyle: %s", from.Name, c.value)
		}
	}
}

func TestInOrder(t *testing.T) {
	for _, test := range []struct {
		name  string
		names []name
		want  string
	}{
		{"none", []name{{"a", "a"}}, ""},
		{"one", []name{{"a", "b"}}, "a>b"},
		{"passed on", []name{{"a", "b"}, {"b", "c"}}, "b>c a>b"},
		{"swapped", []name{{"a", "b"}, {"b", "a"}}, "a>interim 1 b>a interim 1>b"},
		{"two circles", []name{{"a", "b"}, {"c", "d"}, {"b", "a"}, {"d", "c"}}, "a>interim 1 b>a interim 1>b c>interim 2 d>c interim 2>d"},
	} {
		var got []string
		for _, n := range inOrder(test.names) {
			got = append(got, n.old+">"+n.to)
		}
		if strings.Join(got, " ") != test.want {
			t.Errorf("%s: got %q, want %q", test.name, got, test.want)
		}
	}
}

// TestChosen names sequences and keys as PostgreSQL does where they are cut.
func TestChosen(t *testing.T) {
	long := strings.Repeat("abcdefghi_", 6)[:59]
	for _, test := range []struct{ table, column, kind, want string }{
		{"posts", "id", "seq", "posts_id_seq"},
		{"posts", "", "pkey", "posts_pkey"},
		{long, "id", "seq", long[:56] + "_id_seq"},
		{long, "", "pkey", long[:58] + "_pkey"},
	} {
		if got := chosen(test.table, test.column, test.kind); got != test.want {
			t.Errorf("got %s, want %s", got, test.want)
		}
	}
}
