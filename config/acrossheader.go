package config

import (
	"regexp"
	"strconv"
	"strings"
	"time"
	"unicode"
)

// monthNames are the names of the twelve months as headers have them; three letters or four ("sept") stand for the whole.
var monthNames = [12][]string{
	{"january", "januar", "januari"},
	{"february", "februar", "februari"},
	{"march", "mars", "märz", "marts", "maart", "mrz", "mrt"},
	{"april"},
	{"may", "mai", "maj", "mei"},
	{"june", "juni"},
	{"july", "juli"},
	{"august", "augusti", "augustus"},
	{"september"},
	{"october", "oktober"},
	{"november"},
	{"december", "desember", "dezember"},
}

// AcrossHeader reads the header of one of the columns across: "Jan 2026" by "Jan 2006", "2026-01" by "2006-01",
// "okt. 26" by "Jan. 06", "Q3 2026" by "Q1 2006", "2026" by "2006". pattern may be several with |. months is 1, 3 or 12.
// Capitals, blanks around and a dot behind a month's name do not matter. ok is false for what is no such header.
func AcrossHeader(pattern, header string) (first Day, months int, ok bool) {
	for _, p := range strings.Split(pattern, "|") {
		if first, months, ok = acrossHeader(strings.TrimSpace(p), header); ok {
			return first, months, true
		}
	}
	return 0, 0, false
}

// KnownHeader says whether a pattern names a year and a month, quarter or nothing else; the year may be left out where
// a row above has it.
func KnownHeader(pattern string, yearAbove bool) bool {
	if yearAbove {
		pattern += " 2006"
	}
	first, months, ok := acrossHeader(strings.TrimSpace(pattern), strings.TrimSpace(pattern))
	return ok && first == DayOf(2006, 1, 1) && (months != 12 || strings.TrimSpace(pattern) == "2006")
}

var quarterPattern = regexp.MustCompile(`(?i)[qk]1`)

func acrossHeader(pattern, header string) (first Day, months int, ok bool) {
	switch {
	case quarterPattern.MatchString(pattern) && wordMonth(pattern) == "":
		return quarterHeader(pattern, header)
	case pattern == "2006":
		year, err := strconv.Atoi(strings.TrimSpace(header))
		if err != nil || year < 1900 || year > 9999 {
			return 0, 0, false
		}
		return DayOf(year, 1, 1), 12, true
	}
	t, err := time.Parse(plainHeader(pattern), plainHeader(header))
	if err != nil {
		return 0, 0, false
	}
	return DayOf(t.Year(), int(t.Month()), 1), 1, true
}

func quarterHeader(pattern, header string) (first Day, months int, ok bool) {
	shape := regexp.QuoteMeta(strings.TrimSpace(pattern))
	shape = quarterPattern.ReplaceAllString(shape, "[QqKk](?P<quarter>[1-4])")
	if strings.Contains(shape, "2006") {
		shape = strings.Replace(shape, "2006", "(?P<year>[12][0-9]{3})", 1)
	} else {
		shape = strings.Replace(shape, "06", "(?P<year>[0-9]{2})", 1)
	}
	read, err := regexp.Compile("^" + shape + "$")
	if err != nil || read.SubexpIndex("year") < 0 {
		return 0, 0, false
	}
	found := read.FindStringSubmatch(strings.TrimSpace(header))
	if found == nil {
		return 0, 0, false
	}
	quarter, _ := strconv.Atoi(found[read.SubexpIndex("quarter")]) // a digit, by the shape
	year, _ := strconv.Atoi(found[read.SubexpIndex("year")])       // digits, by the shape
	if year < 100 {
		year += 2000
	}
	return DayOf(year, 3*quarter-2, 1), 3, true
}

// plainHeader writes the name of a month, in whatever language, as Jan, and without a dot behind it.
func plainHeader(s string) string {
	s = strings.Join(strings.Fields(strings.ReplaceAll(s, "\u00a0", " ")), " ")
	word := wordMonth(s)
	if word == "" {
		return s
	}
	at := strings.Index(s, word)
	name := time.Month(monthOf(word)).String()[:3]
	return s[:at] + name + strings.TrimPrefix(s[at+len(word):], ".")
}

// wordMonth gives the first word of a header that is the name of a month.
func wordMonth(s string) string {
	for _, word := range strings.FieldsFunc(s, func(r rune) bool { return !unicode.IsLetter(r) }) {
		if monthOf(word) > 0 {
			return word
		}
	}
	return ""
}

// monthOf gives 1 for January, whole or as its first three or four letters, and 0 for what is no month.
func monthOf(word string) int {
	word = strings.ToLower(word)
	for i, names := range monthNames {
		for _, name := range names {
			if word == name || (len([]rune(word)) >= 3 && len([]rune(word)) <= 4 && strings.HasPrefix(name, word)) {
				return i + 1
			}
		}
	}
	return 0
}
