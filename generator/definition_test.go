package generator

import (
	"errors"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema"
)

func TestNewDefinition(t *testing.T) {
	const given = "# A blog.\n---\napp: 'blog' # its name\nresources:\n  post:\n    fields:\n      title: string\n"
	for _, test := range []struct {
		name  string
		start Start
		want  string
	}{
		{
			"from nothing", Start{Name: "blog"},
			schemaComment + "app: blog\nmodule: blog\ndatabase: sqlite\n\nresources: {}\n",
		},
		{
			"with all flags", Start{Name: "blog", Module: "github.com/you/blog", Database: "postgres"},
			schemaComment + "app: blog\nmodule: github.com/you/blog\ndatabase: postgres\n\nresources: {}\n",
		},
		{
			"a definition keeps what no flag changes", Start{Name: "blog", Definition: []byte(given)},
			schemaComment + strings.Replace(given, "'blog'", "blog", 1),
		},
		{
			"a definition gets what flags say", Start{Name: "weblog", Module: "m.org/w", Database: "postgres", Definition: []byte(given)},
			schemaComment + strings.NewReplacer("'blog'", "weblog", "---\n", "---\nmodule: m.org/w\ndatabase: postgres\n").Replace(given),
		},
		{
			"its line ends stay, and its mark goes", Start{Name: "blog", Database: "postgres", Definition: []byte("\ufeffapp: blog\r\n")},
			strings.ReplaceAll(schemaComment+"database: postgres\napp: blog\n", "\n", "\r\n"),
		},
		{
			"the editor's line is not doubled", Start{Name: "blog", Definition: []byte(schemaComment + "app: blog\n")},
			schemaComment + "app: blog\n",
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := NewDefinition(test.start)
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			app, err := schema.Parse(definitionPath, got)
			if err != nil {
				t.Fatal(err)
			}
			if app.Name != test.start.Name {
				t.Errorf("the application is called %q", app.Name)
			}
		})
	}
}

func TestNewDefinitionRefusesBraces(t *testing.T) {
	_, err := NewDefinition(Start{Name: "blog", Definition: []byte("{app: blog}\n")})
	p, ok := errors.AsType[Problem](err)
	if !ok || p.Code != "GEN506" {
		t.Errorf("got %v", err)
	}
}
