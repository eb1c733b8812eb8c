package main

import "strings"

const goodDeals = `opportunity_id,account_id,name,stage,outcome,amount,currency,close_on,deal_type,owner,created_on,modified_at,is_deleted
D1,A1,Alpha,Won,won,1000.00,USD,2026-02-15,new,E1,2026-01-05,2026-02-15T10:00:00Z,false
D2,A1,Beta,Won,won,500.50,USD,2026-03-01,new,E1,2026-01-05,2026-03-01T10:00:00Z,false
D3,A2,Gamma,Won,won,2000.00,USD,2026-02-20,new,007,2026-01-05,2026-02-20T10:00:00Z,false
D4,A2,Delta,Lost,lost,300.00,USD,2026-02-21,new,007,2026-01-05,2026-02-21T10:00:00Z,false
D5,A2,Eps,Won,won,3000.00,USD,2026-02-22,new,E3,2026-01-05,2026-02-22T10:00:00Z,false
`

// whole replaces the deals' file.
func whole(text string) []edit { return []edit{{"extracts/deals.csv", "", text}} }

func with(edits []edit, more ...edit) []edit { return append(edits, more...) }

// swap makes one change after another to the good deals.
func swap(pairs ...string) string { return strings.NewReplacer(pairs...).Replace(goodDeals) }

// badText: encodings, separators, ends of lines and of files.
var badText = []badInput{
	{"1", "UTF-16 with a mark", encoded(swap("Alpha", "Ålpha"), "utf-16"), repaired, "", nil},
	{"1", "Windows-1252, said", with(encoded(swap("Alpha", "Ålpha"), "windows-1252"), format("format: {encoding: windows-1252}")), repaired, "", nil},
	{"1", "Windows-1252, not said", encoded(swap("Alpha", "Ålpha"), "windows-1252"), listed, withoutAlpha, []string{"extracts/deals.csv | 1 | ", "bytes that are not UTF-8; say how the file is written: format: {encoding: …}"}},
	{"1", "UTF-8 with a mark", whole("\ufeff" + goodDeals), repaired, "", nil},
	{"1", "NUL bytes", whole(swap("Alpha", "Al\x00pha", "1000.00", "1000\x00.00")), repaired, "", nil},
	{"1", "a mark of another encoding than is said", with(whole("\ufeff"+goodDeals), format("format: {encoding: utf-16}")), refused, "", []string{"extracts/deals.csv: "}},
	{"2", "tabs in a .csv", whole(swap(",", "\t")), refused, "", []string{`extracts/deals.csv: has one column, `, `write format: {delimiter: "\t"}`}},
	{"2", "bars, and no header", with(whole(strings.SplitN(swap(",", "|"), "\n", 2)[1]), format(`format: {delimiter: "|", no_header: true, columns: [opportunity_id, account_id, name, stage, outcome, amount, currency, close_on, deal_type, owner, created_on, modified_at, is_deleted]}`)), repaired, "", nil},
	{"2", "no header, and it is not said", whole(strings.SplitN(goodDeals, "\n", 2)[1]), refused, "", []string{`extracts/deals.csv: column 4 is named "Won" and column 5 "won"`}},
	{"2", "a separator of two characters", with(whole(swap(",", "+|")), format(`format: {delimiter: "+|"}`)), refused, "", []string{`attain.yaml:25:`, `"+|" is more than one character`}},
	{"S", "two kinds of line end", whole(swap("false\nD2", "false\r\nD2")), repaired, "", nil},
	{"S", "a line break inside a name", whole(swap("Alpha", "\"Al\npha\"")), repaired, "", nil},
	{"S", "a comma in a name that is not quoted", whole(swap("Alpha", "Alpha, Inc")), listed, withoutAlpha, []string{"extracts/deals.csv | 1 | ", "the record has 14 fields and the header 13"}},
	{"S", "a quote that never closes", whole(swap("Alpha", `"Alpha`)), refused, "", []string{"extracts/deals.csv: a quotation mark opens in record 1 and never closes"}},
	{"S", "cut in the middle of a record", whole(goodDeals[:len(goodDeals)-60]), refused, "", []string{"extracts/deals.csv:5: the file looks half-written"}},
	{"S", "an empty file", whole("\n"), refused, "", []string{"extracts/deals.csv: the file is empty: not even a header"}},
	{"S", "no file", []edit{{"extracts/deals.csv", goodDeals, ""}}, refused, "", []string{`attain.yaml:25:9: opportunity: no file matches "extracts/deal*.csv"`}},
	{"S", "a workbook that is called .csv", whole("PK\x03\x04\x14\x00\x00\x00\x08\x00[Content_Types].xml"), refused, "", []string{"extracts/deals.csv: "}},
	{"S", "the same column twice", whole(swap("created_on", "amount")), refused, "", []string{`extracts/deals.csv: column 6 and column 11 are both named "amount"`}},
	{"8", "600 rows of nothing but commas", whole(goodDeals + strings.Repeat(strings.Repeat(",", 12)+"\n", 600)), repaired, "", nil},
	{"12", "the same month in two shapes", with(whole(strings.Join(strings.SplitAfter(goodDeals, "\n")[:3], "")), edit{"extracts/deals-2.csv", "", "owner,close_on,opportunity_id,amount,outcome,new_column\n007,2026-02-20,D3,2000.00,won,x\nE3,2026-02-22,D5,3000.00,won,y\n"}), repaired, "", nil},
	{"12", "a column that cannot be done without is dropped", with(whole(strings.Join(strings.SplitAfter(goodDeals, "\n")[:3], "")), edit{"extracts/deals-2.csv", "", "owner,close_on,id,amount,outcome\n007,2026-02-20,D3,2000.00,won\n"}), refused, "", []string{`extracts/deals-2.csv: has no column "opportunity_id"`}},
	{"17", "the header again on the second page", whole(swap("D3,", strings.SplitAfter(goodDeals, "\n")[0]+"D3,")), repaired, "", nil},
	{"17", "a page that repeats a row", whole(goodDeals + strings.SplitAfter(goodDeals, "\n")[1]), repaired, "", []string{"extracts/deals.csv:6: repeats opportunity D1"}},
}

// badValues: what stands in a cell.
var badValues = []badInput{
	{"3", "five spellings of no value", whole(swap("Alpha", "NULL", "Beta", "-", "Gamma", "null", "Delta", "N/A", "Eps", "0000-00-00")), repaired, "", nil},
	{"3", "no value in the spelling of this file", with(whole(swap("1000.00", "1000.00", "300.00", "n.a.")), format(`format: {nulls: [n.a.]}`)), repaired, "", nil},
	{"3", "an instant of zero for no instant", whole(swap("2026-01-05,2026-02-15T10:00:00Z", "2026-01-05,/Date(0+0000)/")), listed, goodPay, []string{`extracts/deals.csv | 1 | modified_at | /Date(0+0000)/ | "/Date(0+0000)/" is not a date`}},
	{"4", "no in six spellings", whole(swap("02-15T10:00:00Z,false", "02-15T10:00:00Z,F", "03-01T10:00:00Z,false", "03-01T10:00:00Z,No", "02-20T10:00:00Z,false", "02-20T10:00:00Z,0", "02-21T10:00:00Z,false", "02-21T10:00:00Z,n", "02-22T10:00:00Z,false", "02-22T10:00:00Z,FALSE")), repaired, "", nil},
	{"4", "yes as X: the deal is deleted", whole(swap("02-15T10:00:00Z,false", "02-15T10:00:00Z,X")), listed, withoutAlpha, []string{"opportunity"}},
	{"4", "neither yes nor no", whole(swap("02-15T10:00:00Z,false", "02-15T10:00:00Z,perhaps")), held, withoutE1, []string{`extracts/deals.csv | 1 | is_deleted | perhaps | "perhaps" is neither yes nor no`}},
	{"5", "an assignment without an end in four spellings", []edit{{"extracts/assignment.csv", "E1,AE,2026-01-01,2026-12-31", "E1,AE,2026-01-01,"}, {"extracts/assignment.csv", "007,AE,2026-01-01,2026-12-31", "007,AE,2026-01-01,9999-12-31 23:59:59"}, {"extracts/assignment.csv", "E3,AM,2026-01-01,2026-12-31", "E3,AM,2026-01-01,9999-12-31"}}, repaired, "", nil},
	{"5", "an end without dashes", file("assignment", "E1,AE,2026-01-01,2026-12-31", "E1,AE,2026-01-01,99991231"), refused, "", []string{`extracts/assignment.csv:1: last_day: "99991231" is not a date written YYYY-MM-DD`}},
	{"6", "7/12: July or December", deal("2026-02-15,new", "7/12/2026,new"), held, withoutE1, []string{`extracts/deals.csv | 1 | close_on | 7/12/2026 | "7/12/2026" is not a date written YYYY-MM-DD`}},
	{"6", "days first, said", with(deal("2026-02-15,new", "15/02/2026,new"), format("format: {date: DD/MM/YYYY}")), repaired, "", nil},
	{"6", "months first where days are said", with(deal("2026-02-15,new", "02/15/2026,new"), format("format: {date: DD/MM/YYYY}")), held, withoutE1, []string{`"02/15/2026" is not a date written DD/MM/YYYY`}},
	{"6", "days first in one column, said", with(deal("2026-02-15,new", "15/02/2026,new"), format("formats: {close_on: {date: DD/MM/YYYY}}")), repaired, "", nil},
	{"6", "a year of two digits", with(deal("2026-02-15,new", "15/02/26,new"), format("format: {date: DD/MM/YYYY}")), held, withoutE1, []string{`extracts/deals.csv | 1 | close_on | 15/02/26 | "15/02/26" is not a date written DD/MM/YYYY`}},
	{"6", "31 February", deal("2026-02-15,new", "2026-02-31,new"), held, withoutE1, []string{`"2026-02-31" is not a date`}},
	{"6", "a day as Excel stores it", deal("2026-02-15,new", "46068,new"), held, withoutE1, []string{`"46068" is not a date`}},
	{"6", "days and instants in one column", whole(swap("2026-02-15,new", "2026-02-15 00:00:00,new", "2026-02-20,new", "2026-02-20T00:00:00.000+0000,new")), repaired, "", nil},
	{"6", "hours of one digit", whole(swap("2026-02-15T10:00:00Z", "2026-02-15 9:05:00")), repaired, "", nil},
	{"6", "an offset without a colon", whole(swap("2026-02-15T10:00:00Z", "2026-02-15T10:00:00.000+0000")), repaired, "", nil},
	{"6", "a day with a zone", deal("2026-02-15,new", "2026-02-15-08:00,new"), repaired, "", nil},
	{"6", "milliseconds since 1970, said", with(deal("2026-02-15,new", "1771113600000,new"), format("formats: {close_on: {date: epoch_milliseconds}}")), repaired, "", nil},
	{"6", "milliseconds since 1970, not said", deal("2026-02-15,new", "1771113600000,new"), held, withoutE1, []string{`"1771113600000" is not a date`}},
	{"7", "a dollar sign, thousands and a blank behind", deal("1000.00", `"$7,450,000.00 "`), held, withoutE1, []string{`extracts/deals.csv | 1 | amount | $7,450,000.00 | "$7,450,000.00" is not a number`}},
	{"7", "the letter O", deal("1000.00", "1OOO.00"), held, withoutE1, []string{`extracts/deals.csv | 1 | amount | 1OOO.00 | "1OOO.00" is not a number`}},
	{"7", "thousands nobody said", deal("1000.00", `"1,000.00"`), held, withoutE1, []string{`"1,000.00" is not a number; if that is how numbers are written here, say so: format: {decimal: …, thousands: …}`}},
	{"7", "2,024,994 that was 2024.994, thousands said, with a control total", with(deal("1000.00", `"2,024,994"`), format(`format: {thousands: ","}, control: {sums: {amount: 7_825.494}}`)), refused, "", []string{"attain.yaml:25:", "extracts/deals.csv: column amount: the source says 7825.494 and what was read comes to 2030794.50, a difference of 2022969.006; nothing is paid until they agree"}},
	{"7", "2,024,994 that was 2024.994, nothing said", deal("1000.00", `"2,024,994"`), held, withoutE1, []string{`"2,024,994" is not a number; if that is how numbers are written here`}},
	{"7", "four decimals that are zeros", deal("1000.00", "1000.0000"), repaired, "", nil},
	{"7", "four decimals that are not", deal("1000.00", "1000.0050"), held, withoutE1, []string{`"1000.0050" has more decimals than USD has (2)`}},
	{"7", "no digit before the point", whole(swap("500.50", ".50", "1000.00", "1500.00", "300.00", ".0120")), listed, goodPay, []string{`extracts/deals.csv | 4 | amount | .0120 | ".0120" has more decimals than USD has (2)`}},
	{"7", "cents for dollars, with a control total", with(deal("1000.00", "100000"), edit{"attain.yaml", `path: "extracts/deal*.csv", key: opportunity_id`, `path: "extracts/deal*.csv", key: opportunity_id, control: {path: extracts/totals.csv}`}, edit{"extracts/totals.csv", "", "file,rows,column,total\ndeals.csv,5,amount,6800.50\n"}), refused, "", []string{"extracts/totals.csv:1: deals.csv: column amount: the source says 6800.50 and what was read comes to 105800.50, a difference of 99000.00"}},
	{"7", "zeros in front", deal("1000.00", "0000001000.00"), repaired, "", nil},
	{"7", "below zero by the sign of the books", deal("1000.00", "-1000.00"), listed, "007 200.00, E1 -49.95, E3 1000.00", []string{"Alpha is won and is worth less than zero"}},
	{"7", "1.000,00, said", with(whole(swap("1000.00", `"1.000,00"`, "500.50", `"500,50"`, "2000.00", `"2.000,00"`, "300.00", "300", "3000.00", `"3.000,00"`)), format(`format: {decimal: ",", thousands: "."}`)), repaired, "", nil},
	{"7", "1 000,00 with blanks that do not break, said", with(whole(swap("1000.00", "\"1\u00a0000,00\"", "500.50", `"500,50"`, "2000.00", "\"2\u202f000,00\"", "300.00", "300", "3000.00", `"3000,00"`)), format(`format: {decimal: ",", thousands: " "}`)), repaired, "", nil},
	{"7", "an exponent", deal("1000.00", "1e3"), held, withoutE1, []string{`"1e3" is not a number`}},
	{"7", "brackets for below zero", deal("1000.00", "(1000.00)"), held, withoutE1, []string{`"(1000.00)" is not a number`}},
	{"7", "too large to be an amount", deal("1000.00", "99999999999999.00"), held, withoutE1, []string{`"99999999999999.00" is too large`}},
	{"16", "a currency that is none", deal("1000.00,USD", "1000.00,UDS"), held, withoutE1, []string{`deal Alpha: "UDS" is no currency`}},
	{"16", "a rate is missing", deal("1000.00,USD", "1000.00,SEK"), held, withoutE1, []string{"SEK"}},
	{"16", "somebody paid in a currency that is none", file("assignment", "E1,AE,2026-01-01,2026-12-31,1000.00,quarter,USD", "E1,AE,2026-01-01,2026-12-31,1000.00,quarter,DOLLAR"), refused, "", []string{`extracts/assignment.csv:1: E1: "DOLLAR" is no currency`}},
	{"20", "a name that begins with =", file("people", "Ada Ek", "=HYPERLINK(1)"), repaired, "", nil},
	{"S", "a target incentive below zero", file("assignment", "E3,AM,2026-01-01,2026-12-31,1000.00", "E3,AM,2026-01-01,2026-12-31,-1000.00"), refused, "", []string{"extracts/assignment.csv:3: E3: a target incentive of -1000.00 USD"}},
	{"S", "a target incentive for nobody knows how long", file("assignment", "E3,AM,2026-01-01,2026-12-31,1000.00,quarter", "E3,AM,2026-01-01,2026-12-31,1000.00,qtr"), held, "007 200.00, E1 150.05", []string{`extracts/assignment.csv:3: E3: per "qtr"`}},
}

// badRecords: quotas, splits, histories, stages.
var badRecords = []badInput{
	{"S", "a quota of #REF!", file("quota", "2026-02-01,1000.00", "2026-02-01,#REF!"), held, "007 200.00, E1 150.05", []string{`extracts/quota.csv | 2 | quota | #REF! | "#REF!" is not a number`}},
	{"S", "a quota left blank is not zero", file("quota", "2026-02-01,1000.00", "2026-02-01,"), held, "007 200.00, E1 150.05", []string{"E3"}},
	{"S", "months across with a total row and a blank column", []edit{{"attain.yaml", "{name: quota, path: extracts/quota.csv}", `{name: quota, path: extracts/across.csv, format: {delimiter: ";", decimal: ",", thousands: " ", unpivot: {columns: "Jan. 06", into: month, value: quota}, total_row: {where: {participant: Sum*}}}}`}, {"extracts/across.csv", "", "participant;metric;currency;jan. 26;feb. 26;mars 26;apr. 26;Sum\nE3;bookings;USD;1 000,00;1 000,00;1 000,00;;3 000,00\nSum av alle;;;1 000,00;1 000,00;1 000,00;;3 000,00\n"}}, repaired, "", nil},
	{"S", "months across, and the total row says otherwise", []edit{{"attain.yaml", "{name: quota, path: extracts/quota.csv}", `{name: quota, path: extracts/across.csv, format: {unpivot: {columns: "Jan 2006", into: month, value: quota}, total_row: {where: {participant: Total}}}}`}, {"extracts/across.csv", "", "participant,metric,currency,Jan 2026,Feb 2026,Mar 2026\nE3,bookings,USD,1000,100,1000\nTotal,,,1000,1000,1000\n"}}, refused, "", []string{"extracts/across.csv:2: Feb 2026: the total row says 1000 and the rows above it come to 100, a difference of 900"}},
	{"S", "a quarter across is a third a month", []edit{{"attain.yaml", "{name: quota, path: extracts/quota.csv}", `{name: quota, path: extracts/across.csv, format: {unpivot: {columns: "Q1 2006", into: month, value: quota}}}`}, {"extracts/across.csv", "", "participant,metric,currency,Q1 2026,Q2 2026\nE3,bookings,USD,3000,\n"}}, repaired, "", nil},
	{"S", "a month across twice", []edit{{"attain.yaml", "{name: quota, path: extracts/quota.csv}", `{name: quota, path: extracts/across.csv, format: {unpivot: {columns: "Jan 2006|2006-01", into: month, value: quota}}}`}, {"extracts/across.csv", "", "participant,metric,currency,Jan 2026,2026-01\nE3,bookings,USD,3000,1\n"}}, refused, "", []string{"extracts/across.csv: column 4 (Jan 2026) and column 5 (2026-01) are both January 2026; a month may be there once"}},
	{"S", "a quota given twice", []edit{{"extracts/quota.csv", "2026-03-01,1000.00\n", "2026-03-01,1000.00\nE3,bookings,USD,2026-03-01,1.00\n"}}, refused, "", []string{"has another bookings target of 2026-03-01"}},
	{"S", "two assignments on one day", []edit{{"extracts/assignment.csv", "E1,AE,2026-01-01,2026-12-31,1000.00,quarter,USD\n", "E1,AE,2026-01-01,2026-12-31,1000.00,quarter,USD\nE1,AM,2026-02-01,2026-12-31,1000.00,quarter,USD\n"}}, refused, "", []string{"extracts/assignment.csv:2: E1: AM from 2026-02-01 begins before the assignment before it ends"}},
	{"14", "splits of 99.99 %", []edit{{"extracts/split.csv", "credit_type\n", "credit_type\nS1,D1,E1,49.99,primary\nS2,D1,007,50,primary\n"}}, listed, withoutAlpha, []string{"Alpha: the splits are 99.99 % together, not 100 %; nobody is credited"}},
	{"14", "splits of 100.01 %", []edit{{"extracts/split.csv", "credit_type\n", "credit_type\nS1,D1,E1,50.01,primary\nS2,D1,007,50,primary\n"}}, listed, withoutAlpha, []string{"Alpha: the splits are 100.01 % together, not 100 %; nobody is credited"}},
	{"14", "a split with somebody HR does not know", []edit{{"extracts/split.csv", "credit_type\n", "credit_type\nS1,D1,E1,50,primary\nS2,D1,E9,50,primary\n"}}, listed, "007 200.00, E1 100.05, E3 1000.00", []string{"split with E9 of Alpha: not in the HR extract"}},
	{"14", "a split of a deal that is deleted", []edit{{"extracts/deals.csv", "2026-02-21T10:00:00Z,false", "2026-02-21T10:00:00Z,true"}, {"extracts/split.csv", "credit_type\n", "credit_type\nS1,D4,E1,100,primary\n"}}, listed, goodPay, []string{"extracts/split.csv:1: split of D4, which is deleted"}},
	{"14", "a share with a comma", []edit{{"extracts/split.csv", "credit_type\n", "credit_type\nS1,D1,E1,\"50,00\",primary\nS2,D1,007,50,primary\n"}}, listed, withoutAlpha, []string{`extracts/split.csv | 1 | percentage | 50,00 | "50,00" is not a number`}},
	{"15", "a history that ends otherwise than the deal", []edit{{"extracts/change.csv", "close_on\n", "close_on\nD1,2026-02-01T10:00:00Z,Proposal,open,1000.00,USD,2026-02-15\n"}}, listed, goodPay, []string{"its last change is to Proposal"}},
	{"11", "a won deal without an amount", deal("1000.00", ""), listed, withoutAlpha, []string{"extracts/deals.csv:1: Alpha is won and has no amount"}},
	{"11", "a won deal of 0", deal("1000.00", "0.00"), listed, withoutAlpha, []string{"extracts/deals.csv:1: Alpha is won and is worth nothing"}},
	{"11", "a deal without an account", deal("D1,A1", "D1,"), listed, goodPay, []string{"Alpha has no account"}},
	{"S", "a stage nobody mapped", deal("Alpha,Won,won", "Alpha,Handshake,"), listed, withoutAlpha, []string{`stage "Handshake" of 1 deals is neither won, lost nor open`, "1,000.00"}},
}

// badMeasured: what a KPI is measured by, beside the amount and the day a deal closed. E3, who has 1,000.00 a quarter for
// it, is held; without the hold each of them would pay E3 another amount.
var badMeasured = []badInput{
	{"S", "the amount of a lost deal", measured("win_rate_by_value", pricedDeals, "2000.00", "2OOO.00"), held, nobody, []string{`"2OOO.00" is not a number`}},
	{"S", "the amount of a won deal, of those won and lost", measured("win_rate_by_value", pricedDeals, "3000.00", "3OOO.00"), held, nobody, []string{`"3OOO.00" is not a number`}},
	{"S", "the cost of a deal", measured("deal_margin", pricedDeals, "600.00", "6OO.00"), held, nobody, []string{`Alpha: cost: "6OO.00" is not a number`}},
	{"S", "the list price of a deal", measured("average_discount", pricedDeals, "1200.00", "12OO.00"), held, nobody, []string{`Alpha: list_amount: "12OO.00" is not a number`}},
	{"S", "the day a deal was first touched", measured("sales_cycle", pricedDeals, "2026-01-01", "2026-O1-01"), held, nobody, []string{`Alpha: first_touch_on: "2026-O1-01" is not a date`}},
	{"S", "the day a deal was created", measured("pipeline_created", pricedDeals, "2026-01-05", "2026-O1-05"), held, nobody, []string{`Alpha: created_on: "2026-O1-05" is not a date`}},
	{"S", "the amount of a deal that was lost, of what was created", measured("pipeline_created", pricedDeals, "2000.00", "2OOO.00"), held, nobody, []string{`"2OOO.00" is not a number`}},
	{"S", "the time a ticket of this quarter, resolved in the next, was due", with(measured("sla_attainment", pricedDeals, "", ""), edit{"attain.yaml", "      - {name: quota,", "      - {name: ticket, path: extracts/ticket.csv}\n      - {name: quota,"}, edit{"extracts/ticket.csv", "", "ticket_id,account_id,owner,opened_at,resolved_at,due_at\nT1,A1,E3,2026-02-01T10:00:00Z,2026-02-02T10:00:00Z,2026-02-03T00:00:00Z\nT2,A1,E3,2026-03-01T10:00:00Z,2026-04-02T10:00:00Z,2026-O3-03T00:00:00Z\n"}), held, nobody, []string{`ticket T2: due_at: "2026-O3-03T00:00:00Z"`}},
	{"S", "a cost of a campaign", campaigned("200.00", "2OO.00"), held, nobody, []string{`cost of campaign Spring: amount: "2OO.00" is not a number`}},
	{"S", "the month of a cost of a campaign", campaigned("2026-02-01,marketing", "2026-O2-01,marketing"), held, nobody, []string{`cost of campaign Spring: month: "2026-O2-01" is not a date`}},
	{"S", "the end of a campaign", campaigned("2026-03-15", "2026-O3-15"), held, nobody, []string{`campaign Spring: last_day: "2026-O3-15" is not a date`}},
	{"S", "the day somebody came into a territory", with(measured("pipeline_created", pricedDeals, "", ""), edit{"attain.yaml", "      - {name: quota,", "      - {name: territory_member, path: extracts/member.csv}\n      - {name: quota,"}, edit{"extracts/member.csv", "", "territory,participant,first_day\nN,E3,2026-O3-01\n"}), refused, "", []string{`extracts/member.csv:1: first_day: "2026-O3-01" is not a date`}},
	{"S", "the day a deal of a campaign closed", campaigned("2026-02-16", "2026-O2-16"), held, nobody, []string{`Alpha: close_on: "2026-O2-16" is not a date`}},
}

const pricedDeals = `opportunity_id,account_id,name,outcome,amount,currency,close_on,owner,created_on,cost,list_amount,first_touch_on
D1,A1,Alpha,won,1000.00,USD,2026-02-15,E3,2026-01-05,600.00,1200.00,2026-01-01
D2,A1,Beta,won,3000.00,USD,2026-03-01,E3,2026-01-06,900.00,3000.00,2026-01-10
D3,A1,Gamma,lost,2000.00,USD,2026-03-01,E3,2026-01-07,,,2026-01-10
`

// measured pays the account manager by a KPI over these deals, with one of their cells written otherwise.
func measured(kpi, deals, old, new string) []edit {
	if old != "" {
		deals = strings.Replace(deals, old, new, 1)
	}
	anchors := map[string]string{"sales_cycle": "100,50,10", "pipeline_created": "1000,5000,10000", "average_discount": "50%,10%,0%"}[kpi]
	if anchors == "" {
		anchors = "10%,50%,100%"
	}
	at := strings.Split(anchors, ",")
	return []edit{
		{"extracts/deals.csv", "", deals},
		{"plans/am.yaml", "kpi: quota_attainment, weight: 100%, threshold: {at: 50%, pays: 50%}, target: {at: 100%, pays: 100%}, cap: {at: 200%, pays: 200%}", "kpi: " + kpi + ", weight: 100%, threshold: {at: " + at[0] + ", pays: 50%}, target: {at: " + at[1] + ", pays: 100%}, cap: {at: " + at[2] + ", pays: 200%}"},
	}
}

// campaigned pays the account manager by the return of a campaign, with one of its cells written otherwise.
func campaigned(old, new string) []edit {
	swap := strings.NewReplacer(old, new).Replace
	return with(measured("campaign_roi", swap("opportunity_id,account_id,name,outcome,amount,currency,close_on,owner,campaign_id\nD1,A1,Alpha,won,900.00,USD,2026-02-16,E3,C1\n"), "", ""),
		edit{"attain.yaml", "      - {name: quota,", "      - {name: campaign, path: extracts/campaign.csv}\n      - {name: cost, path: extracts/cost.csv}\n      - {name: quota,"},
		edit{"extracts/campaign.csv", "", swap("campaign_id,name,owner,first_day,last_day\nC1,Spring,E3,2026-01-01,2026-03-15\n")},
		edit{"extracts/cost.csv", "", swap("month,category,amount,currency,campaign_id\n2026-01-01,marketing,100.00,USD,C1\n2026-02-01,marketing,200.00,USD,C1\n")},
	)
}

// badTotals: reports and control totals.
var badTotals = []badInput{
	{"S", "a report's title, total row and footer", with(whole("Deals of the quarter\n\n"+goodDeals+"Total,,,,,6800.50,,,,,,,\n\"Confidential\"\n\"Generated by: Kim, on a Monday\"\n"), format(`format: {header_row: 3, footer: "Confidential*", total_row: {where: {opportunity_id: "Total*"}, sums: [amount]}}`)), repaired, "", nil},
	{"S", "a report's total that is not the sum", with(whole(goodDeals+"Total,,,,,7800.50,,,,,,,\n"), format(`format: {total_row: {where: {opportunity_id: "Total*"}, sums: [amount]}}`)), refused, "", []string{"extracts/deals.csv:6: amount: the total row says 7800.50 and the rows above it come to 6800.5, a difference of 1000"}},
	{"S", "a deal with the name of a footer", with(deal("D2,", "Total D2,"), format(`format: {footer: "Total*"}`)), refused, "", []string{"extracts/deals.csv:3: stands behind the footer, which begins at record 2"}},
	{"17", "the total says more than arrived", []edit{format(`control: {rows: 6}`)}, refused, "", []string{"extracts/deals.csv: the source says 6 records and 5 were read, -1"}},
	{"17", "a control total of a file that is not there", []edit{format(`control: {path: extracts/totals.csv}`), {"extracts/totals.csv", "", "file,rows,column,total\ndeals-2.csv,5,,\n"}}, refused, "", []string{`extracts/totals.csv:1: file: "deals-2.csv" did not arrive; there is extracts/deals.csv`}},
}

// badReferences: who and what records speak of.
var badReferences = []badInput{
	{"9", "leading zeros lost", deal("new,007", "new,7"), listed, "E1 150.05, E3 1000.00", []string{"Gamma: owner 7", "2,000.00"}},
	{"9", "15 and 18 characters of one id", whole(swap("D1,", "0060000000000ab,") + "0060000000000abAAA,A1,Alpha,Won,won,1000.00,USD,2026-02-15,new,E1,2026-01-05,2026-02-15T10:00:00Z,false\n"), repaired, "", []string{"repeats opportunity 0060000000000abAAA"}},
	{"9", "a key of ours with a blank inside is a key", deal("D1,", "D 1,"), repaired, "", nil},
	{"9", "two ids that differ by a capital are two deals", whole(swap("D2,", "d1,")), repaired, "", nil},
	{"10", "an owner nobody knows", deal("new,E1,2026-01-05,2026-02-15", "new,E9,2026-01-05,2026-02-15"), listed, withoutAlpha, []string{"Alpha: owner E9", "1,000.00"}},
	{"10", "an owner by name", deal("new,E1,2026-01-05,2026-02-15", "new,Ada Ek,2026-01-05,2026-02-15"), listed, withoutAlpha, []string{"Alpha: owner Ada Ek", "1,000.00"}},
	{"10", "a seller without deals", []edit{{"extracts/people.csv", "E3,Cy", "E4,Di Ny,di@example.com,2020-01-01,\nE3,Cy"}, {"extracts/assignment.csv", "E3,AM", "E4,AE,2026-01-01,2026-12-31,1000.00,quarter,USD\nE3,AM"}}, repaired, "", nil},
	{"10", "a target for someone who sells nothing", []edit{{"extracts/quota.csv", "E3,bookings,USD,2026-01-01,1000.00", "E9,bookings,USD,2026-01-01,5.00\nE3,bookings,USD,2026-01-01,1000.00"}}, listed, goodPay, []string{"extracts/quota.csv:1: participant E9 has targets and no assignment"}},
	{"10", "deals of somebody without a target", []edit{{"extracts/quota.csv", "", "participant,metric,currency,month,quota\n"}}, held, "007 200.00, E1 150.05", []string{"E3"}},
	{"10", "an assignment of somebody HR does not know", file("assignment", "E3,AM", "E9,AM"), listed, "007 200.00, E1 150.05", []string{"participant E9 (AM) is not in the HR extract"}},
	{"20", "an employee without a number", file("assignment", "E3,AM", ",AM"), listed, "007 200.00, E1 150.05", []string{"assignment"}},
	{"20", "a pay code nobody mapped", []edit{{"attain.yaml", "  default_code: VARPAY\n", "  codes: [{plan: ae, code: COM}]\n"}}, refused, "", []string{"am"}},
}
