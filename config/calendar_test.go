package config

import (
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestLabels(t *testing.T) {
	t.Parallel()
	plain := Calendar{}
	april := Calendar{YearStarts: 4, YearNamedBy: "first_month"}
	october := Calendar{YearStarts: 10, YearNamedBy: "last_month"}
	for _, c := range []struct {
		calendar    Calendar
		label, days string
	}{
		{plain, "2026-07", "2026-07-01 to 2026-07-31"},
		{plain, "2024-02", "2024-02-01 to 2024-02-29"},
		{plain, "2026-Q3", "2026-07-01 to 2026-09-30"},
		{plain, "2026", "2026-01-01 to 2026-12-31"},
		{april, "2026-Q4", "2027-01-01 to 2027-03-31"},
		{april, "2026", "2026-04-01 to 2027-03-31"},
		{april, "2026-02", "2026-02-01 to 2026-02-28"},
		{october, "2026-Q1", "2025-10-01 to 2025-12-31"},
		{october, "2026", "2025-10-01 to 2026-09-30"},
	} {
		p, err := c.calendar.Period(c.label)
		if err != nil || p.String() != c.days || p.Label != c.label {
			t.Errorf("%s is %s (%s), %v; want %s", c.label, p, p.Label, err, c.days)
		}
	}
	for _, label := range []string{"", "26", "2026-13", "2026-7", "2026-Q5", "2026-Q0", "2026-q1", "2026-Q11", "2026-00", "July 2026", "2026-07-01", "+026", "2026-+1", "2026-Q+"} {
		if p, err := plain.Period(label); err == nil {
			t.Errorf("%q was read as %s", label, p)
		}
	}
}

func TestEveryDayIsInItsPeriod(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		c := Calendar{YearStarts: rapid.IntRange(0, 12).Draw(t, "starts"), YearNamedBy: rapid.SampledFrom([]string{"first_month", "last_month"}).Draw(t, "named by")}
		day := Day(rapid.IntRange(int(DayOf(1990, 1, 1)), int(DayOf(2060, 1, 1))).Draw(t, "day"))
		for _, kind := range []string{Month, Quarter, Year} {
			p := c.PeriodOf(day, kind)
			if !p.Contains(day) || p.Kind != kind {
				t.Fatalf("%s is not in its %s %s (%s)", day, kind, p.Label, p)
			}
			if again, err := c.Period(p.Label); err != nil || again != p {
				t.Fatalf("%s is %s by day and %s by label, %v", p.Label, p, again, err)
			}
			if next := c.PeriodOf(p.End, kind); next.First != p.End {
				t.Fatalf("after %s comes %s", p, next)
			}
		}
	})
}

func TestWithinGivesThePeriodsThatEndInside(t *testing.T) {
	t.Parallel()
	c := Calendar{}
	for _, test := range []struct {
		run, kind string
		want      []string
	}{
		{"2026-Q3", Month, []string{"2026-07", "2026-08", "2026-09"}},
		{"2026-Q3", Quarter, []string{"2026-Q3"}},
		{"2026-Q3", Year, nil},
		{"2026-09", Quarter, []string{"2026-Q3"}},
		{"2026-08", Quarter, nil},
		{"2026-12", Year, []string{"2026"}},
		{"2026", Quarter, []string{"2026-Q1", "2026-Q2", "2026-Q3", "2026-Q4"}},
	} {
		run, err := c.Period(test.run)
		if err != nil {
			t.Fatal(err)
		}
		got := c.Within(run.Interval, test.kind)
		if len(got) != len(test.want) {
			t.Errorf("%s has %d of kind %s: %v", test.run, len(got), test.kind, got)
			continue
		}
		for i := range got {
			if got[i].Label != test.want[i] {
				t.Errorf("%s, %s %d: %s instead of %s", test.run, test.kind, i, got[i].Label, test.want[i])
			}
		}
	}
}

func TestShares(t *testing.T) {
	t.Parallel()
	c := Calendar{Holidays: map[string][]Day{"US": {DayOf(2025, 1, 1), DayOf(2025, 2, 17)}}}
	quarter := Interval{DayOf(2025, 1, 1), DayOf(2025, 4, 1)}
	hired := Interval{DayOf(2025, 2, 10), DayOf(2026, 1, 1)}
	quarter91 := Interval{DayOf(2025, 4, 1), DayOf(2025, 7, 1)}
	june := Interval{DayOf(2019, 1, 1), DayOf(2020, 1, 1)}
	for _, test := range []struct {
		how         string
		part, whole Interval
		country     string
		want        Ratio
	}{
		{CalendarDays, hired, quarter, "DE", NewRatio(50, 90)},
		{WorkingDays, hired, quarter, "DE", NewRatio(36, 64)},
		{WholeMonths, hired, quarter, "DE", NewRatio(2, 3)},
		{WorkingDays, hired, quarter, "US", NewRatio(35, 62)}, // both holidays are in the whole, one in the part
		{CalendarDays, Interval{quarter91.First, quarter91.First + 40}, quarter91, "US", NewRatio(40, 91)},
		{CalendarDays, Interval{DayOf(2019, 6, 1), DayOf(2030, 1, 1)}, june, "US", NewRatio(214, 365)},
		{CalendarDays, Interval{DayOf(2024, 2, 29), DayOf(2024, 3, 1)}, Interval{DayOf(2024, 1, 1), DayOf(2025, 1, 1)}, "US", NewRatio(1, 366)},
		{CalendarDays, Interval{DayOf(2024, 1, 1), DayOf(2024, 2, 1)}, quarter, "US", Ratio{}},
		{WholeMonths, quarter, quarter, "US", Whole(1)},
		{Thirty360, hired, quarter, "DE", NewRatio(51, 90)}, // 21 days of February and 30 of March
		{Thirty360, Interval{DayOf(2019, 6, 1), DayOf(2030, 1, 1)}, june, "US", NewRatio(210, 360)},
		{Thirty360, Interval{DayOf(2024, 2, 29), DayOf(2024, 3, 1)}, Interval{DayOf(2024, 1, 1), DayOf(2025, 1, 1)}, "US", NewRatio(2, 360)},
		{Thirty360, Interval{DayOf(2025, 1, 30), DayOf(2025, 2, 1)}, quarter, "US", NewRatio(1, 90)},                                     // the 30th and the 31st are one day
		{WorkingDays, Interval{DayOf(2025, 2, 15), DayOf(2025, 2, 17)}, Interval{DayOf(2025, 2, 15), DayOf(2025, 2, 17)}, "US", Ratio{}}, // a weekend
	} {
		if got := c.Share(test.how, test.part, test.whole, test.country); got.Cmp(test.want) != 0 {
			t.Errorf("%s of %s in %s (%s): %s instead of %s", test.how, test.part, test.whole, test.country, got, test.want)
		}
	}
}

func TestWorkingDaysAgreeWithCountingThem(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		first := Day(rapid.IntRange(0, 30_000).Draw(t, "first"))
		i := Interval{first, first + Day(rapid.IntRange(-3, 900).Draw(t, "days"))}
		var holidays []Day
		for range rapid.IntRange(0, 10).Draw(t, "holidays") {
			holidays = append(holidays, first+Day(rapid.IntRange(-5, 900).Draw(t, "holiday")))
		}
		c := Calendar{Holidays: map[string][]Day{"US": sortHolidays(holidays)}}
		want := 0
		for d := i.First; d < i.End; d++ {
			w, free := d.Time().Weekday(), false
			for _, h := range holidays {
				free = free || h == d
			}
			if w != time.Saturday && w != time.Sunday && !free {
				want++
			}
		}
		if got := c.WorkingDays(i, "US"); got != want {
			t.Fatalf("%s has %d working days, not %d", i, want, got)
		}
	})
}

func TestSharesOfPartsAddUp(t *testing.T) {
	t.Parallel()
	rapid.Check(t, func(t *rapid.T) {
		whole := Calendar{}.PeriodOf(Day(rapid.IntRange(0, 30_000).Draw(t, "day")), Quarter).Interval
		cut := whole.First + Day(rapid.IntRange(0, whole.Days()).Draw(t, "cut"))
		for _, how := range []string{CalendarDays, WorkingDays, Thirty360} {
			sum := Calendar{}.Share(how, Interval{whole.First, cut}, whole, "").Add(Calendar{}.Share(how, Interval{cut, whole.End}, whole, ""))
			if sum.Cmp(Whole(1)) != 0 {
				t.Fatalf("%s: the parts of %s cut at %s are %s", how, whole, cut, sum)
			}
		}
	})
}

func FuzzParseDay(f *testing.F) {
	for _, s := range []string{"2026-03-31", "2026-02-30", "26-1-1", "2026-3-1", "0000-01-01", "9999-12-31", "31.12.2026"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		if d, err := ParseDay(s); err == nil && d.String() != s {
			t.Errorf("%q was read as %s", s, d)
		}
	})
}
