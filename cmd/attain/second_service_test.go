package main

import (
	"math/big"

	"attain/config"
)

// answers makes a fact of every answer on a survey's scale, for whom it names, else who looks after the account.
func answers(survey string, lowest, highest int64, value func(score int64) *big.Rat) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, r := range s.raw.csv("surveys/responses.csv") {
			score := amountIn(r["score"])
			if r["survey"] != survey || score == nil || !score.IsInt() || score.Num().Int64() < lowest || score.Num().Int64() > highest {
				continue
			}
			day := dayIn(r["responded_on"])
			who := s.participant(r["participant"], day)
			if r["participant"] == "" {
				who = s.accounts[r["account_id"]].manager
			}
			if v := value(score.Num().Int64()); v != nil {
				out = append(out, fact{day: day, person: who, account: r["account_id"], value: v})
			}
		}
		return out
	}
}

func every(int64) *big.Rat { return one }

// tickets makes a fact of every ticket that has a value on a day.
func tickets(value func(*second, record) (config.Day, *big.Rat)) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, c := range s.notDeleted("salesforce/Case.csv") {
			if day, v := value(s, c); day != 0 && v != nil {
				out = append(out, fact{day: day, person: s.user(c["OwnerId"]), account: c["AccountId"], product: c["ProductId"], value: v})
			}
		}
		return out
	}
}

var serviceMeasures = map[string]secondMeasure{
	"nps answers":  answers("nps", 0, 10, every),
	"nps scores":   answers("nps", 0, 10, func(score int64) *big.Rat { return big.NewRat(score, 1) }),
	"promoters":    answers("nps", 0, 10, func(score int64) *big.Rat { return onlyIf(score >= 9, one) }),
	"detractors":   answers("nps", 0, 10, func(score int64) *big.Rat { return onlyIf(score <= 6, one) }),
	"csat answers": answers("csat", 1, 5, every),
	"satisfied":    answers("csat", 1, 5, func(score int64) *big.Rat { return onlyIf(score >= 4, one) }),
	"tickets due":  tickets(func(_ *second, c record) (config.Day, *big.Rat) { return dayIn(c["SLA_Due_Date__c"]), one }),
	"tickets in time": tickets(func(_ *second, c record) (config.Day, *big.Rat) {
		due, closed := instantIn(c["SLA_Due_Date__c"]), instantIn(c["ClosedDate"])
		return dayIn(c["SLA_Due_Date__c"]), onlyIf(!closed.IsZero() && !closed.After(due), one)
	}),
	"minutes to resolve": tickets(func(_ *second, c record) (config.Day, *big.Rat) {
		return dayIn(c["ClosedDate"]), big.NewRat(minuteOf(c["ClosedDate"])-minuteOf(c["CreatedDate"]), 1)
	}),
	"minutes up or down": func(s *second) []fact { out, _ := s.minutes(); return out },
	"minutes down":       func(s *second) []fact { _, out := s.minutes(); return out },
}

// minuteOf is the minute since 1970 an instant is in.
func minuteOf(text string) int64 { return instantIn(text).Unix() / 60 }

// minutes counts, for every product and day since the month of the first incident of any, the minutes it should have been up,
// and those of them it was down.
func (s *second) minutes() (service, down []fact) {
	type product struct{ planned, down map[int64]bool } // minutes since 1970
	products := map[string]product{}
	listed := s.notDeleted("salesforce/Product2.csv")
	for _, r := range listed {
		products[r["Id"]] = product{map[int64]bool{}, map[int64]bool{}}
	}
	first := s.asOf
	for _, r := range s.raw.csv("operations/incidents.csv") {
		p := products[r["product_id"]]
		into := p.down
		if r["is_planned"] == "true" {
			into = p.planned
		}
		for minute := minuteOf(r["started_at"]); minute < minuteOf(r["ended_at"]); minute++ {
			into[minute] = true
		}
		first = min(first, dayIn(r["started_at"]))
	}
	year, month, _ := first.Date()
	for _, r := range listed {
		id := r["Id"]
		p := products[id]
		for day := config.DayOf(year, month, 1); day <= s.asOf; day++ {
			up, out := int64(0), int64(0)
			midnight := day.Time().Unix() / 60
			for minute := midnight; minute < midnight+24*60; minute++ {
				if p.planned[minute] {
					continue
				}
				up++
				if p.down[minute] {
					out++
				}
			}
			service = append(service, fact{day: day, product: id, value: big.NewRat(up, 1)})
			down = append(down, fact{day: day, product: id, value: big.NewRat(out, 1)})
		}
	}
	return service, down
}

var serviceKPIs = map[string]secondKPI{
	"average_survey_score":  share("nps scores", "nps answers"),
	"customer_satisfaction": share("satisfied", "csat answers"),
	"nps": func(s *second, a about) *big.Rat {
		return times(quotient(minus(s.flow(a, "promoters"), s.flow(a, "detractors")), s.flow(a, "nps answers")), big.NewRat(100, 1))
	},
	"sla_attainment":  share("tickets in time", "tickets due"),
	"resolution_time": mean("minutes to resolve", 60),
	"uptime": func(s *second, a about) *big.Rat {
		service := s.flow(a, "minutes up or down")
		return quotient(minus(service, s.flow(a, "minutes down")), service)
	},
}
