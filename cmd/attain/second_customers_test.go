package main

import (
	"encoding/json"
	"math/big"
	"sort"

	"attain/config"
)

// customer is what an account says of itself.
type customer struct {
	manager   string // who looks after it
	territory string
}

func (s *second) readAccounts() {
	s.accounts = map[string]customer{}
	for _, a := range s.raw.csv("salesforce/Account.csv") {
		if a["IsDeleted"] != "true" {
			s.accounts[a["Id"]] = customer{s.user(a["Customer_Success_Manager__c"]), a["Territory__c"]}
		}
	}
}

// movement is a day on which an account's monthly recurring revenue changed; amounts are in dollars.
type movement struct {
	account        string
	day            config.Day
	opening, close *big.Rat
	isFirst        bool
	since          config.Day // when the stretch as a customer that it changes began
}

// movements follows every account's subscriptions: what they come to when a day ends, against the day before.
func (s *second) movements() []movement {
	type version struct {
		subscription string
		at           int64
		day          config.Day
		monthly      *big.Rat
	}
	byAccount := map[string][]version{}
	for _, o := range s.raw.jsonLines("stripe/subscriptions.jsonl") {
		at := whole64(o["effective_at"])
		v := version{o["id"].(string), at, epochDay(o["effective_at"]), new(big.Rat)}
		if o["status"] != "canceled" {
			v.monthly = monthlyPrice(o)
		}
		account := accountOf(o)
		byAccount[account] = append(byAccount[account], v)
	}
	var out []movement
	for account, versions := range byAccount {
		sort.Slice(versions, func(i, j int) bool { return versions[i].at < versions[j].at })
		pays := map[string]*big.Rat{}
		before, first, since := new(big.Rat), true, config.Day(0)
		for i, v := range versions {
			pays[v.subscription] = v.monthly
			if i+1 < len(versions) && versions[i+1].day == v.day {
				continue
			}
			now := new(big.Rat)
			for _, p := range pays {
				now.Add(now, p)
			}
			if now.Cmp(before) == 0 {
				continue
			}
			if before.Sign() == 0 {
				since = v.day
			}
			out = append(out, movement{account, v.day, before, now, first, since})
			before, first = now, false
		}
	}
	return out
}

// monthlyPrice is what a subscription's items come to a month in dollars: to the cent, once.
func monthlyPrice(subscription map[string]any) *big.Rat {
	cents := new(big.Rat)
	for _, item := range subscription["items"].(map[string]any)["data"].([]any) {
		item := item.(map[string]any)
		price := item["price"].(map[string]any)
		each := big.NewRat(whole64(price["unit_amount"])*whole64(item["quantity"]), 1)
		recurs := price["recurring"].(map[string]any)
		months := whole64(recurs["interval_count"])
		if recurs["interval"] == "year" {
			months *= 12
		}
		cents.Add(cents, each.Quo(each, big.NewRat(months, 1)))
	}
	return times(toCents(cents), rateOf(subscription["currency"].(string)))
}

// toCents rounds a number of cents half away from zero and gives the amount.
func toCents(cents *big.Rat) *big.Rat {
	out, _ := new(big.Rat).SetString(cents.FloatString(0)) // FloatString rounds halves away from zero
	return out.Quo(out, big.NewRat(100, 1))
}

func whole64(v any) int64 {
	n, is := v.(json.Number)
	if !is {
		return 0
	}
	i, _ := n.Int64() // not a whole number: 0
	return i
}

func metadata(o map[string]any, key string) string {
	m, _ := o["metadata"].(map[string]any)
	v, _ := m[key].(string)
	return v
}

func accountOf(o map[string]any) string { return metadata(o, "account_id") }

// perMovement makes a fact of every movement that has a value, for whoever looks after the account.
func perMovement(value func(*movement) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, m := range s.movements() {
			if v := value(&m); v != nil {
				of := s.accounts[m.account]
				out = append(out, fact{day: m.day, person: of.manager, account: m.account, territory: of.territory, value: v, since: m.since})
			}
		}
		return out
	}
}

func (m *movement) came() bool { return m.opening.Sign() == 0 }
func (m *movement) left() bool { return m.close.Sign() == 0 }

var customerMeasures = map[string]secondMeasure{
	"mrr": perMovement(func(m *movement) *big.Rat { return minus(m.close, m.opening) }),
	"customers": perMovement(func(m *movement) *big.Rat {
		if m.came() {
			return one
		}
		return onlyIf(m.left(), big.NewRat(-1, 1))
	}),
	"expansion": perMovement(func(m *movement) *big.Rat {
		return onlyIf(!m.came() && m.close.Cmp(m.opening) > 0, minus(m.close, m.opening))
	}),
	"contraction": perMovement(func(m *movement) *big.Rat {
		return onlyIf(!m.left() && m.close.Cmp(m.opening) < 0, minus(m.opening, m.close))
	}),
	"churn":          perMovement(func(m *movement) *big.Rat { return onlyIf(m.left(), m.opening) }),
	"customers lost": perMovement(func(m *movement) *big.Rat { return onlyIf(m.left(), one) }),
	"new customers":  perMovement(func(m *movement) *big.Rat { return onlyIf(m.isFirst, one) }),
	"new mrr":        perMovement(func(m *movement) *big.Rat { return onlyIf(m.isFirst, m.close) }),
	"what new customers pay now": func(s *second) []fact {
		began, now := map[string]config.Day{}, map[string]*big.Rat{}
		for _, m := range s.movements() {
			if m.day > s.asOf {
				continue
			}
			if m.isFirst {
				began[m.account] = m.day
			}
			now[m.account] = m.close
		}
		var out []fact
		for account, day := range began {
			out = append(out, fact{day: day, value: now[account]})
		}
		return out
	},
}

// kept is what is left of what the customers of the window's first morning paid then, without what they added.
func (s *second) kept(a about) *big.Rat {
	return minus(minus(s.atStart(a, "mrr"), s.existing(a, "contraction")), s.existing(a, "churn"))
}

func churnRate(s *second, a about) *big.Rat {
	return quotient(s.existing(a, "churn"), s.atStart(a, "mrr"))
}

func arpa(s *second, a about) *big.Rat {
	return quotient(s.atEnd(a, "mrr"), s.atEnd(a, "customers"))
}

var aYear = big.NewRat(12, 1)

var customerKPIs = map[string]secondKPI{
	"arpa":       arpa,
	"churn_rate": churnRate,
	"retention_rate": func(s *second, a about) *big.Rat {
		churn := churnRate(s, a)
		if churn == nil {
			return nil
		}
		return minus(one, churn)
	},
	"logo_churn": func(s *second, a about) *big.Rat {
		return quotient(s.existing(a, "customers lost"), s.atStart(a, "customers"))
	},
	"grr": func(s *second, a about) *big.Rat {
		v := quotient(s.kept(a), s.atStart(a, "mrr"))
		if v != nil && v.Cmp(one) > 0 {
			return one
		}
		return v
	},
	"nrr": func(s *second, a about) *big.Rat {
		return quotient(new(big.Rat).Add(s.kept(a), s.existing(a, "expansion")), s.atStart(a, "mrr"))
	},
	"retained_arr":      func(s *second, a about) *big.Rat { return times(s.kept(a), aYear) },
	"expansion_mrr":     func(s *second, a about) *big.Rat { return s.existing(a, "expansion") },
	"expansion_arr":     func(s *second, a about) *big.Rat { return times(s.existing(a, "expansion"), aYear) },
	"new_customer_arpa": share("new mrr", "new customers"),
}
