package calc

import (
	"slices"

	"attain/calc/settle"
	"attain/config"
)

// BankedCap is what settlement needs of a cap that keeps what is above it for later (excess: banked): how much room it had
// for a participant's pay window, and what was earned before it. Component is "" for a plan's cap.
//
// The cap's own line takes what is above it, as if it were lost; settlement remembers it and pays it when a later window
// has room. 10,000 a month: 14,000 / 7,000 / 5,000 earned are 10,000 / 7,000 / 5,000 after the cap, and with the bank
// 10,000 / 10,000 / 6,000 (semantics.md section 7).
type BankedCap struct {
	Participant, Plan, Component string
	Period                       string // the pay window
	CapPeriod                    string // what the cap is for: the window, or a longer period it is in
	Currency                     string
	RoomMinor, EarnedMinor       int64
	At                           config.Position
}

// readExcess reads excess: or cap_excess:.
func readExcess(r *config.Reader, key, def string) (banked bool) {
	return r.Choice(key, def, "lost", "banked") == "banked"
}

// bankedBy is a cap of a sheet, of which nothing is known yet.
func (sh *sheet) bankedBy(component, capPeriod string, at config.Position) BankedCap {
	return BankedCap{Participant: sh.participant(), Plan: sh.plan.Name, Component: component, Period: sh.window.Label, CapPeriod: capPeriod, At: at}
}

// bank tells the summary of a cap's room. lost is what it took of each currency's earnings; what room is left is in the
// currency earned last.
func (r *runner) bank(p *purse, of BankedCap, room config.Ratio, lost []int64) {
	if r.silent {
		return
	}
	rooms := make([]int64, len(lost))
	for i := range lost {
		rooms[i] = p.net[i].net - lost[i]
		room = room.Sub(p.worth(i, rooms[i]))
	}
	if last := len(lost) - 1; room.Sign() > 0 {
		rooms[last] = p.minor(last, p.worth(last, rooms[last]).Add(room)) // rounded as what is above it is
	}
	for i := range lost {
		of.Currency, of.RoomMinor, of.EarnedMinor = p.net[i].last.seg.Currency, rooms[i], p.net[i].net
		r.capped = append(r.capped, of)
	}
}

// holdBanks keeps what was banked where it is while something under its cap is held, because what is held may take up the
// room: then there was room for what was earned and no more, and where all is held nothing was earned. from is where the
// sheet's caps begin in the summary.
//
// 4,000 are kept of a cap of 10,000, and the next month waits for a rate of exchange. Nothing is paid. Once the rate is
// there, the month's 9,000 are paid, and the bank a month later.
func (r *runner) holdBanks(sh *sheet, from int) {
	for _, comp := range sh.plan.byName {
		if comp.limits.banked {
			r.holdBank(sh, from, sh.bankedBy(comp.name, sh.window.Label, comp.limits.capAt), func(c *cell) bool { return c.comp == comp })
		}
	}
	for _, s := range sh.plan.steps {
		if limit, ok := s.(*periodCap); ok && limit.banked {
			r.holdBank(sh, from, sh.bankedBy("", limit.period(r, sh).Label, limit.at), func(c *cell) bool { return c.comp.reward == "" })
		}
	}
}

// holdBank does it for one cap, which is on some of the sheet's cells.
func (r *runner) holdBank(sh *sheet, from int, of BankedCap, under func(*cell) bool) {
	if r.silent {
		return
	}
	some, all := false, true
	var in []string
	for _, c := range sh.cells {
		if c.result == nil || !under(c) {
			continue
		}
		some, all = some || c.isHeld(), all && c.isHeld()
		if !slices.Contains(in, c.currency()) {
			in = append(in, c.currency())
		}
	}
	switch {
	case !some:
	case !all:
		for i := from; i < len(r.capped); i++ {
			if c := &r.capped[i]; c.Component == of.Component {
				c.RoomMinor = min(c.RoomMinor, c.EarnedMinor)
			}
		}
	default:
		told := slices.DeleteFunc(r.capped[from:], func(c BankedCap) bool { return c.Component == of.Component })
		r.capped = r.capped[:from+len(told)]
		for _, currency := range in {
			of.Currency = currency
			r.capped = append(r.capped, of)
		}
	}
}

// checkBanked allows a plan one cap that keeps what is above it: two could not say whose the rest is.
func (c *compiler) checkBanked() {
	var first *periodCap
	for _, s := range c.plan.steps {
		limit, ok := s.(*periodCap)
		switch {
		case !ok || !limit.banked:
		case first == nil:
			first = limit
		default:
			c.ps.Addf(limit.at, "excess: only one cap of a plan can keep what is above it for later; let this one's be lost").Notef(first.at, "this cap keeps it already")
		}
	}
}

// exampleCaps gives the caps that keep what is above them, for an example of which got is known. A window has all of the
// cap's room.
func (pl *plan) exampleCaps(got map[string]int64, currency string) []settle.Capped {
	var out []settle.Capped
	minor := func(v config.Ratio) int64 {
		n, _ := config.MinorOf(v, currency).Round(pl.Conventions.Halves)
		return n
	}
	for _, comp := range pl.components {
		if comp.limits.banked {
			out = append(out, settle.Capped{Component: comp.name, Room: minor(*comp.limits.cap), Earned: got[comp.name+" before its cap"], At: comp.limits.capAt})
		}
	}
	for _, s := range pl.steps {
		if limit, ok := s.(*periodCap); ok && limit.banked {
			out = append(out, settle.Capped{Room: minor(limit.amount), Earned: got["total"] - got["guarantee"] - got["floor"] - got["cap"], At: limit.at})
		}
	}
	return out
}
