package intake

import (
	"regexp"
	"strings"

	"attain/config"
	"attain/transform"
)

// acrossPatterns are the ways headers of months, quarters and years are written, for January 2006.
var acrossPatterns = []string{
	"Jan 2006", "Jan-2006", "Jan/2006", "Jan 06", "Jan-06", "Jan.06", "Jan/06", "Jan '06", "2006-01", "2006/01", "01/2006", "01.2006", "01-2006", "2006 Jan", "2006-Jan",
	"2006-01-02", "Q1 2006", "Q1-2006", "Q1/2006", "Q1 06", "Q1-06", "2006 Q1", "2006-Q1", "2006Q1", "2006",
}

// across is a table's columns for months, and how their headers are written.
type across struct {
	pattern string
	columns []int
	years   []int
}

// monthsAcross finds the columns that are months, quarters or years: at least two, all written one way.
func (t *Table) monthsAcross() (across, bool) {
	if t.months == nil {
		a, ok := monthsAcross(t.Headers)
		if !ok {
			a.columns = nil
		}
		t.months = &a
	}
	return *t.months, len(t.months.columns) > 0
}

func monthsAcross(headers []string) (across, bool) {
	best := across{}
	for _, p := range acrossPatterns {
		a := across{pattern: p}
		for i, h := range headers {
			if first, _, ok := acrossHeader(p, h); ok {
				year, _, _ := first.Date()
				a.columns = append(a.columns, i)
				a.years = append(a.years, year)
			}
		}
		if len(a.columns) > len(best.columns) {
			best = a
		}
	}
	if best.pattern == "2006-01-02" {
		best.pattern = "Jan 2006" // a header that is a day of a workbook is read whatever the pattern says
	}
	return best, len(best.columns) >= 2
}

func acrossHeader(pattern, header string) (first config.Day, months int, ok bool) {
	if len(header) > 20 || !hasDigit(header) {
		return 0, 0, false
	}
	if pattern == "2006-01-02" {
		first, err := config.ParseDay(header)
		return first, 1, err == nil
	}
	return config.AcrossHeader(pattern, header)
}

// isMonthHeader says whether a cell heads a month, quarter or year.
func isMonthHeader(cell string) bool {
	for _, p := range acrossPatterns {
		if _, _, ok := acrossHeader(p, cell); ok {
			return true
		}
	}
	return false
}

// isAcrossColumn says whether months across give a column: the month, or what a cell under it is.
func isAcrossColumn(s transform.Shape, column transform.ShapeColumn) bool {
	into, value, ok := acrossOf(s)
	return ok && (column.Theirs[0] == into || column.Theirs[0] == value)
}

// acrossOf gives the names the columns of an unpivoted table get: those the shape reads.
func acrossOf(s transform.Shape) (into, value string, ok bool) {
	if s.System != "attain" || (s.Entity != "quota" && s.Entity != "cost") {
		return "", "", false
	}
	for _, c := range s.Columns {
		switch {
		case c.Type == "date":
			into = c.Theirs[0]
		case c.Type == "money" && c.Required:
			value = c.Theirs[0]
		}
	}
	return into, value, into != "" && value != ""
}

// bareHeader takes off what a header says beside its name: the currency of its amounts, and for how long they are.
func bareHeader(header string) string {
	header = withoutCurrency(header)
	if at := perWords.FindStringIndex(header); at != nil {
		if rest := header[:at[0]] + header[at[1]:]; plain(rest) != "" {
			return rest
		}
	}
	return header
}

// perWords are the words that say for how long an amount is, by that time.
var (
	perWords  = regexp.MustCompile("(?i)" + perYear + "|" + perQuarter + "|" + perMonth)
	perPeriod = []struct {
		per   string
		words *regexp.Regexp
	}{
		{"year", regexp.MustCompile("(?i)" + perYear)},
		{"quarter", regexp.MustCompile("(?i)" + perQuarter)},
		{"month", regexp.MustCompile("(?i)" + perMonth)},
	}
)

const (
	perYear    = `\b(per|pr|pro|a) (year|år|jahr)\b|\b(annual|yearly|jährlich\w*)\b|årlig|p\.a\.`
	perQuarter = `\b(per|pr|pro|a) (quarter|kvartal|quartal)\b|\b(quarterly|kvartalsvis)\b`
	perMonth   = `\b(per|pr|pro|a) (month|måned|monat|månad)\b|\b(monthly|månedlig|monatlich\w*)\b`
)

// withoutCurrency takes "(EUR)" off a header that says what its amounts are in.
func withoutCurrency(header string) string {
	if c := currencyOf(header); c != "" {
		return strings.NewReplacer("("+c+")", "", "["+c+"]", "", "in "+c, "", c, "").Replace(header)
	}
	return header
}

// currencyOf is the currency a header names: "Amount (EUR)", "Beløp NOK".
func currencyOf(header string) string {
	for _, word := range strings.FieldsFunc(header, func(r rune) bool { return !('A' <= r && r <= 'Z') && !('a' <= r && r <= 'z') }) {
		if len(word) == 3 && strings.ToUpper(word) == word && config.KnownCurrency(word) {
			return word
		}
	}
	return ""
}
