package main

import (
	"errors"
	"strings"
	"testing"

	"github.com/spf13/pflag"

	"github.com/seed-b1203020/gen/generator"
)

func TestDecisions(t *testing.T) {
	f := &runFlags{}
	flags := pflag.NewFlagSet("", pflag.ContinueOnError)
	f.declare(flags)
	args := "--dry-run --conflicts=mine --allow-drop post.body,page --allow-drop tag.name --allow-lossy post.price"
	if err := flags.Parse(strings.Fields(args)); err != nil {
		t.Fatal(err)
	}
	o, err := f.decided(&global{})
	if err != nil {
		t.Fatal(err)
	}
	if !o.DryRun || o.Conflicts != "mine" || strings.Join(o.AllowDrop, " ") != "post.body page tag.name" || strings.Join(o.AllowLossy, " ") != "post.price" {
		t.Errorf("%+v", o)
	}
}

func TestWrongDecisions(t *testing.T) {
	for _, test := range []struct {
		flags   runFlags
		message string
		hint    string
	}{
		{runFlags{conflicts: "marker"}, `"marker"`, "did you mean --conflicts=markers?"},
		{runFlags{conflicts: "theirs"}, `"theirs"`, "--conflicts is markers, mine or generated"},
		{runFlags{drop: []string{"post.body.x"}}, `"post.body.x"`, "--allow-drop post.body"},
		{runFlags{drop: []string{"post.body", ""}}, `""`, "--allow-drop post.body"},
		{runFlags{drop: []string{"Post"}}, `"Post"`, "--allow-drop post.body"},
		{runFlags{lossy: []string{"post"}}, `"post"`, "--allow-lossy post.price"},
	} {
		_, err := test.flags.decided(&global{})
		problems, ok := errors.AsType[generator.Problems](err)
		if !ok || problems[0].Kind != generator.Usage || !strings.Contains(problems[0].Message, test.message) || !strings.Contains(problems[0].Hint, test.hint) {
			t.Errorf("%+v: %v", test.flags, err)
		}
	}
}
