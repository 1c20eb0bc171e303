package e2e

import (
	"net/http"
	"reflect"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

const refused = ""

// values are what clients send for a field, and what they get back.
var values = []struct{ field, in, out string }{
	{"title", `"😀😀😀😀😀😀😀😀😀😀"`, `"😀😀😀😀😀😀😀😀😀😀"`}, {"title", `"😀😀😀😀😀😀😀😀😀😀x"`, refused},
	{"title", `" pad "`, `" pad "`}, {"title", `" "`, refused}, {"title", `1`, refused}, {"title", `"a\r\nb"`, refused},
	{"title", `"\u0000"`, refused}, {"title", `"\ud800"`, refused}, {"title", "\"\xff\"", refused},
	{"title", `"\ud83d\ude00"`, `"😀"`}, {"title", `"\\ud800"`, `"\\ud800"`},
	{"body", `"\n\na\r\nb\r"`, `"\n\na\r\nb\r"`}, {"body", `""`, `""`},
	{"n", `9223372036854775807`, `9223372036854775807`}, {"n", `-9223372036854775808`, `-9223372036854775808`},
	{"n", `9223372036854775808`, refused}, {"n", `1.0`, refused}, {"n", `"1"`, refused}, {"n", `true`, refused},
	{"f", `0.1`, `0.1`}, {"f", `-0.0`, `0`}, {"f", `5e-324`, `5e-324`}, {"f", `1e400`, refused}, {"f", `"NaN"`, refused},
	{"d", `"9999999999999.99"`, `"9999999999999.99"`}, {"d", `0.1`, `"0.10"`}, {"d", `"-0"`, `"0.00"`},
	{"d", `"0.001"`, refused}, {"d", `10000000000000`, refused}, {"d", `"1e2"`, refused},
	{"b", `false`, `false`}, {"b", `null`, refused}, {"b", `"true"`, refused},
	{"day", `"0001-01-01"`, `"0001-01-01"`}, {"day", `"9999-12-31"`, `"9999-12-31"`}, {"day", `"2024-02-29"`, `"2024-02-29"`},
	{"day", `"2023-02-29"`, refused}, {"day", `"0000-12-31"`, refused},
	{"t", `"23:59:59.999999"`, `"23:59:59.999999"`}, {"t", `"09:30:00"`, `"09:30"`}, {"t", `"24:00"`, refused},
	{"ts", `"2024-01-01T00:00:00.1234567+02:00"`, `"2023-12-31T22:00:00.123456Z"`},
	{"ts", `"0001-01-01T00:00:00Z"`, `"0001-01-01T00:00:00Z"`}, {"ts", `"9999-12-31T23:59:59.999999Z"`, `"9999-12-31T23:59:59.999999Z"`},
	{"ts", `"0001-01-01T00:00:00+01:00"`, refused}, {"ts", `"2024-01-01"`, refused},
	{"u", `"0190A6B0-7C1E-7D3A-9F6B-2C4D5E6F7A8B"`, `"0190a6b0-7c1e-7d3a-9f6b-2c4d5e6f7a8b"`},
	{"u", `"{0190a6b0-7c1e-7d3a-9f6b-2c4d5e6f7a8b}"`, refused},
	{"j", `{"b":[1,"é",null],"a":{}}`, `{"a":{},"b":[1,"é",null]}`}, {"j", `null`, `null`}, {"j", `12345678901234567890.5`, `12345678901234567890.5`},
	{"j", `{"a":"\u0000"}`, refused}, {"j", `{"\ud800":1}`, refused}, {"j", `[1e400]`, refused}, {"j", "[\"\xff\"]", refused},
	{"e", `"live"`, `"live"`}, {"e", `"LIVE"`, refused},
	{"mail", `" ada@example.com "`, `"ada@example.com"`}, {"mail", `"Ada <ada@example.com>"`, refused},
	{"mail", `"a@b.c\r\nBcc: x@y.z"`, refused}, {"mail", `"ä@example.com"`, refused},
	{"site", `"https://a.b/?c=d&e"`, `"https://a.b/?c=d&e"`}, {"site", `"javascript:alert(1)"`, refused},
	{"site", `"data:text/html,x"`, refused}, {"site", `"https://a b"`, refused},
	{"owner_id", `1`, `1`}, {"owner_id", `"1"`, refused}, {"owner_id", `99999999999999999999`, refused},
}

// What goes in comes out again, or is refused.
func testValues(t *testing.T, s *server) {
	for _, test := range values {
		a := s.send(t, "PATCH", "/api/v1/things/1", asJSON, `{"`+test.field+`":`+test.in+`}`)
		if a.status == http.StatusUnprocessableEntity && test.out == refused && strings.Contains(a.body, `"field":"`+test.field+`"`) {
			continue
		}
		if test.out == refused {
			t.Errorf("%s: %s = %d %s, want 422", test.field, test.in, a.status, a.body)
			continue
		}
		if stored := s.send(t, "GET", "/api/v1/things/1", "", ""); !reflect.DeepEqual(stored.object(t)[test.field], decode(t, test.out)) {
			t.Errorf("%s: %s = %d %s, then %s, want %s", test.field, test.in, a.status, a.body, stored.body, test.out)
		}
	}
}

// Saving a form as a browser was shown it changes nothing.
func testRoundTrip(t *testing.T, s *server) {
	ctx := newBrowser(t)
	defer chromedp.Cancel(ctx)
	for _, row := range []string{
		`{"title":" <b>&\"'","body":"\n\na\r\nb\r</textarea>","n":-9223372036854775808,"f":1e21,"d":"-0.10","b":false,
			"day":"0001-01-01","t":"09:30:15.123456","ts":"2024-01-01T00:00:00.123456Z","u":"0190a6b0-7c1e-7d3a-9f6b-2c4d5e6f7a8b",
			"j":{"b":[1,"</textarea>"],"a":"é"},"e":"live","mail":"a+b'c@d.e","site":"http://x/?a=1&b=%20'","secret":"TOPSECRET","owner_id":1}`,
		`{"title":"é\ufeff","body":"","f":0.1,"day":"9999-12-31","t":"00:00:00.000001","ts":"2024-12-31T23:59:59.120456Z","j":"text"}`,
		`{"title":"tab\t","body":" ","f":5e-324,"t":"12:00:00.120456","ts":"0001-01-01T00:00:00.000001Z","j":0}`,
	} {
		made := s.send(t, "POST", "/api/v1/things", asJSON, row)
		if made.status != http.StatusCreated {
			t.Fatal(made.body)
		}
		path := made.header.Get("Location")
		do(t, ctx, chromedp.Navigate(s.url+strings.TrimPrefix(path, "/api/v1")+"/edit"))
		submit(t, ctx, "main form button")
		wantText(t, ctx, `[role="status"]`, "Thing saved.")
		if before, after := made.object(t), s.send(t, "GET", path, "", "").object(t); !reflect.DeepEqual(before, after) {
			t.Errorf("saving a form unchanged made\n%v of\n%v", after, before)
		}
	}
}
