package demo

import (
	"context"
	"crypto/sha256"
	"encoding/csv"
	"encoding/hex"
	"encoding/json"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"attain/config"
)

// written writes a company into a folder that goes away with the test.
func written(t *testing.T, o Options) (string, Report) {
	t.Helper()
	dir := filepath.Join(t.TempDir(), "demo")
	report, err := Write(context.Background(), dir, o)
	if err != nil {
		t.Fatal(err)
	}
	return dir, report
}

// hashes gives the sha256 of every file below dir.
func hashes(t *testing.T, dir string) map[string]string {
	t.Helper()
	found := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := os.ReadFile(path)
		sum := sha256.Sum256(data)
		name, _ := filepath.Rel(dir, path)
		found[filepath.ToSlash(name)] = hex.EncodeToString(sum[:])
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// records reads a CSV extract into one map for every record.
func records(t *testing.T, dir, path string) []map[string]string {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "extracts", path))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	rows, err := csv.NewReader(file).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var list []map[string]string
	for _, row := range rows[1:] {
		record := map[string]string{}
		for i, head := range rows[0] {
			record[head] = row[i]
		}
		list = append(list, record)
	}
	return list
}

// Not parallel: it changes GOMAXPROCS.
func TestSameOptionsGiveTheSameBytes(t *testing.T) {
	size := Options{Participants: 130, Opportunities: 9_000, Seed: 7}
	before := runtime.GOMAXPROCS(1)
	first, _ := written(t, size)
	runtime.GOMAXPROCS(max(before, 4))
	second, _ := written(t, size)
	runtime.GOMAXPROCS(before)
	a, b := hashes(t, first), hashes(t, second)
	if len(a) < 20 {
		t.Fatalf("only %d files", len(a))
	}
	for path, hash := range a {
		if b[path] != hash {
			t.Errorf("%s has other bytes the second time", path)
		}
	}
	size.Seed = 8
	other, _ := written(t, size)
	if c := hashes(t, other); c["extracts/salesforce/Opportunity.csv"] == a["extracts/salesforce/Opportunity.csv"] {
		t.Error("another seed gave the same opportunities")
	}
}

func TestReportNamesWhatIsThere(t *testing.T) {
	t.Parallel()
	dir, report := written(t, Options{})
	found := hashes(t, dir)
	for _, f := range report.Files {
		info, err := os.Stat(filepath.Join(dir, f.Path))
		if err != nil {
			t.Error(err)
			continue
		}
		if info.Size() != f.Size {
			t.Errorf("%s has %d bytes, the report says %d", f.Path, info.Size(), f.Size)
		}
		if info.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %o", f.Path, info.Mode().Perm())
		}
		delete(found, f.Path)
	}
	if len(found) > 0 {
		t.Errorf("the report does not name %v", found)
	}
	if n := len(records(t, dir, "salesforce/Opportunity.csv")); report.Opportunities != n || n < 1_800 || n > 2_300 {
		t.Errorf("the report says %d opportunities, there are %d, about 2,000 were asked for", report.Opportunities, n)
	}
}

func TestLargeFilesComeInParts(t *testing.T) {
	t.Parallel()
	w := &recordFiles{dir: t.TempDir(), numbered: true}
	s := &sheaf{}
	s.rows[leads], s.counts[leads] = []byte("a\n"), partRecords*6/10
	for range 3 {
		if err := w.write(s); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.close(); err != nil {
		t.Fatal(err)
	}
	for _, part := range []string{"Lead.0001.csv", "Lead.0002.csv", "Lead.0003.csv"} {
		data, err := os.ReadFile(filepath.Join(w.dir, "extracts/salesforce", part))
		if want := outputs[leads].header + "\na\n"; err != nil || string(data) != want {
			t.Errorf("%s: %q, %v; want its own head and one record", part, data, err)
		}
	}
}

// The checksum by its definition, apart from the code that writes it: 0015000000Gv7qJ has G first and J last of its
// third five, bits 1 and 16 of R.
func TestIdsCarryTheirChecksum(t *testing.T) {
	t.Parallel()
	if got := string(appendChecksum([]byte("0015000000Gv7qJ"), 0)); got != "0015000000Gv7qJAAR" {
		t.Errorf("got %s, want 0015000000Gv7qJAAR", got)
	}
	dir, _ := written(t, Options{})
	id := regexp.MustCompile(`^(001|005|006|008|00Q|1Sp|00k|01t|701|00v|00T|00U|500|0MI|00G)5Y0[0-9A-Za-z]{9}([A-Z0-5]{3})?$`)
	short, seen := 0, map[string]bool{}
	for _, object := range []string{"User", "Account", "Opportunity", "OpportunitySplit", "OpportunityHistory", "Lead", "OpportunityLineItem", "Product2", "Campaign", "CampaignMember", "Task", "Event", "Case", "Territory2"} {
		for _, record := range records(t, dir, "salesforce/"+object+".csv") {
			for column, value := range record {
				if !id.MatchString(value) {
					continue
				}
				seen[column] = true
				if len(value) == 15 {
					short++
					continue
				}
				for chunk := range 3 {
					bits := 0
					for i := range 5 {
						if c := value[chunk*5+i]; c >= 'A' && c <= 'Z' {
							bits += 1 << i
						}
					}
					if want := "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345"[bits]; value[15+chunk] != want {
						t.Errorf("%s %s: letter %d of the checksum should be %c", column, value, chunk+1, want)
					}
				}
			}
		}
	}
	if short != 1 {
		t.Errorf("%d ids of 15 characters, want 1", short)
	}
	if len(seen) < 7 {
		t.Errorf("ids seen only in %v", seen)
	}
}

func TestDirtIsThereOnceEach(t *testing.T) {
	t.Parallel()
	for _, size := range []Options{{}, {Participants: 25, Opportunities: 300, Seed: 3}, {Participants: 600, Opportunities: 12_000, Seed: 4}} {
		dir, _ := written(t, size)
		employed := map[string]bool{}
		for _, worker := range workers(t, dir) {
			employed[worker["Employee_ID"]] = true
		}
		userOf := map[string]string{}
		for _, user := range records(t, dir, "salesforce/User.csv") {
			userOf[user["Id"]] = user["EmployeeNumber"]
		}
		times := map[string]int{}
		var broken, ownerless, shortID, stranger, repeated int
		for _, deal := range records(t, dir, "salesforce/Opportunity.csv") {
			if times[deal["Id"]]++; times[deal["Id"]] > 1 {
				repeated++
			}
			if _, err := strconv.ParseFloat(deal["Amount"], 64); err != nil {
				broken++
				if deal["Amount"] != "12,5O" {
					t.Errorf("amount %q", deal["Amount"])
				}
			}
			owner := deal["OwnerId"]
			switch {
			case owner == "":
				ownerless++
			case len(owner) == 15:
				shortID++
			case !employed[userOf[owner]]:
				stranger++
			}
			if _, err := config.ParseDay(deal["CloseDate"]); err != nil {
				t.Error(err)
			}
		}
		if got := [...]int{broken, ownerless, shortID, stranger, repeated}; got != [...]int{1, 1, 1, 1, 1} {
			t.Errorf("%+v: broken amounts, deals without owner, short ids, owners HR does not know, repeated deals: %v, want one each", size, got)
		}
	}
}

func workers(t *testing.T, dir string) []map[string]string {
	t.Helper()
	data, err := os.ReadFile(filepath.Join(dir, "extracts/workday/workers.json"))
	if err != nil {
		t.Fatal(err)
	}
	var report struct {
		Entries []map[string]string `json:"Report_Entry"`
	}
	if err := json.Unmarshal(data, &report); err != nil {
		t.Fatal(err)
	}
	return report.Entries
}

func TestWorkspacesLoad(t *testing.T) {
	t.Parallel()
	full, _ := written(t, Options{})
	template := filepath.Join(t.TempDir(), "template")
	if err := WriteTemplate(template); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{full, template} {
		ws, err := config.LoadWorkspace(dir)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, plan := range ws.Plans {
			names = append(names, plan.Name)
			if plan.Goal == "" || plan.Owner == "" || plan.ReviewBy == 0 || len(plan.Examples) == 0 {
				t.Errorf("%s lacks a goal, an owner, a day of review or an example", plan.Name)
			}
		}
		want := []string{"ae-2026", "am-2026", "csm-2026", "csm-renewals-2026", "finance-2026", "logo-race-2026-q3", "marketing-2026", "product-2026", "sales-lead-2026", "success-pool-2026"}
		if !slices.Equal(names, want) {
			t.Errorf("plans %v, want %v", names, want)
		}
		for _, source := range ws.Sources {
			for _, entity := range source.Entities {
				files, err := filepath.Glob(filepath.Join(dir, entity.Path))
				if err != nil || (dir == full) != (len(files) == 1) {
					t.Errorf("%s.%s: %s reaches %v, %v", source.Name, entity.Name, entity.Path, files, err)
				}
			}
		}
	}
	if _, err := os.Stat(filepath.Join(template, "extracts/README.md")); err != nil {
		t.Error(err)
	}
}

func TestOnlyAnEmptyFolderIsWritten(t *testing.T) {
	t.Parallel()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "mine.txt"), []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	_, err := Write(context.Background(), dir, Options{})
	if err == nil || !strings.Contains(err.Error(), "mine.txt") {
		t.Errorf("a folder with a file in it: %v", err)
	}
	if found := hashes(t, dir); len(found) != 1 {
		t.Errorf("the folder now holds %v", found)
	}
	if err := WriteTemplate(dir); err == nil {
		t.Error("the template was written over a file")
	}
	empty := filepath.Join(t.TempDir(), "empty")
	if err := os.Mkdir(empty, 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := Write(context.Background(), empty, Options{}); err != nil {
		t.Error(err)
	}
	if _, err := Write(context.Background(), filepath.Join(t.TempDir(), "few"), Options{Participants: 5, Opportunities: 100}); err == nil {
		t.Error("a company of five was made")
	}
}

func TestAnInterruptedDemoLeavesNothing(t *testing.T) {
	t.Parallel()
	parent := t.TempDir()
	ctx, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Write(ctx, filepath.Join(parent, "demo"), Options{}); err == nil {
		t.Fatal("written although interrupted")
	}
	if left, _ := os.ReadDir(parent); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

func TestRevenueSharesAreWhole(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{Participants: 120, Opportunities: 8_000})
	shares := map[string][]string{}
	overlays := 0
	for _, split := range records(t, dir, "salesforce/OpportunitySplit.csv") {
		if split["SplitType"] == "Overlay" {
			overlays++
			continue
		}
		shares[split["OpportunityId"]] = append(shares[split["OpportunityId"]], split["SplitPercentage"])
	}
	threeWays := 0
	for deal, parts := range shares {
		sum := 0
		for _, part := range parts {
			hundredths, err := strconv.Atoi(strings.Replace(part, ".", "", 1))
			if err != nil {
				t.Fatal(err)
			}
			sum += hundredths
		}
		if sum != 10_000 {
			t.Errorf("%s is shared %v", deal, parts)
		}
		if len(parts) == 3 {
			threeWays++
			if slices.Sort(parts); !slices.Equal(parts, []string{"33.33", "33.33", "33.34"}) {
				t.Errorf("three ways: %v", parts)
			}
		}
	}
	deals := len(records(t, dir, "salesforce/Opportunity.csv"))
	if n := len(shares); n*100 < deals*3 || n*100 > deals*12 || threeWays == 0 || overlays == 0 {
		t.Errorf("%d of %d deals shared, %d of them three ways, %d overlays", n, deals, threeWays, overlays)
	}
}

// sheet reads a workbook's rows.
func sheet(t *testing.T, dir, path, name string) [][]string {
	t.Helper()
	book, err := excelize.OpenFile(filepath.Join(dir, "extracts", path))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	rows, err := book.GetRows(name, excelize.Options{RawCellValue: true})
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestTotalsOfWorkbooksAddUp(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	quotas := sheet(t, dir, "planning/quotas.xlsx", "Quotas")
	if got := quotas[3]; got[0] != "participant" || got[4] != "Jul 2025" || got[18] != "Sep 2026" {
		t.Fatalf("head %v", got)
	}
	sums := map[string]int{}
	for _, row := range quotas[4:] {
		for m, cell := range row[4:] {
			if cell == "" {
				continue
			}
			quota, err := strconv.Atoi(cell)
			if err != nil {
				t.Fatal(err)
			}
			key := row[2] + quotas[3][4+m]
			if row[0] == "Total" {
				quota = -quota
			}
			sums[key] += quota
		}
	}
	for key, rest := range sums {
		if rest != 0 {
			t.Errorf("quotas of %s differ from their total by %d", key, rest)
		}
	}
	costs := sheet(t, dir, "finance/costs.xlsx", "Costs")
	for m := 3; m < 18; m++ {
		sum := 0
		for _, row := range costs[4:] {
			if m >= len(row) || (row[m] == "" && row[2] != "") { // a campaign that does not run
				continue
			}
			cost, err := strconv.Atoi(row[m])
			if err != nil || cost <= 0 {
				t.Fatalf("cost %q of %s", row[m], row[0])
			}
			if row[0] == "Total" {
				cost = -cost
			}
			sum += cost
		}
		if sum != 0 {
			t.Errorf("costs of %s differ from their total by %d", costs[3][m], sum)
		}
	}
}

func TestTheQuarterThatIsPaidIsPlausible(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	quota, role := map[string]float64{}, map[string]string{}
	for _, row := range sheet(t, dir, "planning/quotas.xlsx", "Quotas")[4:] {
		for _, cell := range row[min(16, len(row)):] {
			if cell != "" {
				major, _ := strconv.ParseFloat(cell, 64)
				quota[row[0]] += major
			}
		}
	}
	assignments := sheet(t, dir, "planning/assignments.xlsx", "Assignments")[4:]
	for _, row := range assignments {
		if role[row[0]] == "" {
			role[row[0]] = row[1]
		}
	}
	if len(role) != 65 || len(assignments) != 66 {
		t.Errorf("%d participants in %d assignments, want 60 and five leads with one change of role", len(role), len(assignments))
	}
	changedOn := map[string]int{}
	for _, worker := range workers(t, dir) {
		if worker["Hire_Date"] > "2026-07-01" {
			changedOn["hired"]++
		}
		if worker["Termination_Date"] != "" {
			changedOn["left"]++
		}
	}
	if changedOn["hired"] < 3 || changedOn["left"] < 3 {
		t.Errorf("hires of the quarter and leavers: %v", changedOn)
	}
	number := map[string]string{}
	for _, user := range records(t, dir, "salesforce/User.csv") {
		number[user["Id"]] = user["EmployeeNumber"]
	}
	currencyOf := map[string]string{}
	for _, row := range assignments {
		currencyOf[row[0]] = row[8]
	}
	booked, wins, closed := map[string]float64{}, map[string]float64{}, map[string]float64{}
	for _, deal := range records(t, dir, "salesforce/Opportunity.csv") {
		owner := number[deal["OwnerId"]]
		if role[owner] != "AE" || deal["CloseDate"] < "2026-07-01" || deal["CloseDate"] > "2026-09-30" || deal["IsClosed"] != "true" || deal["IsDeleted"] == "true" {
			continue
		}
		closed[owner]++
		if deal["IsWon"] == "true" {
			amount, _ := strconv.ParseFloat(deal["Amount"], 64)
			if from := deal["CurrencyIsoCode"]; from != currencyOf[owner] {
				amount *= map[string]float64{"EUR": 1.08, "USD": 1 / 1.08}[from]
			}
			wins[owner]++
			booked[owner] += amount
		}
	}
	plausible, healthy, few := 0, 0, 0
	for owner, n := range closed {
		if a := booked[owner] / quota[owner]; a >= 0.6 && a <= 1.4 {
			plausible++
		}
		if w := wins[owner] / n; w >= 0.15 && w <= 0.4 {
			healthy++
		}
		if n < 10 {
			few++
		}
	}
	if n := len(closed); n < 20 || plausible*10 < n*8 || healthy*10 < n*8 || few == 0 || few*2 > n {
		t.Errorf("of %d account executives %d attain 60 to 140 %% of quota, %d win 15 to 40 %%, %d closed fewer than ten deals",
			n, plausible, healthy, few)
	}
}

// BenchmarkLargeCompany writes a tenth of 10,000,000 opportunities, 50,000,000 changes and 5,000,000 invoices.
//
//	go test -tags duckdb_arrow ./cmd/attain/demo -run - -bench LargeCompany -benchtime 1x
func BenchmarkLargeCompany(b *testing.B) {
	for b.Loop() {
		report, err := Write(context.Background(), filepath.Join(b.TempDir(), "demo"), Options{
			Participants: 10_000, Opportunities: 1_000_000, ChangesEach: 5, Invoices: 500_000,
		})
		if err != nil {
			b.Fatal(err)
		}
		records, size := map[string]int{}, int64(0)
		for _, f := range report.Files {
			name, _, _ := strings.Cut(path.Base(f.Path), ".")
			records[name] += f.Records
			size += f.Size
		}
		b.Logf("%d MB: %v", size>>20, records)
	}
}
