package generator

import (
	"context"
	"slices"
	"strings"
	"testing"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/generator/tree"
)

func TestOlderGenRefuses(t *testing.T) {
	for _, test := range []struct {
		lock, this string
		refused    bool
	}{
		{"v0.2.0", "v0.2.0", false},
		{"v0.2.0", "v0.3.0", false},
		{"v0.3.0", "v0.2.0", true},
		{"v0.3.0", "v0.3.0-rc.1", true},
		{"v99.0.0", "dev", true},
		{release, "dev", false},
		{"dev", "v0.1.0", false},
		{"dev", "dev", false},
	} {
		l := sampleLock()
		l.Gen = test.lock
		_, err := readLock(l.encode(), Options{Version: test.this})
		if refused := hasCode(AsProblems(err), "GEN305"); refused != test.refused || refused != (err != nil) {
			t.Errorf("gen %s on a gen.lock of %s: %v", test.this, test.lock, err)
		}
	}
}

// What a newer gen emits differently is merged as any change is, and told
// apart from what follows from gen.yaml.
func TestUpgrade(t *testing.T) {
	ctx, dir := context.Background(), newBlog(t)
	pretendOlder(t, dir, "web/home.go", "README.md")
	options := testOptions()
	options.Edit = func(text []byte) ([]byte, error) {
		f, err := field.ParseField("body:text:optional")
		if err != nil {
			return nil, err
		}
		return schema.AddFields("gen.yaml", text, "post", []field.Field{f})
	}
	options.DryRun = true
	plan, err := Apply(ctx, dir, options)
	if err != nil {
		t.Fatal(err)
	}
	if got := slices.Sorted(slices.Values(plan.Templates)); !slices.Equal(got, []string{"README.md", "web/home.go"}) {
		t.Errorf("templates: %q", got)
	}
	if got := said(plan.Actions); !slices.Contains(got, "update web/home.go") || !slices.Contains(got, "update web/post_form.go") {
		t.Errorf("actions: %q", got)
	}
	if err := Check(ctx, dir, testOptions()); err == nil || !strings.Contains(err.Error(), "web/home.go: emitted by another version of gen") {
		t.Errorf("check: %v", err)
	}
	options.DryRun = false
	if _, err := Apply(ctx, dir, options); err != nil {
		t.Fatal(err)
	}
	if again, err := Apply(ctx, dir, testOptions()); err != nil || !again.Empty() || len(again.Templates) > 0 {
		t.Errorf("again: %+v, %v", again, err)
	}
}

// pretendOlder makes it look as if another gen had emitted files.
func pretendOlder(t *testing.T, dir string, paths ...string) {
	t.Helper()
	l, err := decodeLock([]byte(readFile(t, dir, lockPath)))
	if err != nil {
		t.Fatal(err)
	}
	l.Templates, l.Inputs = "sha256:00", ""
	for i, f := range l.Files {
		if slices.Contains(paths, f.Path) {
			text := readFile(t, dir, f.Path) + "\n"
			l.Files[i].Sum = tree.Sum([]byte(text))
			write(t, dir, f.Path, text)
			write(t, dir, baseDir+f.Path, text)
		}
	}
	write(t, dir, lockPath, string(l.encode()))
}
