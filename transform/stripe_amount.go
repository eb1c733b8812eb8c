package transform

// stripeAmount are the functions that read Stripe's amounts, which are in the smallest unit of their currency: 1000 is
// 10.00 USD, 1000 JPY and 1.000 KWD. Two currencies are counted otherwise than ISO 4217 has it. The króna has no
// decimals any more but is still sent in hundredths, always whole ones: 1000 is 10 ISK. The ariary, which has two
// decimals, is sent without: 1000 is 1000.00 MGA.
var stripeAmount = []string{
	`create macro stripe_minor(n, currency) as case upper(currency) when 'ISK' then rounded_share(n, 1, 100) when 'MGA' then n * 100 else n end`,
	`create macro stripe_amount(t, currency) as case when regexp_full_match(t, '[-+]?[0-9]{1,15}') and (currency <> 'ISK' or ends_with(t, '00') or t = '0')
		then cast(stripe_minor(cast(t as bigint), currency) as bigint) end`,
}
