package calc

import (
	"fmt"
	"strings"

	"attain/config"
)

// dealLimits are the least and the most one deal pays:
//
//	amount = min(max(earned, at_least), at_most)     by a line beside the deal's: deal-minimum or deal-cap
//
// A credit of 100.00 at 5 % earns 5.00 and a minimum of 10.00 adds a line of 5.00. A reversal is looked at the other way
// round, so that it takes back what the deal it undoes was paid: at least the minimum, at most the cap.
//
// of: own_share looks at the participant's own credit; of: whole_deal at the deal before it is shared, so that a share of
// one half has half the minimum and half the cap. A deal of which a participant has two credits, a split and an overlay,
// is looked at credit by credit.
type dealLimits struct {
	least, most *config.Ratio // major units of the plan's currency
	whole       bool
	at          config.Position
}

// readPerDeal reads per_deal: {at_least: 10, at_most: 100_000, of: own_share}.
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
	pr.Done()
	switch {
	case d.least == nil && d.most == nil:
		c.ps.Addf(n.Place(), "per_deal has neither at_least nor at_most; write what one deal pays at least or at most, such as at_most: 100_000")
	case d.least != nil && d.most != nil && d.most.Less(*d.least):
		c.ps.Addf(pr.At("at_most"), "at_most %s is below at_least %s", asWritten(pr, "at_most"), asWritten(pr, "at_least"))
	}
	if m.isTop() && !m.alone() {
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

// limit writes the line of a deal that earned less than the least or more than the most. A deal of nothing has neither.
func (d *dealLimits) limit(r *runner, m *pricing, o *drafting, amounts []int64) {
	sign := config.Whole(o.facts.value.Value(o.row)).Sign()
	if sign == 0 {
		return
	}
	var earned int64
	for _, a := range amounts {
		earned += a
	}
	unit := o.pay
	if !m.perUnit {
		unit = config.MinorOf(o.pay, r.planCurrency(o.cell))
	}
	share := config.Whole(1)
	if d.whole {
		share = o.facts.share(o.row)
	}
	paid, part := d.limited(earned, sign, unit.Mul(share), o.cell.sheet.plan.Conventions.Halves)
	if paid == earned {
		return
	}
	limit := *d.limitOf(part)
	currency := o.cell.currency()
	change := paid - earned
	line := o.line(r, m)
	line.part, line.amount, line.at, line.unit = part, change, d.at, "money"
	line.basis, line.rate = config.Whole(change).Abs(), config.Whole(int64(config.Whole(change).Sign()))
	line.label = fmt.Sprintf("%s: %s", d.words(part, limit, r.amountCurrency(o.cell)), line.label)
	dv := &derivation{currency: currency}
	dv.given("earned", "Earned on the deal", "money", config.MajorOf(config.Whole(earned), currency), "", "")
	dv.given("limit", "Paid for the deal", "money", config.MajorOf(config.Whole(paid), currency), d.at.String(), "")
	dv.computed("amount", "Change", "money", config.MajorOf(config.Whole(change), currency), "limit - earned", "")
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
	if d.whole {
		of = "one whole deal"
	}
	side := "Above the most"
	if part == "deal-minimum" {
		side = "Made up to the least"
	}
	return fmt.Sprintf("%s of %s, %s", side, of, show(limit, "money", currency, 2))
}

// sentence says the limits.
func (d *dealLimits) sentence(say func(config.Ratio) string) string {
	of := "your credit of one deal"
	if d.whole {
		of = "one deal, before it is shared,"
	}
	switch {
	case d.least == nil:
		return fmt.Sprintf("%s pays at most %s; a reversal takes back at most as much.", upperFirst(of), say(*d.most))
	case d.most == nil:
		return fmt.Sprintf("%s pays at least %s; a reversal takes back at least as much.", upperFirst(of), say(*d.least))
	}
	return fmt.Sprintf("%s pays at least %s and at most %s; a reversal takes back the same.", upperFirst(of), say(*d.least), say(*d.most))
}

// upperFirst makes words the beginning of a sentence.
func upperFirst(s string) string { return strings.ToUpper(s[:1]) + s[1:] }
