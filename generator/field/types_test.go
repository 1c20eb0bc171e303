package field

import (
	goparser "go/parser"
	"strings"
	"testing"
)

// TestTypes says what a type that was added still lacks.
func TestTypes(t *testing.T) {
	for _, typ := range Types {
		t.Run(typ.Name, func(t *testing.T) {
			for member, value := range map[string]string{
				"Name": typ.Name, "Summary": typ.Summary, "Go": typ.Go, "SQLite": typ.SQLite,
				"Control": typ.Control, "Show": typ.Show,
			} {
				if value == "" {
					t.Errorf("%s is empty", member)
				}
			}
			for member, missing := range map[string]bool{
				"Postgres": typ.Postgres == nil, "Parser": typ.Parser == nil, "Literal": typ.Literal == nil,
				"Valid": typ.Valid == nil, "Sample": typ.Sample == nil, "JSON": typ.JSON == nil, "Attrs": typ.Attrs == nil,
			} {
				if missing {
					t.Errorf("%s is missing", member)
				}
			}
			if found, ok := Lookup(typ.Name); !ok || found != typ {
				t.Errorf("Lookup(%q) finds another type", typ.Name)
			}
			if typ.Args == Max && (typ.Lengths.Longest == 0 || typ.Lengths.Indexed == 0 || typ.Lengths.Bytes == 0) {
				t.Errorf("Lengths is incomplete: %+v", typ.Lengths)
			}
			if strings.Contains(typ.Go, ".") && typ.Import == "" {
				t.Errorf("Go is %s, and Import is empty", typ.Go)
			}
			if typ.SQLite != strings.ToLower(typ.SQLite) || strings.Contains(typ.SQLite, "(") {
				t.Errorf("SQLite = %q, want lower case without arguments", typ.SQLite)
			}
		})
	}
}

func TestNamesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for _, name := range allNames() {
		if seen[name] || isModifier(name) {
			t.Errorf("the name %q has two meanings", name)
		}
		seen[name] = true
	}
}

// TestFixture holds every type with every modifier that it takes against what
// all fields have in common.
func TestFixture(t *testing.T) {
	seen := map[string]bool{}
	for _, f := range Fixture("target") {
		seen[f.Name] = true
		t.Run(f.Name, func(t *testing.T) {
			for _, err := range f.Check() {
				t.Errorf("Check: %v", err)
			}
			checkSpelling(t, f)
			checkRoundTrip(t, f)
		})
	}
	for _, typ := range Types {
		for _, m := range Modifiers {
			name := typ.Name + "_" + string(m)
			if typ.Reason(m) == "" && !seen[name] {
				t.Errorf("no field %s, and no reason why not", name)
			}
		}
	}
}

// checkSpelling checks the samples of f, and that what is emitted for them
// parses.
func checkSpelling(t *testing.T, f Field) {
	t.Helper()
	expressions := []string{f.Type.Parser(f)}
	samples := f.Type.Sample(f)
	if samples[0] == samples[1] {
		t.Errorf("Sample gives %q twice", samples[0])
	}
	for _, v := range samples {
		if !allows(f, v) {
			t.Errorf("Sample gives %q, which the field does not allow: %v", v, f.Type.Valid(f, v))
		}
		expressions = append(expressions, f.Type.Literal(f, v), f.Type.JSON(v))
	}
	for _, e := range expressions {
		if _, err := goparser.ParseExpr(e); err != nil {
			t.Errorf("%s is no Go expression: %v", e, err)
		}
	}
	if f.Type.Check != nil {
		if check := f.Type.Check(f); check != "" && strings.Count(check, "%s") != 1 {
			t.Errorf("Check = %q, want one %%s for the column", check)
		}
	}
	if attrs := f.Type.Attrs(f); attrs != "" && (!strings.HasPrefix(attrs, " ") || strings.HasSuffix(attrs, " ")) {
		t.Errorf("Attrs = %q, want each after a space", attrs)
	}
}

func TestSpelling(t *testing.T) {
	for _, test := range []struct{ spec, value, parser, literal, json, sql, attrs string }{
		{"v:string", `it's "x"`, `input.String(0, 255)`, `"it's \"x\""`, `"it's \"x\""`, `'it''s "x"'`, ` maxlength="255"`},
		{"v:string:30:min=3", "abc", `input.String(3, 30)`, `"abc"`, `"abc"`, `'abc'`, ` minlength="3" maxlength="30"`},
		{"v:text", "a\nb", `input.Text(0, 0)`, `"a\nb"`, `"a\nb"`, "'a\nb'", ``},
		{"v:int:min=0:max=10", "7", `input.Int().Min(0).Max(10)`, `7`, `7`, `7`, ` inputmode="numeric" autocomplete="off"`},
		{"v:float:min=0.5", "1.5", `input.Float().Min(0.5)`, `1.5`, `1.5`, `1.5`, ` inputmode="decimal" autocomplete="off"`},
		{"v:decimal:10:2:min=0.01", "12.50", `input.Decimal(10, 2).Min(decimal.RequireFromString("0.01"))`, `decimal.RequireFromString("12.50")`, `"12.50"`, `12.50`, ` inputmode="decimal" autocomplete="off"`},
		{"v:decimal:3:0", "7", `input.Decimal(3, 0)`, `decimal.RequireFromString("7")`, `"7"`, `7`, ` autocomplete="off"`},
		{"v:bool", "true", `input.Bool()`, `true`, `true`, `true`, ``},
		{"v:date:min=2020-01-01", "2026-11-21", `input.Date().Min(types.MustDate("2020-01-01"))`, `types.MustDate("2026-11-21")`, `"2026-11-21"`, `'2026-11-21'`, ` min="2020-01-01"`},
		{"v:date", "today", `input.Date()`, `input.Today()`, `"today"`, `CURRENT_DATE`, ``},
		{"v:time:max=18:00", "09:30", `input.TimeOfDay().Max(types.MustTimeOfDay("18:00"))`, `types.MustTimeOfDay("09:30")`, `"09:30"`, `'09:30:00.000000'`, ` step="any" max="18:00"`},
		{"v:timestamp:min=2020-01-01T00:00:00Z", "2026-11-21T10:45:00.5+01:00", `input.Timestamp().Min(time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC))`, `time.Date(2026, 11, 21, 9, 45, 0, 500000000, time.UTC)`, `"2026-11-21T09:45:00.5Z"`, `'2026-11-21 09:45:00.5+00:00'`, ` step="any" min="2020-01-01T00:00:00"`},
		{"v:timestamp", "now", `input.Timestamp()`, `input.Now()`, `"0001-01-01T00:00:00Z"`, `CURRENT_TIMESTAMP`, ` step="any"`},
		{"v:uuid", "6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90", `input.UUID()`, `uuid.MustParse("6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90")`, `"6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90"`, `'6f1c2a4e-7b0d-4c53-9a37-2f6e8d1b5c90'`, ` maxlength="36" spellcheck="false"`},
		{"v:json", `{"b": [1, null, true], "a": "x"}`, `input.JSON()`, "types.JSON(`{\"b\": [1, null, true], \"a\": \"x\"}`)", `map[string]any{"a": "x", "b": []any{1, nil, true}}`, `'{"b": [1, null, true], "a": "x"}'`, ` spellcheck="false"`},
		{"v:enum:draft:in-review", "draft", `input.OneOf("draft", "in-review")`, `"draft"`, `"draft"`, `'draft'`, ``},
		{"v:email:60", "a@b.io", `input.Email(60)`, `"a@b.io"`, `"a@b.io"`, `'a@b.io'`, ` maxlength="60"`},
		{"v:url", "https://a.io", `input.URL(2048)`, `"https://a.io"`, `"https://a.io"`, `'https://a.io'`, ` maxlength="2048"`},
		{"v:phone", "+1 (555) 0100", `input.Phone()`, `"+1 (555) 0100"`, `"+1 (555) 0100"`, `'+1 (555) 0100'`, ` maxlength="32"`},
		{"v:color", "#1e90ff", `input.Color()`, `"#1e90ff"`, `"#1e90ff"`, `'#1e90ff'`, ``},
		{"v:slug:title", "a-b", `input.Slug()`, `"a-b"`, `"a-b"`, `'a-b'`, ` maxlength="100" spellcheck="false" autocapitalize="none"`},
		{"v:markdown:500", "*a*\nb", `input.Text(0, 500)`, `"*a*\nb"`, `"*a*\nb"`, "'*a*\nb'", ` maxlength="500"`},
		{"v:references:user", "12", `input.ID()`, `12`, `12`, `12`, ``},
		{"v:many:user", "12", `input.ID()`, `12`, `12`, `12`, ``},
	} {
		f := parse(t, test.spec)
		if err := f.Type.Valid(f, test.value); err != nil {
			t.Errorf("%s: Valid(%q): %v", test.spec, test.value, err)
		}
		for _, got := range []struct{ what, got, want string }{
			{"Parser", f.Type.Parser(f), test.parser},
			{"Literal", f.Type.Literal(f, test.value), test.literal},
			{"JSON", f.Type.JSON(test.value), test.json},
			{"SQL", f.Type.SQL(test.value), test.sql},
			{"Attrs", f.Type.Attrs(f), test.attrs},
		} {
			if got.got != got.want {
				t.Errorf("%s: %s of %q = %s, want %s", test.spec, got.what, test.value, got.got, got.want)
			}
		}
	}
}

// TestCheckValue holds values against types and bounds.
func TestCheckValue(t *testing.T) {
	for _, test := range []struct{ spec, value, want string }{
		{"v:string:3", "one", ""},
		{"v:string:3", "four", `"four" is longer than 3 characters`},
		{"v:string:min=3", "no", `"no" is shorter than 3 characters`},
		{"v:string", "", `"" is blank, or begins or ends with space`},
		{"v:int:min=1:max=9", "9", ""},
		{"v:int:min=1:max=9", "10", "10 is more than max=9"},
		{"v:int:min=1:max=9", "0", "0 is less than min=1"},
		{"v:int", "one", `"one" is not a whole number such as 12 or -3`},
		{"v:enum:draft:final", "final", ""},
		{"v:enum:draft:final", "live", `"live" is none of the values: draft, final`},
		{"v:timestamp", "now", ""},
		{"v:timestamp:max=2040-01-01T00\\:00\\:00Z", "now", "now will one day be more than max=2040-01-01T00:00:00Z"},
		{"v:date:min=2030-01-01", "today", "today may be less than min=2030-01-01"},
		{"v:date:min=2020-01-01", "today", ""},
		{"v:date:min=2020-01-01", "2019-12-31", "2019-12-31 is less than min=2020-01-01"},
		{"v:slug", "my-post-2", ""},
		{"v:slug", "my--post", `"my--post" is not lower-case letters, digits and single hyphens, such as my-post`},
		{"v:slug", strings.Repeat("a", 101), `"` + strings.Repeat("a", 101) + `" is longer than 100 characters`},
		{"v:phone", "(030) 12-34", ""},
		{"v:phone", "+", `"+" is not a number such as +1 (555) 010-9999`},
		{"v:references:user", "1", "whether a row with that id exists is not known here"},
	} {
		got := ""
		if err := parse(t, test.spec).CheckValue(test.value); err != nil {
			got = err.Error()
		}
		if got != test.want {
			t.Errorf("%s: CheckValue(%q) = %q, want %q", test.spec, test.value, got, test.want)
		}
	}
}

func TestColumns(t *testing.T) {
	for spec, want := range map[string][3]string{
		"v:string:30":        {"text", "text", "length(%s) <= 30"},
		"v:text":             {"text", "text", ""},
		"v:text:500":         {"text", "text", "length(%s) <= 500"},
		"v:decimal:10:2":     {"decimal", "numeric(10,2)", ""},
		"v:float":            {"real", "double precision", ""},
		"v:timestamp":        {"timestamp", "timestamptz", ""},
		"v:json":             {"json_text", "jsonb", ""},
		"v:enum:draft:final": {"text", "text", "%s IN ('draft', 'final')"},
		"v:slug":             {"text", "text", "length(%s) <= 100"},
		"v:color":            {"text", "text", "length(%s) <= 7"},
		"v:references:user":  {"integer", "bigint", ""},
		"v:many:user":        {"integer", "bigint", ""},
	} {
		f := parse(t, spec)
		got := [3]string{f.Type.SQLite, f.Type.Postgres(f)}
		if f.Type.Check != nil {
			got[2] = f.Type.Check(f)
		}
		if got != want {
			t.Errorf("%s: columns %q, want %q", spec, got, want)
		}
	}
}

// TestSamplesRespectBounds covers the bounds that leave little room.
func TestSamplesRespectBounds(t *testing.T) {
	for spec, want := range map[string][2]string{
		"t:string":                      {"One t", "Two t"},
		"long_title:string:5":           {"One l", "Two l"},
		"t:string:1":                    {"O", "T"},
		"t:string:8:min=8":              {"One tttt", "Two tttt"},
		"t:int:min=5":                   {"5", "6"},
		"t:int:max=-5":                  {"-5", "-6"},
		"t:int:min=3:max=3":             {"3", "3"},
		"t:int:min=1:max=2":             {"1", "2"},
		"t:float:min=0:max=0.1":         {"0.05", "0"},
		"t:decimal:1:1":                 {"0.1", "0.2"},
		"t:decimal:4:2:max=-1":          {"-1.00", "-1.01"},
		"t:decimal:10:2":                {"12.50", "7.25"},
		"t:date:min=2030-02-28":         {"2030-02-28", "2030-03-01"},
		"t:time:max=00:00:01":           {"00:00:01", "00:00:00"},
		"t:enum:only":                   {"only", "only"},
		"t:email:6":                     {"a@b.io", "b@b.io"},
		"t:url:20":                      {"https://a.io", "https://b.io"},
		"t:bool":                        {"false", "true"},
		"t:int:min=9223372036854775807": {"9223372036854775807", "9223372036854775807"},
	} {
		f := parse(t, spec)
		if got := f.Type.Sample(f); got != want {
			t.Errorf("%s: samples %q, want %q", spec, got, want)
		}
	}
}

func parse(t *testing.T, spec string) Field {
	t.Helper()
	f, err := ParseField(spec)
	if err != nil {
		t.Fatalf("ParseField(%q): %v", spec, err)
	}
	return f
}

// Many has no column, and a name in forms and in JSON.
func TestColumnOfMany(t *testing.T) {
	for spec, want := range map[string][2]string{
		"tags:many":       {"tag_ids", "tag"},
		"related:many:a":  {"related_ids", "a"},
		"categories:many": {"category_ids", "category"},
		"people:many":     {"person_ids", "person"},
	} {
		f := parse(t, spec)
		if got := [2]string{f.Column(), f.Resource}; got != want || !f.Optional {
			t.Errorf("%s: %q, optional: %t, want %q", spec, got, f.Optional, want)
		}
	}
}
