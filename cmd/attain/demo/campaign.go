package demo

import (
	"strconv"

	"attain/config"
)

// Campaigns run for a quarter each, four at a time: the larger ones bring more and cost more. They begin two quarters
// before the data, because a deal of its first months was sourced then.
var campaignKinds = [...]struct {
	name, kind string
	weight     int // percent of a quarter's leads and spending
}{
	{"Webinar series", "Webinar", 40},
	{"Paid search", "Advertisement", 30},
	{"User conference", "Conference", 20},
	{"Newsletter", "Email", 10},
}

const (
	campaignsBefore = 2
	campaignCount   = (quarterCount + campaignsBefore + 1) * len(campaignKinds)
)

// campaignOn gives the campaign of a day's quarter that a number below 100 falls to.
func campaignOn(d config.Day, of int) int {
	q := min(max((months(d)-months(dataFirst)+3*campaignsBefore)/3, 0), quarterCount+campaignsBefore)
	for n, k := range campaignKinds {
		if of -= k.weight; of < 0 {
			return q*len(campaignKinds) + n
		}
	}
	return q * len(campaignKinds)
}

// months counts the months up to a day's.
func months(d config.Day) int {
	year, month, _ := d.Date()
	return 12*year + month
}

// campaignQuarter is when the n-th campaign runs.
func campaignQuarter(n int) config.Interval { return quarter(n/len(campaignKinds) - campaignsBefore) }

// writeCampaigns writes the campaigns. The people of marketing own them in turn.
func (c *company) writeCampaigns(dir string) (File, error) {
	return writeList(dir, "extracts/salesforce/Campaign.csv", "Id,IsDeleted,Name,Type,Status,OwnerId,StartDate,EndDate", func(put func(...string)) {
		for n := range campaignCount {
			k, runs := campaignKinds[n%len(campaignKinds)], campaignQuarter(n)
			year, month, _ := runs.First.Date()
			status := "Completed"
			if runs.End > asOf {
				status = "In Progress"
			}
			put(string(appendID(nil, campaignPrefix, uint64(n+1))), "false",
				k.name+" "+strconv.Itoa(year)+"-Q"+strconv.Itoa((month+2)/3), k.kind, status,
				string(appendID(nil, userPrefix, userSerial(c.marketer(n)))), runs.First.String(), (runs.End - 1).String())
		}
	})
}

// marketer is one of marketing's people, in turn.
func (c *company) marketer(n int) int {
	if c.ro.size[marketing] == 0 {
		return c.ro.leadOf(0)
	}
	return c.ro.first[marketing] + n%c.ro.size[marketing]
}

// appendInfluence writes that somebody at the account of a deal answered a campaign while the deal was open: three in
// ten do.
func (s *sheaf) appendInfluence(d *deal, r *random) {
	if !r.percent(30) {
		return
	}
	on := d.dayWithin(r)
	s.appendMember(d.serial*8+7, campaignOn(on, r.below(100)), on, func(b []byte) []byte {
		b = append(b, ',')
		b = appendID(b, accountPrefix, uint64(d.account.number+1))
		b = append(b, ',')
		return appendID(b, opportunityPrefix, d.serial)
	})
}

// appendLeadAnswer writes that a lead answered the campaign it came from.
func (s *sheaf) appendLeadAnswer(lead uint64, campaign int, on config.Day) {
	s.appendMember(lead, campaign, on, func(b []byte) []byte {
		b = appendID(b, leadPrefix, lead)
		return append(b, ",,"...)
	})
}

// appendMember writes a CampaignMember; who appends the cells LeadId, AccountId and Opportunity__c.
func (s *sheaf) appendMember(serial uint64, campaign int, on config.Day, who func([]byte) []byte) {
	b := s.rows[members]
	b = appendID(b, memberPrefix, serial)
	b = append(b, ",false,"...)
	b = appendID(b, campaignPrefix, uint64(campaign+1))
	b = append(b, ',')
	b = who(b)
	b = append(b, ",Responded,true,"...)
	b = appendDay(b, on)
	b = append(b, ',')
	b = appendInstant(b, on, 36_000)
	s.rows[members] = append(b, '\n')
	s.add(members)
}

// campaignSpend is what a campaign costs in a month of the data in whole dollars: two fifths of marketing's costs of the
// month are spent on the campaigns that run, by weight.
func (b *books) campaignSpend(n, month int) int64 {
	if !campaignQuarter(n).Contains(monthStarts[month]) {
		return 0
	}
	return b.cost(marketingCost, month) * 2 / 5 * int64(campaignKinds[n%len(campaignKinds)].weight) / 100
}
