package settle

import (
	"fmt"
	"strings"

	"attain/config"
)

// Said is what a settlement step says about itself, in a seller's words.
type Said struct {
	Title     string
	At        config.Position
	Sentences []string
	Floored   bool // it stops what is paid from being less than nothing
}

// Describe reads the steps back in the order they are done. money writes amounts of the plan.
func (s *Steps) Describe(money func(config.Ratio) string) []Said {
	var out []Said
	if s.Holdback != nil {
		out = append(out, s.Holdback.describe())
	}
	if s.Clawback != nil {
		out = append(out, s.Clawback.describe())
	}
	if s.LeavePay != nil {
		out = append(out, s.LeavePay.describe(money))
	}
	if r := s.Recovery; r != nil {
		out = append(out, Said{Title: "Overpayments", At: r.at, Sentences: []string{fmt.Sprintf("If you were paid too much by mistake, it is taken back from at most %s of what is to be paid, from every component.", percent(r.share))}})
	}
	if s.Draw != nil {
		out = append(out, s.Draw.describe(money))
	}
	if f := s.PaymentFloor; f != nil {
		said := Said{Title: "Payment floor", At: f.at, Floored: true}
		said.Sentences = []string{fmt.Sprintf("No payment of a pay period is below %s.", money(f.amount))}
		if f.recoverable {
			said.Sentences = append(said.Sentences, "What was missing to it is taken from later pay.")
		}
		out = append(out, said)
	} else if s.Any {
		how := "If a pay period comes to less than nothing, you are paid nothing, and the rest is taken from later pay."
		if s.NegativePay == paidBelow {
			how = "If a pay period comes to less than nothing, it is deducted from your salary."
		}
		out = append(out, Said{Title: "Pay below nothing", Sentences: []string{how}, Floored: s.NegativePay != paidBelow})
	}
	return out
}

func (h *Holdback) describe() Said {
	out := Said{Title: "Holdback", At: h.at}
	switch h.by {
	case byCash:
		out.Sentences = []string{"What you earn on a deal is paid as the customer pays: the share of the invoices that is paid is the share of your earning that is."}
		if h.nothingBilled == "released" {
			out.Sentences = append(out.Sentences, "A deal that is never billed is paid at once.")
		} else {
			out.Sentences = append(out.Sentences, "A deal that was not billed waits.")
		}
	case byHand:
		out.Sentences = []string{"What you earn on a deal is held until it is released by hand."}
	default:
		var parts []string
		for _, p := range h.parts {
			parts = append(parts, percent(p.share)+" "+p.when())
		}
		out.Sentences = []string{"What you earn on a deal is paid in parts: " + strings.Join(parts, ", ") + "."}
	}
	if len(h.components) > 0 {
		out.Sentences = append(out.Sentences, "This is so for "+strings.Join(h.components, ", ")+".")
	}
	return out
}

func (p *partOf) when() string {
	switch {
	case p.milestone != "":
		return "when " + words(p.milestone) + " is reached"
	case p.on != 0:
		return "on " + p.on.String()
	case p.after.n == 0:
		return "at once"
	}
	return "after " + p.after.String()
}

func (c *Clawback) describe() Said {
	out := Said{Title: "Clawback", At: c.at}
	events := strings.Join(c.on, " or ")
	switch {
	case c.rate == "none":
		out.Sentences = []string{fmt.Sprintf("If a deal is %s, what you were paid for it stays yours.", events)}
		return out
	case c.schedule == "stepped":
		var parts []string
		for _, s := range c.stretches {
			parts = append(parts, fmt.Sprintf("%s within %s", percent(s.share), s.within))
		}
		out.Sentences = []string{fmt.Sprintf("If a deal is %s, part of what you were paid for it is taken back: %s, counted from the day it %s.", events, strings.Join(parts, ", "), c.from())}
	case c.schedule == "full":
		out.Sentences = []string{fmt.Sprintf("If a deal is %s within %s of the day it %s, what you were paid for it is taken back.", events, c.stretches[0].within, c.from())}
	default:
		out.Sentences = []string{fmt.Sprintf("If a deal is %s within %s of the day it %s, the share of it is taken back that the contract still had to run.", events, c.stretches[0].within, c.from())}
	}
	if c.rate == "recompute" {
		out.Sentences = append(out.Sentences, "What is taken back is the difference it makes to everything your rates paid.")
	}
	out.Sentences = append(out.Sentences, "Never more is taken back than was paid.")
	if c.instalments > 1 {
		out.Sentences = append(out.Sentences, fmt.Sprintf("It is taken in %d pay periods.", c.instalments))
	}
	return out
}

func (c *Clawback) from() string {
	return map[string]string{"closed": "was closed", "start": "began", "invoiced": "was invoiced"}[c.countedFrom]
}

func (d *Draw) describe(money func(config.Ratio) string) Said {
	out := Said{Title: "Draw", At: d.at}
	amount := money(d.amount)
	out.Sentences = []string{map[string]string{
		kindTopUp:     fmt.Sprintf("When you earn less than %s in a pay period, your pay is made up to it.", amount),
		kindAdvance:   fmt.Sprintf("%s is paid when a pay period begins and set against what you earn in it.", amount),
		kindOnRequest: fmt.Sprintf("You may ask for up to %s in a pay period beside what you earn.", amount),
	}[d.kind]}
	switch d.recoverable {
	case "no":
		out.Sentences = append(out.Sentences, "It is not paid back.")
		return out
	case "until_the_end":
		out.Sentences = append(out.Sentences, fmt.Sprintf("It is earned back with %s of what you earn above it; what is still owed when it ends is forgiven.", percent(d.share)))
	default:
		out.Sentences = append(out.Sentences, fmt.Sprintf("It is earned back with %s of what you earn above it.", percent(d.share)))
	}
	if d.mostOwed != nil {
		out.Sentences = append(out.Sentences, fmt.Sprintf("No more than %s may be owed.", money(*d.mostOwed)))
	}
	out.Sentences = append(out.Sentences, map[string]string{
		"carry": "What is owed at the end of the year stays owed.", "forgive": "What is owed at the end of the year is forgiven.",
		"reset": "At the end of the year all that is owed is forgiven, and so is pay below nothing.",
	}[d.yearEnd])
	return out
}

// String writes 90 days, 1 month, 2 pay periods.
func (s span) String() string {
	unit := words(s.unit)
	if s.n == 1 {
		unit = strings.TrimSuffix(unit, "s")
	}
	return fmt.Sprintf("%d %s", s.n, unit)
}

func words(name string) string { return strings.ReplaceAll(name, "_", " ") }

func percent(share config.Ratio) string { return share.Mul(config.Whole(100)).String() + " %" }
