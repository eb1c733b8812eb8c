package calc

func findNoExample(w *warner) {
	if len(w.plan.Plan.Examples) == 0 {
		w.warn("", w.plan.Plan.At, "add one under examples:, with what is given and what each component then pays", "plan %s has no example", w.plan.Name)
	}
}

func findNoReview(w *warner) {
	if w.plan.ReviewBy == 0 {
		w.warn("", w.plan.Plan.At, "add review_by: with a day in the plan's last quarter", "plan %s does not say by when it is looked over", w.plan.Name)
	}
}

// findReviewPassed speaks while the plan is in force: of an old plan nobody expects a review.
func findReviewPassed(w *warner) {
	p := w.plan.Plan
	if p.ReviewBy == 0 || w.asOf <= p.ReviewBy || w.asOf >= p.End || p.ReviewedOn >= p.ReviewBy {
		return
	}
	w.warn("", p.At, "look it over, then write reviewed_on: with the day and move review_by: on", "plan %s was to be looked over by %s, and it is %s", p.Name, p.ReviewBy, w.asOf)
}

func findPricesChanged(w *warner) {
	p, changed := w.plan.Plan, w.prog.ws.Company.PricesChanged
	if changed == 0 || changed > w.asOf || w.asOf >= p.End || max(p.First, p.ReviewedOn) > changed {
		return
	}
	w.warn("", p.At, "check thresholds, targets and rates against the new prices, then write reviewed_on: with the day",
		"prices changed on %s, and plan %s has not been looked over since", changed, p.Name)
}
