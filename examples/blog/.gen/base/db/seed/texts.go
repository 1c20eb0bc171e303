package seed

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"github.com/brianvoe/gofakeit/v7/data"
)

// lines say what a line of text is, by the name of its resource and field. The
// first that ends as the name does counts.
var lines = []struct {
	names string
	write func(*Row) string
}{
	{"first_name given_name middle_name", (*Row).FirstName},
	{"last_name surname family_name", (*Row).LastName},
	{"user.name author.name person.name member.name customer.name contact.name employee.name", (*Row).Name},
	{"student.name teacher.name patient.name guest.name owner.name artist.name player.name", (*Row).Name},
	{"user_name username login nickname handle", (*Row).Username},
	{"full_name author_name customer_name contact_name display_name author editor contact", (*Row).Name},
	{"company.name organization.name supplier.name vendor.name brand.name team.name shop.name", (*Row).Company},
	{"company company_name organization employer brand manufacturer publisher supplier vendor", (*Row).Company},
	{"product.name product.title item.name product item", (*Row).Product},
	{"category.name group.name genre.name label.name category genre", (*Row).Topic},
	{"city.name city town place location", (*Row).City},
	{"country.name country nationality", (*Row).Country},
	{"state region province", (*Row).State},
	{"street address address1 address_line", (*Row).Street},
	{"zip zip_code postcode postal_code", (*Row).Postcode},
	{"language.name language", (*Row).Language},
	{"job job_title position profession occupation role", (*Row).Job},
	{"tag.name topic.name tag topic keyword hobby hobbies interest interests sport", (*Row).Hobby},
	{"sku code number isbn reference serial token key password secret", (*Row).Code},
	{"summary description teaser excerpt bio note notes comment message caption", (*Row).Sentence},
}

// Line is a line of text for the field that is called resource.field, of min to
// max characters; 0 is no limit.
func (r *Row) Line(name string, min, max int) string {
	for _, line := range lines {
		if slices.ContainsFunc(strings.Fields(line.names), func(end string) bool { return endsWith(name, end) }) {
			return r.fit(line.write(r), min, max)
		}
	}
	return r.fit(r.Title(), min, max)
}

// endsWith reports whether the last words of name are those of end.
func endsWith(name, end string) bool {
	rest, found := strings.CutSuffix(name, end)
	return found && (rest == "" || strings.HasSuffix(rest, ".") || strings.HasSuffix(rest, "_"))
}

// Text is a few paragraphs of min to max characters, or a sentence or two where
// there is little room.
func (r *Row) Text(min, max int) string {
	text := r.Paragraph()
	for range r.IntN(3) {
		text += "\n\n" + r.Paragraph()
	}
	if max > 0 && max < 500 {
		text = r.Sentence() + " " + r.Sentence()
	}
	return r.fit(text, min, max)
}

// Markdown is Text with headings, a list and emphasis.
func (r *Row) Markdown(min, max int) string {
	text := fmt.Sprintf("%s\n\n# %s\n\n- %s\n- %s\n- **%s**\n\n%s",
		r.Paragraph(), r.Title(), r.Title(), r.Title(), r.Title(), r.Paragraph())
	if max > 0 && max < 500 {
		text = "*" + r.Title() + "*. " + r.Sentence()
	}
	return r.fit(text, min, max)
}

// Name is a person's.
func (r *Row) Name() string { return r.FirstName() + " " + r.LastName() }

// FirstName is a person's.
func (r *Row) FirstName() string { return One(r, data.Person["first"]) }

// LastName is a person's.
func (r *Row) LastName() string { return One(r, data.Person["last"]) }

// Username is a short name that a person chose.
func (r *Row) Username() string { return strings.ToLower(r.FirstName() + r.LastName()[:1]) }

// Company is the name of one.
func (r *Row) Company() string {
	return r.LastName() + " " + r.OneOf("& Sons", "Ltd", "Works", "Partners", "Studio", "Group", "& Co")
}

// Product is the name of something to buy.
func (r *Row) Product() string {
	return capital(One(r, data.Product["material"]) + " " + One(r, data.Product["name"]))
}

// Topic is what things are sorted by.
func (r *Row) Topic() string { return capital(One(r, data.Product["category"])) }

// City is the name of one.
func (r *Row) City() string { return One(r, data.Address["city"]) }

// Country is the name of one.
func (r *Row) Country() string { return One(r, data.Address["country"]) }

// State is the name of a part of a country.
func (r *Row) State() string { return One(r, data.Address["state"]) }

// Street is a house in one.
func (r *Row) Street() string { return fmt.Sprint(r.Between(1, 250), " ", r.LastName(), " Street") }

// Postcode is that of an address.
func (r *Row) Postcode() string { return fmt.Sprintf("%05d", r.Between(1000, 99999)) }

// Language is one that people speak.
func (r *Row) Language() string { return One(r, data.Languages["long"]) }

// Job is what somebody does for a living.
func (r *Row) Job() string { return One(r, data.Job["title"]) }

// Hobby is what somebody does otherwise.
func (r *Row) Hobby() string { return One(r, data.Person["hobby"]) }

// Code is what somebody gave a thing to find it again.
func (r *Row) Code() string {
	return fmt.Sprintf("%c%c-%04d", 'A'+rune(r.IntN(26)), 'A'+rune(r.IntN(26)), r.IntN(10000))
}

var (
	adjectives = strings.Fields("quiet bright early simple golden small honest slow wild gentle brave curious northern hidden open warm")
	things     = strings.Fields("garden harbour kitchen letter lantern river mountain orchard bicycle library market island window journey clock bakery")
	plurals    = strings.Fields("gardens friends letters lanterns rivers mountains neighbours bicycles books markets islands windows journeys clocks songs bridges")
	verbs      = strings.Fields("build find paint share repair plan visit keep measure describe choose remember")
	reasons    = strings.Split("that is half of the fun|nobody was in a hurry|it took less time than we thought|the rest came by itself|we would do it again|it began to rain|everybody had an opinion", "|")
)

// Title is a heading.
func (r *Row) Title() string {
	switch r.IntN(4) {
	case 0:
		return fmt.Sprintf("The %s %s", One(r, adjectives), One(r, things))
	case 1:
		return fmt.Sprintf("How to %s %s %s", One(r, verbs), One(r, adjectives), One(r, plurals))
	case 2:
		return fmt.Sprintf("The %s in %s", One(r, things), r.City())
	}
	return fmt.Sprintf("%s %s and %s", capital(One(r, adjectives)), One(r, plurals), One(r, plurals))
}

// Sentence is one.
func (r *Row) Sentence() string {
	switch r.IntN(3) {
	case 0:
		return fmt.Sprintf("In %s we %s the %s %s, and %s.", r.City(), One(r, verbs), One(r, adjectives), One(r, things), One(r, reasons))
	case 1:
		return fmt.Sprintf("%s likes to %s %s %s.", r.FirstName(), One(r, verbs), One(r, adjectives), One(r, plurals))
	}
	return fmt.Sprintf("First %s the %s; %s.", One(r, verbs), One(r, things), One(r, reasons))
}

// Paragraph is a few sentences.
func (r *Row) Paragraph() string {
	text := r.Sentence()
	for range 2 + r.IntN(3) {
		text += " " + r.Sentence()
	}
	return text
}

// JSON is a small document.
func (r *Row) JSON() string {
	return fmt.Sprintf(`{"level":%d,"note":%q}`, r.Between(1, 9), One(r, adjectives)+" "+One(r, things))
}

// Email is an address of at most max characters, to which nothing is delivered.
func (r *Row) Email(max int) string {
	const domain = "@example.com"
	if room := max - len(domain); room >= 12 {
		return r.differing(strings.ReplaceAll(hyphenated(r.Name()), "-", "."), ".", room) + domain
	}
	return r.letters(min(max-len("@a.io"), 12)) + "@a.io"
}

// URL is an address of at most max characters.
func (r *Row) URL(max int) string {
	const site = "https://example.com/"
	if room := max - len(site); room >= 12 {
		return site + r.differing(hyphenated(r.Title()), "-", room)
	}
	return "https://" + r.letters(max-len("https://.io")) + ".io"
}

// Phone is a number.
func (r *Row) Phone() string {
	return fmt.Sprintf("+1 (%d) 555-%04d", r.Between(201, 989), r.IntN(10000))
}

// Color is one on screens.
func (r *Row) Color() string { return fmt.Sprintf("#%06x", r.IntN(1<<24)) }

// Slug is text as a short name for addresses.
func (r *Row) Slug(text string) string {
	const max = 100
	slug := hyphenated(text)
	if slug == "" {
		slug = "row"
	}
	return r.differing(slug, "-", max)
}

// Distinct is text that differs from that of other rows, of at most max
// characters; 0 is no limit.
func (r *Row) Distinct(text string, max int) string { return r.differing(text, " ", max) }

// differing is text with the mark of the row after a separator. Where there is
// no room for both, it is random letters.
func (r *Row) differing(text, separator string, max int) string {
	end := r.mark()
	if end != "" {
		end = separator + end
	}
	switch {
	case max == 0:
		return text + end
	case max > len(end):
		return strings.TrimRight(cut(text, max-len(end)), " -.") + end
	}
	return r.letters(max)
}

// letters are n random ones.
func (r *Row) letters(n int) string {
	text := make([]byte, n)
	for i := range text {
		text[i] = 'a' + byte(r.IntN(26))
	}
	return string(text)
}

// fit makes text longer or shorter until it has min to max characters.
func (r *Row) fit(text string, min, max int) string {
	for len([]rune(text)) < min {
		text += " " + r.Sentence()
	}
	if max == 0 || len([]rune(text)) <= max {
		return text
	}
	short := strings.TrimSpace(cut(text, max))
	if lacking := min - len([]rune(short)); lacking > 0 {
		short += r.letters(lacking)
	}
	return short
}

// cut is what the first n characters of text are.
func cut(text string, n int) string {
	if runes := []rune(text); len(runes) > n {
		return string(runes[:n])
	}
	return text
}

// hyphenated is text in small letters and digits, with hyphens between words.
func hyphenated(text string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(c rune) bool { return (c < 'a' || c > 'z') && (c < '0' || c > '9') })
	return strings.Join(words, "-")
}

// capital is text with a capital letter at its start.
func capital(text string) string {
	runes := []rune(text)
	runes[0] = unicode.ToUpper(runes[0])
	return string(runes)
}
