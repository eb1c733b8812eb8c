package main

import "strings"

// activity is something somebody did that took place.
type activity struct {
	fact
	kind        string
	isQualified bool
}

// activities are what was done: nothing that was called off, no meeting that nobody came to.
func (s *second) activities() []activity {
	var out []activity
	for _, t := range s.notDeleted("salesforce/Task.csv") {
		if t["Status"] == "Completed" {
			out = append(out, activity{fact{day: dayIn(t["CompletedDateTime"]), person: s.user(t["OwnerId"]), value: one}, strings.ToLower(t["TaskSubtype"]), false})
		}
	}
	for _, e := range s.notDeleted("salesforce/Event.csv") {
		if e["Outcome__c"] == "Held" {
			out = append(out, activity{fact{day: dayIn(e["StartDateTime"]), person: s.user(e["OwnerId"]), value: one}, strings.ToLower(e["Type"]), e["Qualified__c"] == "true"})
		}
	}
	return out
}

// done are the activities that are what is asked.
func done(counts func(*activity) bool) secondMeasure {
	return func(s *second) []fact {
		var out []fact
		for _, a := range s.activities() {
			if counts(&a) {
				out = append(out, a.fact)
			}
		}
		return out
	}
}

func (a *activity) isMeeting() bool { return a.kind == "meeting" || a.kind == "demo" }

var activityMeasures = map[string]secondMeasure{
	"activities":         done(func(*activity) bool { return true }),
	"calls":              done(func(a *activity) bool { return a.kind == "call" }),
	"e-mails":            done(func(a *activity) bool { return a.kind == "email" }),
	"demonstrations":     done(func(a *activity) bool { return a.kind == "demo" }),
	"meetings":           done((*activity).isMeeting),
	"qualified meetings": done(func(a *activity) bool { return a.isMeeting() && a.isQualified }),
}

var activityKPIs = map[string]secondKPI{
	"activity_count":     sumOf("activities"),
	"calls":              sumOf("calls"),
	"emails":             sumOf("e-mails"),
	"demos_held":         sumOf("demonstrations"),
	"meetings_held":      sumOf("meetings"),
	"qualified_meetings": sumOf("qualified meetings"),
}
