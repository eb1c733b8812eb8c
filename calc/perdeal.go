package calc

import (
	"fmt"
	"maps"
	"strings"

	"attain/config"
)

// dealLimits are the least and the most one deal pays, and above what it is reviewed first (see dealReview):
//
//	deal   = min(max(earned on it, at_least), at_most)      of all its credits in the pay window together
//	credit = deal with it − deal before it                  by a line beside the credit's: deal-minimum or deal-cap
//
// A credit of 100.00 at 5 % earns 5.00 and a minimum of 10.00 adds a line of 5.00. The credits and reversals of a deal are
// those of one source key and one type of credit; a split and an overlay are looked at one by one. So reversals take back
// what the deal was paid, however many they are. Of 9,000.00 at 10 %, 900.00, at most 500.00 is paid:
//
//	                        earned     on the deal    the deal pays    the credit
//	deal          9,000.00    900.00        900.00           500.00        500.00
//	first half   −4,500.00   −450.00        450.00           450.00        −50.00
//	second half  −4,500.00   −450.00          0.00             0.00       −450.00
//
// What is reversed is the other way round where more is taken back than was sold in the window, because the deal was paid
// in an earlier one: at least the minimum, at most the cap, of all such reversals in the window together. That is what the
// deal was paid where it is reversed in full. Reversals of one deal in several later windows are limited in each.
//
// A deal nothing is left of pays nothing once a limit has changed what it pays, whichever tiers its reversals reach, and
// while something is left of it never less than nothing. A deal no limit has changed goes up and down the tiers as without
// limits.
//
// Deals of one customer may be one deal for at_most and for reviews; see related.
//
// of: own_share looks at the participant's own credit; of: whole_deal at the deal before it is shared, so that a share of
// one half has half the minimum and half the cap. In an override the shares of who reports add up.
type dealLimits struct {
	least, most *config.Ratio // major units of the plan's currency
	whole       bool
	review      *dealReview // nil without one
	related     *related    // nil where every deal is by itself
	at          config.Position
}

// readPerDeal reads per_deal: {at_least: 10, at_most: 100_000, of: own_share, review_above: 50_000, reviewed: [D-1001]}.
func (c *compiler) readPerDeal(r *config.Reader, m *pricing) *dealLimits {
	n := r.Child("per_deal")
	if n == nil {
		return nil
	}
	pr := n.ReadAs(c.ps, "per_deal")
	d := &dealLimits{at: n.Place()}
	for key, to := range map[string]**config.Ratio{"at_least": &d.least, "at_most": &d.most} {
		if !pr.Has(key) {
			pr.TextOr(key, "")
			continue
		}
		v := pr.Ratio(key)
		if *to = &v; v.Sign() < 0 {
			c.ps.Addf(pr.At(key), "%s: %s is below 0", key, asWritten(pr, key))
		}
	}
	d.whole = pr.Choice("of", "own_share", "own_share", "whole_deal") == "whole_deal"
	found := c.ps.Len()
	d.review = c.readReview(pr, m, d.most)
	d.related = c.readRelated(pr, d)
	pr.Done()
	switch {
	case d.least == nil && d.most == nil && d.review == nil && c.ps.Len() == found:
		c.ps.Addf(n.Place(), "per_deal has none of at_least, at_most, review_above and review_value_above; write what one deal pays at least or at most, or above what somebody looks at it, such as at_most: 100_000")
	case d.least != nil && d.most != nil && d.most.Less(*d.least):
		c.ps.Addf(pr.At("at_most"), "at_most %s is below at_least %s", asWritten(pr, "at_most"), asWritten(pr, "at_least"))
	}
	ofPay := d.least != nil || d.most != nil || d.review != nil && d.review.pay != nil
	if ofPay && m.isTop() && !m.alone() {
		c.ps.Addf(n.Place(), "per_deal does not go with each_tier: top_rate, where a deal's pay changes with later deals; write another each_tier, or resets: deal")
	}
	return d
}

// limited gives what a deal pays that earned an amount, both in minor units; unit turns the plan's major units into them.
func (d *dealLimits) limited(earned int64, sign int, unit config.Ratio, halves config.Halves) (minor int64, part string) {
	minor = earned * int64(sign)
	if d.most != nil {
		if most, ok := d.most.Mul(unit).Round(halves); ok && minor > most {
			minor, part = most, "deal-cap"
		}
	}
	if d.least != nil {
		if least, ok := d.least.Mul(unit).Round(halves); ok && minor < least {
			minor, part = least, "deal-minimum"
		}
	}
	return minor * int64(sign), part
}

// limitedDeals are the deals of a component so far in one sheet's window, whose credits are limited together.
type limitedDeals struct {
	sheet *sheet
	comp  *component
	deals map[limitedKey]limitedDeal
	relations
}

// limitedKey is one deal, or the deal that stands for those related to it. Its amounts are added up as they are written, so in one currency of the credit and one of pay.
type limitedKey struct{ source, credit, currency, paidIn string }

// limitedDeal is what happened to a deal so far.
type limitedDeal struct {
	sold   int64        // of the measure, in its own unit
	earned int64        // minor units
	paid   int64        // minor units
	share  config.Ratio // of the whole deal
	part   string       // the limit that changed it last; "" for none
	looked              // for a review
}

// of gives the deals of a cell's component in its window: those of the segments before, too.
func (l *limitedDeals) of(c *cell) map[limitedKey]limitedDeal {
	if l.sheet != c.sheet || l.comp != c.comp {
		l.sheet, l.comp, l.deals, l.relations = c.sheet, c.comp, map[limitedKey]limitedDeal{}, newRelations()
	}
	return l.deals
}

// copied is how the deals of a cell's component stand now.
func (l *limitedDeals) copied(c *cell) limitedDeals {
	return limitedDeals{sheet: c.sheet, comp: c.comp, deals: maps.Clone(l.of(c)), relations: l.relations.copied()}
}

// add counts a credit; shared says that credits of several people are of the deal, whose shares add up.
func (t *limitedDeal) add(value, earned int64, share config.Ratio, shared bool) {
	switch {
	case !shared || t.sold == 0:
		t.share = share
	case t.sold > 0 == (value > 0):
		t.share = t.share.Add(share).Min(config.Whole(1))
	}
	t.sold, t.earned = t.sold+value, t.earned+earned
}

// pays gives what the deal pays with all its credits so far, and which limit changes that; "" for none.
func (d *dealLimits) pays(t *limitedDeal, unit config.Ratio, halves config.Halves) (minor int64, part string) {
	sign := config.Whole(t.sold).Sign()
	switch {
	case sign == 0 && t.part == "":
		return t.earned, ""
	case sign == 0:
		return 0, t.part
	}
	if d.whole {
		unit = unit.Mul(t.share)
	}
	minor, part = d.limited(t.earned, sign, unit, halves)
	if t.part != "" && minor*int64(sign) < 0 {
		return 0, t.part
	}
	return minor, part
}

// limit writes the line by which a credit's deal stays between the least and the most.
func (d *dealLimits) limit(r *runner, m *pricing, o *drafting, amounts []int64) {
	var earned int64
	for _, a := range amounts {
		earned += a
	}
	unit := o.pay
	if !m.perUnit {
		unit = config.MinorOf(o.pay, r.planCurrency(o.cell))
	}
	f, deals := o.facts, r.limited.of(o.cell)
	source := f.source.Value(o.row)
	if d.related != nil {
		source = d.related.join(&r.limited.relations, f, o.row)
	}
	key := limitedKey{source, f.credit.Value(o.row), f.currency.Value(o.row), o.cell.currency()}
	t, known := deals[key]
	if !known {
		key = limitedKey{cloned(key.source), cloned(key.credit), cloned(key.currency), key.paidIn}
	}
	before := t.paid
	t.add(f.value.Value(o.row), earned, f.share(o.row), m.of != config.OfPerson)
	paid, part := d.pays(&t, unit, o.cell.sheet.plan.Conventions.Halves)
	change := paid - before - earned
	if part != "" {
		t.part = part
	}
	t.paid = paid
	if d.review != nil {
		d.look(m, o, &t.looked, unit)
	}
	deals[key] = t
	if change != 0 {
		d.draft(r, m, o, &t, earned, before)
	}
}

// draft writes the line of a credit whose deal a limit changes.
func (d *dealLimits) draft(r *runner, m *pricing, o *drafting, t *limitedDeal, earned, before int64) {
	currency, change := o.cell.currency(), t.paid-before-earned
	major := func(minor int64) config.Ratio { return config.MajorOf(config.Whole(minor), currency) }
	line := o.line(r, m)
	line.part, line.amount, line.at, line.unit = t.part, change, d.at, "money"
	line.basis, line.rate = config.Whole(change).Abs(), config.Whole(int64(config.Whole(change).Sign()))
	line.label = fmt.Sprintf("%s: %s", d.words(t.part, *d.limitOf(t.part), r.amountCurrency(o.cell)), line.label)
	dv := &derivation{currency: currency}
	formula := "limit - earned"
	if t.earned == earned && before == 0 {
		dv.given("earned", "Earned on the deal", "money", major(earned), "", "")
		dv.given("limit", "Paid for the deal", "money", major(t.paid), d.at.String(), "")
	} else {
		dv.given("earned", "Earned on this credit", "money", major(earned), "", "")
		on := "Earned on the deal in this period, with this credit"
		if d.related != nil {
			on = "Earned on the deal and those related to it in this period, with this credit"
		}
		dv.given("on_deal", on, "money", major(t.earned), "", "")
		dv.given("limit", "So the deal pays", "money", major(t.paid), d.at.String(), "")
		dv.given("before", "Paid for it before this credit", "money", major(before), "", "")
		formula = "limit - before - earned"
	}
	dv.computed("amount", "Change", "money", major(change), formula, "")
	line.terms = dv.terms
	r.draft(line)
}

func (d *dealLimits) limitOf(part string) *config.Ratio {
	if part == "deal-cap" {
		return d.most
	}
	return d.least
}

// words say a limit: "Above the 100,000.00 USD of one deal".
func (d *dealLimits) words(part string, limit config.Ratio, currency string) string {
	of := "one deal"
	switch {
	case d.whole:
		of = "one whole deal"
	case d.related != nil:
		of = "one deal and those related to it"
	}
	side := "Above the most"
	if part == "deal-minimum" {
		side = "Made up to the least"
	}
	return fmt.Sprintf("%s of %s, %s", side, of, show(limit, "money", currency, 2))
}

// sentences say the limits.
func (d *dealLimits) sentences(say func(config.Ratio) string) (out []string) {
	of := "your credit of one deal"
	if d.whole {
		of = "one deal, before it is shared,"
	}
	if d.least != nil || d.most != nil {
		out = append(out, d.sentence(of, say))
	}
	if d.review != nil {
		out = append(out, d.review.sentences(of, say)...)
	}
	if d.related != nil {
		out = append(out, d.related.sentence())
	}
	return out
}

// sentence says the least and the most.
func (d *dealLimits) sentence(of string, say func(config.Ratio) string) string {
	switch {
	case d.least == nil:
		return fmt.Sprintf("%s pays at most %s; its reversals together take back no more than was paid.", upperFirst(of), say(*d.most))
	case d.most == nil:
		return fmt.Sprintf("%s pays at least %s; its reversals together take back what was paid.", upperFirst(of), say(*d.least))
	}
	return fmt.Sprintf("%s pays at least %s and at most %s; its reversals together take back what was paid.", upperFirst(of), say(*d.least), say(*d.most))
}

// upperFirst makes words the beginning of a sentence.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
