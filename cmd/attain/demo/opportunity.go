package demo

import (
	"attain/config"
)

// dealType is Salesforce's Type of an opportunity.
type dealType int

const (
	newBusiness dealType = iota
	expansion
	renewal
)

var dealTypes = [3]string{"New Business", "Expansion", "Renewal"}

// outcome is where a deal stands.
type outcome int

const (
	open outcome = iota
	won
	lost
)

var openStages = []string{"Prospecting", "Qualification", "Proposal", "Negotiation"}

var leadSources = []string{"Marketing", "Outbound", "Partner", "Referral"}

// The sources something else hangs on.
const (
	marketingSource = 0
	partnerSource   = 2
	referralSource  = 3
)

// deal is one opportunity.
type deal struct {
	serial   uint64
	account  account
	kind     dealType
	outcome  outcome
	stage    int // among openStages, while open
	minor    int64
	currency string
	owner    int
	created  config.Day
	closes   config.Day
	touched  config.Day // first touch; 0 where nobody noted it
	source   int
	deleted  bool
}

func (d *deal) stageName() string {
	switch d.outcome {
	case won:
		return "Closed Won"
	case lost:
		return "Closed Lost"
	default:
		return openStages[d.stage]
	}
}

// appendDeal writes the opportunity, its history and what hangs on it.
func appendDeal(s *sheaf, d *deal, r *random) {
	second := r.below(36_000) + 28_800
	appendOpportunity(s, d, second)
	appendHistory(s, d, second, r)
	s.appendDetails(d)
}

func appendOpportunity(s *sheaf, d *deal, second int) {
	b := s.rows[opportunities]
	b = appendID(b, opportunityPrefix, d.serial)
	b = append(b, ',')
	b = appendBool(b, d.deleted)
	b = append(b, ',')
	b = appendID(b, accountPrefix, uint64(d.account.number+1))
	b = append(b, ',')
	b = appendFirm(b, d.account.number)
	b = append(b, " - "...)
	b = append(b, dealTypes[d.kind]...)
	b = append(b, ',')
	b = append(b, d.stageName()...)
	b = append(b, ',')
	b = appendMoney(b, d.minor)
	b = append(b, ',')
	b = appendDay(b, d.closes)
	b = append(b, ',')
	b = append(b, dealTypes[d.kind]...)
	b = append(b, ',')
	b = appendBool(b, d.outcome != open)
	b = append(b, ',')
	b = appendBool(b, d.outcome == won)
	b = append(b, ',')
	b = append(b, d.currency...)
	b = append(b, ',')
	b = appendID(b, userPrefix, userSerial(d.owner))
	b = append(b, ',')
	b = appendInstant(b, d.created, second)
	b = append(b, ',')
	b = appendInstant(b, min(d.closes, asOf-1), second)
	b = append(b, ',')
	b = append(b, leadSources[d.source]...)
	b = append(b, ',')
	if d.touched != 0 {
		b = appendDay(b, d.touched)
	}
	b = append(b, ',')
	b = append(b, segmentNames[d.account.segment]...)
	t := s.company.termsOf(d)
	b = appendTerms(b, d, &t)
	s.rows[opportunities] = append(b, '\n')
	s.add(opportunities)
}

// appendHistory writes what the deal went through: its beginning, for some with another amount than it has now and
// for those a step on the way, and where it stands.
func appendHistory(s *sheaf, d *deal, second int, r *random) {
	first, between := d.minor, d.created+config.Day(r.below(int(max(min(d.closes, asOf)-d.created, 1))))
	moved := r.percent(30) && (d.outcome != open || d.stage > 1)
	if moved {
		first = d.minor * int64(r.between(80, 120)) / 100
	}
	if n := s.company.changes; n > 0 {
		appendSteps(s, d, n, first, second)
		return
	}
	appendStep(s, d, 0, openStages[0], first, d.created, second)
	if moved {
		appendStep(s, d, 1, openStages[1], d.minor, between, second)
	}
	switch {
	case d.outcome != open:
		appendStep(s, d, 2, d.stageName(), d.minor, d.closes, second)
	case d.stage > 0:
		appendStep(s, d, 2, d.stageName(), d.minor, between, second)
	}
}

// appendSteps writes n records of history, evenly over the deal's days: the first of another amount for some, on the way
// amounts and stages that change, and at last where the deal stands.
func appendSteps(s *sheaf, d *deal, n int, first int64, second int) {
	r := newRandom(s.company.seed, streamChange, int(d.serial))
	span := int(max(min(d.closes, asOf-1)-d.created, 0))
	for step := range n - 1 {
		minor := first
		if step > 0 {
			minor = d.minor * int64(r.between(80, 120)) / 100
		}
		reached := step * len(openStages) / n
		if d.outcome == open {
			reached = min(reached, d.stage)
		}
		appendStep(s, d, step, openStages[reached], minor, d.created+config.Day(span*step/max(n-1, 1)), second)
	}
	appendStep(s, d, n-1, d.stageName(), d.minor, d.created+config.Day(span), second)
}

func appendStep(s *sheaf, d *deal, step int, stage string, minor int64, on config.Day, second int) {
	b := s.rows[history]
	b = appendID(b, historyPrefix, d.serial*uint64(max(s.company.changes, 4))+uint64(step))
	b = append(b, ',')
	b = appendBool(b, d.deleted)
	b = append(b, ',')
	b = appendID(b, opportunityPrefix, d.serial)
	b = append(b, ',')
	b = append(b, stage...)
	b = append(b, ',')
	b = appendMoney(b, minor)
	b = append(b, ',')
	b = appendDay(b, d.closes)
	b = append(b, ',')
	b = appendInstant(b, on, second+step)
	s.rows[history] = append(b, '\n')
	s.add(history)
}

// appendSplit writes one share of a deal, in hundredths of a percent.
func appendSplit(s *sheaf, d *deal, n, owner int, share int64, kind string) {
	b := s.rows[splits]
	b = appendID(b, splitPrefix, d.serial*8+uint64(n))
	b = append(b, ',')
	b = appendBool(b, d.deleted)
	b = append(b, ',')
	b = appendID(b, opportunityPrefix, d.serial)
	b = append(b, ',')
	b = appendID(b, userPrefix, userSerial(owner))
	b = append(b, ',')
	b = appendMoney(b, share)
	b = append(b, ',')
	b = append(b, kind...)
	s.rows[splits] = append(b, '\n')
	s.add(splits)
}
