package schema

// A Code is the stable name of a kind of error.
type Code string

// The codes of this package.
const (
	BadText      Code = "GEN100"
	BadYAML      Code = "GEN101"
	RefusedYAML  Code = "GEN102"
	BadKey       Code = "GEN103"
	DuplicateKey Code = "GEN104"
	UnknownKey   Code = "GEN105"
	NotAvailable Code = "GEN106"
	WrongKind    Code = "GEN107"
	MissingKey   Code = "GEN108"
	BadAppName   Code = "GEN110"
	BadModule    Code = "GEN111"
	BadDatabase  Code = "GEN112"
	BadResource  Code = "GEN120"
	BadPlural    Code = "GEN121"
	BadLabel     Code = "GEN122"
	BadOrder     Code = "GEN123"
	BadList      Code = "GEN124"
	BadSurface   Code = "GEN125"
	BadID        Code = "GEN126"
	BadFieldName Code = "GEN130"
	BadType      Code = "GEN131"
	BadArgument  Code = "GEN132"
	BadModifier  Code = "GEN133"
	BadReference Code = "GEN134"
	BadCircle    Code = "GEN135"
	BadHint      Code = "GEN136"
	BadSQL       Code = "GEN137"
	BadFieldText Code = "GEN138"
	FieldDiffers Code = "GEN140"
	CannotEdit   Code = "GEN141"
	NotDefined   Code = "GEN142"
	NameTaken    Code = "GEN143"
	StillNeeded  Code = "GEN144"
)

// An Explanation is what gen explain says about a code.
type Explanation struct {
	Code  Code
	Title string
	Text  string
}

// Explanations lists the codes of this package in order.
var Explanations = []Explanation{
	{BadText, "gen.yaml is not readable text", "gen.yaml is UTF-8 text of at most 1 MiB, without NUL bytes. A byte order mark and Windows line ends are fine. An empty file is no definition: it needs at least an app."},
	{BadYAML, "gen.yaml is not YAML", "The file does not follow the grammar of YAML. The usual causes are a tab in the indentation (YAML allows spaces only), a missing space after a colon, and lines of one block that are not indented alike."},
	{RefusedYAML, "a feature of YAML that gen.yaml does without", "Anchors, aliases, merge keys, tags, several documents in one file and very deep nesting make a definition hard to read and to edit, so gen refuses them. Write the definition out."},
	{BadKey, "a key that is not a string", "YAML reads an unquoted null, true, 12 or 1.5 as something else than a string. Quote it if it is meant as a name: \"null\": string."},
	{DuplicateKey, "a key that is there twice", "YAML parsers keep one of two equal keys and silently drop the other. Remove or rename one of them; the message names both lines."},
	{UnknownKey, "an unknown key", "The key means nothing here, so it is probably misspelt or indented too far or not far enough. The hint lists what is allowed."},
	{NotAvailable, "not available in this version", "The key is part of gen's definition language, but this version of gen does not know it yet. Leave it out, or install a newer gen."},
	{WrongKind, "another kind of value is needed", "The value is, say, a list where a text is needed, or a text where true or false is needed. The message says what is needed."},
	{MissingKey, "a key is missing", "An application needs app, and a resource needs at least one field in fields."},
	{BadAppName, "the application's name is not allowed", "The name becomes a folder, a program and by default a Go module: lower-case letters, digits, dashes and underscores. The names of Go's standard packages and of the folders that gen emits are taken, because Go could not tell them apart."},
	{BadModule, "the module path is not allowed", "module is the import path of the application's Go module, such as github.com/you/blog. It must be a valid import path, and its first element must not be that of a standard package."},
	{BadDatabase, "an unknown database", "database is sqlite or postgres."},
	{BadResource, "the resource's name is not allowed", "A resource's name becomes a table, a Go type, a URL and a few Go files. Some names cannot: Go leaves post_test.go and post_linux.go out of a build, and some files and identifiers are there in every application. The message says which it is."},
	{BadPlural, "the plural is not allowed", "The plural is the table's name and part of the URL. It must be a valid name, differ from the resource's own name, and be no other resource's plural or name. Set it with plural: if gen guesses it wrong."},
	{BadLabel, "the label cannot be shown", "label names the field that selects and headings show for a row. It must be a field of the resource, hold a short text (string, text, email, url, phone, slug or enum), and not be private."},
	{BadOrder, "the order cannot be sorted by", "order names the column by which lists are sorted, with a - in front for the largest first: a field, or id, created_at or updated_at. json and text without a small maximum length cannot be sorted by well, and a reference sorts by a number that nobody sees."},
	{BadList, "unique or index is not allowed", "unique and index hold lists of fields: - [author, title]. Each names fields of the resource, once, that together fit into a row of an index: 2600 bytes at four bytes a character."},
	{BadSurface, "neither pages nor an API", "api: false leaves the JSON API out and html: false the pages, of one resource or, at the top of gen.yaml, of all that do not say otherwise. Without both there would be nothing to reach it by."},
	{BadID, "ids are not of that type", "id says what names the rows of a resource: int, a number that the database counts up and the default, or uuid, a UUID of version 7 that the application makes, which tells nobody how many rows there are and still sorts by time. With slug, ids are numbers, and addresses have the slug of a row instead: /posts/my-first-post. That takes one field of type slug, which every row has. A number still leads to its row, so a slug is none, and it is not new, which is the page for another row."},
	{BadFieldName, "the field's name is not allowed", "A field's name is lower-case letters, digits and single underscores, at most 59 bytes with the _id of a reference. id, created_at and updated_at are there in every resource. Two fields must not have the same column or the same name in Go."},
	{BadType, "an unknown type", "gen types lists the types. The type comes right after the field's name: title:string:120 on the command line, title: string:120 in gen.yaml."},
	{BadArgument, "an argument of a type is not allowed", "What follows a type is a maximum length (string, text, email, url, markdown), precision and scale (decimal), values (enum), a resource (references) or the field that it is made from (slug), which is another one of the resource, holds text, and is neither private nor readonly. SQLite keeps 15 digits of a decimal exactly; PostgreSQL keeps them all."},
	{BadModifier, "a modifier is not allowed", "A modifier says more about a field: optional, unique, index, search, default=V, min=N, max=N, private, readonly, cascade, restrict, nullify. Some make no sense with some types or with each other; the message says why."},
	{BadReference, "a reference to nothing", "A references field points at a resource of the same gen.yaml: the one that it is named after, or the one that follows the type."},
	{BadCircle, "required references in a circle", "If every post needs an author and every author needs a post, no first row can ever be made. Make one of the references optional."},
	{BadHint, "a hint about a change is not allowed", "was, backfill, using and map say how the rows that are there follow a change of the definition. was names what the field or the resource was called before; a former name belongs to one of them only. backfill is a value that the field may hold, or {sql: …}. map leads from a value that the enum no longer has to one that it has. A hint counts once and may stay in gen.yaml afterwards."},
	{BadSQL, "an SQL expression is not allowed", "backfill and using take one SQL expression over the columns of a row, such as lower(title), either for all databases or for each: {sqlite: …, postgres: …}. It becomes a part of a statement in a migration, so it holds no semicolon and no comment, and closes its quotes and parentheses."},
	{BadFieldText, "a text about a field is not allowed", "label is what forms, tables and messages call a field, help is a sentence beside its control, each one line. pattern is a regular expression as Go reads them (RE2) that whole values match, for string, text, markdown, email, url, phone and slug; there must be values that match it and have an allowed length. Pages, forms and the API follow a change of them; the database knows nothing of them."},
	{FieldDiffers, "the field is there already, and differs", "gen resource adds fields. A field that is there already and means something else is changed in gen.yaml, where the change can be seen; then run gen apply."},
	{CannotEdit, "gen.yaml cannot be edited safely", "gen changes gen.yaml only where the result provably means the old definition with the one change that was asked for. Where it cannot, it says which lines to write by hand; then run gen apply."},
	{NotDefined, "no such field or resource", "What is to be renamed or removed is not in gen.yaml. The hint names what is."},
	{NameTaken, "the new name is taken", "A field or a resource cannot take the name of another one, nor the name that it has already. To swap two names, edit gen.yaml: give both the other name, and each a was: with its former one."},
	{StillNeeded, "something else needs what is to be removed", "A resource that others refer to cannot go before the fields that refer to it, and a resource keeps at least one field. The message names what to remove first, or instead."},
}
