package schema

// hintSchemas are the keys of a field that say how rows follow a change.
func hintSchemas() object {
	value := []string{"string", "number", "boolean"}
	sql := object{"$ref": "#/$defs/sql"}
	return object{
		"was": described("What the field was called before; its values stay. It counts once.", object{"type": "string", "pattern": jsonName}),
		"backfill": described("What rows get that have no value: a value, or {sql: an expression}. It counts once.", object{"oneOf": []object{
			{"type": value},
			mapping("An SQL expression over the columns of the row.", object{"sql": sql}, "sql"),
		}}),
		"using": described("The new value as an SQL expression over the columns of the row, where the type changes. It counts once.", sql),
		"map": described("What becomes of values that an enum no longer has, such as {published: live}. It counts once.", object{
			"type": "object", "additionalProperties": object{"type": value},
		}),
	}
}

// sqlSchema is one expression, or one for each database.
func sqlSchema() object {
	expression := object{"type": "string", "minLength": 1}
	return object{"oneOf": []object{expression, {
		"type": "object", "minProperties": 1, "additionalProperties": false,
		"properties": object{SQLite: expression, Postgres: expression},
	}}}
}
