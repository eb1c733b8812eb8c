package main

import "math/big"

// objectives makes a fact of every objective that ended and was assessed; cancelled ones are none.
func objectives(value func(weight, achieved *big.Rat) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, o := range s.raw.csv("planning/objectives.csv") {
			weight, achieved, day := amountIn(o["weight"]), amountIn(o["achieved"]), dayIn(o["last_day"])
			if o["status"] == "cancelled" || weight == nil || achieved == nil || !s.happened(o["assessed_on"]) {
				continue
			}
			out = append(out, fact{day: day, person: s.participant(o["participant"], day), value: value(weight, achieved)})
		}
		return out
	}
}

var peopleMeasures = map[string]secondMeasure{
	"objectives": objectives(func(weight, _ *big.Rat) *big.Rat { return weight }),
	"achieved":   objectives(func(weight, achieved *big.Rat) *big.Rat { return times(times(weight, achieved), big.NewRat(1, 100)) }),
	"records":    records(func(flaws int) *big.Rat { return one }),
	"flawed":     records(func(flaws int) *big.Rat { return onlyIf(flaws > 0, one) }),
}

var peopleKPIs = map[string]secondKPI{
	"objective_achievement": share("achieved", "objectives"),
	"data_quality_score": func(s *second, a about) *big.Rat {
		flawed := quotient(s.flow(a, "flawed"), s.flow(a, "records"))
		if flawed == nil {
			return nil
		}
		return minus(one, flawed)
	},
}

// records makes a fact of every deal, account and lead that is not deleted, by its faults: an amount that cannot be read,
// and an owner that is missing or that HR does not know.
func records(value func(flaws int) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		seen := map[string]bool{}
		for _, pattern := range []string{"salesforce/Opportunity.csv", "salesforce/Account.csv", "salesforce/Lead.csv"} {
			for _, r := range s.notDeleted(pattern) {
				if seen[r["Id"]] {
					continue // it stands there twice and is one record
				}
				seen[r["Id"]] = true
				flaws := 0
				if amount, has := r["Amount"]; has && amountIn(amount) == nil {
					flaws++
				}
				if s.user(r["OwnerId"]) == "" {
					flaws++
				}
				if v := value(flaws); v != nil {
					out = append(out, fact{day: dayIn(r["CreatedDate"]), person: s.user(r["OwnerId"]), value: v})
				}
			}
		}
		return out
	}
}
