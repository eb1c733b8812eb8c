package reports

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"attain/config"
)

func payrollLines() []config.Line {
	line := func(participant, plan, component, origin, currency, center string, minor int64) config.Line {
		return config.Line{Ref: "L-1", Participant: participant, Plan: plan, Component: component, OriginPeriod: origin, PayPeriod: "2026-09", Currency: currency, CostCenter: center, AmountMinor: minor}
	}
	return []config.Line{
		line("0042", "am-2026", "bookings", "2026-09", "USD", "4100", 110000),
		line("0042", "am-2026", "bookings", "2026-09", "USD", "4100", -10000),
		line("0042", "am-2026", "bookings", "2026-08", "USD", "4100", -2550),
		line("E1007", "ae-2026", "quota", "2026-09", "USD", "=cmd", 612500),
		line("E1007", "ae-2026", "win-rate", "2026-09", "USD", "=cmd", 300000),
		line("E2001", "csm-2026", "nrr", "2026-09", "EUR", "4200", 600000),
		line("E3001", "csm-2026", "nrr", "2026-09", "EUR", "4200", 0),
		line("E4001", "csm-2026", "nrr", "2026-09", "JPY", "4200", 5000),
	}
}

var payrollPay = config.Pay{DefaultCode: "VARPAY", Codes: []config.PayCode{{Plan: "am-2026", Code: "COMM"}, {Plan: "ae-2026", Component: "quota", Code: "BONUS"}}}

func september() PayrollData {
	p, err := config.Calendar{}.Period("2026-09")
	if err != nil {
		panic(err)
	}
	return PayrollData{Run: "R-3F9A12", Company: "NWA", FileName: "payroll.csv", PaidOn: day("2026-10-30"), Period: p}
}

// The golden file is written by hand from the lines above: 0042 earned 1,100.00 − 100.00 in September and −25.50 of
// August; the zero of E3001 is left out; yen have no cents.
const payrollGolden = "run_id,line_no,company,employee_number,pay_code,period_start,period_end,pay_date,currency,quantity,rate,amount,cost_center,comment\r\n" +
	"R-3F9A12,1,NWA,0042,COMM,2026-08-01,2026-08-31,2026-10-30,USD,,,-25.50,4100,earned in 2026-08\r\n" +
	"R-3F9A12,2,NWA,0042,COMM,2026-09-01,2026-09-30,2026-10-30,USD,,,1000.00,4100,\r\n" +
	"R-3F9A12,3,NWA,E1007,BONUS,2026-09-01,2026-09-30,2026-10-30,USD,,,6125.00,'=cmd,\r\n" +
	"R-3F9A12,4,NWA,E1007,VARPAY,2026-09-01,2026-09-30,2026-10-30,USD,,,3000.00,'=cmd,\r\n" +
	"R-3F9A12,5,NWA,E2001,VARPAY,2026-09-01,2026-09-30,2026-10-30,EUR,,,6000.00,4200,\r\n" +
	"R-3F9A12,6,NWA,E4001,VARPAY,2026-09-01,2026-09-30,2026-10-30,JPY,,,5000,4200,\r\n"

// Payroll's own numbers are in the file where there are some; a participant without one on the day, and two with one
// number, are refused. 0042 is known as 90042 in September.
func TestPayrollNumbers(t *testing.T) {
	t.Parallel()
	lines := payrollLines()
	rows, err := PayrollRows(lines, payrollPay, config.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		numbers map[string]string
		want    string
	}{
		{map[string]string{"0042": "90042"}, ""},
		{map[string]string{"E1007": "", "E3001": ""}, "people.xlsx: participant E1007 has no payroll number on 2026-09-30, the last day of 2026-09; add a line with the system payroll, or mend the days of one"},
		{map[string]string{"0042": "E2001"}, "people.xlsx: payroll number E2001 is that of 0042 and of E2001 on 2026-09-30, the last day of 2026-09; payroll would pay one of them both"},
	} {
		d := september()
		d.Numbers = c.numbers
		var file bytes.Buffer
		_, err := Payroll(&file, d, rows, lines)
		switch {
		case c.want == "" && err != nil:
			t.Error(err)
		case c.want == "":
			if got, want := file.String(), strings.ReplaceAll(payrollGolden, ",NWA,0042,", ",NWA,90042,"); got != want {
				t.Errorf("payroll file:\n%s\nwant:\n%s", got, want)
			}
		case err == nil || err.Error() != c.want || file.Len() > 0:
			t.Errorf("got %v, want %s", err, c.want)
		}
	}
}

func TestPayrollFile(t *testing.T) {
	t.Parallel()
	lines := payrollLines()
	rows, err := PayrollRows(lines, payrollPay, config.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	var file, control bytes.Buffer
	s, err := Payroll(&file, september(), rows, lines)
	if err != nil {
		t.Fatal(err)
	}
	if got := file.String(); got != payrollGolden {
		t.Errorf("payroll file:\n%s\nwant:\n%s", got, payrollGolden)
	}
	if s.Rows != 6 || s.ZeroRows != 1 {
		t.Errorf("%d rows, %d zeros; want 6 and 1", s.Rows, s.ZeroRows)
	}
	if err := PayrollControl(&control, september(), s); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256([]byte(payrollGolden))
	hash := hex.EncodeToString(sum[:])
	want := "run_id,file_name,sha256,row_count,employee_count,total_amount,currency,positive_total,negative_total,hash_total\r\n" +
		"R-3F9A12,payroll.csv," + hash + ",1,1,6000.00,EUR,6000.00,0.00,2001\r\n" +
		"R-3F9A12,payroll.csv," + hash + ",1,1,5000,JPY,5000,0,4001\r\n" +
		"R-3F9A12,payroll.csv," + hash + ",4,2,10099.50,USD,10125.00,-25.50,2098\r\n" // 42 + 42 + 1007 + 1007
	if got := control.String(); got != want {
		t.Errorf("control file:\n%s\nwant:\n%s", got, want)
	}
}

func TestPayrollSaysWhatIsMissing(t *testing.T) {
	t.Parallel()
	lines := payrollLines()[:2]
	lines[0].Participant = " "
	_, err := PayrollRows(lines, config.Pay{DefaultCode: "X"}, config.Calendar{})
	if err == nil || !strings.Contains(err.Error(), "has no employee number") {
		t.Errorf("without an employee number: %v", err)
	}
	_, err = PayrollRows(lines[1:], config.Pay{}, config.Calendar{})
	if err == nil || !strings.Contains(err.Error(), "no code for plan am-2026, component bookings") {
		t.Errorf("without a pay code: %v", err)
	}
}

// TestPayrollComparesWithLines: a row that lost a cent, and a participant who is not in the file, stop it.
func TestPayrollComparesWithLines(t *testing.T) {
	t.Parallel()
	lines := payrollLines()
	rows, err := PayrollRows(lines, payrollPay, config.Calendar{})
	if err != nil {
		t.Fatal(err)
	}
	less := append([]PayrollRow(nil), rows...)
	less[2].AmountMinor--
	for _, bad := range [][]PayrollRow{less, rows[1:]} {
		var file bytes.Buffer
		if _, err := Payroll(&file, september(), bad, lines); err == nil || file.Len() > 0 {
			t.Errorf("the file was written (%d bytes), error %v", file.Len(), err)
		}
	}
}

func TestNeutral(t *testing.T) {
	t.Parallel()
	for in, want := range map[string]string{
		"=1+1": "'=1+1", "+1": "'+1", "-1": "'-1", "@x": "'@x", "\tx": "'\tx", "\rx": "'\rx", "x=1": "x=1", "": "", "0042": "0042", "'x": "'x",
	} {
		if got := neutral(in); got != want {
			t.Errorf("neutral(%q) = %q, want %q", in, got, want)
		}
		if got := plainText(neutral(in)); got != in {
			t.Errorf("%q is read back as %q", in, got)
		}
	}
}
