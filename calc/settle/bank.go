package settle

import (
	"maps"
	"slices"

	"attain/config"
)

// Capped is what a cap with excess: banked left of a window's earnings: what is left of the cap before them, and they
// before it. Component is "" for the plan's own cap.
type Capped struct {
	Component string
	In        string // the cap's period, such as 2026; of a cap on every pay window the window
	Room      int64  // what is left of the cap in its period, before this window's earnings
	Earned    int64  // before the cap
	At        config.Position
}

// Release is what the bank paid of a cap that has several pay windows: so much less is left of it in the later ones.
type Release struct {
	In    string // the cap's period
	Minor int64
}

// fromBank is a refundable cap: what is above it is paid when a later period has room.
//
//	paid = min(room, earned + bank)       bank' = earned + bank − paid
//
// 10,000 a month: 14,000 / 7,000 / 5,000 earned pay 10,000 / 10,000 / 6,000 and keep 4,000 / 1,000 / 0. A month that
// earns less than nothing is made up from the bank first. (semantics.md section 7; Siebel keeps such a balance.)
//
// What the bank pays uses up the cap as earnings do. 500 a year, paid by quarters: 700 / −100 / 400 earned are 500 / −100 /
// 100 after the cap, whose room in the third quarter is 100. The bank pays 100 in the second quarter, so nothing is left of
// it in the third: 500 / 0 / 0 are paid, 500 in the year, and 200 / 100 / 500 kept.
func fromBank(room, earned, bank int64) (paid, left int64) {
	paid = min(room, earned+bank)
	return paid, earned + bank - paid
}

// bankStep keeps what caps took and pays what there is room for. The cap's own line is an earning line already, so the
// line written here is what is paid beside it: paid − min(room, earned). A bank whose cap says nothing this period, as
// after the plan's end, is paid out whole.
func bankStep(_ *Steps, b *book) {
	for _, c := range b.in.Capped {
		earlier, released := b.closing.Bank[c.Component], b.releasedIn(c)
		paid, left := fromBank(max(c.Room-released, 0), c.Earned, earlier)
		afterCap := min(c.Room, c.Earned)
		b.setBank(c.Component, left)
		b.setReleased(c, released+paid-afterCap)
		l := line{component: c.Component, part: "bank", label: "Earned above the cap in earlier periods, paid now", at: c.At}
		if paid < afterCap {
			l.label = "Above the cap, kept for later: what was kept before and paid in " + c.In + " is part of it"
		}
		l.given("banked", "Kept above the cap so far", earlier)
		l.given("room", "Left of the cap", c.Room)
		l.given("earned", "Earned", c.Earned)
		if released == 0 {
			b.write(l, paid-afterCap, "min(room, earned + banked) - min(room, earned)")
			continue
		}
		l.given("released", "Of it paid from what was kept", released)
		b.write(l, paid-afterCap, "min(max(room - released, 0), earned + banked) - min(room, earned)")
	}
	for _, component := range slices.Sorted(maps.Keys(b.closing.Bank)) {
		if b.isCapped(component) {
			continue
		}
		left := b.closing.Bank[component]
		b.setBank(component, 0)
		b.write(line{component: component, part: "bank", label: "Earned above the cap in earlier periods, paid now: the cap has ended"}, left, "")
	}
}

func (b *book) isCapped(component string) bool {
	return slices.ContainsFunc(b.in.Capped, func(c Capped) bool { return c.Component == component })
}

func (b *book) setBank(component string, left int64) {
	if left == 0 {
		delete(b.closing.Bank, component)
		return
	}
	b.closing.Bank[component] = left
}

// releasedIn is what the bank paid so far in the cap's period.
func (b *book) releasedIn(c Capped) int64 {
	if r := b.closing.Released[c.Component]; r.In == c.In {
		return r.Minor
	}
	return 0
}

func (b *book) setReleased(c Capped, minor int64) {
	if minor == 0 || c.In == "" {
		delete(b.closing.Released, c.Component)
		return
	}
	b.closing.Released[c.Component] = Release{In: c.In, Minor: minor}
}
