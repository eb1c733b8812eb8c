package demo

import (
	"bufio"
	"encoding/json"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
)

// objects reads an extract of one JSON object a line.
func objects(t *testing.T, dir, path string) []map[string]any {
	t.Helper()
	file, err := os.Open(filepath.Join(dir, "extracts", path))
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	var list []map[string]any
	for lines := bufio.NewScanner(file); lines.Scan(); {
		object := map[string]any{}
		if err := json.Unmarshal(lines.Bytes(), &object); err != nil {
			t.Fatal(err)
		}
		list = append(list, object)
	}
	return list
}

// minorOf reads money with two decimals.
func minorOf(t *testing.T, text string) int64 {
	t.Helper()
	minor, err := strconv.ParseInt(strings.Replace(text, ".", "", 1), 10, 64)
	if err != nil {
		t.Fatal(err)
	}
	return minor
}

// values gives the values of a column as a set, without the empty one.
func values(list []map[string]string, column string) map[string]bool {
	set := map[string]bool{}
	for _, record := range list {
		if record[column] != "" {
			set[record[column]] = true
		}
	}
	return set
}

func TestReferencesHold(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	ids := map[string]map[string]bool{"employee": values(workers(t, dir), "Employee_ID")}
	for _, object := range []string{"User", "Account", "Opportunity", "Lead", "Product2", "Campaign", "Territory2"} {
		ids[object] = values(records(t, dir, "salesforce/"+object+".csv"), "Id")
	}
	for _, r := range []struct{ path, column, to string }{
		{"salesforce/Opportunity.csv", "AccountId", "Account"},
		{"salesforce/Opportunity.csv", "Partner__c", "Account"},
		{"salesforce/Opportunity.csv", "Territory2Id", "Territory2"},
		{"salesforce/Opportunity.csv", "CampaignId", "Campaign"},
		{"salesforce/OpportunityHistory.csv", "OpportunityId", "Opportunity"},
		{"salesforce/OpportunityLineItem.csv", "OpportunityId", "Opportunity"},
		{"salesforce/OpportunityLineItem.csv", "Product2Id", "Product2"},
		{"salesforce/Account.csv", "OwnerId", "User"},
		{"salesforce/Account.csv", "ParentId", "Account"},
		{"salesforce/Account.csv", "Territory__c", "Territory2"},
		{"salesforce/Campaign.csv", "OwnerId", "User"},
		{"salesforce/Lead.csv", "ConvertedAccountId", "Account"},
		{"salesforce/Lead.csv", "ConvertedOpportunityId", "Opportunity"},
		{"salesforce/Lead.csv", "Campaign__c", "Campaign"},
		{"salesforce/CampaignMember.csv", "CampaignId", "Campaign"},
		{"salesforce/CampaignMember.csv", "LeadId", "Lead"},
		{"salesforce/CampaignMember.csv", "AccountId", "Account"},
		{"salesforce/CampaignMember.csv", "Opportunity__c", "Opportunity"},
		{"salesforce/Task.csv", "OwnerId", "User"},
		{"salesforce/Task.csv", "WhatId", "Opportunity"},
		{"salesforce/Task.csv", "WhoId", "Lead"},
		{"salesforce/Event.csv", "OwnerId", "User"},
		{"salesforce/Event.csv", "WhatId", "Opportunity"},
		{"salesforce/Event.csv", "AccountId", "Account"},
		{"salesforce/Case.csv", "AccountId", "Account"},
		{"salesforce/Case.csv", "ProductId", "Product2"},
		{"salesforce/Territory2.csv", "ParentTerritory2Id", "Territory2"},
		{"operations/approvals.csv", "opportunity_id", "Opportunity"},
		{"operations/approvals.csv", "approver", "employee"},
		{"operations/incidents.csv", "product_id", "Product2"},
		{"operations/releases.csv", "product_id", "Product2"},
		{"operations/releases.csv", "owner", "employee"},
		{"operations/referrals.csv", "opportunity_id", "Opportunity"},
		{"operations/referrals.csv", "account_id", "Account"},
		{"operations/rewards.csv", "account_id", "Account"},
		{"operations/rewards.csv", "participant", "employee"},
		{"planning/absences.csv", "participant", "employee"},
		{"planning/hierarchy.csv", "participant", "employee"},
		{"planning/hierarchy.csv", "manager", "employee"},
		{"planning/objectives.csv", "participant", "employee"},
		{"planning/territory_members.csv", "participant", "employee"},
		{"planning/territory_members.csv", "territory", "Territory2"},
	} {
		found := values(records(t, dir, r.path), r.column)
		if len(found) == 0 {
			t.Errorf("%s: %s is always empty", r.path, r.column)
		}
		for id := range found {
			if !ids[r.to][id] {
				t.Errorf("%s: %s %s is no %s", r.path, r.column, id, r.to)
			}
		}
	}
}

// Every record has its own key; the one opportunity that is there twice is dirt on purpose.
func TestKeysAreUnique(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{Participants: 130, Opportunities: 6_000, ChangesEach: 7})
	files, err := filepath.Glob(filepath.Join(dir, "extracts/*/*.csv"))
	if err != nil {
		t.Fatal(err)
	}
	keyed := 0
	for _, file := range files {
		name, _ := filepath.Rel(filepath.Join(dir, "extracts"), file)
		key := ""
		list := records(t, dir, name)
		for _, column := range []string{"Id", "approval_id", "referral_id", "reward_id", "incident_id", "item_id", "objective_id", "response_id"} {
			if _, ok := list[0][column]; ok {
				key = column
			}
		}
		if key == "" {
			continue
		}
		keyed++
		want := len(list)
		if name == "salesforce/Opportunity.csv" {
			want--
		}
		if n := len(values(list, key)); n != want {
			t.Errorf("%s: %d records have %d different keys", name, len(list), n)
		}
	}
	if keyed < 18 {
		t.Errorf("only %d files with a key", keyed)
	}
}

func TestLinesSumToTheirDeal(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	columns := map[string]string{"TotalPrice": "Amount", "List_Amount__c": "List_Amount__c", "Direct_Cost__c": "Direct_Cost__c"}
	sums := map[string]map[string]int64{}
	for _, line := range records(t, dir, "salesforce/OpportunityLineItem.csv") {
		sum := sums[line["OpportunityId"]]
		if sum == nil {
			sum = map[string]int64{}
			sums[line["OpportunityId"]] = sum
		}
		for of := range columns {
			sum[of] += minorOf(t, line[of])
		}
		quantity, _ := strconv.ParseInt(line["Quantity"], 10, 64)
		for price, total := range map[string]string{"UnitPrice": "TotalPrice", "ListPrice": "List_Amount__c"} {
			if minorOf(t, line[price])*quantity != minorOf(t, line[total]) {
				t.Errorf("line %s: %d times %s is not %s", line["Id"], quantity, line[price], line[total])
			}
		}
	}
	deals := records(t, dir, "salesforce/Opportunity.csv")
	if len(sums) < len(deals)-10 { // the dirt has none
		t.Errorf("only %d of %d deals have lines", len(sums), len(deals))
	}
	for _, deal := range deals {
		sum := sums[deal["Id"]]
		for of, whole := range columns {
			if sum != nil && sum[of] != minorOf(t, deal[whole]) {
				t.Errorf("deal %s: the lines' %s sum to %d, not to %s", deal["Id"], of, sum[of], deal[whole])
			}
		}
		if amount, list := deal["Amount"], deal["List_Amount__c"]; amount != brokenMoney && minorOf(t, amount) > minorOf(t, list) {
			t.Errorf("deal %s: %s is more than the list price %s", deal["Id"], amount, list)
		}
	}
}

func TestTicketsAndDealsGoForwardInTime(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	inTime, waiting := 0, 0
	tickets := records(t, dir, "salesforce/Case.csv")
	for _, c := range tickets {
		switch {
		case c["Status"] == "New":
			waiting++
			if c["ClosedDate"] != "" || !strings.HasPrefix(c["OwnerId"], queuePrefix) {
				t.Errorf("ticket %s waits, and is closed on %q by %s", c["CaseNumber"], c["ClosedDate"], c["OwnerId"])
			}
		case c["CreatedDate"] >= c["First_Response_Date__c"] || c["First_Response_Date__c"] > c["ClosedDate"] || c["ClosedDate"] > asOf.String():
			t.Errorf("ticket %s: opened %s, answered %s, closed %s", c["CaseNumber"], c["CreatedDate"], c["First_Response_Date__c"], c["ClosedDate"])
		case c["ClosedDate"] <= c["SLA_Due_Date__c"]:
			inTime++
		}
	}
	if n := len(tickets); n < 1_000 || waiting == 0 || inTime*100 < n*80 || inTime*100 > n*97 {
		t.Errorf("of %d tickets %d were closed in time and %d wait", n, inTime, waiting)
	}
	for _, d := range records(t, dir, "salesforce/Opportunity.csv") {
		if on := d["Qualified_Date__c"]; on != "" && (on < d["CreatedDate"][:10] || on > asOf.String()) {
			t.Errorf("deal %s of %s was qualified on %s", d["Id"], d["CreatedDate"], on)
		}
	}
	for _, path := range []string{"salesforce/Task.csv", "salesforce/Event.csv"} {
		for _, a := range records(t, dir, path) {
			if on := a["ActivityDate"] + a["StartDateTime"]; on >= asOf.String() {
				t.Errorf("%s %s is of %s, after the extract was made", path, a["Id"], on)
			}
		}
	}
}

// What was paid and what was credited of a paid invoice sum to it.
func TestChargesPayTheirInvoices(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	settled := map[any]float64{}
	failed := 0
	for _, charge := range objects(t, dir, "stripe/charges.jsonl") {
		if charge["status"] == "failed" {
			failed++
			continue
		}
		settled[charge["invoice"]] += charge["amount"].(float64)
	}
	credited := map[any]float64{}
	for _, note := range objects(t, dir, "stripe/credit_notes.jsonl") {
		credited[note["invoice"]] += note["amount"].(float64)
	}
	unpaid := 0
	for _, invoice := range objects(t, dir, "stripe/invoices.jsonl") {
		id := invoice["id"]
		_, corrected := invoice["metadata"].(map[string]any)["corrected_on"]
		if corrected != (credited[id] > 0) {
			t.Errorf("invoice %v: corrected %t, credited %v", id, corrected, credited[id])
		}
		if invoice["status"] != "paid" {
			unpaid++
			continue
		}
		if settled[id]+credited[id] != invoice["total"].(float64) {
			t.Errorf("invoice %v of %v: %v paid, %v credited", id, invoice["total"], settled[id], credited[id])
		}
	}
	if failed == 0 || unpaid == 0 || len(credited) == 0 {
		t.Errorf("%d charges failed, %d invoices are not paid, %d are corrected: some of each were wanted", failed, unpaid, len(credited))
	}
}

func TestObjectivesWeighAHundredPercent(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	weights := map[string]int{}
	for _, o := range records(t, dir, "planning/objectives.csv") {
		weight, err := strconv.Atoi(o["weight"])
		if err != nil {
			t.Fatal(err)
		}
		weights[o["participant"]+" "+o["first_day"]] += weight
	}
	for of, weight := range weights {
		if weight != 100 {
			t.Errorf("the objectives of %s weigh %d %%", of, weight)
		}
	}
}

func TestEverybodyWhoSellsForecastsBeforeTheMonth(t *testing.T) {
	t.Parallel()
	dir, _ := written(t, Options{})
	given := map[string]bool{}
	for _, f := range records(t, dir, "planning/forecasts.csv") {
		if f["submitted_on"] >= f["period"] {
			t.Errorf("%s forecast %s on %s", f["participant"], f["period"], f["submitted_on"])
		}
		given[f["participant"]+f["period"]] = true
	}
	if !given["E10012026-09-01"] || len(given) < 400 {
		t.Errorf("%d forecasts for a month", len(given))
	}
}

func TestChangesAndInvoicesAreAsManyAsAskedFor(t *testing.T) {
	t.Parallel()
	dir, report := written(t, Options{Participants: 120, Opportunities: 8_000, ChangesEach: 5, Invoices: 2_000})
	steps, last := map[string]int{}, map[string]map[string]string{}
	for _, change := range records(t, dir, "salesforce/OpportunityHistory.csv") {
		id := change["OpportunityId"]
		steps[id]++
		if last[id] == nil || change["CreatedDate"] >= last[id]["CreatedDate"] {
			last[id] = change
		}
	}
	for _, deal := range records(t, dir, "salesforce/Opportunity.csv") {
		id := deal["Id"]
		if steps[id] != 5 {
			t.Errorf("deal %s has %d changes", id, steps[id])
		}
		now := last[id]
		if deal["Amount"] != brokenMoney && (now["StageName"] != deal["StageName"] || now["Amount"] != deal["Amount"]) {
			t.Errorf("deal %s is %s of %s, its last change %s of %s", id, deal["StageName"], deal["Amount"], now["StageName"], now["Amount"])
		}
	}
	for _, f := range report.Files {
		if f.Path == "extracts/stripe/invoices.jsonl" && (f.Records < 1_700 || f.Records > 2_300) {
			t.Errorf("%d invoices, 2,000 were asked for", f.Records)
		}
	}
}
