package dialect

import (
	"fmt"
	"slices"
	"strings"
)

// Guards call functions that are gone when the session ends, or the migration.
// The error that stops it is of the class of broken constraints, 23000.
const (
	createStopFunction = `CREATE FUNCTION pg_temp.gen_stop(problem text, rows bigint, example text, id text, hint text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'integrity_constraint_violation', MESSAGE = 'stopped: ' || problem
        || ' in ' || rows || CASE rows WHEN 1 THEN ' row' ELSE ' rows' END
        || ', such as ' || coalesce('''' || replace(CASE WHEN length(example) > 40 THEN left(example, 40) || '…' ELSE example END, chr(10), ' ')
            || ''' (id ' || id || ')', 'the one with id ' || id)
        || ': ' || hint;
END
$$`
	dropStopFunction = "DROP FUNCTION pg_temp.gen_stop"

	createIsJSON = `CREATE FUNCTION pg_temp.gen_is_json(value text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RETURN jsonb_typeof(CAST(value AS jsonb)) <> 'null';
EXCEPTION WHEN data_exception THEN
    RETURN false;
END
$$`
	dropIsJSON = "DROP FUNCTION pg_temp.gen_is_json"
)

// guard calls nothing where nothing is wrong.
func (Postgres) guard(g guard) Statement {
	return Statement{Guard: true, SQL: fmt.Sprintf(`SELECT pg_temp.gen_stop(%s, count(*), (array_agg(CAST("value" AS text) ORDER BY "id"))[1], (array_agg(CAST("id" AS text) ORDER BY "id"))[1], %s)
FROM (%s) AS "row"
WHERE %s
HAVING count(*) > 0`, text(g.problem), text(g.hint), g.rows, g.where)}
}

// begin creates the functions that statements call.
func (Postgres) begin(statements []Statement, _ bool) []Statement {
	var list []Statement
	if slices.ContainsFunc(statements, func(s Statement) bool { return s.Guard }) {
		list = append(list, Statement{Note: "A guard calls this function to stop the migration.", SQL: createStopFunction, Guard: true})
	}
	if slices.ContainsFunc(statements, asksForJSON) {
		list = append(list, Statement{SQL: createIsJSON, Guard: true})
	}
	return list
}

// end drops the functions.
func (d Postgres) end(statements []Statement, _ bool) []Statement {
	var list []Statement
	if slices.ContainsFunc(statements, asksForJSON) {
		list = append(list, Statement{SQL: dropIsJSON, Guard: true})
	}
	if slices.ContainsFunc(statements, func(s Statement) bool { return s.Guard }) {
		list = append(list, Statement{SQL: dropStopFunction, Guard: true})
	}
	return list
}

func asksForJSON(s Statement) bool { return s.Guard && strings.Contains(s.SQL, "pg_temp.gen_is_json(") }
