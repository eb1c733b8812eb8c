package demo

import "attain/config"

// writeAssignments writes what every participant is, from when to when, and what they can earn in a quarter.
func (c *company) writeAssignments(dir string) (File, error) {
	return table{
		path: "extracts/planning/assignments.xlsx", sheet: "Assignments",
		title:  []string{"Assignments 2026", "Planning · target incentive at 100 %, last day empty while it lasts"},
		head:   []string{"participant", "role", "team", "manager", "first_day", "last_day", "target_incentive", "per", "currency", "cost_center"},
		widths: []float64{13, 15, 26, 11, 12, 12, 16, 9, 10, 12},
		rows: func(put func(...any)) (records int) {
			for i := range c.ro.people {
				p := &c.ro.people[i]
				last := ""
				if p.changes != 0 {
					last = (p.changes - 1).String()
				}
				c.putAssignment(put, p, p.role, c.ro.teams[p.team], max(p.hired, dataFirst), last)
				records++
				if p.changes != 0 {
					c.putAssignment(put, p, p.becomes, c.teamOf(p.becomes, p.region), p.changes, "")
					records++
				}
			}
			for _, t := range c.ro.teams {
				if t.sells() {
					put(employee(t.manager), leadRole, "Sales Leads", "", dataFirst.String(), nil, leadIncentive, "quarter", regionCurrency[t.region], costCenter(t.role, t.region))
					records++
				}
			}
			return records
		},
	}.write(dir)
}

// leadRole is what the leads of sales teams are, and leadIncentive what their objectives can earn them in a quarter.
const (
	leadRole      = "Sales-Lead"
	leadIncentive = 4000
)

// sells says whether the team's lead is paid for what it books.
func (t *team) sells() bool { return t.role == executive || t.role == manager }

func (c *company) putAssignment(put func(...any), p *person, r role, t team, first config.Day, last string) {
	var lastCell any
	if last != "" {
		lastCell = last
	}
	put(p.employee(), roleNames[r], t.name, employee(t.manager), first.String(), lastCell, targetIncentive(r, p.region),
		"quarter", regionCurrency[p.region], costCenter(r, p.region))
}

// teamOf gives a team of a role and region, the first where there are several.
func (c *company) teamOf(r role, g region) team {
	for _, t := range c.ro.teams {
		if t.role == r && t.region == g {
			return t
		}
	}
	return c.ro.teams[0]
}

// writeQuotas writes the quotas of account executives and account managers, months across and a total for each
// currency. A month in which somebody is employed on any day has the whole month's quota; the run prorates it.
func (c *company) writeQuotas(dir string) (File, error) {
	var totals [regionCount][monthCount]int64
	return table{
		path: "extracts/planning/quotas.xlsx", sheet: "Quotas",
		title:  []string{"Quotas, new bookings by month", "Planning · whole months in the currency of the participant"},
		head:   append([]string{"participant", "metric", "currency", "territory"}, monthLabels()...),
		widths: []float64{13, 11, 10, 22},
		rows: func(put func(...any)) (records int) {
			for i := range c.ro.people {
				p := &c.ro.people[i]
				if p.role != executive && p.role != manager {
					continue
				}
				cells := []any{p.employee(), "bookings", regionCurrency[p.region], territoryID(sellersTerritory(p))}
				for m := range monthCount {
					quota := c.quotaIn(p, m)
					totals[p.region][m] += quota
					if quota == 0 {
						cells = append(cells, nil)
						continue
					}
					cells = append(cells, quota)
				}
				put(cells...)
				records++
			}
			return records
		},
		totals: func() (rows [][]any) {
			for g := range regionCount {
				cells := []any{"Total", "bookings", regionCurrency[g], nil}
				for _, quota := range totals[g] {
					cells = append(cells, quota)
				}
				rows = append(rows, cells)
			}
			return rows
		},
	}.write(dir)
}

// quotaIn is a participant's quota for a month in major units; 0 while they are not employed. Somebody who changes
// the role has the old quota until the end of the month of the change.
func (c *company) quotaIn(p *person, month int) int64 {
	in := config.Interval{First: monthStarts[month], End: monthStarts[month+1]}
	if p.hired >= in.End || (p.left != 0 && p.left <= in.First) {
		return 0
	}
	if now, employed := p.roleOn(max(in.First, p.hired)); employed && now == executive {
		return monthlyQuota(p.region, p.ordinal)
	}
	return c.managerQuota(p, month)
}

// managerQuota is an account manager's quota for a month: an even part of what the quarter's customers should bring,
// which is 92 % of what comes up for renewal and 70 % of the expansions under way, and a stretch of up to a tenth.
func (c *company) managerQuota(p *person, month int) int64 {
	q := month / 3
	months := int64(0)
	for m := 3 * q; m < 3*q+3; m++ {
		if now, employed := p.roleOn(max(monthStarts[m], p.hired)); employed && now == manager && p.hired < monthStarts[m+1] {
			months++
		}
	}
	expected := c.expected[p.index*quarterCount+q].Load() / 100 / max(months, 1)
	return max(expected*int64(90+p.ordinal*7%20)/100/5_000, 4) * 5_000
}

// writeCosts writes what sales, marketing and running the service cost, each campaign of marketing in a row of its own. The costs follow the books, so that the
// payback stays between ten and fifteen months and the gross margin between 72 and 78 %.
func writeCosts(dir string, b *books) (File, error) {
	categories := []string{salesCost: "Sales", marketingCost: "Marketing", serviceCost: "Cost of revenue"}
	return table{
		path: "extracts/finance/costs.xlsx", sheet: "Costs",
		title:  []string{"Cost by category", "Finance · actuals in USD, rounded to whole dollars · months across"},
		head:   append([]string{"category", "currency", "campaign_id"}, monthLabels()...),
		widths: []float64{18, 10, 22},
		rows: func(put func(...any)) int {
			campaigns := 0
			for i, category := range categories {
				cells := []any{category, "USD", nil}
				for m := range monthCount {
					cost := b.cost(i, m)
					if i == marketingCost {
						cost -= b.spend(m)
					}
					cells = append(cells, cost)
				}
				put(cells...)
			}
			for n := range campaignCount {
				if b.putCampaign(n, put) {
					campaigns++
				}
			}
			return len(categories) + campaigns
		},
		totals: func() [][]any {
			cells := []any{"Total", "USD", nil}
			for m := range monthCount {
				cells = append(cells, b.cost(salesCost, m)+b.cost(marketingCost, m)+b.cost(serviceCost, m))
			}
			return [][]any{cells}
		},
	}.write(dir)
}

// The categories of cost.
const (
	salesCost = iota
	marketingCost
	serviceCost
)

// putCampaign writes a campaign's row, if it ran in the data.
func (b *books) putCampaign(n int, put func(...any)) bool {
	cells, ran := []any{"Marketing", "USD", string(appendID(nil, campaignPrefix, uint64(n+1)))}, false
	for m := range monthCount {
		if spent := b.campaignSpend(n, m); spent > 0 {
			cells, ran = append(cells, spent), true
			continue
		}
		cells = append(cells, nil)
	}
	if ran {
		put(cells...)
	}
	return ran
}

// spend is what a month's campaigns cost together; the rest of marketing's costs belongs to none.
func (b *books) spend(month int) (sum int64) {
	for n := range campaignCount {
		sum += b.campaignSpend(n, month)
	}
	return sum
}

// Tenths of months until new customers of a quarter have paid back what it cost to win them, and tenths of a percent
// that running the service costs of a month's revenue.
var (
	paybacks     = [quarterCount]int64{138, 131, 126, 119, 114}
	serviceCosts = [monthCount]int64{262, 258, 255, 251, 254, 249, 252, 247, 245, 248, 243, 241, 244, 239, 236}
)

// cost is a category's cost of a month in whole dollars: a third of the quarter's payback × three quarters of its
// new MRR, seven tenths of it for sales; or the service's share of the month's revenue.
func (b *books) cost(category, month int) int64 {
	if category == serviceCost {
		return b.revenue[month] * serviceCosts[month] / 100_000
	}
	q := month / 3
	newMRR := b.newMRR[3*q] + b.newMRR[3*q+1] + b.newMRR[3*q+2]
	acquisition := newMRR * paybacks[q] / 10 * 3 / 4 / 3 / 100
	return acquisition * []int64{7, 3}[category] / 10
}
