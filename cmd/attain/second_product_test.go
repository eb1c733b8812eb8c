package main

import (
	"math/big"

	"attain/config"
)

// use is a user of the product, with the days of what they did from the day they signed up on.
type use struct {
	product   string
	signedUp  config.Day
	activated config.Day // the first time; 0 for never
	features  []config.Day
}

func (s *second) uses() []use {
	var out []use
	at := map[string]int{}
	for _, u := range s.raw.parquet("product/users.parquet") {
		at[u["user_id"]] = len(out)
		out = append(out, use{product: u["product_id"], signedUp: dayIn(u["signed_up_on"])})
	}
	for _, e := range s.raw.parquet("product/events.parquet") {
		i, known := at[e["user_id"]]
		day := dayIn(e["occurred_at"])
		if !known || day > s.asOf || day < out[i].signedUp {
			continue
		}
		switch e["event"] {
		case "activated":
			if out[i].activated == 0 || day < out[i].activated {
				out[i].activated = day
			}
		case "used_feature":
			out[i].features = append(out[i].features, day)
		}
	}
	return out
}

// after makes a fact, some days after signing up, of every user who had that long and is what is asked.
func after(days config.Day, counts func(*use) bool) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, u := range s.uses() {
			if counts(&u) {
				out = append(out, fact{day: u.signedUp + days, product: u.product, value: one})
			}
		}
		return out
	}
}

// had is every user, adopted those who used a feature in their first days.
func had(*use) bool { return true }

func adopted(days config.Day) func(*use) bool {
	return func(u *use) bool {
		for _, day := range u.features {
			if day <= u.signedUp+days {
				return true
			}
		}
		return false
	}
}

var productMeasures = map[string]secondMeasure{
	"users with 7 days":      after(7, had),
	"adopted within 7 days":  after(7, adopted(7)),
	"users with 14 days":     after(14, had),
	"activated in 14 days":   after(14, func(u *use) bool { return u.activated != 0 && u.activated <= u.signedUp+14 }),
	"users with 30 days":     after(30, had),
	"adopted within 30 days": after(30, adopted(30)),
	"users with 90 days":     after(90, had),
	"adopted within 90 days": after(90, adopted(90)),
	"days to activation": func(s *second) []fact {
		var out []fact
		for _, u := range s.uses() {
			if u.activated != 0 {
				out = append(out, fact{day: u.activated, product: u.product, value: big.NewRat(int64(u.activated-u.signedUp), 1)})
			}
		}
		return out
	},
	"feature uses": func(s *second) []fact {
		var out []fact
		for _, e := range s.raw.parquet("product/events.parquet") {
			if e["event"] == "used_feature" {
				out = append(out, fact{day: dayIn(e["occurred_at"]), account: e["account_id"], product: e["product_id"], value: one})
			}
		}
		return out
	},
	"points delivered": delivered(func(item record) *big.Rat { return amountIn(item["points"]) }),
	"items delivered":  delivered(func(record) *big.Rat { return one }),
}

// delivered makes a fact of every item that was.
func delivered(value func(record) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, item := range s.raw.csv("operations/releases.csv") {
			day := dayIn(item["delivered_on"])
			if v := value(item); day != 0 && v != nil {
				out = append(out, fact{day: day, person: s.participant(item["owner"], day), product: item["product_id"], value: v})
			}
		}
		return out
	}
}

// aMonth is a sum for a month.
func aMonth(measure string) secondKPI {
	return func(s *second, a about) *big.Rat { return quotient(s.flow(a, measure), a.months()) }
}

var productKPIs = map[string]secondKPI{
	"activation_rate":      share("activated in 14 days", "users with 14 days"),
	"feature_adoption_7d":  share("adopted within 7 days", "users with 7 days"),
	"feature_adoption_30d": share("adopted within 30 days", "users with 30 days"),
	"feature_adoption_90d": share("adopted within 90 days", "users with 90 days"),
	"time_to_activation":   mean("days to activation", 1),
	"delivery_velocity":    aMonth("points delivered"),
	"throughput":           aMonth("items delivered"),
	"north_star": func(s *second, a about) *big.Rat {
		accounts := map[string]bool{}
		for _, f := range s.of("feature uses") {
			if a.Contains(f.day) && f.day <= s.asOf && s.has(a, &f, f.day) {
				accounts[f.account] = true
			}
		}
		return big.NewRat(int64(len(accounts)), 1)
	},
}
