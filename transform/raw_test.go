package transform

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"attain/config"
)

// TestColumnsThatAreMissing: what a file lacks is said at the file, what a mapping gets wrong at the mapping.
func TestColumnsThatAreMissing(t *testing.T) {
	t.Parallel()
	for _, c := range []struct {
		name  string
		given func() *given
		want  string
	}{
		{"a required column", func() *given {
			return files(map[string]string{"salesforce/user": "Idd,Name\n1,Ada"})
		}, `user.csv: has no column "Id" or "User ID" for user_id; it has Idd, Name; did you mean "Idd"?. If it has another name, say so under fields: {user_id: THEIR_COLUMN}`},
		{"a mapped column", func() *given {
			g := files(map[string]string{"salesforce/user": "Id,Name\n1,Ada"})
			g.entity("salesforce", "user").Fields = map[string]string{"email": "Mail__c"}
			return g
		}, `user.csv: has no column "Mail__c" for email; it has Id, Name. If it has another name, say so under fields: {email: THEIR_COLUMN}`},
		{"a field that is not ours", func() *given {
			g := files(map[string]string{"salesforce/user": "Id,Name\n1,Ada"})
			g.entity("salesforce", "user").Fields = map[string]string{"emial": "Name"}
			return g
		}, `attain.yaml:1:1: user has no column "emial"; it has user_id, name, email, employee_number, manager_user_id, is_active, is_deleted, is_removed, is_current; did you mean "email"?`},
		{"a key that is not ours", func() *given {
			g := files(map[string]string{"salesforce/user": "Id,Name\n1,Ada"})
			g.entity("salesforce", "user").Key = "Id"
			return g
		}, `attain.yaml:1:1: key "Id" is no column of user; it has user_id`},
		{"an attribute", func() *given {
			g := files(map[string]string{"salesforce/account": "Id,Name\n1,Ada"})
			g.entity("salesforce", "account").Attributes = []string{"Segment__c"}
			return g
		}, `account.csv: has no column "Segment__c", which attributes names; it has Id, Name`},
		{"an entity", func() *given {
			return files(map[string]string{"salesforce/oportunity": "Id\n1"})
		}, `attain.yaml:1:1: system salesforce has no entity "oportunity"; it has account, campaign, campaign_member,`},
		{"a system", func() *given {
			g := files(map[string]string{"salesforc/user": "Id\n1"})
			return g
		}, `; did you mean "salesforce"?`},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			_, err := c.given().open(t)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

// TestMapping: a company's own columns, in two files of two shapes, under capitals of their own.
func TestMapping(t *testing.T) {
	t.Parallel()
	g := files(nil)
	g.add("salesforce", "opportunity", "a.csv", "ID,ARR__c,Amount,StageName,Phase__c,Segment__c,CloseDate,OwnerId\n0061,10,1,x,Signed,Big,2026-01-01,")
	g.add("salesforce", "opportunity", "b.csv", "Id,Segment__C,Phase__c,arr__C,IsWon,CloseDate,OwnerId\n0062,Small,Open,20,true,2026-01-01,")
	e := g.entity("salesforce", "opportunity")
	e.Fields = map[string]string{"amount": "ARR__c", "stage": "Phase__c"}
	e.Stages = map[string]string{"Signed": "won", "Open": "open"}
	e.Attributes = []string{"Segment__c"}
	w, err := g.open(t)
	if err != nil {
		t.Fatal(err)
	}
	// The company's mapping of stages goes before IsWon.
	w.expect(t, "select opportunity_id, amount, stage, outcome, is_won, attributes['segment__c'], _file, _row from raw.salesforce_opportunity order by all", `
0061 | 1000 | Signed | won | ∅ | Big | a.csv | 1
0062 | 2000 | Open | open | true | Small | b.csv | 1`)
}

// TestNamesOfColumns: a blank in a label is the underscore of the name; a path goes into objects and arrays.
func TestNamesOfColumns(t *testing.T) {
	t.Parallel()
	g := files(map[string]string{"workday/worker": `
Employee ID,Legal Name,Hire_Date,Positions_group
00042,Kim Eksempel,2026-01-01-08:00,"[{""Cost_Center_-_ID"":""CC1""},{""Cost_Center_-_ID"":""CC2""}]"`})
	g.entity("workday", "worker").Fields = map[string]string{"cost_center": "Positions_group.0.Cost_Center_-_ID"}
	w, err := g.open(t)
	if err != nil {
		t.Fatal(err)
	}
	w.expect(t, "select participant_id, name, hired_on, cost_center from raw.workday_worker", "00042 | Kim Eksempel | 2026-01-01 | CC1")
}

// TestDeletions: a deal that is gone stays listed however many landings ago it went, dated by the first landing without
// it after the last one with it. Deal 2 went in February, deal 4 came back in February and went in March, deal 1 is there.
func TestDeletions(t *testing.T) {
	t.Parallel()
	header := "Id,StageName,Amount,CurrencyIsoCode,CloseDate,OwnerId\n"
	g := files(map[string]string{"salesforce/opportunity": header + "006000000000001,,,,,\n006000000000003AAA,,,,,"})
	g.entity("salesforce", "opportunity").Key = "opportunity_id"
	w, err := g.open(t)
	if err != nil {
		t.Fatal(err)
	}
	landing := config.Landing{Source: "salesforce", Entity: "opportunity"}
	var before []arrival
	for i, c := range []struct{ at, records string }{
		{"2026-01-01T08:00:00Z", "006000000000001AAA,,,,,\n006000000000002AAA,,10,,,\n006000000000004AAA,,40,USD,,"},
		{"2026-01-15T08:00:00Z", "006000000000001AAA,,,,,\n006000000000002AAA,,20,JPY,,"},
		{"2026-02-01T08:00:00Z", "006000000000004AAA,,41.50,,,"},
		{"2026-03-01T08:00:00Z", "006000000000001AAA,,,,,"},
	} {
		name := fmt.Sprintf("%d.csv", i)
		load := w.loadTable(t, fmt.Sprintf("%s/before-%d.parquet", w.dir, i), givenFile{"salesforce", "opportunity", name, header + c.records})
		was := landing
		was.ID, was.FetchedAt = name, c.at
		before = append(before, arrival{was, []FileLoad{load}})
	}
	landing.ID, landing.FetchedAt = "now", "2026-04-01T08:00:00Z"
	if err := w.findDeletions(context.Background(), before, []config.Landing{landing}); err != nil {
		t.Fatal(err)
	}
	w.expect(t, "from checks.deletion order by key", `
salesforce | opportunity | 006000000000002AAA | 1.csv | 2026-01-15 | 2026-02-01 | 20 | JPY
salesforce | opportunity | 006000000000004AAA | 2.csv | 2026-02-01 | 2026-03-01 | 4150 | USD`)
}

// TestOtherFilesSameAnswer: the same records in other files and another order give the same numbers.
func TestOtherFilesSameAnswer(t *testing.T) {
	t.Parallel()
	whole := slice()
	parts := slice()
	for i, f := range parts.files {
		if f.entity != "opportunity" {
			continue
		}
		lines := strings.Split(strings.TrimSpace(f.text), "\n")
		half := 1 + len(lines)/2
		parts.files[i].text = strings.Join(append([]string{lines[0]}, lines[half:]...), "\n")
		parts.add("salesforce", "opportunity", "another.csv", strings.Join(append([]string{lines[0]}, reversed(lines[1:half])...), "\n"))
	}
	query := "select * exclude (_file, _row) from measures.bookings order by all"
	a, b := whole.build(t), parts.build(t)
	if got, want := strings.Join(b.rows(t, query), "\n"), strings.Join(a.rows(t, query), "\n"); got != want || got == "" {
		t.Errorf("got:\n%s\nwant:\n%s", got, want)
	}
}

func reversed(list []string) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[len(list)-1-i] = s
	}
	return out
}

// A company's words become ours before a value is read, those of yes and no as well.
func TestValuesAreMapped(t *testing.T) {
	g := files(map[string]string{
		"attain/opportunity": `
opportunity_id,outcome,deal_type,amount,close_on,is_deleted
o1,won,Neukunde,1,2026-01-05,Nei
o2,won,renewal,1,2026-01-05,Ja`,
	})
	ent := g.entity("attain", "opportunity")
	ent.Values = map[string]map[string]string{"deal_type": {"Neukunde": "new"}, "is_deleted": {"Ja": "true", "Nei": "false"}}
	g.build(t).expect(t, "select opportunity_id, deal_type, is_deleted from core.opportunity order by 1", `
		o1 | new | false
		o2 | renewal | true`)
	ent.Values["dealtype"] = map[string]string{"a": "b"}
	if _, err := g.open(t); err == nil || !strings.Contains(err.Error(), `opportunity has no column "dealtype"`) {
		t.Errorf("%v", err)
	}
}
