package e2e

import (
	"flag"
	"fmt"
	"math/rand"
	"testing"

	"github.com/seed-b1203020/gen/generator/schema/schematest"
)

var (
	definitions = flag.Int("definitions", 2, "how many random definitions to try on each database")
	seed        = flag.Int64("seed", rand.Int63(), "what the random definitions follow from")
)

// Whatever definition is valid gives an application that is green.
func TestRandomDefinitionsAreGreen(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		for i := range *definitions {
			t.Run(fmt.Sprint(i), func(t *testing.T) {
				random := rand.New(rand.NewSource(*seed + int64(i)))
				definition := string(schematest.Random(random))
				t.Cleanup(func() {
					if t.Failed() {
						t.Logf("-seed %d, definition %d:\n%s", *seed, i, definition)
					}
				})
				wantGreen(t, newApp(t, database, definition))
			})
		}
	})
}
