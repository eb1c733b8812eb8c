package config

import "testing"

// A window is paid on its own date, else on that of the shortest period it is in, else on its last day.
func TestPaidOn(t *testing.T) {
	t.Parallel()
	ws := &Workspace{Pay: Pay{Dates: []PayDate{
		{Period: "2026", On: DayOf(2027, 1, 31)}, {Period: "2026-Q1", On: DayOf(2026, 4, 30)}, {Period: "2026-02", On: DayOf(2026, 3, 15)},
	}}}
	for label, want := range map[string]Day{
		"2026-02": DayOf(2026, 3, 15), "2026-03": DayOf(2026, 4, 30), "2026-Q1": DayOf(2026, 4, 30),
		"2026-Q2": DayOf(2027, 1, 31), "2027-01": DayOf(2027, 1, 31), "2025-Q4": DayOf(2025, 12, 31),
	} {
		window, err := ws.Calendar.Period(label)
		if err != nil {
			t.Fatal(err)
		}
		if got := ws.PaidOn(window); got != want {
			t.Errorf("%s is paid on %s, want %s", label, got, want)
		}
	}
}
