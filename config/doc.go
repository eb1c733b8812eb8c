// Package config is the vocabulary of attain: what flows in is YAML and numbers people wrote, what flows out is
// checked, typed, positioned values every other package shares. It computes no pay.
//
// The words:
//
//	participant  a person who can be paid under a plan
//	assignment   what a participant is (role, team, target incentive) from a first day to a last day
//	segment      a stretch of a component's window in which nothing about the assignment changes
//	plan         a file that says what pays; it has components
//	component    one way of paying within a plan; it has a kind (scorecard, commission, …)
//	measure      one SQL file of dated facts (won_deals, bookings); a KPI is an exact formula over measures
//	request      one thing calc needs from the warehouse: a measure, how to aggregate it, for whom, under which conditions
//	window       a request for one subject over one half-open interval of days
//	line         one amount and its reason; a payout is the sum of its lines and nothing else computes it
package config
