package config

import (
	"fmt"
	"slices"
	"sort"
	"strconv"
	"strings"
)

// isoCurrencies are the codes of ISO 4217 in use, by their number of decimals.
var isoCurrencies = map[int]string{
	0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
	2: "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW " +
		"CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR " +
		"ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV " +
		"MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD " +
		"SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XCD XCG YER ZAR ZMW ZWG",
	3: "BHD IQD JOD KWD LYD OMR TND",
	4: "CLF UYW",
}

var minorDigits, currencyCodes = indexCurrencies()

func indexCurrencies() (digits map[string]int, codes []string) {
	digits = map[string]int{}
	for n, list := range isoCurrencies {
		for _, code := range strings.Fields(list) {
			digits[code] = n
			codes = append(codes, code)
		}
	}
	sort.Strings(codes)
	return digits, codes
}

// KnownCurrency says whether a code is one of ISO 4217.
func KnownCurrency(code string) bool {
	_, ok := minorDigits[code]
	return ok
}

// MinorDigits is how many decimals a currency's amounts have: 2 for USD, 0 for JPY, 3 for KWD. A code ISO 4217 does
// not know has 2.
func MinorDigits(currency string) int {
	if IsReward(currency) {
		return 0
	}
	if n, ok := minorDigits[currency]; ok {
		return n
	}
	return 2
}

// IsReward says whether what stands where a currency does is the name of a reward: points. Rewards are whole.
func IsReward(currency string) bool {
	return currency != "" && currency[0] >= 'a' && currency[0] <= 'z'
}

func minorScale(currency string) Ratio {
	scale := int64(1)
	for range MinorDigits(currency) {
		scale *= 10
	}
	return Whole(scale)
}

// MinorOf turns major units into minor ones, exactly: 12.505 USD is 1250.5 cents.
func MinorOf(major Ratio, currency string) Ratio { return major.Mul(minorScale(currency)) }

// MajorOf turns minor units into major ones, exactly: 192,857 cents are 1,928.57 USD.
func MajorOf(minor Ratio, currency string) Ratio { return minor.Quo(minorScale(currency)) }

// FormatMinor writes minor units the way a statement shows them, without the currency: 192857 USD is "1,928.57".
func FormatMinor(minor int64, currency string) string {
	digits := strconv.FormatUint(abs64(minor), 10)
	places := MinorDigits(currency)
	if len(digits) <= places {
		digits = strings.Repeat("0", places+1-len(digits)) + digits
	}
	whole, cents := digits[:len(digits)-places], digits[len(digits)-places:]
	var b strings.Builder
	if minor < 0 {
		b.WriteByte('-')
	}
	for i, d := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(d)
	}
	if places > 0 {
		b.WriteString("." + cents)
	}
	return b.String()
}

// Convert gives an amount in major units of from as major units of to, unrounded, and says at which rate. A pair that
// is not written is computed: the other way round (EUR → USD at 1.08 makes USD → EUR 1 ÷ 1.08), or over as few other
// currencies as it takes, the reporting currency first. A pair that cannot be reached on the day is an error.
func (c Currencies) Convert(amount Ratio, from, to string, on Day) (Ratio, string, error) {
	if from == to {
		return amount, "", nil
	}
	path := c.path(from, to, on)
	if path == nil {
		return Ratio{}, "", fmt.Errorf("no plan rate takes %s to %s on %s; add one to currencies: plan_rates: in attain.yaml, "+
			"such as {from: %s, to: %s, rate: 1.08, first_day: %s, last_day: %s}", from, to, on, from, to, yearStart(on), yearStart(on).AddMonths(12)-1)
	}
	said := make([]string, len(path))
	for i, s := range path {
		said[i] = fmt.Sprintf("1 %s = %s %s", s.rate.From, s.rate.Rate, s.rate.To)
		if s.inverse {
			amount = amount.Quo(s.rate.Rate)
		} else {
			amount = amount.Mul(s.rate.Rate)
		}
	}
	kind := "plan rate"
	if len(path) > 1 {
		kind = "plan rates"
	}
	return amount, fmt.Sprintf("%s (%s)", strings.Join(said, ", "), kind), nil
}

func yearStart(d Day) Day {
	y, _, _ := d.Date()
	return DayOf(y, 1, 1)
}

// rateStep is one written rate, used as written or the other way round.
type rateStep struct {
	rate    PlanRate
	inverse bool
}

// path finds the fewest steps between two currencies on a day, breadth first; nil when there is no way.
func (c Currencies) path(from, to string, on Day) []rateStep {
	type reached struct {
		currency string
		steps    []rateStep
	}
	seen := map[string]bool{from: true}
	for queue := []reached{{currency: from}}; len(queue) > 0; queue = queue[1:] {
		at := queue[0]
		if at.currency == to {
			return at.steps
		}
		for _, s := range c.stepsFrom(at.currency, on) {
			if next := s.leadsTo(); !seen[next] {
				seen[next] = true
				queue = append(queue, reached{next, append(append([]rateStep(nil), at.steps...), s)})
			}
		}
	}
	return nil
}

// stepsFrom gives the rates of a currency on a day: the reporting currency first, then by code, as written before inverse.
func (c Currencies) stepsFrom(currency string, on Day) []rateStep {
	var out []rateStep
	for _, r := range c.PlanRates {
		switch {
		case !r.Contains(on):
		case r.From == currency:
			out = append(out, rateStep{rate: r})
		case r.To == currency:
			out = append(out, rateStep{rate: r, inverse: true})
		}
	}
	sort.SliceStable(out, func(i, j int) bool {
		a, b := out[i].leadsTo(), out[j].leadsTo()
		if (a == c.Reporting) != (b == c.Reporting) {
			return a == c.Reporting
		}
		if a != b {
			return a < b
		}
		return !out[i].inverse && out[j].inverse
	})
	return out
}

func (s rateStep) leadsTo() string {
	if s.inverse {
		return s.rate.From
	}
	return s.rate.To
}

// CurrencyCodes are the codes of ISO 4217.
func CurrencyCodes() []string { return slices.Clone(currencyCodes) }
