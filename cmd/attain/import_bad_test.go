package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/xuri/excelize/v2"
)

const (
	roster = "Employee Number,Name,Email\n1,Kim Eksempel,kim@example.com\n2,Bo Berg,bo@example.com\n"
	deals  = "Deal ID,Deal Name,Owner,Stage,Amount,Currency,Close Date\n"
)

// TestImportBad gives import folders in which something is wrong or says too little: nothing may be guessed, nothing
// may be written, and the message must say where, what, and what would be right.
func TestImportBad(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name    string
		files   map[string]string
		answers string
		code    int
		want    []string
	}{
		{
			name: "a day that is two days", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,100.00,EUR,05/01/2026\nD2,Two,2,Won,200.00,EUR,03/02/2026\n"},
			want: []string{
				"deals.csv: Close Date", "05/01/2026 in line 2 is 5 January 2026 as DD/MM/YYYY, 1 May 2026 as MM/DD/YYYY",
				"as MM/DD/YYYY all 2 values are between 2026-03-02 and 2026-05-01", "possible answers: DD/MM/YYYY, MM/DD/YYYY", "nothing is written yet",
			},
		},
		{
			name: "days written both ways", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,100.00,EUR,25/01/2026\nD2,Two,2,Won,200.00,EUR,03/02/2026\nD3,Three,2,Won,200.00,EUR,02/28/2026\n"},
			want:  []string{"deals.csv:4: Close Date is written both ways: 25/01/2026 in line 2 has the day first, 02/28/2026 in line 4 the month"},
		},
		{
			name: "a number that is two numbers", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,1.250,EUR,2026-01-05\nD2,Two,2,Won,300,EUR,2026-02-03\n"},
			want:  []string{"deals.csv: Amount", "1.250 in line 2 is 1250 (the mark parts thousands) or 1.250 (the mark is for decimals)", "possible answers: comma, point"},
		},
		{
			name: "numbers written both ways", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,\"1,250.50\",EUR,2026-01-05\nD2,Two,2,Won,\"1.250,50\",EUR,2026-02-03\n"},
			want:  []string{"deals.csv:3: Amount is written both ways: 1,250.50 in line 2 has a decimal point, 1.250,50 in line 3 a decimal comma"},
		},
		{
			name: "a total that is not the sum", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,100.00,EUR,2026-01-05\nD2,Two,2,Won,200.00,EUR,2026-02-03\nTotal,,,,350.00,,\n"},
			want:  []string{"deals.csv:4: Amount: the total row in line 4 says 350.00 and the records above it come to 300.00"},
		},
		{
			name: "a stage nobody knows", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Signed by both,100.00,EUR,2026-01-05\nD2,Two,2,Signed by both,200.00,EUR,2026-02-03\nD3,Three,2,Lost,9.00,EUR,2026-02-03\n"},
			want:  []string{"deals.csv: stages", "Signed by both: 2 records, 300.00 EUR", "won, lost or open"},
		},
		{
			name: "a stage left out of the answer", code: exitWrong,
			files:   map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Signed,100.00,EUR,2026-01-05\nD2,Two,2,Paper,200.00,EUR,2026-02-03\n"},
			answers: "company: X\ncountry: NO\n\"deals.csv: stages\": {Signed: won}\n",
			want:    []string{`answers.yaml:3:22: deals.csv: stages: say what it is: Paper (won, lost or open)`},
		},
		{
			name: "two files that are the same deals", code: exitWrong,
			files: map[string]string{
				"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,100.00,EUR,2026-01-05\nD2,Two,2,Won,200.00,EUR,2026-02-03\n",
				"deals (2).csv": deals + "D2,Two,2,Won,250.00,EUR,2026-02-03\nD3,Three,2,Won,10.00,EUR,2026-02-04\n",
			},
			want: []string{"deals (2).csv and deals.csv both have deal records. Which should be read?", "1 of the 2 in deals.csv are in deals (2).csv too, such as D2"},
		},
		{
			name: "an error in a quota", code: exitWrong,
			files: map[string]string{"quotas.xlsx": "book"},
			want:  []string{"quotas.xlsx:4: cell C4 (Feb 2026, of the record \"2\") is #REF!, which is no value; mend the workbook"},
		},
		{
			name: "an old binary workbook", code: exitWrong,
			files: map[string]string{"deals.xls": "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 old"},
			want:  []string{"deals.xls is an Excel file of the old kind (.xls, before 2007)", "save it as .xlsx", "holds nothing attain can read"},
		},
		{
			name: "a web page called a workbook", code: exitWrong,
			files: map[string]string{"report.xls": "<html><table><tr><td>Stage</td></tr></table></html>"},
			want:  []string{"report.xls is a web page"},
		},
		{
			name: "no tables at all", code: exitWrong,
			files: map[string]string{"contract.pdf": "%PDF-1.7 …", "notes.txt": "Dear all,\nplease find the deals below.\nThanks\n", "logo.png": "\x89PNG\r\n"},
			want:  []string{"contract.pdf is a PDF", "notes.txt has no row that could be the header", "logo.png is not a table attain reads", "holds nothing attain can read"},
		},
		{name: "an empty folder", code: exitWrong, want: []string{"holds nothing attain can read; it reads exports of records as .csv, .tsv, .xlsx, .json and .jsonl"}},
		{
			name: "a header and nothing under it", code: exitWrong,
			files: map[string]string{"deals.csv": deals}, want: []string{"deals.csv has no row that could be the header"},
		},
		{
			name: "two columns of one name", code: exitWrong,
			files: map[string]string{"deals.csv": "Deal ID,Amount,Amount,Close Date\nD1,1,2,2026-01-01\n"}, want: []string{`deals.csv has two columns named "Amount" (line 1)`},
		},
		{
			name: "columns of nothing known", code: exitWrong,
			files: map[string]string{"weather.csv": "station,rain,wind\nOslo,3,4\nBergen,9,8\n"}, want: []string{"weather.csv has columns that are those of nothing attain knows: station, rain, wind"},
		},
		{
			name: "deals and nobody to pay", code: exitWrong,
			files: map[string]string{"deals.csv": deals + "D1,One,Kim,Won,100.00,EUR,2026-01-05\n"},
			want:  []string{"no file says who is employed or has a role, so nobody can be paid"},
		},
		{
			name: "an amount with its currency in it", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,EUR 100.00,EUR,2026-01-05\nD2,Two,2,Won,EUR 250.00,EUR,2026-02-03\n"},
			want:  []string{`deals.csv:2: Amount is called like the amount, but "EUR 100.00" is not a number a run can read; export it again with plain numbers, the currency in a column of its own`},
		},
		{
			name: "an amount under a name nobody knows", code: exitWrong,
			files: map[string]string{"hr.csv": roster, "deals.csv": "Deal ID,Owner,Stage,Worth,Probability,Close Date\nD1,1,Won,100.00,90,2026-01-05\n"},
			want:  []string{"Which column of deals.csv is the amount of its deal records?", "possible answers: Worth, Probability, none"},
		},
		{
			name: "a misspelt answer", code: exitWrong,
			files:   map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,100.00,EUR,05/01/2026\n"},
			answers: "company: X\ncountry: NO\n\"deals.csv: Close date\": DD/MM/YYYY\n",
			want:    []string{`answers.yaml:3:1: "deals.csv: Close date" answers no question import asks about this folder; did you mean "deals.csv: Close Date"?`},
		},
		{
			name: "an answer that is none", code: exitWrong,
			files:   map[string]string{"hr.csv": roster, "deals.csv": deals + "D1,One,1,Won,100.00,EUR,05/01/2026\n"},
			answers: "company: X\ncountry: Norway\n\"deals.csv: Close Date\": european\n",
			want: []string{
				`answers.yaml:2:10: country: "Norway" is not a country; write its code of two letters, such as NO or US`,
				`answers.yaml:3:26: deals.csv: Close Date: "european" is none of the possible answers: DD/MM/YYYY, MM/DD/YYYY`,
			},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			s := &session{t: t, work: t.TempDir()}
			for name, content := range c.files {
				writeExport(t, filepath.Join(s.work, "exports", name), content)
			}
			if err := os.MkdirAll(filepath.Join(s.work, "exports"), 0o700); err != nil {
				t.Fatal(err)
			}
			args := []string{"import", filepath.Join(s.work, "exports"), "--into", "company"}
			if c.answers != "" {
				writeExport(t, filepath.Join(s.work, "answers.yaml"), c.answers)
				args = append(args, "--answers", filepath.Join(s.work, "answers.yaml"))
			}
			got := s.attain("", c.code, args...)
			for _, w := range c.want {
				if !strings.Contains(got, w) {
					t.Errorf("%q is not said in\n%s", w, got)
				}
			}
			if _, err := os.Stat(filepath.Join(s.work, "company", "attain.yaml")); err == nil {
				t.Error("attain.yaml was written all the same")
			}
		})
	}
}

func writeExport(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		t.Fatal(err)
	}
	if content == "book" {
		brokenQuotas(t, file)
		return
	}
	if err := os.WriteFile(file, []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

// brokenQuotas writes a workbook whose February quota of participant 2 refers to a cell that is gone.
func brokenQuotas(t *testing.T, file string) {
	t.Helper()
	book := excelize.NewFile()
	defer book.Close()
	for i, row := range [][]any{{"Quotas 2026"}, {"Employee Number", "Jan 2026", "Feb 2026"}, {"1", 1000, 1000}, {"2", 1000, "#REF!"}} {
		for c, v := range row {
			name, err := excelize.CoordinatesToCellName(c+1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := book.SetCellValue("Sheet1", name, v); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := book.SaveAs(file); err != nil {
		t.Fatal(err)
	}
}

// TestImportKeeps shows that import never overwrites what is there, and reads what other programs write.
func TestImportKeeps(t *testing.T) {
	t.Parallel()
	s := &session{t: t, work: t.TempDir()}
	text := deals + "D1,Blåbær,1,Won,100.00,EUR,2026-01-05\nD2,Two,2,Lost,200.00,EUR,2026-02-03\n"
	utf16le := []byte{0xFF, 0xFE}
	for _, u := range utf16.Encode([]rune(text)) {
		utf16le = append(utf16le, byte(u), byte(u>>8))
	}
	writeExport(t, filepath.Join(s.work, "company", "exports", "deals [new].csv"), string(utf16le))
	writeExport(t, filepath.Join(s.work, "company", "exports", "hr.csv"), roster)
	writeExport(t, filepath.Join(s.work, "answers.yaml"), "company: X\ncountry: NO\n")
	args := []string{"import", filepath.Join(s.work, "company", "exports"), "--into", "company", "--answers", filepath.Join(s.work, "answers.yaml")}
	out := s.attain("", exitDone, args...)
	if !strings.Contains(out, "the exports are read where they are") {
		t.Errorf("a folder in the workspace was copied:\n%s", out)
	}
	yaml := readText(t, filepath.Join(s.work, "company", "attain.yaml"))
	for _, want := range []string{`path: "exports/deals ?new?.csv"`, "encoding: utf-16"} {
		if !strings.Contains(yaml, want) {
			t.Errorf("%q is not in\n%s", want, yaml)
		}
	}
	s.attain("", exitDone, "-w", "company", "check", "data")
	writeExport(t, filepath.Join(s.work, "company", "attain.yaml"), yaml+"# by hand\n")
	out = s.attain("", exitUsage, "import", filepath.Join(s.work, "company", "exports"), "--into", "company", "--answers", filepath.Join(s.work, "answers.yaml"))
	if !strings.Contains(out, "may have been changed by hand") || !strings.HasSuffix(readText(t, filepath.Join(s.work, "company", "attain.yaml")), "# by hand\n") {
		t.Errorf("attain.yaml was not kept:\n%s", out)
	}
	s.attain("", exitUsage, "import", filepath.Join(s.work, "nowhere"), "--into", "other")
}
