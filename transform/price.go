package transform

// itemsShape is what is read of a subscription's items. Old items have a plan where newer ones have a price.
const itemsShape = `{"data": [{"quantity": "VARCHAR",
	"price": {"type": "VARCHAR", "unit_amount": "VARCHAR", "unit_amount_decimal": "VARCHAR",
		"recurring": {"interval": "VARCHAR", "interval_count": "VARCHAR", "usage_type": "VARCHAR"}},
	"plan": {"amount": "VARCHAR", "amount_decimal": "VARCHAR", "interval": "VARCHAR", "interval_count": "VARCHAR", "usage_type": "VARCHAR"}}]}`

// monthlyPrice are the functions that make minor units a month of a subscription's items. monthly_price is null when
// anything of an item that is needed cannot be read.
//
// An item of amount a and quantity q every n intervals, of which p make a year, is a × q × p ÷ (12 × n) a month: 300.00
// every 3 months is 100.00, 10.00 a week is 10 × 52 ÷ 12 = 43.33. What is charged once, or by usage, does not recur. The
// items are added up over the least common multiple of their n, in ten-thousandths of a minor unit, and rounded once.
var monthlyPrice = []string{
	`create macro item_terms(item) as {
		'recurs': coalesce(item.price.type, '') <> 'one_time'
			and coalesce(item.price.recurring.usage_type, item.plan.usage_type, '') <> 'metered',
		'amount': coalesce(plain_number(item.price.unit_amount), plain_number(item.price.unit_amount_decimal),
			plain_number(item.plan.amount), plain_number(item.plan.amount_decimal)),
		'quantity': case when regexp_full_match(coalesce(item.quantity, '1'), '[0-9]{1,9}') then cast(coalesce(item.quantity, '1') as bigint) end,
		'a_year': case coalesce(item.price.recurring.interval, item.plan.interval)
			when 'year' then 1 when 'month' then 12 when 'week' then 52 when 'day' then 365 end,
		'every': case when regexp_full_match(coalesce(item.price.recurring.interval_count, item.plan.interval_count, '1'), '[1-9][0-9]{0,3}')
			then cast(coalesce(item.price.recurring.interval_count, item.plan.interval_count, '1') as bigint) end
	}`,
	`create macro recurring_terms(t) as list_filter(
		list_transform(case when json_valid(t) then from_json(t, '` + itemsShape + `').data end, lambda item: item_terms(item)),
		lambda term: term.recurs)`,
	`create macro terms_price(terms) as list_transform([list_reduce(list_prepend(1::hugeint, list_transform(terms, lambda term: term.every)), lambda a, b: lcm(a, b))],
		lambda multiple: rounded_share(
			list_sum(list_prepend(0::hugeint, list_transform(terms, lambda term: cast(cast(term.amount as decimal(28, 4)) * 10000 as hugeint) * term.quantity * term.a_year * (multiple // term.every)))),
			1, multiple * 12 * 10000))[1]`,
	// In lists of one, so that DuckDB writes out neither the terms nor the price twice; what does not fit is null.
	`create macro monthly_price(t) as try(list_filter(list_transform([recurring_terms(t)], lambda terms: case
			when len(list_filter(terms, lambda term: term.amount is null or term.quantity is null or term.a_year is null or term.every is null)) = 0
			then terms_price(terms) end), lambda price: abs(price) <= ` + mostMinor + `)[1])`,
}
