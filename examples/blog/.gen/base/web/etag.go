package web

import (
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"strings"
)

// An entity tag is a name for what an answer shows. Clients that have it
// already get 304 instead (If-None-Match), and can say that they change a row
// only if it is still what they saw (If-Match).

var errChanged = failure{http.StatusPreconditionFailed, "It is no longer what If-Match says. Get it again."}

// tagOf is the entity tag of body, without quotes.
func tagOf(body []byte) string {
	sum := sha256.Sum256(body)
	return base64.RawURLEncoding.EncodeToString(sum[:15])
}

// writeTagged answers with JSON and its entity tag, or that the client has it.
func writeTagged(w http.ResponseWriter, r *http.Request, status int, tag string, body []byte) error {
	w.Header().Set("ETag", `"`+tag+`"`)
	for known := range strings.SplitSeq(r.Header.Get("If-None-Match"), ",") {
		known = strings.TrimPrefix(strings.TrimSpace(known), "W/")
		isRead := r.Method == http.MethodGet || r.Method == http.MethodHead
		if isRead && (known == "*" || known == `"`+tag+`"`) {
			w.WriteHeader(http.StatusNotModified)
			return nil
		}
	}
	return writeBody(w, status, "application/json", body)
}

// checkMatch returns errChanged if r is to change another state of a row than
// item, which is the row as the API shows it.
func checkMatch(r *http.Request, item any) error {
	seen := r.Header.Get("If-Match")
	if seen == "" {
		return nil
	}
	body, err := json.Marshal(item)
	if err != nil {
		return err
	}
	current := tagOf(append(body, '\n')) // as it is sent
	for tag := range strings.SplitSeq(seen, ",") {
		tag = strings.TrimSpace(tag)
		row, _, _ := strings.Cut(strings.Trim(tag, `"`), includedMark)
		if tag == "*" || row == current && strings.HasPrefix(tag, `"`) {
			return nil
		}
	}
	return errChanged
}
