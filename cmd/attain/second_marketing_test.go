package main

import (
	"math/big"

	"attain/config"
)

// leads are those that are not deleted.
func (s *second) leads() []record { return s.notDeleted("salesforce/Lead.csv") }

func (s *second) notDeleted(pattern string) []record {
	var out []record
	for _, r := range s.raw.csv(pattern) {
		if r["IsDeleted"] != "true" {
			out = append(out, r)
		}
	}
	return out
}

// qualifiedLeads makes a fact of every lead marketing qualified that is what is asked.
func qualifiedLeads(counts func(*second, record) bool) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, l := range s.leads() {
			if day := dayIn(l["MQL_Date__c"]); day != 0 && counts(s, l) {
				out = append(out, fact{day: day, person: s.user(l["OwnerId"]), value: one})
			}
		}
		return out
	}
}

// happened says whether there is a day and it has come.
func (s *second) happened(text string) bool {
	day := dayIn(text)
	return day != 0 && day <= s.asOf
}

// campaign is one of marketing's: whose, and when it ends.
type campaign struct {
	owner string
	last  config.Day
}

func (s *second) campaigns() map[string]campaign {
	out := map[string]campaign{}
	for _, c := range s.notDeleted("salesforce/Campaign.csv") {
		out[c["Id"]] = campaign{s.user(c["OwnerId"]), dayIn(c["EndDate"])}
	}
	return out
}

// cost is a cell of the sheet of costs that has something in it.
type cost struct {
	month              config.Day
	category, campaign string
	dollars            *big.Rat
}

func (s *second) costs() []cost {
	var out []cost
	for _, r := range s.raw.sheet("finance/costs.xlsx", "Costs", 4) {
		monthsAcross(r, func(month config.Day, v *big.Rat) {
			out = append(out, cost{month, r["category"], r["campaign_id"], times(v, rateOf(r["currency"]))})
		})
	}
	return out
}

// costOf adds up the costs of categories.
func costOf(categories ...string) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, c := range s.costs() {
			for _, category := range categories {
				if c.category == category {
					out = append(out, fact{day: c.month, value: c.dollars})
				}
			}
		}
		return out
	}
}

var marketingMeasures = map[string]secondMeasure{
	"leads qualified": qualifiedLeads(func(*second, record) bool { return true }),
	"leads accepted":  qualifiedLeads(func(s *second, l record) bool { return s.happened(l["SAL_Date__c"]) || s.happened(l["ConvertedDate"]) }),
	"leads now deals": qualifiedLeads(func(s *second, l record) bool {
		return l["ConvertedOpportunityId"] != "" && s.happened(l["ConvertedDate"])
	}),
	"marketing cost":     costOf("Marketing"),
	"cost of winning":    costOf("Marketing", "Sales"),
	"cost of revenue":    costOf("Cost of revenue"),
	"marketing pipeline": marketingPipeline,
	"influenced":         influenced,
	"campaigns cost": func(s *second) []fact {
		campaigns := s.campaigns()
		var out []fact
		for _, c := range s.costs() {
			if of, is := campaigns[c.campaign]; is && c.month <= s.asOf {
				out = append(out, fact{day: of.last, person: of.owner, value: c.dollars})
			}
		}
		return out
	},
	"campaigns won": func(s *second) []fact {
		campaigns := s.campaigns()
		var out []fact
		for i := range s.sold {
			d := &s.sold[i]
			if of, is := campaigns[d.campaign]; is && d.won && d.closes <= s.asOf && d.amount != nil {
				out = append(out, fact{day: of.last, person: of.owner, value: d.amount})
			}
		}
		return out
	},
}

// marketingPipeline are the deals that came of a qualified lead, each once, for whose lead it was.
func marketingPipeline(s *second) []fact {
	of := map[string]string{}
	for _, l := range s.leads() {
		if s.happened(l["MQL_Date__c"]) {
			of[l["ConvertedOpportunityId"]] = s.user(l["OwnerId"])
		}
	}
	var out []fact
	for _, d := range s.sold {
		if who, came := of[d.id]; came && d.amount != nil {
			out = append(out, fact{day: d.created, person: who, account: d.account, territory: d.territory, value: d.amount})
		}
	}
	return out
}

// influenced are won deals with an answer before they closed: of the deal, of a lead it came of, or of its account while
// it was open. They are the owner's of the campaign answered first.
func influenced(s *second) []fact {
	type answer struct {
		campaign string
		day      config.Day
	}
	ofDeal, ofAccount, dealOfLead := map[string][]answer{}, map[string][]answer{}, map[string]string{}
	for _, l := range s.leads() {
		dealOfLead[l["Id"]] = l["ConvertedOpportunityId"]
	}
	for _, m := range s.notDeleted("salesforce/CampaignMember.csv") {
		if m["HasResponded"] != "true" {
			continue
		}
		a := answer{m["CampaignId"], dayIn(m["FirstRespondedDate"])}
		for _, id := range []string{m["Opportunity__c"], dealOfLead[m["LeadId"]]} {
			if id != "" {
				ofDeal[id] = append(ofDeal[id], a)
			}
		}
		if m["AccountId"] != "" {
			ofAccount[m["AccountId"]] = append(ofAccount[m["AccountId"]], a)
		}
	}
	campaigns := s.campaigns()
	var out []fact
	for i := range s.sold {
		d := &s.sold[i]
		if !d.won || d.amount == nil {
			continue
		}
		answers := ofDeal[d.id]
		for _, a := range ofAccount[d.account] {
			if a.day >= d.created {
				answers = append(answers, a)
			}
		}
		var first answer
		for _, a := range answers {
			if a.day <= d.closes && (first.day == 0 || a.day < first.day) {
				first = a
			}
		}
		if first.day != 0 {
			out = append(out, fact{day: d.closes, person: campaigns[first.campaign].owner, account: d.account, territory: d.territory, value: d.amount})
		}
	}
	return out
}

var marketingKPIs = map[string]secondKPI{
	"mqls":                  sumOf("leads qualified"),
	"mql_quality":           share("leads accepted", "leads qualified"),
	"lead_to_opportunity":   share("leads now deals", "leads qualified"),
	"pipeline_contribution": sumOf("marketing pipeline"),
	"revenue_influence":     sumOf("influenced"),
	"cpa":                   share("marketing cost", "new customers"),
	"campaign_roi": func(s *second, a about) *big.Rat {
		spent := s.flow(a, "campaigns cost")
		return quotient(minus(s.flow(a, "campaigns won"), spent), spent)
	},
}
