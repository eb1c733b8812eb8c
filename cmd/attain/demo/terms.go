package demo

import "attain/config"

// terms are what a deal's record says beside who, what and how much. They are computed from the deal's serial alone.
type terms struct {
	discount  int   // whole percent of the list price
	list      int64 // minor units, whole hundreds
	cost      int64 // direct cost, minor units, whole hundreds
	partner   int   // 1 to partnerCount; 0: sold without one
	campaign  int   // number of the campaign that sourced it; -1: none did
	qualified config.Day
	months    int
}

var (
	largestDiscounts = [3]int{newBusiness: 25, expansion: 12, renewal: 8}
	termMonths       = [3]int{newBusiness: 24, expansion: 12, renewal: 12}
)

// termsOf gives the deal's terms: the list price is the amount before the discount, direct cost is 15 to 30 % of the
// amount, and whoever was qualified was so within 20 days.
func (c *company) termsOf(d *deal) terms {
	r := newRandom(c.seed, streamTerms, int(d.serial))
	t := terms{discount: r.below(largestDiscounts[d.kind] + 1), months: termMonths[d.kind], campaign: -1}
	t.list = (d.minor*100/int64(100-t.discount) + 99) / 100 * 100
	t.cost = d.minor * int64(r.between(15, 30)) / 10_000 * 100
	if on := d.created + config.Day(r.below(21)); d.stage > 0 || d.outcome == won || (d.outcome == lost && r.percent(70)) {
		t.qualified = min(on, max(d.closes, d.created), asOf-1)
	}
	if d.source == partnerSource {
		t.partner = 1 + r.below(partnerCount)
	}
	if d.kind == newBusiness && d.source == marketingSource {
		t.campaign = campaignOn(d.created, r.below(100))
	}
	return t
}

var openForecasts = [...]string{"Pipeline", "Pipeline", "Best Case", "Commit"}

// forecastCategory is Salesforce's ForecastCategoryName, which follows from the stage.
func (d *deal) forecastCategory() string {
	switch d.outcome {
	case won:
		return "Closed"
	case lost:
		return "Omitted"
	default:
		return openForecasts[d.stage]
	}
}

// appendTerms appends the terms' cells to the deal's row.
func appendTerms(b []byte, d *deal, t *terms) []byte {
	b = append(b, ',')
	b = append(b, d.forecastCategory()...)
	b = append(b, ',')
	b = appendMoney(b, t.list)
	b = append(b, ',')
	b = appendMoney(b, t.cost)
	b = append(b, ',')
	if t.partner > 0 {
		b = appendID(b, accountPrefix, partnerSerial(t.partner))
	}
	b = append(b, ',')
	b = appendID(b, territoryPrefix, uint64(territoryOf(d.account)+1))
	b = append(b, ',')
	if t.campaign >= 0 {
		b = appendID(b, campaignPrefix, uint64(t.campaign+1))
	}
	b = append(b, ',')
	if t.qualified != 0 {
		b = appendDay(b, t.qualified)
	}
	b = append(b, ',')
	return appendTwo(b, t.months)
}

// appendDetails writes what hangs on a deal: its lines, approvals and activities, and who it came from.
func (s *sheaf) appendDetails(d *deal) {
	s.company.book(d)
	if !s.company.detailed(d.account) {
		return
	}
	t := s.company.termsOf(d)
	r := newRandom(s.company.seed, streamDetails, int(d.serial))
	s.appendLines(d, &t, &r)
	s.appendApproval(d, &t, &r)
	s.appendActivities(d, &r)
	s.appendInfluence(d, &r)
	if d.kind == newBusiness && d.source == referralSource {
		s.appendReferredDeal(d, &r)
	}
}

// detailed says whether an account's deals and life are written in every detail: all of them in a small company.
func (c *company) detailed(a account) bool { return a.number%c.detail == 0 }
