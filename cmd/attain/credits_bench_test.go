package main

import (
	"bufio"
	"bytes"
	"database/sql"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"attain/config"
)

// creditsYAML is a workspace in our own shape: sellers on a ladder that climbs through each quarter, and their leads on
// an override of everything their people are credited with.
const creditsYAML = `company: {name: Credits, code: CRD, country: US}
calendar: {year_starts: 1, periods: months}
currencies: {reporting: USD}
conventions:
  halves: away_from_zero
  day_count: calendar_days
  role_change: segments
  ladder_on_role_change: carried
  prorates: [quota, target_incentive]
  exactly_on_limit: higher_tier
  left_over_cent: lowest_participant
pay:
  default_code: COMM
  dates: [{period: 2026, on: 2027-01-29}]
sources:
  - name: crm
    connector: file
    system: attain
    landing: full
    entities:
      - {name: participant, path: extracts/participant.csv}
      - {name: assignment, path: extracts/assignment.csv}
      - {name: quota, path: extracts/quota.csv}
      - {name: account, path: extracts/account.csv}
      - {name: opportunity, path: extracts/opportunity.csv}
      - {name: opportunity_split, path: extracts/opportunity_split.csv}
`

const creditsHead = `first_day: 2026-01-01
last_day: 2026-12-31
pays: yearly
`

const creditsLadder = "plan: seller\n" + creditsHead + `applies_to: {role: Seller}
components:
  - name: bookings
    kind: commission
    paid_on: bookings
    tiers:
      by: attainment
      resets: quarterly
      each_tier: own_rate
      rates: [{below: 80%, rate: 4%}, {below: 100%, rate: 6%}, {rate: 8%}]
`

const creditsOverride = "plan: lead\n" + creditsHead + `applies_to: {role: Lead}
components:
  - {name: team, kind: override, paid_on: bookings, of: direct_reports, own_deals: not_counted, rate: 0.5%}
`

// BenchmarkCredits runs the program over a workspace of so many credits (ATTAIN_CREDITS; 20,000 without it): four of five
// deals have one owner, every fifth is split 60 to 40, every twentieth has an overlay of 20 % beside it. Every amount of
// every participant is compared with a second calculation in plain SQL over the same files.
//
//	ATTAIN_CREDITS=10000000 go test -tags duckdb_arrow ./cmd/attain -run - -bench Credits -benchtime 1x -timeout 2h
func BenchmarkCredits(b *testing.B) {
	credits := 20_000
	if text := os.Getenv("ATTAIN_CREDITS"); text != "" {
		var err error
		if credits, err = strconv.Atoi(text); err != nil {
			b.Fatal(err)
		}
	}
	for b.Loop() {
		b.StopTimer()
		workspace := b.TempDir()
		writeCredits(b, workspace, credits*4/5)
		b.StartTimer()
		var said bytes.Buffer
		args := []string{"-q", "--log", "text", "-w", workspace, "run", "2026", "--statements", "none"}
		began := time.Now()
		if code := run(args, strings.NewReader(""), io.Discard, &said, time.Now); code != exitDone {
			b.Fatalf("attain %s: exit code %d\n%s", strings.Join(args, " "), code, said.String())
		}
		took := time.Since(began)
		b.StopTimer()
		began = time.Now()
		n := compareCredits(b, workspace)
		b.ReportMetric(float64(took.Nanoseconds())/float64(n), "ns/credit")
		b.ReportMetric(took.Seconds()/time.Since(began).Seconds(), "×bare-SQL")
		b.StartTimer()
	}
}

// writeCredits writes a workspace of so many deals, spread over a year, 2,000 a seller and 20 sellers a lead.
func writeCredits(b *testing.B, dir string, deals int) {
	b.Helper()
	sellers := max(40, deals/2000)
	put := func(name, head string, rows func(line func(format string, args ...any))) {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			b.Fatal(err)
		}
		file, err := os.Create(path)
		if err != nil {
			b.Fatal(err)
		}
		out := bufio.NewWriterSize(file, 1<<20)
		fmt.Fprint(out, head)
		rows(func(format string, args ...any) { fmt.Fprintf(out, format+"\n", args...) })
		if err := out.Flush(); err != nil {
			b.Fatal(err)
		}
		if err := file.Close(); err != nil {
			b.Fatal(err)
		}
	}
	none := func(func(string, ...any)) {}
	put("attain.yaml", creditsYAML, none)
	put("plans/seller.yaml", creditsLadder, none)
	put("plans/lead.yaml", creditsOverride, none)
	everybody := func(line func(seller bool, number, lead string)) {
		for i := range sellers {
			line(true, fmt.Sprintf("S%05d", i), fmt.Sprintf("L%04d", i/20))
			if i%20 == 0 {
				line(false, fmt.Sprintf("L%04d", i/20), "")
			}
		}
	}
	put("extracts/participant.csv", "participant,name,email,hired_on\n", func(line func(string, ...any)) {
		everybody(func(_ bool, number, _ string) { line("%s,Person %s,%s@example.com,2020-01-01", number, number, number) })
	})
	put("extracts/assignment.csv", "participant,role,manager,first_day,target_incentive,per,currency\n", func(line func(string, ...any)) {
		everybody(func(seller bool, number, lead string) {
			line("%s,%s,%s,2024-01-01,40000,year,USD", number, map[bool]string{true: "Seller", false: "Lead"}[seller], lead)
		})
	})
	put("extracts/quota.csv", "participant,metric,currency,month,quota\n", func(line func(string, ...any)) {
		for i := range sellers {
			for m := 1; m <= 12; m++ {
				line("S%05d,bookings,USD,2026-%02d-01,%d", i, m, 150_000+1000*(i%70))
			}
		}
	})
	put("extracts/account.csv", "account_id,name\n", func(line func(string, ...any)) {
		for i := range sellers {
			line("A%05d,Account %d", i, i)
		}
	})
	first, _ := config.ParseDay("2026-01-01")
	put("extracts/opportunity.csv", "opportunity_id,account_id,name,outcome,amount,currency,close_on,deal_type,participant\n", func(line func(string, ...any)) {
		for i := range deals {
			seller := i % sellers
			line("D%08d,A%05d,Deal %d,won,%d.%02d,USD,%s,new,S%05d", i, seller, i, 200+i*7919%2400, i%100, first+config.Day(i*31%365), seller)
		}
	})
	put("extracts/opportunity_split.csv", "split_id,opportunity_id,participant,percentage,credit_type\n", func(line func(string, ...any)) {
		for i := 0; i < deals; i += 5 {
			seller := i % sellers
			line("D%08d-1,D%08d,S%05d,60,primary", i, i, seller)
			line("D%08d-2,D%08d,S%05d,40,primary", i, i, (seller+1)%sellers)
			if i%20 == 0 {
				line("D%08d-3,D%08d,S%05d,20,overlay", i, i, (seller+7)%sellers)
			}
		}
	})
}

// creditsSQL is the second calculation, in whole numbers: cents, hundredths of a cent where a rate is multiplied.
const creditsSQL = `
create table deal as select opportunity_id as id, participant as owner, close_on::date as day, (amount::decimal(18, 2) * 100)::bigint as cents
	from read_csv('extracts/opportunity.csv', header = true, all_varchar = true);
create table part as select opportunity_id as id, participant as who, percentage::int as share, credit_type as kind
	from read_csv('extracts/opportunity_split.csv', header = true, all_varchar = true);
create table credit as
	select id, owner as who, day, cents, 'primary' as kind from deal anti join part using (id)
	union all -- 60 % of an amount rounds as 40 % of it leaves: the cent left over goes to the larger remainder, a tie to the lower number
	select id, who, day, case
		when kind = 'overlay' then (2 * cents * share + 100) // 200
		else cents * share // 100 + case when cents * share % 100 > 50
			or (cents * share % 100 = 50 and who = min(who) over (partition by id, kind)) then 1 else 0 end end, kind
	from part join deal using (id);
create table quota as select participant as who, quarter(month::date) as q, sum(quota::bigint) * 100 as cents
	from read_csv('extracts/quota.csv', header = true, all_varchar = true) group by all;
create table laddered as
	select c.*, q.cents as quota, sum(c.cents) over (partition by c.who, quarter(day) order by day, id, kind rows between unbounded preceding and current row) as upto
	from credit c join quota q on q.who = c.who and q.q = quarter(c.day);
create macro m(v, quota) as 400 * least(v, quota * 4 // 5) + 600 * greatest(0, least(v, quota) - quota * 4 // 5) + 800 * greatest(0, v - quota);
create table assignment as select participant as who, manager from read_csv('extracts/assignment.csv', header = true, all_varchar = true);
create table pay as
	select who, sum((m(upto, quota) - m(upto - cents, quota) + 5000) // 10000)::bigint as cents from laddered group by who
	union all
	select manager, sum((credit.cents * 50 + 5000) // 10000)::bigint from credit join assignment using (who)
	where kind = 'primary' group by manager; -- a group counts each deal once: overlays are for people only`

// compareCredits compares every participant's pay with the second calculation and counts the credits priced.
func compareCredits(b *testing.B, workspace string) (credits int64) {
	b.Helper()
	db, err := sql.Open("duckdb", "")
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	db.SetMaxOpenConns(1)
	if _, err := db.Exec(fmt.Sprintf("set file_search_path = '%s'; %s", workspace, creditsSQL)); err != nil {
		b.Fatal(err)
	}
	wantNone(b, db, "everybody is paid what the second calculation pays", fmt.Sprintf(`
		with ours as (select participant as who, sum(amount_minor)::bigint as cents from read_parquet('%s') group by all)
		select format('{}: the program pays {:d} cents, the second calculation {:d}', who, coalesce(ours.cents, 0), coalesce(pay.cents, 0))
		from ours full join pay using (who) where ours.cents is distinct from pay.cents order by all limit 20`,
		filepath.Join(workspace, "state/runs/*/lines.parquet")))
	if err := db.QueryRow("select count(*) from credit").Scan(&credits); err != nil {
		b.Fatal(err)
	}
	return credits
}
