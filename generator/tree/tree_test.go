package tree

import (
	"strings"
	"testing"
)

func TestCheckPath(t *testing.T) {
	tests := []struct {
		path string
		ok   bool
	}{
		{"gen.yaml", true},
		{"db/queries/post.sql", true},
		{".gitignore", true},
		{".github/workflows/ci.yml", true},
		{".gen/base/main.go", true},
		{"web/..post.go", true},
		{"", false},
		{".", false},
		{"..", false},
		{"../other/main.go", false},
		{"web/../../main.go", false},
		{"web/./post.go", false},
		{"/etc/passwd", false},
		{"web/", false},
		{"web//post.go", false},
		{`web\post.go`, false},
		{"web/\x00.go", false},
		{"web/\xff.go", false},
		{".git", false},
		{".git/hooks/pre-commit", false},
		{".GIT/config", false},
		{"vendor/lib/.git/config", false},
	}
	for _, tt := range tests {
		if err := CheckPath(tt.path); (err == nil) != tt.ok {
			t.Errorf("CheckPath(%q) = %v, want ok %v", tt.path, err, tt.ok)
		}
	}
}

func TestSum(t *testing.T) {
	const empty = "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
	if got := Sum(nil); got != empty {
		t.Errorf("Sum(nil) = %s, want %s", got, empty)
	}
	if Sum([]byte("a\n")) == Sum([]byte("a\r\n")) {
		t.Error("line ends do not count")
	}
}

func TestOwnerString(t *testing.T) {
	var names []string
	for _, o := range []Owner{Gen, Yours, Once, 7} {
		names = append(names, o.String())
	}
	if got, want := strings.Join(names, " "), "gen yours once Owner(7)"; got != want {
		t.Errorf("names are %s, want %s", got, want)
	}
}
