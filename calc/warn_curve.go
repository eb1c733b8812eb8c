package calc

import "attain/config"

// eachCurve visits the curves of components and steps. component is "" for a step.
func (w *warner) eachCurve(see func(component string, c *Curve)) {
	for i := range w.plan.Components {
		d := &w.plan.Components[i]
		for k := range d.Curves {
			see(d.Name, &d.Curves[k])
		}
	}
	for i := range w.plan.Steps {
		for k := range w.plan.Steps[i].Curves {
			see("", &w.plan.Steps[i].Curves[k])
		}
	}
}

// at writes a point's place on the axis.
func (w *warner) at(a Axis, v config.Ratio) string {
	return tidy(show(v, a.Unit, w.plan.Currency, 2))
}

// amount writes what a curve pays, or what it multiplies by.
func (w *warner) amount(c *Curve, v config.Ratio) string {
	if c.Y.Unit != "money" {
		return trimZeros(v.Decimal(4))
	}
	d := describing{plan: w.prog.plans[w.plan.Name], currency: c.Y.Currency}
	return d.money(v)
}

// findCliffs looks for jumps. Where pay begins, at a threshold, every plan jumps, and that one is not warned of.
func findCliffs(w *warner) {
	w.eachCurve(func(component string, c *Curve) {
		jumps, most, widest := 0, 0, config.Ratio{}
		for i := range c.List {
			from, to, is := c.jump(i)
			if !is || from.Sign() == 0 || to.Less(from) {
				continue
			}
			if jumps++; widest.Less(to.Sub(from)) {
				most, widest = i, to.Sub(from)
			}
		}
		if jumps == 0 {
			return
		}
		from, to, _ := c.jump(most)
		more := ""
		if jumps > 1 {
			more = "; there are " + plural(int64(jumps), "such step", "such steps")
		}
		w.warn(component, c.List[most].At, "let it rise in a straight line (between: straight_line, each_tier: own_rate), or use more and smaller steps",
			"%s: at %s pay jumps from %s to %s%s", c.Title, w.at(c.X, c.List[most].X), w.amount(c, from), w.amount(c, to), more)
	})
	for i := range w.plan.Components {
		d := &w.plan.Components[i]
		for _, l := range d.Looks {
			if l.Cliff != "" {
				w.warn(d.Name, l.At, "let what is paid fall step by step, with a multiplier in a straight line", "%s: %s", d.Name, l.Cliff)
			}
		}
	}
}

// findPaysLess looks for places where a better result pays less than a worse one.
func findPaysLess(w *warner) {
	w.eachCurve(func(component string, c *Curve) {
		list := c.better()
		for i := 1; i < len(list); i++ {
			if list[i].Y.Less(list[i-1].Y) {
				w.warn(component, list[i].At, "let no later tier or step pay less than the one before; with each_tier: own_rate a lower rate lowers only what lies above its limit",
					"%s: at %s it pays %s, and just before %s", c.Title, w.at(c.X, list[i].X), w.amount(c, list[i].Y), w.amount(c, list[i-1].Y))
			}
		}
	})
}

// findRateFalls looks for places where the next bit of result pays less than the bit before, beyond the target where
// there is one: up to it, a curve makes up for having begun at a threshold.
func findRateFalls(w *warner) {
	w.eachCurve(func(component string, c *Curve) {
		list := c.better()
		for i := range list {
			if list[i].Mark == "target" {
				list = list[i:]
				break
			}
		}
		var before config.Ratio
		known := false
		for i := 1; i < len(list); i++ {
			width := list[i].X.Sub(list[i-1].X).Abs()
			if width.Sign() == 0 {
				continue
			}
			rate := list[i].Y.Sub(list[i-1].Y).Quo(width)
			if known && rate.Less(before) {
				w.warn(component, list[i].At, "if it is meant (a decelerator, a soft cap), sign it off under accepted:; else let later rates be at least as high",
					"%s: above %s more result pays less for each bit than before it", c.Title, w.at(c.X, list[i-1].X))
			}
			before, known = rate, true
		}
	})
}

// better gives the points from the worst result to the best.
func (c *Curve) better() []Point {
	out := make([]Point, len(c.List))
	for i, p := range c.List {
		if c.Lower {
			i = len(c.List) - 1 - i
		}
		out[i] = p
	}
	return out
}
