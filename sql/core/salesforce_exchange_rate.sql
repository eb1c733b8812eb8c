-- One row per dated rate of a Salesforce organization, from its corporate currency to another.
-- feeds: exchange_rate
with corporate as (
    -- The currency types say which currency is corporate; without them it is the one whose every rate is 1.
    select coalesce(
        (select min(currency) from staging.salesforce_currency_type where is_corporate),
        (
            select min(currency)
            from (
                select currency
                from staging.salesforce_dated_conversion_rate
                group by currency
                having bool_and(rate = 1)
            ) as steady
            having count(*) = 1
        )
    ) as currency
)

select
    corporate.currency as from_currency,
    dated.currency as to_currency,
    dated.rate,
    dated.first_day,
    'spot' as kind,
    dated._file,
    dated._row
from staging.salesforce_dated_conversion_rate as dated
cross join corporate
where dated.currency <> corporate.currency and not dated.is_deleted
