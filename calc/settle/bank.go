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
	Room      int64 // what is left of the cap in its period, before this window's earnings
	Earned    int64 // before the cap
	At        config.Position
}

// fromBank is a refundable cap: what is above it is paid when a later period has room.
//
//	paid = min(room, earned + bank)       bank' = earned + bank − paid
//
// 10,000 a month: 14,000 / 7,000 / 5,000 earned pay 10,000 / 10,000 / 6,000 and keep 4,000 / 1,000 / 0. A month that
// earns less than nothing is made up from the bank first. (semantics.md section 7; Siebel keeps such a balance.)
func fromBank(room, earned, bank int64) (paid, left int64) {
	paid = min(room, earned+bank)
	return paid, earned + bank - paid
}

// bankStep keeps what caps took and pays what there is room for. The cap's own line is an earning line already, so the
// line written here is what is paid beside it: paid − min(room, earned). A bank whose cap says nothing this period, as
// after the plan's end, is paid out whole.
func bankStep(_ *Steps, b *book) {
	for _, c := range b.in.Capped {
		paid, left := fromBank(c.Room, c.Earned, b.closing.Bank[c.Component])
		earlier := b.closing.Bank[c.Component]
		afterCap := min(c.Room, c.Earned)
		b.setBank(c.Component, left)
		l := line{component: c.Component, part: "bank", label: "Earned above the cap in earlier periods, paid now", at: c.At}
		l.given("banked", "Kept above the cap so far", earlier)
		l.given("room", "Left of the cap", c.Room)
		l.given("earned", "Earned", c.Earned)
		b.write(l, paid-afterCap, "min(room, earned + banked) - min(room, earned)")
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
