package transform

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

// TestTargetIncentives: a target incentive that is missing, cannot be read, or is for nobody knows how long, is none;
// one of 0 is one.
func TestTargetIncentives(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{"attain/assignment": `
participant,role,first_day,target_incentive,per,currency
E1,AE,2026-01-01,10000,Quarterly,USD
E2,AE,2026-01-01,10000,monthly,USD
E3,AE,2026-01-01,10000,annual,USD
E4,AE,2026-01-01,0,year,USD
E5,AE,2026-01-01,,year,USD
E6,AE,2026-01-01,"10,000",year,USD
E7,AE,2026-01-01,10000,qtr,USD
E8,AE,2026-01-01,10000,,USD
E9,AE,2026-01-01,,,USD`}).build(t)
	list, err := w.Assignments(context.Background(), nil)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, a := range list {
		got = append(got, fmt.Sprintf("%s %d %q %v", a.Participant, a.IncentiveMinor, a.IncentivePer, a.HasIncentive))
	}
	want := `E1 1000000 "quarter" true
E2 1000000 "month" true
E3 1000000 "year" true
E4 0 "year" true
E5 0 "year" false
E6 0 "year" false
E7 1000000 "" false
E8 1000000 "" false
E9 0 "" false`
	if g := strings.Join(got, "\n"); g != want {
		t.Errorf("got:\n%s\nwant:\n%s", g, want)
	}
	w.expect(t, "select _row, message from checks.target_incentive_without_period order by _row", `
7 | E7: per "qtr" of the target incentive from 2026-01-01 on is not month, quarter or year; a scorecard cannot be paid from it
8 | E8: per (empty) of the target incentive from 2026-01-01 on is not month, quarter or year; a scorecard cannot be paid from it`)
}
