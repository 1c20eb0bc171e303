package dialect

import (
	"fmt"

	"github.com/seed-b1203020/gen/generator/field"
)

// A column of SQLite holds whatever was put into it, so that each conversion
// asks first whether the old value is what its type says.
const (
	isText   = `typeof({}) = 'text'`
	isWhole  = `typeof({}) = 'integer'`
	isNumber = `typeof({}) IN ('integer', 'real')`
	isBool   = `{} IN (0, 1)`
	isDay    = `date({}) = {} AND {} >= '0001-01-01'`

	// isMoment holds for what the application and CURRENT_TIMESTAMP write.
	isMoment = `datetime(substr({}, 1, 19)) = substr({}, 1, 19) AND ltrim(substr({}, 20), '.0123456789') IN ('', '+00:00')`
	noZone   = `CASE WHEN {} LIKE '%+00:00' THEN substr({}, 1, length({}) - 6) ELSE {} END`

	// spellsNumber holds for what JSON takes for a number.
	spellsNumber = isText + ` AND json_valid({}) AND {} NOT GLOB '*[^-+.0-9eE]*'`
	// fewDigits holds for numbers of so few digits that a float keeps them.
	fewDigits = `length(ltrim(replace(replace({}, '-', ''), '.', ''), '0')) <= 15`

	// wholeTime gives a time of day the seconds and the fraction that it lacks.
	wholeTime   = `substr({} || substr('00:00:00.000000', length({}) + 1), 1, 15)`
	spellsTime  = isText + ` AND length({}) IN (5, 8, 10, 11, 12, 13, 14, 15) AND {} < '24' AND ` + wholeTime + ` GLOB '[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9][0-9][0-9][0-9]'`
	spellsUUID  = isText + ` AND {} GLOB '????????-????-????-????-????????????' AND length(replace({}, '-', '')) = 32 AND replace({}, '-', '') NOT GLOB '*[^0-9a-fA-F]*'`
	spellsJSON  = isText + ` AND CASE WHEN json_valid({}) THEN json_type({}) <> 'null' END`
	dayAndTime  = `substr({}, 1, 10) || ' ' || substr({}, 12, 8)`
	fraction    = `rtrim(rtrim(substr({}, 20), 'Z+:0'), '.')`
	spellsStamp = isText + ` AND substr({}, 11, 1) IN ('T', ' ') AND datetime(` + dayAndTime + `) = ` + dayAndTime + ` AND substr({}, 12) < '24' AND {} >= '0001'` +
		` AND ltrim(substr({}, 20), '.0123456789') IN ('Z', '+00:00', '+00') AND (` + fraction + ` = '' OR ` + fraction + ` GLOB '.[0-9]*' AND substr(` + fraction + `, 2) NOT GLOB '*[^0-9]*' AND length(` + fraction + `) <= 7)`

	// fitsInt holds for numbers between the least and the greatest integer.
	fitsInt = `{} >= -9223372036854775808 AND {} < 9223372036854775808.0`
	// exactFloat holds for the integers that a float keeps.
	exactFloat = `{} BETWEEN -9007199254740992 AND 9007199254740992`
)

func (SQLite) conversion(old, to field.Field) conversion {
	from, into := kindOf(old), kindOf(to)
	switch {
	case from == texts && into == texts:
		return conversion{}
	case from == texts:
		return sqliteFromText(to)
	case into == texts:
		return sqliteToText(old)
	}
	round := fmt.Sprintf("round({}, %d)", to.Scale)
	switch (kinds{from, into}) {
	case kinds{integers, floats}:
		return conversion{value: "CAST({} AS real)", reads: isWhole, keeps: exactFloat}
	case kinds{integers, decimals}:
		return conversion{value: "CAST({} AS real)", reads: isWhole + " AND " + fits("CAST({} AS real)", to)}
	case kinds{floats, integers}, kinds{decimals, integers}:
		return conversion{value: "CAST(round({}) AS integer)", reads: isNumber + " AND " + fitsInt, keeps: "round({}) = {}"}
	case kinds{floats, decimals}:
		return conversion{value: round, reads: isNumber + " AND " + fits(round, to), keeps: round + " = {}"}
	case kinds{decimals, decimals}:
		return sqliteDigits(old, to)
	case kinds{decimals, floats}:
		return conversion{value: "CAST({} AS real)", reads: isNumber}
	case kinds{bools, integers}, kinds{integers, bools}:
		return conversion{value: "CAST({} AS integer)", reads: isBool}
	case kinds{dates, timestamps}:
		return conversion{value: "{} || ' 00:00:00+00:00'", reads: isDay}
	case kinds{timestamps, dates}:
		return conversion{value: "substr({}, 1, 10)", reads: isMoment, keeps: "ltrim(substr({}, 11), ' 0:.+') = ''"}
	case kinds{timestamps, times}:
		return conversion{value: of(wholeTime, "substr("+noZone+", 12)"), reads: isMoment, keeps: "false"}
	}
	return conversion{}
}

// sqliteDigits is the conversion of a decimal to one of other digits.
func sqliteDigits(old, to field.Field) conversion {
	round := fmt.Sprintf("round({}, %d)", to.Scale)
	switch {
	case to.Scale < old.Scale:
		return conversion{value: round, reads: isNumber + " AND " + fits(round, to), keeps: round + " = {}"}
	case to.Precision-to.Scale < old.Precision-old.Scale:
		return conversion{reads: isNumber + " AND " + fits("{}", to)}
	}
	return conversion{}
}

func sqliteToText(old field.Field) conversion {
	switch kindOf(old) {
	case decimals:
		return conversion{value: fmt.Sprintf("CASE WHEN {} IS NOT NULL THEN printf('%%.%df', {}) END", old.Scale), reads: isNumber}
	case bools:
		return conversion{value: "CASE {} WHEN 1 THEN 'true' WHEN 0 THEN 'false' END", reads: isBool}
	case times:
		return conversion{value: "CASE WHEN {} LIKE '%.%' THEN rtrim(rtrim({}, '0'), '.') ELSE {} END", reads: isText}
	case timestamps:
		return conversion{value: "replace(" + noZone + ", ' ', 'T') || 'Z'", reads: isMoment}
	case floats:
		return conversion{
			value: "CASE WHEN {} = round({}) AND abs({}) < 1e15 THEN CAST(CAST({} AS integer) AS text) ELSE CAST({} AS text) END",
			reads: isNumber,
		}
	case dates, uuids, documents:
		return conversion{value: "CAST({} AS text)", reads: isText}
	}
	return conversion{value: "CAST({} AS text)", reads: "typeof({}) <> 'blob'"}
}

func sqliteFromText(to field.Field) conversion {
	switch kindOf(to) {
	case integers:
		return conversion{value: "CAST({} AS integer)", reads: isText + " AND CAST(CAST({} AS integer) AS text) = {}"}
	case floats:
		return conversion{
			value: "CAST({} AS real)",
			reads: spellsNumber + " AND abs(CAST({} AS real)) <= 1.7976931348623157e308",
			keeps: fewDigits + " OR CAST(CAST({} AS real) AS text) = {}",
		}
	case decimals:
		round := fmt.Sprintf("round(CAST({} AS real), %d)", to.Scale)
		return conversion{
			value: round,
			reads: spellsNumber + " AND " + fits(round, to),
			keeps: round + " = CAST({} AS real) AND " + fewDigits,
		}
	case bools:
		return conversion{value: "{} = 'true'", reads: "{} IN ('true', 'false')"}
	case dates:
		return conversion{value: "CAST({} AS text)", reads: isText + " AND " + isDay}
	case times:
		return conversion{value: wholeTime, reads: spellsTime}
	case timestamps:
		return conversion{value: dayAndTime + " || " + fraction + " || '+00:00'", reads: spellsStamp}
	case uuids:
		return conversion{value: "lower({})", reads: spellsUUID}
	}
	return conversion{value: "CAST({} AS text)", reads: spellsJSON}
}
