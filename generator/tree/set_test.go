package tree

import (
	"slices"
	"strings"
	"testing"
)

func TestSet(t *testing.T) {
	s, err := NewSet(
		File{Path: "web/post.go", Owner: Yours, Data: []byte("post")},
		File{Path: "main.go", Owner: Yours},
		File{Path: "db/schema.sql", Owner: Gen},
	)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Add(File{Path: "go.mod"}); err != nil {
		t.Fatal(err)
	}
	var paths []string
	for _, f := range s.Files() {
		paths = append(paths, f.Path)
	}
	if want := []string{"db/schema.sql", "go.mod", "main.go", "web/post.go"}; !slices.Equal(paths, want) {
		t.Errorf("paths are %q, want %q", paths, want)
	}
	if s.Len() != 4 {
		t.Errorf("Len() = %d, want 4", s.Len())
	}
	if f, ok := s.Get("web/post.go"); !ok || f.Owner != Yours || string(f.Data) != "post" {
		t.Errorf("Get(web/post.go) = %v, %v", f, ok)
	}
	if f, ok := s.Get("web"); ok {
		t.Errorf("Get(web) = %v, want nothing", f)
	}
}

func TestSetFilesIsACopy(t *testing.T) {
	s, _ := NewSet(File{Path: "a"}, File{Path: "b"})
	s.Files()[0].Path = "z"
	if _, ok := s.Get("a"); !ok {
		t.Error("changing what Files returned changed the set")
	}
}

func TestZeroSet(t *testing.T) {
	var s Set
	if _, ok := s.Get("main.go"); ok || s.Len() != 0 || len(s.Files()) != 0 {
		t.Error("the zero Set is not empty")
	}
	if err := s.Add(File{Path: "main.go"}); err != nil {
		t.Error(err)
	}
}

func TestSetRefuses(t *testing.T) {
	tests := []struct{ name, path, want string }{
		{"the same path", "web/Post.go", "web/Post.go is there twice"},
		{"another letter case", "web/post.go", "web/Post.go and web/post.go are one file"},
		{"a path outside", "../main.go", "not a path inside"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			s, err := NewSet(File{Path: "web/Post.go"})
			if err != nil {
				t.Fatal(err)
			}
			err = s.Add(File{Path: tt.path})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want %q", err, tt.want)
			}
			if s.Len() != 1 {
				t.Errorf("the set has %d files, want 1", s.Len())
			}
		})
	}
	if _, err := NewSet(File{Path: "a"}, File{Path: "a"}); err == nil {
		t.Error("NewSet accepts a path twice")
	}
}
