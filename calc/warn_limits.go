package calc

func findNoCap(w *warner) {
	for i := range w.plan.Steps {
		if w.plan.Steps[i].Capped {
			return
		}
	}
	for i := range w.plan.Components {
		if c := &w.plan.Components[i]; c.Open && c.Cap == nil {
			w.warn(c.Name, c.At, "write cap_amount in the component or cap under steps, or accept that it is open above", "nothing limits what %s can pay", c.Name)
		}
	}
}

func findNoFloor(w *warner) {
	for i := range w.plan.Steps {
		if w.plan.Steps[i].Floored {
			return
		}
	}
	for i := range w.plan.Components {
		if c := &w.plan.Components[i]; c.BelowZero && c.Floor == nil {
			w.warn(c.Name, c.At, "write floor_amount: 0 in the component, or a floor or guarantee under steps; or accept that returns are taken back in full",
				"nothing stops %s from coming to less than 0 when more is returned than sold", c.Name)
		}
	}
}
