package transform

import (
	"strings"
	"testing"
)

// TestDirtOfSystemsIsRefused: what HR and finance systems, and the people who export from them, write that cannot be
// read. Every cell is refused by its file, record and column, and is no value from there on.
func TestDirtOfSystemsIsRefused(t *testing.T) {
	t.Parallel()
	for _, c := range []struct{ name, entity, table, want string }{
		{"Stripe in major units", "stripe/invoice", "id,currency,created,status,total\nin_1,usd,1767225600,paid,10.50", `1 | total | 10.50 | "10.50" is no amount: Stripe writes whole numbers of the smallest unit of USD`},
		{"Stripe with a thousands mark", "stripe/charge", `id,currency,created,amount
ch_1,usd,1767225600,"1,000"`, `1 | amount | 1,000 | "1,000" is no amount: Stripe writes whole numbers of the smallest unit of USD`},
		{"Stripe in powers of ten", "stripe/refund", "id,charge,currency,created,amount\nre_1,ch_1,usd,1767225600,1e5", `1 | amount | 1e5 | "1e5" is no amount: Stripe writes whole numbers of the smallest unit of USD`},
		{"a part of a króna", "stripe/invoice", "id,currency,created,status,total\nin_1,isk,1767225600,paid,100\nin_2,isk,1767225600,paid,150", `2 | total | 150 | "150" is no amount: Stripe writes whole numbers of the smallest unit of ISK`},
		{"Stripe with a day and a month", "stripe/credit_note", "id,currency,created,total\ncn_1,usd,01/02/2026,100", `1 | credited_on | 01/02/2026 | "01/02/2026" is not a date written epoch_seconds`},
		{"metadata that is no JSON", "stripe/customer", "id,metadata\ncus_1,account A1\ncus_2,\ncus_3,{}\ncus_4,NULL", `1 | account_id | account A1 | "account A1" is not JSON, so nothing can be read in it`},
		{"NetSuite in somebody's date format", "netsuite/transaction", "id,type,trandate\n1,CustInvc,1/31/2026", `1 | day | 1/31/2026 | "1/31/2026" is not a date written YYYY-MM-DD`},
		{"NetSuite with brackets for a minus", "netsuite/transaction_line", `transaction,id,mainline,taxline,foreignamount
1,1,F,F,"(1,000.00)"`, `1 | amount | (1,000.00) | "(1,000.00)" is not a number; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{"a flag that is neither", "netsuite/transaction_line", "transaction,id,mainline,taxline,foreignamount\n1,1,F,F,1\n1,2,F,maybe,1", `2 | is_tax | maybe | "maybe" is neither yes nor no`},
		{"posted or not", "netsuite/transaction_accounting_line", "transaction,transactionline,amount,posting\n1,1,5,?", `1 | is_posted | ? | "?" is neither yes nor no`},
		{"a book of nobody knows what", "netsuite/accounting_book", "id,isprimary\n1,primary", `1 | is_primary | primary | "primary" is neither yes nor no`},
		{"a rate with a comma", "netsuite/consolidated_exchange_rate", `id,postingperiod,fromcurrency,tocurrency,averagerate
1,51,2,1,"1,08"`, `1 | average_rate | 1,08 | "1,08" is not a rate; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{"QuickBooks as people see it", "quickbooks/invoice", `Id,TxnDate,TotalAmt
1,2026-01-15,"$1,080.00"`, `1 | total | $1,080.00 | "$1,080.00" is not a number; a mark that stands beside amounts is declared as format: {currency_mark: …}; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{"QuickBooks day first", "quickbooks/invoice", "Id,TxnDate,TotalAmt\n1,15/01/2026,10", `1 | invoiced_on | 15/01/2026 | "15/01/2026" is not a date written YYYY-MM-DD`},
		{"a reference that is a word", "quickbooks/payment", "Id,TxnDate,TotalAmt,CustomerRef\n1,2026-01-15,10,Alfa Inc", `1 | customer_id | Alfa Inc | "Alfa Inc" is not JSON, so nothing can be read in it`},
		{"half a cent", "quickbooks/sales_receipt", "Id,TxnDate,TotalAmt\n1,2026-01-15,10.005", `1 | total | 10.005 | "10.005" has more decimals than USD has (2)`},
		{"lines cut short", "quickbooks/bill", `Id,TxnDate,Line
1,2026-01-15,"[{""Amount"":1"`, `1 | lines | [{"Amount":1 | "[{"Amount":1" is not JSON`},
		{"one line's amount", "quickbooks/purchase", `Id,TxnDate,Line
1,2026-01-15,"[{""Amount"":2.5},{""Amount"":""2,5""}]"`, `1 | lines | [{"Amount":2.5},{"Amount":"2,5"}] | "[{"Amount":2.5},{"Amount":"2,5"}]" has an element whose Amount is not a number`},
		{"the rate the other way is still a rate", "quickbooks/exchange_rate", "SourceCurrencyCode,TargetCurrencyCode,Rate,AsOfDate\nUSD,CAD,1.36753,2026-01-20\nUSD,CAD,about 1.4,2026-01-21", `2 | rate | about 1.4 | "about 1.4" is not a rate`},
		{"Xero's date of words", "xero/invoice", "InvoiceID,Type,Date,SubTotal,Status\n1,ACCREC,/Date(soon)/,10,PAID", `1 | invoiced_on | /Date(soon)/ | "/Date(soon)/" is not a date written /Date(milliseconds)/`},
		{"blanks in thousands", "xero/invoice", `InvoiceID,Type,Date,SubTotal,Status
1,ACCREC,2026-01-01,"1 000,00",PAID`, `1 | subtotal | 1 000,00 | "1 000,00" is not a number; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{"one line of a bill", "xero/invoice", `InvoiceID,Type,Date,SubTotal,Status,LineItems
1,ACCPAY,2026-01-01,10,PAID,"[{""LineAmount"":""ten""}]"`, `1 | lines | [{"LineAmount":"ten"}] | "[{"LineAmount":"ten"}]" has an element whose LineAmount is not a number`},
		{"Workday's American hire date", "workday/worker", "Employee_ID,Hire_Date\n1,01/02/2026", `1 | hired_on | 01/02/2026 | "01/02/2026" is not a date written YYYY-MM-DD`},
		{"a day February does not have", "workday/worker", "Employee_ID,Hire_Date,Termination_Date\n1,2020-01-01-08:00,2026-02-30-08:00", `1 | left_on | 2026-02-30-08:00 | "2026-02-30-08:00" is not a date written YYYY-MM-DD`},
		{"a target incentive with a blank", "workday/assignment", "Employee_ID,Job_Profile,Start_Date,Target_Incentive\n1,AE,2026-01-01,400 000", `1 | target_incentive | 400 000 | "400 000" is not a number; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{"perhaps paid", "workday/absence", "Employee_ID,Leave_Type,Leave_Start_Date,Is_Paid\n1,parental,2026-01-01,perhaps", `1 | is_paid | perhaps | "perhaps" is neither yes nor no`},
		{"a thirteenth month, and no date at all", "bamboohr/employee", "employeeNumber,hireDate,terminationDate\n1,2026-13-01,0000-00-00", `1 | hired_on | 2026-13-01 | "2026-13-01" is not a date written YYYY-MM-DD`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			w, err := files(map[string]string{c.entity: c.table}).open(t)
			if err != nil {
				t.Fatal(err)
			}
			_, entity, _ := strings.Cut(c.entity, "/")
			w.expect(t, "from checks.reject select _file, _row, column_name, value, reason order by all", entity+".csv | "+c.want)
		})
	}
}

// TestBillsWithoutReadableLines: a bill whose lines cannot be read is no cost of zero: whatever adds up cost is held.
func TestBillsWithoutReadableLines(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"xero/invoice": `
InvoiceID,Type,Date,SubTotal,Status,LineItems
b1,ACCPAY,2026-01-05,10,PAID,"[{""LineAmount"":""ten"",""AccountCode"":""400""}]"
b2,ACCPAY,2026-01-06,10,PAID,"[{""LineAmount"":10,""AccountCode"":""400""}]"`,
		"quickbooks/bill": `
Id,TxnDate,Line
1,2026-02-05,broken
2,2026-02-06,"[{""Amount"":12.5,""AccountBasedExpenseLineDetail"":{""AccountRef"":{""value"":""80"",""name"":""Marketing""}}}]"`,
	}).build(t)
	w.expect(t, "select month, category, amount_minor from core.cost order by all", `
2026-01-01 | 400 | 1000
2026-02-01 | marketing | 1250`)
	w.expect(t, "select _file, _row from checks.counted_record_cannot_be_read order by all", `
bill.csv | 1
invoice.csv | 1`)
}
