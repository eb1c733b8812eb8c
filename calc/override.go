package calc

import (
	"fmt"

	"attain/config"
)

// override pays a manager on the deals of those who report to them, as a commission pays on one's own:
//
//	amount of a deal = Σ over its slices: part of the credit in the tier × the tier's rate, rounded once
//
// of: direct_reports are those who report to the manager themselves; all_reports also those who report to these, and so
// on. Who reports to whom is what HR says for the deal's day, so a deal counts where its seller stood when it was made,
// and once, by however many ways it reaches the manager. Overlays are for people only: a group counts no deal twice.
//
// A seller has 8 % and the manager 4 %: a deal of 100,000.00 costs 8,000.00 + 4,000.00, 12 % in all.
//
// own_deals says whether the manager's own deals are among them (a manager who sells: a player-coach). Counted, they are
// paid here and, where the plan has a commission too, there as well; not_counted, only there. They climb the tiers
// together with the others.
//
// Tiers by attainment go by the manager's own quota, or with quota_of: reports by the quotas of those who report.
type override struct{ pricing }

// compileOverride reads an override.
func compileOverride(c *compiler, comp *component) method {
	r := c.node(comp).ReadAs(c.ps, "an override")
	c.readHead(r, comp)
	c.readReward(r, comp)
	m := &override{pricing{what: "an override", of: config.OfDirectReports}}
	found := c.ps.Len()
	if r.Choice("of", "", "direct_reports", "all_reports") == "all_reports" {
		m.of = config.OfAllReports
	}
	m.own = c.contested(r, "own_deals") == "counted"
	m.quotaOfReports = r.Choice("quota_of", "own", "own", "reports") == "reports"
	c.readRatesOf(r, &m.pricing, comp)
	if m.quotaOfReports && m.tiers != nil && m.tiers.by != "attainment" {
		c.ps.Addf(r.At("quota_of"), "quota_of is only used with tiers by: attainment, and these go by %s; leave it out", m.tiers.by)
	}
	r.Done()
	if c.ps.Len() > found {
		return nil
	}
	c.finishPricing(&m.pricing, comp, c.keptOff(comp, &m.pricing))
	if c.ps.Len() > found {
		return nil
	}
	return m
}

// describe says whose deals are paid for.
func (m *override) describe(d *describing, comp *component) Description {
	out := m.pricing.describe(d, comp)
	who := "those who report to you"
	if m.of == config.OfAllReports {
		who = "those who report to you, and of those who report to them, and so on"
	}
	own := "your own deals are not among them"
	if m.own {
		own = "your own deals are among them"
	}
	out.Sentences = append([]string{fmt.Sprintf("This pays on the deals of %s, as it stood on the day of each deal; %s. Each deal counts once: credits on top of a deal, overlays, do not.", who, own)}, out.Sentences...)
	return out
}
