-- One row per version of a Stripe subscription, as landed.
-- feeds: subscription
-- column subscription_id: id text required
-- column effective_at: effective_at timestamp
-- column customer_id: customer.id|customer text
-- column account_id: metadata.account_id salesforce_id
-- column status: status text required
-- column currency: currency text required
-- column created_at: created timestamp
-- column started_at: start_date timestamp
-- column trial_ended_at: trial_end timestamp
-- column ended_at: ended_at timestamp
-- column items: items monthly_price required
-- column items_text: items text
with sold as (
    select
        *,
        -- What each item is of, by the product's id, or by the product itself where that was asked for.
        list_distinct(list_transform(
            list_concat(json_extract_string(items_text, '$.data[*].price.product'), json_extract_string(items_text, '$.data[*].plan.product')),
            lambda product: case when starts_with(product, '{') then json_extract_string(product, '$.id') else product end
        )) as products
    from (select * replace (case when json_valid(items_text) then items_text end as items_text) from raw.stripe_subscription)
),

dated as (
    select
        *,
        -- A record that does not say from when it stands is of the subscription as a whole: it pays from its start, or
        -- from the end of its trial.
        coalesce(effective_at, greatest(started_at, trial_ended_at), created_at) as begins_at
    from sold
)

select
    subscription_id,
    coalesce(account_id, customer_id) as account_id,
    cast(begins_at as date) as effective_on,
    begins_at as effective_at,
    upper(currency) as currency,
    -- Of several products none.
    case when len(products) = 1 then products[1] end as product_id,
    -- A trial and an unpaid start bring nothing yet; past due still counts until it is cancelled. What is cancelled
    -- brought its price until it ended. raw has made minor units a month of the items.
    case
        when status in ('active', 'past_due') or (status = 'canceled' and ended_at > begins_at) then stripe_minor(items, currency)
        else 0
    end as mrr_minor,
    cast(ended_at as date) as ended_on,
    attributes,
    _file,
    _row
from dated
