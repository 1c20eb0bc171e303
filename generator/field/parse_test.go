package field

import (
	"errors"
	"reflect"
	"strings"
	"testing"
)

// TestFormat gives, for each spelling, the canonical one.
func TestFormat(t *testing.T) {
	for spec, want := range map[string]string{
		"title":                           "title:string",
		"title:unique":                    "title:string:unique",
		"title:string:255":                "title:string",
		"title:string{30}":                "title:string:30",
		"title:string{30}?":               "title:string:30:optional",
		"title:string:30!":                "title:string:30",
		"title:string:max=30":             "title:string:30",
		"title:string!":                   "title:string",
		"title:text?":                     "title:text:optional",
		"title:uniq":                      "title:string:unique",
		"views:integer":                   "views:int",
		"on:boolean":                      "on:bool",
		"at:datetime:default=now":         "at:timestamp:default=now",
		"call:tel?":                       "call:phone:optional",
		"accent:colour:default=#0b57c2":   "accent:color:default=#0b57c2",
		"body:md:5000":                    "body:markdown:5000",
		"s:slug":                          "s:slug",
		"s:slug:unique":                   "s:slug",
		"s:permalink{title}":              "s:slug:title",
		"s:slug:title:index":              "s:slug:title:index",
		"s:slug{index}":                   "s:slug{index}",
		"author:belongs_to":               "author:references",
		"author:references:author":        "author:references",
		"author:references:user:restrict": "author:references:user",
		"author:references:index":         "author:references:index",
		"tags:many":                       "tags:many",
		"tags:many:tag":                   "tags:many",
		"tags:many_to_many:label":         "tags:many:label",
		"tags:many:tag:optional":          "tags:many",
		"categories:many?":                "categories:many",
		"price:decimal{10,2}":             "price:decimal:10:2",
		"price:decimal{10.2}:optional":    "price:decimal:10:2:optional",
		"s:enum:a:b:default=b":            "s:enum:a:b:default=b",
		"s:enum{a,b}":                     "s:enum:a:b",
		"s:enum{public,private}":          "s:enum{public,private}",
		"s:enum{a,b}:private":             "s:enum{a,b}:private",
		"s:enum:a:b:optional:private":     "s:enum:a:b:optional:private",
		"r:references{index}":             "r:references{index}",
		"t:time:min=09:00:max=18:00:30":   "t:time:min=09:00:max=18:00:30",
		"t:timestamp:min=2020-01-01T00:00:00+02:00:index": "t:timestamp:index:min=2020-01-01T00:00:00+02:00",
		"u:url:default=https://a.io:8080/b":               "u:url:default=https://a.io:8080/b",
		`s:default=a\:b\\c`:                               `s:string:default=a\:b\\c`,
		`s:text:default=a\nb`:                             `s:text:default=a\nb`,
		`s:default=C\:\\new`:                              `s:string:default=C\:\\new`,
		"s:private:max=3:readonly:min=2:optional":         "s:string:3:optional:min=2:private:readonly",
	} {
		f := parse(t, spec)
		if got := Format(f); got != want {
			t.Errorf("Format(ParseField(%q)) = %q, want %q", spec, got, want)
		}
		checkRoundTrip(t, f)
	}
}

func checkRoundTrip(t *testing.T, f Field) {
	t.Helper()
	again, err := ParseField(Format(f))
	if err != nil {
		t.Fatalf("ParseField(%q): %v", Format(f), err)
	}
	if !reflect.DeepEqual(again, f) {
		t.Errorf("ParseField(%q) = %+v, want %+v", Format(f), again, f)
	}
}

// TestParseErrors gives, for each wrong definition, where the error is, part
// of its message, and part of its hint.
func TestParseErrors(t *testing.T) {
	for _, test := range []struct {
		spec    string
		offset  int
		message string
		hint    string
	}{
		{"", 0, "the name is empty", ""},
		{"2post", 0, `name "2post" is not allowed`, "such as published_at"},
		{"publishedAt", 0, "not allowed", `did you mean "published_at"?`},
		{"a__b", 0, "not allowed", ""},
		{"a_", 0, "not allowed", `did you mean "a"?`},
		{strings.Repeat("a", 60), 0, "longer than 59 bytes", "shorter"},
		{strings.Repeat("a", 57) + ":references:b", 0, "longer than 59 bytes", "shorter"},
		{"id", 0, "every resource has it", "another name"},
		{"created_at:timestamp", 0, "every resource has it", ""},
		{"author_id:references", 0, "without _id", `did you mean "author"?`},
		{"tag_ids:many", 0, "without _ids: its ids would be called tag_id_ids", `did you mean "tags"?`},
		{"2}", 0, "one half of decimal{10,2}", "decimal:10:2"},
		{"price:decimal10", 6, "one half of decimal{10,2}", "decimal:10:2"},
		{"price:decimal{10", 6, "one half of decimal{10,2}", "decimal:10:2"},
		{"title string", 0, "not allowed", `did you mean "title:string"?`},
		{"title=text", 0, "not allowed", `did you mean "title:text"?`},
		{"title field", 0, "not allowed", `did you mean "title_field"?`},
		{"t:varchar(30)", 2, "unknown type", "write string:30"},
		{"t:numeric(10, 2)", 2, "unknown type", "write decimal:10:2"},
		{"t:has_many", 2, "unknown type", "type references"},
		{"t:string30", 2, "unknown type", "write string:30"},
		{"t:strng", 2, `unknown type "strng"`, `did you mean "string"?`},
		{"t:itn", 2, "unknown type", `did you mean "int"?`},
		{"t:String", 2, "unknown type", `did you mean "string"?`},
		{"t:xyzzy", 2, "unknown type", "the types are string, text"},
		{"t:", 2, "unknown type", "the types are"},
		{"t:image", 2, "not available in this version", "the types are"},
		{"t:int:search", 6, "int cannot be searched: its values are not made of words", "leave search out"},
		{"t:url:search", 6, "not made of words", ""},
		{"t:enum:a:b:search", 11, "few values", ""},
		{"rank:string:search", 12, "has a column of that name", "another name"},
		{"t:string:search:private", 9, "tell of it", "leave search or private out"},
		{"t:file", 2, "not available in this version", ""},
		{"tags:many:tag:unique", 14, "cannot be unique: rows share what they refer to", "leave unique out"},
		{"tags:many:tag:index", 14, "cannot be indexed", "leave index out"},
		{"tags:many:tag:default=1", 14, "cannot be given default", "leave default out"},
		{"tags:many:tag:private", 14, "cannot be private", "leave private out"},
		{"tags:many:tag:readonly", 14, "cannot be readonly", "leave readonly out"},
		{"tags:many:tag:cascade", 14, "what deleting a referenced row does", "leave cascade out"},
		{"tags:many:tag:max=3", 14, "its values have no order", "leave max out"},
		{"tags:many:Tag", 10, "of the resource", ""},
		{"t:string:uniqe", 9, "unknown modifier", `did you mean "unique"?`},
		{"t:string:required", 9, "unknown modifier", "required unless"},
		{"t:unique:string", 9, "unknown modifier", "right after the name"},
		{"t:string:", 9, "nothing between two colons", ""},
		{"t:string:unique:uniq", 16, "given twice", ""},
		{"t:string:default", 9, "needs a value", "default=V"},
		{"t:string:unique=yes", 9, "takes no value", "alone"},
		{"t:int:12", 6, "takes no argument", "64 bits"},
		{"t:int{12}", 6, "takes no argument", ""},
		{"t:string:0", 9, "leaves nothing", ""},
		{"t:string:10001", 9, "1 to 10000", ""},
		{"t:string:20:max=30", 12, "given twice", ""},
		{"t:email:5", 8, "6 to 254", ""},
		{"t:decimal", 2, "needs its number of digits", "decimal:10:2"},
		{"t:decimal:10", 10, "digits after the point too", "decimal:10:2"},
		{"t:decimal:39:2", 10, "1 to 38 digits", ""},
		{"t:decimal:5:6", 12, "cannot stand after the point", ""},
		{"t:enum", 2, "1 to 100 values", "enum:draft:published"},
		{"t:enum:a:-b", 7, `value "-b" is not allowed`, ""},
		{"t:enum:in-a:in_a", 7, "same name in Go", ""},
		{"t:enum:a:a", 7, "same name in Go", ""},
		{"t:enum:public:private", 14, "could be a value or the modifier", "'enum{public,private}'"},
		{"t:references:User", 13, `name "User" is not allowed`, `did you mean "user"?`},
		{"t:references:user:cascade:nullify", 26, "contradicts cascade", ""},
		{"t:references:user:nullify", 18, "needs optional", "optional:nullify"},
		{"t:references:user:default=1", 18, "not known here", ""},
		{"t:string:cascade", 9, "deleting a referenced row", ""},
		{"t:bool:unique", 7, "only two rows", ""},
		{"t:json:unique", 7, "spelled differently", ""},
		{"t:json:index", 7, "cannot be indexed", ""},
		{"t:bool:min=1", 7, "no order", ""},
		{"t:uuid:max=1", 7, "no order", ""},
		{"t:email:min=3", 8, "as a whole", ""},
		{"t:text:unique", 7, "2704 bytes", "text:255"},
		{"t:text:501:index", 11, "500 or less", ""},
		{"t:string:601:unique", 13, "600 or less", ""},
		{"t:string:unique:default=a", 9, "a second row", ""},
		{"t:int:unique:min=1:max=1", 6, "only one value is possible", ""},
		{"t:readonly", 2, "nothing could ever set", "optional"},
		{"t:int:min=x", 6, "not a whole number", ""},
		{"t:int:min=9223372036854775808", 6, "does not fit", ""},
		{"t:int:min=5:max=3", 6, "more than max", ""},
		{"t:int:max=3:default=5", 12, "more than max=3", ""},
		{"t:int:min=3:default=1", 12, "less than min=3", ""},
		{"t:int:default=007", 6, "not a whole number", ""},
		{"t:float:default=NaN", 8, "not a number", ""},
		{"t:float:default=1e999", 8, "does not fit", ""},
		{"t:decimal:4:2:default=123", 14, "before the point", ""},
		{"t:decimal:4:2:default=1.234", 14, "after the point", ""},
		{"t:bool:default=yes", 7, "neither true nor false", ""},
		{"t:date:default=2026-02-30", 7, "not a day", ""},
		{"t:date:min=today", 7, "another value every time", "check()"},
		{"t:date:max=2030-01-01:default=today", 22, "one day be more", ""},
		{"t:date:min=2030-01-01:default=today", 22, "may be less", ""},
		{"t:date:default=now", 7, "not a day", ""},
		{"t:color:default=#FFF", 8, "not a colour", ""},
		{"t:color:default=#1E90FF", 8, "in lower case", ""},
		{"t:color:7", 8, "takes no argument", "#rrggbb"},
		{"t:phone:default=none", 8, "not a number", ""},
		{"t:phone:default=()", 8, "not a number", ""},
		{"t:phone:max=9", 8, "no order", ""},
		{"t:slug:title:body", 13, "unknown modifier", ""},
		{"t:slug:title:optional", 13, "always has a value", "leave optional out"},
		{"t:slug:title:readonly", 13, "written by hand", ""},
		{"t:slug:default=a", 7, "no two rows", ""},
		{"t:slug:private", 7, "there to be seen", ""},
		{"t:time:default=24:00", 7, "not a time of day", ""},
		{"t:timestamp:default=2026-01-01", 12, "not a moment", ""},
		{"t:uuid:default=x", 7, "not a UUID", ""},
		{"t:json:default={", 7, "not a JSON document", ""},
		{"t:json:default=null", 7, "no document", ""},
		{"t:enum:a:b:default=c", 11, "none of the values: a, b", ""},
		{"t:email:default=Ann <a@b.io>", 8, "not an address", ""},
		{"t:email:default=a@localhost", 8, "not an address", ""},
		{"t:url:default=ftp://a.io", 6, "not an address", ""},
		{"t:url:default=https://ä.io", 6, "not an address", ""},
		{"t:url:default=https://a.io/b c", 6, "not an address", ""},
		{"t:string:default= a", 9, "begins or ends with space", ""},
		{"t:string:default=", 9, "blank", ""},
		{"t:string:3:default=abcd", 11, "longer than 3 characters", ""},
		{"t:string:min=3:default=a", 15, "shorter than 3 characters", ""},
		{"t:string:3:min=4", 11, "more than the maximum length", ""},
		{"t:string:min=0", 9, "number of characters", ""},
		{"t:string:max=x", 9, "number of characters", ""},
		{"t:default=a\x00b", 2, "control character", ""},
		{"t:text:default=a\x01b", 7, "control character", ""},
		{"t:text:default=\xff", 7, "invalid UTF-8", ""},
	} {
		_, err := ParseField(test.spec)
		var wrong *Error
		if !errors.As(err, &wrong) {
			t.Errorf("ParseField(%q): no error", test.spec)
			continue
		}
		if wrong.Offset != test.offset || !strings.Contains(wrong.Message, test.message) || !strings.Contains(wrong.Hint, test.hint) {
			t.Errorf("ParseField(%q): at %d %q, hint %q; want at %d %q, hint %q",
				test.spec, wrong.Offset, wrong.Message, wrong.Hint, test.offset, test.message, test.hint)
		}
	}
}

func TestParseReportsEverything(t *testing.T) {
	_, errs := Parse("n", "int:unqiue:defalt=1:min=1:min=2")
	var offsets []int
	for _, err := range errs {
		offsets = append(offsets, err.Offset)
	}
	if want := []int{4, 11, 26}; !reflect.DeepEqual(offsets, want) {
		t.Errorf("errors at %v, want %v", offsets, want)
	}
}

func TestSuggest(t *testing.T) {
	for word, want := range map[string]string{
		"strng": "string", "itn": "int", "timestmap": "timestamp", "referencess": "references", "qqq": "", "": "",
	} {
		if got := Suggest(word, Names()); got != want {
			t.Errorf("Suggest(%q) = %q, want %q", word, got, want)
		}
	}
}

// FuzzParseField holds the grammar to its promises: no input panics, an error
// points into the input, and what parses has one canonical spelling.
func FuzzParseField(f *testing.F) {
	for _, field := range Fixture("target") {
		f.Add(Format(field))
	}
	f.Add(`s:default=a\:b\\c\nd`)
	f.Add("s:enum{public,private}?")
	f.Fuzz(func(t *testing.T, spec string) {
		field, err := ParseField(spec)
		var wrong *Error
		if errors.As(err, &wrong) {
			if wrong.Message == "" || wrong.Offset < 0 || wrong.Offset > len(spec) {
				t.Errorf("error %+v", wrong)
			}
			return
		}
		checkRoundTrip(t, field)
		for _, v := range field.Type.Sample(field) {
			if !allows(field, v) {
				t.Errorf("sample %q is not allowed", v)
			}
		}
	})
}

func TestSingular(t *testing.T) {
	for many, want := range map[string]string{"tags": "tag", "people": "person", "news": "news", "ids": "id", "ips": "ip"} {
		if one := Singular(many); one != want {
			t.Errorf("%s: got %s, want %s", many, one, want)
		}
	}
}
