package transform

import (
	"fmt"
	"regexp"
	"slices"
	"sort"
	"strings"

	"attain/config"
)

// spelling is how a file writes values: the entity's format, else the source's, else what its system does.
type spelling struct {
	date, decimal, thousands, mark string
	nulls                          []string
}

// noValue are the spellings of no value seen in one family of files or another, besides the empty cell.
var noValue = []string{"", "NULL", "null", "-", "N/A", "000000000000000AAA", "0000-00-00", "0000-00-00 00:00:00"}

func spellingOf(src *config.Source, ent *config.Entity) spelling {
	s := spelling{
		date:      first(ent.Format.Date, src.Format.Date, systemDates[src.System], "YYYY-MM-DD"),
		decimal:   first(ent.Format.Decimal, src.Format.Decimal, "."),
		thousands: first(ent.Format.Thousands, src.Format.Thousands),
		mark:      first(ent.Format.CurrencyMark, src.Format.CurrencyMark),
		nulls:     slices.Concat(noValue, systemNulls[src.System], src.Format.Nulls, ent.Format.Nulls),
	}
	return s
}

// systemDates are the systems that write instants as numbers. What replicates them writes ISO, which is read as well.
var systemDates = map[string]string{"stripe": "epoch_seconds", "hubspot": "epoch_milliseconds", "xero": "/Date(milliseconds)/"}

// systemNulls are spellings of no value that would mean something elsewhere: Xero's instant 0 is no date.
var systemNulls = map[string][]string{"xero": {"/Date(0)/", "/Date(0+0000)/"}}

// ofColumn is how the column of ours that is read by the SQL text is written.
func (s spelling) ofColumn(ent *config.Entity, want, text string) spelling {
	for column, f := range ent.Formats {
		if strings.EqualFold(text, ident(column)) || strings.EqualFold(want, column) {
			return s.forColumn(f)
		}
	}
	return s
}

// forColumn is how one column's values are written.
func (s spelling) forColumn(f config.Format) spelling {
	return spelling{
		date: first(f.Date, s.date), decimal: first(f.Decimal, s.decimal), thousands: first(f.Thousands, s.thousands), mark: first(f.CurrencyMark, s.mark),
		nulls: append(append([]string(nil), s.nulls...), f.Nulls...),
	}
}

func first(list ...string) string {
	for _, s := range list {
		if s != "" {
			return s
		}
	}
	return ""
}

// text is a value trimmed, null when it says no value. Few cells need trimming, and looking is cheaper than trimming.
func (s spelling) text(sql string) string {
	if sql == "null::varchar" {
		return sql
	}
	// Not IN: DuckDB makes a join of a long IN outside a filter, and this stands on every column of every file.
	nulls := "[" + strings.Join(quoteAll(s.nulls), ", ") + "]"
	return fmt.Sprintf("case when list_contains(%[2]s, %[1]s) then null when starts_with(%[1]s, ' ') or ends_with(%[1]s, ' ') then"+
		" case when not list_contains(%[2]s, trim(%[1]s)) then trim(%[1]s) end else %[1]s end", sql, nulls)
}

// sqlType is the type raw gives a declared column.
func (c column) sqlType() string {
	switch c.Type {
	case "number":
		return "decimal(18, 4)"
	case "rate":
		return "decimal(28, 12)"
	case "money", "stripe_amount", "monthly_price":
		return "bigint"
	case "date", "timestamp", "boolean":
		return c.Type
	}
	return "varchar"
}

// read makes a declared column out of its text. A column the file does not have is null.
func (s spelling) read(c column, isThere bool, stages map[string]string) readColumn {
	if !isThere {
		return readColumn{value: "null::" + c.sqlType()}
	}
	t := ident(c.Name)
	r := readColumn{value: t}
	said := "'\"' || " + t + " || '\" "
	switch c.Type {
	case "salesforce_id":
		r.value = "case when not is_broken_id(" + t + ") then salesforce_id(" + t + ") end"
		r.reason = said + "is not an id: it has a blank in it'"
	case "guid":
		r.value = "guid(" + t + ")"
	case "number":
		r.value = "plain_number(" + s.plain(t) + ")"
		r.reason = said + "is not a number'" + s.numberHint(t)
	case "rate":
		r.value = "plain_rate(" + s.plain(t) + ")"
		r.reason = said + "is not a rate'" + s.numberHint(t)
	case "money":
		currency := "coalesce(upper(" + ident(c.Currency) + "), getvariable('reporting_currency'))"
		number := s.plain(t)
		r.value = "plain_money(" + number + ", " + currency + ")"
		r.reason = "case when plain_number(" + number + ") is null and not regexp_full_match(" + number + ", '[-+]?[0-9]{1,14}[.][0-9]+') then " +
			said + "is not a number'" + s.numberHint(t) + " when abs(plain_number(" + number + ")::hugeint * minor_unit(" + currency + ")) > " + mostMinor + " then " +
			said + "is too large: an amount has at most 15 digits in the smallest unit of ' || " + currency + " else " +
			said + "has more decimals than ' || " + currency + " || ' has (' || minor_digits(" + currency + ") || ')' end"
	case "stripe_amount":
		currency := "coalesce(upper(" + ident(c.Currency) + "), getvariable('reporting_currency'))"
		r.value = "stripe_amount(" + t + ", " + currency + ")"
		r.reason = said + "is no amount: Stripe writes whole numbers of the smallest unit of ' || " + currency
	case "date", "timestamp":
		r.value = s.instant(c.Type, t)
		r.reason = said + "is not a date written " + s.date + "'"
	case "boolean":
		r.value = "yes_or_no(" + t + ")"
		r.reason = said + "is neither yes nor no'"
	case "json":
		r.value = "case when json_valid(" + t + ") and " + numbersIn(t, c.Member) + " then " + t + " end"
		r.reason = "case when json_valid(" + t + ") then " + said + "has an element whose " + c.Member + " is not a number' else " + said + "is not JSON' end"
	case "stage":
		r.value = stageSQL(t, stages)
	case "monthly_price":
		r.value = "monthly_price(" + t + ")"
		r.reason = said + "has an item without an amount, a quantity and an interval (day, week, month, year) that can be read'"
	}
	return r
}

// numbersIn says that a member is a number, or nothing, in every element of an array of JSON.
func numbersIn(t, member string) string {
	if member == "" {
		return "true"
	}
	return "len(list_filter(json_extract_string(" + t + ", '$[*]." + member + "'), lambda n: plain_number(n) is null)) = 0"
}

// numberHint goes on after "is not a number" where the cell looks like a number with marks nobody declared.
func (s spelling) numberHint(t string) string {
	sign := " || case when regexp_matches(" + t + ", '\\p{Sc}') then '; a mark that stands beside amounts is declared as format: {currency_mark: …}' else '' end"
	if s.mark != "" {
		sign = " || '; the mark declared to stand beside amounts is " + quoteInside(s.mark) + "'"
	}
	if s.thousands != "" || s.decimal != "." {
		return " || '; numbers here are declared with " + quoteInside(s.decimal) + " for decimals and " + quoteInside(first(s.thousands, "nothing")) + " for thousands'" + sign
	}
	return sign + " || case when regexp_full_match(" + t + ", '[^0-9A-Za-z]*[0-9]+([,. ][0-9]+)+[^0-9A-Za-z]*') then '; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}' else '' end"
}

// quoteInside writes a mark inside a SQL string.
func quoteInside(mark string) string { return strings.ReplaceAll(mark, "'", "''") }

// plain turns a number with marks into one with a decimal point. A number whose thousands marks are not every three
// digits is left as it is, and so is refused: 2,024.994 with a comma for thousands is a number, 2,0249 is not.
func (s spelling) plain(t string) string {
	t = s.withoutMark(t)
	if s.decimal == "." && s.thousands == "" {
		return t
	}
	if s.thousands == " " { // Excel writes a blank that does not break lines; Norwegian and Swedish files a long minus
		t = "replace(replace(replace(" + t + ", '\u00a0', ' '), '\u202f', ' '), '\u2212', '-')"
	}
	dot := regexp.QuoteMeta(s.decimal)
	shape := `[-+]?[0-9]*(` + dot + `[0-9]*)?`
	if s.thousands != "" {
		shape = `[-+]?([0-9]*|[0-9]{1,3}(` + regexp.QuoteMeta(s.thousands) + `[0-9]{3})+)(` + dot + `[0-9]*)?`
	}
	marks := t
	if s.thousands != "" {
		marks = "replace(" + t + ", " + quote(s.thousands) + ", '')"
	}
	return "case when regexp_full_match(" + t + ", " + quote(shape) + ") then replace(" + marks + ", " + quote(s.decimal) + ", '.') else 'unread' end"
}

// withoutMark takes the currency's mark off a number that has it before or after it: $5, -$5, $-5, $ 5, 5 kr.
func (s spelling) withoutMark(t string) string {
	if s.mark == "" {
		return t
	}
	mark := regexp.QuoteMeta(s.mark)
	blank := "[ \u00a0\u202f]*"
	before := "([-+]?)" + blank + mark + blank + "([-+]?.*[0-9])"
	after := "(.*[0-9])" + blank + mark
	return "case when regexp_full_match(" + t + ", " + quote(before) + ") then regexp_replace(" + t + ", " + quote("^"+before+"$") + `, '\1\2')` +
		" when regexp_full_match(" + t + ", " + quote(after) + ") then regexp_replace(" + t + ", " + quote("^"+after+"$") + `, '\1') else ` + t + " end"
}

// instant reads a date or an instant; instants are UTC. Whatever is written year first is also read as such, with or
// without a time, under every format; a day first or a month first only when the format says which.
func (s spelling) instant(kind, t string) string {
	function := "plain_day"
	if kind == "timestamp" {
		function = "plain_instant"
	}
	pattern, shape := "", "[0-9]{1,2}[./][0-9]{1,2}[./][1-9][0-9]{3}[ ,]?.*" // %Y would read 26 as the year 26
	switch s.date {
	case "YYYY-MM-DD":
		return function + "(" + t + ")"
	case "epoch_seconds":
		return epoch(kind, t, "11", "1000000") + function + "(" + t + ") end"
	case "epoch_milliseconds":
		return epoch(kind, t, "14", "1000") + function + "(" + t + ") end"
	case "/Date(milliseconds)/":
		return "coalesce(wrapped_" + strings.TrimPrefix(function, "plain_") + "(" + t + "), " + function + "(" + t + "))"
	case "DD/MM/YYYY":
		pattern = "%d/%m/%Y"
	case "MM/DD/YYYY":
		pattern = "%m/%d/%Y"
	case "DD.MM.YYYY":
		pattern = "%d.%m.%Y"
	case "YYYYMMDD":
		pattern, shape = "%Y%m%d", "[1-9][0-9]{7} ?.*"
	}
	formats := make([]string, 0, 6)
	for _, clock := range []string{"", " %H:%M", " %H:%M:%S", " %I:%M %p", " %I:%M:%S %p", ", %I:%M %p"} {
		formats = append(formats, quote(pattern+clock))
	}
	return "coalesce(cast(case when regexp_full_match(" + t + ", " + quote(shape) + ") then try_strptime(" + t + ", [" + strings.Join(formats, ", ") + "]) end as " + kind + "), " +
		function + "(" + t + "))"
}

// epoch begins a case that reads a count since 1970 of at most so many digits; what is no such count is for its else.
func epoch(kind, t, digits, microseconds string) string {
	return "case when regexp_full_match(" + t + ", '-?[0-9]{1," + digits + "}') then cast(make_timestamp(try_cast(" + t + " as bigint) * " + microseconds + ") as " + kind + ") else "
}

// stageSQL is what a stage means by the source's own mapping: won, lost, open, or null for a stage it does not name.
func stageSQL(t string, stages map[string]string) string {
	if len(stages) == 0 {
		return "null::varchar"
	}
	var whens []string
	for theirs, ours := range stages {
		whens = append(whens, " when "+quote(theirs)+" then "+quote(ours))
	}
	sort.Strings(whens)
	return "case " + t + strings.Join(whens, "") + " end"
}
