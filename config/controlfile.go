package config

import "strings"

// readControl reads what a source says its files hold.
func readControl(n *Node, ps *Problems) *Control {
	if n == nil {
		return nil
	}
	r := n.ReadAs(ps, "control")
	c := &Control{At: n.Place(), Path: r.TextOr("path", ""), Rows: -1}
	if r.Has("rows") {
		c.Rows = r.IntOr("rows", 0)
	}
	if sums := r.Child("sums"); sums != nil {
		columns := sums.ReadAs(ps, "sums")
		for _, k := range sums.Keys {
			c.Sums = append(c.Sums, ControlSum{At: columns.At(k.Text), Column: k.Text, Total: columns.Ratio(k.Text)})
		}
	}
	r.Done()
	given := r.Has("rows") || len(c.Sums) > 0
	switch {
	case r.node == nil:
	case c.Path == "" && !given:
		ps.Addf(c.At, "control: says nothing; name the control file, path: extracts/crm/totals.csv, or what the files hold, {rows: 120, sums: {Amount: 4_500_000.00}}")
	case c.Path != "" && given:
		ps.Addf(c.At, "control: has a control file and totals; keep one")
	case r.Has("rows") && c.Rows < 0:
		ps.Addf(r.At("rows"), "rows: %d is no number of records", c.Rows)
	}
	return c
}

func readFresh(n *Node, ps *Problems) int {
	if n == nil {
		return 0
	}
	r := n.ReadAs(ps, "fresh")
	days := r.IntOr("days", 0)
	r.Done()
	if r.node != nil && days < 1 {
		ps.Addf(n.Place(), "fresh: write how many days old the newest record may be, such as {days: 3}")
	}
	return int(days)
}

func readDrift(n *Node, ps *Problems) Drift {
	if n == nil {
		return Drift{}
	}
	r := n.ReadAs(ps, "drift")
	share := func(key string) *Ratio {
		if !r.Has(key) {
			return nil
		}
		v, ok := r.ratio(key, r.optional(key))
		written := r.TextOr(key, "")
		switch {
		case !ok:
		case v.Sign() <= 0:
			ps.Addf(r.At(key), "%s: %s is not above 0; write how far it may be from the landing before, such as 30%%", key, v)
		case v.Cmp(Whole(1)) >= 0 && !strings.HasSuffix(written, "%"):
			ps.Addf(r.At(key), "%s: %s would be %s times the landing before; write %s%% if that is meant", key, written, written, written)
		}
		return &v
	}
	d := Drift{Rows: share("rows"), Sums: share("sums")}
	r.Done()
	return d
}

// readChecks reads what the workspace says about data checks; whether there are such checks is for who has them to say.
func readChecks(n *Node, ps *Problems) map[string]CheckSetting {
	if n == nil {
		return nil
	}
	checks := n.ReadAs(ps, "checks")
	out := map[string]CheckSetting{}
	for _, k := range n.Keys {
		r := checks.Child(k.Text).ReadAs(ps, "a check")
		out[k.Text] = CheckSetting{At: k.At, Severity: choiceOr(r, "severity", []string{"stop", "hold", "warn"}), Owner: r.TextOr("owner", "")}
		r.Done()
	}
	return out
}
