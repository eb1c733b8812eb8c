package demo

import (
	"strconv"

	"attain/config"
)

const (
	customerProgramme = "Customer referral"
	employeeProgramme = "Bring a colleague"
	loyaltyProgramme  = "Loyalty credit"
)

// rewardDays is how long a reward can be redeemed.
const rewardDays = 180

// appendReferrals writes that the customer could take part in the referral programme half a year after the contract
// began (those from before the data in its first year, in turn), whether they did, which 18 in 100 do, and their
// rewards: for joining, and every other quarter a loyalty credit.
func (w *customerWork) appendReferrals() {
	r := newRandom(w.c.seed, streamReferral, w.a.number)
	eligible := w.k.starts + 180
	if eligible < dataFirst {
		eligible = dataFirst + config.Day(w.a.number*17%365)
	}
	if eligible < dataEnd && w.seatsOn(eligible) > 0 {
		joined := config.Day(0)
		if on := eligible + config.Day(r.between(5, 60)); r.percent(18) && on < asOf {
			joined = on
		}
		w.s.appendReferral(referral{serial: uint64(w.a.number), account: w.a, eligible: eligible, joined: joined})
		if joined != 0 {
			w.s.appendReward(w.reward(0, customerProgramme, 25_000, joined+10), 60, &r)
		}
	}
	for q := range quarterCount {
		if on := quarter(q).First + 14; r.percent(50) && w.seatsOn(on) > 0 {
			w.s.appendReward(w.reward(q+1, loyaltyProgramme, int64(r.between(2, 10))*2_500, on), 30, &r)
		}
	}
}

// referral is one who may take part in a programme; with a deal, one who did and whom the deal came from.
type referral struct {
	serial   uint64
	employee string // empty where a customer refers
	account  account
	deal     *deal
	eligible config.Day
	joined   config.Day // 0: did not
}

// appendReferredDeal writes the customer a deal was referred by.
func (s *sheaf) appendReferredDeal(d *deal, r *random) {
	by := s.company.account(r.below(s.company.legacy))
	s.appendReferral(referral{serial: 1<<40 + d.serial, account: by, deal: d, eligible: d.created - config.Day(r.between(20, 90)), joined: d.created})
}

func (s *sheaf) appendReferral(f referral) {
	b := s.rows[referrals]
	b = append(b, 'F')
	b = strconv.AppendUint(b, f.serial+1, 10)
	if f.employee != "" {
		b = append(b, ","+employeeProgramme+","...)
		b = append(b, f.employee...)
		b = append(b, ",employee,"...)
	} else {
		b = append(b, ","+customerProgramme+","...)
		b = appendID(b, accountPrefix, uint64(f.account.number+1))
		b = append(b, ",customer,"...)
	}
	b = appendDay(b, f.eligible)
	b = append(b, ',')
	if f.joined != 0 {
		b = appendDay(b, f.joined)
	}
	b = append(b, ',')
	if f.deal != nil {
		b = appendID(b, opportunityPrefix, f.deal.serial)
		b = append(b, ',')
		b = appendID(b, accountPrefix, uint64(f.deal.account.number+1))
	} else {
		b = append(b, ',')
	}
	s.rows[referrals] = append(b, '\n')
	s.add(referrals)
}

// reward is what a customer or, with an employee number, a participant is given for taking part.
type reward struct {
	serial    uint64
	employee  string
	account   uint64 // serial
	programme string
	minor     int64
	region    region
	on        config.Day
}

// reward is the customer's n-th.
func (w *customerWork) reward(n int, programme string, minor int64, on config.Day) reward {
	return reward{
		serial: uint64(w.a.number*8 + n), account: uint64(w.a.number + 1), programme: programme, minor: minor, region: w.a.region, on: on,
	}
}

// appendReward writes a reward; of a hundred, redeemed are redeemed within 90 days.
func (s *sheaf) appendReward(g reward, redeemed int, r *random) {
	used := g.on + config.Day(r.between(2, 90))
	isUsed := r.percent(redeemed) && used < asOf
	if g.on >= asOf {
		return
	}
	b := s.rows[rewards]
	b = append(b, 'W')
	b = strconv.AppendUint(b, g.serial+1, 10)
	b = append(b, ',')
	b = append(b, g.employee...)
	b = append(b, ',')
	if g.employee == "" {
		b = appendID(b, accountPrefix, g.account)
	}
	b = append(b, ',')
	b = append(b, g.programme...)
	b = append(b, ',')
	b = appendMoney(b, g.minor)
	b = append(b, ',')
	b = append(b, regionCurrency[g.region]...)
	b = append(b, ',')
	b = appendDay(b, g.on)
	b = append(b, ',')
	if isUsed {
		b = appendDay(b, used)
	}
	b = append(b, ',')
	b = appendDay(b, g.on+rewardDays)
	s.rows[rewards] = append(b, '\n')
	s.add(rewards)
}

// writeColleagues writes the employees' programme: everybody may bring a colleague from their first day on, and two in
// five do; each is rewarded.
func (c *company) writeColleagues(s *sheaf) {
	r := newRandom(c.seed, streamReferral, -1)
	for i := range c.ro.people {
		p := &c.ro.people[i]
		eligible, joined := max(p.hired, dataFirst+config.Day(i*13%400)), config.Day(0)
		if on := eligible + config.Day(r.between(5, 90)); r.percent(40) && on < asOf {
			joined = on
		}
		if p.left == 0 || eligible < p.left {
			s.appendReferral(referral{serial: 1<<48 + uint64(i), employee: p.employee(), eligible: eligible, joined: joined})
			if joined != 0 {
				s.appendReward(reward{
					serial: 1<<48 + uint64(i), employee: p.employee(), programme: employeeProgramme, minor: 50_000, region: p.region, on: joined + 10,
				}, 80, &r)
			}
		}
	}
}
