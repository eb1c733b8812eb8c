package demo

// offer is something the company sells: Salesforce's Product2. Stripe's products carry the same ids.
type offer struct{ name, code, family string }

// The first three are the platform, one for every segment of customers.
var offers = [...]offer{
	small:      {"Analytics Starter", "NW-100", "Platform"},
	middle:     {"Analytics Team", "NW-200", "Platform"},
	enterprise: {"Analytics Enterprise", "NW-300", "Platform"},
	connectors: {"Data Connectors", "NW-400", "Add-on"},
	onboarding: {"Onboarding", "NW-500", "Service"},
}

const (
	connectors = iota + 3
	onboarding
)

func appendOffer(b []byte, n int) []byte { return appendID(b, productPrefix, uint64(n+1)) }

// writeOffers writes the price list.
func (c *company) writeOffers(dir string) (File, error) {
	return writeList(dir, "extracts/salesforce/Product2.csv", "Id,IsDeleted,Name,ProductCode,Family,IsActive", func(put func(...string)) {
		for n, o := range offers {
			put(string(appendOffer(nil, n)), "false", o.name, o.code, o.family, "true")
		}
	})
}
