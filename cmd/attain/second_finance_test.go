package main

import (
	"math/big"
	"slices"

	"attain/config"
)

// invoice is one that left the house; amounts are in dollars.
type invoice struct {
	account, product, status string
	day, due                 config.Day
	net, gross               *big.Rat
	credited, paid           *big.Rat // by the day the run looks from
	isCorrected              bool
}

// isRevenue says whether it is neither void nor written off.
func (i *invoice) isRevenue() bool { return i.status == "paid" || i.status == "open" }

// money is an amount of an invoice on a day.
type money struct {
	invoice string
	day     config.Day
	dollars *big.Rat
	reason  string
}

func cents(o map[string]any, field string) *big.Rat {
	return times(big.NewRat(whole64(o[field]), 100), rateOf(o["currency"].(string)))
}

func (s *second) creditNotes() []money {
	var out []money
	for _, o := range s.raw.jsonLines("stripe/credit_notes.jsonl") {
		if o["status"] == "issued" {
			reason, _ := o["reason"].(string)
			out = append(out, money{o["invoice"].(string), epochDay(o["created"]), cents(o, "amount"), reason})
		}
	}
	return out
}

func (s *second) payments() []money {
	var out []money
	for _, o := range s.raw.jsonLines("stripe/charges.jsonl") {
		if o["status"] == "succeeded" {
			out = append(out, money{invoice: o["invoice"].(string), day: epochDay(o["created"]), dollars: cents(o, "amount")})
		}
	}
	return out
}

// errorReasons are why a credit note says that an invoice was wrong.
var errorReasons = []string{"duplicate", "fraudulent", "product_unsatisfactory"}

func (s *second) invoices() map[string]*invoice {
	out := map[string]*invoice{}
	for _, o := range s.raw.jsonLines("stripe/invoices.jsonl") {
		status, _ := o["status"].(string)
		if status == "draft" {
			continue
		}
		gross := cents(o, "total")
		i := &invoice{
			account: accountOf(o), product: metadata(o, "product_id"), status: status, day: epochDay(o["created"]), due: epochDay(o["due_date"]),
			net: minus(gross, cents(o, "tax")), gross: gross, credited: new(big.Rat), paid: new(big.Rat),
			isCorrected: s.happened(metadata(o, "corrected_on")),
		}
		out[o["id"].(string)] = i
	}
	for _, c := range s.creditNotes() {
		if i := out[c.invoice]; i != nil && c.day <= s.asOf {
			i.credited.Add(i.credited, c.dollars)
			i.isCorrected = i.isCorrected || slices.Contains(errorReasons, c.reason)
		}
	}
	for _, p := range s.payments() {
		if i := out[p.invoice]; i != nil && p.day <= s.asOf {
			i.paid.Add(i.paid, p.dollars)
		}
	}
	return out
}

// ofAccount makes a fact of an amount of an account, for whoever looks after it.
func (s *second) ofAccount(i *invoice, day config.Day, v *big.Rat) fact {
	of := s.accounts[i.account]
	return fact{day: day, person: of.manager, account: i.account, territory: of.territory, product: i.product, value: v}
}

// perInvoice makes a fact of every invoice that has a value.
func perInvoice(day func(*invoice) config.Day, value func(*invoice) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, i := range s.invoices() {
			if v := value(i); v != nil && day(i) != 0 {
				out = append(out, s.ofAccount(i, day(i), v))
			}
		}
		return out
	}
}

func invoicedOn(i *invoice) config.Day { return i.day }
func dueOn(i *invoice) config.Day      { return i.due }

// billed are invoices that are revenue, and credit notes below zero.
func billed(value func(*invoice) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		out := perInvoice(invoicedOn, func(i *invoice) *big.Rat { return onlyIf(i.isRevenue(), value(i)) })(s)
		invoices := s.invoices()
		for _, c := range s.creditNotes() {
			if i := invoices[c.invoice]; i != nil && i.isRevenue() {
				out = append(out, s.ofAccount(i, c.day, new(big.Rat).Neg(c.dollars)))
			}
		}
		return out
	}
}

var billings = billed(func(i *invoice) *big.Rat { return i.gross })

// dueAmount is what an invoice comes to less what was credited of it.
func (i *invoice) dueAmount() *big.Rat { return minus(i.gross, i.credited) }

var financeMeasures = map[string]secondMeasure{
	"revenue":  billed(func(i *invoice) *big.Rat { return i.net }),
	"billings": billings,
	"receivables": func(s *second) []fact {
		out := billings(s)
		invoices := s.invoices()
		for _, p := range s.payments() {
			if i := invoices[p.invoice]; i != nil && i.isRevenue() {
				out = append(out, s.ofAccount(i, p.day, new(big.Rat).Neg(p.dollars)))
			}
		}
		return out
	},
	"due": perInvoice(dueOn, func(i *invoice) *big.Rat { return onlyIf(i.isRevenue(), i.dueAmount()) }),
	"collected": perInvoice(dueOn, func(i *invoice) *big.Rat {
		if due := i.dueAmount(); i.paid.Cmp(due) > 0 {
			return onlyIf(i.isRevenue(), due)
		}
		return onlyIf(i.isRevenue(), i.paid)
	}),
	"invoices":           perInvoice(invoicedOn, func(*invoice) *big.Rat { return one }),
	"invoices corrected": perInvoice(invoicedOn, func(i *invoice) *big.Rat { return onlyIf(i.isCorrected, one) }),
	"rewards":            rewards(func(*second, record) bool { return true }),
	"rewards redeemed":   rewards(func(s *second, r record) bool { return s.happened(r["redeemed_on"]) }),
	"invited":            invited(func(*second, record) bool { return true }),
	"joined":             invited(func(s *second, r record) bool { return s.happened(r["joined_on"]) }),
}

func rewards(counts func(*second, record) bool) secondMeasure {
	return rowsOf("operations/rewards.csv", "distributed_on", counts)
}

func invited(counts func(*second, record) bool) secondMeasure {
	return rowsOf("operations/referrals.csv", "eligible_on", counts)
}

// rowsOf counts a file's rows by a day.
func rowsOf(pattern, day string, counts func(*second, record) bool) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, r := range s.raw.csv(pattern) {
			if counts(s, r) {
				out = append(out, fact{day: dayIn(r[day]), value: one})
			}
		}
		return out
	}
}

func grossMargin(s *second, a about) *big.Rat {
	revenue := s.flow(a, "revenue")
	return quotient(minus(revenue, s.flow(a, "cost of revenue")), revenue)
}

func cac(s *second, a about) *big.Rat {
	return quotient(s.flow(a, "cost of winning"), s.flow(a, "new customers"))
}

func ltv(s *second, a about) *big.Rat {
	return quotient(times(times(arpa(s, a), grossMargin(s, a)), a.months()), churnRate(s, a))
}

// payback divides by what comes back a month; nothing or less never pays back, which is no number.
func payback(cost, monthly *big.Rat) *big.Rat {
	if monthly == nil || monthly.Sign() <= 0 {
		return nil
	}
	return quotient(cost, monthly)
}

var financeKPIs = map[string]secondKPI{
	"gross_margin": grossMargin,
	"cac":          cac,
	"ltv":          ltv,
	"ltv_to_cac":   func(s *second, a about) *big.Rat { return quotient(ltv(s, a), cac(s, a)) },
	"cac_payback": func(s *second, a about) *big.Rat {
		return payback(cac(s, a), times(grossMargin(s, a), quotient(s.flow(a, "new mrr"), s.flow(a, "new customers"))))
	},
	"cac_payback_by_cohort": func(s *second, a about) *big.Rat {
		return payback(s.flow(a, "cost of winning"), times(grossMargin(s, a), s.flow(a, "what new customers pay now")))
	},
	"dso": func(s *second, a about) *big.Rat {
		return times(quotient(s.atEnd(a, "receivables"), s.flow(a, "billings")), big.NewRat(int64(a.Days()), 1))
	},
	"collected_share": share("collected", "due"),
	"billing_accuracy": func(s *second, a about) *big.Rat {
		all := s.flow(a, "invoices")
		return quotient(minus(all, s.flow(a, "invoices corrected")), all)
	},
	"redemption_rate":        share("rewards redeemed", "rewards"),
	"referral_participation": share("joined", "invited"),
}
