// Package calc turns measures into lines. What flows in is a workspace's plans, the assignments of participants, and
// Arrow batches of aggregates and facts; what flows out is Arrow batches of lines, and a summary. It is pure: no SQL,
// no file, no clock, no log.
//
//	Compile   reads every plan whole and finds everything that can be wrong with it
//	Prepare   cuts each plan's pay windows into segments and says which numbers it needs
//	Run       evaluates the KPIs, prices the deals and writes lines, in the order of their keys
//
// Kernels are loops over slices and cannot fail: what can go wrong with a plan is found by Compile, and what can be
// missing from the data holds a component with a reason.
//
// The words, beside those of package config:
//
//	sheet      one participant under one plan in one pay window: what a statement's page shows
//	cell       one component in one segment of a sheet
//	ladder     tiers over a running total: where a deal stands on it depends on the deals before
//	slice      the part of a deal that lies in one tier
//	held       nothing was paid because something is missing (a quota, a rate), not because nothing was earned
//
// There are two rounding points and no more. An earned amount is rounded once: a scorecard's component, a deal. What
// divides a rounded amount divides it exactly: the slices of a deal are differences of rounded running totals.
package calc
