package e2e

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// Of every type there is a field, and of every modifier that clients notice.
const attacked = `
app: blog
resources:
  owner:
    fields: {name: "string:20:unique"}
  child:
    fields: {name: string, owner: references}
  thing:
    fields:
      title: string:10
      body: text:optional
      n: int:optional
      f: float:optional
      d: decimal:15:2:optional
      b: bool:default=true
      day: date:optional
      t: time:optional
      ts: timestamp:optional
      u: uuid:optional
      j: json:optional
      e: enum:draft:live:default=draft
      mail: email:optional
      site: url:optional
      hits: int:default=5:readonly
      secret: string:50:optional:private
      owner: references:optional:nullify
      parent: references:thing:optional:restrict
    unique: [[owner, title]]
`

const (
	asJSON = "application/json"
	asForm = "application/x-www-form-urlencoded"
	big    = 1 << 20
)

// An answer is what a server answered.
type answer struct {
	status int
	header http.Header
	body   string
}

// send sends a request to s. It does not follow redirects.
func (s *server) send(t *testing.T, method, path, contentType, body string) answer {
	t.Helper()
	r, err := http.NewRequest(method, s.url+path, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r.Header.Set("Content-Type", contentType)
	return answerTo(t, r)
}

func answerTo(t *testing.T, r *http.Request) answer {
	t.Helper()
	res, err := http.DefaultTransport.RoundTrip(r)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	return answer{res.StatusCode, res.Header, string(text)}
}

// object is the JSON object that a is, without the time of its last change.
func (a answer) object(t *testing.T) map[string]any {
	t.Helper()
	object := decode(t, a.body).(map[string]any)
	delete(object, "updated_at")
	return object
}

// decode is the JSON in text. Numbers stay as they are written.
func decode(t *testing.T, text string) any {
	t.Helper()
	decoder := json.NewDecoder(strings.NewReader(text))
	decoder.UseNumber()
	var v any
	if err := decoder.Decode(&v); err != nil {
		t.Fatalf("%v:\n%s", err, text)
	}
	return v
}

// A stranger who sends what nobody should gets the right answer, the same on
// both databases, and never a 5xx.
func TestHTTP(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, attacked), database)
		for _, name := range []string{"Ann", "Bob"} {
			s.send(t, "POST", "/api/v1/owners", asJSON, `{"name":"`+name+`"}`)
		}
		t.Run("answers", func(t *testing.T) { testAnswers(t, s) })
		t.Run("values", func(t *testing.T) { testValues(t, s) })
		t.Run("headers", func(t *testing.T) { testHeaders(t, s) })
		t.Run("round trip", func(t *testing.T) { testRoundTrip(t, s) })
		t.Run("at once", func(t *testing.T) { testAtOnce(t, s) })
		t.Run("stop", func(t *testing.T) { testStop(t, s) })
		for _, word := range []string{"TOPSECRET", "status=5"} {
			if strings.Contains(s.log.String(), word) {
				t.Errorf("log has %q:\n%s", word, s.log)
			}
		}
	})
}

// An exchange is a request, and the answer that it has to get.
type exchange struct {
	method, path, contentType, body string
	status                          int
	want                            string // in the body, or in Location or Allow
}

const things, thing = "/api/v1/things", "/api/v1/things/1"

var apiExchanges = []exchange{
	{"POST", things, asJSON, `{"title":"first","secret":"TOPSECRET","owner_id":1}`, 201, thing},
	{"POST", things, asJSON, `{"title":"first","owner_id":1}`, 422, `"field":"title","message":"has already been taken"`},
	{"GET", thing, "", "", 200, `"hits":5,`},
	{"PUT", thing, asJSON, `{"title":"put"}`, 200, `"b":true,`},
	{"PUT", thing, asJSON, `{}`, 422, `"field":"title"`},
	{"PATCH", thing, asJSON, `{"title":"patched","n":1}`, 200, `"n":1,`},
	{"PATCH", thing, "application/merge-patch+json", `{"n":null}`, 200, `"n":null,`},
	{"PATCH", thing, asJSON, `{"title":null}`, 422, `"field":"title"`},
	{"PATCH", thing, asJSON, `{"hits":1,"id":2,"zzz":3}`, 422, `"field":"zzz"`},
	{"PATCH", thing, asJSON, `{"owner_id":999}`, 422, `"field":"owner_id","message":"does not exist"`},
	{"PATCH", thing, asJSON, `{"parent_id":1}`, 200, ""},
	{"PATCH", things + "/999", asJSON, `{}`, 404, ""},
	{"PATCH", thing, asJSON, ``, 400, ""},
	{"PATCH", thing, asJSON, `{"title":`, 400, ""},
	{"PATCH", thing, asJSON, `{} {}`, 400, ""},
	{"PATCH", thing, asJSON, `null`, 422, "must be a JSON object"},
	{"PATCH", thing, asJSON, `[]`, 422, "must be a JSON object"},
	{"PATCH", thing, asJSON, deep(100), 200, ""},
	{"PATCH", thing, asJSON, deep(101), 422, "too deeply"},
	{"PATCH", thing, asJSON, deep(100_000), 400, ""},
	{"PATCH", thing, asJSON, `{"body":"` + strings.Repeat("x", big) + `"}`, 413, ""},
	{"PATCH", thing, "text/plain", `{}`, 415, ""},
	{"PATCH", thing, asForm, `n=1`, 415, ""},
	{"POST", thing, asJSON, `{}`, 405, "DELETE, GET, HEAD, PATCH, PUT"},
	{"DELETE", "/things", "", "", 405, "GET, HEAD, POST"},
	{"GET", things + "?page=1&per_page=100", "", "", 200, `"page":1,"per_page":100`},
	{"GET", things + "?page=1000000000", "", "", 200, `"items":[]`},
	{"GET", things + "?page=0", "", "", 400, "page"},
	{"GET", things + "?page=99999999999999999999", "", "", 400, "page"},
	{"GET", things + "?per_page=101", "", "", 400, "per_page"},
	{"GET", things + "?a;b", "", "", 400, ""},
	{"GET", thing + "?page=1", "", "", 400, "page"},
	{"GET", "/things?page=0", "", "", 400, ""},
	{"GET", things + "/", "", "", 404, ""},
	{"GET", things + "/01", "", "", 404, ""},
	{"GET", things + "/%2531", "", "", 404, ""},
	{"GET", things + "/1%00", "", "", 404, ""},
	{"GET", things + "/9223372036854775808", "", "", 404, ""},
	{"GET", "/static/%2e%2e/web.go", "", "", 404, ""},
	{"HEAD", thing, "", "", 200, ""},
}

var formExchanges = []exchange{
	{"POST", "/things", asForm, "title=form", 303, "/things/"},
	{"POST", "/things", "multipart/form-data; boundary=B", multipart, 303, "/things/"},
	{"POST", "/things", "multipart/form-data", multipart, 400, ""},
	{"POST", "/things", asJSON, `{"title":"json"}`, 415, ""},
	{"POST", "/things/2", "", "title=lost", 415, ""},
	{"POST", "/things", asForm, "title=%ff", 422, "Title has characters"},
	{"POST", "/things", asForm, "title=%00", 422, "Title has characters"},
	{"POST", "/things", asForm, "title=a%0d%0ab", 422, "Title must be a single line"},
	{"POST", "/things", asForm, "title=%zz", 400, ""},
	{"POST", "/things", asForm, "title=x&n=abc", 422, `value="abc"`},
	{"POST", "/things", asForm, "title=x&body=" + strings.Repeat("x", big), 413, ""},
	{"POST", "/things/3/delete", asForm, "", 303, "/things"},
	{"POST", "/things/3/delete", asForm, "", 404, ""},
}

var deleteExchanges = []exchange{
	{"POST", "/api/v1/children", asJSON, `{"name":"one","owner_id":2}`, 201, ""},
	{"DELETE", "/api/v1/owners/2", "", "", 409, "children (1)"},
	{"POST", "/owners/2/delete", asForm, "", 409, "children (1)"},
	{"DELETE", "/api/v1/children/1", "", "", 204, ""},
	{"DELETE", "/api/v1/owners/2", "", "", 204, ""},
}

// deep is a JSON object in which arrays are nested.
func deep(n int) string { return `{"j":` + strings.Repeat("[", n) + strings.Repeat("]", n) + `}` }

const multipart = "--B\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nparts\r\n--B--\r\n"

func testAnswers(t *testing.T, s *server) {
	for _, test := range slices.Concat(apiExchanges, formExchanges, deleteExchanges) {
		a := s.send(t, test.method, test.path, test.contentType, test.body)
		text := a.body + a.header.Get("Location") + a.header.Get("Allow")
		if a.status != test.status || !strings.Contains(text, test.want) || strings.Contains(text, "TOPSECRET") {
			t.Errorf("%s %s %.60s = %d %.400s, want %d with %s", test.method, test.path, test.body, a.status, text, test.status, test.want)
		}
		kind := a.header.Get("Content-Type")
		if wrong := a.status >= 400; wrong && strings.HasPrefix(test.path, "/api/") != (kind == "application/problem+json") {
			t.Errorf("%s %s: %d with Content-Type %q", test.method, test.path, a.status, kind)
		}
	}
}

// Every kind of answer has the headers that keep browsers safe, and pages of
// other sites can change nothing.
func testHeaders(t *testing.T, s *server) {
	for _, test := range []struct {
		method, path, name, value string
		status                    int
	}{
		{"GET", "/", "", "", 200},
		{"GET", "/static/app.css", "", "", 200},
		{"GET", "/nothing", "", "", 404},
		{"GET", "/things//1", "", "", 307},
		{"GET", "/api/v1/things", "Sec-Fetch-Site", "cross-site", 200},
		{"DELETE", "/things", "", "", 405},
		{"DELETE", "/api/v1/things/999", "Sec-Fetch-Site", "same-origin", 404},
		{"DELETE", "/api/v1/things/999", "Sec-Fetch-Site", "cross-site", 403},
		{"DELETE", "/api/v1/things/999", "Origin", "null", 403},
		{"POST", "/things", "Sec-Fetch-Site", "same-site", 403},
		{"POST", "/things", "Origin", "https://example.com", 403},
	} {
		r, err := http.NewRequest(test.method, s.url+test.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		if test.name != "" {
			r.Header.Set(test.name, test.value)
		}
		a := answerTo(t, r)
		if a.status != test.status {
			t.Errorf("%s %s with %s %s: status %d, want %d", test.method, test.path, test.name, test.value, a.status, test.status)
		}
		for _, name := range []string{"Content-Security-Policy", "X-Content-Type-Options", "X-Frame-Options", "Referrer-Policy", "Cache-Control"} {
			if a.header.Get(name) == "" {
				t.Errorf("%s %s: no %s", test.method, test.path, name)
			}
		}
	}
}

// together calls fn n times at once, and counts the status codes it returns.
func together(n int, fn func(i int) int) map[int]int {
	counts := map[int]int{}
	var mu sync.Mutex
	var wg sync.WaitGroup
	for i := range n {
		wg.Go(func() {
			status := fn(i)
			mu.Lock()
			defer mu.Unlock()
			counts[status]++
		})
	}
	wg.Wait()
	return counts
}

func testAtOnce(t *testing.T, s *server) {
	create := func(name string) int {
		return s.send(t, "POST", "/api/v1/owners", asJSON, `{"name":"`+name+`"}`).status
	}
	if got := together(100, func(i int) int { return create(fmt.Sprint("many ", i)) }); got[201] != 100 {
		t.Errorf("100 creates at once: %v", got)
	}
	if got := together(30, func(int) int { return create("the same") }); got[201] != 1 || got[422] != 29 {
		t.Errorf("30 creates of the same unique name at once: %v, want one that succeeds", got)
	}
	changes := []string{`"n":7`, `"f":7.5`, `"d":"7.00"`, `"body":"seven"`, `"day":"2007-07-07"`, `"t":"07:07"`, `"mail":"seven@b.io"`, `"j":[7]`}
	if got := together(len(changes), func(i int) int {
		return s.send(t, "PATCH", "/api/v1/things/1", asJSON, "{"+changes[i]+"}").status
	}); got[200] != len(changes) {
		t.Errorf("changes of different fields at once: %v", got)
	}
	row := s.send(t, "GET", "/api/v1/things/1", "", "").body
	for _, change := range changes {
		if !strings.Contains(row, change) {
			t.Errorf("%s was lost: %s", change, row)
		}
	}
}

// Who is connected when the application is told to stop gets an answer.
func testStop(t *testing.T, s *server) {
	address, err := url.Parse(s.url)
	if err != nil {
		t.Fatal(err)
	}
	time.AfterFunc(300*time.Millisecond, func() {
		if err := s.cmd.Process.Signal(syscall.SIGTERM); err != nil {
			t.Error(err)
		}
	})
	var wg sync.WaitGroup
	for range 8 {
		conn, err := net.Dial("tcp", address.Host)
		if err != nil {
			t.Fatal(err)
		}
		wg.Go(func() { keepTalking(t, conn) })
	}
	wg.Wait()
	if err := s.cmd.Wait(); err != nil {
		t.Errorf("application ended with %v:\n%s", err, s.log)
	}
}

// keepTalking sends requests on conn until the application says that it is the
// last one. Each of them has to be answered.
func keepTalking(t *testing.T, conn net.Conn) {
	defer conn.Close()
	reader := bufio.NewReader(conn)
	for {
		if _, err := io.WriteString(conn, "GET /api/v1/owners HTTP/1.1\r\nHost: localhost\r\n\r\n"); err != nil {
			t.Errorf("request lost: %v", err)
			return
		}
		res, err := http.ReadResponse(reader, nil)
		if err != nil {
			t.Errorf("answer lost: %v", err)
			return
		}
		io.Copy(io.Discard, res.Body)
		if res.StatusCode != http.StatusOK {
			t.Errorf("status %d while stopping", res.StatusCode)
		}
		if res.Close {
			return
		}
	}
}

// In production, which is any APP_ENV that is not development, nobody is told
// why a request failed, and cookies need HTTPS.
func TestProduction(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		s := serve(t, newApp(t, database, attacked), database, "APP_ENV=staging") // without a table
		for _, path := range []string{"/things", "/api/v1/things"} {
			a := s.send(t, "GET", path, "", "")
			if a.status != http.StatusInternalServerError || !strings.Contains(a.body, "Something went wrong on our side.") {
				t.Errorf("GET %s = %d %s", path, a.status, a.body)
			}
		}
		r, err := http.NewRequest("GET", s.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		r.AddCookie(&http.Cookie{Name: "notice", Value: "hello"})
		a := answerTo(t, r)
		if cookie := a.header.Get("Set-Cookie"); !strings.Contains(cookie, "Secure") || !strings.Contains(cookie, "HttpOnly") {
			t.Errorf("Set-Cookie = %q, want it secure", cookie)
		}
		if a.header.Get("Strict-Transport-Security") == "" {
			t.Error("no Strict-Transport-Security")
		}
	})
}
