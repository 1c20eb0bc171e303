package render

import (
	"bytes"
	"fmt"
	"go/format"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/tree"
)

// A job is one file to make.
type job struct {
	entry
	path string // with the resource's name in it
	text []byte
	done bool // whether text is as it will be emitted
}

// A batch is the jobs that templates do with the same data.
type batch struct {
	resource string // "" for the application
	jobs     []*job
	data     any
	scope    *scope // of a resource
}

// jobs lists the files of the manifest that the application has, and who makes
// them: each of the application's alone, those of a resource together.
func (a appView) jobs() (jobs []*job, batches []*batch) {
	ofResource := make(map[string]*batch)
	for _, r := range a.Resources {
		scope, view := newScope(r)
		ofResource[r.Name] = &batch{resource: r.Name, data: view, scope: scope}
		batches = append(batches, ofResource[r.Name])
	}
	for _, e := range manifest {
		switch {
		case e.when != nil && !e.when(a):
		case !e.perResource():
			jobs = append(jobs, &job{entry: e, path: e.path})
			batches = append(batches, &batch{jobs: jobs[len(jobs)-1:], data: a})
		default:
			for _, r := range a.Resources {
				if has := ofResources[e.template]; has == nil || has(r) {
					jobs = append(jobs, &job{entry: e, path: e.pathFor(r.Name)})
					of := ofResource[r.Name]
					of.jobs = append(of.jobs, jobs[len(jobs)-1])
				}
			}
		}
	}
	return jobs, batches
}

// keep takes the texts over that the cache has. It reports whether nothing is
// left to do.
func (b *batch) keep(cache Cache, fingerprints fingerprints) bool {
	if b.scope == nil {
		return false
	}
	texts := cache.Kept(b.resource, b.paths(), fingerprints.of)
	if texts == nil {
		return false
	}
	for i, j := range b.jobs {
		j.text, j.done = texts[i], true
	}
	return true
}

func (b *batch) paths() []string {
	paths := make([]string, len(b.jobs))
	for i, j := range b.jobs {
		paths[i] = j.path
	}
	return paths
}

// execute does the jobs, but for what gofmt does.
func (b *batch) execute(templates templateSet) error {
	for _, j := range b.jobs {
		var text bytes.Buffer
		if err := templates[j.template].Execute(&text, b.data); err != nil {
			return err
		}
		j.text, j.done = text.Bytes(), !strings.HasSuffix(j.path, ".go")
	}
	return nil
}

// format is what gofmt does.
func (j *job) format() error {
	text, err := format.Source(j.text)
	if err != nil {
		return fmt.Errorf("template %s renders invalid Go for %s: %w\n%s", j.template, j.path, err, j.text)
	}
	j.text, j.done = text, true
	return nil
}

// render makes the files of the manifest, several at once, and keeps their
// order.
func (a appView) render(templates templateSet, cache Cache) ([]tree.File, error) {
	fingerprints, err := a.fingerprints()
	if err != nil {
		return nil, err
	}
	jobs, batches := a.jobs()
	batches = slices.DeleteFunc(batches, func(b *batch) bool { return b.keep(cache, fingerprints) })
	if err := each(batches, func(b *batch) error { return b.execute(templates) }); err != nil {
		return nil, err
	}
	for _, b := range batches {
		if b.scope != nil {
			cache.Made(b.resource, b.paths(), b.scope.saw, fingerprints.of(b.scope.saw))
		}
	}
	if err := formatAll(jobs, cache); err != nil {
		return nil, err
	}
	files := make([]tree.File, len(jobs))
	for i, j := range jobs {
		files[i] = tree.File{Path: j.path, Owner: j.owner, Data: j.text}
	}
	return files, nil
}

// formatAll formats what the cache does not know the form of.
func formatAll(jobs []*job, cache Cache) error {
	var unknown []*job
	for _, j := range jobs {
		if j.done {
			continue
		}
		if text := cache.Formatted(j.path, j.text); text != nil {
			j.text, j.done = text, true
		} else {
			unknown = append(unknown, j)
		}
	}
	return each(unknown, (*job).format)
}
