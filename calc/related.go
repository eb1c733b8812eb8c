package calc

import (
	"fmt"
	"maps"
	"strconv"
	"strings"

	"attain/config"
)

// related makes deals of one customer that were sold within some days one deal for at_most and for reviews, so that a large
// one cannot be written as several small ones:
//
//	related: {by: account_id, within: 30 days, counted_from: first_deal, across_windows: apart}
//
// counted_from says from which deal the days are counted: first_deal, those that follow the first of them by at most so
// many days; deal_before, also those that follow one another. The day itself is 0, the last one counts. Deals of 1 and 21
// September and 11 October within 30 days: from the first, the first two are one deal and the third another; from the deal
// before, all three are one.
//
// 4,000 and 3,000 at 10 % with at_most: 500: apart they pay 400.00 + 300.00, related 400.00 + 100.00.
//
// It looks at one pay window: deals of an earlier window are paid and reckoned, and what they pay cannot wait for a later
// one. across_windows: apart says so where it is read; there is no other answer. A deal keeps its own further credits and
// reversals wherever they lie in the window; a reversal of a deal of an earlier window is by itself, and so is a deal
// without a customer. Deals in two currencies are not joined.
type related struct {
	within int64 // days
	chain  bool  // counted from the deal before
}

// readRelated reads related of per_deal; nil without it.
func (c *compiler) readRelated(r *config.Reader, d *dealLimits) *related {
	n := r.Child("related")
	if n == nil {
		return nil
	}
	rr := n.ReadAs(c.ps, "related")
	out := &related{within: c.readDays(rr, "within")}
	rr.Choice("by", "", "account_id")
	out.chain = rr.Choice("counted_from", "", "first_deal", "deal_before") == "deal_before"
	if rr.Has("across_windows") {
		rr.Choice("across_windows", "", "apart")
	} else {
		rr.TextOr("across_windows", "")
		c.ps.Addf(n.Place(), "related joins the deals of one pay window (the plan pays %s); deals of one customer in two windows stay two deals. Write across_windows: apart to say that is known", c.plan.Pays)
	}
	rr.Done()
	switch {
	case d.least != nil:
		c.ps.Addf(n.Place(), "related joins deals, and at_least is for each of them; leave one of them out").Notef(r.At("at_least"), "at_least is here")
	case d.most == nil && d.review == nil:
		c.ps.Addf(n.Place(), "related makes several deals one for at_most, review_above and review_value_above, and there is none of them; write one, or leave related out")
	case d.whole:
		c.ps.Addf(n.Place(), "related joins deals that may be shared differently, so there is no whole of them; write of: own_share").Notef(r.At("of"), "of is here")
	}
	return out
}

// readDays reads a number of days above 0: 90 days.
func (c *compiler) readDays(r *config.Reader, key string) int64 {
	text := r.Text(key)
	number, unit, _ := strings.Cut(text, " ")
	days, err := strconv.ParseInt(number, 10, 32)
	if text != "" && (err != nil || days < 1 || unit != "days" && unit != "day") {
		c.ps.Addf(r.At(key), "%s: %q is no number of days; write it as 90 days", key, text)
	}
	return days
}

// relations are which deals of a window are one.
type relations struct {
	latest map[relatedKey]relation // by customer
	of     map[relatedKey]string   // by deal: the deal that stands for it
}

// relatedKey is a customer or a deal, of one type of credit and in one currency.
type relatedKey struct{ of, credit, currency string }

// relation is deals of one customer that are one: the deal that stands for them, and the day from which days are counted.
type relation struct {
	deal string
	from config.Day
}

func newRelations() relations {
	return relations{latest: map[relatedKey]relation{}, of: map[relatedKey]string{}}
}

func (l *relations) copied() relations {
	return relations{latest: maps.Clone(l.latest), of: maps.Clone(l.of)}
}

// join gives the deal that stands for a row's deal; the deal itself where nothing joins it. Rows come in the order of
// their days.
func (rel *related) join(l *relations, f *facts, row int) string {
	credit, currency := cloned(f.credit.Value(row)), cloned(f.currency.Value(row))
	deal := relatedKey{f.source.Value(row), credit, currency}
	if first, known := l.of[deal]; known {
		return first
	}
	if f.account.IsNull(row) || f.value.Value(row) <= 0 {
		return deal.of
	}
	deal.of = cloned(deal.of)
	customer, day := relatedKey{cloned(f.account.Value(row)), credit, currency}, f.dayOf(row)
	now, known := l.latest[customer]
	switch {
	case !known || int64(day-now.from) > rel.within:
		now = relation{deal.of, day}
	case rel.chain:
		now.from = day
	}
	l.latest[customer], l.of[deal] = now, now.deal
	return now.deal
}

// sentence says which deals are one.
func (rel *related) sentence() string {
	from := "the first of them"
	if rel.chain {
		from = "the one before"
	}
	return fmt.Sprintf("For this, deals of one customer sold within %s of %s are one deal. Deals of two pay windows stay two deals, and so do deals in two currencies.",
		plural(rel.within, "day", "days"), from)
}
