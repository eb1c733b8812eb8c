package transform

import "testing"

// A quarter's target of 10 meetings that was divided among its months, 3.33, 3.33 and 3.34, is whole meetings that add up
// to it: 3, 4 and 3, the differences of the rounded running total. A number without a part of one stays what it is, in a
// currency without cents, too.
func TestQuotaUnitsAddUp(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/assignment": "participant,role,first_day\nE1,SDR,2026-01-01\nE2,SDR,2026-01-01",
		"attain/quota": `participant,metric,currency,month,quota
E1,meetings_qualified,USD,2026-01-01,3.33
E1,meetings_qualified,USD,2026-02-01,3.33
E1,meetings_qualified,USD,2026-03-01,3.34
E2,meetings_qualified,JPY,2026-01-01,12`,
	}).build(t)
	w.expect(t, "select participant_id, day, value, unit from measures.quota_units order by all",
		"E1 | 2026-01-01 | 3 | count\nE1 | 2026-02-01 | 4 | count\nE1 | 2026-03-01 | 3 | count\nE2 | 2026-01-01 | 12 | count")
}
