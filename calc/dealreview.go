package calc

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"attain/config"
)

// dealReview holds a component while a windfall waits for somebody to look at it: a deal that pays more than review_above,
// or that is worth more than review_value_above, both in the plan's currency, until its key stands in reviewed. Exactly the
// limit is not above it. A reversal is looked at by its size, and a deal by all its credits in the pay window together.
//
// A deal of 2,000,000 at 10 % pays 200,000.00: above 100,000 of pay, above 1,000,000 of value, either holds it.
//
// What is looked at is what is paid, after at_least and at_most; of: whole_deal looks at the deal before it is shared, so
// that a half of it may pay half the limit. What is held is the component in the segment the deal is in, with all its rows;
// nothing of it is lost, and the next run after the deal is listed pays it.
type dealReview struct {
	pay, value     *config.Ratio // major units of the plan's currency; nil for no limit
	payAt, valueAt config.Position
	reviewed       []reviewedDeal
	at             config.Position // where reviewed is, or would be
}

// reviewedDeal is a deal that somebody has looked at.
type reviewedDeal struct {
	key, by, because string
	on               config.Day // 0 where nobody said
	at               config.Position
}

// readReview reads review_above, review_value_above and reviewed of per_deal; nil without a limit.
func (c *compiler) readReview(r *config.Reader, m *pricing, most *config.Ratio) *dealReview {
	v := &dealReview{at: r.At("reviewed")}
	limit := func(key string) (*config.Ratio, config.Position) {
		if !r.Has(key) {
			r.TextOr(key, "")
			return nil, config.Position{}
		}
		found, n := c.ps.Len(), r.Ratio(key)
		if n.Sign() <= 0 && c.ps.Len() == found {
			c.ps.Addf(r.At(key), "%s: %s is not above 0", key, asWritten(r, key))
		}
		return &n, r.At(key)
	}
	v.pay, v.payAt = limit("review_above")
	v.value, v.valueAt = limit("review_value_above")
	for _, n := range r.Items("reviewed") {
		v.read(c, n)
	}
	switch {
	case v.pay == nil && v.value == nil && len(v.reviewed) > 0:
		c.ps.Addf(v.at, "reviewed lists deals that were looked at, and none is held to be looked at; write review_above or review_value_above, or leave it out")
	case v.pay != nil && most != nil && most.Cmp(*v.pay) <= 0:
		c.ps.Addf(v.payAt, "review_above: no deal pays more than at_most %s, so none is ever above %s; write a smaller one, or review_value_above",
			asWritten(r, "at_most"), asWritten(r, "review_above")).Notef(r.At("at_most"), "at_most is here")
	case v.value != nil && m.paidOn != nil && m.perUnit:
		c.ps.Addf(v.valueAt, "review_value_above is an amount, and %s counts; write review_above, which is of what the deal pays", m.paidOn.Name)
	}
	if v.pay == nil && v.value == nil {
		return nil
	}
	return v
}

// read reads a deal of reviewed: its key, or {deal: D-1001, by: cfo@example.com, on: 2026-04-02, because: …}.
func (v *dealReview) read(c *compiler, n *config.Node) {
	d := reviewedDeal{at: n.Place()}
	if n.Kind == config.Mapping {
		r := n.ReadAs(c.ps, "a reviewed deal")
		d.key, d.by, d.on, d.because = r.Text("deal"), r.TextOr("by", ""), r.DayOr("on", 0), r.TextOr("because", "")
		r.Done()
	} else {
		d.key = n.Scalar(c.ps)
	}
	for _, had := range v.reviewed {
		if had.key == d.key && d.key != "" {
			c.ps.Addf(d.at, "deal %s is listed twice", d.key).Notef(had.at, "it is here too")
		}
	}
	v.reviewed = append(v.reviewed, d)
}

// wholes says whether the limits are of whole deals' values, which the measure may have beside the credit.
func (d *dealLimits) wholes() bool {
	return d != nil && d.whole && d.review != nil && d.review.value != nil
}

// looked is what a review looks at in a deal.
type looked struct {
	called  string
	value   config.Ratio // minor units of the plan's currency, with of: whole_deal of the whole deal
	unit    config.Ratio // what turns major units of the plan's currency into minor units of pay
	segment int32        // the one its last credit is in
	members []string     // the keys of the deals that are one, in order
}

// look adds a credit to what is looked at in its deal.
func (d *dealLimits) look(m *pricing, o *drafting, t *looked, unit config.Ratio) {
	f, row := o.facts, o.row
	value := o.value
	if share := f.share(row); d.whole && m.of == config.OfPerson && share.Sign() > 0 {
		value = value.Quo(share)
		if credit := config.Whole(f.value.Value(row)); m.whole > 0 && credit.Sign() != 0 {
			if whole, ok := f.input(row, m.whole-1); ok {
				value = whole.Mul(o.value.Quo(credit))
			}
		}
	}
	if t.called == "" {
		t.called = cloned(f.named(row))
	}
	if source := f.source.Value(row); !slices.Contains(t.members, source) {
		t.members = append(slices.Clip(t.members), cloned(source))
	}
	t.value, t.unit, t.segment = t.value.Add(value), unit, o.cell.seg.Number
}

// toReview says which deals of a cell are to be looked at, and what to do; "" for none.
func (d *dealLimits) toReview(r *runner, m *pricing, c *cell) string {
	deals := r.limited.of(c)
	keys := slices.SortedFunc(maps.Keys(deals), func(a, b limitedKey) int {
		return cmp.Or(strings.Compare(a.source, b.source), strings.Compare(a.credit, b.credit), strings.Compare(a.currency, b.currency))
	})
	var why, names []string
	for _, key := range keys {
		t := deals[key]
		missing := d.review.notReviewed(t.members)
		if t.segment != c.seg.Number || len(missing) == 0 {
			continue
		}
		if above := d.above(r, m, c, &t); above != "" {
			why = append(why, t.said()+" "+above)
			names = append(names, missing...)
		}
	}
	slices.Sort(names)
	names = slices.Compact(names)
	if len(names) == 0 {
		return ""
	}
	if most := 3; len(why) > most {
		why = append(why[:most], plural(int64(len(why)-most), "deal more is above a limit", "deals more are above a limit"))
	}
	it := "it"
	if len(names) > 1 {
		it = "them"
	}
	return fmt.Sprintf("%s; somebody has to look at %s, and then list %s under per_deal, reviewed: [%s] (%s)", strings.Join(why, "; "), it, it, strings.Join(written(names), ", "), d.review.at)
}

// plainKey is a key that needs no quotes in a plan.
var plainKey = regexp.MustCompile(`^[A-Za-z][A-Za-z_-]*[0-9][A-Za-z0-9_-]*$`)

// written are keys as a plan has them: D-1001, "007".
func written(keys []string) []string {
	out := slices.Clone(keys)
	for i, key := range out {
		if !plainKey.MatchString(key) {
			out[i] = strconv.Quote(key)
		}
	}
	return out
}

// notReviewed are those of some deals nobody has looked at.
func (v *dealReview) notReviewed(deals []string) (out []string) {
	for _, key := range deals {
		if !slices.ContainsFunc(v.reviewed, func(d reviewedDeal) bool { return d.key == key }) {
			out = append(out, key)
		}
	}
	return out
}

// said names a deal: "D-1001 (Acme renewal)", and those that are one with it.
func (t *looked) said() string {
	name := t.members[0]
	if t.called != name {
		name += " (" + t.called + ")"
	}
	if more := t.members[1:]; len(more) > 0 {
		name += " with " + strings.Join(more, ", ") + " of the same customer"
	}
	return name
}

// above says by what a deal is above a limit; "" where it is not.
func (d *dealLimits) above(r *runner, m *pricing, c *cell, t *limitedDeal) string {
	share, of := config.Whole(1), ""
	if d.whole {
		share = t.share
	}
	if share.Cmp(config.Whole(1)) != 0 {
		of = " for " + percent(share) + " of a deal"
	}
	if v := d.review; v.pay != nil {
		limit := v.pay.Mul(t.unit).Mul(share)
		if paid := config.Whole(t.paid); limit.Less(paid.Abs()) {
			most, _ := limit.Round(c.sheet.plan.Conventions.Halves)
			pays := "pays"
			if t.paid < 0 {
				pays = "takes back"
			}
			size, _ := paid.Abs().Round(config.AwayFromZero)
			return fmt.Sprintf("%s %s, above %s%s", pays, money(size, c.currency()), money(most, c.currency()), of)
		}
	}
	if v := d.review; v.value != nil {
		currency, value := r.planCurrency(c), t.value.Abs()
		if m.of != config.OfPerson && d.whole && share.Sign() > 0 {
			value = value.Quo(share)
		}
		if value = config.MajorOf(value, currency); v.value.Less(value) {
			return fmt.Sprintf("is worth %s, above %s", show(value, "money", currency, 2), show(*v.value, "money", currency, 2))
		}
	}
	return ""
}

// exampleNote says of an example's deal that it would be held; share is the participant's of the deal.
func (d *dealLimits) exampleNote(deal config.Ratio, paid int64, unit, share config.Ratio) string {
	v := d.review
	if v == nil {
		return ""
	}
	value := deal.Abs()
	if d.whole {
		value = value.Quo(share)
	}
	if v.pay != nil && v.pay.Mul(unit).Mul(share).Less(config.Whole(paid).Abs()) || v.value != nil && v.value.Less(value) {
		return " (once somebody has looked at the deal)"
	}
	return ""
}

// sentences say when a deal is held, and which were looked at.
func (v *dealReview) sentences(of string, say func(config.Ratio) string) []string {
	var when []string
	if v.pay != nil {
		when = append(when, "pays more than "+say(*v.pay))
	}
	if v.value != nil {
		when = append(when, "is worth more than "+say(*v.value))
	}
	out := []string{fmt.Sprintf("When %s %s, sold or taken back, this part is held until somebody has looked at the deal.", of, strings.Join(when, " or "))}
	var passed []string
	for _, d := range v.reviewed {
		who := d.by
		if d.on != 0 {
			who = strings.TrimSpace(who + " on " + d.on.String())
		}
		if d.key != "" && who != "" {
			who = " (" + who + ")"
		}
		passed = append(passed, d.key+who)
	}
	if len(passed) > 0 {
		out = append(out, "Looked at: "+strings.Join(passed, ", ")+".")
	}
	return out
}
