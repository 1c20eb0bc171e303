package sqlc

import (
	"fmt"
	"testing"
)

func BenchmarkAll(b *testing.B) {
	for _, engine := range []string{sqlite, postgres} {
		for _, n := range []int{1, 20, 100} {
			b.Run(fmt.Sprintf("%s/%d", engine, n), func(b *testing.B) {
				job := large(engine, n)
				for b.Loop() {
					generate(b, job)
				}
			})
		}
	}
}

// One changed resource among a hundred costs what it costs among one, and
// none costs next to nothing.
func BenchmarkOf100(b *testing.B) {
	for _, engine := range []string{sqlite, postgres} {
		for changed := range 2 {
			b.Run(fmt.Sprintf("%s/%d", engine, changed), func(b *testing.B) {
				job := large(engine, 100)
				job = after(job, generate(b, job))
				for i := range changed {
					job.Tables[i].SQL += "-- changed\n"
				}
				for b.Loop() {
					if result := generate(b, job); result.Ran != changed {
						b.Fatalf("ran %d files", result.Ran)
					}
				}
			})
		}
	}
}
