package bench

import (
	"bytes"
	"fmt"
	"testing"
	"time"
)

// BenchmarkEvolve renames a field of one resource among others, and back: what
// it costs should hardly follow from how many others there are. The time of a
// run depends on the disk as well, so it also tells that of the processors, and
// how much of it a run takes that has nothing to do: it reads and hashes.
func BenchmarkEvolve(b *testing.B) {
	for _, database := range []string{"sqlite", "postgres"} {
		for _, n := range []int{5, 20, 50} {
			b.Run(fmt.Sprintf("%s/resources=%d", database, n), func(b *testing.B) {
				app := newApp(b, database)
				names := [2]string{"title: string:120", "headline: {type: string, max: 120, was: title}"}
				first := definition(database, n, "")
				renamed := bytes.Replace(first, []byte(names[0]), []byte(names[1]), 1)
				back := bytes.Replace(first, []byte(names[0]), []byte("title: {type: string, max: 120, was: headline}"), 1)
				define(b, app, first)
				gen(b, app, "apply")
				var spent, idle time.Duration
				for i := 0; b.Loop(); i++ {
					b.StopTimer()
					idle += gen(b, app, "apply")
					define(b, app, [][]byte{renamed, back}[i%2])
					b.StartTimer()
					spent += gen(b, app, "apply")
				}
				b.ReportMetric(float64(spent.Milliseconds())/float64(b.N), "cpu-ms/op")
				b.ReportMetric(float64(idle.Milliseconds())/float64(b.N), "idle-cpu-ms/op")
			})
		}
	}
}
