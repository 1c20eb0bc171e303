package dialect

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/field"
)

// None of these depends on what a session may set, such as its TimeZone or its
// DateStyle. A float becomes exact by way of its text: as numeric it would
// have 15 digits.
const (
	pgSpellsInt    = `CASE WHEN {} ~ '^(0|-?[1-9][0-9]{0,18})$' THEN CAST({} AS numeric) BETWEEN -9223372036854775808 AND 9223372036854775807 END`
	pgSpellsNumber = `length({}) <= 400 AND {} ~ '^-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]{1,3})?$'`
	pgSpellsTime   = `{} ~ '^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9](\.[0-9]{1,6})?)?$'`
	pgSpellsUUID   = `{} ~ '^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$'`

	// pgSpellsDay counts from the first of the month: a day that is none comes
	// out as another one.
	pgSpellsDay   = `CASE WHEN {} ~ '^[0-9]{4}-(0[1-9]|1[0-2])-[0-3][0-9]$' AND {} > '0001' THEN to_char(CAST(substr({}, 1, 8) || '01' AS date) + CAST(substr({}, 9, 2) AS integer) - 1, 'YYYY-MM-DD') = {} END`
	pgSpellsStamp = `{} ~ '^.{10}[T ]([01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](\.[0-9]{1,6})?(Z|\+00(:00)?)$'`

	pgExact      = `CAST(CAST({} AS text) AS numeric)`
	pgInUTC      = `({} AT TIME ZONE 'UTC')`
	pgFitsInt    = `{} >= -9223372036854775808 AND {} < 9223372036854775808`
	pgExactFloat = `CAST(CAST(CAST({} AS double precision) AS text) AS numeric) = `
)

func (d Postgres) conversion(old, to field.Field) conversion {
	from, into := kindOf(old), kindOf(to)
	cast := "CAST({} AS " + d.typeOf(to) + ")"
	switch {
	case from == texts && into == texts:
		return conversion{}
	case from == texts:
		return postgresFromText(to, cast)
	case into == texts:
		return postgresToText(old)
	}
	switch (kinds{from, into}) {
	case kinds{integers, floats}:
		return conversion{value: cast, keeps: exactFloat}
	case kinds{integers, decimals}:
		return conversion{value: cast, reads: fits("CAST({} AS numeric)", to)}
	case kinds{floats, integers}:
		return conversion{value: "CAST(round(" + pgExact + ") AS bigint)", reads: pgFitsInt, keeps: "round({}) = {}"}
	case kinds{decimals, integers}:
		return conversion{value: "CAST(round({}) AS bigint)", reads: of(pgFitsInt, "round({})"), keeps: "round({}) = {}"}
	case kinds{floats, decimals}:
		return conversion{value: of(cast, pgExact), reads: fits(rounded(pgExact, to), to), keeps: rounded(pgExact, to) + " = " + pgExact}
	case kinds{decimals, decimals}:
		return postgresDigits(old, to, cast)
	case kinds{decimals, floats}:
		if old.Precision <= 15 {
			return conversion{value: cast}
		}
		return conversion{value: cast, keeps: pgExactFloat + "{}"}
	case kinds{bools, integers}:
		return conversion{value: "CAST({} AS integer)"}
	case kinds{integers, bools}:
		return conversion{value: "({} = 1)", reads: isBool}
	case kinds{dates, timestamps}:
		return conversion{value: "CAST({} AS timestamp) AT TIME ZONE 'UTC'"}
	case kinds{timestamps, dates}:
		return conversion{value: "CAST(" + pgInUTC + " AS date)", keeps: "CAST(" + pgInUTC + " AS time) = '00:00'"}
	case kinds{timestamps, times}:
		return conversion{value: "CAST(" + pgInUTC + " AS time)", keeps: "false"}
	}
	return conversion{}
}

func rounded(number string, to field.Field) string {
	return fmt.Sprintf("round(%s, %d)", number, to.Scale)
}

// postgresDigits is the conversion of a decimal to one of other digits, which
// PostgreSQL rounds to without a word.
func postgresDigits(old, to field.Field, cast string) conversion {
	c := conversion{value: cast}
	switch {
	case to.Precision == old.Precision && to.Scale == old.Scale:
		return conversion{}
	case to.Scale < old.Scale:
		c.reads, c.keeps = fits(rounded("{}", to), to), rounded("{}", to)+" = {}"
	case to.Precision-to.Scale < old.Precision-old.Scale:
		c.reads = fits("{}", to)
	}
	return c
}

func postgresToText(old field.Field) conversion {
	switch kindOf(old) {
	case dates:
		return conversion{value: "to_char({}, 'YYYY-MM-DD')"}
	case timestamps:
		return conversion{value: "rtrim(rtrim(to_char(" + pgInUTC + `, 'YYYY-MM-DD"T"HH24:MI:SS.US'), '0'), '.') || 'Z'`}
	}
	return conversion{value: "CAST({} AS text)"}
}

func postgresFromText(to field.Field, cast string) conversion {
	switch kindOf(to) {
	case integers:
		return conversion{value: cast, reads: pgSpellsInt}
	case floats:
		return conversion{
			value: cast,
			reads: "CASE WHEN " + pgSpellsNumber + " THEN CAST({} AS numeric) = 0 OR abs(CAST({} AS numeric)) BETWEEN 1e-307 AND 1.7976931348623157e308 END",
			keeps: pgExactFloat + "CAST({} AS numeric)",
		}
	case decimals:
		number := "CAST({} AS numeric)"
		return conversion{
			value: cast,
			reads: "CASE WHEN " + pgSpellsNumber + " THEN " + fits(rounded(number, to), to) + " END",
			keeps: rounded(number, to) + " = " + number,
		}
	case bools:
		return conversion{value: "({} = 'true')", reads: "{} IN ('true', 'false')"}
	case dates:
		return conversion{value: cast, reads: pgSpellsDay}
	case times:
		return conversion{value: cast, reads: pgSpellsTime}
	case timestamps:
		return conversion{value: cast, reads: "CASE WHEN " + pgSpellsStamp + " THEN " + of(pgSpellsDay, "substr({}, 1, 10)") + " END"}
	case uuids:
		return conversion{value: cast, reads: pgSpellsUUID}
	}
	return conversion{value: cast, reads: "pg_temp.gen_is_json({})"}
}
