package render

import (
	"bytes"
	"strings"
	"text/template"

	"github.com/seed-b1203020/gen/generator/field"
	"github.com/seed-b1203020/gen/generator/schema"
	"github.com/seed-b1203020/gen/templates"
)

// typeScript is the template of the client in TypeScript.
const typeScript = "ts/client.ts"

// TypeScript is a client of the application's API, in one file that depends on
// nothing.
func TypeScript(app *schema.App) ([]byte, error) {
	source, err := templates.FS.ReadFile(typeScript + ".tmpl")
	if err != nil {
		return nil, err
	}
	t, err := template.New(typeScript).Delims("<%", "%>").Parse(string(source))
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	err = t.Execute(&b, newAppView(Input{App: app}))
	return b.Bytes(), err
}

// typeScriptNames are those of the types of every client, and of types that
// TypeScript has and clients use.
var typeScriptNames = strings.Fields(`AbortSignal ApiError AsyncGenerator Call CallOptions ChangeOptions Client
	ClientOptions Collection Column Compares DateText Decimal Error FieldError Has Headers HeadersInit Id Matches Page PageQuery
	Partial Pick Problem Promise Query Record RequestInit Response Sort TimeText Timestamp TypeError UntypedQuery
	URLSearchParams WeakMap`)

// TypeName is the name of r's type with the suffix in TypeScript. See
// schemaName for the underscore.
func (r *resourceView) TypeName(suffix string) string { return r.freeName(suffix, typeScriptNames) }

// TypeScriptName is what a client calls the rows of r: blogPosts.
func (r *resourceView) TypeScriptName() string { return camel(r.Plural) }

// AHumanUpper begins a sentence with r.
func (r *resourceView) AHumanUpper() string { return upperFirst(r.AHuman()) }

// TypeScript is the type of f's values in answers.
func (f *fieldView) TypeScript() string { return f.typeScript("") }

// TypeScriptInput is the type of f's values in bodies.
func (f *fieldView) TypeScriptInput() string {
	switch {
	case f.Type == field.Decimal:
		return f.typeScript(" | number")
	case f.IsMany():
		return f.typeScript(" | null")
	}
	return f.typeScript("")
}

// typeScript is the type of f's values; or is what else they may be.
func (f *fieldView) typeScript(or string) string {
	name := f.plainTypeScript() + or
	if f.Optional && !f.IsMany() && name != "unknown" {
		name += " | null"
	}
	return name
}

// plainTypeScript is the type of f's values but null.
func (f *fieldView) plainTypeScript() string {
	switch {
	case f.IsMany():
		return f.Target().TypeName("Id") + "[]"
	case f.IsReference():
		return f.Target().TypeName("Id")
	case len(f.Values) > 0:
		return `"` + strings.Join(f.Values, `" | "`) + `"`
	}
	return f.wire().TypeScript
}

// TypeScript is the type of what a list can be asked for by c.
func (c listColumn) TypeScript() string {
	generic, none := "Matches", ""
	if c.ordered {
		generic = "Compares"
	}
	if c.nullable {
		none = ", null"
	}
	return generic + "<" + c.typeScript + none + ">"
}

// TypeScriptIncluded is the type of what f refers to where an answer includes
// it.
func (f *fieldView) TypeScriptIncluded() string {
	switch name := f.Target().TypeName(""); {
	case f.IsMany():
		return name + "[]"
	case f.Optional:
		return name + " | null"
	default:
		return name
	}
}

// TypeScriptComment is the line before f with what types cannot say, if there is
// anything.
func (f *fieldView) TypeScriptComment() string {
	rules := f.rules()
	if len(rules) == 0 {
		return ""
	}
	return "\n  /** " + strings.Join(rules, " ") + " */"
}
