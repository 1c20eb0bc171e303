package schema

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// longestResource leaves room for what gen appends to a resource's name.
const longestResource = 40

// standard are the first elements of the import paths of Go's standard
// packages, as go list std gives them.
var standard = strings.Fields(`archive bufio bytes cmp compress container context crypto database debug embed
	encoding errors expvar flag fmt go hash html image index internal io iter log maps math mime net os path
	plugin reflect regexp runtime slices sort strconv strings structs sync syscall testing text time unicode
	unique unsafe vendor weak`)

// goWords are names of packages and modules that mean something to the go
// command.
var goWords = strings.Fields(`all cmd main std test testdata tool work`)

// folders are those of an emitted application, now or later; the program
// cannot have the name of one.
var folders = strings.Fields(`auth db files input jobs mail store types web`)

// devices are file names that Windows keeps for itself.
var devices = strings.Fields(`aux con nul prn com1 com2 com3 com4 com5 com6 com7 com8 com9
	lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9`)

// buildSuffixes are the ends of file names that Go leaves out of builds for
// other systems.
var buildSuffixes = strings.Fields(`aix android darwin dragonfly freebsd hurd illumos ios js linux nacl netbsd
	openbsd plan9 solaris unix wasip1 windows zos 386 amd64 amd64p32 arm arm64 arm64be armbe loong64 mips mips64
	mips64le mips64p32 mips64p32le mipsle ppc ppc64 ppc64le riscv riscv64 s390 s390x sparc sparc64 wasm`)

// emittedFiles are the Go files of every application's package web.
var emittedFiles = strings.Fields(`body cors etag functions handler home include json list list_cursor list_links list_query list_search markup memory middleware mux navigation openapi openapi_page rate_limit render routes row web`)

// emittedNames are what functions and types of an application begin with that
// end as those of a resource do: maxPage, TestOpenAPI, parsePages, readJSON.
var emittedNames = strings.Fields(`default_per max max_per new open parse queries read write`)

// paths are the parts of URLs that are not a resource's.
var paths = strings.Fields(`api healthz livez readyz static`)

func isStandard(name string) bool { return slices.Contains(standard, name) }

var appPattern = regexp.MustCompile(`^[a-z][a-z0-9]*([-_][a-z0-9]+)*$`)

// CheckAppName says what is wrong with the name of an application.
func CheckAppName(name string) *Error {
	fail := func(hint, format string, args ...any) *Error {
		return &Error{Code: BadAppName, Message: fmt.Sprintf(format, args...), Hint: hint}
	}
	const another = "choose another name, such as my-blog"
	switch {
	case !appPattern.MatchString(name) || len(name) > longestResource:
		return fail("up to 40 lower-case letters, digits, dashes and underscores, such as blog", "the application's name %q is not allowed", name)
	case isStandard(name):
		return fail(another, "the application cannot be called %q: Go's standard library is", name)
	case slices.Contains(goWords, name):
		return fail(another, "the application cannot be called %q: it means something else to the go command", name)
	case slices.Contains(folders, name):
		return fail(another, "the application cannot be called %q: it has a folder of that name", name)
	case slices.Contains(devices, name):
		return fail(another, "the application cannot be called %q: Windows keeps the name for a device", name)
	}
	return nil
}

// Reserved says why no resource can be called name, or "".
func Reserved(name string) string {
	last := name[strings.LastIndexByte(name, '_')+1:]
	switch {
	case last == "test" && last != name:
		return fmt.Sprintf("Go would take %s.go for a test", name)
	case slices.Contains(buildSuffixes, last) && last != name:
		return fmt.Sprintf("Go would leave %s.go out of the build on other systems", name)
	case slices.Contains(emittedFiles, name):
		return fmt.Sprintf("every application has a file web/%s.go", name)
	case slices.Contains(devices, name):
		return "Windows keeps the name for a device"
	case slices.Contains(emittedNames, name) || GoName(name) == "DBTX":
		return "every application has functions or types of that name"
	case strings.HasPrefix(name, "sqlite_") || strings.HasPrefix(name, "goose_"):
		return "tables that begin so are not the application's"
	}
	return ""
}

// checkResourceName reports whether r's name is sound.
func (p *parser) checkResourceName(r *Resource, pos Position) bool {
	if err := CheckResourceName(r.Name); err != nil {
		p.fail(pos, err.Code, err.Hint, "%s", err.Message)
		return false
	}
	return true
}

// CheckResourceName says what is wrong with the name of a resource.
func CheckResourceName(name string) *Error {
	if err := field.CheckName(name, longestResource); err != nil {
		return &Error{Code: BadResource, Message: fmt.Sprintf("resource %q: %s", name, err.Message), Hint: err.Hint}
	}
	if reason := Reserved(name); reason != "" {
		return &Error{Code: BadResource, Message: fmt.Sprintf("a resource cannot be called %q: %s", name, reason), Hint: "choose another name"}
	}
	return nil
}

// checkPlural checks the plural of r by itself.
func (p *parser) checkPlural(r *Resource) {
	pos := p.app.Pos("resources", r.Name, "plural")
	fail := func(hint, format string, args ...any) {
		p.fail(pos, BadPlural, hint, "resource %q: "+format, append([]any{r.Name}, args...)...)
	}
	const another = "add plural: with another name"
	if err := field.CheckName(r.Plural, longestResource+19); err != nil {
		fail(err.Hint, "the plural's %s", err.Message)
		return
	}
	switch {
	case slices.Contains(paths, r.Plural):
		fail(another, "the address /%s is not a resource's", r.Plural)
	case strings.HasPrefix(r.Plural, "sqlite_") || strings.HasPrefix(r.Plural, "goose_"):
		fail(another, "tables that begin as %q are not the application's", r.Plural)
	}
}

// derivedSuffixes are those of a resource's other files and Go names.
var derivedSuffixes = []string{"_form", "_api", "_view", "_list", "_sample", "_json", "_params", "_row", "_by_slug"}

// checkResourcePairs refuses resources that would share a table, a type or a
// file.
func (p *parser) checkResourcePairs() {
	for i, r := range p.app.Resources {
		pos := p.app.Pos("resources", r.Name)
		for j, other := range p.app.Resources {
			switch suffix, derived := strings.CutPrefix(r.Name, other.Name); {
			case i == j:
			case derived && slices.Contains(derivedSuffixes, suffix):
				p.fail(pos, BadResource, "choose another name", "a resource cannot be called %q: resource %q has a file or a type of that name", r.Name, other.Name)
			case r.Name == other.Plural:
				p.fail(pos, BadResource, "choose another name", "a resource cannot be called %q: it is the plural of %q", r.Name, other.Name)
			case j > i:
			case r.Plural == other.Plural:
				p.fail(p.app.Pos("resources", r.Name, "plural"), BadPlural, "add plural: with another name", "resources %q and %q have the same plural %q", other.Name, r.Name, r.Plural)
			case r.GoName() == other.GoName():
				p.fail(pos, BadResource, "rename one of them", "resources %q and %q have the same name in Go: %s", other.Name, r.Name, r.GoName())
			case GoName(r.Plural) == GoName(other.Plural):
				p.fail(pos, BadPlural, "add plural: with another name", "resources %q and %q have plurals with the same name in Go", other.Name, r.Name)
			}
		}
	}
}
