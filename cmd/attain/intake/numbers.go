package intake

import (
	"fmt"
	"math/big"
	"regexp"
	"strings"
)

// numbers is what a column of numbers shows about its marks.
type numbers struct {
	decimal   string // decided: "." or ","; "" when nothing decides and nothing needs to
	thousands string
	isOpen    bool // values are there that can be read two ways, and none that decides
	proof     string
	values    []Value
	odd       []Value // no numbers
	clash     []Value // two values no format reads both: the first has a decimal point, the second a comma
}

var (
	wholeNumber   = regexp.MustCompile(`^[-+]?[0-9]+$`)
	groupedNumber = regexp.MustCompile(`^[-+]?[0-9]{1,3}(?:([.,' \x{a0}\x{202f}])[0-9]{3})+(?:([.,])[0-9]+)?$`)
	oneMark       = regexp.MustCompile(`^[-+]?([0-9]*)([.,])([0-9]+)$`)
)

// mark is what one value says of the marks in its column.
type mark struct {
	decimal, thousands string
	isOpen             bool // 1.234: thousands, or three decimals
	isNumber           bool
}

// marksOf reads one value.
//
//	1.234,56   decimal comma, thousands point     12,5      decimal comma
//	1 234      thousands blank                     1.234     open: 1234, or 1 and 234 thousandths
//	1.234.567  thousands point                     0.125, 1234.567   decimal point
func marksOf(text string) mark {
	if wholeNumber.MatchString(text) {
		return mark{isNumber: true}
	}
	if m := oneMark.FindStringSubmatch(text); m != nil {
		open := len(m[3]) == 3 && len(m[1]) >= 1 && len(m[1]) <= 3 && m[1] != "0" && !strings.HasPrefix(m[1], "0")
		if open {
			return mark{isOpen: true, isNumber: true}
		}
		return mark{decimal: m[2], isNumber: true}
	}
	return grouped(text)
}

// grouped reads a number whose thousands are parted: groups of three digits, one mark between all of them, and behind
// another mark the decimals. 1,000.000 is a thousand; 1.234.56 is none.
func grouped(text string) mark {
	m := groupedNumber.FindStringSubmatch(text)
	if m == nil {
		return mark{}
	}
	marks := []rune(strings.Map(func(r rune) rune {
		if strings.ContainsRune("0123456789+-", r) {
			return -1
		}
		return r
	}, text))
	last := len(marks) - 1
	out := mark{thousands: string(marks[0]), isNumber: true}
	if last > 0 && marks[last] != marks[0] {
		out.decimal, marks = string(marks[last]), marks[:last]
	}
	for _, r := range marks {
		if r != marks[0] {
			return mark{}
		}
	}
	switch {
	case m[2] != "" && m[2] != out.decimal, out.decimal != "" && out.decimal != "." && out.decimal != ",":
		return mark{} // 1.234.56: a group that is not of three digits
	case out.decimal == "" && (out.thousands == "." || out.thousands == ","):
		out.decimal = other(out.thousands)
	}
	return out
}

func other(mark string) string {
	if mark == "." {
		return ","
	}
	return "."
}

// readNumbers weighs every value of a column, or of several that are written alike. One that can be read one way only decides for all; two that decide
// differently make the column odd.
func readNumbers(t *Table, columns ...int) numbers {
	if n, ok := t.numberColumns[columns[0]]; ok && len(columns) == 1 {
		return n
	}
	n := weighNumbers(t, columns)
	if len(columns) == 1 {
		if t.numberColumns == nil {
			t.numberColumns = map[int]numbers{}
		}
		t.numberColumns[columns[0]] = n
	}
	return n
}

func weighNumbers(t *Table, columns []int) numbers {
	n := numbers{}
	for _, c := range columns {
		n.values = append(n.values, t.column(c)...)
	}
	deciding := map[string]Value{}
	count := map[string]int{}
	var open int
	for _, v := range n.values {
		m := marksOf(v.Text)
		switch {
		case v.Typed:
			m = mark{isNumber: true}
			if strings.Contains(v.Text, ".") {
				m.decimal = "."
			}
		case !m.isNumber:
			n.odd = append(n.odd, v)
			continue
		}
		if m.isOpen {
			open++
		}
		if m.thousands != "" {
			n.thousands = m.thousands
		}
		if m.decimal != "" {
			count[m.decimal]++
			if _, seen := deciding[m.decimal]; !seen {
				deciding[m.decimal] = v
			}
		}
	}
	point, comma := deciding["."], deciding[","]
	switch {
	case count["."] > 0 && count[","] > 0:
		n.clash = []Value{point, comma}
	case count[","] > 0:
		n.decide(t, ",", comma, count[","])
	case count["."] > 0:
		n.decide(t, ".", point, count["."])
	case open > 0:
		n.isOpen = true
	}
	return n
}

func (n *numbers) decide(t *Table, decimal string, witness Value, count int) {
	n.decimal = decimal
	if !witness.Typed {
		n.proof = fmt.Sprintf("%s can be read one way only, such as %s in %s", counted(count, "value", "values"), witness.Text, t.place(witness.Row))
	}
}

// spelling is the thousands mark that goes with the decided decimal mark, as values need it.
func (n numbers) spelling(decimal string) (thousands string) {
	if n.thousands == "\u00a0" || n.thousands == "\u202f" {
		return " "
	}
	if n.thousands != "" && n.thousands != decimal {
		return n.thousands
	}
	for _, v := range n.values {
		if m := marksOf(v.Text); m.isOpen && strings.Contains(v.Text, other(decimal)) {
			return other(decimal)
		}
	}
	return ""
}

// both shows three values and what each reading makes of them.
func (n numbers) both(t *Table) (lines []string) {
	for _, v := range n.values {
		if m := marksOf(v.Text); !m.isOpen {
			continue
		}
		whole := strings.NewReplacer(".", "", ",", "").Replace(v.Text)
		lines = append(lines, fmt.Sprintf("%s in %s is %s (the mark parts thousands) or %s (the mark is for decimals)",
			v.Text, t.place(v.Row), whole, strings.Replace(v.Text, ",", ".", 1)))
		if len(lines) == 3 {
			break
		}
	}
	return lines
}

// amount reads a value by the marks of its column.
func amount(text, decimal string) (*big.Rat, bool) {
	if decimal == "" {
		decimal = "."
	}
	plain := strings.NewReplacer(other(decimal), "", "'", "", " ", "", "\u00a0", "", "\u202f", "").Replace(strings.TrimSpace(text))
	return new(big.Rat).SetString(strings.Replace(plain, decimal, ".", 1))
}
