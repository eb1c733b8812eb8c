package calc

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"attain/calc/settle"
	"attain/config"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// planSchema is the schema compiled by a validator that knows nothing of us.
var planSchema = sync.OnceValues(func() (*jsonschema.Schema, error) {
	text, err := PlanSchema(nil, nil)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	c := jsonschema.NewCompiler()
	c.DefaultDraft(jsonschema.Draft2020)
	if err := c.AddResource("plan.json", doc); err != nil {
		return nil, err
	}
	return c.Compile("plan.json")
})

// followsSchema fails a test whose plan, which compiles, is refused by the schema: every plan in this package's tests
// goes through it.
func followsSchema(tb testing.TB, plan string) {
	tb.Helper()
	if err := againstSchema(tb, plan); err != nil {
		tb.Errorf("the schema refuses a plan: %v\n%s", err, plan)
	}
}

func againstSchema(tb testing.TB, plan string) error {
	tb.Helper()
	s, err := planSchema()
	if err != nil {
		tb.Fatal(err)
	}
	var ps config.Problems
	return s.Validate(jsonOf(config.ParseYAML("plan.yaml", []byte(plan), &ps)))
}

// jsonOf gives what an editor's YAML reader makes of a node.
func jsonOf(n *config.Node) any {
	switch {
	case n == nil, n.Kind == config.Null:
		return nil
	case n.Kind == config.List:
		out := make([]any, len(n.Items))
		for i, item := range n.Items {
			out[i] = jsonOf(item)
		}
		return out
	case n.Kind == config.Mapping:
		out := map[string]any{}
		for i, k := range n.Keys {
			out[k.Text] = jsonOf(n.Items[i])
		}
		return out
	case n.Quoted:
		return n.Text
	case n.Text == "true", n.Text == "false":
		return n.Text == "true"
	}
	if strings.Trim(n.Text, "0123456789.-") == "" && strings.Count(n.Text, "-") == strings.Count(n.Text[:1], "-") {
		if v, err := jsonschema.UnmarshalJSON(strings.NewReader(n.Text)); err == nil {
			return v
		}
	}
	return n.Text
}

// probes are plans with ? where a key of the part goes that nobody knows. The message about it lists every key the
// loader or the kind asked for; where that depends on other keys, a part has several plans.
var probes = map[string][]string{
	"plan":       {"?, " + flowPlan(`{name: a, kind: commission, paid_on: bookings, rate: 1%}`)},
	"applies_to": {strings.Replace(flowPlan(`{name: a, kind: commission, paid_on: bookings, rate: 1%}`), "{role: AE}", "{role: AE, ?}", 1)},
	"example": {
		flowPlan(`{name: a, kind: commission, paid_on: bookings, rate: 1%}`) + ", examples: [{?, given: {bookings: 1}, gives: {a: 0.01}}]",
	},
	"accepted": {
		flowPlan(`{name: a, kind: commission, paid_on: bookings, rate: 1%}`) + ", accepted: [{?, warning: no_cap, by: me, on: 2026-01-01, because: so}]",
	},
	"scorecard": {flowPlan(flowCard("?"))},
	"point": {
		flowPlan(strings.Replace(flowCard("over: month"), "threshold: {", "threshold: {?, ", 1)),
		flowPlan(strings.Replace(flowCard("over: month"), "target: {", "target: {?, ", 1)),
		flowPlan(strings.Replace(flowCard("over: month"), "cap: {", "cap: {?, ", 1)),
	},
	"too_few": {flowPlan(flowCard("too_few: {?, fewer_than: 10 closed_deals, then: nothing}"))},
	"commission": {
		flowPlan("{?, name: a, kind: commission, paid_on: bookings, rate: 1%}"),
		flowPlan("{?, name: a, kind: commission, paid_on: bookings, rate: incentive_per_quota, weight: 100%}"),
	},
	"tiers": {
		flowPlan("{name: a, kind: commission, paid_on: bookings, tiers: {?, by: attainment, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 1%}, {rate: 2%}]}}"),
	},
	"tier": {
		flowPlan("{name: a, kind: commission, paid_on: bookings, tiers: {by: attainment, resets: yearly, each_tier: own_rate, rates: [{?, below: 100%, rate: 1%}, {rate: 2%}]}}"),
		flowPlan("{name: a, kind: commission, paid_on: bookings, tiers: {by: attainment, base_rate: 1%, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 1%}, {?, times: 2}]}}"),
	},
	"spif":       {flowPlan("{?, name: a, kind: spif, paid_on: bookings, rate: 1%}")},
	"spif_tiers": {flowPlan("{name: a, kind: spif, paid_on: bookings, tiers: {?, by: amount, each_tier: own_rate, rates: [{rate: 2%}]}}")},
	"budget":     {flowPlan("{name: a, kind: spif, paid_on: bookings, rate: 1%, budget: {?, amount: 5, order: first_come}}")},
	"beside_the_plan": {
		flowPlan("{name: a, kind: spif, paid_on: bookings, rate: 1%, beside_the_plan: {?, replaces: b}}"),
		flowPlan("{name: a, kind: spif, paid_on: bookings, rate: 1%, beside_the_plan: {?, greater_of: b}}"),
	},
	"override": {
		flowPlan("{?, name: a, kind: override, of: direct_reports, own_deals: counted, paid_on: bookings, rate: 1%}"),
		flowPlan("{?, name: a, kind: override, of: direct_reports, own_deals: counted, paid_on: bookings, rate: incentive_per_quota, weight: 100%}"),
	},
	"tier_row":         {flowPlan("{name: a, kind: commission, paid_on: bookings, tiers: {by: amount, resets: yearly, each_tier: own_rate, rates: [{below: 5, rates: [{?, rate: 1%}]}, {rate: 2%}]}}")},
	"rate_row":         {flowPlan("{name: a, kind: commission, paid_on: bookings, rates: [{?, rate: 1%}]}")},
	"rate_formula":     {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: {?, formula: 1%}}")},
	"per_deal":         {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, per_deal: {?, at_least: 1}}")},
	"related":          {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, per_deal: {at_most: 1, related: {?, by: account_id, within: 9 days, counted_from: first_deal, across_windows: apart}}}")},
	"reviewed_deal":    {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, per_deal: {review_above: 1, reviewed: [{?, deal: D1}]}}")},
	"objectives":       {flowPlan("{?, name: a, kind: objectives, weight: 100%, pays: as_completed, cancelled: nothing, late: held}")},
	"objectives_curve": {flowPlan("{name: a, kind: objectives, weight: 100%, pays: {?, curve: [{at: 100%, pays: 100%}]}, cancelled: nothing, late: held}")},
	"completion":       {flowPlan("{name: a, kind: objectives, weight: 100%, pays: {curve: [{?, at: 100%, pays: 100%}]}, cancelled: nothing, late: held}")},
	"pool":             {flowPlan("{?, name: a, kind: pool, shared_by: plan, amount: 1, shares: equal, leavers: kept, each_at_most: 1, excess: lost}")},
	"contest":          {flowPlan("{?, name: a, kind: contest, ranked_by: bookings, among: plan, prizes: [1], ties: share, at_least: 1}"), flowPlan("{?, name: a, kind: contest, ranked_by: {kpi: sales_cycle}, among: plan, prizes: [1], ties: share, at_most: 1}")},
	"prize":            {flowPlan("{name: a, kind: contest, ranked_by: bookings, among: plan, prizes: [{?, ranks: 1, pays: 1}], ties: share}")},
	"milestone":        {flowPlan("{?, name: a, kind: milestone, of: bookings, counted_from: year, reached: [{at: 1, pays: 1}], taken_back: no}")},
	"milestone_point":  {flowPlan("{name: a, kind: milestone, of: bookings, counted_from: year, reached: [{?, at: 1, pays: 1}], taken_back: no}")},
	"pool_amount":      {flowPlan("{name: a, kind: pool, shared_by: plan, amount: {?, rate: 1%, of: revenue, subject: company}, shares: equal, leavers: kept}")},
	"pool_times":       {flowPlan("{name: a, kind: pool, shared_by: plan, amount: 1, times: {?, kpi: win_rate, subject: company}, shares: equal, leavers: kept}")},
	"gauge":            {flowPlan("{name: a, kind: pool, shared_by: plan, amount: 1, shares: {?, measure: base_pay}, leavers: kept}")},
	"gate": {
		flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, gate: {?, kpi: win_rate, at_least: 20%, otherwise: 0%}}"),
		flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, gate: {?, kpi: win_rate, at_most: 20%, otherwise: 0%}}"),
		flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, gate: {?, component: b, at_least: 20%, otherwise: 0%}}"),
	},
	"multiplier":       {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, multiplier: {?, kpi: win_rate, applies: after_cap, at: [{at: 20%, times: 1}], between: steps}}")},
	"multiplier_point": {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%, multiplier: {kpi: win_rate, applies: after_cap, at: [{?, at: 20%, times: 1}], between: steps}}")},
	"plan_multiplier":  {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%}") + ", steps: {multiplier: {?, kpi: win_rate, at: [{at: 20%, times: 1}], between: steps}}"},
	"cap":              {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%}") + ", steps: {cap: {?, amount: 5, per: quarter, excess: lost}}"},
	"guarantee": {
		flowSteps("guarantee: {?, pays: additive, amount: 5, per: month, counted_from: plan, prorated: no}"),
	},
	"floor": {flowSteps("floor: {?, amount: 5, per: month}")},
	"holdback": {
		flowSteps("holdback: {?, released_by: cash_received, nothing_billed: held}"), flowSteps("holdback: {?, released_by: parts, parts: [{at: sale, share: 100%}]}"),
	},
	"holdback_part": {
		flowSteps("holdback: {released_by: parts, parts: [{?, at: sale, share: 100%}]}"), flowSteps("holdback: {released_by: parts, parts: [{?, after: 9 days, share: 100%}]}"),
		flowSteps("holdback: {released_by: parts, parts: [{?, on: 2025-01-01, share: 100%}]}"), flowSteps("holdback: {released_by: parts, parts: [{?, when: x, share: 100%}]}"),
	},
	"clawback":         {flowSteps("clawback: {?, on: [cancelled], within: 9 days, schedule: full, counted_from: closed, at: none, spifs: stay, overrides: stay}, negative_pay: paid")},
	"clawback_stretch": {flowSteps("clawback: {on: [cancelled], schedule: [{?, within: 9 days, share: 100%}], counted_from: closed, at: none, spifs: stay, overrides: stay}, negative_pay: paid")},
	"clawback_unpaid":  {flowSteps("clawback: {on: [cancelled], within: 9 days, schedule: full, counted_from: closed, at: none, spifs: stay, overrides: stay, unpaid: {?, after: 9 days}}, negative_pay: paid")},
	"leave_pay":        {strings.Replace(flowSteps("leave_pay: {?, share: 75%, average_of: 6 months, months_away: left_out}"), "pays: quarterly", "pays: quarterly, conventions: {leave_is: {kinds: [sick]}}", 1)},
	"recovery":         {flowSteps("recovery: {?, share: 10%}, negative_pay: paid")},
	"draw":             {flowSteps("draw: {?, kind: top_up, amount: 5, per: quarter, recoverable: yes, recovery_share: 5%, negative_earnings: carried, at_year_end: carry, on_leaving: netted}")},
	"payment_floor":    {flowSteps("payment_floor: {?, amount: 0, recoverable: yes}")},
	"quota":            {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%}") + ", quota: {?, seasonality: [25%, 25%, 25%, 25%]}"},
	"true_up": {
		flowPlan("{name: a, kind: commission, paid_on: bookings, tiers: {by: attainment, resets: yearly, each_tier: own_rate, rates: [{below: 100%, rate: 1%}, {rate: 2%}]}, true_up: {?, may_be_negative: yes, quota: whole}}"),
	},
	"leave_is":    {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%}") + ", conventions: {leave_is: {?, kinds: [sick]}}"},
	"conventions": {flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%}") + ", conventions: {?, halves: to_even}"},
}

func flowSteps(steps string) string {
	return flowPlan("{name: a, kind: commission, paid_on: bookings, rate: 1%}") + ", steps: {" + steps + "}"
}

func flowPlan(component string) string {
	return "plan: p, first_day: 2025-01-01, last_day: 2026-12-31, applies_to: {role: AE}, pays: quarterly, components: [" + component + "]"
}

func flowCard(settings string) string {
	return "{name: a, kind: scorecard, kpi: win_rate, weight: 100%, threshold: {at: 10%, pays: 50%}, target: {at: 20%, pays: 100%}, cap: {at: 40%, pays: 150%}, between: straight_line, " + settings + "}"
}

// TestSchemaHasEveryKey: what the loader and the kinds ask for is what the schema's table has, part by part, both ways.
func TestSchemaHasEveryKey(t *testing.T) {
	t.Parallel()
	for _, part := range planParts() {
		if part.name == "steps" {
			var names []string
			for _, k := range stepOrder() {
				names = append(names, k.name)
			}
			sameKeys(t, part, append(names, settle.Names()...))
			continue
		}
		if len(probes[part.name]) == 0 {
			t.Errorf("%s has no plan to probe it", part.name)
			continue
		}
		var asked []string
		for _, probe := range probes[part.name] {
			asked = append(asked, askedFor(t, part, probe)...)
		}
		sameKeys(t, part, asked)
	}
	for _, k := range kinds() {
		if !slices.ContainsFunc(planParts(), func(p planPart) bool { return p.name == k.name }) {
			t.Errorf("the schema has no keys for kind %s; add a part to planParts", k.name)
		}
	}
}

// nonsense is a key nobody knows.
const nonsense = "qqqqqqqqqq"

// askedFor gives the keys the message about an unknown key lists.
func askedFor(t *testing.T, part planPart, probe string) []string {
	t.Helper()
	plan := "{" + strings.Replace(probe, "?", nonsense+": 1", 1) + "}"
	ws, err := config.ReadWorkspace(fstest.MapFS{"attain.yaml": {Data: []byte(testAttain)}, "plans/p.yaml": {Data: []byte(plan)}})
	if err == nil {
		_, err = Compile(ws, testMeasures)
	}
	var problems *config.ProblemError
	if !errors.As(err, &problems) {
		t.Fatalf("%s: %v, want problems in\n%s", part.name, err, plan)
	}
	for _, p := range problems.List {
		if _, list, ok := strings.Cut(p.Message, " may have: "); ok && strings.Contains(p.Message, nonsense) {
			return strings.Split(list, ", ")
		}
	}
	t.Fatalf("%s: the message about an unknown key is missing from\n%s", part.name, err)
	return nil
}

func sameKeys(t *testing.T, part planPart, asked []string) {
	t.Helper()
	var known []string
	for _, k := range part.keys {
		known = append(known, k.key)
	}
	for _, k := range asked {
		if !slices.Contains(known, k) {
			t.Errorf("%s accepts %q, and the schema does not; add it to planParts", part.title, k)
		}
	}
	for _, k := range known {
		if !slices.Contains(asked, k) {
			t.Errorf("the schema has %q for %s, which does not accept it", k, part.title)
		}
	}
}

// TestSchemaAcceptsShippedPlans: every plan we ship is accepted, and refused with any of its keys misspelt.
func TestSchemaAcceptsShippedPlans(t *testing.T) {
	t.Parallel()
	files, err := filepath.Glob("../cmd/attain/demo/workspace/plans/*.yaml")
	if err != nil || len(files) < 7 {
		t.Fatalf("found %d plans, %v", len(files), err)
	}
	more, err := filepath.Glob("../cmd/attain/testdata/import/*/plan.yaml")
	if err != nil || len(more) == 0 {
		t.Fatalf("found %d plans, %v", len(more), err)
	}
	for _, file := range append(files, more...) {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if err := againstSchema(t, string(text)); err != nil {
			t.Errorf("%s: %v", file, err)
		}
		var ps config.Problems
		misspell(t, file, config.ParseYAML(file, text, &ps))
	}
}

// freeKeys are mappings whose keys are names people give.
var freeKeys = []string{"given", "gives", "at"}

// misspell changes one key after the other and wants each change refused.
func misspell(t *testing.T, file string, root *config.Node) {
	t.Helper()
	s, err := planSchema()
	if err != nil {
		t.Fatal(err)
	}
	changed := 0
	var walk func(n *config.Node)
	walk = func(n *config.Node) {
		for i, item := range n.Items {
			if n.Kind == config.Mapping {
				k := n.Keys[i]
				was := k.Text
				k.Text += nonsense
				if changed++; s.Validate(jsonOf(root)) == nil {
					t.Errorf("%s: %s is accepted", k.At, k.Text)
				}
				if k.Text = was; slices.Contains(freeKeys, was) && item.Kind == config.Mapping {
					continue
				}
			}
			walk(item)
		}
	}
	walk(root)
	if changed < 10 {
		t.Errorf("%s: only %d keys were misspelt", file, changed)
	}
}
