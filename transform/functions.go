package transform

import (
	"strings"

	"attain/config"
)

// plainNumber is a number no system reads two ways: digits, at most one point, at most 14 digits before it and four
// that count after it. 1e5, 1,000 and 1_000 are not plain.
const plainNumber = `[-+]?([0-9]{1,14}(\.[0-9]{0,4}0*)?|\.[0-9]{1,4}0*)`

// plainDay is year (of four digits: 0026 is a year nobody meant), month, day, then at most a time and an offset.
const plainDay = `[1-9][0-9]{3}-[0-9]{1,2}-[0-9]{1,2}([T ][0-9:.]+)?( ?(Z|UTC|[+-][0-9]{2}:?([0-9]{2})?))?`

// wrappedInstant is an instant as .NET writes it into JSON: milliseconds since 1970 UTC, and the offset where it was written.
const wrappedInstant = `/Date\(-?[0-9]{1,14}([-+][0-9]{4})?\)/`

// mostMinor is the largest amount: far more than anybody is paid from, and thousands of it still fit into 64 bits.
const mostMinor = "999999999999999"

// functions are the schemas and the few SQL functions every model may use.
func functions(ws *config.Workspace) []string {
	list := []string{
		"create schema raw", "create schema staging", "create schema united", "create schema core", "create schema measures", "create schema checks",
		"create schema result", "create schema calendar",
		// The decimals of a currency; 2 for one nobody knows.
		"create macro minor_digits(currency) as " + minorDigitsCase(),
		"create macro minor_unit(currency) as case minor_digits(currency) when 0 then 1 when 3 then 1000 when 4 then 10000 else 100 end",
		// Text to an exact number: null when it is not plain.
		"create macro plain_number(t) as case when regexp_full_match(t, '" + plainNumber + "') then try_cast(t as decimal(18, 4)) end",
		// A rate may have more decimals than an amount; from the 13th on they are rounded away.
		"create macro plain_rate(t) as case when regexp_full_match(t, '[-+]?([0-9]{1,12}([.][0-9]{0,20})?|[.][0-9]{1,20})') then try_cast(t as decimal(28, 12)) end",
		// A number to minor units: null when it has more decimals than the currency has, or is too large. Nearly all are
		// small enough for 64 bits, where a product costs a sixth of what it costs in 128.
		`create macro minor_amount(number, currency) as case
			when abs(number) < 9999999999 then case
				when (number * minor_unit(currency)) % 1 = 0 then cast(number * minor_unit(currency) as bigint) end
			when abs(cast(number as decimal(28, 4)) * minor_unit(currency)) <= ` + mostMinor + ` then case
				when (cast(number as decimal(28, 4)) * minor_unit(currency)) % 1 = 0 then cast(cast(number as decimal(28, 4)) * minor_unit(currency) as bigint) end
			end`,
		// Minor units of one currency, read as those of another by mistake: 50.00 is 5,000 in hundredths and ¥50 is 50. Null
		// where the other has too few decimals.
		`create macro minor_in(amount, taken_for, currency) as case
			when minor_unit(taken_for) = minor_unit(currency) then amount
			when (amount::hugeint * minor_unit(currency)) % minor_unit(taken_for) = 0 then cast(amount::hugeint * minor_unit(currency) // minor_unit(taken_for) as bigint) end`,
		"create macro known_currency(currency) as list_contains([" + strings.Join(quoteAll(config.CurrencyCodes()), ", ") + "], currency)",
		// Minor units as a person writes them: 123456 of USD is 1234.56.
		`create macro major_text(minor, currency) as case minor_digits(currency) when 0 then cast(minor as varchar)
			when 3 then cast(cast(minor as decimal(30, 0)) * 0.001::decimal(4, 3) as varchar)
			when 4 then cast(cast(minor as decimal(30, 0)) * 0.0001::decimal(5, 4) as varchar)
			else cast(cast(minor as decimal(30, 0)) * 0.01::decimal(3, 2) as varchar) end`,
		// Text to minor units.
		`create macro plain_money(t, currency) as minor_amount(plain_number(t), currency)`,
		"create macro plain_day(t) as case when regexp_full_match(t, '" + plainDay + "') then try_cast(t as date) end",
		// Only a cast to an instant with a zone heeds an offset; it is slower, so it is for those that have one.
		"create macro plain_instant(t) as case when regexp_full_match(t, '" + plainDay + "') then case" +
			" when contains(substr(t, 11), '+') or contains(substr(t, 11), '-') then cast(try_cast(t as timestamptz) as timestamp)" +
			" else try_cast(t as timestamp) end end",
		// /Date(1419937200000+1300)/ is 11:00 UTC on 30 December 2014, and at the place it was written 31 December. The
		// milliseconds may be negative; the offset may be missing.
		"create macro wrapped_instant(t) as case when regexp_full_match(t, '" + wrappedInstant + "') then" +
			" make_timestamp(try_cast(regexp_extract(t, '-?[0-9]+') as bigint) * 1000) end",
		"create macro wrapped_day(t) as cast(wrapped_instant(t) +" +
			" to_minutes(coalesce(try_cast(regexp_extract(t, '([-+][0-9]{2})([0-9]{2})[)]', 1) || '0' as bigint) * 6, 0)" +
			" + coalesce(try_cast(regexp_extract(t, '([-+])[0-9]{2}([0-9]{2})[)]', 1) || regexp_extract(t, '[-+][0-9]{2}([0-9]{2})[)]', 1) as bigint), 0)) as date)",
		`create macro yes_or_no(t) as case
			when t = 'true' then true
			when t = 'false' then false
			when list_contains(['true', 't', 'yes', 'y', '1', 'x'], lower(t)) then true
			when list_contains(['false', 'f', 'no', 'n', '0'], lower(t)) then false end`,
		// A Salesforce id as the API writes it: 15 characters get the three that say which of them are capitals. Ids of
		// its own objects begin with 0, of a company's with a, and have a digit; other keys of 15 characters are left alone.
		"create macro salesforce_id(t) as case when length(t) <> 15 then t when regexp_full_match(t, '[0a][A-Za-z]*[0-9][0-9A-Za-z]*') then t || " + capitals + " else t end",
		// An id with a blank in it. A name, which reports have where the API has an id, is text with blanks.
		"create macro is_broken_id(t) as case when not contains(t, ' ') then false else length(t) between 15 and 19 and regexp_full_match(replace(t, ' ', ''), '(0|a[0-9])[0-9A-Za-z]*') end",
		// A GUID in one spelling: small letters, no braces. Other text, such as a name in an export, is left alone.
		"create macro guid(t) as case when length(t) in (36, 38) and regexp_full_match(t, '[{]?[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}[}]?') then lower(trim(t, '{}')) else t end",
		// a × b ÷ c to the nearest whole number, halves away from zero, in 128 bits.
		`create macro rounded_share(a, b, c) as cast(sign(a::hugeint * b) *
			((abs(a::hugeint * b) * 2 + abs(c)) // (abs(c) * 2)) as bigint)`,
		// How many percent a is of b, to six decimals: 1 of 3 is 33.333333. Null of nothing.
		"create macro percent_of(a, b) as cast(rounded_share(a, 100000000, nullif(b, 0)) as decimal(18, 0)) * 0.000001::decimal(7, 6)",
	}
	list = append(list, stripeAmount...)
	list = append(list, monthlyPrice...)
	return append(list, periodTable(ws.Calendar))
}

// periodTable is calendar.period, one row for every month, quarter and year the company's calendar has: label, kind, first_day,
// until_on (half-open). Calendar months are there from 1990 to 2099.
func periodTable(c config.Calendar) string {
	all := config.Interval{First: config.DayOf(1990, 1, 1), End: config.DayOf(2100, 1, 1)}
	if c.Table != nil {
		all = config.Interval{First: c.Table[0].First, End: c.Table[len(c.Table)-1].End}
	}
	var rows []string
	for _, kind := range []string{config.Month, config.Quarter, config.Year} {
		for _, p := range c.Within(all, kind) {
			rows = append(rows, "("+quote(p.Label)+", "+quote(kind)+", "+dayLiteral(p.First)+", "+dayLiteral(p.End)+")")
		}
	}
	return "create table calendar.period as select * from (values " + strings.Join(rows, ", ") + ") as period(label, kind, first_day, until_on)"
}

// capitals are the checksum characters of three times five characters: bit i is set when character i is a capital
// letter. "JUyxE" has capitals at 0, 1 and 4: 1 + 2 + 16 = 19, the letter T.
const capitals = `array_to_string(list_transform([1, 6, 11], lambda five: substr('ABCDEFGHIJKLMNOPQRSTUVWXYZ012345', 1 + cast(list_sum(
	list_transform([0, 1, 2, 3, 4], lambda i: case when substr(t, five + i, 1) between 'A' and 'Z' then 1 << i else 0 end)) as integer), 1)), '')`

// minorDigitsCase asks config for every currency whose digits are not two, so that SQL and Go cannot disagree.
func minorDigitsCase() string {
	byDigits := map[int][]string{}
	for _, c := range currenciesNotInHundredths {
		d := config.MinorDigits(c)
		byDigits[d] = append(byDigits[d], quote(c))
	}
	var b strings.Builder
	b.WriteString("case")
	for _, d := range []int{0, 3, 4} {
		if len(byDigits[d]) > 0 {
			b.WriteString(" when list_contains([" + strings.Join(byDigits[d], ", ") + "], currency) then " + itoa(d))
		}
	}
	b.WriteString(" else 2 end")
	return b.String()
}

// currenciesNotInHundredths is ISO 4217's list of currencies with other than two decimals.
var currenciesNotInHundredths = []string{
	"BHD", "BIF", "CLF", "CLP", "DJF", "GNF", "IQD", "ISK", "JOD", "JPY", "KMF", "KRW", "KWD", "LYD", "OMR", "PYG", "RWF", "TND",
	"UGX", "UYI", "UYW", "VND", "VUV", "XAF", "XOF", "XPF",
}
