package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"io"
	"math/big"
	"sort"
	"strconv"
	"strings"

	"attain/config"
)

// PayrollData says what a payroll file is about.
type PayrollData struct {
	Run      string
	Company  string // the company code payroll knows
	FileName string // payroll.csv, for the control file
	PaidOn   config.Day
	Period   config.Period // the run's period

	// Numbers are the numbers payroll knows participants by on the period's last day, by participant; whoever is not in it
	// goes by the employee number, and one who is in it with "" has none on that day.
	Numbers map[string]string
}

// number is what payroll knows a participant by.
func (d PayrollData) number(participant string) string {
	if n, ok := d.Numbers[participant]; ok {
		return n
	}
	return participant
}

// PayrollRow is one row of the payroll file: the lines of one participant, pay code, currency, cost centre and origin
// period, added up.
type PayrollRow struct {
	Participant string
	PayCode     string
	Currency    string
	CostCenter  string
	Period      config.Period // the origin period: what the pay is about
	AmountMinor int64
}

// PayrollTotal is one row of the control file: the payroll file's rows of one currency.
type PayrollTotal struct {
	Currency      string
	Rows          int
	Employees     int
	TotalMinor    int64
	PositiveMinor int64
	NegativeMinor int64
	HashTotal     string // the digits of each row's employee number added up, as banks do it
}

// PayrollSummary is what was written, for the control file, the manifest and the control workbook.
type PayrollSummary struct {
	FileName string
	SHA256   string
	Bytes    int64
	Rows     int
	ZeroRows int // rows of amount 0, left out: many payroll systems read a zero as "overwrite"
	Totals   []PayrollTotal
}

// PayrollRows adds lines up to rows in the order of the file: employee number, pay code, currency, cost centre, period.
// Rows of amount 0 are in it, rewards that are no money are not. A participant without an employee number and a line without a pay code are problems.
func PayrollRows(lines []config.Line, pay config.Pay, calendar config.Calendar) ([]PayrollRow, error) {
	type key struct{ participant, code, currency, center, origin string }
	var ps config.Problems
	at := map[key]int{}
	var rows []PayrollRow
	for i := range lines {
		l := &lines[i]
		if config.IsReward(l.Currency) {
			continue // no money: payroll never sees it
		}
		code := payCode(pay, l)
		if code == "" {
			ps.Addf(config.Position{File: "attain.yaml"}, "pay: no code for plan %s, component %s; add {plan: %s, code: …} to codes or set default_code", l.Plan, l.Component, l.Plan)
			continue
		}
		if strings.TrimSpace(l.Participant) == "" {
			ps.Addf(config.Position{File: l.ComputedFrom}, "line %s of plan %s has no employee number; payroll needs the number HR writes", l.Ref, l.Plan)
			continue
		}
		k := key{l.Participant, code, l.Currency, l.CostCenter, l.OriginPeriod}
		j, ok := at[k]
		if !ok {
			period, err := calendar.Period(l.OriginPeriod)
			if err != nil {
				return nil, fmt.Errorf("payroll: line %s: %w", l.Ref, err)
			}
			j = len(rows)
			at[k] = j
			rows = append(rows, PayrollRow{Participant: l.Participant, PayCode: code, Currency: l.Currency, CostCenter: l.CostCenter, Period: period})
		}
		sum, ok := addMinor(rows[j].AmountMinor, l.AmountMinor)
		if !ok {
			return nil, fmt.Errorf("payroll: %s, pay code %s: the amount is too large", l.Participant, code)
		}
		rows[j].AmountMinor = sum
	}
	sort.SliceStable(rows, func(i, j int) bool { return payrollLess(&rows[i], &rows[j]) })
	return rows, ps.Err()
}

func payrollLess(a, b *PayrollRow) bool {
	for _, p := range [][2]string{{a.Participant, b.Participant}, {a.PayCode, b.PayCode}, {a.Currency, b.Currency}, {a.CostCenter, b.CostCenter}} {
		if p[0] != p[1] {
			return p[0] < p[1]
		}
	}
	if a.Period.First != b.Period.First {
		return a.Period.First < b.Period.First
	}
	return a.Period.End < b.Period.End
}

// payCode is the first code that fits a line, else the default.
func payCode(pay config.Pay, l *config.Line) string {
	for _, c := range pay.Codes {
		if c.Plan == l.Plan && (c.Component == "" || c.Component == l.Component) {
			return c.Code
		}
	}
	return pay.DefaultCode
}

var payrollHeader = []string{
	"run_id", "line_no", "company", "employee_number", "pay_code", "period_start", "period_end", "pay_date",
	"currency", "quantity", "rate", "amount", "cost_center", "comment",
}

// Payroll writes the payroll file: UTF-8, CRLF, decimal point, ISO dates, one row for each of rows that is not 0. Before
// anything reaches w the bytes are parsed again and compared with the lines: every participant's total in every
// currency must be that of their lines.
func Payroll(w io.Writer, d PayrollData, rows []PayrollRow, lines []config.Line) (PayrollSummary, error) {
	if err := d.checkNumbers(rows); err != nil {
		return PayrollSummary{}, err
	}
	var buf bytes.Buffer
	zero := writePayroll(&buf, d, rows)
	written, err := parsePayroll(buf.Bytes())
	if err != nil {
		return PayrollSummary{}, fmt.Errorf("payroll: read back: %w", err)
	}
	if err := comparePayroll(written, d, lines); err != nil {
		return PayrollSummary{}, fmt.Errorf("payroll: read back: %w", err)
	}
	hash := sha256.Sum256(buf.Bytes())
	s := PayrollSummary{
		FileName: d.FileName, SHA256: hex.EncodeToString(hash[:]), Bytes: int64(buf.Len()),
		Rows: len(written), ZeroRows: zero, Totals: payrollTotals(written),
	}
	if _, err := w.Write(buf.Bytes()); err != nil {
		return PayrollSummary{}, fmt.Errorf("write payroll: %w", err)
	}
	return s, nil
}

// checkNumbers refuses a participant without a number on the period's last day, and two who go by one number.
func (d PayrollData) checkNumbers(rows []PayrollRow) error {
	var ps config.Problems
	at := config.Position{File: config.PeopleFile}
	whose := map[string]string{}
	seen := map[string]bool{}
	for _, r := range rows {
		if seen[r.Participant] || r.AmountMinor == 0 {
			continue
		}
		seen[r.Participant] = true
		number := d.number(r.Participant)
		other, taken := whose[number]
		switch {
		case number == "":
			ps.Addf(at, "participant %s has no payroll number on %s, the last day of %s; add a line with the system payroll, or mend the days of one", r.Participant, d.Period.End-1, d.Period.Label)
		case taken:
			ps.Addf(at, "payroll number %s is that of %s and of %s on %s, the last day of %s; payroll would pay one of them both", number, other, r.Participant, d.Period.End-1, d.Period.Label)
		}
		whose[number] = r.Participant
	}
	return ps.Err()
}

func writePayroll(buf *bytes.Buffer, d PayrollData, rows []PayrollRow) (zero int) {
	w := csvWriter(buf)
	paid := ""
	if d.PaidOn != 0 {
		paid = d.PaidOn.String()
	}
	_ = w.Write(payrollHeader) // a buffer takes everything
	n := 0
	for _, r := range rows {
		if r.AmountMinor == 0 {
			zero++
			continue
		}
		n++
		comment := ""
		if r.Period.End != d.Period.End {
			comment = "earned in " + r.Period.Label
		}
		_ = w.Write([]string{
			neutral(d.Run), strconv.Itoa(n), neutral(d.Company), neutral(d.number(r.Participant)), neutral(r.PayCode),
			r.Period.First.String(), (r.Period.End - 1).String(), paid, neutral(r.Currency), "", "",
			plainMinor(r.AmountMinor, r.Currency), neutral(r.CostCenter), comment,
		})
	}
	w.Flush()
	return zero
}

func csvWriter(w io.Writer) *csv.Writer {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	return out
}

// neutral keeps a field from being read as a formula: one that begins with = + - @, a tab or a carriage return gets an
// apostrophe before it.
func neutral(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}

// plainMinor writes an amount as machines read it: 1928.57, without marks between thousands.
func plainMinor(minor int64, currency string) string {
	return strings.ReplaceAll(config.FormatMinor(minor, currency), ",", "")
}

// payrollRecord is one row as a reader of the file sees it.
type payrollRecord struct {
	employee, currency string
	amount             int64
}

// parsePayroll reads the file as payroll would, apart from the code that wrote it.
func parsePayroll(data []byte) ([]payrollRecord, error) {
	r := csv.NewReader(bytes.NewReader(data))
	all, err := r.ReadAll()
	if err != nil {
		return nil, err
	}
	if len(all) == 0 || strings.Join(all[0], ",") != strings.Join(payrollHeader, ",") {
		return nil, fmt.Errorf("the header is not %s", strings.Join(payrollHeader, ","))
	}
	var out []payrollRecord
	for i, f := range all[1:] {
		if f[1] != strconv.Itoa(i+1) {
			return nil, fmt.Errorf("row %d has line number %s", i+1, f[1])
		}
		amount, ok := new(big.Rat).SetString(f[11])
		if !ok {
			return nil, fmt.Errorf("row %d: amount %q is not a number", i+1, f[11])
		}
		currency := f[8]
		minor, ok := config.MinorOf(config.RatioOf(amount), currency).Round(config.AwayFromZero)
		if !ok || config.MajorOf(config.Whole(minor), currency).Rat().Cmp(amount) != 0 {
			return nil, fmt.Errorf("row %d: amount %s is not whole cents of %s", i+1, f[11], currency)
		}
		out = append(out, payrollRecord{employee: plainText(f[3]), currency: currency, amount: minor})
	}
	return out, nil
}

// plainText takes off the apostrophe neutral put before a field.
func plainText(s string) string {
	if rest, is := strings.CutPrefix(s, "'"); is && neutral(rest) != rest {
		return rest
	}
	return s
}

// comparePayroll says whether what is in the file is what the lines say, by participant and currency.
func comparePayroll(written []payrollRecord, d PayrollData, lines []config.Line) error {
	type key struct{ employee, currency string }
	left := map[key]int64{}
	for i := range lines {
		if config.IsReward(lines[i].Currency) {
			continue
		}
		left[key{d.number(lines[i].Participant), lines[i].Currency}] += lines[i].AmountMinor
	}
	for _, r := range written {
		left[key{r.employee, r.currency}] -= r.amount
	}
	var bad []key
	for k, n := range left {
		if n != 0 {
			bad = append(bad, k)
		}
	}
	if len(bad) == 0 {
		return nil
	}
	sort.Slice(bad, func(i, j int) bool {
		return bad[i].employee < bad[j].employee || bad[i].employee == bad[j].employee && bad[i].currency < bad[j].currency
	})
	k := bad[0]
	return fmt.Errorf("%d participants differ from their lines; the first is %s, by %s %s", len(bad), k.employee, config.FormatMinor(left[k], k.currency), k.currency)
}

func payrollTotals(rows []payrollRecord) []PayrollTotal {
	at := map[string]int{}
	var out []PayrollTotal
	hashes := map[string]*big.Int{}
	seen := map[[2]string]bool{}
	for _, r := range rows {
		i, ok := at[r.currency]
		if !ok {
			i = len(out)
			at[r.currency] = i
			out = append(out, PayrollTotal{Currency: r.currency})
			hashes[r.currency] = new(big.Int)
		}
		t := &out[i]
		t.Rows++
		t.TotalMinor += r.amount
		if r.amount > 0 {
			t.PositiveMinor += r.amount
		} else {
			t.NegativeMinor += r.amount
		}
		if k := [2]string{r.employee, r.currency}; !seen[k] {
			seen[k] = true
			t.Employees++
		}
		hashes[r.currency].Add(hashes[r.currency], digitsOf(r.employee))
	}
	for i := range out {
		out[i].HashTotal = hashes[out[i].Currency].String()
	}
	sort.Slice(out, func(i, j int) bool { return out[i].Currency < out[j].Currency })
	return out
}

// digitsOf is the number an employee number's digits make: 1007 for E1007, 0 for one without digits.
func digitsOf(s string) *big.Int {
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, s)
	n, ok := new(big.Int).SetString(digits, 10)
	if !ok {
		return new(big.Int)
	}
	return n
}

var controlHeader = []string{
	"run_id", "file_name", "sha256", "row_count", "employee_count", "total_amount", "currency",
	"positive_total", "negative_total", "hash_total",
}

// PayrollControl writes the control file that goes beside a payroll file, one row for each currency. A payroll file
// without rows has a control file without rows.
func PayrollControl(w io.Writer, d PayrollData, s PayrollSummary) error {
	var buf bytes.Buffer
	c := csvWriter(&buf)
	_ = c.Write(controlHeader)
	for _, t := range s.Totals {
		_ = c.Write([]string{
			neutral(d.Run), neutral(s.FileName), s.SHA256, strconv.Itoa(t.Rows), strconv.Itoa(t.Employees),
			plainMinor(t.TotalMinor, t.Currency), t.Currency, plainMinor(t.PositiveMinor, t.Currency),
			plainMinor(t.NegativeMinor, t.Currency), t.HashTotal,
		})
	}
	c.Flush()
	if _, err := w.Write(buf.Bytes()); err != nil {
		return fmt.Errorf("write payroll control file: %w", err)
	}
	return nil
}

// ControlName is the name of the control file beside a payroll file: payroll.csv has payroll.ctl.csv.
func ControlName(file string) string { return strings.TrimSuffix(file, ".csv") + ".ctl.csv" }

func addMinor(a, b int64) (int64, bool) {
	s := a + b
	return s, (s > a) == (b > 0)
}
