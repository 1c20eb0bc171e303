package generator

import (
	"errors"
	"testing"
)

const neededMod = `module blog

go 1.26.0

require (
	github.com/pressly/goose/v3 v3.28.0
	modernc.org/sqlite v1.60.1
)

require golang.org/x/sync v0.24.0 // indirect
`

func TestMergeMod(t *testing.T) {
	for _, test := range []struct{ name, theirs, want string }{
		{"the same", neededMod, neededMod},
		{
			"odd spacing that lacks nothing is kept",
			"module blog\ngo 1.27\nrequire github.com/pressly/goose/v3   v3.28.0\nrequire modernc.org/sqlite v1.60.1 // ours\nrequire golang.org/x/sync v0.25.0\n",
			"module blog\ngo 1.27\nrequire github.com/pressly/goose/v3   v3.28.0\nrequire modernc.org/sqlite v1.60.1 // ours\nrequire golang.org/x/sync v0.25.0\n",
		},
		{
			"a newer one and one more stay, an older one is raised",
			"module blog\n\ngo 1.26.0\n\nrequire (\n\tgithub.com/a/b v1.0.0\n\tgithub.com/pressly/goose/v3 v3.30.0\n\tmodernc.org/sqlite v1.59.0\n)\n\nrequire golang.org/x/sync v0.24.0 // indirect\n",
			"module blog\n\ngo 1.26.0\n\nrequire (\n\tgithub.com/a/b v1.0.0\n\tgithub.com/pressly/goose/v3 v3.30.0\n\tmodernc.org/sqlite v1.60.1\n)\n\nrequire golang.org/x/sync v0.24.0 // indirect\n",
		},
		{
			"replace and comments stay, a missing one is added",
			"// ours\nmodule blog\n\ngo 1.26.0\n\nrequire github.com/pressly/goose/v3 v3.28.0\n\nrequire golang.org/x/sync v0.24.0 // indirect\n\nreplace github.com/a/b => ../b\n",
			"// ours\nmodule blog\n\ngo 1.26.0\n\nrequire (\n\tgithub.com/pressly/goose/v3 v3.28.0\n\tmodernc.org/sqlite v1.60.1\n)\n\nrequire golang.org/x/sync v0.24.0 // indirect\n\nreplace github.com/a/b => ../b\n",
		},
		{
			"an older language and another name are mended",
			"module weblog\n\ngo 1.25\n\nrequire (\n\tgithub.com/pressly/goose/v3 v3.28.0\n\tmodernc.org/sqlite v1.60.1\n)\n\nrequire golang.org/x/sync v0.24.0 // indirect\n",
			neededMod,
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := mergeMod([]byte(test.theirs), []byte(neededMod))
			if err != nil {
				t.Fatal(err)
			}
			if string(got) != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
			again, err := mergeMod(got, []byte(neededMod))
			if err != nil || string(again) != string(got) {
				t.Errorf("a second time gives:\n%s\n%v", again, err)
			}
		})
	}
}

func TestMergeModPlacesErrors(t *testing.T) {
	_, err := mergeMod([]byte("module blog\n\nrequire nonsense\n"), []byte(neededMod))
	problems, ok := errors.AsType[Problems](err)
	if !ok || problems[0].Code != "GEN316" || problems[0].Path != "go.mod" || problems[0].Line != 3 {
		t.Errorf("got %#v", err)
	}
}

func TestMergeSum(t *testing.T) {
	needed := "b.org/x v1.9.0 h1:b=\nb.org/x v1.9.0/go.mod h1:c=\nb.org/x v1.10.0 h1:d=\n"
	for _, test := range []struct{ name, theirs, want string }{
		{"empty", "", needed},
		{"lacks nothing, whatever its order", "b.org/x v1.10.0 h1:d=\nb.org/x v1.9.0 h1:b=\nb.org/x v1.9.0/go.mod h1:c=\nz.org v1.0.0 h1:z=", "b.org/x v1.10.0 h1:d=\nb.org/x v1.9.0 h1:b=\nb.org/x v1.9.0/go.mod h1:c=\nz.org v1.0.0 h1:z="},
		{"a union", "z.org v1.0.0 h1:z=\na.org v1.0.0 h1:a=\nb.org/x v1.9.0/go.mod h1:c=\n", "a.org v1.0.0 h1:a=\n" + needed + "z.org v1.0.0 h1:z=\n"},
	} {
		t.Run(test.name, func(t *testing.T) {
			if got := string(mergeSum([]byte(test.theirs), []byte(needed))); got != test.want {
				t.Errorf("got:\n%s\nwant:\n%s", got, test.want)
			}
		})
	}
}
