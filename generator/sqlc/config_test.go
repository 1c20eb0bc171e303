package sqlc

import (
	"os"
	"strings"
	"testing"
)

func TestConfig(t *testing.T) {
	good := string(configFor(sqlite, nil))
	for _, test := range []struct{ name, old, new, want string }{
		{"as it is", "", "", ""},
		{"not YAML", "version", "\t", "sqlc.yaml: yaml: "},
		{"another dialect", "sqlite", "mysql", `sqlc.yaml: engine is "mysql"`},
		{"no folder", "      out: store\n", "", "sqlc.yaml: schema, queries and out"},
		{"names made singular", "emit_exact_table_names: true", "emit_exact_table_names: false", "sqlc.yaml: emit_exact_table_names"},
		{"interface", "      out: store", "      emit_interface: true\n      out: store", "sqlc.yaml: emit_interface"},
		{"prepared", "      out: store", "      emit_prepared_queries: true\n      out: store", "sqlc.yaml: emit_prepared_queries"},
		{"unused", "      out: store", "      omit_unused_structs: true\n      out: store", "sqlc.yaml: omit_unused_structs"},
		{"two entries", "sql:\n", "sql:\n- engine: sqlite\n", "sqlc.yaml: 2 entries in sql"},
	} {
		_, err := parseConfig([]byte(strings.Replace(good, test.old, test.new, 1)))
		if test.want == "" && err != nil || test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want)) {
			t.Errorf("%s: error %v, want %q", test.name, err, test.want)
		}
	}
}

func TestStructName(t *testing.T) {
	conf, err := parseConfig(configFor(sqlite, map[string]string{"posts": "Post"}))
	if err != nil {
		t.Fatal(err)
	}
	for table, want := range map[string]string{
		"posts":       "Post",
		"post_tags":   "PostTags",
		"user_url_id": "UserURLID",
		"2fa":         "_2fa",
		"a__b-c":      "ABC",
	} {
		if got := conf.structName(table); got != want {
			t.Errorf("structName(%q) = %q, want %q", table, got, want)
		}
	}
}

func TestReads(t *testing.T) {
	conf, err := parseConfig(configFor(sqlite, nil))
	if err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]bool{
		"db/queries/a.sql": true, "db/queries/.a.sql": false, "db/queries/a.down.sql": false,
		"db/queries/a.txt": false, "db/queries/deep/a.sql": false, "db/a.sql": false,
	} {
		if got := conf.reads(path); got != want {
			t.Errorf("reads(%q) = %t", path, got)
		}
	}
}

// Keys hold the version, so it must be that of the module: with an old one,
// the output of an older sqlc would be taken over.
func TestVersion(t *testing.T) {
	module, err := os.ReadFile("../../go.mod")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(module), "github.com/sqlc-dev/sqlc "+Version) {
		t.Errorf("go.mod does not require sqlc %s", Version)
	}
}
