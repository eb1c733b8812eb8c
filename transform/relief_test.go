package transform

import "testing"

// reliefs is E1, who reports to M1 and has 100,000 a month, with reliefs as given.
func reliefs(rows string) *given {
	quota := "participant,metric,currency,month,period,quota\nM1,bookings,USD,,2026,2400000"
	for _, m := range []string{"01", "02", "03", "04", "05", "06", "07", "08", "09", "10", "11", "12"} {
		quota += "\nE1,bookings,USD,2026-" + m + "-01,,100000"
	}
	return files(map[string]string{
		"attain/assignment":   "participant,role,manager,first_day\nE1,AE,M1,2026-01-01\nM1,MGR,,2026-01-01",
		"attain/quota":        quota,
		"attain/quota_relief": "participant,share,amount,first_day,last_day,reason,approved_by,rolls_up\n" + rows,
	})
}

// TestQuotaRelief: semantics.md section 21. 1,200,000 a year and two months' relief are 1,000,000; an amount is for its
// days; half of half a month is a quarter of it; a target never gets below zero.
func TestQuotaRelief(t *testing.T) {
	t.Parallel()
	const quota = "select cast(sum(value) as bigint) from measures.quota where participant_id = 'E1'"
	for _, c := range []struct{ name, rows, want string }{
		{"two months", "E1,100,,2026-07-01,2026-08-31,territory loss,V1,", "100000000"},
		{"an amount", "E1,,200000,2026-01-01,2026-12-31,product,V1,", "100000000"},
		{"half of 1 to 15 June", "E1,50,,2026-06-01,2026-06-15,leave,V1,", "117500000"},
		{"more than there is", "E1,,300000,2026-02-01,2026-02-28,product,V1,", "110000000"},
		{"nobody approved it", "E1,100,,2026-07-01,2026-08-31,territory loss,,", "120000000"},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			reliefs(c.rows).build(t).expect(t, quota, c.want)
		})
	}
}

// TestReliefAddsUp: 90,000 over the 92 days of a quarter, by running totals: 31 ÷ 92 is 30,326.09, 62 ÷ 92 is 60,652.17.
func TestReliefAddsUp(t *testing.T) {
	t.Parallel()
	reliefs("E1,,90000,2026-07-01,2026-09-30,product,V1,").build(t).expect(t,
		"select first_day, until_on, relieved_minor from core.quota_relieved order by 1",
		"2026-07-01 | 2026-08-01 | 3032609\n2026-08-01 | 2026-09-01 | 3032608\n2026-09-01 | 2026-10-01 | 2934783")
}

// TestReliefRollsUp: with rolls_up, the manager's 2,400,000 of the year are less by the same amount; without, they stay.
func TestReliefRollsUp(t *testing.T) {
	t.Parallel()
	const quota = "select label, value from measures.quota where participant_id = 'M1' order by value desc"
	reliefs("E1,100,,2026-07-01,2026-07-31,territory loss,V1,yes").build(t).expect(t, quota,
		"bookings target of January 2026 | 240000000\nrelief from the bookings target of July 2026: territory loss of E1 | -10000000")
	reliefs("E1,100,,2026-07-01,2026-07-31,territory loss,V1,no").build(t).expect(t, quota, "bookings target of January 2026 | 240000000")
}

func TestReliefChecks(t *testing.T) {
	t.Parallel()
	w := reliefs(`E1,100,,2026-07-01,2026-08-31,territory loss,,
E1,50,100,2026-01-01,2026-01-31,both,V1,
E1,50,,2026-03-01,2026-03-31,ramp,V1,
E1,50,,2026-03-31,2026-04-30,ramp,V1,`).build(t)
	w.expectTrips(t, map[string]string{
		"quota_relief_not_approved": "quota_relief.csv:1: E1: relief from the bookings quota from 2026-07-01 on (territory loss) is not approved and does not count; write who approved it under approved_by",
		"quota_relief_unusable":     "quota_relief.csv:2: E1: relief from the bookings quota from 2026-01-01 on says neither one share from 0 to 100 % nor one amount above 0 with a last day; write share or amount",
		"quota_reliefs_overlap":     "quota_relief.csv:4: E1: relief from the bookings quota from 2026-03-31 on begins before the one before it ends (2026-03-31); end the first, or write one for both",
	})
	files(map[string]string{
		"attain/assignment":   "participant,role,first_day\nE1,AE,2026-01-01",
		"attain/quota":        "participant,currency,month,quota\nE1,EUR,2026-01-01,100",
		"attain/quota_relief": "participant,amount,currency,first_day,last_day,approved_by\nE1,10,USD,2026-01-01,2026-01-31,V1",
	}).build(t).expectTrips(t, map[string]string{
		"quota_relief_unusable": "quota_relief.csv:1: E1: relief from the bookings quota from 2026-01-01 on is in USD, and no target of these days is; write it in the currency of the target, or as a share",
	})
}
