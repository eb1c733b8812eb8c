package calc

import (
	"strings"

	"attain/config"
)

// A percent sign that is missing makes a number a hundred times what was meant, and nothing else looks wrong: at: 80 is
// 8,000 % of a quota, rate: 8 pays eight times the deal. Where a number stands for a percentage, one without the sign
// that is larger than anybody means is an error that gives both readings. Where it stands for an amount or a count, a
// percent sign is one.

// mostBare is the largest number without a percent sign that is taken for a share: 2 is 200 %.
var mostBare = config.Whole(2)

// mostTimes is the largest factor without a percent sign: times: 1.25 and times: 3 are meant, times: 125 is 125 %.
var mostTimes = config.Whole(10)

// checkBare refuses a number without a percent sign that stands for a share and is larger than most.
func (c *compiler) checkBare(key string, n *config.Node, most config.Ratio) {
	v, bare := bareNumber(n)
	if !bare || v.Cmp(most) <= 0 {
		return
	}
	c.ps.Addf(n.Place(), "%s: %s without a percent sign is %s; write %s%%, or %s if that is meant", key, n.Text, percent(v), n.Text, unspaced(percent(v)))
}

// bareNumber gives the number of a text without a percent sign; false for everything else.
func bareNumber(n *config.Node) (config.Ratio, bool) {
	if n == nil || n.Kind != config.Text || strings.HasSuffix(n.Text, "%") {
		return config.Ratio{}, false
	}
	return n.Number(&config.Problems{})
}

func unspaced(s string) string { return strings.ReplaceAll(s, " ", "") }

// checkReached looks at a result a plan names, in the unit of what it is a result of: a percentage of a KPI that is one,
// and a plain number of money, days, points or a count.
func (c *compiler) checkReached(key string, n *config.Node, unit string) {
	switch unit {
	case "", "number":
	case "percent":
		c.checkBare(key, n, mostBare)
	default:
		if n == nil || n.Kind != config.Text || !strings.HasSuffix(n.Text, "%") {
			return
		}
		c.ps.Addf(n.Place(), "%s: %s is a percentage, and the result is none (%s); write %s", key, n.Text, unit, strings.TrimSpace(strings.TrimSuffix(n.Text, "%")))
	}
}

// checkLimit looks at a limit of tiers: a percentage by attainment, a plain number by amount and by units.
func (c *compiler) checkLimit(key string, n *config.Node, by string) {
	switch _, bare := bareNumber(n); {
	case by == "attainment":
		c.checkBare(key, n, mostBare)
	case by != "" && !bare && n.Kind == config.Text && strings.HasSuffix(n.Text, "%"):
		c.ps.Addf(n.Place(), "%s: %s is a percentage, and these tiers go by %s; write by: attainment, or a limit that is a plain number", key, n.Text, by)
	}
}

// checkShares refuses rate: 8 on money, which would be 800 %, wherever a rate may stand: by itself, in a tier, in a row of
// a table or as the rate others are multiples of; and a multiple that nobody means.
func (c *compiler) checkShares(n *config.Node, m *pricing) {
	if n == nil || n.Kind != config.Mapping {
		return
	}
	for _, key := range []string{"rate", "base_rate"} {
		v, bare := bareNumber(n.Get(key))
		if m.paidOn != nil && !m.perUnit && bare && config.Whole(1).Less(v) {
			text := n.Get(key).Text
			c.ps.Addf(n.Get(key).Place(), "%s: %s would pay more than the deal, %s times its amount; write %s%%, or %s if that is meant", key, text, text, text, unspaced(percent(v)))
		}
	}
	c.checkBare("times", n.Get("times"), mostTimes)
	c.checkShares(n.Get("tiers"), m)
	if rows := n.Get("rates"); rows != nil && rows.Kind == config.List {
		for _, row := range rows.Items {
			c.checkShares(row, m)
		}
	}
}
