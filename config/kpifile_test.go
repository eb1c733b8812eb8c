package config

import (
	"path"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
)

// TestShippedKPIs computes every worked example by hand-written numbers: those of the library's own files are checked
// while they are read, and what they must give stands here once more, from the guides the KPIs were taken from.
func TestShippedKPIs(t *testing.T) {
	t.Parallel()
	kpis, err := ShippedKPIs()
	if err != nil {
		t.Fatal(err)
	}
	gives := map[string]string{
		"conversion_rate":         "20%",       // 12 of 60
		"win_rate":                "25%",       // 18 of 72
		"quota_attainment":        "95%",       // 950k of 1.0M
		"churn_rate":              "4%",        // 8k of 200k
		"retention_rate":          "96%",       // 1 - 4 %
		"cac":                     "2_000",     // 600k for 300 customers
		"cac_payback":             "12.5",      // 2,000 / (0.80 x 200)
		"ltv":                     "4_000",     // 200 x 0.80 / 4 %
		"ltv_to_cac":              "2",         // 4,000 / 2,000
		"nrr":                     "100%",      // 100 + 15 - 5 - 10 over 100
		"grr":                     "96%",       // 200k less 8k
		"nps":                     "10",        // 30 % - 20 %
		"lead_to_opportunity":     "20%",       // 140 of 700
		"pipeline_contribution":   "1_200_000", // the guide's $1.2M
		"pipeline_coverage":       "4",         // 4.0M over 1.0M
		"sales_cycle":             "45",        // 900 days over 20 deals
		"expansion_mrr":           "15_000",
		"customer_satisfaction":   "90%", // 180 of 200
		"renewal_rate":            "90%", // 45 of 50
		"arpa":                    "200", // 200k over 1,000
		"new_customer_arpa":       "200", // 60k over 300
		"gross_margin":            "80%", // 1.0M less 200k
		"activation_rate":         "45%", // 450 of 1,000
		"feature_adoption_7d":     "12%",
		"feature_adoption_30d":    "25%",
		"feature_adoption_90d":    "40%",
		"cpa":                     "2_000",     // the guide's 250k for 125
		"campaign_roi":            "200%",      // (600 - 200) / 200
		"redemption_rate":         "15%",       // 120 of 800
		"referral_participation":  "15%",       // 90 of 600
		"forecast_accuracy":       "95%",       // 950 for 1,000
		"win_rate_by_value":       "30%",       // 360k of 1.2M
		"pipeline_created":        "1_500_000", // five of 300k
		"deal_margin":             "75%",       // 400k less 100k
		"average_discount":        "18%",       // 90k off 500k
		"new_customer_revenue":    "480_000",
		"partner_sourced_revenue": "220_000",
		"calls":                   "120", "emails": "300", "meetings_held": "24", "demos_held": "9", "activity_count": "450", "qualified_meetings": "14",
		"objective_achievement": "78%", // 0.6 x 90 % + 0.4 x 60 %
		"mqls":                  "700",
		"mql_quality":           "60%", // 420 of 700
		"revenue_influence":     "640_000",
		"logo_churn":            "2%",        // 20 of 1,000
		"expansion_arr":         "180_000",   // 12 x 15k
		"retained_arr":          "2_280_000", // 12 x 190k
		"average_survey_score":  "7.8",       // 780 over 100
		"cac_payback_by_cohort": "15",        // 600k / (0.80 x 50k)
		"dso":                   "40",        // 200k of 5k a day
		"collected_share":       "95%",       // 380k of 400k
		"billing_accuracy":      "98%",       // 490 of 500
		"time_to_activation":    "4.5",       // 180 days over 40 users
		"north_star":            "320",
		"uptime":                "99.5%", // 216 of 43,200 minutes down
		"sla_attainment":        "92%",   // 460 of 500
		"resolution_time":       "12",    // 720 minutes
		"delivery_velocity":     "80",    // 240 in 3 months
		"throughput":            "12",    // 36 in 3 months
		"data_quality_score":    "95%",   // 50 of 1,000 flawed
	}
	ws := &Workspace{KPIs: kpis}
	for _, k := range kpis {
		want, err := ParseRatio(gives[k.Name])
		if err != nil {
			t.Errorf("%s: nothing says what its example gives", k.Name)
			continue
		}
		e := ws.inline(k, func(other *KPI) bool { _, is := k.Example.Given[other.Name]; return !is })
		got := e.Eval(func(leaf *Expr) Value { return Value{Ratio: k.Example.Given[leaf.String()].Value} })
		if got.Null != "" || got.Ratio.Cmp(want) != 0 {
			t.Errorf("%s gives %s %s instead of %s", k.Name, got.Ratio, got.Null, gives[k.Name])
		}
		delete(gives, k.Name)
		if file := path.Base(k.At.File); file != k.Name+".yaml" {
			t.Errorf("%s is in %s", k.Name, file)
		}
		if k.DateField == "" || k.Population == "" || k.Kind == "" || k.Proves == "" {
			t.Errorf("%s does not say its date_field, population, kind and what it proves", k.Name)
		}
	}
	if len(gives) > 0 {
		t.Errorf("not in the library: %v", gives)
	}
}

// What may be left out of a company's own KPI stands in every shipped one.
func TestShippedKPIsSayEverything(t *testing.T) {
	t.Parallel()
	kpis, err := ShippedKPIs()
	if err != nil {
		t.Fatal(err)
	}
	for _, k := range kpis {
		for key, value := range map[string]string{"date_field": k.DateField, "population": k.Population, "kind": k.Kind, "proves": k.Proves} {
			if value == "" {
				t.Errorf("%s says no %s", k.Name, key)
			}
		}
	}
}

func TestKPIFormulaIsWrittenOut(t *testing.T) {
	t.Parallel()
	ws := goodWorkspace(t)
	for name, want := range map[string]string{
		"win_rate":       "won_deals / closed_deals",
		"retention_rate": "1 - existing(mrr_churn) / at_start(mrr)",
		"grr":            "min((at_start(mrr) - existing(mrr_contraction) - existing(mrr_churn)) / at_start(mrr), 1)",
		"ltv_to_cac": "at_end(mrr) / at_end(customers) * (revenue - cost_of_revenue) / revenue * months / (existing(mrr_churn) / at_start(mrr))" +
			" / (sales_and_marketing_cost / new_customers)",
	} {
		e, err := ws.KPIFormula(name)
		if err != nil || e.String() != want {
			t.Errorf("%s is\n%v (%v) instead of\n%s", name, e, err, want)
		}
	}
	if _, err := ws.KPIFormula("win_rte"); err == nil || !strings.Contains(err.Error(), `did you mean "win_rate"`) {
		t.Errorf("an unknown name gives %v", err)
	}
}

func TestConditionsStayWithTheLeavesTheyCameWith(t *testing.T) {
	t.Parallel()
	fsys := files(t, "good.txtar")
	outer := `kpi: uplift
title: Uplift
definition: Adoption beside renewals.
formula: feature_adoption_30d - renewals_won / renewals_due * months + feature_adoption_7d
only_if: [country = 'US', "segment__c = 'SMB'"]
unit: percent
direction: higher_is_better
owner: Product
indicates: leading
ties_to_pay: sometimes
subjects: [company]
example:
  given: {feature_adoption_30d: 30%, feature_adoption_7d: 10%, renewals_won: 1, renewals_due: 10, months: 1}
  gives: 30%
`
	fsys["kpis/uplift.yaml"] = &fstest.MapFile{Data: []byte(outer)}
	ws, err := ReadWorkspace(fsys)
	if err != nil {
		t.Fatal(err)
	}
	e, err := ws.KPIFormula("uplift")
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, leaf := range e.Leaves() {
		text := leaf.String()
		for _, c := range leaf.Where {
			text += " | " + c.SQL
		}
		got = append(got, text)
	}
	want := []string{
		"feature_adopters | country = 'US' | segment__c = 'SMB' | within_days = 30",
		"feature_eligible_users | country = 'US' | segment__c = 'SMB' | within_days = 30",
		"renewals_won | country = 'US' | segment__c = 'SMB'",
		"renewals_due | country = 'US' | segment__c = 'SMB'",
		"months",
		"feature_adopters | country = 'US' | segment__c = 'SMB' | within_days = 7",
		"feature_eligible_users | country = 'US' | segment__c = 'SMB' | within_days = 7",
	}
	if !slices.Equal(got, want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if at := e.Leaves()[0].Where[1].At.String(); at != "kpis/uplift.yaml:5:28" {
		t.Errorf("the second condition is at %s", at)
	}
}

func TestANegativeMarginIsNeverTheBestPayback(t *testing.T) {
	t.Parallel()
	e, err := goodWorkspace(t).KPIFormula("cac_payback")
	if err != nil {
		t.Fatal(err)
	}
	const never = "never, because revenue - cost_of_revenue is not above 0"
	for margin, want := range map[int64]string{200_000: "12.5", 1_000_000: never, 1_500_000: never} {
		got := e.Eval(values(map[string]Ratio{
			"sales_and_marketing_cost": Whole(600_000), "new_customers": Whole(300), "mrr_new": Whole(60_000),
			"revenue": Whole(1_000_000), "cost_of_revenue": Whole(margin),
		}))
		if months := got.Ratio.String(); (got.Null == "" && months != want) || got.Null != "" && (got.Null != want || !got.Never) {
			t.Errorf("with a cost of %d: %s %q instead of %s", margin, got.Ratio, got.Null, want)
		}
	}
}

func TestAWorkspacesKPIReplacesTheShippedOne(t *testing.T) {
	t.Parallel()
	fsys := files(t, "good.txtar")
	own := strings.NewReplacer("kpi: named_renewals", "kpi: win_rate", "renewals_won / renewals_due", "renewals_won / renewals_due * 1").
		Replace(string(fsys["kpis/named_renewals.yaml"].Data))
	fsys["kpis/win_rate.yaml"] = &fstest.MapFile{Data: []byte(own)}
	ws, err := ReadWorkspace(fsys)
	if err != nil {
		t.Fatal(err)
	}
	shipped, _ := ShippedKPIs()
	if got := ws.KPI("win_rate"); got.At.File != "kpis/win_rate.yaml" || len(ws.KPIs) != len(shipped)+1 {
		t.Errorf("win_rate is of %s, %d KPIs", got.At.File, len(ws.KPIs))
	}
	if !slices.IsSortedFunc(ws.KPIs, func(a, b *KPI) int { return strings.Compare(a.Name, b.Name) }) {
		t.Error("the KPIs are not in order")
	}
}
