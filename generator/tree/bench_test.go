package tree

import (
	"bytes"
	"fmt"
	"testing"
)

// benchChanges is n files of three kilobytes, as many as an application of n/8
// resources has, in ten folders.
func benchChanges(n int) []Change {
	changes := make([]Change, n)
	for i := range changes {
		data := bytes.Repeat([]byte(fmt.Sprintf("line %4d\n", i)), 300)
		changes[i] = Change{Path: fmt.Sprintf("web/%d/%d.go", i%10, i), Data: data}
	}
	return changes
}

// BenchmarkWrite writes new files, then replaces them.
func BenchmarkWrite(b *testing.B) {
	for _, n := range []int{10, 100, 600} {
		b.Run(fmt.Sprintf("new=%d", n), func(b *testing.B) {
			for b.Loop() {
				b.StopTimer()
				d, _ := locked(b, b.TempDir())
				b.StartTimer()
				if err := d.Write(benchChanges(n)); err != nil {
					b.Fatal(err)
				}
			}
		})
		b.Run(fmt.Sprintf("replace=%d", n), func(b *testing.B) {
			d, _ := locked(b, b.TempDir())
			changes := benchChanges(n)
			for round := 0; b.Loop(); round++ {
				if err := d.Write(changes); err != nil {
					b.Fatal(err)
				}
				for i, c := range changes {
					changes[i].Was = Sum(c.Data)
					changes[i].Data = append(c.Data, 'x')
				}
			}
		})
	}
}

// BenchmarkRead reads and sums 600 files.
func BenchmarkRead(b *testing.B) {
	d, _ := locked(b, b.TempDir())
	changes := benchChanges(600)
	if err := d.Write(changes); err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, c := range changes {
			data, err := d.Read(c.Path)
			if err != nil || Sum(data) == "" {
				b.Fatal(err)
			}
		}
	}
}
