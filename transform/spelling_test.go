package transform

import (
	"testing"

	"attain/config"
)

// TestDirt reads cells the way systems write them, and those that cannot be read say so. "∅" is no value.
func TestDirt(t *testing.T) {
	t.Parallel()
	w := empty(t)
	german := config.Format{Decimal: ",", Thousands: ".", Date: "DD.MM.YYYY"}
	american := config.Format{Thousands: ",", Date: "MM/DD/YYYY"}
	for _, c := range []struct {
		format config.Format
		column string // of attain/opportunity, or salesforce's is_won
		cell   string
		want   string
	}{
		{column: "amount", cell: "1000.00", want: "100000"},
		{column: "amount", cell: " 12.5 ", want: "1250"},
		{column: "amount", cell: ".0120", want: `reject ".0120" has more decimals than USD has (2)`},
		{column: "amount", cell: ".0100", want: "1"},
		{column: "amount", cell: "12.5000", want: "1250"},
		{column: "amount", cell: "-7", want: "-700"},
		{column: "amount", cell: "12,5O", want: `reject "12,5O" is not a number`},
		{column: "amount", cell: "1e5", want: `reject "1e5" is not a number`},
		{column: "amount", cell: "1_000", want: `reject "1_000" is not a number`},
		{column: "amount", cell: "2,024,994", want: `reject "2,024,994" is not a number; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{column: "amount", cell: "$7,450,000.00", want: `reject "$7,450,000.00" is not a number; a mark that stands beside amounts is declared as format: {currency_mark: …}; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
		{column: "amount", cell: "12.505", want: `reject "12.505" has more decimals than USD has (2)`},
		{column: "amount", cell: "123456789012345678901", want: `reject "123456789012345678901" is not a number`},
		{column: "amount", cell: "9999999999999.99", want: "999999999999999"},
		{column: "amount", cell: "99999999999999", want: `reject "99999999999999" is too large: an amount has at most 15 digits in the smallest unit of USD`},
		{column: "amount", cell: "NULL", want: "∅"},
		{column: "amount", cell: "null", want: "∅"},
		{column: "amount", cell: "-", want: "∅"},
		{column: "amount", cell: "N/A", want: "∅"},
		{column: "close_on", cell: "0000-00-00", want: "∅"},
		{column: "account_id", cell: "000000000000000AAA", want: "∅"},
		{format: german, column: "amount", cell: "1.234,56", want: "123456"},
		{format: german, column: "amount", cell: "1234,56", want: "123456"},
		{format: german, column: "amount", cell: "1.23,4", want: `reject "1.23,4" is not a number; numbers here are declared with , for decimals and . for thousands`},
		{format: american, column: "amount", cell: "2,024,994", want: "202499400"},
		{format: american, column: "amount", cell: "2,0249", want: `reject "2,0249" is not a number; numbers here are declared with . for decimals and , for thousands`},
		{column: "close_on", cell: "2026-01-31", want: "2026-01-31"},
		{column: "close_on", cell: "2026-01-31 00:00:00", want: "2026-01-31"},
		{column: "close_on", cell: "2022-01-02T17:38:59.000+0000", want: "2022-01-02"},
		{column: "close_on", cell: "2020-01-01-08:00", want: "2020-01-01"},
		{column: "close_on", cell: "9999-12-31 23:59:59", want: "9999-12-31"},
		{column: "close_on", cell: "7/12/2024", want: `reject "7/12/2024" is not a date written YYYY-MM-DD`},
		{column: "close_on", cell: "2024-01-05garbage", want: `reject "2024-01-05garbage" is not a date written YYYY-MM-DD`},
		{column: "close_on", cell: "2026-02-30", want: `reject "2026-02-30" is not a date written YYYY-MM-DD`},
		{format: german, column: "close_on", cell: "7.12.2024", want: "2024-12-07"},
		{format: american, column: "close_on", cell: "7/12/2024", want: "2024-07-12"},
		{format: american, column: "close_on", cell: "2024-07-12", want: "2024-07-12"},
		{format: config.Format{Date: "YYYYMMDD"}, column: "close_on", cell: "20240712", want: "2024-07-12"},
		{format: config.Format{Date: "epoch_milliseconds"}, column: "close_on", cell: "1572480000000", want: "2019-10-31"},
		{format: config.Format{Date: "epoch_milliseconds"}, column: "close_on", cell: "2019-10-31T00:00:00.000Z", want: "2019-10-31"},
		{format: config.Format{Date: "epoch_milliseconds"}, column: "modified_at", cell: "2019-10-31 02:30:00+02:30", want: "2019-10-31 00:00:00"},
		{format: config.Format{Date: "epoch_milliseconds"}, column: "modified_at", cell: "2019-10-31 14:05", want: "2019-10-31 14:05:00"},
		{format: config.Format{Date: "epoch_milliseconds"}, column: "modified_at", cell: "1572480000123", want: "2019-10-31 00:00:00.123"},
		{format: config.Format{Date: "epoch_milliseconds"}, column: "close_on", cell: "123456789012345", want: `reject "123456789012345" is not a date written epoch_milliseconds`},
		{format: config.Format{Date: "epoch_seconds"}, column: "close_on", cell: "1572480000", want: "2019-10-31"},
		{format: config.Format{Date: "epoch_seconds"}, column: "close_on", cell: "2026-01-31", want: "2026-01-31"},
		{format: config.Format{Date: "epoch_seconds"}, column: "close_on", cell: "31.01.2026", want: `reject "31.01.2026" is not a date written epoch_seconds`},
		{column: "owner_id", cell: "0050000000000A1", want: "0050000000000A1AAI"},
		{column: "owner_id", cell: "Kim Eksempel", want: "Kim Eksempel"},
		{column: "owner_id", cell: "andersonjohnson", want: "andersonjohnson"},
		{column: "owner_id", cell: "0050000000000 1", want: `reject "0050000000000 1" is not an id: it has a blank in it`},
		{column: "owner_id", cell: "Acme 3 Limited Co", want: "Acme 3 Limited Co"},
		{column: "record_id", cell: "{0E9E3E5B-6C6C-E911-A97A-000D3A34A1BD}", want: "0e9e3e5b-6c6c-e911-a97a-000d3a34a1bd"},
		{column: "record_id", cell: "0e9e3e5b-6c6c-e911-a97a-000d3a34a1bd", want: "0e9e3e5b-6c6c-e911-a97a-000d3a34a1bd"},
		{column: "record_id", cell: "Kim Eksempel", want: "Kim Eksempel"},
		{format: config.Format{Thousands: ",", CurrencyMark: "$"}, column: "amount", cell: "$7,450,000.00 ", want: "745000000"},
		{format: config.Format{Thousands: ",", CurrencyMark: "$"}, column: "amount", cell: "-$1,000", want: "-100000"},
		{format: config.Format{CurrencyMark: "$"}, column: "amount", cell: "$ -5", want: "-500"},
		{format: config.Format{CurrencyMark: "$"}, column: "amount", cell: "5", want: "500"},
		{format: config.Format{CurrencyMark: "$"}, column: "amount", cell: "€5", want: `reject "€5" is not a number; the mark declared to stand beside amounts is $`},
		{format: config.Format{CurrencyMark: "$"}, column: "amount", cell: "$$5", want: `reject "$$5" is not a number; the mark declared to stand beside amounts is $`},
		{format: config.Format{CurrencyMark: "$"}, column: "amount", cell: "-$-5", want: `reject "-$-5" is not a number; the mark declared to stand beside amounts is $`},
		{format: config.Format{Decimal: ",", Thousands: " ", CurrencyMark: "kr"}, column: "amount", cell: "1 234,50 kr", want: "123450"},
		{format: config.Format{Nulls: []string{"n.v."}}, column: "amount", cell: "n.v.", want: "∅"},
		{column: "modified_at", cell: "2026-03-31T23:30:00.000-05:00", want: "2026-04-01 04:30:00"},
	} {
		if got := readCell(t, w, "attain", c.format, c.column, c.cell); got != c.want {
			t.Errorf("%s %q under %+v: got %s, want %s", c.column, c.cell, c.format, got, c.want)
		}
	}
	for cell, want := range map[string]string{
		"true": "true", "TRUE": "true", "True": "true", "T": "true", "t": "true", "Yes": "true", "Y": "true", "1": "true", "X": "true",
		"false": "false", "F": "false", "f": "false", "No": "false", "N": "false", "0": "false", "maybe": `reject "maybe" is neither yes nor no`,
	} {
		if got := readCell(t, w, "attain", config.Format{}, "is_won", cell); got != want {
			t.Errorf("%q: got %s, want %s", cell, got, want)
		}
	}
}

// TestDirtOfSystems reads cells the way one system writes them and no other.
func TestDirtOfSystems(t *testing.T) {
	t.Parallel()
	w := empty(t)
	for _, c := range []struct{ system, column, cell, want string }{
		// 1419937200 is 30 December 2014, 11:00 UTC; 13 hours to the east it was the 31st.
		{"xero", "close_on", "/Date(1419937200000+0000)/", "2014-12-30"},
		{"xero", "close_on", "/Date(1419937200000+1300)/", "2014-12-31"},
		{"xero", "modified_at", "/Date(1419937200000+1300)/", "2014-12-30 11:00:00"},
		{"xero", "close_on", "/Date(1419937200000)/", "2014-12-30"},
		{"xero", "close_on", "/Date(1419940800000-1201)/", "2014-12-29"},
		{"xero", "close_on", "/Date(0+0000)/", "∅"},
		{"xero", "close_on", "/Date(-86400000+0000)/", "1969-12-31"},
		{"xero", "modified_at", "/Date(-1000+0000)/", "1969-12-31 23:59:59"},
		{"xero", "close_on", "2014-12-30T00:00:00", "2014-12-30"},
		{"xero", "close_on", "/Date(next year)/", `reject "/Date(next year)/" is not a date written /Date(milliseconds)/`},
		{"netsuite", "close_on", "/Date(1419937200000+0000)/", `reject "/Date(1419937200000+0000)/" is not a date written YYYY-MM-DD`},
		{"netsuite", "close_on", "2026-01-31 0:00:00", "2026-01-31"},
		{"netsuite", "modified_at", "2026-01-31 0:00:00", "2026-01-31 00:00:00"},
		{"stripe", "close_on", "1767225600", "2026-01-01"},
		{"stripe", "modified_at", "2026-01-01 10:30:00 UTC", "2026-01-01 10:30:00"},
		{"stripe", "close_on", "01/02/2026", `reject "01/02/2026" is not a date written epoch_seconds`},
		{"workday", "close_on", "2020-01-01-08:00", "2020-01-01"},
		{"workday", "close_on", "2020-01-01+05:30", "2020-01-01"},
		{"workday", "close_on", "2020-01-01Z", "2020-01-01"},
		{"workday", "close_on", "9999-12-31 23:59:59", "9999-12-31"},
		{"netsuite", "rate", "0.006697923640", "0.006697923640"},
		{"netsuite", "rate", "1.0852999999999999", "1.085300000000"},
		{"netsuite", "rate", "1,08", `reject "1,08" is not a rate; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`},
	} {
		if got := readCell(t, w, c.system, config.Format{}, c.column, c.cell); got != c.want {
			t.Errorf("%s %s %q: got %s, want %s", c.system, c.column, c.cell, got, c.want)
		}
	}
}

// readCell gives a cell as a column of a type reads it, or "reject" and the reason.
func readCell(t *testing.T, w *Warehouse, system string, format config.Format, name, cell string) string {
	t.Helper()
	kinds := map[string]column{
		"amount": {Name: "amount", Type: "money", Currency: "currency"}, "close_on": {Name: "close_on", Type: "date"},
		"modified_at": {Name: "modified_at", Type: "timestamp"}, "account_id": {Name: "account_id", Type: "text"}, "is_won": {Name: "is_won", Type: "boolean"},
		"owner_id": {Name: "owner_id", Type: "salesforce_id"}, "record_id": {Name: "record_id", Type: "guid"},
		"rate": {Name: "rate", Type: "rate"},
	}
	s := spellingOf(&config.Source{Name: "theirs", System: system}, &config.Entity{Name: "opportunity", Format: format})
	rc := s.read(kinds[name], true, nil)
	reason := first(rc.reason, "''")
	query := "select case when " + name + " is not null and (" + rc.value + ") is null then 'reject ' || " + reason + " else coalesce((" + rc.value + ")::varchar, '∅') end" +
		" from (select " + s.text(quote(cell)) + " as " + name + ", null::varchar as currency)"
	var got string
	if err := w.db.QueryRow(query).Scan(&got); err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	return got
}
