package demo

import "strconv"

// shares are how a deal divides among one, two or three lines, in percent.
var shares = [3][]int64{{100}, {75, 25}, {65, 20, 15}}

// appendLines divides the deal among the platform, connectors and, in new business, onboarding. The lines' amounts,
// list amounts and costs sum to the deal's.
func (s *sheaf) appendLines(d *deal, t *terms, r *random) {
	parts := shares[r.below(2)]
	if d.kind == newBusiness {
		parts = shares[r.below(3)]
	}
	what := [...]int{platformOf(d.account), connectors, onboarding}
	left := [3]int64{d.minor, t.list, t.cost}
	for n := len(parts) - 1; n >= 0; n-- {
		line := left
		if n > 0 {
			for i, whole := range [3]int64{d.minor, t.list, t.cost} {
				line[i] = whole * parts[n] / 10_000 * 100
				left[i] -= line[i]
			}
		}
		s.appendLine(d, n, what[n], line)
	}
}

// platformOf is the platform the account's segment buys.
func platformOf(a account) int { return int(a.segment) }

// appendLine writes one OpportunityLineItem; money is amount, list amount and cost.
func (s *sheaf) appendLine(d *deal, n, what int, money [3]int64) {
	quantity := units(money[0], money[1])
	b := s.rows[lines]
	b = appendID(b, linePrefix, d.serial*4+uint64(n))
	b = append(b, ',')
	b = appendBool(b, d.deleted)
	b = append(b, ',')
	b = appendID(b, opportunityPrefix, d.serial)
	b = append(b, ',')
	b = appendOffer(b, what)
	b = append(b, ',')
	b = strconv.AppendInt(b, quantity, 10)
	b = append(b, ',')
	b = appendMoney(b, money[1]/quantity)
	b = append(b, ',')
	b = appendMoney(b, money[0]/quantity)
	b = append(b, ',')
	b = appendMoney(b, money[0])
	b = append(b, ',')
	b = appendMoney(b, money[1])
	b = append(b, ',')
	b = appendMoney(b, money[2])
	b = append(b, ',')
	b = append(b, d.currency...)
	s.rows[lines] = append(b, '\n')
	s.add(lines)
}

// units is the largest of some usual quantities by which both prices divide without a rest and of which one costs at
// least 200.00.
func units(amount, list int64) int64 {
	for _, n := range [...]int64{100, 50, 25, 20, 10, 5, 4, 2} {
		if amount%n == 0 && list%n == 0 && amount/n >= 200_00 {
			return n
		}
	}
	return 1
}
