-- One row per version of a Stripe subscription, as landed.
-- column subscription_id: id text required
-- column effective_at: effective_at timestamp
-- column customer_id: customer text
-- column account_id: metadata.account_id salesforce_id
-- column status: status text required
-- column currency: currency text required
-- column created_at: created timestamp
-- column started_at: start_date timestamp
-- column ended_at: ended_at timestamp
-- column items: items text required
with subscription as (
    select
        *,
        json_extract(items, '$.data[*]') as item_list
    from raw.stripe_subscription
),

priced as (
    select
        * exclude (item_list),
        -- Minor units a month, in twelfths so that a yearly price stays whole: 1,200.00 a year is 120,000 twelfths.
        list_sum(list_transform(item_list, lambda item:
            coalesce(cast(json_extract_string(item, '$.price.unit_amount') as bigint), 0)
            * coalesce(cast(json_extract_string(item, '$.quantity') as bigint), 1)
            * case coalesce(json_extract_string(item, '$.price.recurring.interval'), 'month')
                when 'year' then 1
                else 12
            end)) as twelfths
    from subscription
)

select
    subscription_id,
    coalesce(account_id, customer_id) as account_id,
    cast(coalesce(effective_at, started_at, created_at) as date) as effective_on,
    coalesce(effective_at, started_at, created_at) as effective_at,
    status,
    upper(currency) as currency,
    -- A trial and an unpaid start bring nothing yet; past due still counts until it is cancelled.
    case
        when status in ('active', 'past_due') then rounded_share(coalesce(twelfths, 0), 1, 12)
        else 0
    end as mrr_minor,
    cast(ended_at as date) as ended_on,
    _file,
    _row
from priced
