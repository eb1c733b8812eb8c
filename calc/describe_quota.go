package calc

import (
	"fmt"
	"strings"
)

// sentences say what becomes of a written target: a season's share of a year, and a ramp for who is new.
func (q *quotaRule) sentences(d *describing) []string {
	var out []string
	if r := q.ramp; r != nil {
		said := make([]string, len(r.list))
		for i, v := range r.list {
			if said[i] = percent(v) + " of it"; r.amounts {
				said[i] = d.money(v)
			}
		}
		since := "you came under the plan"
		if r.from == countedFromHired {
			since = "you were hired"
		}
		after := "after that it is as written"
		if n := len(said); n > 1 {
			said = []string{strings.Join(said[:n-1], ", ") + " and " + said[n-1]}
		}
		out = append(out, fmt.Sprintf("Your target begins smaller: in the first %ss since %s it is %s; %s.", r.per, since, said[0], after))
	}
	if s := q.season; s != nil && s.every != nil {
		said := make([]string, len(s.every.shares))
		for i, v := range s.every.shares {
			said[i] = percent(v)
		}
		out = append(out, fmt.Sprintf("A target written for a year is divided by season: %s for its %ss, one after the other.", strings.Join(said, ", "), s.every.kind))
	} else if s != nil {
		out = append(out, "A target written for a year is divided by season, with a share for each period in the plan.")
	}
	return out
}
