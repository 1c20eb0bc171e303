package field

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// minLength is the fewest characters that f takes.
func (f Field) minLength() int {
	if f.Min == nil {
		return 0
	}
	n, _ := strconv.Atoi(*f.Min)
	return n
}

// lengthCheck is the SQL condition that keeps f's maximum length. Both
// databases count characters.
func lengthCheck(f Field) string {
	if f.Length == 0 {
		return ""
	}
	return fmt.Sprintf("length(%%s) <= %d", f.Length)
}

// lengthAttrs are the attributes minlength and maxlength of f's control.
func lengthAttrs(f Field) string {
	var s string
	if n := f.minLength(); n > 0 {
		s += attr("minlength", strconv.Itoa(n))
	}
	if f.Length > 0 {
		s += attr("maxlength", strconv.Itoa(f.Length))
	}
	return s
}

// validLine accepts one line of text that f's length allows.
func validLine(f Field, v string) error {
	if strings.ContainsFunc(v, unicode.IsControl) {
		return errors.New("a control character or a line break cannot be part of one line")
	}
	return validText(f, v)
}

// validText accepts text that f's length allows and a form sends unchanged.
func validText(f Field, v string) error {
	if err := checkText(v); err != nil {
		return err
	}
	if v == "" || strings.TrimSpace(v) != v {
		return fmt.Errorf("%q is blank, or begins or ends with space", v)
	}
	n := utf8.RuneCountInString(v)
	if f.Length > 0 && n > f.Length {
		return fmt.Errorf("%q is longer than %s", v, count(f.Length, "character"))
	}
	if n < f.minLength() {
		return fmt.Errorf("%q is shorter than %s", v, count(f.minLength(), "character"))
	}
	return nil
}

// checkText refuses what a database cannot hold, or a form would change.
func checkText(v string) error {
	if !utf8.ValidString(v) {
		return errors.New("invalid UTF-8 cannot be stored")
	}
	for _, r := range v {
		if unicode.IsControl(r) && r != '\n' && r != '\t' {
			return fmt.Errorf("the control character %q cannot be part of it", r)
		}
	}
	return nil
}

// isGraphic reports whether v is ASCII without blanks.
func isGraphic(v string) bool {
	return !strings.ContainsFunc(v, func(r rune) bool { return r <= ' ' || r > '~' })
}

func isOutOfRange(err error) bool { return errors.Is(err, strconv.ErrRange) }
