package transform

import (
	"context"
	"fmt"
	"testing"

	"attain/config"
)

// TestWhoIsWho: people.xlsx goes before the employee number, that before the address, and a name decides nothing. The seat
// 0051 was Ada's until 30 June and is Bo's from 1 July; days that no line has are nobody's.
func TestWhoIsWho(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/participant": `
participant,name,email
E1,Ada Ek,ada@x.com
E2,Bo Berg,bo@x.com
E3,Cy Dahl,shared@x.com
E4,Di Falk,shared@x.com
E5,Kim Eksempel,kim@x.com`,
		"salesforce/user": `
Id,Name,Email,EmployeeNumber
0051,Ada Ek,ada@x.com,E1
0052,Bo Berg,bo@x.com,
0053,Cy Dahl,shared@x.com,
0054,Kim Eksempel,kim@private.com,
0055,Old Ada,old.ada@x.com,
0056,Nobody,nobody@x.com,E9`,
		"attain/identity": `
participant,name,system,id,email,is,first_day,last_day
E1,Ada,Salesforce,0051,,person,2026-01-01,2026-06-30
E2,Bo,salesforce,0051,,person,2026-07-01,
E1,Ada,salesforce,,old.ada@x.com,,,
E4,Di,salesforce,Di Falk (left),,person,,
,Leads,salesforce,00G1,,not_a_person,,
E1,Ada,attain,X1,,person,,2025-12-31
E3,Cy,payroll,9003,,person,,2026-03-31
E3,Cy,payroll,9103,,person,2026-04-01,
E2,Bo,payroll,9002,,person,,2026-03-30`,
		"salesforce/opportunity": `
Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId
D1,Seat in June,Won,1,2026-06-30,true,true,0051
D2,Seat in July,Won,2,2026-07-01,true,true,0051
D3,Seat in 2025,Won,3,2025-12-31,true,true,0051
D4,By address,Won,4,2026-01-01,true,true,0052
D5,By shared address,Won,5,2026-01-01,true,true,0053
D6,By name,Won,6,2026-01-01,true,true,0054
D7,By address in people.xlsx,Won,7,2026-01-01,true,true,0055
D8,By display name,Won,8,2026-01-01,true,true,Di Falk (left)
D9,Queue,Won,9,2026-01-01,true,true,00G1
D10,Unknown number,Won,10,2026-01-01,true,true,0056
D11,Name of a report,Won,11,2026-01-01,true,true,kim eksempel`,
		"attain/assignment": "participant,role,manager,first_day,last_day\nX1,AE,X1,2025-01-01,2025-12-31\nE1,AM,,2026-01-01,",
		"attain/opportunity": `
opportunity_id,name,stage,amount,close_on,participant
D20,Own number,won,20,2026-01-01,E5
D21,Old number,won,21,2025-12-31,X1
D22,Old number too late,won,22,2026-01-01,X1`,
	}).build(t)
	w.expect(t, "select name, participant_id from core.opportunity order by amount_minor", `
Seat in June | E1
Seat in July | E2
Seat in 2025 | ∅
By address | E2
By shared address | ∅
By name | ∅
By address in people.xlsx | E1
By display name | E4
Queue | ∅
Unknown number | ∅
Name of a report | ∅
Own number | E5
Old number | E1
Old number too late | ∅`)
	w.expect(t, "select message from checks.owner_missing_in_hr order by amount_minor", `
Seat in 2025: owner Ada Ek (employee E1) is not in the HR extract; looks like E1 Ada Ek; if so, add a row to people.xlsx
By shared address: owner Cy Dahl is not in the HR extract; looks like E3 Cy Dahl; if so, add a row to people.xlsx
By name: owner Kim Eksempel is not in the HR extract; looks like E5 Kim Eksempel; if so, add a row to people.xlsx
Unknown number: owner Nobody (employee E9) is not in the HR extract
Name of a report: owner kim eksempel is not in the user list; looks like E5 Kim Eksempel; if so, add a row to people.xlsx
Old number too late: owner X1 is not in the user list`)
	w.expect(t, "select participant_id, role, manager_id, first_day from core.assignment order by first_day", "E1 | AE | E1 | 2025-01-01\nE1 | AM | ∅ | 2026-01-01")
	w.expect(t, "select * from checks.assignment_without_participant", "")
	w.expect(t, "select distinct decided_by from core.identity order by all", "email\nemployee_number\npeople.xlsx")
	// One row a day: nobody is two people.
	w.expect(t, `select one.user_id from core.identity as one join core.identity as other using (_system, user_id)
		where one.first_day < other.first_day and one.until_on > other.first_day`, "")
	for day, want := range map[string]string{"2026-03-30": "map[E2:9002 E3:9003]", "2026-03-31": "map[E2: E3:9003]", "2026-04-01": "map[E2: E3:9103]"} {
		d, err := config.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		if got, err := w.PayrollNumbers(context.Background(), d); err != nil || fmt.Sprint(got) != want {
			t.Errorf("payroll numbers of %s: %v, %v; want %s", day, got, err, want)
		}
	}
}

// TestPeopleThatCannotBeUsed: an id two lines claim on one day is nobody's, and every line that says nothing is listed.
func TestPeopleThatCannotBeUsed(t *testing.T) {
	t.Parallel()
	w := files(map[string]string{
		"attain/participant": "participant,name,email\nE1,Ada,ada@x.com\nE2,Bo,bo@x.com",
		"salesforce/user":    "Id,Name,Email,EmployeeNumber\n0051,Ada,ada@x.com,E1",
		"attain/identity": `
participant,name,system,id,email,is,first_day,last_day
E1,,salesforce,0051,,,,2026-06-30
E2,,salesforce,0051,,,2026-06-30,
E1,,payroll,1,,,,
E1,,payroll,2,,,2026-01-01,
E2,,payroll,1,,,2026-01-01,2026-01-31
,Kim,salesforce,0052,,person,,
E9,,salesforce,0053,,,,
E1,,salesforce,0054,,robot,,
E1,,salesforce,0055,,,2026-02-01,2026-01-01
E1,,salesforce,,,,,
E1,,salesforce,,lost@x.com,,,
E1,,,0056,,,,
E1,,hubspot,77,,,,`,
		"salesforce/opportunity": "Id,Name,StageName,Amount,CloseDate,IsClosed,IsWon,OwnerId\nD1,D,Won,1,2026-01-05,true,true,0051",
	}).build(t)
	w.expect(t, "select participant_id from core.opportunity", "∅")
	w.expect(t, "select _row, message from checks.people_overlap order by all", `
2 | id 0051 of salesforce is also of E1 in identity.csv:1 on 2026-06-30; end the one before the other begins
4 | participant E1 has the payroll number 1 too, in identity.csv:3 on 2026-01-01; end the one before the other begins
5 | id 1 of payroll is also of E1 in identity.csv:3 on 2026-01-01; end the one before the other begins`)
	w.expect(t, "select _row, message from checks.people_row_unusable order by all", `
6 | 0052: names no participant; write one, or not a person under is
7 | 0053: participant E9 is not in the HR extract
8 | 0054: is "robot"; write person or not a person
9 | 0055: ends on 2026-01-01, before it begins on 2026-02-01
10 | E1: has neither an id nor an email
11 | lost@x.com: nobody in salesforce has the address lost@x.com
12 | 0056: has no system; write one of the workspace's sources' systems, or payroll
13 | 77: no source is of system hubspot; it is one of attain, salesforce or payroll`)
}
