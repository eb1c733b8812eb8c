package config

import (
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

// CurrencyCodes are the codes of ISO 4217.
func CurrencyCodes() []string { return slices.Clone(currencyCodes) }
