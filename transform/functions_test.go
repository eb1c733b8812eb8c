package transform

import "testing"

// TestSalesforceID: 001A0000006Vm9u has capitals A in its first five characters (bit 3: I), none in the second five (A),
// V in the third (bit 1: C).
func TestSalesforceID(t *testing.T) {
	t.Parallel()
	w := empty(t)
	for given, want := range map[string]string{
		"001A0000006Vm9u":    "001A0000006Vm9uIAC",
		"001A0000006Vm9uIAC": "001A0000006Vm9uIAC",
		"001a0000006vm9u":    "001a0000006vm9uAAA", // another record: only its capitals differ
		"00ABCDEABCDABCD":    "00ABCDEABCDABCD255", // 00ABC has bits 2 to 4: 28 (2); DEABC and DABCD all five: 31 (5)
		"ACME-CORP-00001":    "ACME-CORP-00001",    // a key of another system that happens to have 15 characters
	} {
		var got string
		if err := w.db.QueryRow("select salesforce_id($1)", given).Scan(&got); err != nil || got != want {
			t.Errorf("%s: got %s, want %s, %v", given, got, want, err)
		}
	}
}

func TestRoundedShareRoundsHalvesAwayFromZero(t *testing.T) {
	t.Parallel()
	w := empty(t)
	for query, want := range map[string]int64{
		"rounded_share(5, 1, 2)": 3, "rounded_share(-5, 1, 2)": -3, "rounded_share(10, 1, 4)": 3, "rounded_share(9, 1, 4)": 2,
		"rounded_share(9223372036854775807, 10000, 10000)": 9223372036854775807, "rounded_share(0, 1, 12)": 0,
	} {
		var got int64
		if err := w.db.QueryRow("select " + query).Scan(&got); err != nil || got != want {
			t.Errorf("%s: got %d, want %d, %v", query, got, want, err)
		}
	}
}
