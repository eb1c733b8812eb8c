package settle

import "maps"

// Balances are what a pay period leaves to the next for one participant, plan and currency, in minor units. None is
// negative.
type Balances struct {
	// What the company keeps for the participant.
	Bank map[string]int64 // above a cap that pays later, by component; "" is the plan's cap
	Held []Deal           // earned and not all released, by component and deal

	// What caps that keep what is above them have paid of it in their present period, by component.
	Released map[string]Release

	// What leave pay is worked out of.
	Past []PastPay // what earlier pay periods paid, in their order
	Away []Away    // days of leave that wait for it, in their order

	// What the participant owes.
	Claims   []Claim // clawbacks taken in instalments, what is left of them
	Overpaid int64   // paid by mistake and not yet taken back
	Draw     int64   // drawn and not yet earned back
	Advanced int64   // the draw paid at the start of the period now being settled
	Carried  int64   // paid although less was earned: negative pay, payment floors
}

// Deal is a deal's earning and how much of it was released.
type Deal struct {
	Component, Source, Origin, Label string
	Earned, Released                 int64
}

// Claim is what is still to be taken of a clawback in instalments.
type Claim struct {
	Component, Source, Origin, Label string
	Left                             int64
	Instalments                      int // still to come
}

// Kept is everything the company keeps for the participant.
func (b *Balances) Kept() int64 {
	var sum int64
	for _, v := range b.Bank {
		sum += v
	}
	for i := range b.Held {
		sum += b.Held[i].Earned - b.Held[i].Released
	}
	return sum
}

// Owed is everything the participant owes.
func (b *Balances) Owed() int64 {
	sum := b.Overpaid + b.Draw + b.Advanced + b.Carried
	for i := range b.Claims {
		sum += b.Claims[i].Left
	}
	return sum
}

// copied gives balances that can be changed while the opening ones stay.
func (b *Balances) copied() Balances {
	c := *b
	c.Bank = maps.Clone(b.Bank)
	if c.Bank == nil {
		c.Bank = map[string]int64{}
	}
	c.Released = maps.Clone(b.Released)
	if c.Released == nil {
		c.Released = map[string]Release{}
	}
	c.Held = append([]Deal(nil), b.Held...)
	c.Claims = append([]Claim(nil), b.Claims...)
	c.Past = append([]PastPay(nil), b.Past...)
	c.Away = append([]Away(nil), b.Away...)
	return c
}
