package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// A question is a change that gen does not make before a person says more.
type question struct {
	name   string
	before string
	after  string
	says   []string // what is asked, and what to write
	answer string   // the resources that answer it, "" for those of after
	flags  string   // of the run that the answer allows
}

const (
	aPost = "~post: {fields: {title: 'string:120', body: text}}"
	aUser = "~user: {fields: {name: string}}\n"
)

var questions = []question{
	{"field gone", aPost, "~post: {fields: {title: 'string:120'}}",
		[]string{`"body" is gone`, "--allow-drop ~post.body"}, "", "--allow-drop ~post.body"},
	{"field gone beside a new one", aPost, "~post: {fields: {title: 'string:120', text: 'text:optional'}}",
		[]string{`"body" is gone`, "text: {type: text, optional: true, was: body}", "--allow-drop ~post.body"},
		"~post: {fields: {title: 'string:120', text: {type: text, optional: true, was: body}}}", ""},
	{"field gone beside two new ones", aPost, "~post: {fields: {headline: 'string:80:optional', text: 'text:optional'}}",
		[]string{`"title" is gone`, `"body" is gone`, "was: title", "was: body", " or "},
		"~post: {fields: {headline: {type: string, max: 80, was: title, optional: true}, text: {type: text, optional: true, was: body}}}", ""},
	{"resource gone", aPost + "\n~note: {fields: {text: text}}", aPost,
		[]string{`"~note" is gone`, "~notes", "--allow-drop ~note"}, "", "--allow-drop ~note"},
	{"resource gone beside a new one", aPost, "~article: {fields: {title: 'string:120', body: text}}",
		[]string{`"~post" is gone`, "was: ~post", "~article", "--allow-drop ~post"},
		"~article: {was: ~post, fields: {title: 'string:120', body: text}}", ""},
	{"renamed, and a field gone", aPost, "~article: {was: ~post, fields: {title: 'string:120'}}",
		[]string{`"body" is gone`, "--allow-drop ~article.body"}, "", "--allow-drop ~article.body"},
	{"required without a value", aPost, "~post: {fields: {title: 'string:120', body: text, rank: int}}",
		[]string{`required field "rank"`, "rank: {type: int, backfill: ", "rank: int:optional"},
		"~post: {fields: {title: 'string:120', body: text, rank: {type: int, backfill: 1}}}", ""},
	{"required enum without a value", aPost, "~post: {fields: {title: 'string:120', body: text, state: 'enum:a:b'}}",
		[]string{`required field "state"`, "state: {type: enum, values: [a, b], backfill: a}"},
		"~post: {fields: {title: 'string:120', body: text, state: {type: enum, values: [a, b], backfill: a}}}", ""},
	{"required reference without a value", aUser + aPost, aUser + "~post: {fields: {title: 'string:120', body: text, author: 'references:~user'}}",
		[]string{`required field "author"`, "author: {type: references, resource: ~user, backfill: {sql: ", "author: references:~user:optional"},
		aUser + "~post: {fields: {title: 'string:120', body: text, author: 'references:~user:optional'}}", ""},
	{"required and unique without values", aPost, "~post: {fields: {title: 'string:120', body: text, code: 'string:9:unique'}}",
		[]string{`required field "code"`, "backfill: {sql: "},
		"~post: {fields: {title: 'string:120', body: text, code: {type: string, max: 9, unique: true, backfill: {sql: id}}}}", ""},
	{"no cast", "~post: {fields: {data: json}}", "~post: {fields: {data: bool}}",
		[]string{`"data"`, "json", "cannot be cast to bool", "using: ", "data: json again"},
		"~post: {fields: {data: {type: bool, using: {sqlite: \"data ->> 'on'\", postgres: \"(data ->> 'on')::boolean\"}}}}", ""},
	{"no cast of a date", "~post: {fields: {day: date}}", "~post: {fields: {day: int}}",
		[]string{"cannot be cast to int", "using: "}, "~post: {fields: {day: date}}", ""},
	{"no cast of a uuid", "~post: {fields: {code: uuid}}", "~post: {fields: {code: int}}", []string{"cannot be cast to int"}, "~post: {fields: {code: uuid}}", ""},
	{"no cast of an enum", "~post: {fields: {state: 'enum:a:b'}}", "~post: {fields: {state: int}}", []string{"cannot be cast to int"},
		"~post: {fields: {state: {type: int, using: length(state)}}}", ""},
	{"fewer digits", "~post: {fields: {price: 'decimal:10:2'}}", "~post: {fields: {price: 'decimal:10:1'}}",
		[]string{"price", "holds less", "--allow-lossy ~post.price", "price: decimal:10:2 again"}, "", "--allow-lossy ~post.price"},
	{"float to int", "~post: {fields: {price: float}}", "~post: {fields: {price: int}}", []string{"--allow-lossy ~post.price"}, "", "--allow-lossy ~post.price"},
	{"decimal to int", "~post: {fields: {price: 'decimal:10:2'}}", "~post: {fields: {price: int}}", []string{"--allow-lossy ~post.price"},
		"~post: {fields: {price: {type: int, using: 'CAST(price AS integer)'}}}", ""},
	{"float to decimal", "~post: {fields: {price: float}}", "~post: {fields: {price: 'decimal:10:2'}}", []string{"--allow-lossy ~post.price"}, "", "--allow-lossy ~post.price"},
	{"timestamp to date", "~post: {fields: {at: timestamp}}", "~post: {fields: {at: date}}", []string{"--allow-lossy ~post.at"}, "", "--allow-lossy ~post.at"},
	{"timestamp to time", "~post: {fields: {at: timestamp}}", "~post: {fields: {at: time}}", []string{"--allow-lossy ~post.at"}, "", "--allow-lossy ~post.at"},
	{"another target", aUser + "~team: {fields: {name: string}}\n~post: {fields: {owner: 'references:~user'}}", aUser + "~team: {fields: {name: string}}\n~post: {fields: {owner: 'references:~team'}}",
		[]string{`"owner" holds ids of "~user"`, `"~team"`, "using: "},
		aUser + "~team: {fields: {name: string}}\n~post: {fields: {owner: {type: references, resource: ~team, using: owner_id}}}", ""},
	{"names of resources swapped", "~a: {fields: {x: string}}\n~b: {fields: {y: string}}", "~a: {was: ~b, fields: {y: string}}\n~b: {was: ~a, fields: {x: string}}",
		[]string{"~as", "~bs", "a name that is free"}, "~c: {was: ~a, fields: {x: string}}\n~b: {fields: {y: string}}", ""},
	{"name of one that goes", "~a: {plural: ~things, fields: {x: string}}", "~b: {plural: ~things, fields: {y: string}}",
		[]string{`"~a" is gone`}, "~b: {plural: ~others, fields: {y: string}}", "--allow-drop ~a"},
	{"many questions at once", aPost, "~post: {fields: {headline: 'string:20', rank: int}}",
		[]string{`"title" is gone`, `"body" is gone`, "rank: {type: int, was: body}"},
		"~post: {fields: {headline: {type: string, max: 20, was: title}, rank: {type: int, was: body}}}", ""},
}

// A change that loses something, or can mean more than one thing, is not made:
// gen asks, writes nothing, and does what the answer says.
func TestEvolutionQuestions(t *testing.T) {
	onBoth(t, func(t *testing.T, database string) {
		define := func(changed int, answer string) string {
			var text strings.Builder
			fmt.Fprintf(&text, "app: blog\ndatabase: %s\nresources:\n", database)
			for i, q := range questions {
				resources := q.before
				if i == changed {
					resources = answer
				}
				for line := range strings.Lines(own(i, resources)) {
					text.WriteString("  " + strings.TrimSuffix(line, "\n") + "\n")
				}
			}
			return text.String()
		}
		app := newApp(t, database, define(-1, ""))
		definition := filepath.Join(app, "gen.yaml")
		for i, q := range questions {
			t.Run(q.name, func(t *testing.T) {
				write(t, definition, define(i, q.after))
				before := snapshot(t, app)
				for _, command := range []string{"plan", "apply"} {
					r := genCommand(app, command)
					r.wantExit(t, 3)
					r.wantSaid(t, "gen: error: gen.yaml:", "gen: hint: ")
					for _, text := range q.says {
						r.wantSaid(t, own(i, text))
					}
				}
				genCommand(app, "check").wantExit(t, 5)
				wantSame(t, before, snapshot(t, app))
				if q.answer != "" {
					write(t, definition, define(i, q.answer))
				}
				want(t, 0, app, gen, append([]string{"plan"}, strings.Fields(own(i, q.flags))...)...)
			})
		}
	})
}
