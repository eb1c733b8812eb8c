package calc

import (
	"fmt"
	"slices"

	"attain/config"
)

// payRate is one rate as a plan writes it, in one of four ways:
//
//	rate: 8%           a share of what is credited; on a measure that counts, money for each unit
//	times: 1.25        so many times the base rate
//	pays: 1_000        money for the whole tier, earned in proportion to the part of it that was walked: a tier from
//	                   0 to 25,000 that pays 1,000 is a rate of 4 %, so 12,000 earn 480.00
//	rate: {formula:…}  a formula over the deal; see rateFormula
type payRate struct {
	value   config.Ratio
	times   *config.Ratio
	pays    *config.Ratio
	formula *rateFormula
	pos     config.Position
	place   string // pos, as text
}

// readPayRate reads the rate of a mapping that may have other keys too, written under one of keys: rateKeys or some of
// them. base is what times: multiplies, nil for none.
func (c *compiler) readPayRate(n *config.Node, r *config.Reader, base *baseRate, keys ...string) payRate {
	out := payRate{pos: n.Place(), place: n.Place().String()}
	if child := r.Child("rate"); child != nil && child.Kind == config.Mapping {
		out.formula = c.readRateFormula(child)
	} else if c.onlyOneRate(r, keys) == "" {
		out.value = r.Ratio("rate")
	}
	if slices.Contains(keys, "pays") && r.Has("pays") {
		v := r.Ratio("pays")
		out.pays = &v
	}
	if r.Has("times") {
		v := r.Ratio("times")
		out.times = &v
		if base == nil && !r.Has("rate") {
			c.ps.Addf(r.At("times"), "times: %s is so many times the base rate, and there is none; write base_rate: 6%% or base_rate: %s beside rates", v, incentivePerQuota)
		}
	}
	return out
}

// rateKeys are the words a rate is written under.
var rateKeys = []string{"rate", "times", "pays"}

// onlyOneRate wants at most one of the keys, and gives the first that is written, beside a rate that is a number.
func (c *compiler) onlyOneRate(r *config.Reader, keys []string) string {
	var said []string
	for _, key := range keys {
		if r.Has(key) {
			said = append(said, key)
		}
	}
	if len(said) > 1 {
		c.ps.Addf(r.At(said[1]), "%s and %s are both written; keep one", said[1], said[0])
	}
	if len(said) == 0 || said[0] == "rate" {
		return ""
	}
	return said[0]
}

// on gives the rate where the base rate and the width of its tier are known, in the same major units as pays.
func (p *payRate) on(base, width config.Ratio) config.Ratio {
	switch {
	case p.times != nil:
		return p.times.Mul(base)
	case p.pays != nil && width.Sign() > 0:
		return p.pays.Quo(width)
	}
	return p.value
}

// said tells what a rate that is no number of the plan comes of; "" for one that is.
func (p *payRate) said(width config.Ratio, currency string, units bool) string {
	if p.pays == nil {
		return ""
	}
	minor, _ := config.MinorOf(*p.pays, currency).Round(config.AwayFromZero)
	unit := "money"
	if units {
		unit = "count"
	}
	return fmt.Sprintf("%s for the whole tier ÷ %s", money(minor, currency), show(width, unit, currency, 2))
}
