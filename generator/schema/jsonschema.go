package schema

import (
	"encoding/json"
	"strings"

	"github.com/seed-b1203020/gen/generator/field"
)

// object is a JSON object. encoding/json sorts its members.
type object map[string]any

// JSONSchema is the JSON Schema of definitions, for editors: it knows keys,
// types and modifiers, and leaves to Parse what needs a look at more than one
// place.
func JSONSchema() []byte {
	root := mapping("The definition of an application that gen emits.", object{
		"app":       described("The application's name: its folder, its program, and by default its module.", object{"type": "string", "pattern": appPattern.String()}),
		"module":    described("The path of its Go module; default: the application's name.", object{"type": "string", "minLength": 1}),
		"database":  described("The database; default: sqlite.", object{"enum": []string{SQLite, Postgres}}),
		"resources": named("What the application keeps.", []string{"object", "null"}, object{"$ref": "#/$defs/resource"}),
	}, "app")
	root["$schema"] = "https://json-schema.org/draft/2020-12/schema"
	root["title"] = "gen.yaml"
	root["$defs"] = object{
		"resource": resourceSchema(),
		"field":    object{"oneOf": []object{shortSchema(), longSchema()}},
		"lists": object{"type": "array", "items": object{
			"type": "array", "minItems": 1, "uniqueItems": true, "items": object{"type": "string"},
		}},
	}
	data, err := json.MarshalIndent(root, "", "  ")
	if err != nil {
		panic(err) // maps of strings always encode
	}
	return append(data, '\n')
}

const jsonName = "^[a-z][a-z0-9]*(_[a-z0-9]+)*$"

func described(text string, o object) object {
	o["description"] = text
	return o
}

// mapping is an object with these members only.
func mapping(text string, members object, required ...string) object {
	return object{
		"description": text, "type": "object", "properties": members,
		"required": required, "additionalProperties": false,
	}
}

// named is an object whose members have names of their own.
func named(text string, types any, each object) object {
	return object{
		"description": text, "type": types,
		"propertyNames": object{"pattern": jsonName}, "additionalProperties": each,
	}
}

func resourceSchema() object {
	name := func(text string) object { return object{"description": text, "type": "string", "pattern": jsonName} }
	fields := named("Its fields, each in short or long form.", "object", object{"$ref": "#/$defs/field"})
	fields["minProperties"] = 1
	return mapping("One thing that the application keeps. id, created_at and updated_at are always there.", object{
		"label":  name("The field that selects and headings show; default: the first string."),
		"plural": name("The table, and the part of URLs; default: the English plural."),
		"order":  described("The order of lists, such as -created_at; default: -id.", object{"type": "string", "pattern": "^-?" + jsonName[1:]}),
		"fields": fields,
		"unique": described("Fields that are unique together.", object{"$ref": "#/$defs/lists"}),
		"index":  described("Fields that have an index together.", object{"$ref": "#/$defs/lists"}),
	}, "fields")
}

func typeNames() []string {
	var names []string
	for _, t := range field.Types {
		names = append(append(names, t.Name), t.Aliases...)
	}
	return names
}

// shortSchema begins with a type or with a modifier.
func shortSchema() object {
	words := append(typeNames(), "uniq")
	for _, m := range field.Modifiers {
		words = append(words, string(m))
	}
	return object{
		"description": "type[:argument…][:modifier…], such as string:120:unique",
		"type":        "string",
		"pattern":     "^(" + strings.Join(words, "|") + `)([:={!?][\s\S]*)?$`,
	}
}

func longSchema() object {
	value := []string{"string", "number", "boolean"}
	members := object{
		"type":      described("The type.", object{"enum": typeNames()}),
		"max":       described("The maximum length of a text, or the largest value.", object{"type": value}),
		"min":       described("The minimum length of a text, or the smallest value.", object{"type": value}),
		"default":   described("The value where none is given.", object{"type": value}),
		"precision": described("All digits of a decimal.", object{"type": "integer", "minimum": 1, "maximum": 38}),
		"scale":     described("The digits of a decimal after the point.", object{"type": "integer", "minimum": 0, "maximum": 38}),
		"values":    described("The values of an enum.", object{"type": "array", "minItems": 1, "maxItems": 100, "items": object{"type": value}}),
		"resource":  described("The resource that a reference points at; default: the one named as the field.", object{"type": "string", "pattern": jsonName}),
	}
	for _, m := range field.Modifiers {
		if !m.TakesValue() {
			members[string(m)] = described(modifierTexts[m], object{"type": "boolean"})
		}
	}
	return mapping("The long form of a field.", members, "type")
}

var modifierTexts = map[field.Modifier]string{
	field.Optional: "It may be empty.",
	field.Unique:   "No two rows have the same value.",
	field.Index:    "It has an index.",
	field.Private:  "It never leaves the server.",
	field.Readonly: "It is never taken from input.",
	field.Cascade:  "Deleting the referenced row deletes this one.",
	field.Restrict: "The referenced row cannot be deleted; the default.",
	field.Nullify:  "Deleting the referenced row empties this field.",
}
