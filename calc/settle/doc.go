// Package settle turns what a pay period owes into what it pays. What flows in is a plan's settlement steps, the
// balances the last close stored and what is owed now; what flows out is lines of class settlement and the balances the
// next period opens with. It is pure: no file, no clock, no data but what it is given.
//
// Settlement depends on the path (what is owed today depends on what was advanced last month), so it is computed once
// per pay period and never again. The steps are done in the order of the list in order.go, whatever order a plan has them in.
//
// Amounts are minor units of one currency. Nothing gets lost:
//
//	paid = owed + what every balance of the participant's debts grew by − what every balance kept for the participant grew by
//
// but for draws that are not recoverable and debts that are forgiven, which have a line of their own.
//
// The words, beside those of package config:
//
//	stream    what one component pays; what is of the plan as a whole has no component
//	balance   what one side owes the other at the end of a pay period; none is ever negative
//	bank      what a cap that pays its excess later has kept
//	held      what is earned and waits for a release
package settle
